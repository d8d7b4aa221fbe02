"""Statements found -> a table for the terminal: who, what with the hits marked, how, when, where. Whole and plain when piped."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import IO

from rich.table import Table
from rich.text import Text

from onrecord.answers import Report
from onrecord.formats.terminal import console_on
from onrecord.formats.words import one_line
from onrecord.types import Span

__all__ = ["print_reports", "said_on"]

PIPED_WIDTH = 10_000
_STANCES = {"denied": "bold red", "hearsay": "yellow", "hypothetical": "cyan"}
Mark = Callable[[Sequence[str]], Sequence[Sequence[Span]]]


def print_reports(reports: Sequence[Report], out: IO[str], mark: Mark, width: int | None = None) -> None:
    """Write one line a statement; `mark` finds the hits in the words said."""
    terminal = out.isatty() or width is not None
    console = console_on(out, width, piped=PIPED_WIDTH)
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="dim")
    table.add_column("speaker", max_width=26 if terminal else None)
    table.add_column("what was said", ratio=1 if terminal else None, overflow="fold", min_width=24)
    table.add_column("act", no_wrap=True)
    table.add_column("said on", max_width=12 if terminal else None)
    table.add_column("outlet", max_width=20 if terminal else None, overflow="fold")
    table.add_column("published", no_wrap=True)
    contents = [one_line(report.content) for report in reports]
    for report, content, hits in zip(reports, contents, mark(contents), strict=True):
        said = Text(content)
        for hit in hits:
            said.stylize("bold yellow", hit.start, hit.end)
        table.add_row(
            _who(report), said, _act(report), said_on(report),
            Text(one_line(report.outlet or report.path or "")), (report.published or "")[:10],
        )  # fmt: skip
    console.print(table)


def said_on(report: Report) -> str:
    """The day, or the first and the last of the days, on which it was said; empty where not known."""
    first, last = report.said_earliest, report.said_latest
    return first or "" if first == last else f"{first or ''}..{last or ''}"


def _who(report: Report) -> Text:
    if report.speaker:
        return Text(one_line(report.speaker), "bold")
    source = one_line(report.unnamed or report.source)
    return Text(f"({source})" if source else "–", "italic")


def _act(report: Report) -> Text:
    act = Text(report.act)
    if report.stance != "asserted":
        act.append(f" ({report.stance})", _STANCES.get(report.stance, ""))
    return act
