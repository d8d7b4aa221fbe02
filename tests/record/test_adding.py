"""The same article twice, a new text under an old address, another reading of the same text: what the record makes of them."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sqlalchemy import func, select, text

from onrecord.errors import UnreadableArticle
from onrecord.record import fulltext, schema
from onrecord.record.loading import find_article, load_articles, stored_words
from onrecord.record.rows import text_digest
from onrecord.record.store import Store
from onrecord.types import Article, Speaker

from marks import article, person, statement
from stores import READ, put

NEWER = READ._replace(engine="1.1")


def said(words: str, *, id: str | None = None, speaker: str | None = None, **known: object) -> Article:
    """An article of one sentence: a statement by the mayor, or by a speaker with a name."""
    line = f"{speaker or 'The mayor'} said {words}."
    who = person(speaker, line) if speaker else None
    made = statement(line, words, "said", speaker or "The mayor", speaker=who)
    return replace(article(line, made), id=id or f"sha256:{text_digest(line)}", **known)  # type: ignore[arg-type]


CLOSED, OPEN, LATE = "the bridge was closed", "the bridge was open", "the bridge was late"
BEACON, COURIER = "https://beacon.example/1", "https://courier.example/9"


@pytest.mark.parametrize(
    ("first", "then", "verdict"),
    [
        # the same text
        (said(CLOSED), said(CLOSED), "unchanged"),
        (said(CLOSED), said(CLOSED, path="elsewhere.txt"), "unchanged"),
        (said(CLOSED, url=BEACON), said(CLOSED, url=BEACON), "unchanged"),
        (said(CLOSED, url=BEACON), said(CLOSED), "unchanged"),
        (said(CLOSED, id="7"), said(CLOSED, id="7"), "unchanged"),
        (said(CLOSED, id="7"), said(CLOSED), "unchanged"),
        # the same text, of which more is known now
        (said(CLOSED), said(CLOSED, url=BEACON), "reread"),
        (said(CLOSED), said(CLOSED, published="2026-01-05"), "reread"),
        (said(CLOSED, published="2026-01-05"), said(CLOSED, published="2026-01-06"), "reread"),
        (said(CLOSED, published="2026-01-05"), said(CLOSED), "unchanged"),
        # wire copy: the same text, published twice
        (said(CLOSED, url=BEACON), said(CLOSED, url=COURIER), "added"),
        (said(CLOSED, outlet="Beacon"), said(CLOSED, outlet="Courier"), "added"),
        (said(CLOSED, id="7"), said(CLOSED, id="8"), "added"),
        # another text
        (said(CLOSED), said(OPEN), "added"),
        (said(CLOSED, path="a.txt"), said(OPEN, path="a.txt"), "added"),
        (said(CLOSED, url=BEACON), said(OPEN, url=BEACON), "revised"),
        (said(CLOSED, id="7"), said(OPEN, id="7"), "revised"),
        (said(CLOSED, id="7", url=BEACON), said(OPEN, id="7"), "revised"),
        (said(CLOSED, url=BEACON), said(OPEN, url=COURIER), "added"),
        # ids of two collections that happen to agree
        (said(CLOSED, id="7", url=BEACON), said(OPEN, id="7", url=COURIER), "added"),
        # a shared address does not make one of articles with ids of their own
        (said(CLOSED, id="7", url=BEACON), said(OPEN, id="8", url=BEACON), "added"),
    ],
)
def test_a_second_article(store: Store, first: Article, then: Article, verdict: str) -> None:
    put(store, first)
    [outcome] = put(store, then)
    assert outcome.verdict == verdict
    [again] = put(store, then)
    assert (again.verdict, again.row, again.article_id) == ("unchanged", outcome.row, outcome.article_id)
    with store.reading() as connection:
        [got] = load_articles(connection, [outcome.row])
        kept = first if verdict == "unchanged" else then
        assert replace(got, id="") == replace(kept, id="")
        ids = connection.execute(select(schema.articles.c.article_id, schema.articles.c.revision)).all()
        assert len(set(ids)) == len(ids)


def test_revisions_are_linked_and_the_newest_is_current(store: Store) -> None:
    texts = [said(words, id="7") for words in (CLOSED, OPEN, LATE)]
    outcomes = put(store, *texts)
    assert [o.replaces for o in outcomes] == [None, outcomes[0].row, outcomes[1].row]
    with store.reading() as connection:
        columns = schema.articles.c
        found = connection.execute(
            select(columns.revision, columns.revises, columns.current).order_by(columns.id)
        )
        assert [tuple(row) for row in found] == [
            (1, None, False), (2, outcomes[0].row, False), (3, outcomes[1].row, True),
        ]  # fmt: skip
        assert find_article(connection, "7") == outcomes[2].row
        assert find_article(connection, "7", 1) == outcomes[0].row
        assert find_article(connection, "7", 4) is None and find_article(connection, "8") is None
        assert load_articles(connection, [o.row for o in outcomes]) == texts


def test_an_old_text_that_comes_again_changes_nothing(store: Store) -> None:
    put(store, said(CLOSED, url=BEACON), said(OPEN, url=BEACON))
    for _ in range(2):
        verdicts = [o.verdict for o in put(store, said(CLOSED, url=BEACON), said(OPEN, url=BEACON))]
        assert verdicts == ["unchanged", "unchanged"]


def test_a_newer_engine_replaces_what_an_older_one_read(store: Store) -> None:
    old, other = said(CLOSED, speaker="Ana Cruz"), said(OPEN, speaker="Bo Lund")
    [first, _] = put(store, old, other)
    new = replace(old, statements=(replace(old.statements[0], act="deny", speaker=None),), warnings=("w",))
    [outcome] = put(store, new, by=NEWER)
    assert (outcome.verdict, outcome.row) == ("reread", first.row)
    with store.reading() as connection:
        assert load_articles(connection, [first.row]) == [new]
        counted = {t.name: connection.execute(select(func.count()).select_from(t)).scalar() for t in _TABLES}
        assert counted == {"articles": 2, "statements": 2, "spans": 6, "statement_speakers": 1}
        columns = schema.articles.c
        row = connection.execute(
            select(columns.engine, columns.revision).where(columns.id == first.row)
        ).one()
        assert tuple(row) == ("1.1", 1)
    assert put(store, new, by=NEWER)[0].verdict == "unchanged"
    assert put(store, new, by=NEWER, reread=True)[0].verdict == "reread"


def test_an_import_replaces_no_reading_but_a_reading_replaces_an_import(store: Store) -> None:
    imported = READ._replace(engine="0.9", bundle=None)
    put(store, said(CLOSED))
    assert put(store, said(CLOSED), by=imported)[0].verdict == "unchanged"
    put(store, said(OPEN), by=imported)
    assert put(store, said(OPEN), by=imported)[0].verdict == "unchanged"
    assert put(store, said(OPEN))[0].verdict == "reread"


_TABLES = (schema.articles, schema.statements, schema.spans, schema.statement_speakers)


def test_the_full_text_index_goes_along(store: Store) -> None:
    with_odd = said("the gate\0 was \ud83d shut")
    put(store, said(CLOSED), with_odd)
    put(store, replace(said(CLOSED), statements=()), by=NEWER)
    with store.reading() as connection:
        if store.dialect == "sqlite":
            check = f"INSERT INTO {fulltext.TABLE} ({fulltext.TABLE}) VALUES ('integrity-check')"
            found = connection.execute(text(f"SELECT rowid FROM {fulltext.TABLE} WHERE {fulltext.TABLE} MATCH :q"), {"q": "gate OR bridge"}).all()  # fmt: skip
            with store.writing() as writing:
                writing.execute(text(check))
        else:
            found = connection.execute(text(f"SELECT statement FROM {fulltext.TABLE}")).all()
        [row] = found
        [words] = stored_words(connection, [row[0]])
        assert "gate" in words.said and words.around.startswith("The mayor said the gate")


def test_a_speaker_is_one_row_whoever_names_them(store: Store) -> None:
    put(
        store, said(CLOSED, speaker="Ana Cruz"), said(OPEN, speaker="Ana Cruz"), said(LATE, speaker="Bo Lund")
    )
    with store.reading() as connection:
        names = (
            connection.execute(select(schema.speakers.c.name).order_by(schema.speakers.c.name))
            .scalars()
            .all()
        )
        assert names == ["Ana Cruz", "Bo Lund"]


def test_members_of_joint_speakers_are_found_each(store: Store) -> None:
    line = "Ana Cruz and Bo Lund said the dam held."
    pair = Speaker("a+b", "Ana Cruz; Bo Lund", "group", "name", None, 0.9, members=(person("Ana Cruz", line), person("Bo Lund", line)))  # fmt: skip
    put(store, article(line, statement(line, "the dam held", "said", speaker=pair)))
    with store.reading() as connection:
        joined = select(schema.speakers.c.name).join(schema.statement_speakers)
        assert sorted(connection.execute(joined).scalars()) == ["Ana Cruz", "Bo Lund"]
        whole = select(schema.speakers.c.name).join(schema.statements)
        assert connection.execute(whole).scalars().all() == ["Ana Cruz; Bo Lund"]


def test_two_statements_of_one_id_are_refused_whole(store: Store) -> None:
    twice = said(CLOSED)
    with pytest.raises(UnreadableArticle, match="two statements of one id"):
        put(store, replace(twice, statements=twice.statements * 2))
    with store.reading() as connection:
        assert connection.execute(select(func.count()).select_from(schema.articles)).scalar() == 0
