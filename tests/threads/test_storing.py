"""Threads in a record: brought up to date article by article, on every kind of store."""

from __future__ import annotations

from dataclasses import replace
from itertools import permutations
from pathlib import Path

import pytest
from sqlalchemy import select, text

from onrecord.errors import RecordError, UsageError
from onrecord.record.schema import statements, thread_keys, thread_statements, threads
from onrecord.record.store import Store
from onrecord.threads import (
    ThreadQuery,
    find_threads,
    forget_threads,
    load_thread,
    threads_in,
    update_threads,
)
from onrecord.types import Article, When

from marks import article, at, person, statement
from stores import put

TOLL = "“We will not raise the ferry toll this winter, whatever the council says.”"


def report(
    name: str, words: str, day: str, *, outlet: str, speaker: str = "Tove Lindqvist", kind: str = "direct"
) -> Article:
    """An article of one sentence that reports one statement."""
    written = f"{speaker} told the council in Vesterby: {words}"
    quoted = (at(written, words),) if kind == "direct" else ()
    one = statement(
        written, words, "told", speaker, id=f"s-{name}", kind=kind, quoted=quoted, speaker=person(speaker, written),
        said_on=When(day, day, None, "explicit"),
    )  # fmt: skip
    return replace(
        article(written, one, published=day, outlet=outlet, url=f"https://{name}.example"), id=name
    )


def news() -> list[Article]:
    return [
        report("one", TOLL, "2025-03-03", outlet="Valley Post"),
        report("two", TOLL, "2025-03-04", outlet="Coast Herald"),
        report("three", "“We will raise the ferry toll this winter, whatever the council says.”", "2025-03-04", outlet="Norrland News"),
        report("four", "that schools would get new roofs of copper", "2025-03-04", outlet="Norrland News", kind="indirect"),
        report("five", "“Copper roofs are for the rich”", "2025-03-05", outlet="Valley Post", speaker="Ada Brandt"),
        report("six", "“Copper roofs are for the rich and the vain”", "2025-03-06", outlet="Coast Herald", speaker="Ada Brandt"),
    ]  # fmt: skip


def add(store: Store, *found: Article) -> None:
    for outcome in [put(store, one)[0] for one in found]:
        with store.writing() as connection:
            update_threads(connection, filter(None, (outcome.row, outcome.replaces)))


def partition(store: Store) -> set[frozenset[str]]:
    """The threads as sets of statement ids."""
    asked = select(thread_statements.c.thread, statements.c.statement_id).join_from(
        thread_statements, statements, statements.c.id == thread_statements.c.statement
    )
    groups: dict[int, set[str]] = {}
    with store.reading() as connection:
        for thread, name in connection.execute(asked):
            groups.setdefault(thread, set()).add(name)
    return {frozenset(group) for group in groups.values()}


def names(store: Store) -> set[str]:
    with store.reading() as connection:
        return set(connection.execute(select(threads.c.thread_id)).scalars())


def test_reports_of_one_utterance_become_one_thread(store: Store) -> None:
    add(store, *news())
    assert partition(store) == {frozenset({"s-one", "s-two", "s-three"}), frozenset({"s-five", "s-six"})}


def test_a_thread_is_shown_with_its_wordings_and_their_drift(store: Store) -> None:
    add(store, *news())
    with store.reading() as connection:
        toll, roofs = find_threads(connection, ThreadQuery())
        shown = load_thread(connection, toll.id)
        in_first = threads_in(connection, shown.variants[0].reports[0].article)
    assert in_first == {shown.variants[0].reports[0].statement: toll.id}
    assert toll.wordings == shown.wordings == len(shown.variants) == 2
    assert (toll.speaker, toll.statements, toll.articles, toll.outlets) == ("Tove Lindqvist", 3, 3, 3)
    assert (toll.first_outlet, toll.first_published, toll.drift) == ("Valley Post", "2025-03-03", ("cut",))
    assert toll.words == TOLL and roofs.speaker == "Ada Brandt"
    assert [[r.outlet for r in v.reports] for v in shown.variants] == [
        ["Valley Post", "Coast Herald"],
        ["Norrland News"],
    ]
    assert [v.wire for v in shown.variants] == [
        True,
        False,
    ]  # the same sentence, word for word, in two papers
    assert [(c.kind, c.here) for c in shown.variants[1].changes if c.kind != "same"] == [("cut", "not")]
    assert shown.variants[1].reports[0].thread == toll.id and shown.against == 0


