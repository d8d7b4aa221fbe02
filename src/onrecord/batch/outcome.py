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
GROUP = 10_000  # rows


@dataclass(frozen=True, slots=True)
class Summary:
    """What came of a job: how many articles, copies among them, statements, failures; `left` is a line, None where nothing was."""

    articles: int
    copies: int
    statements: int
    failures: int
    left: str | None


def write_outcome(units: Sequence[Unit], parts: Sequence[str], places: Places) -> Summary:
    """Write the tables, in the order of the inputs; and sum up. One file of results is held at a time."""
    counts, tally = Counter[str](), Tally()
    paths = [places.found(unit.name) for unit in units] + [places.read(part) for part in parts]
    with (
        _Table(places.out / "failures.parquet", FAILURES) as failures,
        _Table(places.out / "left.parquet", LEFT) as left,
    ):
        for path in paths:
            done = read_json(path)
            counts["failures"] += len(done["failed"])
            failures.add(done["failed"])
            left.add(done["left"])
            for row in done["left"]:
                tally.add(LeftOut(*row))
            if "statements" in done:  # of a part that was read
                counts.update({name: done[name] for name in ("articles", "copies", "statements")})
    tally.copies = counts["copies"]
    return Summary(**{name: counts[name] for name in _COUNTED}, left=tally.line())


_COUNTED = ("articles", "copies", "statements", "failures")


class _Table:
    """A table of texts that is being written."""

    def __init__(self, path: Path, names: Sequence[str]) -> None:
        self._pa, self._path, self._names = arrow(), path, names
        self._part = path.with_name(path.name + ".part")
        self._rows: list[dict[str, str]] = []
        self._schema = self._pa.schema([(name, self._pa.string()) for name in names])
        self._writer = self._pa.parquet.ParquetWriter(self._part, self._schema, compression="zstd")

    def add(self, rows: Iterable[Sequence[str]]) -> None:
        self._rows += [dict(zip(self._names, map(storable, row), strict=True)) for row in rows]
        if len(self._rows) >= GROUP:
            self._flush()

    def _flush(self) -> None:
        if self._rows:
            self._writer.write_table(self._pa.Table.from_pylist(self._rows, schema=self._schema))
        self._rows = []

    def __enter__(self) -> _Table:
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        if kind is None:
            self._flush()
        self._writer.close()
        if kind is None:
            put(self._part, self._path)
