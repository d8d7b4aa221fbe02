"""Articles over HTTP: listed, gone through page by page, one by one in the record format."""

from __future__ import annotations

from pathlib import Path

from starlette.testclient import TestClient

import onrecord
from onrecord.formats.record import article_to_dict


def test_articles_are_listed_newest_first_page_by_page(api: TestClient) -> None:
    first = api.get("/api/v1/articles", params={"limit": 1}).json()
    second = api.get("/api/v1/articles", params={"limit": 1, "after": first["next"]}).json()
    assert [a["headline"] for a in (*first["items"], *second["items"])] == [
        "Nurses end strike at Port Asha clinics after night of talks",
        "Mayor promises harbour bridge will open before winter",
    ]
    assert second["next"] is None


def test_an_article_is_told_in_the_record_format(api: TestClient, filled: Path) -> None:
    with onrecord.open(filled) as record:
        for article in record.articles():
            assert api.get(f"/api/v1/articles/{article.id}").json() == article_to_dict(article)


def test_what_has_not_changed_is_not_sent_again(api: TestClient) -> None:
    [entry, _] = api.get("/api/v1/articles").json()["items"]
    address = f"/api/v1/articles/{entry['id']}"
    tag = api.get(address).headers["etag"]
    again = api.get(address, headers={"if-none-match": tag})
    assert (again.status_code, again.content) == (304, b"")
    assert api.get(address, headers={"if-none-match": '"other"'}).status_code == 200


def test_errors_are_problem_details(api: TestClient) -> None:
    for method, address, status in (
        ("GET", "/api/v1/articles/none-such", 404),
        ("GET", "/api/v1/nothing", 404),
        ("PUT", "/api/v1/articles", 405),
        ("GET", "/api/v1/articles?limit=0", 422),
        ("GET", "/api/v1/articles?after=x", 422),
    ):
        told = api.request(method, address)
        assert (told.status_code, told.headers["content-type"]) == (status, "application/problem+json")
        assert told.json()["status"] == status and told.json()["detail"]
