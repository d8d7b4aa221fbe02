"""Threads against labelled pairs of statements, with floors.

    python benchmarks/threads.py [--shared DIR] [--read FILE] [--drifts N] [--raise-floors]

The 300 articles of BASIL (100 events, each told by three outlets; DIR/data/multi-outlet) are read and put into a record with
their threads; FILE, made by `onrecord read --format jsonl`, saves the reading. threads-pairs.tsv says of pairs of
statements, by article and characters of content, whether they report the same utterance: `dev` and `held-out` are halves
by event, `fit` are further pairs of dev events, chosen near the line, on which the model was fitted too. A labelled
statement is the record's own whose content overlaps it most, by half at least; where there is none the pair is not joined.
Pairs labelled `unsure` do not count. Without DIR nothing is measured and the exit code is 3; below a floor it is 1.
"""

from __future__ import annotations

import argparse
import csv
import gzip
import json
import sys
import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import select

from onrecord.answers import Thread
from onrecord.engine import EngineOptions, read_articles
from onrecord.reading import article_from_record
from onrecord.record.parsing import article_from_dict
from onrecord.record.schema import articles, thread_statements
from onrecord.record.store import Store
from onrecord.record.writing import Provenance, add_article
from onrecord.threads import ThreadQuery, find_threads, load_thread, update_threads
from onrecord.threads.rows import utterances_in
from onrecord.threads.utterance import Utterance
from onrecord.types import Article, Span

HERE = Path(__file__).resolve().parent
PAIRS = HERE / "threads-pairs.tsv"
FLOORS = HERE / "floors.json"
Spans = tuple[Span, ...]


@dataclass(frozen=True)
class Pair:
    """A labelled pair: two statements, each an article's id and content spans."""

    half: str
    label: str
    one: tuple[str, Spans]
    other: tuple[str, Spans]


def main() -> int:
    args = arguments()
    basil = args.shared / "data" / "multi-outlet" / "basil.jsonl.gz"
    if not basil.is_file():
        print(f"{basil}: not there; it is not part of this project", file=sys.stderr)
        return 3
    with tempfile.TemporaryDirectory() as folder, Store.open(Path(folder) / "basil.db") as store:
        fill(store, read_before(args.read) if args.read else read_basil(basil))
        with store.reading() as connection:
            measured = measure(connection, read_pairs())
            found = find_threads(connection, ThreadQuery(limit=1_000_000))
            strongest = find_threads(connection, ThreadQuery(drifted=True, order="drift", limit=args.drifts))
            show(measured, found, [load_thread(connection, t.id) for t in strongest])
    figures = {"pair_f1_dev": measured["dev"]["F1"], "pair_f1_held_out": measured["held-out"]["F1"]}
    return settle(figures, args.raise_floors)


def arguments() -> argparse.Namespace:
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("--shared", type=Path, default=HERE.parent.parent / "shared")
    p.add_argument("--read", type=Path)
    p.add_argument("--drifts", type=int, default=10)
    p.add_argument("--raise-floors", action="store_true")
    return p.parse_args()


def read_basil(path: Path) -> Iterator[Article]:
    """The articles as `onrecord read` reads them."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    given = (
        article_from_record(
            {
                "id": row["id"],
                "text": "\n\n".join(" ".join(paragraph) for paragraph in row["body-paragraphs"]),
                "outlet": row["source"],
                "published": row["date"],
                "url": row["url"],
                "title": row["title"],
            }
        )
        for row in rows
    )
    for item in read_articles(given, EngineOptions()):
        if isinstance(item, Exception):
            raise item
        yield item


def read_before(path: Path) -> Iterator[Article]:
    for line in path.read_text(encoding="utf-8").splitlines():
        yield article_from_dict(json.loads(line))


def fill(store: Store, found: Iterator[Article]) -> None:
    provenance = Provenance("0", "0", None, "2026-01-01T00:00:00Z")
    for article in found:
        with store.writing() as connection:
            update_threads(connection, [add_article(connection, article, provenance).row])


def read_pairs(path: Path = PAIRS) -> list[Pair]:
    with path.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines, delimiter="\t"))
    return [
        Pair(
            r["half"],
            r["label"],
            (r["article"], spans(r["content"])),
            (r["other_article"], spans(r["other_content"])),
        )
        for r in rows
    ]


def spans(written: str) -> Spans:
    return tuple(Span(*map(int, part.split("-"))) for part in written.split(","))


class Matcher:
    """Labelled statements -> the record's own."""

    def __init__(self, connection: Any) -> None:
        numbers = dict(connection.execute(select(articles.c.id, articles.c.article_id)).all())
        self.of_article: defaultdict[str, list[Utterance]] = defaultdict(list)
        for utterance in utterances_in(connection, sorted(numbers)).values():
            self.of_article[numbers[utterance.article]].append(utterance)

    def match(self, article: str, content: Spans) -> Utterance | None:
        best = max(self.of_article[article], key=lambda u: overlap(u.spans, content), default=None)
        return best if best and overlap(best.spans, content) >= 0.5 else None


