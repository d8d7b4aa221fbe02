"""`onrecord export`: the record, or what of it fits, in a format of others."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import Annotated, get_args

import typer

from onrecord.cli.output import DatabaseOption
from onrecord.cli.settings import read_settings

__all__ = ["EPILOG", "export"]

EPILOG = (
    "Examples: onrecord export > record.jsonl | onrecord export --format csv -o statements.csv | onrecord export -f parquet -o record | "
    "onrecord export -f brat -o brat.zip | onrecord export -f schema-org --by Lindqvist -o lindqvist.jsonld"
)
SLOW = 2.0  # seconds after which progress is shown


class ExportFormat(StrEnum):
    jsonl = "jsonl"
    csv = "csv"
    parquet = "parquet"
    annotations = "annotations"
    schema_org = "schema-org"
    brat = "brat"
    citron = "citron"
    ftm = "ftm"
    graphml = "graphml"
    training = "training"


def export(
    format: Annotated[
        ExportFormat,
        typer.Option(
            "--format",
            "-f",
            help="jsonl: the record format, can be imported; csv, parquet: tables; annotations: W3C Web Annotations; schema-org: JSON-LD; "
            "brat: standoff; citron: its annotation files; ftm: FollowTheMoney; graphml: speakers and issues; training: what editors corrected.",
        ),
    ] = ExportFormat.jsonl,
    output: Annotated[
        Path | None,
        typer.Option(
            "--output",
            "-o",
            metavar="FILE|FOLDER",
            help="Where to; a name without suffix is a folder for formats of many files.",
        ),
    ] = None,
    words: Annotated[
        str,
        typer.Option(
            metavar="WORDS", help="Only statements that `onrecord find WORDS` finds; so with all below."
        ),
    ] = "",
    by: Annotated[
        list[str] | None,
        typer.Option(
            metavar="NAME", help="Said by: a name, roughly typed, or an id. Repeatable, as are the next."
        ),
    ] = None,
    outlet: Annotated[
        list[str] | None, typer.Option(metavar="NAME", help="Published by: a name or words of it.")
    ] = None,
    kind: Annotated[list[str] | None, typer.Option(metavar="KIND", help="direct, mixed or indirect.")] = None,
    act: Annotated[
        list[str] | None, typer.Option(metavar="ACT", help="What was done by saying it: deny, promise, …")
    ] = None,
    stance: Annotated[
        list[str] | None, typer.Option(metavar="STANCE", help="asserted, denied, hearsay or hypothetical.")
    ] = None,
    from_: Annotated[
        str | None,
        typer.Option("--from", metavar="DATE", help="Published on or after: 2025-02-14, 2025-02 or 2025."),
    ] = None,
    to: Annotated[str | None, typer.Option(metavar="DATE", help="Published on or before.")] = None,
    said_on: Annotated[
        str | None,
        typer.Option(
            metavar="DATE|RANGE",
            help="Said then, as far as is known: a day, month, year, or 2025-02-12..2025-02-14.",
        ),
    ] = None,
    issue: Annotated[
        str | None, typer.Option(metavar="NAME", help="Of a matter that you watch (onrecord issues).")
    ] = None,
    article: Annotated[str | None, typer.Option(metavar="ID", help="Of this article.")] = None,
    min_confidence: Annotated[
        float, typer.Option(min=0.0, max=1.0, help="Leave out statements that are less sure than this.")
    ] = 0.0,
    people: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="A table of people to use in place of the one you imported."),
    ] = None,
    db: DatabaseOption = None,
    quiet: Annotated[
        bool, typer.Option("--quiet", "-q", help="No progress, no notes; errors are still told.")
    ] = False,
) -> None:
    """Export articles with their statements as they stand, corrections laid over them. What is written appears when it is whole.

    Filters are those of `onrecord find`. The exit code is 1 where nothing fits them.
    """  # fmt: skip
    from onrecord.opened import open as open_record
    from onrecord.record.asking import Query, days_of
    from onrecord.record.exporting import FORMATS
    from onrecord.record.exporting.writing import write

    said_from, said_to = days_of(said_on, "--said-on") if said_on else (None, None)
    query = Query(
        words=words, by=tuple(by or ()), outlet=tuple(outlet or ()), kind=_closed("kind", kind), act=_closed("act", act), stance=_closed("stance", stance),
        published_from=days_of(from_, "--from")[0] if from_ else None, published_to=days_of(to, "--to")[1] if to else None,
        said_from=said_from, said_to=said_to, issue=issue, article=article, min_confidence=min_confidence,
    )  # fmt: skip
    settings = read_settings(db, people)
    with open_record(settings.record, create=False) as rec, _progress(quiet) as (step, done):
        selection = rec.selection(query, settings.people, step=step)
        if format is ExportFormat.graphml and not selection.matters and not quiet:
            print(
                "onrecord: the record has no issues, so the graph has no edges; see: onrecord issues --help",
                file=sys.stderr,
            )
        write(FORMATS[format.value], selection, output, sys.stdout)
    sys.stdout.flush()
    if not done() and query != Query():
        if not quiet:
            print("onrecord: nothing on record fits; see what does with: onrecord find", file=sys.stderr)
        raise typer.Exit(1)


def _closed(name: str, values: list[str] | None) -> tuple[str, ...]:
    """Values of a closed list of the record format."""
    from onrecord.errors import UsageError
    from onrecord.types import ACTS, Kind, Stance

    known: dict[str, tuple[str, ...]] = {"kind": get_args(Kind), "act": ACTS, "stance": get_args(Stance)}
    for value in values or ():
        if value not in known[name]:
            raise UsageError(f"--{name} {value}: choose from {', '.join(known[name])}")
    return tuple(values or ())


@contextmanager
def _progress(quiet: bool) -> Iterator[tuple[Callable[[], None], Callable[[], int]]]:
    """What counts articles, and tells how many; shown on standard error, where that is a terminal, once it takes longer."""
    begun, shown, done = time.monotonic(), 0.0, 0
    silent = quiet or not sys.stderr.isatty()

    def step() -> None:
        nonlocal done, shown
        done += 1
        now = time.monotonic()
        if not silent and now - begun > SLOW and now - shown > 0.1:
            shown = now
            print(
                f"\r\033[K{done:,} articles, {done / (now - begun):,.0f}/s",
                end="",
                file=sys.stderr,
                flush=True,
            )

    try:
        yield step, lambda: done
    finally:
        if shown:
            print("\r\033[K", end="", file=sys.stderr, flush=True)
