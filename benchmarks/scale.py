"""The record at size: how fast it grows, how large it is, how fast it answers.

    python benchmarks/scale.py [--statements 1000000] [--copies N] [--minutes N] [--db FILE|URL] [--threads] [--probe-only] [--read FILE] [--json]

Articles are made by recombination of the project's examples and, where they are there, of articles in DIR (synthetic.py
says how), and stored as `onrecord add` stores them: one transaction an article. Adding is measured over the statements before
10,000 and over those before the end. With --copies the record is then multiplied (multiplying.py), and adding is measured
again on the large one. Then each probe runs on the full record; p50 and p95 are told. It fails where adding to the large record is
a fifth slower than to the small one.
"""

from __future__ import annotations

import argparse
import gzip
import json
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path
from typing import Any, NamedTuple

from find_probes import SHAPES, finding
from multiplying import multiply
from sqlalchemy import text

import onrecord
from onrecord.reading import article_from_record
from onrecord.record.asking import Query
from onrecord.record.listing import list_articles
from onrecord.record.loading import load_articles, reports
from onrecord.record.parsing import article_from_dict
from onrecord.record.people import find_speakers
from onrecord.record.profiling import most_quoted, profile
from onrecord.record.searching import find
from onrecord.record.store import Store
from onrecord.record.summing import summary
from onrecord.record.writing import Provenance, add_article
from onrecord.speakers.people import load_people
from onrecord.threads import ThreadQuery, find_threads, update_threads
from onrecord.threads.finding import ORDERS
from onrecord.types import Article

from synthetic import Synthesiser

HERE = Path(__file__).resolve().parent
WINDOW = 10_000  # statements over which the speed of adding is measured
FLOORS = {
    "late speed by our own CPU time, % of early": 80.0,
    "multiplied, by our own CPU time, % of early": 80.0,
}
READ = Provenance(engine="synthetic", bundle="synthetic", run=None, added_at="2026-01-01T00:00:00Z")


@dataclass(frozen=True)
class Probe:
    """Something asked of the full record: `calls` gives what is timed, one after the other."""

    name: str
    calls: Callable[[Store, random.Random], Iterator[Callable[[], object]]]
    times: int = 200


def _row_numbers(store: Store, chance: random.Random, table: str) -> Iterator[int]:
    with store.reading() as connection:
        last = connection.execute(text(f"SELECT max(id) FROM {table}")).scalar() or 0
    while True:
        yield chance.randint(1, last)


def load_an_article(store: Store, chance: random.Random) -> Iterator[Callable[[], object]]:
    for row in _row_numbers(store, chance, "articles"):

        def load(row: int = row) -> object:
            with store.reading() as connection:
                return load_articles(connection, [row])

        yield load


def twenty_reports(store: Store, chance: random.Random) -> Iterator[Callable[[], object]]:
    numbers = _row_numbers(store, chance, "statements")
    while True:
        rows = list(islice(numbers, 20))

        def load(rows: list[int] = rows) -> object:
            with store.reading() as connection:
                return reports(connection, rows)

        yield load


ASKED_OFTEN = (  # words that everybody uses
    "I think we will be all right", "we will see what happens", "that is not what I said", "it is what it is",
    "we have to do something about it", "this is a great country", "I have said that many times before",
)  # fmt: skip


def check_quotations(store: Store, chance: random.Random) -> Iterator[Callable[[], object]]:
    """Quotations on record: as they are, with a word changed, by whom they are and by somebody else; and some of frequent words."""
    from onrecord.checking.check import check_quote, whom_by

    numbers, names = _row_numbers(store, chance, "statements"), ["Lindqvist"]
    while True:
        with store.reading() as connection:
            quoted = [r for r in reports(connection, list(islice(numbers, 20))) if r.quoted]
        for report in quoted:
            quote, by = (
                max(report.quoted, key=len),
                chance.choice([None, report.speaker, chance.choice(names)]),
            )
            if chance.random() < 0.5 and " " in quote:
                words = quote.split()
                words[chance.randrange(len(words))] = chance.choice(("harbour", "never", "money"))
                quote = " ".join(words)
            if chance.random() < 0.1:
                quote = chance.choice(ASKED_OFTEN)
            names.append(report.speaker or names[-1])

            def check(quote: str = quote, by: str | None = by) -> object:
                with store.reading() as connection:
                    return check_quote(connection, quote, whom_by(connection, by) if by else None)

            yield check


def who_is(store: Store, chance: random.Random) -> Iterator[Callable[[], object]]:
    """The profiles of the fifty who are quoted most."""
    people = load_people()
    with store.reading() as connection:
        often = most_quoted(connection, 50)
    while True:
        named = chance.choice(often)[0]

        def told(asked: str = named.speaker_id) -> object:
            with store.reading() as connection:
                return profile(connection, find_speakers(connection, asked, people).speakers, people)

        yield told


