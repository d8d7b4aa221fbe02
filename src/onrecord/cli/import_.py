"""`onrecord import`: what onrecord exported or printed, back into a record."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Annotated

import typer

from onrecord.cli.output import DatabaseOption, note
from onrecord.cli.progress import progress
from onrecord.cli.settings import read_settings

__all__ = ["EPILOG", "import_"]

EPILOG = (
    "Examples: onrecord import record.jsonl | onrecord import record.jsonl.gz --db other.db | onrecord import record (a folder of Parquet) | "
    "onrecord read *.txt -f jsonl | onrecord import -"
)
VERDICTS = ("added", "revised", "reread", "unchanged", "failed")


def import_(
    paths: Annotated[
        list[Path],
        typer.Argument(
            metavar="FILE…",
            help="JSON Lines in the record format (.gz too), or a folder of Parquet; - for standard input.",
        ),
    ],
    db: DatabaseOption = None,
    json: Annotated[bool, typer.Option("--json", help="Print the summary as JSON.")] = False,
    quiet: Annotated[
        bool, typer.Option("--quiet", "-q", help="No progress, no summary; errors are still told.")
    ] = False,
) -> None:
    """Take over articles with their statements as they are, without reading them again, and the corrections of them.

    What is on record already stays. A line that is not sound gets one line on standard error and in the log (onrecord log); the others go on,
    and the exit code is 1.
    """  # fmt: skip
    from onrecord.opened import open as open_record

    _there(paths)
    settings = read_settings(db)
    counts: Counter[str] = Counter()
    with open_record(settings.record) as rec, progress("articles", quiet=quiet) as step:
        for batch in rec.importing(paths):
            for done in batch:
                counts[done.verdict] += 1
                counts["statements"] += done.statements
                counts["corrections"] += done.corrections
                if done.verdict == "failed":
                    note(f"{done.source}: {done.message}")
            step(len(batch))
    if not quiet:
        _sum_up(counts, json)
    raise typer.Exit(1 if counts["failed"] else 0)


def _there(paths: list[Path]) -> None:
    """Refuse at once, before a record is made for nothing."""
    from onrecord.errors import UsageError

    for path in paths:
        if str(path) != "-" and not path.exists():
            raise UsageError(f"{path}: no such file; name a file that onrecord export wrote")


def _sum_up(counts: Counter[str], json: bool) -> None:
    if json:
        from onrecord.formats.record import to_json

        typer.echo(to_json({name: counts[name] for name in (*VERDICTS, "statements", "corrections")}))
        return
    told = ", ".join(f"{counts[v]:,} {v}" for v in VERDICTS if counts[v] or v == "added")
    made = f", {counts['corrections']:,} corrections" if counts["corrections"] else ""
    typer.echo(f"{told}; {counts['statements']:,} statements{made}")
