"""`onrecord read` and `onrecord add` with addresses: articles from a server of our own, and one line for each that cannot be had."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from test_cli import onrecord
from websites import Reply, Request, Site, article, moved, site


@pytest.fixture
def post() -> Iterator[Site]:
    with site() as served:
        served.pages["/ferry"] = article("the ferry", head='<link rel="canonical" href="/ferry">')
        yield served


def local(post: Site, path: str) -> str:
    return post.url(path, host="127.0.0.1")


def test_an_address_is_read_like_a_file(post: Site, examples: Path) -> None:
    url = local(post, "/ferry?utm_source=mail")
    got = onrecord("read", url, examples / "clinic-strike.txt", "--allow-private", "-f", "jsonl")
    assert got.returncode == 0, got.stderr
    first, second = (json.loads(line)["article"] for line in got.stdout.splitlines())
    assert (first["path"], first["url"]) == (url, local(post, "/ferry"))
    assert second["path"].endswith("clinic-strike.txt")


def test_what_cannot_be_had_gets_a_line_and_the_rest_goes_on(post: Site, tmp_path: Path) -> None:
    post.pages["/robots.txt"] = Reply("User-agent: *\nDisallow: /private/\n", kind="text/plain")
    post.pages["/wall"] = Reply(
        "<article><p>The fares will rise.</p><p>Subscribe to continue reading.</p></article>"
    )
    post.pages["/round"] = moved("/round")
    urls = [local(post, path) for path in ("/none", "/private/x", "/wall", "/round", "/ferry")]
    db = tmp_path / "news.db"
    got = onrecord(
        "add",
        *urls,
        "http://127.0.0.1:1/",
        "--allow-private",
        "--db",
        db,
        ONRECORD_CONTACT="desk@post.example",
    )
    assert got.returncode == 1
    told = [line.split(": ", 2)[2].split(";")[0].split(" (")[0] for line in got.stderr.splitlines()]
    assert told == [
        "answers 404", "its robots.txt asks programs to stay away from this", "shows only its beginning without a subscription",
        "leads from address to address without end", "the site's robots.txt cannot be had",
    ]  # fmt: skip
    assert "1 added, 5 failed" in got.stdout
    assert "desk@post.example" in post.visits[0].headers["user-agent"]
    failed = onrecord("log", "--failed", "-f", "jsonl", "--db", db)
    assert {json.loads(line)["source"] for line in failed.stdout.splitlines()} == {
        *urls[:4],
        "http://127.0.0.1:1/",
    }


@pytest.mark.parametrize("words", [("read",), ("add", "--db", "news.db")])
def test_addresses_within_are_refused_unless_allowed(
    post: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...]
) -> None:
    monkeypatch.chdir(tmp_path)
    got = onrecord(*words, local(post, "/ferry"), "http://127.0.0.1/", f"http://localhost:{post.port}/ferry")
    assert got.returncode == 1 and post.visits == []
    assert "port" in got.stderr and "is not on the open web" in got.stderr


def test_an_address_is_asked_for_changes(post: Site, tmp_path: Path) -> None:
    words = ["the ferry"]

    def page(asked: Request) -> Reply:
        tag = f'"{len(words)}"'
        if asked.headers.get("if-none-match") == tag:
            return Reply(status=304)
        return Reply(article(" ".join(words)).body, headers={"ETag": tag})

    post.pages["/ferry"] = page
    db, url = tmp_path / "news.db", local(post, "/ferry")

    def add(*more: str) -> str:
        got = onrecord("add", url, "--allow-private", "--db", db, *more)
        assert got.returncode == 0, got.stderr
        return got.stdout

    assert "1 added" in add()
    assert "1 unchanged" in add()
    assert "1 reread" in add("--reread")
    words.append("at the pier")
    assert "1 revised" in add()
    asked = [visit.headers.get("if-none-match") for visit in post.visits if visit.path == "/ferry"]
    assert asked == [None, '"1"', '"1"', '"1"']
    assert "1 unchanged" in add()
    rows = sqlite3.connect(db).execute("SELECT url, revision, current FROM articles ORDER BY id").fetchall()
    assert rows == [(url, 1, 0), (url, 2, 1)]
