"""The record changed through API and pages alike: threads follow, the audit log tells it, articles wait for their turn."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from onrecord.serving.app import build_app
from onrecord.serving.settings import Limits, ServingSettings

LOCAL = "http://127.0.0.1:8000"
SAID = "“We have the steel and we have the budget for the whole of the bridge,” Mayor Tove Lindqvist {told} on Monday."


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[TestClient]:
    """Two outlets that carry one statement, through the API and through the page."""
    with TestClient(
        build_app(ServingSettings(str(tmp_path / "r.db"), editor="Ida")), base_url=LOCAL
    ) as client:
        article = {
            "text": SAID.format(told="told reporters"),
            "outlet": "The Courier",
            "published": "2025-10-14",
        }
        assert client.post("/api/v1/articles", json=article).status_code == 201
        form = {
            "how": "text",
            "text": SAID.format(told="said"),
            "outlet": "The Post",
            "published": "2025-10-15",
        }
        client.post("/add", data=form | {"csrf_token": token_of(client, "/add")})
        yield client


def token_of(client: TestClient, address: str) -> str:
    found = re.search(r'name="csrf_token" value="([^"]+)"', client.get(address).text)
    assert found
    return found.group(1)


def threads_of(client: TestClient) -> list[int]:
    """How many articles each thread has."""
    return [thread["articles"] for thread in client.get("/api/v1/threads").json()["items"]]


def deeds_of(client: TestClient) -> list[tuple[str, str, str, int]]:
    deeds = client.get("/api/v1/audit").json()["items"]
    return [(d["who"], d["deed"], d["of"], d["details"].get("correction", 0)) for d in reversed(deeds)]


def test_threads_follow_corrections_made_through_the_api(desk: TestClient) -> None:
    assert threads_of(desk) == [2]
    [found, _] = desk.get("/api/v1/statements", params={"kind": "direct"}).json()["items"]
    wanted = {"statement": found["statement"], "reject": True}
    [made] = desk.post("/api/v1/corrections", json=wanted).json()["items"]
    assert threads_of(desk) == []
    undone = desk.post(f"/api/v1/corrections/{made['number']}/undo", json={"note": "it was one"})
    assert undone.json()["items"][0]["note"] == "it was one"
    assert threads_of(desk) == [2]
    assert deeds_of(desk)[2:] == [
        ("Ida", "statement.correct", found["statement"], made["number"]),
        ("Ida", "correction.undo", found["statement"], made["number"]),
    ]


def test_threads_follow_decisions_in_review_and_the_log_tells_them(desk: TestClient) -> None:
    [found, _] = desk.get("/api/v1/statements", params={"kind": "direct"}).json()["items"]
    address = f"/review/{found['statement']}"
    form = {"csrf_token": token_of(desk, address), "article": found["article"]}
    assert "Rejected." in desk.post(address, data=form | {"do": "reject"}).text
    assert threads_of(desk) == []
    assert "Undone." in desk.post(address, data=form | {"do": "undo"}).text
    assert threads_of(desk) == [2]
    [number] = {
        c["number"] for c in desk.get("/api/v1/corrections").json()["items"] if c["field"] == "reject"
    }
    assert deeds_of(desk)[2:] == [
        ("Ida", "statement.correct", found["statement"], number),
        ("Ida", "correction.undo", found["statement"], number),
    ]


def test_a_missed_statement_joins_its_thread(desk: TestClient) -> None:
    [found, other] = desk.get("/api/v1/statements", params={"kind": "direct"}).json()["items"]
    desk.post("/api/v1/corrections", json={"statement": found["statement"], "reject": True})
    words = {
        "content": found["content"],
        "cue": found["cue"],
        "source": found["source"],
        "speaker": "Tove Lindqvist",
    }
    added = desk.post("/api/v1/statements", json={"article": found["article"], **words})
    assert added.status_code == 201, added.text
    assert threads_of(desk) == [2]
    again = desk.get(f"/api/v1/statements/{added.json()['items'][0]['statement']}").json()["report"]
    assert again["thread"] == desk.get(f"/api/v1/statements/{other['statement']}").json()["report"]["thread"]
    assert deeds_of(desk)[-1][1] == "statement.add"


def test_a_wish_that_cannot_be_met_changes_nothing_and_is_not_logged(desk: TestClient) -> None:
    [found, _] = desk.get("/api/v1/statements", params={"kind": "direct"}).json()["items"]
    before = deeds_of(desk)
    refused = desk.post(
        "/api/v1/corrections", json={"statement": found["statement"], "content": "no such words"}
    )
    assert refused.status_code == 422 and deeds_of(desk) == before


def test_articles_wait_for_their_turn_wherever_they_come_from(tmp_path: Path) -> None:
    settings = ServingSettings(str(tmp_path / "r.db"), limits=Limits(waiting=0))
    with TestClient(build_app(settings), base_url=LOCAL) as client:
        told = client.post("/api/v1/articles", json={"text": SAID.format(told="said")})
        form = {"how": "text", "text": SAID.format(told="said"), "csrf_token": token_of(client, "/add")}
        pages = [client.post("/add", data=form), client.post("/add/example", data=form)]
        assert [r.status_code for r in (told, *pages)] == [429] * 3
        assert {r.headers["retry-after"] for r in (told, *pages)} == {"60"}
        assert client.get("/api/v1/articles").json()["items"] == []


def test_what_editors_corrected_is_exported_as_training_data(desk: TestClient) -> None:
    assert desk.get("/api/v1/export", params={"format": "training"}).text == ""
    [found, _] = desk.get("/api/v1/statements", params={"kind": "direct"}).json()["items"]
    desk.post("/api/v1/corrections", json={"statement": found["statement"], "act": "promise"})
    [line] = desk.get("/api/v1/export", params={"format": "training"}).text.splitlines()
    [touched] = json.loads(line)["corrections"]
    assert touched["fields"] == ["act"] and touched["editors"] == ["Ida"]
