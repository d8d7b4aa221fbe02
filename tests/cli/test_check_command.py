"""`onrecord check`: what it prints, its exit codes, many quotations at once."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from test_cli import onrecord


@pytest.fixture(scope="module")
def own(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    examples = Path(__file__).resolve().parents[2] / "examples"
    own = {"ONRECORD_DB": str(tmp_path_factory.mktemp("check") / "news.db")}
    added = onrecord(
        "add", examples / "harbour-bridge.txt", examples / "solar-works-release.txt", "-q", **own
    )
    assert added.returncode == 0
    return own


@pytest.mark.parametrize(
    ("words", "code", "first"),
    [
        (["We've the steel", "--by", "lindqvist"], 0, "Verbatim: Tove Lindqvist, 14 October 2025"),
        (["We have the steel, we have the ships and we have the budget"], 1, "Altered: Tove Lindqvist, 14 October 2025"),
        (["We have the steel … and we have the budget"], 1, "Partial: Tove Lindqvist, 14 October 2025"),
        (["She knows the number", "--by", "Lindqvist"], 1, "Said by someone else: Anders Roth, 14 October 2025"),
        (["The damaged harbour bridge would reopen"], 1, "Paraphrased only: Tove Lindqvist, 14 October 2025"),
        (["The bridge is made of cheese"], 1, "Not on record: no statement on record has these words"),
        (["The bridge is made of cheese", "--by", "Nobody Atall"], 1, "Not on record: nobody on record goes by “Nobody Atall”"),
        (["We have the steel", "--from", "2026-01-01"], 1, "Not on record: "),
    ],
)  # fmt: skip
def test_the_verdict_in_plain_words(own: dict[str, str], words: list[str], code: int, first: str) -> None:
    got = onrecord("check", *words, **own)
    assert got.returncode == code and got.stderr == ""
    assert got.stdout.splitlines()[0].startswith(first)
    assert "did not say" not in got.stdout


def test_the_evidence_shows_words_differences_and_place(own: dict[str, str]) -> None:
    got = onrecord("check", "the best news this town has had in thirty years", **own).stdout
    assert "**the best news this town has had in** twenty **years**" in got
    assert "differs: the best news this town has had in [-twenty-] {+thirty+} years" in got
    assert "note: a number differs: twenty → thirty" in got
    assert "solar-works-release.txt" in got and "characters " in got


def test_how_much_a_speaker_has_on_record(own: dict[str, str]) -> None:
    got = onrecord("check", "The bridge is made of cheese", "--by", "roth", **own).stdout
    assert "statements by Anders Roth on record, none with these words" in got


def test_json_points_at_the_words(own: dict[str, str]) -> None:
    got = onrecord("check", "we have the crews", "-f", "json", **own)
    check = json.loads(got.stdout)
    assert check["verdict"] == "verbatim" and check["told"].startswith("Verbatim: Tove Lindqvist")
    [evidence] = check["evidence"]
    assert [span["text"] for span in evidence["spans"]] == ["we have the crews"]
    assert evidence["speaker"] == "Tove Lindqvist" and evidence["sentence"].startswith("“We have the steel")


def test_many_from_standard_input_and_files(own: dict[str, str], tmp_path: Path) -> None:
    lines = onrecord(
        "check", "-", "-f", "jsonl", stdin="We have the steel\n\nThe bridge is made of cheese\n", **own
    )
    assert lines.returncode == 1
    assert [json.loads(line)["verdict"] for line in lines.stdout.splitlines()] == [
        "verbatim",
        "not on record",
    ]
    (tmp_path / "q.csv").write_text(
        "Quote,By\nShe knows the number,Lindqvist\n“We believe in Veresk”,\n", encoding="utf-8"
    )
    rows = onrecord("check", "--file", tmp_path / "q.csv", "-f", "json", **own)
    assert [(c["by"], c["verdict"]) for c in json.loads(rows.stdout)] == [
        ("Lindqvist", "said by someone else"), (None, "verbatim"),
    ]  # fmt: skip
    (tmp_path / "q.txt").write_text("We have the steel\nWe have the crews\n", encoding="utf-8")
    table = onrecord("check", "--file", tmp_path / "q.txt", **own)
    assert table.returncode == 0 and "“We have the crews”\nVerbatim: Tove Lindqvist" in table.stdout
    quiet = onrecord("check", "--file", tmp_path / "q.txt", "-q", **own)
    assert quiet.returncode == 0 and quiet.stdout == ""


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ([], "name one: a quotation"),
        (["x", "--file", "y.txt"], "name one: a quotation"),
        (["…"], "no words to check"),
        (["--file", "missing.csv"], "missing.csv: no such file"),
        (["--file", "bad.csv"], "no column “quote”"),
        (["--file", "empty.txt"], "no quotation in it"),
        (["x", "--from", "2025-03-01", "--to", "2025-02-01"], "--from 2025-03-01 is after --to 2025-02-01"),
        (["x", "--from", "soon"], "soon"),
        (["x", "--db", "none.db"], "none.db: no record there"),
    ],
)
def test_mistakes_are_told_in_one_line(
    own: dict[str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: list[str], told: str
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "bad.csv").write_text("said,who\nx,y\n", encoding="utf-8")
    (tmp_path / "empty.txt").write_text("\n\n", encoding="utf-8")
    got = onrecord("check", *words, **own)
    assert got.returncode == 2 and told in got.stderr and got.stderr.count("\n") == 1 and got.stdout == ""
