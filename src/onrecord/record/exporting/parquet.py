"""A selection -> Parquet: the statements as one file, or a folder with a file for each table, which `onrecord import` takes.

In the folder every row has a column `record`: what the record format holds of it beyond the other columns, as JSON, so that nothing is lost.
Rows are written in groups: memory does not grow with the record. Needs pyarrow (`pip install 'onrecord[parquet]'`).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import ExitStack
from datetime import date
from pathlib import Path
from typing import Any

from onrecord.answers import Correction
from onrecord.arrow import arrow
from onrecord.formats.record import article_to_dict
from onrecord.record.exporting.lines import correction_to_dict
from onrecord.record.exporting.selection import Selection
from onrecord.record.exporting.tables import TABLES, Row, Table
from onrecord.record.packing import dump, exact, storable
from onrecord.types import Article

__all__ = ["parquet_file", "parquet_folder"]

GROUP = 4096  # rows of a group,
WEIGHT = 32_000_000  # and characters of text in it, at most


def parquet_file(selection: Selection, path: Path) -> None:
    """The table of statements."""
    [table] = (t for t in TABLES if t.name == "statements")
    with _Sheet(table, path) as sheet:
        for article in selection.articles:
            sheet.add(table.rows(article, ()))


def parquet_folder(selection: Selection, folder: Path, names: Sequence[str] | None = None) -> None:
    """A file for each table, or each of those that are named; `articles` has the text too."""
    tables = [t for t in TABLES if names is None or t.name in names]
    with ExitStack() as stack:
        sheets = [
            stack.enter_context(_Sheet(t, folder / f"{t.name}.parquet", _EXTRA[t.name])) for t in tables
        ]
        for article in selection.articles:
            made = selection.corrections(article)
            whole = article_to_dict(article)
            for sheet in sheets:
                rest = _REST[sheet.table.name](article, whole, made)
                rows = zip(sheet.table.rows(article, made), rest, strict=True)
                sheet.add([row | more for row, more in rows])


_EXTRA = {
    "articles": ("text", "record"),
    "statements": ("record",),
    "contacts": ("record",),
    "corrections": ("record",),
}
_Rest = Callable[[Article, dict[str, Any], Sequence[Correction]], list[Row]]


def _article_rest(article: Article, whole: dict[str, Any], _: Sequence[Correction]) -> list[Row]:
    head = {name: value for name, value in whole["article"].items() if name != "text"}
    rest = whole | {"article": head, "statements": [], "exact": exact(article.text)}
    return [{"text": storable(article.text), "record": dump(rest)}]


_REST: dict[str, _Rest] = {
    "articles": _article_rest,
    "statements": lambda _, whole, __: [{"record": dump(s)} for s in whole["statements"]],
    "contacts": lambda _, whole, __: [{"record": dump(c)} for c in whole["contacts"]],
    "corrections": lambda _, __, made: [{"record": dump(correction_to_dict(c))} for c in made],
}


class _Sheet:
    """A table that is being written, a group of rows at a time."""

    def __init__(self, table: Table, path: Path, extra: Sequence[str] = ()) -> None:
        self.table, self._rows, self._weight = table, list[Row](), 0
        self._pa = arrow()
        self._days = [c.name for c in table.columns if c.type == "day"]
        fields = [(c.name, self._type(c.type)) for c in table.columns] + [
            (name, self._pa.string()) for name in extra
        ]
        self._schema = self._pa.schema(fields)
        self._writer = self._pa.parquet.ParquetWriter(path, self._schema, compression="zstd")

    def add(self, rows: Any) -> None:
        for row in rows:
            self._rows.append(_stored(row, self._days))
            self._weight += sum(len(value) for value in row.values() if isinstance(value, str))
            if len(self._rows) >= GROUP or self._weight >= WEIGHT:
                self._flush()

    def _flush(self) -> None:
        if self._rows:
            self._writer.write_table(
                self._pa.Table.from_pylist(self._rows, schema=self._schema), row_group_size=GROUP
            )
        self._rows, self._weight = [], 0

    def _type(self, type: str) -> Any:
        pa = self._pa
        span = pa.struct([("start", pa.int32()), ("end", pa.int32())])
        return {
            "text": pa.string(), "texts": pa.list_(pa.string()), "number": pa.float64(), "count": pa.int32(),
            "day": pa.date32(), "spans": pa.list_(span),
        }[type]  # fmt: skip

    def __enter__(self) -> _Sheet:
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        if kind is None:
            self._flush()
        self._writer.close()


def _stored(row: Row, days: Sequence[str]) -> Row:
    """The row as Arrow takes it: dates as dates, spans as structs, no halves of surrogate pairs."""
    out: Row = {}
    for name, value in row.items():
        if isinstance(value, str):
            out[name] = _day(value) if name in days else storable(value)
        elif isinstance(value, list | tuple):
            out[name] = [v._asdict() if hasattr(v, "_asdict") else storable(v) for v in value]
        else:
            out[name] = value
    return out


def _day(written: str) -> date | None:
    try:
        return date.fromisoformat(written)
    except ValueError:
        return None
