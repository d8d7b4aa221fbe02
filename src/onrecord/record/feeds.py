"""The feeds that a record watches: what each told of, what of it waits to be read, and when to ask again.

All that watching needs to go on after it was stopped at any point. Times come in as seconds since 1970 and are stored as ISO, UTC.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime

from sqlalchemy import Connection, Row, and_, delete, func, insert, or_, select, update

from onrecord.reading.addresses import same_page
from onrecord.reading.feeds import Entry
from onrecord.record import packing
from onrecord.record.packing import dump, load, storable
from onrecord.record.schema import feed_entries, feeds

__all__ = [
    "FeedState", "Waiting", "follow_feed", "forget_feed", "iso", "list_feeds", "next_time", "note_entries", "note_feed", "put_off", "settle_entry",
    "waiting_entries",
]  # fmt: skip

LOOKS = 5  # times that an article is read again because its feed says that it changed
_FIRST_LOOK, _SLOWER = 600.0, 4  # seconds until the first time, and how much longer until each next one
_AT_ONCE = 300  # entries looked up in one go
_e = feed_entries.c


@dataclass(frozen=True, slots=True)
class FeedState:
    """A feed. `address` is as it was given, `leads_to` the feed that the page there names; `failures` since it last could be had.

    `read_at`: when it last came whole; `waiting`: how many of its articles are still to be read.
    """

    id: int
    address: str
    leads_to: str | None
    title: str | None
    read_at: str | None
    next_at: str
    etag: str | None
    modified: str | None
    failures: int
    waiting: int
    message: str | None


@dataclass(frozen=True, slots=True)
class Waiting:
    """An entry whose article is still to be read: `tries` that failed so far, `looks` that were made before."""

    id: int
    entry: Entry
    tries: int
    looks: int


def iso(moment: float) -> str:
    """Seconds since 1970 as the record writes times."""
    return packing.iso(datetime.fromtimestamp(moment, UTC))


def seconds(moment: str) -> float:
    """The way back."""
    return datetime.fromisoformat(moment).timestamp()


def follow_feed(connection: Connection, address: str, now: float) -> None:
    """Watch a feed, unless it is watched already."""
    address = storable(address)
    if not connection.execute(select(feeds.c.id).where(feeds.c.address == address)).first():
        connection.execute(insert(feeds).values(address=address, added_at=iso(now), next_at=iso(now)))


def forget_feed(connection: Connection, address: str) -> bool:
    """Watch it no more; whether it was watched. The articles that it told of stay."""
    return connection.execute(delete(feeds).where(feeds.c.address == storable(address))).rowcount > 0


def list_feeds(connection: Connection, addresses: Sequence[str] | None = None) -> list[FeedState]:
    """The feeds of these addresses, or all, in the order in which they were given."""
    waits = (
        select(func.count())
        .where(_e.feed == feeds.c.id, _e.state == "waiting")
        .scalar_subquery()
        .label("waiting")
    )
    names = [name for name in FeedState.__dataclass_fields__ if name != "waiting"]
    asked = select(*(feeds.c[name] for name in names), waits).order_by(feeds.c.id)
    if addresses is not None:
        asked = asked.where(feeds.c.address.in_([storable(a) for a in addresses]))
    return [FeedState(**row._mapping) for row in connection.execute(asked)]


def note_feed(connection: Connection, feed: int, **values: str | int | None) -> None:
    """Write down how asking a feed came out: columns of `feeds`."""
    connection.execute(update(feeds).where(feeds.c.id == feed).values(**values))


def next_time(connection: Connection, ids: Sequence[int]) -> float | None:
    """When the next of these feeds is to be asked, or the next of their articles to be read."""
    moments = (
        connection.execute(select(func.min(feeds.c.next_at)).where(feeds.c.id.in_(ids))).scalar(),
        connection.execute(
            select(func.min(_e.next_at)).where(_e.feed.in_(ids), _e.state == "waiting")
        ).scalar(),
    )
    return min((seconds(moment) for moment in moments if moment), default=None)


def waiting_entries(connection: Connection, ids: Sequence[int], now: float, limit: int) -> list[Waiting]:
    """Entries of these feeds whose time has come, those that wait longest first."""
    asked = (
        select(_e.id, _e.entry, _e.tries, _e.looks)
        .where(_e.feed.in_(ids), _e.state == "waiting", _e.next_at <= iso(now))
        .order_by(_e.next_at, _e.id)
        .limit(limit)
    )
    return [Waiting(r.id, Entry(**load(r.entry)), r.tries, r.looks) for r in connection.execute(asked)]


def put_off(connection: Connection, id: int, until: float, message: str, tries: int) -> None:
    """Try an entry again later."""
    values = {"next_at": iso(until), "message": storable(message), "tries": tries}
    connection.execute(update(feed_entries).where(_e.id == id).values(**values))


def settle_entry(connection: Connection, id: int, message: str | None = None) -> None:
    """An entry's article is on record, or (with a message) cannot be had."""
    values = {"state": "failed" if message else "done", "message": message and storable(message)}
    connection.execute(update(feed_entries).where(_e.id == id).values(entry=None, **values))


