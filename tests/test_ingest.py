"""Adding in Python: what is read, what is not read again, and what becomes of a run that does not reach its end."""

from __future__ import annotations

from itertools import islice
from pathlib import Path

import pytest

import onrecord
from onrecord import engine
from onrecord.errors import RecordError
from onrecord.ingest import AddOptions, add_sources
from onrecord.reading import ReadingOptions
from onrecord.record.log import logged_inputs, logged_runs
from onrecord.record.store import Store

YES, NO = "The mayor said the ferry would sail in May.", "The harbour master said the ferry was sold."


def verdicts(store: Store, *inputs: str | Path, options: AddOptions | None = None) -> list[str]:
    return [added.verdict for added in add_sources(inputs, store, options)]


def test_what_is_on_record_is_not_read_again(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    assert verdicts(store, YES, NO) == ["added", "added"]

    def no_model() -> None:
        raise AssertionError("the model was asked for")

    monkeypatch.setattr(engine, "_shared_reader", no_model)
    assert verdicts(store, YES, NO, YES) == ["unchanged"] * 3
    with pytest.raises(AssertionError, match="the model was asked for"):
        verdicts(store, YES, options=AddOptions(reread=True))


def test_a_date_that_is_known_now_dates_the_statements(store: Store) -> None:
    yesterday = "The mayor said yesterday that the ferry would sail in May."
    verdicts(store, yesterday)
    dated = AddOptions(reading=ReadingOptions(published="2026-03-05"))
    assert verdicts(store, yesterday, options=dated) == ["reread"]
    [report] = onrecord.Record(store).statements()
    assert (report.published, report.said_earliest) == ("2026-03-05", "2026-03-04")


def test_an_article_that_the_engine_cannot_get_through_does_not_stop_the_others(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    name_speakers = engine.name_speakers

    def failing(article, statements, scene):  # type: ignore[no-untyped-def]
        if "sold" in article.text:
            raise IndexError("no such word")
        return name_speakers(article, statements, scene)

    monkeypatch.setattr(engine, "name_speakers", failing)
    results = list(add_sources([YES, NO, YES + " It will."], store))
    assert [r.verdict for r in results] == ["added", "failed", "added"]
    assert (
        results[1].message
        == "reading it failed (IndexError: no such word); please report it with the article"
    )
    with store.reading() as connection:
        [entry] = logged_inputs(connection, 10, failed=True)
        assert entry.message == results[1].message
    monkeypatch.undo()
    assert verdicts(store, NO) == ["added"]
    with store.reading() as connection:
        assert logged_inputs(connection, 10, failed=True) == []


def test_a_run_that_is_left_keeps_what_it_told_of(store: Store) -> None:
    texts = [f"{YES[:-1]} on the {number}th." for number in range(1, 8)]
    left = add_sources(texts, store)
    assert [r.verdict for r in islice(left, 3)] == ["added"] * 3
    left.close()
    assert len(list(onrecord.Record(store).articles())) == 3
    assert verdicts(store, *texts) == ["unchanged"] * 3 + ["added"] * 4
    with store.reading() as connection:
        second, first = logged_runs(connection, 10)
    assert (first.added, first.ended_at) == (3, None)
    assert (second.added, second.unchanged) == (4, 3) and second.ended_at
    assert (first.engine, first.bundle) == (onrecord.__version__, second.bundle)


def test_everything_unchanged_is_logged_too(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("onrecord.ingest.NOTED_AT_ONCE", 2)
    verdicts(store, YES)
    verdicts(store, *[YES] * 5)
    with store.reading() as connection:
        assert [e.outcome for e in logged_inputs(connection, 10, run=2)] == ["unchanged"] * 5
        assert logged_runs(connection, 1)[0].unchanged == 5


def test_an_open_record(where: str, tmp_path: Path, examples: Path) -> None:
    with pytest.raises(RecordError):
        onrecord.open(tmp_path / "none" / "r.db")
    with onrecord.open(where) as rec:
        [added] = rec.add(examples / "harbour-bridge.txt")
        article = onrecord.read(examples / "harbour-bridge.txt")
        assert rec.article(added.article or "") == article
        assert [r.statement for r in rec.statements()] == [s.id for s in article.statements]
        report = next(r for r in rec.statements() if r.act == "deny")
        assert (report.speaker, report.content) == ("Tove Lindqvist", "that any figure had been withheld")
        assert (
            article.text[report.start : report.end] == report.sentence and report.content in report.sentence
        )
        with pytest.raises(RecordError, match="no article 'nothing'"):
            rec.article("nothing")
