"""Out of a record, into an empty one, and out again: the same. And what is not sound is told, line by line."""

from __future__ import annotations

import gzip
import io
import json
from collections.abc import Callable, Iterable
from functools import lru_cache
from pathlib import Path
from typing import Any

import pytest
from ferry import ADA, STEPS, ferry, held, new_record, take
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from made import articles
from sqlalchemy import text as sql

import onrecord
from onrecord.errors import UsageError
from onrecord.record.correcting import Editor, add_statement, correct, list_corrections, undo
from onrecord.record.exporting import FORMATS
from onrecord.record.exporting.writing import write
from onrecord.record.importing import Imported, import_files
from onrecord.record.selecting import select_articles
from onrecord.record.store import Store
from onrecord.types import Article

from stores import READ, place, put
from test_round_trip import CASES


def exported(store: Store) -> list[str]:
    out = io.StringIO()
    write(FORMATS["jsonl"], select_articles(store), None, out)
    return out.getvalue().split("\n")[:-1]


def taken(store: Store, *paths: Path) -> list[Imported]:
    return [one for batch in import_files(paths, store) for one in batch]


def moved_as(format: str, store: Store, other: Store, folder: Path) -> list[Imported]:
    """Export in a format that can be imported, and import that."""
    target = folder / ("out" if format == "parquet" else "out.jsonl")
    write(FORMATS[format], select_articles(store), target, io.StringIO())
    return taken(other, target)


@pytest.fixture(params=["jsonl", "parquet"])
def format(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def other(store: Store, tmp_path: Path) -> Iterable[Store]:
    """Another empty record of the same kind."""
    (tmp_path / "other").mkdir()
    with place(store.dialect, tmp_path / "other") as where, Store.open(where) as opened:
        yield opened


@lru_cache(maxsize=1)
def read_once(examples: Path) -> list[Article]:
    return list(onrecord.read_many(sorted(examples.glob("*.[th]*"))))


def test_the_examples(store: Store, other: Store, tmp_path: Path, examples: Path, format: str) -> None:
    read = read_once(examples)
    put(store, *read)
    results = moved_as(format, store, other, tmp_path)
    assert [r.verdict for r in results] == ["added"] * 5 and sum(r.statements for r in results) > 40
    assert exported(other) == exported(store) == [json.dumps(a.to_dict(), ensure_ascii=False) for a in read]
    assert {r.verdict for r in moved_as(format, other, store, tmp_path / "other")} == {"unchanged"}


@pytest.mark.parametrize("name", [name for name in CASES if name != "no content"])
def test_every_kind_of_article(store: Store, other: Store, tmp_path: Path, format: str, name: str) -> None:
    put(store, CASES[name])
    assert [(r.verdict, r.message) for r in moved_as(format, store, other, tmp_path)] == [("added", None)]
    assert exported(other) == exported(store)


def test_corrections(store: Store, other: Store, tmp_path: Path, format: str) -> None:
    put(store, ferry())
    with store.writing() as connection:
        correct(connection, "sue", {"act": "warn", "speaker": "Falk"}, Editor("bo", note="heard it"))
        correct(connection, "denied", {"reject": True}, ADA)
        correct(connection, "safe", {"content": "“not safe to sail”"}, ADA)
        added = add_statement(connection, "ferry", {"content": "The ferry was built in 1994"}, ADA)
        undone = undo(connection, ADA)
        undo(connection, ADA, number=undone.number)
        correct(
            connection,
            added.statement,
            {"act": "say"},
            ADA,
        )
        undo(connection, ADA, statement="safe")
    [result] = moved_as(format, store, other, tmp_path)
    assert result.corrections == len(exported(store)) - 1
    assert exported(other) == exported(store)
    assert [r.corrections for r in moved_as(format, store, other, tmp_path / "other")] == [0]
    with other.writing() as connection:
        while list_corrections(connection, standing=True):
            undo(connection, ADA)
    assert held(other).to_dict() == ferry().to_dict()


def test_corrections_alone_are_laid_over_what_is_on_record(
    store: Store, other: Store, tmp_path: Path
) -> None:
    put(store, ferry())
    put(other, ferry())
    with store.writing() as connection:
        correct(connection, "denied", {"speaker": "Falk"}, ADA)
    _, line = exported(store)
    file = tmp_path / "corrections.jsonl"
    file.write_text(
        line + "\n" + line.replace('"article": "ferry"', '"article": "tram"') + "\n", encoding="utf-8"
    )
    good, bad = taken(other, file)
    assert (good.verdict, good.corrections) == ("unchanged", 1) and exported(other) == exported(store)
    assert bad.message == "a correction of article tram, which is not on record; import that first"


@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(made=articles(), format=st.sampled_from(["jsonl", "parquet"]))
def test_articles_that_nobody_wrote(
    tmp_path_factory: pytest.TempPathFactory, made: Article, format: str
) -> None:
    there_and_back(tmp_path_factory, format, lambda store: put(store, made))


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=STEPS, format=st.sampled_from(["jsonl", "parquet"]))
def test_any_corrections(
    tmp_path_factory: pytest.TempPathFactory, steps: list[tuple[str, str, Any]], format: str
) -> None:
    def fill(store: Store) -> None:
        put(store, ferry())
        for step in steps:
            take(store, step)

    there_and_back(tmp_path_factory, format, fill)


