"""What came of a job's tasks -> the tables `failures.parquet` and `left.parquet`, and a summary."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from onrecord.arrow import arrow
from onrecord.batch.places import Places
from onrecord.batch.planning import Unit
from onrecord.batch.whole import put, read_json
from onrecord.errors import LeftOut
from onrecord.reading.left import Tally
from onrecord.record.packing import storable

__all__ = ["Summary", "write_outcome"]

FAILURES = ("source", "message")
LEFT = ("source", "reason", "detail")


@dataclass(frozen=True, slots=True)
class Summary:
    """What came of a job: how many articles, copies among them, statements, failures; `left` is a line, None where nothing was."""

    articles: int
    copies: int
    statements: int
    failures: int
    left: str | None


def write_outcome(units: Sequence[Unit], parts: Sequence[str], places: Places) -> Summary:
    """Write the tables, in the order of the inputs; and sum up."""
    told = [read_json(places.found(unit.name)) for unit in units]
    read = [read_json(places.read(part)) for part in parts]
    counts: Counter[str] = Counter()
    for done in read:
        counts.update({name: done[name] for name in ("articles", "copies", "statements")})
    failed = [row for done in (*told, *read) for row in done["failed"]]
    left = [row for done in (*told, *read) for row in done["left"]]
    tally = Tally()
    tally.copies = counts["copies"]
    for row in left:
        tally.add(LeftOut(*row))
    _write(places.out / "failures.parquet", FAILURES, failed)
    _write(places.out / "left.parquet", LEFT, left)
    return Summary(counts["articles"], counts["copies"], counts["statements"], len(failed), tally.line())


def _write(path: Path, names: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    pa = arrow()
    schema = pa.schema([(name, pa.string()) for name in names])
    plain = [dict(zip(names, map(storable, row), strict=True)) for row in rows]
    part = path.with_name(path.name + ".part")
    pa.parquet.write_table(pa.Table.from_pylist(plain, schema=schema), part, compression="zstd")
    put(part, path)
