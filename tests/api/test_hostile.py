"""Hostile inputs, a table: none is taken for more than words, none gets anywhere, none breaks the server."""

from __future__ import annotations

import json
import shutil
import socket
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest
from starlette.testclient import TestClient

from onrecord.serving.app import build_app
from onrecord.serving.settings import Limits, ServingSettings

SCRIPTS = (
    "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "\"><svg onload=alert(1)>", "'; alert(1)//", "javascript:alert(1)",
    "{{7*7}}", "${7*7}", "<%= 7 %>", "<!--", "]]>", "&lt;script&gt;", "\u202eevil", "\x00", "\ud800", "a\r\nset-cookie: x=1",
)  # fmt: skip
SQL = (
    "' OR 1=1 --", "'; DROP TABLE articles; --", "1 UNION SELECT * FROM accounts", "\" OR \"\"=\"", "%' --", "%", "_", "\\", "') OR ('1'='1",
    ":confidence", "{row}", "%s", "%(name)s", "?1", "x'00'", "0x41", "1e999", "NULL",
)  # fmt: skip
FTS = (
    '"', '""', '"unclosed', "AND", "OR", "NOT", "NEAR", "NEAR(a b, 5)", "a AND", "NOT a", "*", "a*", "^a", "col:val", "words:secret", "{a b}:c",
    "(", ")", "((((", "-", "--", "+", "a - b", "a + + b", "^", "a^2", "-a -b", "()", '" "', "a" * 499, "( " * 200, "\u0000a", "é́́́", "𝔘𝔫𝔦", "🙂",
)  # fmt: skip
PATHS = (
    "../../etc/passwd", "..%2f..%2fetc%2fpasswd", "%2e%2e/%2e%2e/etc/passwd", "....//....//etc/passwd", "/etc/passwd", "//etc/passwd",
    "..\\..\\windows\\win.ini", "%5c..%5c..", "%00", "a%00.txt", "C:\\Windows", "file:///etc/passwd", "~root", ".git/config", "onrecord.db",
    "%ff", "%c0%ae%c0%ae/", "con", "a/../../b", "%252e%252e%252f", "x" * 1500,
)  # fmt: skip
TARGETS = (
    "http://127.0.0.1/", "http://127.0.0.1:8000/api/v1/audit", "http://localhost/", "http://localhost.:80/", "http://0.0.0.0/", "http://0/",
    "http://[::1]/", "http://[::]/", "http://[::ffff:127.0.0.1]/", "http://[::ffff:a00:1]/", "http://2130706433/", "http://0x7f000001/",
    "http://0177.0.0.1/", "http://127.1/", "http://10.0.0.1/", "http://192.168.0.1/", "http://172.16.0.1/", "http://169.254.169.254/latest/meta-data/",
    "http://[fe80::1]/", "http://[fd00:ec2::254]/", "http://100.100.100.200/", "http://[64:ff9b::a9fe:a9fe]/", "http://[2002:7f00:1::]/",
    "http://224.0.0.1/", "http://255.255.255.255/", "http://[::127.0.0.1]/", "file:///etc/passwd", "ftp://127.0.0.1/", "gopher://127.0.0.1:6379/_x",
    "dict://127.0.0.1:11211/", "ldap://127.0.0.1/", "data:text/html,x", "javascript:alert(1)", "http://user:pass@127.0.0.1/", "http://127.0.0.1:22/",
    "http://127.0.0.1:6379/", "http://a@127.0.0.1/", "http://\u2460\u2461\u2466.0.0.1/", "http://127.0.0.1%2f@x/", "http:///etc/passwd", "//127.0.0.1/",
    "http://x\r\nHost: y/", "http://127.0.0.1\\@example.org/", "", "http://", "x" * 3000,
)  # fmt: skip
WRONG_BODIES = (
    "", "{", "[]", "null", "1", '"text"', '{"text": 1}', '{"text": null}', '{"text": ""}', '{"text": "   "}', '{"text": ["a"]}', '{"text": {"a": 1}}',
    '{"url": 5}', '{"url": ["http://x"]}', '{"id": {}}', '{"text": "a", "html": "b"}', '{"text": "a", "unknown": 1}', '{"text": "a", "byline": "x"}',
    '{"text": "a", "published": "soon"}', '{"text": "a", "published": 20250101}', '{"text": NaN}', "[" * 100_000, '{"a":' * 50_000, '{"text": "\\ud800"}'[:-2],
)  # fmt: skip
WRONG_QUERIES = (
    "limit=0", "limit=-1", "limit=1e9", "limit=abc", "limit=99999999999999999999", "min_confidence=2", "min_confidence=nan", "min_confidence=x",
    "kind=none", "stance=maybe", "how=loudly", "order=random", "order=rank;drop", "after=x", "after=rank:-1", "after=rank:99999999999999999999",
    "after=published:x:y", "published=soon", "published=2025-13", "published=9999..1", "said=0000", "said=2025..2024", "unknown=1", "article=none",
    "thread=none", "issue=none", "q=" + "a" * 501, "&".join(["by=x"] * 30), "published=%00", "after=rank:%F0%9F%99%82",
)  # fmt: skip


