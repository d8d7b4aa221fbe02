"""A selection -> CSV: the statements as one file, or a folder with a file for each table (RFC 4180, UTF-8)."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from onrecord.formats.tabular import csv_line
from onrecord.record.exporting.selection import Selection
from onrecord.record.exporting.tables import TABLES, Column, Table

__all__ = ["csv_folder", "csv_lines"]

_APART = " | "  # between the members of a list


def csv_lines(selection: Selection) -> Iterator[str]:
    """The table of statements: the header, then a row for each, each with its line end."""
    [table] = (t for t in TABLES if t.name == "statements")
    yield _header(table)
    for article in selection.articles:
        yield from (_line(table, row) for row in table.rows(article, ()))


def csv_folder(selection: Selection, folder: Path) -> None:
    """A file for each table."""
    with ExitStack() as stack:
        files = [
            stack.enter_context(
                (folder / f"{t.name}.csv").open("w", encoding="utf-8", errors="replace", newline="")
            )
            for t in TABLES
        ]
        for file, table in zip(files, TABLES, strict=True):
            file.write(_header(table))
        for article in selection.articles:
            made = selection.corrections(article)
            for file, table in zip(files, TABLES, strict=True):
                file.writelines(_line(table, row) for row in table.rows(article, made))


def _header(table: Table) -> str:
    return csv_line([column.name for column in table.columns if column.type != "spans"])


def _line(table: Table, row: dict[str, Any]) -> str:
    return csv_line([_cell(c, row[c.name]) for c in table.columns if c.type != "spans"])


def _cell(column: Column, value: Any) -> str:
    if value is None:
        return ""
    if column.type == "texts":
        return _APART.join(" ".join(words.split()) for words in value)
    return " ".join(value.split()) if isinstance(value, str) else str(value)
