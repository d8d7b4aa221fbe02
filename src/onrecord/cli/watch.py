"""`onrecord watch`: feeds in, the record grows as they tell of articles, until it is told to stop."""

from __future__ import annotations

import re
import select
import signal
import socket
import sys
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from onrecord.cli.filters import People
from onrecord.cli.output import DatabaseOption, note, say
from onrecord.cli.settings import read_settings
from onrecord.cli.visits import AllowPrivateOption, visitor_of
from onrecord.reading.addresses import is_address

if TYPE_CHECKING:
    from onrecord.ingest import Added
    from onrecord.record.store import Store

__all__ = ["EPILOG", "watch"]

EPILOG = "Examples: onrecord watch https://valley-ledger.example/feed.xml | onrecord watch feeds.opml --every 30m | onrecord watch (all feeds of the record) | onrecord watch --once (from cron) | onrecord log --feeds"
_UNITS = {"s": 1, "m": 60, "h": 3600, "d": 86_400}
SHORTEST = 60  # seconds between two times that a feed is asked


def watch(
    feeds: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="FEED…",
            help="Addresses of feeds (RSS, Atom, JSON Feed) or of pages that name one, or OPML files. "
            "They join those of the record; without any, all of the record are watched.",
        ),
    ] = None,
    every: Annotated[
        str, typer.Option(metavar="TIME", help="How often each feed is asked: 90s, 15m, 2h, 1d.")
    ] = "15m",
    once: Annotated[
        bool, typer.Option("--once", help="Ask each feed once, take what is new, and end (for cron).")
    ] = False,
    forget: Annotated[
        bool, typer.Option("--forget", help="Watch these feeds no more; their articles stay.")
    ] = False,
    db: DatabaseOption = None,
    people: People = None,
    allow_private: AllowPrivateOption = False,
    threads: Annotated[int | None, typer.Option(min=1, help="Threads; all cores if not given.")] = None,
    quiet: Annotated[
        bool, typer.Option("--quiet", "-q", help="Tell nothing of articles; errors are still told.")
    ] = False,
) -> None:
    """Watch feeds: read each new article's page and put it on record, as add does, until Ctrl-C or SIGTERM.

    The article in hand is finished then, and the next watch goes on where this one was. What fails gets one line on standard error and
    in the log (onrecord log --failed) and is tried again later; with --once the exit code is 1 if anything failed.
    """
    from onrecord.engine import EngineOptions
    from onrecord.record.store import Store
    from onrecord.watching.means import Means
    from onrecord.watching.watch import watch as going_round

    pause, addresses = _seconds(every), _addresses(feeds or [])
    settings = read_settings(db, people)
    with Store.open(settings.record) as store, _until_told() as clock:
        if forget:
            _forget(store, addresses)
            return
        _follow(store, addresses, clock.now())
        engine = EngineOptions(threads=threads, people=settings.people)
        means = Means(store, visitor_of(allow_private, clock), clock, pause, engine)
        counts = _told(going_round(means, addresses or None, once=once), quiet)
    raise typer.Exit(1 if once and counts["failed"] else 0)


def _seconds(every: str) -> float:
    from onrecord.errors import UsageError

    found = re.fullmatch(r"(\d{1,6})\s*([smhd])", every.strip().lower())
    if not found:
        raise UsageError(f"--every {every}: not a time; write it as 90s, 15m, 2h or 1d")
    pause = int(found[1]) * _UNITS[found[2]]
    if pause < SHORTEST:
        raise UsageError(f"--every {every}: feeds are asked once a minute at most; give 60s or more")
    return pause


def _addresses(feeds: Sequence[str]) -> list[str]:
    from onrecord.reading.opml import read_opml

    named = [[feed.strip()] if is_address(feed) else read_opml(Path(feed)) for feed in feeds]
    return list(dict.fromkeys(address for some in named for address in some))


def _follow(store: Store, addresses: Sequence[str], now: float) -> None:
    from onrecord.errors import UsageError
    from onrecord.record.feeds import follow_feed, list_feeds

    with store.writing() as connection:
        for address in addresses:
            follow_feed(connection, address, now)
        if not addresses and not list_feeds(connection):
            raise UsageError(f"{store.name}: watches no feed yet; name one, as in: onrecord watch https://…")


def _forget(store: Store, addresses: Sequence[str]) -> None:
    from onrecord.errors import UsageError
    from onrecord.record.feeds import forget_feed

    if not addresses:
        raise UsageError("--forget: name the feeds to forget; onrecord log --feeds lists them")
    with store.writing() as connection:
        for address in addresses:
            if not forget_feed(connection, address):
                raise UsageError(f"{address}: is not watched; onrecord log --feeds lists what is")


def _told(results: Iterator[Added], quiet: bool) -> Counter[str]:
    """How many came out how; a line for each, failures to standard error."""
    from onrecord.formats.words import plural

    counts: Counter[str] = Counter()
    for result in results:
        counts[result.verdict] += 1
        if result.verdict == "failed":
            note(f"{result.source}: {result.message}")
        elif not quiet and result.verdict != "unchanged":
            say(f"{result.verdict} {result.source}: {plural(result.statements, 'statement')}")
            sys.stdout.flush()
    return counts


class _StoppableClock:
    """The clock of this machine, whose waiting ends with Stopped when `stop` was called."""

    def __init__(self) -> None:
        self._bell, self._hand = socket.socketpair()

    def now(self) -> float:
        return time.time()

    def sleep(self, seconds: float) -> None:
        from onrecord.watching.watch import Stopped

        if select.select([self._bell], [], [], max(seconds, 0.0))[0]:
            raise Stopped

    def stop(self) -> None:
        self._hand.send(b"x")

    def close(self) -> None:
        self._bell.close()
        self._hand.close()


@contextmanager
def _until_told() -> Iterator[_StoppableClock]:
    """A clock that Ctrl-C and SIGTERM stop; a second Ctrl-C ends at once."""
    clock = _StoppableClock()

    def stop(_number: int, _frame: object) -> None:
        signal.signal(signal.SIGINT, signal.default_int_handler)
        note("stopping when the article in hand is done")
        clock.stop()

    before = {number: signal.signal(number, stop) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield clock
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
        clock.close()
