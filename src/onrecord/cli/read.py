"""`onrecord read`: articles in, statements out."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from enum import StrEnum
from functools import partial
from pathlib import Path
from typing import IO, TYPE_CHECKING, Annotated

import typer

from onrecord.cli.filters import MinConfidence, People
from onrecord.cli.output import note, opened_output
from onrecord.cli.progress import Step, progress
from onrecord.cli.settings import read_settings
from onrecord.cli.visits import AllowPrivateOption, visitor_for

if TYPE_CHECKING:
    from onrecord.errors import UnreadableArticle
    from onrecord.reading.left import Tally
    from onrecord.reading.rows import Columns
    from onrecord.types import Article

__all__ = ["EPILOG", "EverythingOption", "parted_columns", "read"]

EPILOG = "Examples: onrecord read article.txt | onrecord read article.txt --by Lindqvist | onrecord read article.txt --columns who,what,when,where | onrecord read *.html --format jsonl -o statements.jsonl | onrecord read crawl.warc.gz -f jsonl | onrecord read news.csv --columns text=body,published=date | onrecord read https://valley-ledger.example/reservoir | cat a.txt | onrecord read -"


class Format(StrEnum):
    table = "table"
    json = "json"
    jsonl = "jsonl"
    html = "html"
    csv = "csv"
    annotations = "annotations"


class Order(StrEnum):
    speaker = "speaker"
    text = "text"


class InputFormat(StrEnum):
    auto = "auto"
    text = "text"
    html = "html"
    json = "json"
    jsonl = "jsonl"
    csv = "csv"
    parquet = "parquet"
    warc = "warc"


EverythingOption = Annotated[
    bool,
    typer.Option(
        "--everything",
        help="Of archives, read also what is left by default: pages that look like no article, texts that are not in "
        "English, copies of articles read before.",
    ),
]


def read(
    paths: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="INPUT…",
            help="Files of text, HTML, JSON, JSON Lines, CSV or Parquet, web archives (WARC), folders, addresses (https://…); - for standard input.",
        ),
    ] = None,
    format: Annotated[
        Format, typer.Option("--format", "-f", help="How to print what is found.")
    ] = Format.table,
    published: Annotated[
        str | None,
        typer.Option(
            metavar="DATE",
            help="Publication date (2025-02-14 or 2025-02-14T09:55); overrides the article's own.",
        ),
    ] = None,
    min_confidence: MinConfidence = 0.0,
    by: Annotated[
        str | None,
        typer.Option(
            metavar="NAME", help="Only statements of this speaker: a name, a part of one, or an id."
        ),
    ] = None,
    order: Annotated[
        Order, typer.Option(help="The table's order: grouped by speaker, or as the text goes.")
    ] = Order.speaker,
    columns: Annotated[
        str | None,
        typer.Option(
            metavar="NAMES",
            help="The table's columns, as in --columns who,what,when,where: any of who, act, what, when, to, where, "
            "at (the occasion), confidence, line. Default: who,act,what,line. With when, to, where or at, the "
            "article's contacts (who met whom) follow. FIELD=COLUMN says which column of a CSV or Parquet file, or field of "
            "JSON, holds what, as in --columns text=body,published=date.",
        ),
    ] = None,
    people: People = None,
    input_format: Annotated[
        InputFormat, typer.Option(help="What the inputs are; auto goes by suffix and content.")
    ] = InputFormat.auto,
    allow_private: AllowPrivateOption = False,
    everything: EverythingOption = False,
    output: Annotated[Path | None, typer.Option("--output", "-o", help="Write to this file.")] = None,
    threads: Annotated[int | None, typer.Option(min=1, help="Threads; all cores if not given.")] = None,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="No progress; errors are still told.")] = False,
) -> None:
    """Find every statement in news articles: who said what, in which words, and where it stands.

    Each input that cannot be read gets one line on standard error; the others go on, and the exit code is 1.
    """
    if not paths and sys.stdin.isatty():
        typer.echo(
            "onrecord read: name a file or an address, as in: onrecord read article.txt (or - for standard input)",
            err=True,
        )
        raise typer.Exit(2)
    from onrecord.engine import EngineOptions, read_sources
    from onrecord.reading import ReadingOptions
    from onrecord.reading.dateline import given_date
    from onrecord.reading.left import Tally

    shown, fields = parted_columns(columns)
    chosen = _chosen(shown, format) if shown is not None else None
    table = read_settings(people=people).people
    if published:
        published = given_date(published)
    reading = ReadingOptions(
        published=published,
        format=input_format.value,
        columns=fields,
        everything=everything,
        visitor=visitor_for(paths or (), allow_private),
    )
    items = read_sources(paths or ["-"], reading, EngineOptions(min_confidence, threads, people=table))
    failures: list[str] = []
    tally = Tally()
    write = partial(_write_table, order=order, columns=chosen) if format is Format.table else _WRITERS[format]
    with opened_output(output) as out, progress("articles", quiet=quiet, prints=output is None) as step:
        articles = _told(items, failures, tally, step)
        write(_only(articles, by, table) if by else articles, out)
        out.flush()
    if not quiet and (line := tally.line()):
        note(line)
    raise typer.Exit(1 if failures else 0)


def _chosen(names: str, format: Format) -> tuple[str, ...]:
    """The columns of `--columns`, each once, in the order they are named."""
    from onrecord.errors import UsageError
    from onrecord.formats.table import COLUMNS

    if format is not Format.table:
        raise UsageError(f"--columns is for --format table; --format {format.value} has its own fields")
    chosen = tuple(dict.fromkeys(name.strip().lower() for name in names.split(",")))
    for name in chosen:
        if name not in COLUMNS:
            raise UsageError(f"--columns: no column {name!r}; choose from {', '.join(COLUMNS)}")
    return chosen


def parted_columns(columns: str | None) -> tuple[str | None, Columns]:
    """Of `--columns`: the columns to show, and those of the input that hold fields (`FIELD=COLUMN`)."""
    from onrecord.reading.rows import columns_of

    parts = columns.split(",") if columns is not None else []
    shown = [part for part in parts if "=" not in part]
    fields = columns_of(",".join(part for part in parts if "=" in part))
    return ",".join(shown) if shown else None, fields


def _told(
    items: Iterator[Article | UnreadableArticle],
    failures: list[str],
    tally: Tally,
    step: Step,
) -> Iterator[Article]:
    """The articles; what could not be read goes to standard error, what was left is counted."""
    from onrecord.errors import LeftOut

    for item in items:
        step()
        if isinstance(item, LeftOut):
            tally.add(item)
        elif isinstance(item, Exception):
            failures.append(str(item))
            note(str(item))
        else:
            tally.copies += item.copy_of is not None
            yield item


def _only(articles: Iterator[Article], by: str, people: Path) -> Iterator[Article]:
    """The articles with the statements of one speaker; those without any are left out."""
    from onrecord.speakers import load_people
    from onrecord.speakers.identity import goes_by

    table, found = load_people(people), False
    for article in articles:
        kept = tuple(s for s in article.statements if s.speaker and goes_by(s.speaker, by, table))
        if kept:
            found = True
            yield article.with_statements(kept)
    if not found:
        note(f"no statement by {by!r} found")


def _write_table(
    articles: Iterator[Article], out: IO[str], order: Order, columns: tuple[str, ...] | None
) -> None:
    from onrecord.formats.table import DEFAULT_COLUMNS, print_table

    for article in articles:
        print_table(article, out, by_speaker=order is Order.speaker, columns=columns or DEFAULT_COLUMNS)


def _write_json(articles: Iterator[Article], out: IO[str]) -> None:
    from onrecord.formats.record import article_to_dict, to_json

    out.write(to_json([article_to_dict(a) for a in articles], indent=1) + "\n")


def _write_lines(articles: Iterator[Article], out: IO[str]) -> None:
    from onrecord.formats.record import record_line

    for article in articles:
        out.write(record_line(article) + "\n")
        out.flush()


def _write_html(articles: Iterator[Article], out: IO[str]) -> None:
    from onrecord.formats.page import article_page

    out.write(article_page(list(articles)))


def _write_csv(articles: Iterator[Article], out: IO[str]) -> None:
    from onrecord.formats.tabular import csv_rows

    out.writelines(csv_rows(articles))


def _write_annotations(articles: Iterator[Article], out: IO[str]) -> None:
    from onrecord.formats.annotations import annotation_collection
    from onrecord.formats.record import to_json

    out.write(to_json(annotation_collection(articles), indent=1) + "\n")


_WRITERS: dict[Format, Callable[[Iterator[Article], IO[str]], None]] = {
    Format.json: _write_json,
    Format.jsonl: _write_lines,
    Format.html: _write_html,
    Format.csv: _write_csv,
    Format.annotations: _write_annotations,
}
