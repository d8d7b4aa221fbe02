"""`onrecord export`: the record, or what of it fits, in a format of others."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import Annotated

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
    db: DatabaseOption = None,
    quiet: Annotated[
        bool, typer.Option("--quiet", "-q", help="No progress, no summary; errors are still told.")
    ] = False,
) -> None:
    """Export articles with their statements as they stand, corrections laid over them. What is written appears when it is whole."""  # fmt: skip
    from onrecord.opened import open as open_record
    from onrecord.record.exporting import FORMATS
    from onrecord.record.exporting.writing import write

    settings = read_settings(db)
    with open_record(settings.record, create=False) as rec, _progress(quiet) as step:
        selection = rec.selection(step=step)
        if format is ExportFormat.graphml and not selection.matters:
            print("onrecord: the record has no issues, so the graph has no edges", file=sys.stderr)
        write(FORMATS[format.value], selection, output, sys.stdout)
    sys.stdout.flush()


@contextmanager
def _progress(quiet: bool) -> Iterator[Callable[[], None]]:
    """A counter on standard error, once it takes longer; nothing where that is no terminal."""
    if quiet or not sys.stderr.isatty():
        yield lambda: None
        return
    begun, shown, done = time.monotonic(), 0.0, 0

    def step() -> None:
        nonlocal done, shown
        done += 1
        now = time.monotonic()
        if now - begun > SLOW and now - shown > 0.1:
            shown = now
            print(
                f"\r\033[K{done:,} articles, {done / (now - begun):,.0f}/s",
                end="",
                file=sys.stderr,
                flush=True,
            )

    try:
        yield step
    finally:
        if shown:
            print("\r\033[K", end="", file=sys.stderr, flush=True)
