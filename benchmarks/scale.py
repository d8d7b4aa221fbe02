"""The record at size: how fast it grows, how large it is, how fast it answers.

    python benchmarks/scale.py [--statements 1000000] [--minutes N] [--db FILE|URL] [--threads] [--probe-only] [--read FILE] [--json]

Articles are made by recombination of the project's examples and, where they are there, of articles in DIR (synthetic.py
says how), and stored as `onrecord add` stores them: one transaction an article. Adding is measured over the statements before
10,000 and over those before the end. Then each probe runs on the full record; p50 and p95 are told.
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
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any, NamedTuple

from sqlalchemy import text

import onrecord
from onrecord.reading import article_from_record
from onrecord.record.loading import load_articles, reports
from onrecord.record.parsing import article_from_dict
from onrecord.record.store import Store
from onrecord.record.writing import Provenance, add_article
from onrecord.threads import update_threads
from onrecord.types import Article

from synthetic import Synthesiser

HERE = Path(__file__).resolve().parent
WINDOW = 10_000  # statements over which the speed of adding is measured
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


# What is measured on the full record: a line a probe.
PROBES = (
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
                report |= measured(store, probe)
    if args.json:
        print(json.dumps(report, indent=1))
    else:
        for name, figure in report.items():
            print(f"{name:48} {figure:14,.1f}")
    return 0


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
    p.add_argument("--seeds", type=int, default=100, help="articles of DIR to recombine beside the examples")
    p.add_argument(
        "--read", type=Path, help="JSON Lines of `onrecord read` to recombine: no reading by the engine then"
    )
    p.add_argument("--shared", type=Path, default=HERE.parent.parent / "shared")
    p.add_argument("--json", action="store_true")
    return p.parse_args()


def grow(store: Store, args: argparse.Namespace) -> dict[str, float]:
    """Fill the record; the speed of adding early and late, generating left out."""
    if args.probe_only:
        return {}
    done, marks = 0, [Mark(0, 0.0, 0.0)]
    threading = Threading()
    wall = cpu = 0.0
    until = time.monotonic() + 60 * args.minutes
    for article in Synthesiser(seeds(args)).articles(args.statements):
        begun, begun_cpu = time.perf_counter(), time.process_time()
        with store.writing() as connection:
            outcome = add_article(connection, article, READ)
        done += outcome.statements
        wall += time.perf_counter() - begun
        cpu += time.process_time() - begun_cpu
        if args.threads:
            threading.update(store, outcome.row, done)
        if done >= marks[-1].statements + WINDOW:
            marks.append(Mark(done, wall, cpu))
            show(f"{done:,} statements, {speed(marks[-2], marks[-1]):,.0f} statements/s")
        if time.monotonic() > until:
            break
    show("")
    late = (marks[-min(6, len(marks))], marks[-1])
    first, last = speed(marks[0], marks[1]), speed(*late)
    return {
        "statements": done,
        "statements/s, the first 10,000": first,
        "statements/s, the last 50,000": last,
        "late speed, % of early": 100 * last / first,
        "late speed by our own CPU time, % of early": 100 * work(marks[0], marks[1]) / work(*late),
    } | threading.report()


class Threading:
    """Threads brought up to date article by article, in transactions of their own so that their time is told apart."""

    def __init__(self) -> None:
        self._spent: list[tuple[int, float, float]] = []

    def update(self, store: Store, article: int, done: int) -> None:
        with store.writing() as connection:
            begun, begun_cpu = time.perf_counter(), time.process_time()
            update_threads(connection, [article])
            wall, cpu = time.perf_counter() - begun, time.process_time() - begun_cpu
        self._spent.append((done, 1000 * wall, 1000 * cpu))

    def report(self) -> dict[str, float]:
        """Milliseconds an article, over those that came before each size."""
        found: dict[str, float] = {}
        for size in (10_000, 100_000, 300_000, 1_000_000):
            last = [s for s in self._spent if size * 0.9 < s[0] <= size * 1.001]
            if len(last) < 20:
                continue
            for name, values in (("wall", [s[1] for s in last]), ("CPU", [s[2] for s in last])):
                found[f"threads of an article at {size:,}, ms {name} p50"] = statistics.median(values)
                found[f"threads of an article at {size:,}, ms {name} p95"] = statistics.quantiles(
                    values, n=20
                )[-1]
        return found


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
