"""`onrecord export`: the record, or what of it fits, in a format of others."""

from __future__ import annotations

import sys
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from onrecord.cli.filters import (
    About,
    Acts,
    By,
    From,
    Hows,
    Issue,
    Kinds,
    MinConfidence,
    Outlets,
    People,
    SaidFrom,
    SaidOn,
    SaidTo,
    Stances,
    To,
    published_days,
    said_days,
)  # fmt: skip
from onrecord.cli.output import DatabaseOption, note
from onrecord.cli.progress import progress
from onrecord.cli.settings import read_settings

__all__ = ["EPILOG", "export"]

EPILOG = (
    "Examples: onrecord export > record.jsonl | onrecord export --format csv -o statements.csv | onrecord export -f parquet -o record | "
    "onrecord export -f brat -o brat.zip | onrecord export -f schema-org --by Lindqvist -o lindqvist.jsonld"
)


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
    by: By = None,
    about: About = "",
    outlet: Outlets = None,
    from_: From = None,
    to: To = None,
    said_on: SaidOn = None,
    said_from: SaidFrom = None,
    said_to: SaidTo = None,
    kind: Kinds = None,
    act: Acts = None,
    stance: Stances = None,
    how: Hows = None,
    issue: Issue = None,
    article: Annotated[str | None, typer.Option(metavar="ID", help="Of this article.")] = None,
    min_confidence: MinConfidence = 0.0,
    people: People = None,
    db: DatabaseOption = None,
    quiet: Annotated[
        bool, typer.Option("--quiet", "-q", help="No progress, no notes; errors are still told.")
    ] = False,
) -> None:
    """Export articles with their statements as they stand, corrections laid over them. What is written appears when it is whole.

    Filters are those of `onrecord find`. The exit code is 1 where nothing fits them.
    """  # fmt: skip
    from onrecord.opened import open as open_record
    from onrecord.record.asking import Query, query_of
    from onrecord.record.exporting import FORMATS
    from onrecord.record.exporting.writing import write

    published, said = published_days(from_, to), said_days(said_on, said_from, said_to)
    query = query_of(
        words, by=by, about=about, outlet=outlet, kind=kind, act=act, stance=stance, how=how, issue=issue, article=article,
        published_from=published[0], published_to=published[1], said_from=said[0], said_to=said[1], min_confidence=min_confidence,
    )  # fmt: skip
    settings = read_settings(db, people)
    done = 0
    with (
        open_record(settings.record, create=False) as rec,
        progress("articles", quiet=quiet, prints=output is None) as step,
    ):

        def count() -> None:
            nonlocal done
            done += 1
            step()

        selection = rec.selection(query, settings.people, step=count)
        if format is ExportFormat.graphml and not selection.matters and not quiet:
            note("the record has no issues, so the graph has no edges; see: onrecord issues --help")
        write(FORMATS[format.value], selection, output, sys.stdout)
    sys.stdout.flush()
    if not done and query != Query():
        if not quiet:
            note("nothing on record fits; see what does with: onrecord find")
        raise typer.Exit(1)
