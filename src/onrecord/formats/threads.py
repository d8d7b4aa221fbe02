"""A `Thread` -> lines for the terminal: who said it, its wordings side by side with the differences shown, who carried them when."""

from __future__ import annotations

from typing import IO

from rich.text import Text

from onrecord.answers import Thread
from onrecord.formats.changes import excerpted, marked_changes
from onrecord.formats.terminal import console_on
from onrecord.formats.words import plural

__all__ = ["print_thread"]

PIPED_WIDTH = 10_000


def print_thread(thread: Thread, out: IO[str], width: int | None = None) -> None:
    """Write the thread to `out`; no line is broken where that is no terminal."""
    console = console_on(out, width, piped=PIPED_WIDTH)

    def line(words: str | Text, style: str = "") -> None:
        console.print(Text(words, style) if isinstance(words, str) else words, soft_wrap=True)

    when = " to ".join(dict.fromkeys(filter(None, (thread.said_earliest, thread.said_latest))))
    line(f"{thread.speaker or 'Nobody named'}{f', said {when}' if when else ''}", "bold")
    spread = f"{plural(thread.statements, 'report')} in {plural(thread.articles, 'article')} of {plural(thread.outlets, 'outlet')}"
    first = f"; first {thread.first_outlet or 'unknown'}, {(thread.first_published or 'undated')[:10]}"
    line(f"thread {thread.id}: {spread}{first}")
    if thread.drift:
        line(f"drift: {', '.join(thread.drift)} (strength {thread.strength:.2f})")
    for number, variant in enumerate(thread.variants):
        base = number == thread.against
        notes = [*variant.drift, *(["wire copy"] if variant.wire else [])]
        head = f"{number + 1}." + (" the fullest wording" if base else "")
        line("")
        line(head + (f" [{', '.join(notes)}]" if notes else ""), "bold")
        changes = marked_changes(excerpted(variant.changes), console.is_terminal)
        line(Text("   ") + (Text(variant.words) if base else changes))
        for report in variant.reports:
            who = report.speaker or report.unnamed or "nobody named"
            place = f"{report.article} {report.start}-{report.end}"
            line(
                f"   - {report.outlet or 'unknown'}, {(report.published or 'undated')[:16]}: {who} ({place})"
            )
