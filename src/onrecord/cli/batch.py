"""`onrecord batch`: archives in, a folder of Parquet out, on all cores or on a cluster; stopped, it goes on."""

from __future__ import annotations

import os
from contextlib import ExitStack
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from onrecord.cli.add import ColumnsOption
from onrecord.cli.filters import People
from onrecord.cli.output import note
from onrecord.cli.progress import progress
from onrecord.cli.read import EverythingOption
from onrecord.cli.settings import read_settings

if TYPE_CHECKING:
    from onrecord.batch import Summary

__all__ = ["EPILOG", "batch"]

EPILOG = "Examples: onrecord batch *.warc.gz out | onrecord batch pages/ news.csv out --columns text=body | onrecord batch *.warc.gz out (again: goes on where it was stopped) | onrecord import out"


def batch(
    paths: Annotated[
        list[Path],
        typer.Argument(
            metavar="INPUT… OUT",
            help="Web archives (WARC), folders, JSON Lines, CSV, Parquet, pages, texts; and last the folder to write to.",
        ),
    ],
    engine: Annotated[
        str,
        typer.Option(
            metavar="local|daft|HOST:PORT|ray://…",
            help="Who does it: the cores of this machine; Daft; or Daft on the Ray cluster at an address.",
        ),
    ] = "local",
    workers: Annotated[
        int | None,
        typer.Option(min=1, help="Processes, each with one thread; as many as cores if not given."),
    ] = None,
    published: Annotated[
        str | None, typer.Option(metavar="DATE", help="Publication date; overrides the articles' own.")
    ] = None,
    columns: ColumnsOption = None,
    everything: EverythingOption = False,
    people: People = None,
    part_size: Annotated[
        int,
        typer.Option(min=1, help="Articles in a part of the tables, at most: what a kill can cost a worker."),
    ] = 200,
    find_only: Annotated[
        bool,
        typer.Option("--find-only", help="Find the articles, and do not read them: to see what is there."),
    ] = False,
    json: Annotated[bool, typer.Option("--json", help="Print the summary as JSON.")] = False,
    quiet: Annotated[
        bool, typer.Option("--quiet", "-q", help="No progress, no summary; errors are still told.")
    ] = False,
) -> None:
    """Read archives of any size into a folder of Parquet: statements, contacts, articles, and what failed.

    Stopped at any point, by Ctrl-C, kill or a power cut, the same command goes on where it was, and the tables come out the same. What cannot be
    read is listed in failures.parquet, and the exit code is 1. onrecord import OUT takes the folder into a record.
    """  # fmt: skip
    from onrecord.arrow import arrow
    from onrecord.batch import BatchOptions, run_batch
    from onrecord.errors import UsageError
    from onrecord.reading import ReadingOptions
    from onrecord.reading.dateline import given_date
    from onrecord.reading.rows import columns_of

    *inputs, out = paths
    if not inputs:
        raise UsageError(
            "batch: name inputs, and last the folder to write to, as in: onrecord batch crawl.warc.gz out"
        )
    if engine not in ("local", "daft") and ":" not in engine:
        raise UsageError(
            f"--engine {engine}: no such engine; choose local, daft, or the address of a Ray cluster (head:6379, ray://head:10001)"
        )
    arrow()
    options = BatchOptions(
        ReadingOptions(given_date(published) if published else None, columns=columns_of(columns or ""), everything=everything),
        engine, workers or os.cpu_count() or 1, part_size, find_only, read_settings(people=people).people,
    )  # fmt: skip
    with ExitStack() as stack:
        summary = run_batch(inputs, out, options, _Shown(stack, quiet))
    if not quiet:
        _sum_up(summary, out, json)
    raise typer.Exit(1 if summary.failures else 0)


def _sum_up(summary: Summary, out: Path, json: bool) -> None:
    if json:
        from onrecord.formats.record import to_json

        typer.echo(to_json(asdict(summary)))
        return
    if summary.left:
        note(summary.left)
    failed = f"; {summary.failures:,} failed, see {out / 'failures.parquet'}" if summary.failures else ""
    typer.echo(f"{out}: {summary.articles:,} articles, {summary.statements:,} statements{failed}")


class _Shown:
    """A bar for each round."""

    def __init__(self, stack: ExitStack, quiet: bool) -> None:
        self._stack, self._quiet = stack, quiet
        self._statements = 0

    def round(self, name: str, total: int, done: int) -> None:
        self._stack.close()
        what = "inputs looked through" if name == "finding" else "articles read"
        self._step = self._stack.enter_context(progress(what, total - done, quiet=self._quiet))

    def step(self, count: int, statements: int) -> None:
        self._statements += statements
        self._step(count, f"{self._statements:,} statements" if self._statements else "")
