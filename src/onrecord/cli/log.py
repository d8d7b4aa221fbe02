"""`onrecord log`: what became of every input, the runs, and the feeds that are watched."""

from __future__ import annotations

from dataclasses import asdict
from typing import Annotated

import typer

from onrecord.cli.output import DatabaseOption, FormatOption, OutputFormat, note, print_rows
from onrecord.cli.settings import read_settings

__all__ = ["EPILOG", "log"]

EPILOG = (
    "Examples: onrecord log | onrecord log --failed | onrecord log --runs --format csv | onrecord log --feeds"
)
RUNS = (
    "run",
    "began_at",
    "ended_at",
    "command",
    "engine",
    "bundle",
    "added",
    "revised",
    "reread",
    "unchanged",
    "failed",
)
FEEDS = ("address", "title", "read_at", "next_at", "waiting", "failures", "message")
INPUTS = ("run", "at", "outcome", "source", "article", "message")


def log(
    failed: Annotated[
        bool,
        typer.Option(
            "--failed",
            help="Only inputs that failed and that no later run has got over; with --feeds, feeds that fail now.",
        ),
    ] = False,
    runs: Annotated[
        bool, typer.Option("--runs", help="The runs, each with how many inputs came out how.")
    ] = False,
    feeds: Annotated[
        bool, typer.Option("--feeds", help="The feeds that are watched: when each came last, and what fails.")
    ] = False,
    run: Annotated[int | None, typer.Option(metavar="N", help="Only the inputs of this run.")] = None,
    limit: Annotated[int, typer.Option("--limit", "-n", min=1, help="At most so many, the newest.")] = 50,
    db: DatabaseOption = None,
    format: FormatOption = OutputFormat.table,
) -> None:
    """Show what became of every input, newest first. The exit code is 1 where --failed finds any."""
    from onrecord.record.feeds import list_feeds
    from onrecord.record.log import logged_inputs, logged_runs
    from onrecord.record.store import Store

    settings = read_settings(db)
    with Store.open(settings.record, create=False) as store, store.reading() as connection:
        if feeds:
            found = [asdict(row) for row in list_feeds(connection) if row.failures or not failed]
        elif runs:
            found = [asdict(row) for row in logged_runs(connection, limit)]
        else:
            found = [asdict(row) for row in logged_inputs(connection, limit, failed=failed, run=run)]
    if found or format is not OutputFormat.table:
        print_rows(found, format, FEEDS if feeds else RUNS if runs else INPUTS)
    else:
        nothing = "no feed is watched" if feeds else "nothing that failed" if failed else "nothing logged yet"
        note(nothing)
    if format is OutputFormat.table and found and not feeds:
        _next_step(found, runs, failed)
    raise typer.Exit(1 if failed and found else 0)


def _next_step(found: list[dict[str, object]], runs: bool, failed: bool) -> None:
    if runs and any(row["ended_at"] is None for row in found):
        note("a run without an end is under way or was stopped: run it again, and it goes on")
    elif failed:
        note("mend what the messages name, then add those inputs again")
