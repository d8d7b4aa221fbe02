"""Whether quotations get the right verdict: 300 probes made by a script from the quotations of a news corpus.

    python benchmarks/check.py [--shared DIR] [--half 1] [--seed 2026] [--wrong] [--read LINES]

DIR holds data/multi-outlet/basil.jsonl.gz; without it nothing is measured and the exit code is 3. A tenth of the events is
left out of the record, so that what was said there is not on record; of the rest, the figures of checking/comparing.py and
checking/judging.py were chosen on half 0 with seeds 0 to 3, and half 1 is for measuring. A figure below its floor (floors.json)
fails with exit code 1. `--read` takes articles that were read before (onrecord read --format jsonl), to save the minutes that reading takes.
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import json
import sys
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from onrecord.answers import VERDICTS, Check
from onrecord.engine import EngineOptions, read_articles
from onrecord.opened import Record
from onrecord.opened import open as open_record
from onrecord.reading import article_from_record
from onrecord.record.parsing import article_from_dict
from onrecord.record.writing import Provenance, add_article
from onrecord.types import Article

from check_probes import KINDS, Probe, make_probes, quotes_in

HERE = Path(__file__).resolve().parent
FLOORS = HERE / "floors.json"
CORPUS = Path("data") / "multi-outlet" / "basil.jsonl.gz"
LEFT_OUT = 10  # one event in so many


def main() -> int:
    args = arguments()
    corpus = args.shared / CORPUS
    if not corpus.is_file():
        print(f"{corpus}: not there; the corpus is no part of this project", file=sys.stderr)
        return 3
    articles = list(read_before(args.read) if args.read else read_now(corpus))
    on_record = [a for a in articles if slot(a) != 0]
    asked_about = [a.to_dict() for a in on_record if slot(a) % 2 == args.half]
    probes = make_probes(
        quotes_in(asked_about),
        [a.text for a in on_record],
        quotes_in(a.to_dict() for a in articles if slot(a) == 0),
        args.seed,
    )
    with tempfile.TemporaryDirectory() as folder, open_record(Path(folder) / "check.db") as record:
        with record.store.writing() as connection:
            for article in on_record:
                add_article(connection, article, Provenance("benchmark", None, None, "2026-01-01T00:00:00Z"))
        results = list(checked(record, probes))
    measured = figures(results)
    show(results, measured, args.wrong)
    return check_floors(measured)


def arguments() -> argparse.Namespace:
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument(
        "--shared", type=Path, default=HERE.parent.parent / "shared", help="folder with the corpus"
    )
    p.add_argument("--half", type=int, choices=(0, 1), default=1, help="events that probes are made from")
    p.add_argument("--seed", type=int, default=2026)
    p.add_argument("--wrong", action="store_true", help="print the probes that got another verdict")
    p.add_argument("--read", type=Path, metavar="LINES", help="articles in the record format")
    return p.parse_args()


def read_before(path: Path) -> Iterator[Article]:
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            yield article_from_dict(json.loads(line))


def read_now(corpus: Path) -> Iterator[Article]:
    """The corpus read by the engine."""
    rows = [json.loads(line) for line in gzip.decompress(corpus.read_bytes()).decode("utf-8").splitlines()]
    given = (
        {
            "id": row["id"], "title": row["title"], "outlet": row["source"], "published": row["date"], "url": row["url"],
            "text": "\n\n".join(" ".join(paragraph) for paragraph in row["body-paragraphs"]),
        }
        for row in rows
    )  # fmt: skip
    for item in read_articles((article_from_record(row) for row in given), EngineOptions()):
        if isinstance(item, Exception):
            raise item
        yield item


def slot(article: Article) -> int:
    """A number from 0 to 9 that all articles on one event share; 0 is left out of the record."""
    event = article.id.rsplit("_", 1)[0]
    return int(hashlib.sha256(event.encode()).hexdigest(), 16) % LEFT_OUT


def checked(record: Record, probes: list[Probe]) -> Iterator[tuple[Probe, Check, float]]:
    for probe in probes:
        begun = time.perf_counter()
        check = record.check(probe.quote, by=probe.by)
        yield probe, check, time.perf_counter() - begun


def figures(results: list[tuple[Probe, Check, float]]) -> dict[str, float]:
    right = sum(check.verdict == probe.expected for probe, check, _ in results)
    invented = [check.verdict for probe, check, _ in results if probe.kind.startswith("invented")]
    kept_out = sum(verdict not in ("verbatim", "altered") for verdict in invented)
    return {
        "right": round(100 * right / len(results), 1),
        "invented_kept_out": round(100 * kept_out / len(invented), 1),
    }


def show(results: list[tuple[Probe, Check, float]], measured: dict[str, float], wrong: bool) -> None:
    table: dict[str, Counter[str]] = defaultdict(Counter)
    for probe, check, _ in results:
        table[probe.kind][check.verdict] += 1
    short = {
        v: v.replace("said by someone else", "other").replace(" only", "").replace("not on record", "none")
        for v in VERDICTS
    }
    print(f"{'made as':22}" + "".join(f"{short[v]:>12}" for v in VERDICTS) + f"{'expected':>24}")
    expected = {probe.kind: probe.expected for probe, _, _ in results}
    for kind in KINDS:
        print(
            f"{kind:22}" + "".join(f"{table[kind][v] or '':>12}" for v in VERDICTS) + f"{expected[kind]:>24}"
        )
    seconds = sorted(s for _, _, s in results)
    at = [1000 * seconds[int(len(seconds) * share) - 1] for share in (0.5, 0.95, 1)]
    print(
        f"\n{len(results)} probes; milliseconds a check: median {at[0]:.0f}, p95 {at[1]:.0f}, most {at[2]:.0f}"
    )
    for name, value in measured.items():
        print(f"  {name:20} {value}")
    if wrong:
        for probe, check, _ in results:
            if check.verdict != probe.expected:
                print(f"\n{probe.kind}: {probe.quote!r} by {probe.by}: {check.verdict}, not {probe.expected}")
                for e in check.evidence[:2]:
                    print(
                        f"    {e.verdict} {e.likeness} {e.report.speaker}: {e.report.content[:240]!r} {e.notes}"
                    )


def check_floors(measured: dict[str, Any]) -> int:
    floors = json.loads(FLOORS.read_text(encoding="utf-8"))["floors"].get("check", {})
    below = [
        f"check.{metric}: {measured[metric]} is below its floor {floor}"
        for metric, floor in floors.items()
        if measured[metric] < floor
    ]
    print("\n".join(below) or "all floors held", file=sys.stderr)
    return 1 if below else 0


if __name__ == "__main__":
    sys.exit(main())
