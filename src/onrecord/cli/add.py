"""`onrecord add`: articles in, the record grows; what became of each is told and logged."""

from __future__ import annotations

import sys
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from onrecord.cli.filters import People
from onrecord.cli.output import DatabaseOption, note, say
from onrecord.cli.progress import SLOW, Step, progress
from onrecord.cli.read import EverythingOption, InputFormat
from onrecord.cli.settings import Settings, read_settings
from onrecord.cli.visits import AllowPrivateOption, visitor_for
from onrecord.reading.addresses import is_address

if TYPE_CHECKING:
    from onrecord.ingest import Added

__all__ = ["EPILOG", "add"]

EPILOG = "Examples: onrecord add article.txt | onrecord add *.html --outlet 'The Courier' | onrecord add archive.jsonl --db news.db | onrecord add archive.jsonl (again: goes on where it was stopped)"
ColumnsOption = Annotated[
    str | None,
    typer.Option(
        metavar="FIELD=COLUMN,…",
        help="Which column of a CSV or Parquet file, or field of JSON, holds what, as in --columns text=body,published=date.",
    ),
]
ONE_ARTICLE = frozenset((".txt", ".text", ".md", ".html", ".htm", ".xhtml"))
VERDICTS = ("added", "revised", "reread", "unchanged", "failed")


def add(
    paths: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="INPUT…",
            help="Files of text, HTML, JSON, JSON Lines, CSV or Parquet, web archives (WARC), folders, addresses (https://…); - for standard input.",
        ),
    ] = None,
    db: DatabaseOption = None,
    published: Annotated[
        str | None,
        typer.Option(metavar="DATE", help="Publication date; overrides the article's own."),
    ] = None,
    outlet: Annotated[
        str | None, typer.Option(metavar="NAME", help="Who published it, where the article does not say.")
    ] = None,
    reread: Annotated[
        bool, typer.Option(help="Read again also what is on record unchanged; corrections by people stay.")
    ] = False,
    input_format: Annotated[
        InputFormat, typer.Option(help="What the inputs are; auto goes by suffix and content.")
    ] = InputFormat.auto,
    columns: ColumnsOption = None,
    everything: EverythingOption = False,
    people: People = None,
    allow_private: AllowPrivateOption = False,
    threads: Annotated[int | None, typer.Option(min=1, help="Threads; all cores if not given.")] = None,
    json: Annotated[bool, typer.Option("--json", help="Print the summary as JSON.")] = False,
    quiet: Annotated[
        bool, typer.Option("--quiet", "-q", help="No progress, no summary; errors are still told.")
    ] = False,
) -> None:
    """Read articles and put them on record: each in one go, so that stopping at any point loses nothing and leaves no half.

    An article on record already is not read again; one with a new text becomes a new revision. Each input that cannot be
    read gets one line on standard error and in the log (onrecord log); the others go on, and the exit code is 1.
    """
    if not paths and sys.stdin.isatty():
        typer.echo(
            "onrecord add: name a file or an address, as in: onrecord add article.txt (or - for standard input)",
            err=True,
        )
        raise typer.Exit(2)
    from onrecord.engine import EngineOptions
    from onrecord.ingest import AddOptions, add_sources
    from onrecord.reading import ReadingOptions
    from onrecord.reading.dateline import given_date
    from onrecord.reading.left import Tally
    from onrecord.reading.rows import columns_of
    from onrecord.record.store import Store

    settings = read_settings(db, people)
    options = AddOptions(
        reading=ReadingOptions(
            published=given_date(published) if published else None,
            format=input_format.value,
            visitor=visitor_for(paths or (), allow_private),
            columns=columns_of(columns or ""),
            everything=everything,
        ),
        engine=EngineOptions(threads=threads, people=settings.people),
        outlet=outlet,
        reread=reread,
    )
    inputs = [path if is_address(path) else Path(path) for path in paths or ["-"]]
    begun = time.monotonic()
    tally = Tally()
    with Store.open(settings.record) as store, progress("articles", _total(inputs), quiet=quiet) as step:
        counts, statements = _followed(add_sources(inputs, store, options, tally), step)
    if not quiet and (line := tally.line()):
        note(line)
    if not quiet:
        _sum_up(counts, statements, time.monotonic() - begun, settings, json)
    raise typer.Exit(1 if counts["failed"] else 0)


def _followed(results: Iterator[Added], step: Step) -> tuple[Counter[str], int]:
    """How many came out how, and the statements stored; failures go to standard error."""
    from onrecord.formats.words import plural

    counts: Counter[str] = Counter()
    statements = 0
    for result in results:
        counts[result.verdict] += 1
        statements += result.statements
        step(note=plural(statements, "statement"))
        if result.verdict == "failed":
            note(f"{result.source}: {result.message}")
    return counts, statements


def _total(inputs: list[str | Path]) -> int | None:
    """How many articles there are, where every file holds one."""
    return (
        len(inputs) if all(is_address(i) or Path(i).suffix.lower() in ONE_ARTICLE for i in inputs) else None
    )


def _sum_up(counts: Counter[str], statements: int, seconds: float, settings: Settings, json: bool) -> None:
    articles = sum(counts.values()) - counts["failed"]
    if json:
        from onrecord.formats.record import to_json

        numbers = {verdict: counts[verdict] for verdict in VERDICTS}
        typer.echo(
            to_json(
                {
                    **numbers,
                    "statements": statements,
                    "seconds": round(seconds, 2),
                    "record": settings.shown_record,
                }
            )
        )
        return
    told = [f"{counts[v]:,} {v}" for v in VERDICTS if counts[v] or v == "added"]
    speed = f", {articles / seconds:.1f} articles/s" if seconds > SLOW else ""
    more = f"; see: onrecord log --failed{_named(settings.record)}" if counts["failed"] else ""
    say(f"{settings.shown_record}: {', '.join(told)}; {statements:,} statements{speed}{more}")


def _named(record: str) -> str:
    return "" if record == "onrecord.db" or "://" in record else f" --db {record}"
