"""Finding statements, on every kind of store: words, names, days, kinds, order, pages."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from sqlalchemy import text

from onrecord.errors import UsageError
from onrecord.record import fulltext, marks, ordering, schema, searching
from onrecord.record.asking import Query, days_of
from onrecord.record.fulltext import Search
from onrecord.record.loading import find_article, stored_words
from onrecord.record.searching import find
from onrecord.record.store import Store
from onrecord.record.summing import summary
from onrecord.speakers import load_people
from onrecord.speakers.offices import Person
from onrecord.speakers.people import People, _shipped

from papers import papers
from stores import put


@pytest.fixture
def full(store: Store) -> Iterator[Store]:
    for paper in papers():
        put(store, paper)
    yield store


def ids(store: Store, people: People | None = None, **asked: Any) -> list[str]:
    with store.reading() as connection:
        found = find(connection, Query(**asked), people)
    assert found.total >= len(found)
    return [report.statement for report in found]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("quarry", "q1 q2 h3"),
        ("quarries", "q1 q2 h3"),
        ("QUARRY unsafe", "q2"),
        ("tax", "h1 q1 m1 |"),
        ("mayor", "m1 | h2"),
        ("mayor OR miner", "m1 | h2 q2"),
        ("taxes -harbour", "q1 m1"),
        ('"harbour tax"', "h1"),
        ("“tax harbour”", ""),
        ("school OR thieves", "h2 m2 |"),
        ("lighthouse", "l2"),
        ("dark", ""),
        ("quar*", "q1 q2 h3"),
        ('"close in M"*', "q1"),
        ("cafe Novakova", "| h2"),
        ("-quarry", "q3 q4 l2 m1 m2 h1 h2"),
        ("mayor's", "m1"),
        ("the", "every"),
        ("to be or not to be", ""),
        ("town gravel", ""),
    ],
)
def test_words(full: Store, words: str, expected: str) -> None:
    """What stands after | has a word of the search around it only, and comes after those that have all in the words said."""
    found = ids(full, words=words)
    if expected == "every":
        assert len(found) >= 7
        return
    said, _, around = expected.partition("|")
    first, later = said.split(), around.split()
    if "-" in words or "|" not in expected:
        assert sorted(found) == sorted(first + later)
    else:
        assert (sorted(found[: len(first)]), sorted(found[len(first) :])) == (sorted(first), sorted(later))


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ({"by": ("Ana Cruz",)}, "q1 h1 h3 l2"),
        ({"by": ("cruz",)}, "q1 h1 h3 l2 m2"),
        ({"by": ("local:iris-cruz",)}, "m2"),
        ({"by": ("lund", "Iris Cruz")}, "q2 h3 m2"),
        ({"by": ("Novakova",)}, "h2"),
        ({"by": ("Melnychenko",)}, "q3"),
        ({"by": ("Melnitchenko",)}, "q3 m1"),
        ({"by": ("Oleksandr Melnychenko",)}, "q3 m1"),
        ({"by": ("Nobody Atall",)}, ""),
        ({"by": ("",)}, ""),
        ({"outlet": ("valley post",)}, "q1 q2 q3 q4"),
        ({"outlet": ("valley",)}, "q1 q2 q3 q4 m1 m2"),
        ({"outlet": ("Gazette",)}, ""),
        ({"act": ("warn", "deny")}, "h1 q2"),
        ({"kind": ("direct",)}, "q3"),
        ({"stance": ("denied",)}, "q2"),
        ({"how": ("name",), "act": ("promise",)}, "m2"),
        ({"published_from": "2025-01-01", "published_to": "2025-02-14"}, "q1 q2 q3 q4 l2"),
        ({"published_from": "2025-02-15"}, "h1 h2 h3"),
        ({"published_to": "2024-12-31"}, ""),
        ({"said_from": "2025-02-12", "said_to": "2025-02-12"}, "q1 q2"),
        ({"said_from": "2025-02-13", "said_to": "2025-12-31"}, "q2 h1"),
        ({"said_to": "2025-02-11"}, "q2"),
        ({"said_from": "2025-03-01"}, "h1"),
        ({"min_confidence": 0.91}, "q1"),
        ({"article": "paper-harbour"}, "h1 h2 h3"),
        ({"about": "quarry", "by": ("Cruz",)}, "q1 h3"),
        ({"about": "harbour", "words": "quarry"}, "h3"),
        ({"words": "tax", "by": ("cruz",), "act": ("warn",), "outlet": ("coast",), "published_from": "2025-03-01"}, "h1"),
    ],
)  # fmt: skip
def test_filters(full: Store, asked: dict[str, Any], expected: str) -> None:
    assert sorted(ids(full, **asked)) == sorted(expected.split())


def test_newest_first_where_no_words_are_sought_and_unknown_days_last(full: Store) -> None:
    assert ids(full) == ["h3", "h2", "h1", "q4", "q3", "q2", "q1", "l2", "m2", "m1"]
    assert ids(full, order="said")[:3] == ["h1", "q2", "q1"]


@pytest.mark.parametrize("order", ["rank", "said", "published"])
@pytest.mark.parametrize("words", ["", "the", "quarry OR harbour OR taxes"])
@pytest.mark.parametrize("shortest", [1, 3, 10_000])
def test_pages_join_without_gap_or_double(
    full: Store, order: str, words: str, shortest: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """However few hits are ranked or sorted at once."""
    everything = ids(full, words=words, order=order, limit=100)
    monkeypatch.setattr(ordering, "SORTED", shortest)
    monkeypatch.setattr(ordering, "RANKED", shortest)
    monkeypatch.setattr(ordering, "FREQUENT", shortest)
    assert shortest < 5 or ids(full, words=words, order=order, limit=100) == everything
    for size in (1, 3, 4):
        found, after, offset = [], None, 0
        with full.reading() as connection:
            while True:
                page = find(connection, Query(words=words, order=order, limit=size, after=after))
                assert [
                    r.statement
                    for r in find(connection, Query(words=words, order=order, limit=size, offset=offset))
                ] == [r.statement for r in page]
                found += [r.statement for r in page]
                offset += len(page)
                assert page.total == len(everything)
                if page.next is None:
                    break
                after = page.next
        assert sorted(found) == sorted(everything)
        assert order == "rank" or found == everything


@pytest.mark.parametrize(
    ("most", "total", "more"), [(3, 3, True), (9, 9, True), (10, 10, False), (50, 10, False)]
)
def test_no_more_than_so_many_are_counted(
    full: Store, most: int, total: int, more: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(searching, "MOST", most)
    with full.reading() as connection:
        for order in (None, "said"):
            found = find(connection, Query(limit=100, order=order))
            assert (len(found), found.total, found.at_least) == (10, total, more)


def test_words_that_stand_everywhere_do_not_rank_but_words_said_still_come_first(
    full: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    ranked = ids(full, words="tax OR quarry", limit=100)
    monkeypatch.setattr(ordering, "FREQUENT", 1)
    newest = ids(full, words="tax OR quarry", limit=100)
    said = [i for i in newest if i in ("q1", "q2", "h1", "h3", "m1")]
    assert sorted(newest) == sorted(ranked) and newest[: len(said)] == said
    assert said == ["m1", "h3", "h1", "q2", "q1"]  # those added last first


@pytest.mark.parametrize(
    ("first", "last", "expected"),
    [(None, None, (2024, 2025)), ("0900-05-01", "2600-01-01", (1500, 2099)), ("unknown", None, (1500, 2099))],
)
def test_the_years_of_which_a_record_has_days(
    full: Store, first: str | None, last: str | None, expected: tuple[int, int]
) -> None:
    with full.writing() as connection:
        connection.execute(
            text("UPDATE articles SET published = '2024-01-01T08:00' WHERE article_id = 'paper-mayor'")
        )
        for day, article in ((first, "paper-quarry"), (last, "paper-harbour")):
            if day:
                connection.execute(
                    text(f"UPDATE articles SET published = '{day}' WHERE article_id = '{article}'")
                )
        assert marks.held_years(connection, schema.articles.c.published) == expected


def change(store: Store, statement: str, command: str) -> None:
    with store.writing() as connection:
        row = connection.execute(
            text(f"SELECT id FROM statements WHERE statement_id = '{statement}'")
        ).scalar_one()
        fulltext.unindex(connection, stored_words(connection, [row]))
        connection.execute(text(f"UPDATE statements SET {command} WHERE id = {row}"))
        fulltext.index(connection, stored_words(connection, [row]))


def counts(store: Store) -> tuple[dict[str, int], dict[str, int]]:
    """How many statements of each speaker stand: as it is kept, and as a search counts them."""
    with store.reading() as connection:
        rows = connection.execute(text("SELECT id, speaker_id, statements FROM speakers")).all()
        found = {r.speaker_id: fulltext.count(connection, Search(marks.by([r.id]))) for r in rows}
    return {r.speaker_id: r.statements for r in rows}, found


def test_the_statements_of_each_speaker_are_counted_as_they_come_and_go(full: Store) -> None:
    kept, found = counts(full)
    assert kept == found and kept["local:ana-cruz"] == 4 and kept["local:ana-cruz+local:bo-lund"] == 1
    change(full, "h3", "status = 'rejected'")  # a joint one
    kept, found = counts(full)
    assert kept == found and kept["local:ana-cruz"] == 3 and kept["local:ana-cruz+local:bo-lund"] == 0
    put(full, papers()[1], reread=True)
    put(full, papers()[3])  # an old text comes again
    with full.writing() as connection:
        fulltext.rebuild(connection)
    kept, found = counts(full)
    assert kept == found and sum(kept.values()) > 8


def test_what_is_rejected_or_changed_is_found_as_it_stands(full: Store) -> None:
    change(full, "q1", "status = 'rejected'")
    assert ids(full, words="gravel") == []
    assert "q1" not in ids(full, by=("Ana Cruz",))
    with full.reading() as connection:
        held = summary(connection)
    assert (held.statements, held.articles, held.first, held.last) == (9, 4, "2025-01-01", "2025-03-02")
    change(full, "q1", "status = 'corrected', act = 'promise'")
    assert sorted(ids(full, act=("promise",))) == ["m2", "q1"] and "q1" in ids(full, words="gravel")
    assert "q1" not in ids(full, act=("say",))


def test_a_new_reading_of_a_revised_article_leaves_nothing_behind(full: Store) -> None:
    with full.writing() as connection:
        kept = [r.statement for r in find(connection, Query(words="the", limit=100, order="said"))]
        assert fulltext.rebuild(connection) == 11
        assert [r.statement for r in find(connection, Query(words="the", limit=100, order="said"))] == kept
        assert find_article(connection, "paper-light") is not None
    put(full, papers()[4], reread=True)
    assert ids(full, words="lighthouse") == ["l2"]


def test_the_users_table_wins(full: Store) -> None:
    own = People(
        _shipped(), [Person("local:iris-cruz", "Iris Cruz", ("Cruz", "The Principal"), "person", "f", "", ())]
    )
    assert ids(full, own, by=("Cruz",)) == ["m2"]
    assert ids(full, own, by=("the principal",)) == ["m2"]
    with full.reading() as connection:
        assert find(connection, Query(by=("Cruz",)), own).speakers == (("local:iris-cruz", "Iris Cruz"),)


def test_who_was_meant_is_told(full: Store) -> None:
    with full.reading() as connection:
        meant = find(connection, Query(by=("Cruz",)), load_people()).speakers
    assert dict(meant) == {"local:ana-cruz": "Ana Cruz", "local:iris-cruz": "Iris Cruz"}


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ({"issue": "trade"}, "issue 'trade': not in the record"),
        ({"article": "nowhere"}, "article 'nowhere': not in the record"),
        ({"thread": "t-1"}, "thread 't-1': not in the record"),
        ({"limit": 0}, "1 to 1000"),
        ({"order": "size"}, "choose from rank, said, published"),
        ({"after": "said:x"}, "give what the page before named"),
        ({"words": "tax", "after": "rank:²"}, "give what the page before named"),
    ],
)
def test_what_cannot_be_asked_is_told(full: Store, asked: dict[str, Any], told: str) -> None:
    with full.reading() as connection, pytest.raises(UsageError, match=told):
        find(connection, Query(**asked))


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(max_size=60), st.text(max_size=20))
@example('"', "-")
@example('-"a" OR OR ( NEAR(x y) ^z {said}: AND NOT *', "OR")
@example("a'b' & !c | d <-> :* \\ % \x00", "'")
@example("\ud800 \x00", "\x00\udfff")
@example("ゴジラ 𞤀𞤁 हिन्दी ﬁ ß ² ۳", "Ⅷ")
def test_any_text_is_a_search_and_a_name(full: Store, words: str, name: str) -> None:
    for asked in (
        {"words": words},
        {"about": words, "by": (name,)},
        {"words": f"{words}*"},
        {"outlet": (words,)},
    ):
        ids(full, **asked)
    for field in ("article", "thread", "issue", "after"):
        with pytest.raises(UsageError):
            ids(full, **{field: words + name + "?"})


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_every_word_of_a_statement_finds_it(full: Store, data: st.DataObject) -> None:
    with full.reading() as connection:
        everything = find(connection, Query(limit=100))
        report = data.draw(st.sampled_from(everything.items))
        word = data.draw(st.sampled_from(report.sentence.split()))
        assert report.statement in [
            r.statement for r in find(connection, Query(words=f'"{word}"', limit=100))
        ]


@pytest.mark.parametrize(
    ("written", "days"),
    [
        ("2025-02-12", ("2025-02-12", "2025-02-12")),
        ("2024-02", ("2024-02-01", "2024-02-29")),
        ("2025", ("2025-01-01", "2025-12-31")),
        ("2025-02-12..2025-02-14", ("2025-02-12", "2025-02-14")),
        ("2024..2025-02", ("2024-01-01", "2025-02-28")),
        ("2025-02..", ("2025-02-01", None)),
        ("..2025", (None, "2025-12-31")),
    ],
)
def test_days(written: str, days: tuple[str | None, str | None]) -> None:
    assert days_of(written) == days


@pytest.mark.parametrize(
    "written", ["", "yesterday", "2025-13", "2025-02-30", "25-02-01", "2025-02-14..2025-02-01", "0000"]
)
def test_no_days(written: str) -> None:
    with pytest.raises(UsageError, match="write"):
        days_of(written, "--said-on")
