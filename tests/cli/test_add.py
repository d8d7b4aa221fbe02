"""`onrecord add` and `onrecord log`: what they print, their exit codes, and what they leave."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path

import pytest

from test_cli import onrecord


def test_adding_logging_and_adding_again(examples: Path, tmp_path: Path) -> None:
    own = {"ONRECORD_DB": str(tmp_path / "news.db")}
    got = onrecord("add", examples / "harbour-bridge.txt", tmp_path / "missing.txt", **own)
    assert got.returncode == 1 and "1 added, 1 failed" in got.stdout and "onrecord log --failed" in got.stdout
    assert got.stderr == f"onrecord: {tmp_path}/missing.txt: no such file; check the path\n"
    failed = onrecord("log", "--failed", "-f", "jsonl", **own)
    assert failed.returncode == 1
    [entry] = [json.loads(line) for line in failed.stdout.splitlines()]
    assert entry["source"].endswith("missing.txt") and entry["message"] == "no such file; check the path"

    (tmp_path / "missing.txt").write_text(
        "The mayor said the ferry would sail again in May.", encoding="utf-8"
    )
    again = onrecord("add", examples / "harbour-bridge.txt", tmp_path / "missing.txt", "--json", **own)
    assert again.returncode == 0
    told = json.loads(again.stdout)
    assert {k: told[k] for k in ("added", "unchanged", "failed", "statements")} == {
        "added": 1, "unchanged": 1, "failed": 0, "statements": 1,
    }  # fmt: skip
    cured = onrecord("log", "--failed", **own)
    assert cured.returncode == 0 and cured.stdout == "" and "nothing that failed" in cured.stderr
    runs = [json.loads(line) for line in onrecord("log", "--runs", "-f", "jsonl", **own).stdout.splitlines()]
    assert [(r["added"], r["unchanged"], r["failed"]) for r in runs] == [(1, 1, 0), (1, 0, 1)]


def test_the_outlet_named_holds_where_the_article_does_not_say(tmp_path: Path) -> None:
    db = tmp_path / "r.db"
    named = tmp_path / "a.jsonl"
    named.write_text(json.dumps({"text": "He said no.", "outlet": "The Beacon"}) + "\n", encoding="utf-8")
    plain = tmp_path / "b.txt"
    plain.write_text("She said yes.", encoding="utf-8")
    got = onrecord(
        "add", named, plain, "--outlet", "The Courier", "--published", "2026-03-01", "--db", db, "-q"
    )
    assert (got.returncode, got.stdout, got.stderr) == (0, "", "")
    rows = sqlite3.connect(db).execute("SELECT outlet, published FROM articles ORDER BY id").fetchall()
    assert rows == [("The Beacon", "2026-03-01"), ("The Courier", "2026-03-01")]


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("log", "--db", "nothing.db"), "nothing.db: no record there; make one with: onrecord add"),
        (("add", "a.txt", "--db", "no/such/folder/r.db"), "check that the folder exists"),
        (("add", "a.txt", "--db", "a.txt"), "a.txt: no onrecord record (not an SQLite file)"),
        (("add", "a.txt", "--db", "other.db"), "other.db: a database, but no onrecord record"),
        (("add", "a.txt", "--db", "mysql://host/x"), "no such kind of database"),
        (("add", "a.txt", "--db", "postgresql+psycopg://u:secret@127.0.0.1:1/x"), "no server answers there"),
        (("add", "a.txt", "--published", "May"), "'May'"),
    ],
)
def test_what_cannot_be_opened_is_told_in_a_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...], told: str
) -> None:
    monkeypatch.chdir(tmp_path)
    text = "He said the ferry would sail again.\n" * 400
    (tmp_path / "a.txt").write_text(text, encoding="utf-8")
    with sqlite3.connect(tmp_path / "other.db") as other:
        other.execute("CREATE TABLE recipes (name)")
    got = onrecord(*words)
    assert got.returncode == 2 and told in got.stderr and got.stderr.count("\n") == 1, got.stderr
    assert "secret" not in got.stderr
    assert (tmp_path / "a.txt").read_text(encoding="utf-8") == text
    assert sqlite3.connect(tmp_path / "other.db").execute("PRAGMA journal_mode").fetchone() == ("delete",)


def test_an_empty_input_and_no_input(tmp_path: Path) -> None:
    got = onrecord("add", "-", "--db", tmp_path / "r.db", stdin="")
    assert got.returncode == 1 and "empty; is it the right file" in got.stderr
    piped = onrecord("add", "-", "--db", tmp_path / "r.db", stdin="The mayor said no.")
    assert piped.returncode == 0 and "1 added" in piped.stdout
