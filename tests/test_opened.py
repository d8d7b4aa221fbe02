"""The facade: corrections and imports bring along what hangs on statements, in the same transaction."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from ferry import new_record

from onrecord.errors import UsageError
from onrecord.opened import Record
from onrecord.record.asking import Query
from onrecord.types import Article

from marks import article, at, person, statement

WORDS = "“The ferry will never leave this harbour again,”"


def paper(outlet: str, after: str) -> Article:
    text = f"{WORDS} Ines Falk said on Monday{after}"
    said = statement(
        text,
        WORDS,
        "said",
        "Ines Falk",
        id=outlet.lower(),
        kind="direct",
        quoted=(at(text, WORDS[1:-1]),),
        speaker=person("Ines Falk", text),
    )
    return replace(article(text, said), id=outlet, outlet=outlet, published="2025-03-04")


@pytest.fixture
def rec(tmp_path: Path) -> Record:
    lines = [
        json.dumps(paper(o, a).to_dict()) + "\n" for o, a in (("Pilot", "."), ("Courier", ", and left."))
    ]
    (tmp_path / "in.jsonl").write_text("".join(lines), encoding="utf-8")
    record = Record(new_record(tmp_path))
    assert [done.verdict for done in record.import_(tmp_path / "in.jsonl")] == ["added", "added"]
    return record


def threads(rec: Record) -> list[tuple[str | None, int, int]]:
    """Of each thread the speaker, and how many statements and outlets it has."""
    return [(t.speaker, t.statements, t.outlets) for t in rec.threads()]


def test_an_import_is_threaded(rec: Record) -> None:
    assert threads(rec) == [("Ines Falk", 2, 2)]


def test_threads_follow_corrections_and_undoing(rec: Record) -> None:
    rec.correct("pilot", content="on Monday", editor="ada")
    assert threads(rec) == []
    rec.undo(editor="ada")
    assert threads(rec) == [("Ines Falk", 2, 2)]
    rec.correct("cou", reject=True, editor="ada")
    assert threads(rec) == []
    rec.undo(statement="courier", editor="ada")
    assert threads(rec) == [("Ines Falk", 2, 2)]
    assert [c.field for c in rec.corrections()] == ["content", "undo", "reject", "undo"]


def test_a_statement_that_was_missed_joins_its_thread(rec: Record, tmp_path: Path) -> None:
    bare = replace(paper("Herald", " evening."), statements=())
    (tmp_path / "more.jsonl").write_text(json.dumps(bare.to_dict()) + "\n", encoding="utf-8")
    rec.import_(tmp_path / "more.jsonl")
    rec.add_statement("Herald", content=WORDS, cue="said", source="Ines Falk", speaker="Falk", editor="ada")
    assert threads(rec) == [("Ines Falk", 3, 3)]


def test_export_and_back(rec: Record, tmp_path: Path) -> None:
    rec.correct("pilot", speaker=["Ines Falk", "Ulla Berg"], act="warn", editor="ada", note="both")
    rec.export("jsonl", tmp_path / "out.jsonl")
    rec.export("csv", str(tmp_path / "out.csv"), Query(by=("Berg",)))
    assert len((tmp_path / "out.csv").read_text(encoding="utf-8").splitlines()) == 2
    (tmp_path / "other").mkdir()
    other = Record(new_record(tmp_path / "other"))
    other.import_(tmp_path / "out.jsonl")
    other.export("jsonl", tmp_path / "again.jsonl")
    assert (tmp_path / "again.jsonl").read_bytes() == (tmp_path / "out.jsonl").read_bytes()
    assert threads(other) == threads(rec)


def test_what_the_facade_refuses(rec: Record) -> None:
    with pytest.raises(UsageError, match="no format 'doc'; choose from jsonl, csv"):
        rec.export("doc")
    with pytest.raises(UsageError, match="'mood' cannot be corrected"):
        rec.correct("pilot", mood="angry", editor="ada")