@pytest.fixture(scope="module")
def target(filled: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    """A server of its own, whose errors would come out as 500; bodies up to 200 kB."""
    path = tmp_path_factory.mktemp("hostile") / "onrecord.db"
    shutil.copy(filled, path)
    settings = ServingSettings(str(path), limits=Limits(body=200_000, fetch_seconds=2))
    with TestClient(
        build_app(settings), base_url="http://127.0.0.1:8000", raise_server_exceptions=False
    ) as client:
        yield client


WRONG_HEADERS = (
    ("authorization", "Bearer"), ("authorization", "Bearer ' OR 1=1 --"), ("authorization", "Basic YTpi"), ("authorization", "Bearer " + "x" * 5000),
    ("cookie", "onrecord_session=' OR 1=1 --"), ("cookie", "onrecord_session=" + "x" * 5000), ("cookie", "onrecord_session=\\x00"),
    ("if-none-match", "*, \"x\""), ("if-none-match", "x" * 5000), ("host", "127.0.0.1:8000@evil.example"), ("host", "a" * 300), ("host", "127.0.0.1:x"),
    ("x-forwarded-host", "evil.example"), ("x-forwarded-for", "127.0.0.1"), ("accept", "../../etc/passwd"), ("range", "bytes=0-,1-,2-"),
    ("content-length", "-1"), ("content-length", "9" * 30),
)  # fmt: skip
MADE = (
    "<script>alert",
    "<img src=x",
    "<svg onload",
    "<%= 7 %>",
    ">49<",
)  # what a page would hold that took words for more


def said(words: str) -> bytes:
    return words.encode("utf-8", "surrogatepass")


def test_there_are_two_hundred() -> None:
    inputs = [*SCRIPTS, *SQL, *FTS, *PATHS, *TARGETS, *WRONG_BODIES, *WRONG_QUERIES, *WRONG_HEADERS]
    assert len(set(inputs)) >= 200


@pytest.mark.parametrize(("name", "value"), WRONG_HEADERS)
@pytest.mark.parametrize("address", ["/", "/find", "/api/v1/articles"])
def test_wrong_headers_break_nothing(target: TestClient, address: str, name: str, value: str) -> None:
    told = target.get(address, headers={name: value})
    assert told.status_code in (200, 304, 400, 401, 413, 421) and "set-cookie: x" not in str(told.headers)


@pytest.mark.parametrize("words", [*SQL, *FTS, *SCRIPTS])
def test_what_is_searched_is_words(target: TestClient, words: str) -> None:
    asked = quote(said(words))
    for address in (
        f"statements?q={asked}",
        f"statements?by={asked}",
        f"statements?outlet={asked}",
        f"speakers?name={asked}",
        f"check?quote={asked}",
    ):
        told = target.get(f"/api/v1/{address}")
        assert told.status_code in (200, 422), (address, told.text)
        assert told.headers["content-type"] in ("application/json", "application/problem+json")
        assert "set-cookie" not in told.headers
    assert target.get("/api/v1/articles").json()["items"], "the articles are still there"


@pytest.mark.parametrize("words", [*SQL, *FTS, *SCRIPTS])
def test_what_is_typed_into_pages_is_words(target: TestClient, words: str) -> None:
    asked = quote(said(words))
    for address in (
        f"find?words={asked}&by={asked}&outlet={asked}", f"find?act={asked}", f"find?published={asked}", f"find?after={asked}",
        f"check?quote={asked}&by={asked}", f"speakers?name={asked}", f"speakers.json?q={asked}", f"contacts?party={asked}",
        f"contacts?since={asked}", f"articles?after={asked}", f"review?article={asked}&skip={asked}", f"threads?all={asked}",
        f"login?next={asked}",
    ):  # fmt: skip
        told = target.get(f"/{address}")
        assert told.status_code in (200, 400, 422), (address, told.status_code)
        if told.headers["content-type"].startswith("text/html"):
            assert not any(made in told.text for made in MADE), address


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("page", ["articles", "speakers", "threads", "review", "static"])
def test_no_page_leads_out_of_the_record(target: TestClient, page: str, path: str) -> None:
    told = target.get(f"/{page}/{path}")
    assert told.status_code in (400, 404, 422) and "root:x:0" not in told.text


@pytest.mark.parametrize("url", TARGETS)
def test_no_address_within_is_fetched_for_a_page(
    target: TestClient, url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[object] = []
    token = target.get("/add").text.partition('name="csrf_token" value="')[2].partition('"')[0]
    monkeypatch.setattr(socket, "create_connection", lambda *args, **_: made.append(args))
    told = target.post("/add", data={"csrf_token": token, "how": "url", "url": url})
    assert told.status_code == 422 and not made


@pytest.mark.parametrize("words", [*SQL, *FTS, *SCRIPTS])
def test_no_words_that_the_article_has_not_are_put_into_it(target: TestClient, words: str) -> None:
    [held, *_] = target.get("/api/v1/statements").json()["items"]
    sent = json.dumps({"statement": held["statement"], "content": f"{words} zzyx"})
    told = target.post("/api/v1/corrections", content=sent, headers={"content-type": "application/json"})
    assert told.status_code == 422 and target.get("/api/v1/corrections").json() == {"items": []}


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("resource", ["articles", "statements", "speakers"])
def test_no_path_leads_out_of_the_record(target: TestClient, resource: str, path: str) -> None:
    told = target.get(f"/api/v1/{resource}/{path}")
    assert told.status_code in (400, 404, 422) and "root:x:0" not in told.text


@pytest.mark.parametrize("url", TARGETS)
def test_no_address_within_is_fetched(target: TestClient, url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[object] = []
    monkeypatch.setattr(socket, "create_connection", lambda *args, **_: made.append(args))
    told = target.post("/api/v1/articles", json={"url": url})
    assert told.status_code == 422 and not made


@pytest.mark.parametrize("body", WRONG_BODIES)
def test_wrong_bodies_are_refused(target: TestClient, body: str) -> None:
    told = target.post("/api/v1/articles", content=said(body), headers={"content-type": "application/json"})
    assert told.status_code in (413, 422) and told.json()["detail"]


@pytest.mark.parametrize("query", WRONG_QUERIES)
def test_wrong_queries_are_refused(target: TestClient, query: str) -> None:
    told = target.get(f"/api/v1/statements?{query}")
    assert told.status_code == 422 and told.json()["detail"]


def test_what_is_too_large_is_refused_however_it_is_sent(target: TestClient) -> None:
    def dripped() -> Iterator[bytes]:
        for _ in range(300):
            yield b"x" * 1000

    plain = {"content-type": "text/plain"}
    assert target.post("/api/v1/articles", content=b"x" * 300_000, headers=plain).status_code == 413
    assert target.post("/api/v1/articles", content=dripped(), headers=plain).status_code == 413


@pytest.mark.parametrize(
    "kind",
    ["application/xml", "multipart/form-data; boundary=x", "", "text/plain; charset=nonsense", "image/png"],
)
def test_media_types_that_are_not_taken(target: TestClient, kind: str) -> None:
    assert target.post("/api/v1/articles", content=b"words", headers={"content-type": kind}).status_code in (
        415,
        422,
    )


def test_a_script_in_a_headline_stays_words(target: TestClient) -> None:
    text = "The mayor said the bridge would open in May."
    article = {"text": text, "headline": SCRIPTS[0], "outlet": SCRIPTS[1], "id": "../../x"}
    assert target.post("/api/v1/articles", json=article).status_code == 201
    got = target.get("/api/v1/articles/..%2F..%2Fx")
    assert (
        got.headers["content-type"] == "application/json"
        and got.headers["x-content-type-options"] == "nosniff"
    )
    assert got.json()["article"]["outlet"] == SCRIPTS[1]