def overlap(ones: Spans, others: Spans) -> float:
    """Shared characters over all characters of both."""
    shared = sum(max(0, min(a.end, b.end) - max(a.start, b.start)) for a in ones for b in others)
    both = sum(s.end - s.start for s in (*ones, *others)) - shared
    return shared / both if both else 0.0


def measure(connection: Any, pairs: list[Pair]) -> dict[str, dict[str, float]]:
    """Precision, recall and F1 of pairs being in one thread, a half each."""
    where = thread_statements.c
    thread_of = dict(connection.execute(select(where.statement, where.thread)).all())
    matcher = Matcher(connection)
    counts: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for pair in pairs:
        count = counts[pair.half]
        if pair.label == "unsure":
            count["unsure"] += 1
            continue
        one, other = matcher.match(*pair.one), matcher.match(*pair.other)
        count["unmatched"] += one is None or other is None
        joined = bool(
            one and other and one.key in thread_of and thread_of[one.key] == thread_of.get(other.key)
        )
        count["pairs"] += 1
        count[("right" if pair.label == "same" else "wrong") if joined else f"apart, {pair.label}"] += 1
    return {half: figures(count) | dict(count) for half, count in sorted(counts.items())}


def figures(count: Counter[str]) -> dict[str, float]:
    right, wrong, missed = count["right"], count["wrong"], count["apart, same"]
    return {
        "P": round(100 * right / max(1, right + wrong), 1),
        "R": round(100 * right / max(1, right + missed), 1),
        "F1": round(200 * right / max(1, 2 * right + wrong + missed), 1),
    }


def show(measured: dict[str, dict[str, float]], found: list[Thread], strongest: list[Thread]) -> None:
    for half, values in measured.items():
        print(f"{half}: " + ", ".join(f"{name} {value}" for name, value in values.items()))
    drifted = Counter(kind for t in found for kind in t.drift)
    print(
        f"{len(found)} threads, {sum(t.outlets > 1 for t in found)} of them in several outlets; drift: {dict(drifted)}"
    )
    for t in strongest:
        print(f"\n{t.strength:.2f} {t.id} {t.speaker}: {', '.join(t.drift)}")
        base = t.variants[t.against].reports[0]
        for variant in t.variants:
            if variant.drift:
                report = variant.reports[0]
                steps = [c for c in variant.changes[1:-1] if c.kind != "same"]
                shown = "; ".join(f"[{short(c.here)}] -> [{short(c.there)}]" for c in steps[:3])
                print(
                    f"    {base.outlet} {base.speaker} / {report.outlet} {report.speaker}: {', '.join(variant.drift)}: {shown}"
                )


def short(words: str) -> str:
    return words if len(words) < 60 else words[:57] + "…"


def settle(measured: dict[str, float], raise_them: bool) -> int:
    """Compare with the floors; raise them to a point below what was measured where asked."""
    kept = json.loads(FLOORS.read_text(encoding="utf-8"))
    floors = kept["floors"].setdefault("threads", {})
    if raise_them:
        for name, value in measured.items():
            floors[name] = max(floors.get(name, 0.0), round(value - 1.0, 1))
        FLOORS.write_text(json.dumps(kept, indent=1) + "\n", encoding="utf-8")
    below = [
        f"threads.{n}: {measured[n]} is below its floor {f}" for n, f in floors.items() if measured[n] < f
    ]
    print("\n".join(below) or "all floors held", file=sys.stderr)
    return 1 if below else 0


if __name__ == "__main__":
    sys.exit(main())