def front(store: Store, _chance: random.Random) -> Iterator[Callable[[], object]]:
    """What a first page shows."""

    def shown() -> object:
        with store.reading() as connection:
            drifted = ThreadQuery(drifted=True, order="drift", limit=6)
            newest = find(connection, Query(limit=12))
            return (
                summary(connection), most_quoted(connection, 10), newest, list_articles(connection, limit=6),
                find_threads(connection, drifted),
            )  # fmt: skip

    while True:
        yield shown


def threads_listed(store: Store, chance: random.Random) -> Iterator[Callable[[], object]]:
    """Lists of threads in every order, some of a speaker."""
    with store.reading() as connection:
        often = most_quoted(connection, 20)
    while True:
        by = (chance.choice(often)[0].speaker_id,) if chance.random() < 0.3 else ()
        query = ThreadQuery(order=chance.choice(ORDERS), by=by, drifted=chance.random() < 0.5)

        def listed(query: ThreadQuery = query) -> object:
            with store.reading() as connection:
                return find_threads(connection, query)

        yield listed


# What is measured on the full record: a line a probe.
PROBES = (
    *(Probe(f"find: {name}", finding(name), 60) for name in SHAPES),
    Probe("who: one of the fifty quoted most", who_is, 60),
    Probe("a first page", front, 60),
    Probe("a list of threads", threads_listed, 60),
    Probe("check a quotation", check_quotations),
    Probe("load an article with its statements", load_an_article),
    Probe("twenty statements as reports", twenty_reports),
)


def main() -> int:
    args = arguments()
    with tempfile.TemporaryDirectory() as folder:
        where = args.db or str(Path(folder) / "scale.db")
        with Store.open(where) as store:
            report = grow(store, args) | size(store, where)
            for probe in PROBES:
                if args.only in probe.name:
                    report |= measured(store, probe)
    if args.json:
        print(json.dumps(report, indent=1))
    else:
        for name, figure in report.items():
            print(f"{name:48} {figure:14,.1f}")
    missed = [
        f"{n}: {report[n]:.1f}, below {least}" for n, least in FLOORS.items() if report.get(n, least) < least
    ]
    for line in missed:
        print(line, file=sys.stderr)
    return 1 if missed else 0


def arguments() -> argparse.Namespace:
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("--statements", type=int, default=1_000_000)
    p.add_argument(
        "--minutes",
        type=float,
        default=float("inf"),
        help="grow no longer than this; what is there then is measured",
    )
    p.add_argument("--db", help="a new file or an address, kept; else a file that goes afterwards")
    p.add_argument("--threads", action="store_true", help="bring threads up to date after each article")
    p.add_argument("--probe-only", action="store_true", help="the record at --db is full already")
    p.add_argument(
        "--copies", type=int, default=1, help="multiply the record so many times, then add some more"
    )
    p.add_argument("--only", default="", help="run the probes with this in their name")
    p.add_argument("--seeds", type=int, default=100, help="articles of DIR to recombine beside the examples")
    p.add_argument(
        "--read", type=Path, help="JSON Lines of `onrecord read` to recombine: no reading by the engine then"
    )
    p.add_argument("--shared", type=Path, default=HERE.parent.parent / "shared")
    p.add_argument("--json", action="store_true")
    return p.parse_args()


def grow(store: Store, args: argparse.Namespace) -> dict[str, float]:
    """Fill the record; the speed of adding early and late, generating left out; where it is multiplied, on the large record too."""
    if args.probe_only:
        return {}
    grown = Growth(store, args.threads)
    grown.add(Synthesiser(seeds(args)).articles(args.statements), 60 * args.minutes)
    late = (grown.marks[-min(6, len(grown.marks))], grown.marks[-1])
    first = (grown.marks[0], grown.marks[1])
    report = {
        "statements": grown.done,
        "statements/s, the first 10,000": speed(*first),
        "statements/s of our own CPU time, the first 10,000": 1 / work(*first),
        "statements/s, the last 50,000": speed(*late),
        "late speed, % of early": 100 * speed(*late) / speed(*first),
        "late speed by our own CPU time, % of early": 100 * work(*first) / work(*late),
    } | grown.threads()
    return report if args.copies < 2 else report | grow_more(store, args, work(*first))


def grow_more(store: Store, args: argparse.Namespace, early: float) -> dict[str, float]:
    """Multiply the record and add `WINDOW` statements more; `early`: seconds of CPU for a statement before."""
    with store.writing() as connection:
        multiply(connection, args.copies)
    grown = Growth(store, args.threads)
    later = Synthesiser(seeds(args), seed=2).articles(WINDOW)
    grown.add((replace(a, id=f"late-{a.id}", url=f"{a.url}/late") for a in later), float("inf"))
    spent = {f"{name}, multiplied": value for name, value in grown.threads().items()}
    return {
        "statements/s, multiplied": speed(grown.marks[0], grown.marks[-1]),
        "multiplied, by our own CPU time, % of early": 100 * early / work(grown.marks[0], grown.marks[-1]),
    } | spent