def test_the_order_in_which_articles_come_does_not_matter(tmp_path: Path) -> None:
    found = set()
    for number, order in enumerate(permutations(news())):
        if number % 60 == 0:
            with Store.open(tmp_path / f"{number}.db") as store:
                add(store, *order)
                found.add(frozenset(partition(store)))
    assert len(found) == 1


def test_made_anew_the_threads_are_the_same_under_the_same_names(store: Store) -> None:
    add(store, *news())
    before, called = partition(store), names(store)
    with store.writing() as connection:
        forget_threads(connection)
        rows = connection.execute(text("SELECT id FROM articles ORDER BY id")).scalars().all()
        update_threads(connection, rows)
    assert partition(store) == before and names(store) == called


def test_a_thread_keeps_its_name_while_it_grows(store: Store) -> None:
    *first, last = news()[:3]
    add(store, *first)
    before = names(store)
    add(store, last)
    assert names(store) == before and len(before) == 1


def test_doing_it_twice_changes_nothing(store: Store) -> None:
    add(store, *news())
    before, called = partition(store), names(store)
    with store.writing() as connection:
        keys = connection.execute(select(thread_keys)).all()
        update_threads(connection, connection.execute(text("SELECT id FROM articles")).scalars().all())
        assert sorted(connection.execute(select(thread_keys)).all()) == sorted(keys)
    assert partition(store) == before and names(store) == called


def test_a_new_text_of_an_article_leaves_the_old_threads(store: Store) -> None:
    add(store, *news())
    changed = report(
        "six",
        "“No comment on roofs today, nor on tolls”",
        "2025-03-06",
        outlet="Coast Herald",
        speaker="Ada Brandt",
    )
    add(store, replace(changed, statements=(replace(changed.statements[0], id="s-six-b"),)))
    assert partition(store) == {frozenset({"s-one", "s-two", "s-three"})}
    with store.reading() as connection:
        assert connection.execute(select(threads)).all() and len(names(store)) == 1


def test_a_rejected_statement_leaves_its_thread(store: Store) -> None:
    add(store, *news())
    with store.writing() as connection:
        row = connection.execute(select(statements).where(statements.c.statement_id == "s-two")).one()
        connection.execute(statements.update().where(statements.c.id == row.id).values(status="rejected"))
        update_threads(connection, [row.article])
    assert frozenset({"s-one", "s-three"}) in partition(store)


def test_one_statement_is_no_thread(store: Store) -> None:
    add(store, news()[3])
    assert partition(store) == set() and names(store) == set()


@pytest.mark.parametrize(
    ("query", "speakers"),
    [
        (ThreadQuery(words="copper"), ["Ada Brandt"]),
        (ThreadQuery(by=("lindqvist",)), ["Tove Lindqvist"]),
        (ThreadQuery(outlet=("Norrland News",)), ["Tove Lindqvist"]),
        (ThreadQuery(drifted=True), ["Tove Lindqvist"]),
        (ThreadQuery(drift=("cut", "speaker")), ["Tove Lindqvist"]),
        (ThreadQuery(drift=("speaker",)), []),
        (ThreadQuery(min_articles=3), ["Tove Lindqvist"]),
        (ThreadQuery(first_from="2025-03-05"), ["Ada Brandt"]),
        (ThreadQuery(first_to="2025-03-03"), ["Tove Lindqvist"]),
        (ThreadQuery(order="recent"), ["Ada Brandt", "Tove Lindqvist"]),
        (ThreadQuery(order="drift", limit=1), ["Tove Lindqvist"]),
        (ThreadQuery(words="nothing of the kind"), []),
    ],
)
def test_threads_are_found_by(store: Store, query: ThreadQuery, speakers: list[str]) -> None:
    add(store, *news())
    with store.reading() as connection:
        assert [t.speaker for t in find_threads(connection, query)] == speakers


def test_what_cannot_be_asked_is_told(store: Store) -> None:
    with store.reading() as connection:
        with pytest.raises(UsageError, match="drift 'bent': choose from cut"):
            find_threads(connection, ThreadQuery(drift=("bent",)))  # type: ignore[arg-type]
        with pytest.raises(RecordError, match="no thread 'tx'; see: onrecord threads"):
            load_thread(connection, "tx")
