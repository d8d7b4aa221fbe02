"""What a record keeps of feeds: which entries are new, which are known in another guise, and what waits."""

from __future__ import annotations

from dataclasses import replace

import pytest

from onrecord.reading.feeds import Entry
from onrecord.record.feeds import (
    LOOKS,
    Waiting,
    follow_feed,
    forget_feed,
    list_feeds,
    next_time,
    note_entries,
    note_feed,
    put_off,
    settle_entry,
    waiting_entries,
)
from onrecord.record.store import Store

NOW, POST, HERALD = 1_780_000_000.0, "https://post.example/feed", "https://herald.example/feed"
FERRY = Entry(
    "7",
    "https://post.example/ferry",
    "Ferry to stop",
    "2026-05-04T08:00+02:00",
    None,
    "<p>The ferry stops.</p>",
)
PIER = Entry("8", "https://post.example/pier", "Pier to open", "2026-05-04T09:00+02:00")


@pytest.fixture
def feed(store: Store) -> int:
    with store.writing() as connection:
        for address in (POST, HERALD, POST):
            follow_feed(connection, address, NOW)
        return list_feeds(connection, [POST])[0].id


def note(store: Store, feed: int, *entries: Entry, now: float = NOW) -> int:
    with store.writing() as connection:
        return note_entries(connection, feed, entries, now)


def waiting(store: Store, now: float = NOW) -> list[Waiting]:
    with store.reading() as connection:
        ids = [feed.id for feed in list_feeds(connection)]
        return waiting_entries(connection, ids, now, 1000)


def settle(store: Store, message: str | None = None) -> None:
    with store.writing() as connection:
        for entry in waiting_entries(connection, [f.id for f in list_feeds(connection)], 9e9, 1000):
            settle_entry(connection, entry.id, message)


def test_what_is_new_waits_as_it_was_told(store: Store, feed: int) -> None:
    assert note(store, feed, FERRY, PIER, FERRY) == 2
    assert [w.entry for w in waiting(store)] == [FERRY, PIER]
    assert note(store, feed, FERRY, PIER) == 0
    settle(store)
    assert waiting(store) == [] and note(store, feed, PIER, FERRY) == 0 and waiting(store, 9e9) == []


@pytest.mark.parametrize(
    "guise",
    [
        replace(FERRY, id="another"),
        replace(FERRY, id=None),
        replace(FERRY, address="https://post.example/ferry?utm_source=rss&at_medium=RSS"),
        replace(FERRY, address="https://m.post.example/ferry/amp", id="another"),
        replace(FERRY, address="https://post.example/ferry?sid=98127391"),
        replace(FERRY, address="https://post.example/ferry?sid=98127391", id="another"),
        replace(FERRY, title="Ferry to stop at once", published="2026-05-04T10:00+02:00"),
    ],
)
def test_the_same_article_in_another_guise(store: Store, feed: int, guise: Entry) -> None:
    assert note(store, feed, FERRY) == 1
    assert note(store, feed, guise) == 0


@pytest.mark.parametrize(
    "other",
    [
        replace(FERRY, address="https://post.example/ferry-2", title="Ferry to sail again"),
        replace(FERRY, address="https://post.example/ferry-2", id="9", published="2026-05-05T08:00+02:00"),
        replace(FERRY, address="https://post.example/story?id=8", id="9", published="2026-05-04"),
        PIER,
    ],
)
def test_another_article(store: Store, feed: int, other: Entry) -> None:
    assert note(store, feed, FERRY) == 1
    assert note(store, feed, other) == 1


def test_an_article_that_two_feeds_tell_of_is_read_once(store: Store, feed: int) -> None:
    assert note(store, feed, FERRY) == 1
    assert note(store, feed + 1, replace(FERRY, id="x", title="Ferry")) == 0
    assert (
        note(store, feed + 1, replace(PIER, id="7", address="https://herald.example/a", title=FERRY.title))
        == 1
    )


def test_ids_that_all_entries_share_tell_nothing(store: Store, feed: int) -> None:
    entries = [Entry("1", f"https://post.example/{n}", None, "2026-05-04T08:00Z") for n in range(700)]
    assert note(store, feed, *entries) == 700
    assert note(store, feed, *entries) == 0


def test_what_changes_is_read_again_later_and_later(store: Store, feed: int) -> None:
    note(store, feed, FERRY)
    settle(store)
    waits: list[float | None] = []
    for hour in range(20):  # a feed that always says that it has just changed
        note(store, feed, replace(FERRY, updated=f"2026-05-04T{hour:02}:00Z"))
        with store.writing() as connection:
            note_feed(connection, feed, next_at="2099-01-01T00:00:00Z")
            due = next_time(connection, [feed])
        if waiting(store, 3e9):
            waits.append(due and due - NOW)
        settle(store)
    assert waits == [600, 2400, 9600, 38400, 153600] and len(waits) == LOOKS


def test_an_address_that_failed_may_be_told_anew(store: Store, feed: int) -> None:
    note(store, feed, replace(FERRY, address="https://post.example/fer"))
    settle(store, "answers 404")
    assert note(store, feed, FERRY) == 0
    [found] = waiting(store)
    assert found.entry.address == FERRY.address and found.tries == 0
    settle(store, "answers 404")
    assert note(store, feed, FERRY) == 0 and waiting(store, 9e9) == []


def test_putting_off_and_forgetting(store: Store, feed: int) -> None:
    note(store, feed, FERRY, PIER)
    first, _ = waiting(store)
    with store.writing() as connection:
        put_off(connection, first.id, NOW + 600, "answers 500", 1)
        note_feed(connection, feed, failures=2, message="answers 500", next_at="2026-06-01T00:00:00Z")
    assert [w.entry for w in waiting(store)] == [PIER]
    assert [(w.entry, w.tries) for w in waiting(store, NOW + 600)] == [(PIER, 0), (FERRY, 1)]
    with store.writing() as connection:
        [state] = list_feeds(connection, [POST])
        assert (state.waiting, state.failures, state.message) == (2, 2, "answers 500")
        assert forget_feed(connection, POST) and not forget_feed(connection, POST)
        assert [f.address for f in list_feeds(connection)] == [HERALD] and next_time(
            connection, [feed]
        ) is None


def test_odd_characters(store: Store, feed: int) -> None:
    odd = Entry("\x00\ud800", "https://post.example/\x00", "a\x00b\ud800", None, None, "c\x00\udfff")
    assert note(store, feed, odd) == 1 and note(store, feed, odd) == 0
    assert waiting(store)[0].entry == odd