class Growth:
    """Articles added one by one: how many statements, in what time, told every `WINDOW`; threads in transactions of their own."""

    def __init__(self, store: Store, threads: bool) -> None:
        self._store, self._threads = store, threads
        self.done, self.marks = 0, [Mark(0, 0.0, 0.0)]
        self._spent: list[tuple[float, float]] = []  # milliseconds of threads, wall and CPU

    def add(self, articles: Iterable[Article], seconds: float) -> None:
        """Add articles, for so long."""
        wall = cpu = 0.0
        until = time.monotonic() + seconds
        for article in articles:
            begun, begun_cpu = time.perf_counter(), time.process_time()
            with self._store.writing() as connection:
                outcome = add_article(connection, article, READ)
            self.done += outcome.statements
            wall += time.perf_counter() - begun
            cpu += time.process_time() - begun_cpu
            if self._threads:
                self._update_threads(outcome.row)
            if self.done >= self.marks[-1].statements + WINDOW:
                self.marks.append(Mark(self.done, wall, cpu))
                show(f"{self.done:,} statements, {speed(*self.marks[-2:]):,.0f} statements/s")
            if time.monotonic() > until:
                break
        if self.done > self.marks[-1].statements and (len(self.marks) == 1 or seconds < float("inf")):
            self.marks.append(Mark(self.done, wall, cpu))
        show("")

    def _update_threads(self, article: int) -> None:
        with self._store.writing() as connection:
            begun, begun_cpu = time.perf_counter(), time.process_time()
            update_threads(connection, [article])
            wall, cpu = time.perf_counter() - begun, time.process_time() - begun_cpu
        self._spent.append((1000 * wall, 1000 * cpu))

    def threads(self) -> dict[str, float]:
        """Milliseconds that the threads of an article took, over the last 500."""
        last = self._spent[-500:]
        return {
            f"threads of an article, ms {name} {which}": value
            for name, values in (("wall", [s[0] for s in last]), ("CPU", [s[1] for s in last]))
            if len(values) > 1
            for which, value in (
                ("p50", statistics.median(values)),
                ("p95", statistics.quantiles(values, n=20)[-1]),
            )
        }


class Mark(NamedTuple):
    """So many statements stored, after so many seconds in all and of this process's CPU."""

    statements: int
    wall: float
    cpu: float


def speed(one: Mark, other: Mark) -> float:
    """Statements a second."""
    return (other.statements - one.statements) / (other.wall - one.wall)


def work(one: Mark, other: Mark) -> float:
    """Seconds of CPU a statement: what other programs on the machine do not change."""
    return (other.cpu - one.cpu) / (other.statements - one.statements)


def seeds(args: argparse.Namespace) -> list[Article]:
    """The examples, and articles of other outlets where they are at hand, read by the engine; or what it read before."""
    if args.read:
        with args.read.open(encoding="utf-8") as lines:
            return [article_from_dict(json.loads(line)) for line in islice(lines, args.seeds)]
    inputs: list[Path | Article] = [*sorted((HERE.parent / "examples").glob("*.[th]*"))]
    more = args.shared / "data" / "multi-outlet" / "basil.jsonl.gz"
    if more.exists():
        with gzip.open(more, "rt", encoding="utf-8") as lines:
            rows = [json.loads(line) for line in islice(lines, args.seeds)]
        inputs += [
            article_from_record({"id": row["id"], "title": row["title"], "text": body(row)}) for row in rows
        ]
    found = []
    for article in onrecord.read_many(inputs):
        found.append(article)
        show(f"{len(found)} of {len(inputs)} seeds read")
    return found


def body(row: dict[str, Any]) -> str:
    """The text of an article of the corpus, whose paragraphs are lists of sentences."""
    return "\n\n".join(" ".join(sentences) for sentences in row["body-paragraphs"])


def size(store: Store, where: str) -> dict[str, float]:
    """Bytes on disk, in all and a statement, without the write-ahead log."""
    with store.reading() as connection:
        count = connection.execute(text("SELECT count(*) FROM statements")).scalar() or 1
        if store.dialect == "postgresql":
            asked = text("SELECT sum(pg_total_relation_size(c.oid)) FROM pg_class c WHERE c.relkind = 'r' AND c.relnamespace = current_schema()::regnamespace")  # fmt: skip
            used = int(connection.execute(asked).scalar() or 0)
        else:
            used = Path(where).stat().st_size
    return {"megabytes": used / 1e6, "bytes a statement": used / count}


def measured(store: Store, probe: Probe) -> dict[str, float]:
    """Milliseconds a call: the middle one and the 95th of a hundred."""
    spent = []
    for number, call in enumerate(islice(probe.calls(store, random.Random(7)), probe.times)):
        begun = time.perf_counter()
        call()
        spent.append(1000 * (time.perf_counter() - begun))
        show(f"{probe.name}: {number + 1} of {probe.times}")
    show("")
    return {
        f"{probe.name}, ms p50": statistics.median(spent),
        f"{probe.name}, ms p95": statistics.quantiles(spent, n=20)[-1],
    }


def show(words: str) -> None:
    if sys.stderr.isatty():
        print(f"\r\033[K{words}", end="", file=sys.stderr, flush=True)


if __name__ == "__main__":
    raise SystemExit(main())
