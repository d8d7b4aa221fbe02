"""`onrecord batch`: archives in, a folder of Parquet out, on all cores or on a cluster; stopped, it goes on."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from onrecord.cli.add import ColumnsOption
from onrecord.cli.read import EverythingOption
from onrecord.cli.settings import people_file

if TYPE_CHECKING:
    from onrecord.batch import Progress, Summary

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
            metavar="local|daft|ray://…",
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
    people: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE", help="A table of people to use in place of the one you imported (docs/people.md)."
        ),
    ] = None,
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
    if engine not in ("local", "daft") and "://" not in engine:
        raise UsageError(
            f"--engine {engine}: no such engine; choose local, daft, or the address of a Ray cluster (ray://…)"
        )
    if people and not people.is_file():
        raise UsageError(f"--people {people}: no such file; name a CSV or JSON Lines file of people")
    arrow()
    options = BatchOptions(
        ReadingOptions(given_date(published) if published else None, columns=columns_of(columns or ""), everything=everything),
        engine, workers or os.cpu_count() or 1, part_size, find_only, people or people_file(),
    )  # fmt: skip
    with _progress(quiet) as progress:
        summary = run_batch(inputs, out, options, progress)
    if not quiet:
        _sum_up(summary, out, json)
    raise typer.Exit(1 if summary.failures else 0)


def _sum_up(summary: Summary, out: Path, json: bool) -> None:
    if json:
        from onrecord.formats.record import to_json

        typer.echo(to_json(asdict(summary)))
        return
    if summary.left:
        print(f"onrecord: {summary.left}", file=sys.stderr)
    failed = f"; {summary.failures:,} failed, see {out / 'failures.parquet'}" if summary.failures else ""
    typer.echo(f"{out}: {summary.articles:,} articles, {summary.statements:,} statements{failed}")


class _Nothing:
    """Progress that nobody sees."""

    def round(self, name: str, total: int, done: int) -> None:
        pass

    def step(self, count: int, statements: int) -> None:
        pass


@contextmanager
def _progress(quiet: bool) -> Iterator[Progress]:
    """A bar on standard error; nothing where that is no terminal."""
    if quiet or not sys.stderr.isatty():
        yield _Nothing()
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (
        TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TextColumn("{task.fields[unit]}"),
        TextColumn("{task.fields[rate]}"), TimeRemainingColumn(),
    )  # fmt: skip
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:

        class Shown:
            begun, before, statements = 0.0, 0, 0

            def round(self, name: str, total: int, done: int) -> None:
                for task in bar.tasks:
                    bar.remove_task(task.id)
                unit = "inputs" if name == "finding" else "articles"
                bar.add_task(name, total=total, completed=done, unit=unit, rate="")
                self.begun, self.before, self.statements = time.monotonic(), done, 0

            def step(self, count: int, statements: int) -> None:
                task = bar.tasks[0]
                self.statements += statements
                rate = (task.completed + count - self.before) / max(time.monotonic() - self.begun, 0.1)
                told = f"{self.statements:,} statements, {rate:.1f}/s" if statements else f"{rate:.1f}/s"
                bar.update(task.id, advance=count, rate=told)

        yield Shown()
