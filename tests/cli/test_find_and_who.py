"""`onrecord find`, `who` and `issues`: what they print, their notes and exit codes."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

from onrecord.cli.filters import ActChoice, HowChoice, KindChoice, StanceChoice
from onrecord.cli.find import Order
from onrecord.record.asking import ORDERS
from onrecord.record.store import Store
from onrecord.types import ACTS

from papers import papers
from stores import put
from test_cli import onrecord


@pytest.fixture(scope="module")
def own(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    folder = tmp_path_factory.mktemp("record")
    with Store.open(folder / "papers.db") as store:
        for paper in papers():
            put(store, paper)
    return {"ONRECORD_DB": str(folder / "papers.db"), "ONRECORD_PEOPLE": str(folder / "nobody.jsonl")}


def test_a_table_of_what_was_found(own: dict[str, str]) -> None:
    got = onrecord("find", "quarry", "--by", "cruz", "--order", "said", **own)
    assert got.returncode == 0
    head, *rows = got.stdout.splitlines()
    assert head.split() == "speaker what was said act said on outlet published".split()
    assert rows[0].startswith("Ana Cruz") and "the quarry would close in May" in rows[0]
    assert (
        rows[0].rstrip().endswith("2025-02-14") and "The Valley Post" in rows[0] and "2025-02-12" in rows[0]
    )
    note, total = got.stderr.splitlines()
    assert (
        "'cruz' fits Ana Cruz (local:ana-cruz); Iris Cruz (local:iris-cruz)" in note
        and total == "2 statements"
    )
    assert onrecord("find", "quarry", "-q", **own).stderr == ""


def test_pages(own: dict[str, str]) -> None:
    first = onrecord("find", "-n", "4", "-f", "json", **own)
    told = json.loads(first.stdout)
    assert (told["total"], len(told["statements"]), told["at_least"]) == (10, 4, False)
    assert first.stderr == "4 of 10 statements; more: --page 2\n"
    after = json.loads(onrecord("find", "-n", "4", "-f", "json", "--after", told["next"], **own).stdout)
    paged = json.loads(onrecord("find", "-n", "4", "-f", "json", "--page", "2", **own).stdout)
    assert after == paged and after["statements"][0] not in told["statements"]
    last = onrecord("find", "-n", "4", "--page", "3", "-f", "jsonl", **own)
    assert len(last.stdout.splitlines()) == 2 and last.stderr == "2 of 10 statements\n"


def test_formats(own: dict[str, str], tmp_path: Path) -> None:
    rows = [
        json.loads(line) for line in onrecord("find", "thieves", "-f", "jsonl", **own).stdout.splitlines()
    ]
    assert [(r["statement"], r["speaker"], r["content"]) for r in rows] == [
        ("h2", "Žofia Nováková", "thieves")
    ]
    [row] = csv.DictReader(io.StringIO(onrecord("find", "nobody closing", "-f", "csv", **own).stdout))
    assert (row["statement"], row["quoted"], row["article"]) == (
        "q3",
        "Nobody told us about the closing",
        "paper-quarry",
    )
    out = tmp_path / "found.parquet"
    assert onrecord("find", "quarry", "-f", "parquet", "-o", out, **own).returncode == 0
    from pyarrow.parquet import read_table

    assert read_table(out).num_rows == 3
    none = onrecord("find", "quarry", "-f", "parquet", **own)
    assert none.returncode == 2 and "name a file to write to with -o" in none.stderr


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("zebra",), "nothing found; the record holds 10 statements from 4 articles, published 2025-01-01 to 2025-03-02"),
        (("--by", "Melnychuk"), "nobody on record is called 'Melnychuk'; did you mean Oleksandr Melnychenko"),
        (("zebra", "--by", "Lund"), "2 statements by Lund; leave out a condition"),
        (("--outlet", "Gazette"), "its outlets: Coast Herald, The Valley Post, Valley Post Online"),
    ],
)  # fmt: skip
def test_nothing_found_is_exit_code_1_and_a_way_on(
    own: dict[str, str], words: tuple[str, ...], told: str
) -> None:
    got = onrecord("find", *words, **own)
    assert got.returncode == 1 and got.stdout == "" and told in got.stderr


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("--from", "May"), "--from May: not a date"),
        (("--said-on", "2025-02-14..2025-02-01"), "ends before it begins"),
        (("--said-on", "2025", "--said-to", "2024"), "--said-on: says all"),
        (("--issue", "trade"), "add one with: onrecord issues add"),
        (("--people", "none.csv"), "none.csv: no such file"),
        (("--act", "sing"), "sing"),
        (("--db", "no.db"), "no.db: no record there"),
        (("--after", "here"), "give what the page before named"),
    ],
)
def test_what_cannot_be_asked_is_exit_code_2(own: dict[str, str], words: tuple[str, ...], told: str) -> None:
    got = onrecord("find", *words, **own)
    assert got.returncode == 2 and told in got.stderr and got.stdout == ""


def test_who(own: dict[str, str]) -> None:
    got = onrecord("who", "Ana Cruz", **own)
    assert got.returncode == 0
    assert got.stdout.startswith(
        "Ana Cruz  person, local:ana-cruz\n4 statements in 3 articles, 2025-01-01 to 2025-03-02\n"
    )
    for line in ("2025-02  ████", "in     Coast Herald 3, The Valley Post 1", "acts   say 3, warn 1"):
        assert line in got.stdout
    told = json.loads(onrecord("who", "Melnychenko", "-f", "json", **own).stdout)[0]
    assert told["to"] == [{"name": "Ana Cruz", "statements": 1}] and told["latest"][0]["statement"] == "q3"


def test_who_where_several_or_none_are_called_so(own: dict[str, str]) -> None:
    several = onrecord("who", "cruz", "-f", "jsonl", **own)
    assert (
        several.returncode == 2
        and "fits 2; name one by id, as in: onrecord who local:ana-cruz" in several.stderr
    )
    assert [json.loads(line)["id"] for line in several.stdout.splitlines()] == [
        "local:ana-cruz",
        "local:iris-cruz",
    ]
    nobody = onrecord("who", "Nobody Atall", **own)
    assert nobody.returncode == 1 and "nobody on record is called 'Nobody Atall'" in nobody.stderr


def test_who_is_quoted_most(own: dict[str, str]) -> None:
    rows = [json.loads(line) for line in onrecord("who", "-n", "2", "-f", "jsonl", **own).stdout.splitlines()]
    assert [(r["name"], r["statements"]) for r in rows] == [("Ana Cruz", 4), ("Bo Lund", 2)]


def test_issues(own: dict[str, str]) -> None:
    added = onrecord("issues", "add", "Gravel & harbour", "gravel OR harbour", **own)
    assert added.returncode == 0
    assert (
        added.stdout == "gravel-harbour: 3 statements on record; see: onrecord find --issue gravel-harbour\n"
    )
    found = onrecord("find", "--issue", "Gravel & Harbour", "--by", "Ana Cruz", "-f", "jsonl", **own)
    assert {json.loads(line)["statement"] for line in found.stdout.splitlines()} == {"q1", "h1", "h3"}
    [row] = [
        json.loads(line) for line in onrecord("issues", "list", "-f", "jsonl", **own).stdout.splitlines()
    ]
    assert row.pop("added_at").endswith("Z")
    assert row == {
        "id": "gravel-harbour",
        "name": "Gravel & harbour",
        "words": "gravel OR harbour",
        "statements": 3,
    }
    assert onrecord("issues", "remove", "gravel-harbour", **own).returncode == 0
    gone = onrecord("issues", "remove", "gravel-harbour", **own)
    assert gone.returncode == 2 and "add one with" in gone.stderr
    none = onrecord("issues", "add", "Nothing", "--", "-gas", **own)
    assert none.returncode == 2 and "'-gas' finds nothing" in none.stderr


def test_choices_are_the_closed_lists() -> None:
    assert [a.value for a in ActChoice] == list(ACTS) and [o.value for o in Order] == list(ORDERS)
    assert "mixed" in list(KindChoice) and "hearsay" in list(StanceChoice) and "metonym" in list(HowChoice)
