"""Going round: feeds whose time has come are asked, what they told of is taken, and then it is waited until the next time.

All that is known stands in the record after every step, so that a watch which is stopped anywhere goes on there.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TypeVar

from onrecord.ingest import Added, Adding, AddOptions
from onrecord.reading.manners import Visitor
from onrecord.record.feeds import FeedState, Waiting, list_feeds, next_time, seconds, waiting_entries
from onrecord.watching.means import Means
from onrecord.watching.polling import poll
from onrecord.watching.taking import take

__all__ = ["Stopped", "watch"]

T = TypeVar("T")
AT_ONCE = 100  # articles taken before feeds are looked at again


class Stopped(Exception):
    """Raised by a clock that is asked to wait after it was told to stop: what is in hand has been finished."""


def watch(means: Means, addresses: Sequence[str] | None = None, *, once: bool = False) -> Iterator[Added]:
    """What becomes of the articles that feeds of the record (all, or those of these addresses) tell of, and of feeds that fail.

    `once`: go round once, and ask every feed but those that failed and are given time. Else go on until the clock raises Stopped.

    Raises:
        RecordError: the record cannot be written.
    """
    while True:
        run = _Run(means)
        try:
            yield from _round(means, run, addresses, once)
            if once:
                return
            means.clock.sleep(_wait(means, addresses))
        except Stopped:
            return
        finally:
            run.end()


class _Run:
    """A run of adding, begun when there is something to note."""

    def __init__(self, means: Means) -> None:
        self._means = means
        self._begun: Adding | None = None

    def __call__(self) -> Adding:
        options = AddOptions(reading=self._means.reading, engine=self._means.engine, command="watch")
        self._begun = self._begun or Adding(self._means.store, options)
        return self._begun

    def end(self) -> None:
        if self._begun:
            self._begun.end()
            self._begun = None


def _round(means: Means, run: _Run, addresses: Sequence[str] | None, once: bool) -> Iterator[Added]:
    feeds = _feeds(means, addresses)
    now = means.clock.now()
    due = [feed for feed in feeds if seconds(feed.next_at) <= now or (once and not feed.failures)]
    for feed in _in_turn(due, lambda feed: feed.leads_to or feed.address, means.visitor):
        means.clock.sleep(0)
        polled = poll(feed, means)
        if polled.failure:
            yield run().tell(Added(feed.address, "failed", message=polled.failure))
        elif polled.again:
            run().tell(Added(feed.address, "unchanged"))
    while waiting := _waiting(means, feeds):
        for one in _in_turn(waiting, lambda one: one.entry.address or "", means.visitor):
            means.clock.sleep(0)
            added = take(one, run(), means)
            if added:
                yield added
        if not once:
            return


def _feeds(means: Means, addresses: Sequence[str] | None) -> list[FeedState]:
    with means.store.reading() as connection:
        return list_feeds(connection, addresses)


def _waiting(means: Means, feeds: Iterable[FeedState]) -> list[Waiting]:
    with means.store.reading() as connection:
        return waiting_entries(connection, [feed.id for feed in feeds], means.clock.now(), AT_ONCE)


def _wait(means: Means, addresses: Sequence[str] | None) -> float:
    """Seconds until there is something to do."""
    with means.store.reading() as connection:
        ids = [feed.id for feed in list_feeds(connection, addresses)]
        then = next_time(connection, ids)
    return max(1.0, (then or 0.0) - means.clock.now()) if then is not None else means.every


def _in_turn(items: Iterable[T], address: Callable[[T], str], visitor: Visitor) -> Iterator[T]:
    """The items, each time one whose host may be visited soonest, so that a pause owed to one host is used for the others."""
    by_host: dict[str, deque[T]] = {}
    for item in items:
        by_host.setdefault(visitor.host(address(item)), deque()).append(item)
    while by_host:
        host = min(by_host, key=visitor.free_at)
        yield by_host[host].popleft()
        if not by_host[host]:
            del by_host[host]
