"""`onrecord correct`, `corrections`, `export` and `import` as a user runs them."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
from ferry import ferry, new_record
from typer.testing import CliRunner

from onrecord.cli.main import app
from onrecord.errors import UsageError

from stores import put
from test_cli import onrecord


@pytest.fixture
def db(tmp_path: Path) -> str:
    with new_record(tmp_path) as store:
        put(store, ferry())
    return str(tmp_path / "onrecord.db")


def test_correct_list_undo(db: str) -> None:
    own = {"ONRECORD_DB": db, "ONRECORD_EDITOR": "ada"}
    got = onrecord("correct", "den", "--speaker", "Falk", "--act", "reject", "--note", "=heard it", **own)
    assert got.returncode == 0 and got.stdout.splitlines() == [
        "1: denied speaker: Pelle Strand → Ines Falk",
        "2: denied act: deny → reject",
    ]
    undone = onrecord("correct", "--undo", "--number", "1", "--editor", "bo", **own)
    assert undone.stdout == "3: correction 1 of denied undone\n"
    [first, second, third] = csv.DictReader(io.StringIO(onrecord("corrections", "-f", "csv", **own).stdout))
    assert (first["editor"], first["note"], first["before"], first["undone_by"]) == (
        "ada",
        "'=heard it",
        "Pelle Strand",
        "bo",
    )
    assert (second["undone_at"], third["field"], third["editor"]) == ("", "undo", "bo")
    [line] = onrecord("corrections", "--standing", "--format", "jsonl", **own).stdout.splitlines()
    assert json.loads(line)["after"] == {"act": "reject"}
    none = onrecord("corrections", "--editor", "eve", **own)
    assert none.returncode == 1 and "no corrections" in none.stderr


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["gone", "--act", "deny"], "gone: no statement on record"),
        (["sue"], "nothing to correct"),
        ([], "name a statement by its id"),
        (["sue", "--speaker", "A", "--no-speaker"], "only one of them"),
        (["sue", "--undo", "--act", "deny"], "--undo changes nothing else"),
        (["sue", "--number", "1", "--act", "deny"], "--number is for --undo"),
        (["--add", "--content", "The ferry"], "--add needs --article"),
        (["sue", "--add", "--article", "ferry"], "give no id"),
        (["sue", "--act", "ask", "--editor", " "], "a correction has an editor"),
    ],
)
def test_what_cannot_be_corrected_is_one_line(db: str, words: list[str], told: str) -> None:
    got = CliRunner().invoke(app, ["correct", *words, "--db", db])
    assert isinstance(got.exception, UsageError) and got.stdout == ""
    assert told in str(got.exception) and "\n" not in str(got.exception)


def test_add_reject_and_back_through_a_file(db: str, tmp_path: Path) -> None:
    added = onrecord(
        "correct",
        "--add",
        "--article",
        "ferry",
        "--content",
        "The ferry was built in 1994",
        "--no-speaker",
        "--db",
        db,
    )
    assert added.returncode == 0 and "added: The ferry was built in 1994" in added.stdout
    assert "rejected" in onrecord("correct", "twice", "--reject", "--db", db).stdout
    assert onrecord("correct", "safe", "--said-on", "none", "-q", "--db", db).stdout == ""
    out, other = tmp_path / "out.jsonl", str(tmp_path / "other.db")
    assert onrecord("export", "-o", out, "--db", db).stdout == ""
    got = onrecord("import", out, "--db", other)
    assert (got.returncode, got.stdout) == (0, "1 added; 5 statements, 3 corrections\n")
    assert onrecord("export", "--db", other).stdout == out.read_text(encoding="utf-8")
    again = onrecord("import", out, "--json", "--db", other)
    assert json.loads(again.stdout) == {
        "added": 0, "revised": 0, "reread": 0, "unchanged": 1, "failed": 0, "statements": 0, "corrections": 0,
    }  # fmt: skip


def test_an_import_tells_bad_lines_and_goes_on(tmp_path: Path) -> None:
    lines = "{oops\n" + json.dumps(ferry().to_dict()) + "\n"
    got = onrecord("import", "-", "--db", tmp_path / "new.db", stdin=lines)
    assert got.returncode == 1 and got.stdout == "1 added, 1 failed; 5 statements\n"
    assert got.stderr.startswith("onrecord: standard input, line 1: not JSON") and got.stderr.count("\n") == 1


@pytest.mark.parametrize("format", ["csv", "annotations", "schema-org", "ftm", "graphml", "training"])
def test_formats_of_one_text_go_to_standard_output(db: str, format: str) -> None:
    got = CliRunner().invoke(app, ["export", "--format", format, "--db", db])
    assert got.exit_code == 0 and (format == "training") == (got.stdout == "")
    assert ("no issues" in got.stderr) == (format == "graphml")


@pytest.mark.parametrize(
    ("words", "code", "ids"),
    [
        (["--by", "falk"], 0, ["safe", "twice"]),
        (["--act", "deny", "--from", "2025", "--said-on", "2024"], 1, []),
        (["--act", "deny", "--to", "2025-03"], 0, ["denied"]),
        (["--about", "engine", "--how", "name", "--how", "title"], 0, ["denied", "twice"]),
        (["--words", "engine", "--kind", "indirect", "--stance", "asserted"], 0, ["failed", "twice"]),
        (
            ["--article", "ferry", "--min-confidence", "0.5", "--outlet", "pilot"],
            0,
            ["safe", "sue", "denied", "failed", "twice"],
        ),
    ],
)
def test_filters_are_those_of_find(db: str, words: list[str], code: int, ids: list[str]) -> None:
    got = CliRunner().invoke(app, ["export", "-f", "csv", *words, "--db", db])
    assert [row["statement"] for row in csv.DictReader(io.StringIO(got.stdout))] == ids
    assert (got.exit_code, "nothing on record fits" in got.stderr) == (code, bool(code))


def test_a_filter_that_is_none_is_told(db: str) -> None:
    got = CliRunner().invoke(app, ["export", "--from", "May", "--db", db])
    assert "--from May: not a date" in str(got.exception)
    for words in (["export", "--act", "shout"], ["correct", "sue", "--act", "shout"]):
        got = CliRunner().invoke(app, [*words, "--db", db])
        assert got.exit_code == 2 and "'shout' is not one of 'say'" in " ".join(got.stderr.split())


def test_formats_of_many_files_want_a_place(db: str, tmp_path: Path) -> None:
    got = onrecord("export", "--format", "brat", "--db", db)
    assert got.returncode == 2 and "name a folder or a .zip with --output" in got.stderr
    assert onrecord("export", "--format", "brat", "-o", tmp_path / "brat", "--db", db).returncode == 0
    assert len(list((tmp_path / "brat").iterdir())) == 3


def test_there_must_be_a_record(tmp_path: Path) -> None:
    for words in (["export"], ["corrections"], ["correct", "x", "--reject"]):
        got = CliRunner().invoke(app, [*words, "--db", str(tmp_path / "none.db")])
        assert "no record there" in str(got.exception) and not (tmp_path / "none.db").exists()


def test_a_check_as_a_claim_review(db: str) -> None:
    got = CliRunner().invoke(
        app, ["check", "not safe to sail", "--by", "Falk", "--format", "claim-review", "--db", db]
    )
    made = json.loads(got.stdout)
    assert (made["@type"], made["reviewRating"]["alternateName"], got.exit_code) == (
        "ClaimReview",
        "verbatim",
        0,
    )
    assert made["itemReviewed"]["appearance"][0]["publisher"]["name"] == "The Pilot"
