"""Articles -> a table for the terminal: who, act, what was said, where it stands. Plain text when piped."""

from __future__ import annotations

from bisect import bisect_right
from typing import IO

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from onrecord.types import Article, Speaker, Statement

__all__ = ["print_table"]

PIPED_WIDTH = 110
DIM_BELOW = 0.5
_STANCES = {"denied": "bold red", "hearsay": "yellow", "hypothetical": "cyan"}


def print_table(article: Article, out: IO[str], width: int | None = None, by_speaker: bool = False) -> None:
    """Write one article's heading and its statements to `out`, in reading order or grouped by speaker.

    Speakers come in the order of their first statement, those who name nobody last.
    """
    console = Console(file=out, highlight=False, emoji=False, markup=False, soft_wrap=False, width=width)
    if not console.is_terminal and width is None:
        console = Console(
            file=out, highlight=False, emoji=False, markup=False, width=PIPED_WIDTH, no_color=True
        )
    console.print(_heading(article))
    if article.statements:
        console.print(_table(article, console.is_terminal, by_speaker))
    else:
        console.print(Padding(Text("no statements found", "dim"), (0, 2)))
    for warning in article.warnings:
        console.print(Text(f"note: {warning}", "yellow"))
    console.print()


def _heading(article: Article) -> Text:
    title = _line(article.headline.of(article.text)) if article.headline else article.path or "text"
    heading = Text(title, "bold")
    about = [article.outlet, article.section, ", ".join(article.byline) or None, article.published]
    if known := " · ".join(a for a in about if a):
        heading.append(f"\n{_line(known)}", "dim")
    return heading


def _table(article: Article, terminal: bool, by_speaker: bool) -> Table:
    """On a terminal a group has one heading, or a repeated name is a ditto mark; elsewhere every row stands for itself,
    with its characters."""
    headed = terminal and by_speaker
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="dim", expand=False)
    table.add_column("who", max_width=26)
    table.add_column("act", no_wrap=True)
    table.add_column("what was said", ratio=1, overflow="fold")
    table.add_column("line" if terminal else "line (characters)", justify="right", no_wrap=True)
    starts = [0, *(i + 1 for i, c in enumerate(article.text) if c == "\n")]
    groups = _grouped(article) if by_speaker else [article.statements]
    inside = {s.id: s for s in article.statements}
    before: str | None = None
    for group in groups:
        for number, statement in enumerate(group):
            who = _who(article, statement)
            style = "dim" if statement.confidence < DIM_BELOW else ""
            same = terminal and (by_speaker or statement.parent is None) and who.plain.strip("└ ") == before
            start = statement.content[0].start
            where = str(bisect_right(starts, start))
            where = where if terminal else f"{where} ({start}-{statement.content[-1].end})"
            if headed and number == 0 and statement.speaker:
                table.add_row(*_heading_of(statement.speaker, len(group)))
                who, same = Text(), True
            said = _said(article, statement)
            if by_speaker and (parent := inside.get(statement.parent or "")):
                said.append(f"  (in the words of {_who(article, parent).plain.strip('└ ')})", "dim")
            table.add_row(
                Text("" if headed and statement.speaker else "〃", "dim") if same else who,
                _act(statement),
                said,
                Text(where, "dim"),
                style=style,
            )
            before = _who(article, statement).plain.strip("└ ")
    return table


def _grouped(article: Article) -> list[list[Statement]]:
    """The statements of each speaker, and of each source that names nobody."""
    groups: dict[str, list[Statement]] = {}
    for statement in article.statements:
        key = statement.speaker.id if statement.speaker else ""
        groups.setdefault(key, []).append(statement)
    unnamed = groups.pop("", [])
    return [*groups.values(), *([unnamed] if unnamed else [])]


def _heading_of(speaker: Speaker, count: int) -> tuple[Text, Text, Text]:
    known = "" if speaker.id.startswith("local:") else f", {speaker.id}"
    about = f"{speaker.kind}{known}, {count} statement{'s' if count > 1 else ''}"
    return Text(_line(speaker.name), "bold"), Text(), Text(about, "dim")


def _who(article: Article, s: Statement) -> Text:
    nested = "└ " if s.parent else ""
    if s.speaker:
        return Text(nested + _line(s.speaker.name), "bold")
    source = " ".join(_line(span.of(article.text)) for span in s.source)
    return Text(f"{nested}({source})" if source else f"{nested}–", "italic")


def _act(s: Statement) -> Text:
    act = Text(s.act)
    if s.stance != "asserted":
        act.append(f" ({s.stance})", _STANCES[s.stance])
    return act


def _said(article: Article, s: Statement) -> Text:
    """The content, its parts joined by an ellipsis, the words really quoted set off."""
    said = Text()
    for number, span in enumerate(s.content):
        if number:
            said.append(" … ", "dim")
        at = span.start
        for quoted in (q for q in s.quoted if span.start <= q.start and q.end <= span.end):
            said.append(_line(article.text[at : quoted.start], False))
            said.append(_line(quoted.of(article.text), False), "green")
            at = quoted.end
        said.append(_line(article.text[at : span.end], False))
    return said


def _line(text: str, trim: bool = True) -> str:
    """One line, without control characters that a terminal would obey."""
    flat = "".join(" " if c.isspace() else c for c in text if c.isprintable() or c.isspace())
    return " ".join(flat.split()) if trim else flat
