"""Tables of articles (CSV, Parquet) -> rows: an object an article, with its number; columns go by their names, or as they are mapped.

Rows come as they are read: a table of any size needs the memory of some rows.
"""

from __future__ import annotations

import csv
import io
import sys
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from itertools import chain
from typing import Any, BinaryIO

from onrecord.arrow import arrow
from onrecord.errors import UnreadableArticle, UsageError

__all__ = ["FIELDS", "columns_of", "csv_rows", "mapped", "parquet_rows"]

FIELDS = ("text", "id", "headline", "title", "url", "outlet", "published", "section", "byline", "author")
Columns = tuple[tuple[str, str], ...]
Row = dict[str, Any]
_BATCH = 64  # rows of Parquet at a time


def columns_of(told: str) -> Columns:
    """The columns in `text=body,published=date`: pairs of our name and the table's.

    Raises:
        UsageError: no such field, or no pair.
    """
    pairs = []
    for part in filter(None, (part.strip() for part in told.split(","))):
        ours, mark, theirs = part.partition("=")
        if not mark or ours.strip() not in FIELDS or not theirs.strip():
            raise UsageError(
                f"--columns: {part!r} names no field; write FIELD=COLUMN, where FIELD is one of {', '.join(FIELDS)}"
            )
        pairs.append((ours.strip(), theirs.strip()))
    return tuple(pairs)


def mapped(row: Mapping[str, Any], columns: Columns) -> Row:
    """The row with the fields that columns are mapped to; a date is written as ISO."""
    return {**row, **{ours: _plain(row.get(theirs)) for ours, theirs in columns}}


def csv_rows(name: str, stream: BinaryIO, columns: Columns, max_bytes: int) -> Iterator[tuple[int, Row]]:
    """The rows of a CSV file in UTF-8; the first line names the columns. Cells are parted by comma, semicolon or tab.

    Raises:
        UnreadableArticle: no column of texts, or the rest of the file cannot be parsed.
    """
    text = io.TextIOWrapper(stream, encoding="utf-8-sig", errors="replace", newline="")
    csv.field_size_limit(min(max_bytes, sys.maxsize))
    lines = _lines(name, text, max_bytes)
    head = next(lines, "")
    reader = csv.reader(chain([head], lines), delimiter=max(",;\t|", key=head.count))
    try:
        names = next(reader, [])
        _wanted(name, names, columns)
        for number, cells in enumerate(reader, 1):
            if any(cell.strip() for cell in cells):
                yield number, mapped(dict(zip(names, cells, strict=False)), columns)
    except csv.Error as error:
        raise UnreadableArticle(
            f"{name}: line {reader.line_num}: broken CSV ({error}); mend it there"
        ) from error


def _lines(name: str, text: io.TextIOWrapper, most: int) -> Iterator[str]:
    while line := text.readline(most + 1):
        if len(line) > most:
            raise UnreadableArticle(f"{name}: a line over the limit of {most:,} characters; is it CSV?")
        yield line.replace("\0", "\ufffd")


def parquet_rows(name: str, stream: BinaryIO, columns: Columns) -> Iterator[tuple[int, Row]]:
    """The rows of a Parquet file.

    Raises:
        UnreadableArticle: no column of texts, or it is no whole Parquet file.
        UsageError: pyarrow is not installed.
    """
    pa = arrow()
    number = 0
    try:
        with pa.parquet.ParquetFile(stream) as file:
            names = file.schema_arrow.names
            _wanted(name, names, columns)
            taken = [n for n in dict.fromkeys((*FIELDS, *(theirs for _, theirs in columns))) if n in names]
            for batch in file.iter_batches(batch_size=_BATCH, columns=taken):
                for row in batch.to_pylist():
                    number += 1
                    yield number, mapped({key: _plain(value) for key, value in row.items()}, columns)
    except (OSError, pa.ArrowException) as error:
        raise UnreadableArticle(
            f"{name}: cannot be read after row {number} ({error}); is it a whole Parquet file?"
        ) from error


def _wanted(name: str, names: list[str], columns: Columns) -> None:
    """There must be a column of texts, and every column that is mapped."""
    missing = [theirs for _, theirs in columns if theirs not in names]
    if "text" not in {*names, *(ours for ours, _ in columns)}:
        missing = missing or ["text"]
    if missing:
        raise UnreadableArticle(
            f"{name}: no column {missing[0]!r}; it has {', '.join(names[:20]) or 'none'}; say which is which, as in --columns text=body,published=date"
        )


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.isoformat(timespec="minutes")
    return value.isoformat() if isinstance(value, date) else value