def note_entries(connection: Connection, feed: int, entries: Iterable[Entry], now: float) -> int:
    """Keep what a feed tells of, where it is not known yet; how many entries are new.

    An entry is known by its article's address (whichever feed told of it), by its id and title, or by title and time of publication: so
    neither ids nor addresses that change from one time to the next make two of one. What changed since is to be read again.
    """
    new, many = 0, list(entries)
    for start in range(0, len(many), _AT_ONCE):
        some = _distinct([_Signs.of(entry) for entry in many[start : start + _AT_ONCE]])
        known = _Known(connection, feed, some)
        for signs in some:
            row = known.find(signs)
            if row is None:
                known.add(signs, _insert(connection, feed, signs, now))
                new += 1
            elif row.feed == feed:
                _follow_change(connection, row, signs, now)
    return new


@dataclass(frozen=True, slots=True)
class _Signs:
    """By what an entry is known again; `stamp` tells whether it changed."""

    entry: Entry
    page: str | None
    key: str | None
    told: str | None
    stamp: str

    @classmethod
    def of(cls, entry: Entry) -> _Signs:
        title, published = entry.title or "", entry.published or ""
        timed = title and "T" in published
        return cls(
            entry,
            _digest(same_page(entry.address)) if entry.address else None,
            _digest(entry.id or entry.content, title),
            _digest(title, published) if timed else None,
            _digest(entry.updated or title),
        )


def _distinct(some: Sequence[_Signs]) -> list[_Signs]:
    """Without the signs that several articles of the same feed share, as where all have one id: they tell nothing."""
    pages: dict[str, set[str | None]] = {}
    for signs in some:
        for sign in filter(None, (signs.key, signs.told)):
            pages.setdefault(sign, set()).add(signs.page)
    shared = {sign for sign, found in pages.items() if len(found) > 1}
    return [
        replace(s, key=None if s.key in shared else s.key, told=None if s.told in shared else s.told)
        for s in some
    ]


@dataclass(frozen=True, slots=True)
class _KnownEntry:
    """What is on record of an entry."""

    id: int
    feed: int
    page: str | None
    stamp: str
    state: str
    looks: int


class _Known:
    """The entries on record that may be those of a feed."""

    def __init__(self, connection: Connection, feed: int, some: Sequence[_Signs]) -> None:
        self._by: dict[tuple[str, str], _KnownEntry] = {}
        pages = [s.page for s in some if s.page]
        told = [s.told for s in some if s.told]
        alike = or_(
            _e.page.in_(pages),
            and_(_e.feed == feed, or_(_e.key.in_([s.key for s in some if s.key]), _e.told.in_(told))),
        )
        columns = (_e.id, _e.feed, _e.page, _e.key, _e.told, _e.stamp, _e.state, _e.looks)
        rows: Sequence[Row] = connection.execute(select(*columns).where(alike)).all()  # type: ignore[type-arg]
        for row in sorted(rows, key=lambda row: row.feed == feed):  # one's own wins
            entry = _KnownEntry(row.id, row.feed, row.page, row.stamp, row.state, row.looks)
            names = {"page": row.page} | ({"key": row.key, "told": row.told} if row.feed == feed else {})
            self._by |= {(name, sign): entry for name, sign in names.items() if sign}

    def find(self, signs: _Signs) -> _KnownEntry | None:
        ways = (("page", signs.page), ("key", signs.key), ("told", signs.told))
        return next((self._by[name, s] for name, s in ways if s and (name, s) in self._by), None)

    def add(self, signs: _Signs, entry: _KnownEntry) -> None:
        ways = (("page", signs.page), ("key", signs.key), ("told", signs.told))
        self._by |= {(name, sign): entry for name, sign in ways if sign}


def _insert(connection: Connection, feed: int, signs: _Signs, now: float) -> _KnownEntry:
    entry = signs.entry
    values = {
        "feed": feed, "page": signs.page, "key": signs.key, "told": signs.told, "stamp": signs.stamp, "state": "waiting",
        "entry": dump(asdict(entry)), "address": entry.address and storable(entry.address), "seen_at": iso(now), "next_at": iso(now),
    }  # fmt: skip
    done = connection.execute(insert(feed_entries), values).inserted_primary_key
    assert done is not None
    return _KnownEntry(int(done[0]), feed, signs.page, signs.stamp, "waiting", 0)


def _follow_change(connection: Connection, known: _KnownEntry, signs: _Signs, now: float) -> None:
    """Have an article read again that its feed says has changed, or whose address is another one after the first failed."""
    entry, moved = signs.entry, signs.page != known.page and signs.page is not None
    values: dict[str, object] = {"entry": dump(asdict(entry)), "stamp": signs.stamp}
    if known.state == "failed" and moved:
        values |= {
            "page": signs.page,
            "address": entry.address,
            "state": "waiting",
            "tries": 0,
            "next_at": iso(now),
        }
    elif known.stamp == signs.stamp or known.looks >= LOOKS:
        return
    elif known.state == "done" and not moved:
        wait = _FIRST_LOOK * _SLOWER**known.looks
        values |= {"state": "waiting", "tries": 0, "looks": known.looks + 1, "next_at": iso(now + wait)}
    elif known.state != "waiting":
        return
    connection.execute(update(feed_entries).where(_e.id == known.id).values(**values))


def _digest(*parts: str) -> str:
    return hashlib.sha256("\x00".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:32]
