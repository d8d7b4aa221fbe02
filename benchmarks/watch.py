"""Two days of thirty feeds that misbehave, gone through in minutes: no report lost, none doubled, memory flat.

    python benchmarks/watch.py [--hours 48] [--feeds 30] [--with-model]

The feeds are those of `newsstand.py`, on a server of this machine. Time is simulated: waiting takes none, so that a watch asks 30 feeds every 15 minutes for
48 hours, and for 30 hours after, in which nothing new appears and what was put off is taken. Every six hours the watch is stopped and
started again from the record. Without --with-model, articles are stored without statements: the engine's place is taken by a function that
passes articles on. Fails where a report is lost or doubled, or where the process grows by over 16 MB after the first eight hours.
"""

from __future__ import annotations

import argparse
import os
import re
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace
from math import ceil
from pathlib import Path

from sqlalchemy import func, select

from onrecord.engine import EngineOptions
from onrecord.reading.manners import Visitor
from onrecord.record.feeds import follow_feed
from onrecord.record.schema import articles, fetches
from onrecord.record.store import Store
from onrecord.watching.means import Item, Means
from onrecord.watching.watch import Stopped, watch

from newsstand import HABITS, HOUR, Newsstand, Outlet
from websites import Reply, Request, Site, site

START = 1_780_272_000.0
EVERY, SPELL, AFTER, WARM, MOST_GROWTH = 900.0, 6 * HOUR, 30, 8 * HOUR, 16.0
MARK = re.compile(r"Report (\w+-\d{4})")


class Simulated:
    """A clock that waits in no time, and stops at `until`."""

    def __init__(self, now: float) -> None:
        self.time = self.until = now

    def now(self) -> float:
        return self.time

    def sleep(self, seconds: float) -> None:
        self.time += seconds
        if self.time >= self.until:
            raise Stopped


def main() -> int:
    args = arguments()
    clock = Simulated(START)
    outlets = [
        Outlet(f"p{n:02}.example", HABITS[n % len(HABITS)], (30 + 7 * (n % 13)) * 60.0, START - 2 * HOUR, START + args.hours * HOUR)
        for n in range(args.feeds)
    ]  # fmt: skip
    begun, sizes = time.monotonic(), [(0.0, memory())]
    with tempfile.TemporaryDirectory() as folder, site() as served:
        serve(served, Newsstand(outlets, clock.now))
        path = Path(folder) / "news.db"
        follow(path, served, outlets)
        told: Counter[str] = Counter()
        for spell in range(1, ceil((args.hours + AFTER) * HOUR / SPELL) + 1):
            clock.until = START + spell * SPELL
            told.update(one_spell(path, served, clock, args.with_model))
            clock.time = max(clock.time, clock.until)
            sizes.append((clock.time - START, memory()))
        lost, doubled, many, visits = count(path, outlets)
    warm = next(size for at, size in sizes if at >= WARM)
    growth = sizes[-1][1] - warm
    asked = sum(sum(o.visits.values()) for o in outlets)
    print(f"engine: {'the model' if args.with_model else 'none, articles are passed on without statements'}")
    print(
        f"{args.hours} hours and {AFTER} after, {args.feeds} feeds: {asked:,} requests, {time.monotonic() - begun:.0f} s"
    )
    print(
        f"reports published {many:,}; on record {many - len(lost):,}, lost {len(lost)}, doubled {len(doubled)}"
    )
    print(
        "told: "
        + ", ".join(f"{n:,} {verdict}" for verdict, n in sorted(told.items()))
        + f"; {visits:,} lines in the log"
    )
    print("MB by hour: " + ", ".join(f"{at / HOUR:.0f}: {size:.0f}" for at, size in sizes))
    for name, marks in (("lost", lost), ("doubled", doubled)):
        for mark in sorted(marks)[:20]:
            habit = next(o.habit for o in outlets if o.mark(0)[:3] == mark[:3])
            print(f"  {name}: {mark} ({habit})", file=sys.stderr)
    return int(bool(lost or doubled) or growth > MOST_GROWTH)


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--hours", type=int, default=48)
    parser.add_argument("--feeds", type=int, default=30)
    parser.add_argument("--with-model", action="store_true")
    return parser.parse_args()


def serve(served: Site, stand: Newsstand) -> None:
    """Let the stand answer, and keep no list of what was asked."""

    def answer(request: Request) -> Reply:
        served.visits.clear()
        reply = stand(request)
        body = reply.body.encode() if isinstance(reply.body, str) else reply.body
        return replace(reply, body=body.replace(b":PORT", f":{served.port}".encode()))

    served.answer = answer


def follow(path: Path, served: Site, outlets: list[Outlet]) -> None:
    with Store.open(path) as store, store.writing() as connection:
        for number, outlet in enumerate(outlets):
            page = "/" if number % 10 == 9 else "/feed"  # some by a page that names the feed
            follow_feed(connection, served.url(page, outlet.host), START)


def one_spell(path: Path, served: Site, clock: Simulated, with_model: bool) -> Iterator[str]:
    """A watch from one start to one stop; how each thing that it tells of came out."""
    with Store.open(path) as store:
        visitor = Visitor(served.options(seconds=0.3, max_bytes=1_000_000), clock)
        means = Means(store, visitor, clock, EVERY)
        if not with_model:
            means = Means(store, visitor, clock, EVERY, read=passed_on)
        for added in watch(means):
            yield added.verdict


def passed_on(items: Iterable[Item], _options: EngineOptions) -> Iterator[Item]:
    yield from items


def count(path: Path, outlets: list[Outlet]) -> tuple[set[str], set[str], int, int]:
    """What was lost and doubled, how many reports should be there, how many lines are in the log."""
    expected = set().union(*(outlet.expected() for outlet in outlets))
    with Store.open(path) as store, store.reading() as connection:
        texts = connection.execute(select(articles.c.text).where(articles.c.current)).scalars()
        there = Counter(found[1] if (found := MARK.search(text)) else text[:40] for text in texts)
        lines = connection.execute(select(func.count()).select_from(fetches)).scalar()
    doubled = {mark for mark, times in there.items() if times > 1 or mark not in expected}
    return expected - there.keys(), doubled, len(expected), int(lines or 0)


def memory() -> float:
    """MB that this process holds (resident)."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


if __name__ == "__main__":
    sys.exit(main())
