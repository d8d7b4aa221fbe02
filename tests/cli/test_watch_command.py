"""`onrecord watch` as a user runs it, with the engine: articles from a site of our own on record, threads joined, a clean stop."""

from __future__ import annotations

import json
import os
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from test_cli import onrecord
from websites import Reply, Site, article, site

SAID = (
    "<p>“We have heard the islanders, and nobody will be left on the quay this winter,” said Inga Holm.</p>"
)


@pytest.fixture
def post() -> Iterator[Site]:
    with site() as served:
        for outlet in ("post", "herald"):
            served.pages[f"/{outlet}/ferry"] = article(f"The ferry in the {outlet}", more=SAID)
            item = f"<item><title>The ferry</title><link>/{outlet}/ferry</link></item>"
            served.pages[f"/{outlet}.xml"] = Reply(
                f"<rss version='2.0'><channel><title>x</title>{item}</channel></rss>", kind="text/xml"
            )
        yield served


def local(post: Site, path: str) -> str:
    return post.url(path, host="127.0.0.1")


def test_once_from_a_list_then_the_record_knows_its_feeds(post: Site, tmp_path: Path) -> None:
    own = {"ONRECORD_DB": str(tmp_path / "news.db")}
    outlines = "".join(f'<outline xmlUrl="{local(post, path)}"/>' for path in ("/post.xml", "/herald.xml"))
    (tmp_path / "feeds.opml").write_text(f"<opml><body>{outlines}</body></opml>")
    got = onrecord(
        "watch", tmp_path / "feeds.opml", local(post, "/none.xml"), "--once", "--allow-private", **own
    )
    assert (
        got.returncode == 1
        and got.stderr == f"onrecord: {local(post, '/none.xml')}: answers 404; check the address\n"
    )
    assert sorted(line.split()[:2] for line in got.stdout.splitlines()) == [
        ["added", local(post, "/herald/ferry") + ":"], ["added", local(post, "/post/ferry") + ":"],
    ]  # fmt: skip
    threads = [json.loads(line) for line in onrecord("threads", "-f", "jsonl", **own).stdout.splitlines()]
    assert any(thread["articles"] == 2 and "left on the quay" in thread["words"] for thread in threads), (
        threads
    )

    again = onrecord("watch", "--once", "--allow-private", **own)
    assert (again.returncode, again.stdout, again.stderr) == (0, "", "")  # what failed waits for its time
    feeds = [
        json.loads(line) for line in onrecord("log", "--feeds", "-f", "jsonl", **own).stdout.splitlines()
    ]
    assert [(f["address"], f["failures"], f["waiting"]) for f in feeds] == [
        (local(post, "/post.xml"), 0, 0), (local(post, "/herald.xml"), 0, 0), (local(post, "/none.xml"), 1, 0),
    ]  # fmt: skip
    failed = onrecord("log", "--failed", "--feeds", **own)
    assert failed.returncode == 1 and "/none.xml" in failed.stdout and "/post.xml" not in failed.stdout
    assert onrecord("watch", local(post, "/none.xml"), "--forget", **own).returncode == 0
    assert onrecord("log", "--failed", "--feeds", **own).returncode == 0


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_told_to_stop_it_finishes_the_article_in_hand(
    post: Site, tmp_path: Path, number: signal.Signals
) -> None:
    more = "".join(f"<item><title>No {n}</title><link>/post/{n}</link></item>" for n in range(9))
    post.pages |= {f"/post/{n}": article(f"No {n}") for n in range(9)}
    post.pages["/post.xml"] = Reply(
        f"<rss version='2.0'><channel><title>x</title>{more}</channel></rss>", kind="text/xml"
    )
    db = tmp_path / "news.db"
    words = ["watch", local(post, "/post.xml"), "--allow-private", "--db", str(db)]
    with subprocess.Popen(
        [sys.executable, "-m", "onrecord", *words], stdout=subprocess.PIPE, stderr=subprocess.PIPE, encoding="utf-8", env=os.environ
    ) as running:  # fmt: skip
        assert running.stdout is not None and running.stderr is not None
        assert running.stdout.readline().startswith("added ")
        running.send_signal(number)
        rest, told = running.stdout.read(), running.stderr.read()
        assert running.wait(30) == 0 and told == "onrecord: stopping when the article in hand is done\n"
    done = 1 + rest.count("added ")
    with sqlite3.connect(db) as connection:
        assert connection.execute("SELECT count(*) FROM articles").fetchone() == (done,)
        waiting = "SELECT count(*) FROM feed_entries WHERE state = 'waiting'"
        assert connection.execute(waiting).fetchone() == (9 - done,) and done < 9
        assert connection.execute("SELECT count(*) FROM runs WHERE ended_at IS NULL").fetchone() == (0,)
    got = onrecord("watch", "--once", "--allow-private", "--db", db)
    assert got.returncode == 0 and got.stdout.count("added ") == 9 - done


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("watch",), "watches no feed yet"),
        (("watch", "none.opml"), "none.opml: cannot be read"),
        (("watch", "https://a.example/feed", "--every", "soon"), "--every soon: not a time; write it as 90s, 15m, 2h or 1d"),
        (("watch", "https://a.example/feed", "--every", "5s"), "once a minute at most"),
        (("watch", "https://a.example/feed", "--forget"), "is not watched"),
        (("watch", "--forget"), "name the feeds to forget"),
    ],
)  # fmt: skip
def test_what_cannot_be_watched_is_told_in_a_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...], told: str
) -> None:
    monkeypatch.chdir(tmp_path)
    got = onrecord(*words)
    assert got.returncode == 2 and told in got.stderr and got.stderr.count("\n") == 1


def test_addresses_within_are_refused_unless_allowed(post: Site, tmp_path: Path) -> None:
    got = onrecord(
        "watch", local(post, "/post.xml"), "http://localhost/feed", "--once", "--db", tmp_path / "r.db"
    )
    assert got.returncode == 1 and post.visits == [] and got.stderr.count("\n") == 2