def there_and_back(folders: pytest.TempPathFactory, format: str, fill: Callable[[Store], object]) -> None:
    one, two = folders.mktemp("one"), folders.mktemp("two")
    with new_record(one) as store, new_record(two) as other:
        fill(store)
        results = moved_as(format, store, other, one)
        assert [r.message for r in results if r.verdict == "failed"] == []
        numbered = [without_numbers(line) for line in exported(store)]
        assert [without_numbers(line) for line in exported(other)] == numbered


def without_numbers(line: str) -> dict[str, Any]:
    row = json.loads(line)
    row.pop("number", None)
    if row.get("field") == "undo":
        row.pop("after")
    return dict(row)


def sound() -> dict[str, Any]:
    return json.loads(json.dumps(ferry().to_dict()))


def altered(change: Callable[[dict[str, Any]], object]) -> bytes:
    row = sound()
    change(row)
    return json.dumps(row).encode()


BAD = [
    (b"{oops", "not JSON (Expecting property name enclosed in double quotes); is the file whole?"),
    (b"[" * 100_000, "not JSON (nested without end); is the file whole?"),
    (b"\xff{}", "not UTF-8; is it a file that onrecord export wrote?"),
    (b"3", "no object; is it a file that onrecord export wrote?"),
    (b'{"id": "1", "text": "He said no."}', "an article that was not read yet; add it with: onrecord add"),
    (b"{}", 'no article of the record format: it begins with "format": "onrecord/1" and "article"'),
    (altered(lambda r: r.update(format="onrecord/2")), "format: is 'onrecord/2'; this version of onrecord reads onrecord/1"),
    (altered(lambda r: r.pop("contacts")), "contacts: is missing; what is not known is null or []"),
    (altered(lambda r: r.update(mood="good")), "mood: is no field of onrecord/1"),
    (altered(lambda r: r["article"].update(text=None)), "article.text: is null; a text is wanted"),
    (altered(lambda r: r["article"].update(published="soon")), "article.published: is 'soon'; an ISO date is wanted"),
    (altered(lambda r: r["statements"][0].update(act="shout")), "statements[0].act: is 'shout'; one of say, announce,"),
    (altered(lambda r: r["statements"][0].update(act=["say"])), "statements[0].act: is a list; one of say, announce,"),
    (altered(lambda r: r["statements"][0].update(confidence=1.5)), "statements[0].confidence: is 1.5; a number from 0 to 1 is wanted"),
    (altered(lambda r: r["statements"][0].update(confidence=True)), "statements[0].confidence: is True; a number from 0 to 1 is wanted"),
    (altered(lambda r: r["statements"][0].update(confidence=float("nan"))), "statements[0].confidence: is nan; a number"),
    (altered(lambda r: r["statements"][0].update(content=[])), "statements[0].content: is empty; a statement has words"),
    (altered(lambda r: r["statements"][1]["content"][0].update(end=10**9)), "statements[1].content[0]: 133 to 1000000000 lies not in the text of 325 characters"),
    (altered(lambda r: r["statements"][1]["content"][0].update(text="We won’t")), "statements[1].content[0].text: is 'We won’t', but 133 to 147 of the article is '“We will sue,”'"),
    (altered(lambda r: r["statements"][1]["content"].append(r["statements"][1]["content"][0])), "statements[1].content[1]: begins before the piece before it ends"),
    (altered(lambda r: r["statements"][1].update(id="safe")), "statements[1].id: 'safe' is also that of one before"),
    (altered(lambda r: r["statements"][2].update(parent="failed")), "statements[2].parent: leads back to the statement itself"),
    (altered(lambda r: r["statements"][0]["said_on"].update(latest="2025-01-01")), "statements[0].said_on.latest: lies before earliest"),
    (altered(lambda r: r["statements"][0]["speaker"].update(kind="alien")), "statements[0].speaker.kind: is 'alien'; one of person,"),
    (b'{"format": "onrecord-correction/1", "number": -1}', "number: is -1; a whole number is wanted"),
]  # fmt: skip


