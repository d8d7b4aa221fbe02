"""`onrecord threads` and `onrecord thread`."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest

from test_cli import onrecord

ONE = "Mayor Tove Lindqvist told reporters on Monday: “We will not raise the ferry toll this winter, whatever the council says.”"
TWO = "“We will raise the ferry toll this winter, whatever the council says,” Tove Lindqvist said on Monday."


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("threads")
    rows = [
        {"id": "a", "outlet": "Valley Post", "published": "2025-03-03", "text": ONE},
        {"id": "b", "outlet": "Coast Herald", "published": "2025-03-04", "text": TWO},
    ]
    (folder / "in.jsonl").write_text("\n".join(json.dumps(row) for row in rows), encoding="utf-8")
    got = onrecord("add", folder / "in.jsonl", "--db", folder / "r.db", "-q")
    assert got.returncode == 0, got.stderr
    return folder / "r.db"


def test_threads_are_listed_in_every_format(record: Path) -> None:
    table = onrecord("threads", "--db", record)
    assert table.returncode == 0 and "Tove Lindqvist" in table.stdout and "cut" in table.stdout
    [row] = json.loads(onrecord("threads", "--db", record, "-f", "json").stdout)
    assert (row["articles"], row["first_outlet"], row["drift"]) == (2, "Valley Post", ["cut"])
    [line] = csv.DictReader(onrecord("threads", "--drift", "--db", record, "-f", "csv").stdout.splitlines())
    assert line["thread"] == row["id"]


def test_a_thread_shows_what_differs_without_colour(record: Path) -> None:
    [row] = json.loads(onrecord("threads", "--db", record, "-f", "json").stdout)
    got = onrecord("thread", row["id"], "--db", record)
    assert got.returncode == 0
    assert "[-not-]" in got.stdout and "Valley Post, 2025-03-03" in got.stdout and "drift: cut" in got.stdout
    [whole] = json.loads(onrecord("thread", row["id"], "--db", record, "-f", "json").stdout)
    assert [v["reports"][0]["outlet"] for v in whole["variants"]] == ["Valley Post", "Coast Herald"]
    lines = list(
        csv.DictReader(onrecord("thread", row["id"], "--db", record, "-f", "csv").stdout.splitlines())
    )
    assert [(line["outlet"], line["variant"]) for line in lines] == [
        ("Valley Post", "1"),
        ("Coast Herald", "2"),
    ]


def test_nothing_found_is_exit_code_1_and_told(record: Path) -> None:
    got = onrecord("threads", "--kind", "speaker", "--db", record)
    assert (got.returncode, got.stdout) == (1, "") and "no thread fits" in got.stderr


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("threads", "--kind", "bent"), "drift 'bent': choose from cut"),
        (("threads", "--from", "soon"), "--from soon: not a date"),
        (("thread", "t0"), "no thread 't0'; see: onrecord threads"),
    ],
)
def test_errors_are_one_line(record: Path, words: tuple[str, ...], told: str) -> None:
    got = onrecord(*words, "--db", record)
    assert got.returncode == 2 and told in got.stderr and got.stderr.count("\n") == 1
