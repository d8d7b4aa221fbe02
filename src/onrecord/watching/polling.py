"""Asking one feed: a visit, what it tells of noted in the record, and when to ask again."""

from __future__ import annotations

from dataclasses import dataclass

from onrecord.errors import UnreadableArticle
from onrecord.reading.feeds import FEEDS, Feed, NoFeed, read_feed
from onrecord.reading.fetch import Asked, Fetched, NotFetched
from onrecord.reading.manners import HeldOff, Visitor
from onrecord.record.feeds import FeedState, iso, note_entries, note_feed, seconds
from onrecord.watching.means import Means

__all__ = ["Polled", "poll"]

DAY = 86_400.0
_GONE = 410


@dataclass(frozen=True, slots=True)
class Polled:
    """How it came out: `new` entries; `failure` says why nothing came; `again`: it came after it had failed before."""

    new: int = 0
    failure: str | None = None
    again: bool = False


def poll(feed: FeedState, means: Means) -> Polled:
    """Ask a feed now, and settle when to ask it again: in `means.every` seconds, after failures later and later, once a day at least."""
    try:
        found, told, at = _came(feed, means.visitor, means.clock.now())
    except HeldOff as error:
        _note(means, feed, next_at=iso(error.until))
        return Polled()
    except UnreadableArticle as error:
        return _failed(feed, error, means)
    now = means.clock.now()
    values: dict[str, str | int | None] = {"failures": 0, "message": None, "next_at": iso(now + means.every)}
    with means.store.writing() as connection:
        new = 0
        if told is not None:
            new = note_entries(connection, feed.id, told.entries, now)
            values |= {"title": told.title, "read_at": iso(now), "leads_to": at}
            values |= {"etag": found.etag, "modified": found.modified}
        note_feed(connection, feed.id, **values)
    return Polled(new, again=feed.failures > 0)


def _came(feed: FeedState, visitor: Visitor, now: float) -> tuple[Fetched, Feed | None, str | None]:
    """What came, the feed in it (None: it has not changed), and its address where a page led to it."""
    fresh = (
        feed.read_at is not None and now - seconds(feed.read_at) < DAY
    )  # once a day it is asked for as a whole
    seen = Asked(accept=FEEDS, etag=feed.etag, modified=feed.modified) if fresh else Asked(accept=FEEDS)
    at = feed.leads_to or feed.address
    found = visitor.get(at, seen)
    if found.unchanged:
        return found, None, feed.leads_to
    try:
        return found, read_feed(found, at), feed.leads_to
    except NoFeed as error:
        if feed.leads_to or not error.feeds:
            raise
        at = error.feeds[0]
    found = visitor.get(at, Asked(accept=FEEDS))
    return found, read_feed(found, at), at


def _failed(feed: FeedState, error: UnreadableArticle, means: Means) -> Polled:
    message = error.told[1]
    fetching = error if isinstance(error, NotFetched) else None
    longest = max(DAY, means.every)
    gone = fetching is not None and fetching.status == _GONE
    wait = longest if gone else min(means.every * 2.0 ** min(feed.failures + 1, 20), longest)
    asked = means.visitor.moment(fetching.retry_after) if fetching else None
    next_at = iso(max(means.clock.now() + wait, asked or 0.0))
    values: dict[str, str | int | None] = {
        "failures": feed.failures + 1,
        "message": message,
        "next_at": next_at,
    }
    if feed.leads_to and not (fetching and fetching.passing):  # let the page name its feed anew
        values |= {"leads_to": None, "etag": None, "modified": None}
    _note(means, feed, **values)
    return Polled(failure=message)


def _note(means: Means, feed: FeedState, **values: str | int | None) -> None:
    with means.store.writing() as connection:
        note_feed(connection, feed.id, **values)