@pytest.mark.parametrize(("line", "told"), BAD, ids=[told[:40] for _, told in BAD])
def test_a_line_that_is_not_sound_is_told_and_the_others_go_on(
    tmp_path: Path, line: bytes, told: str
) -> None:
    file = tmp_path / "in.jsonl"
    file.write_bytes(b"\n" + line + b"\r\n" + json.dumps(sound()).encode() + b"\n")
    with Store.open(tmp_path / "r.db") as store:
        bad, good = taken(store, file)
        assert (bad.verdict, bad.source) == ("failed", f"{file}, line 2") and bad.message
        assert bad.message.startswith(told) and "\n" not in bad.message and len(bad.message) < 400
        assert (good.verdict, good.article, good.statements) == ("added", "ferry", 5)
        with store.reading() as connection:
            logged = connection.execute(sql("SELECT outcome FROM fetches ORDER BY id")).scalars().all()
            counts = connection.execute(
                sql("SELECT command, added, failed, ended_at IS NULL FROM runs")
            ).one()
        assert logged == ["failed", "added"] and tuple(counts) == ("import", 1, 1, 0)


def test_an_article_whose_corrections_are_not_sound_is_not_half_taken(tmp_path: Path) -> None:
    with Store.open(tmp_path / "a.db") as store:
        put(store, ferry())
        with store.writing() as connection:
            correct(connection, "sue", {"act": "warn"}, ADA)
            undo(connection, ADA)
        article, _, undoing = exported(store)
    file = tmp_path / "in.jsonl"
    file.write_text(f"{article}\n{undoing}\n", encoding="utf-8")
    with Store.open(tmp_path / "b.db") as other:
        [failed] = taken(other, file)
        assert (
            failed.message
            and "undoes one that is not in the file" in failed.message
            and exported(other) == []
        )


def test_a_file_cut_short(tmp_path: Path) -> None:
    line = json.dumps(sound())
    whole = gzip.compress("".join(line.replace('"ferry"', f'"{n}"') + "\n" for n in range(300)).encode())
    (tmp_path / "whole.jsonl.gz").write_bytes(whole)
    (tmp_path / "cut.jsonl.gz").write_bytes(whole[: len(whole) // 2])
    with Store.open(tmp_path / "a.db") as store:
        assert [r.verdict for r in taken(store, tmp_path / "whole.jsonl.gz")] == ["added"] * 300
    cut = pytest.raises(UsageError, match=r"cut\.jsonl\.gz: cannot be read")
    with Store.open(tmp_path / "b.db") as store, cut:
        taken(store, tmp_path / "cut.jsonl.gz")


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("none.jsonl", "no such file"),
        ("folder", "no articles.parquet in it"),
        ("x.parquet", "one table is no record"),
    ],
)
def test_what_is_no_such_file(tmp_path: Path, name: str, told: str) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "x.parquet").write_bytes(b"PAR1")
    with Store.open(tmp_path / "a.db") as store, pytest.raises(UsageError, match=told):
        taken(store, tmp_path / name)


def test_what_read_prints_for_one_speaker_can_be_imported(tmp_path: Path, examples: Path) -> None:
    """A parent may be missing there."""
    article = onrecord.read(examples / "harbour-bridge.txt")
    nested = tuple(s for s in article.statements if s.parent)
    file = tmp_path / "in.jsonl"
    file.write_text(json.dumps(article.with_statements(nested).to_dict()) + "\n", encoding="utf-8")
    with Store.open(tmp_path / "a.db") as store:
        assert [r.statements for r in taken(store, file)] == [len(nested)]
        assert held(store, article.id).statements == nested


def test_an_import_never_replaces_a_reading(store: Store, tmp_path: Path) -> None:
    put(store, ferry(), by=READ)
    file = tmp_path / "in.jsonl"
    fewer = ferry().with_statements(ferry().statements[:1])
    file.write_text(json.dumps(fewer.to_dict()) + "\n", encoding="utf-8")
    assert [r.verdict for r in taken(store, file)] == ["unchanged"] and held(store) == ferry()
