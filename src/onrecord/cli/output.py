"""What commands share to print what they found: rows in; a table, JSON, JSON Lines or CSV on standard output."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import IO, Annotated, Any

import typer

__all__ = [
    "DatabaseOption",
    "FormatOption",
    "OutputFormat",
    "Rows",
    "note",
    "opened_output",
    "print_rows",
    "print_table",
    "say",
]

Rows = Iterable[Mapping[str, Any]]


class OutputFormat(StrEnum):
    table = "table"
    json = "json"
    jsonl = "jsonl"
    csv = "csv"


FormatOption = Annotated[OutputFormat, typer.Option("--format", "-f", help="How to print what is found.")]
DatabaseOption = Annotated[
    str | None,
    typer.Option(
        "--db",
        metavar="FILE|URL",
        help="The record: a file, or postgresql+psycopg://…; else ONRECORD_DB, else onrecord.db here.",
    ),
]


def say(words: str) -> None:
    """Print a line on standard output."""
    from onrecord.formats.words import printable

    print(printable(words))


def note(words: str) -> None:
    """Print a line beside the results, on standard error: what went wrong, or what to do next."""
    from onrecord.formats.words import printable

    print(f"onrecord: {printable(words)}", file=sys.stderr, flush=True)


@contextmanager
def opened_output(output: Path | None) -> Iterator[IO[str]]:
    """Standard output, or a file that appears only when it is complete; a pipe or a link is written through."""
    if output is None:
        yield sys.stdout
        return
    from onrecord.errors import UsageError

    plain = not output.is_symlink() and (output.is_file() or not output.exists())
    part = output.with_name(output.name + ".part") if plain else output
    try:
        stream = part.open("w", encoding="utf-8", errors="backslashreplace", newline="")
    except OSError as error:
        raise UsageError(f"{output}: cannot be written ({error.strerror}); check the folder") from error
    try:
        with stream:
            yield stream
    except BaseException:
        if plain:
            part.unlink(missing_ok=True)
        raise
    if plain:
        part.replace(output)


def print_rows(
    rows: Rows,
    format: OutputFormat,
    columns: Sequence[str],
    table: Callable[[Rows, IO[str]], None] | None = None,
) -> None:
    """Print rows; `columns` are those of CSV and of the plain table, `table` prints a table of its own kind."""
    from onrecord.formats.record import to_json

    out = sys.stdout
    if format is OutputFormat.json:
        out.write(to_json([dict(row) for row in rows], indent=1) + "\n")
    elif format is OutputFormat.jsonl:
        for row in rows:
            out.write(to_json(dict(row)) + "\n")
    elif format is OutputFormat.csv:
        from onrecord.formats.tabular import csv_line

        out.write(csv_line(columns))
        out.writelines(csv_line(_flat(row.get(name)) for name in columns) for row in rows)
    elif table:
        table(rows, out)
    else:
        print_table(rows, out, columns)
    out.flush()


def print_table(rows: Rows, out: IO[str], columns: Sequence[str]) -> None:
    """Columns side by side, as wide as the terminal; the last one wraps, nothing is cut where that is no terminal."""
    from rich import box
    from rich.table import Table
    from rich.text import Text

    from onrecord.formats.terminal import console_on

    console = console_on(out, piped=10_000)
    table = Table(box=box.SIMPLE_HEAD if out.isatty() else None, pad_edge=False, show_edge=False)
    for name in columns:
        table.add_column(name.replace("_", " "), overflow="fold")
    for row in rows:
        table.add_row(*(Text(_flat(row.get(name))) for name in columns))
    console.print(table)


def _flat(value: Any) -> str:
    """One line."""
    return "" if value is None else " ".join(str(value).split())
