"""Articles -> a table for the terminal: who, act, what was said, where it stands; circumstances and contacts on demand.

Plain text when piped.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import IO

from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from onrecord.formats.circumstances import contact_words, day_words, occasion_words
from onrecord.formats.terminal import PIPED_WIDTH, console_on
from onrecord.formats.words import one_line, plural, printable
from onrecord.types import Article, Place, Speaker, Statement

__all__ = ["COLUMNS", "DEFAULT_COLUMNS", "print_table"]

COLUMNS = ("who", "act", "what", "when", "to", "where", "at", "confidence", "line")
DEFAULT_COLUMNS = ("who", "act", "what", "line")
PIPED_MORE = {
    "when": 25,
    "to": 22,
    "where": 22,
    "at": 26,
    "confidence": 12,
}  # characters more, where nobody's screen bounds them
DIM_BELOW = 0.5
_STANCES = {"denied": "bold red", "hearsay": "yellow", "hypothetical": "cyan"}


@dataclass(frozen=True, slots=True)
class _Layout:
    """What the rows of one table share."""

    columns: Sequence[str]
    terminal: bool
    by_speaker: bool

    @property
    def headed(self) -> bool:
        """On a terminal a group has one heading."""
        return self.terminal and self.by_speaker and "who" in self.columns


def print_table(
    article: Article,
    out: IO[str],
    width: int | None = None,
    by_speaker: bool = False,
    columns: Sequence[str] = DEFAULT_COLUMNS,
) -> None:
    """Write one article's heading and its statements to `out`, in reading order or grouped by speaker.

    Speakers come in the order of their first statement, those who name nobody last. `columns` are of `COLUMNS`; where
    they tell of circumstances, the contacts follow the table.
    """
    console = console_on(out, width, piped=PIPED_WIDTH + sum(PIPED_MORE.get(c, 0) for c in columns))
    console.print(_heading(article))
    if article.statements:
        console.print(_table(article, _Layout(columns, console.is_terminal, by_speaker)))
    else:
        console.print(Padding(Text("no statements found", "dim"), (0, 2)))
    if not {"when", "to", "where", "at"}.isdisjoint(columns):
        for contact in article.contacts:
            console.print(Text(one_line(contact_words(contact, article.text)), "cyan"))
    for warning in article.warnings:
        console.print(Text(f"note: {warning}", "yellow"))
    console.print()


def _heading(article: Article) -> Text:
    title = one_line(article.headline.of(article.text)) if article.headline else article.path or "text"
    heading = Text(title, "bold")
    about = [article.outlet, article.section, ", ".join(article.byline) or None, article.published]
    if known := " · ".join(a for a in about if a):
        heading.append(f"\n{one_line(known)}", "dim")
    return heading


def _table(article: Article, layout: _Layout) -> Table:
    """On a terminal a group has one heading, or a repeated name is a ditto mark; elsewhere every row stands for itself,
    with its characters."""
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="dim", expand=False)
    for column in layout.columns:
        _add_column(table, column, layout.terminal)
    starts = [0, *(i + 1 for i, c in enumerate(article.text) if c == "\n")]
    inside = {s.id: s for s in article.statements}
    before: str | None = None
    for group in _grouped(article) if layout.by_speaker else [article.statements]:
        headed = layout.headed and group[0].speaker is not None
        if headed and group[0].speaker:
            heading = _heading_of(group[0].speaker, len(group))
            table.add_row(*(heading.get(c, Text()) for c in layout.columns))
        for s in group:
            who = _who(article, s)
            name = who.plain.strip("└ ")
            same = layout.terminal and (layout.by_speaker or s.parent is None) and name == before
            cells = {c: make(article, s) for c, make in _CELLS.items() if c in layout.columns}
            cells["who"] = Text() if headed else Text("〃", "dim") if same else who
            cells["line"] = Text(_where(s, starts, layout.terminal), "dim")
            if layout.by_speaker and "what" in cells and (parent := inside.get(s.parent or "")):
                cells["what"].append(f"  (in the words of {_who(article, parent).plain.strip('└ ')})", "dim")
            table.add_row(
                *(cells[c] for c in layout.columns), style="dim" if s.confidence < DIM_BELOW else ""
            )
            before = name
    return table


def _add_column(table: Table, column: str, terminal: bool) -> None:
    match column:
        case "what":
            table.add_column("what was said", ratio=1, overflow="fold", min_width=24)
        case "line":
            table.add_column("line" if terminal else "line (characters)", justify="right", no_wrap=True)
        case "confidence":
            table.add_column("confidence", justify="right", no_wrap=True)
        case "act":
            table.add_column("act", no_wrap=True)
        case "when":
            table.add_column("when", min_width=12, max_width=12 if terminal else 23)  # there, two lines
        case _:
            table.add_column(column, max_width=26)


def _where(s: Statement, starts: list[int], terminal: bool) -> str:
    """The line of the content, and its characters where the row must stand for itself."""
    start = s.content[0].start
    line = str(bisect_right(starts, start))
    return line if terminal else f"{line} ({start}-{s.content[-1].end})"


def _grouped(article: Article) -> list[list[Statement]]:
    """The statements of each speaker, and of each source that names nobody."""
    groups: dict[str, list[Statement]] = {}
    for statement in article.statements:
        key = statement.speaker.id if statement.speaker else ""
        groups.setdefault(key, []).append(statement)
    unnamed = groups.pop("", [])
    return [*groups.values(), *([unnamed] if unnamed else [])]


def _heading_of(speaker: Speaker, count: int) -> dict[str, Text]:
    known = "" if speaker.id.startswith("local:") else f", {speaker.id}"
    about = f"{speaker.kind}{known}, {plural(count, 'statement')}"
    return {"who": Text(one_line(speaker.name), "bold"), "what": Text(about, "dim")}


def _who(article: Article, s: Statement) -> Text:
    nested = "└ " if s.parent else ""
    if s.speaker:
        return Text(nested + one_line(s.speaker.name), "bold")
    source = " ".join(one_line(span.of(article.text)) for span in s.source)
    return Text(f"{nested}({source})" if source else f"{nested}–", "italic")


def _act(_: Article, s: Statement) -> Text:
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
            said.append(printable(article.text[at : quoted.start]))
            said.append(printable(quoted.of(article.text)), "green")
            at = quoted.end
        said.append(printable(article.text[at : span.end]))
    return said


def _when(_: Article, s: Statement) -> Text:
    return Text(day_words(s.said_on) if s.said_on else "")


def _to(article: Article, s: Statement) -> Text:
    """The addressee's name where it is known, else the words."""
    if not s.addressee:
        return Text()
    known = s.addressee.speaker
    return Text(one_line(known.name if known else s.addressee.span.of(article.text)))


def _in(_: Article, s: Statement) -> Text:
    return Text(one_line(_place_name(s.place)) if s.place else "")


def _place_name(place: Place) -> str:
    known = place.country and place.country not in place.name
    return f"{place.name}, {place.country}" if known else place.name


def _at(article: Article, s: Statement) -> Text:
    return Text(one_line(occasion_words(s.occasion, article.text)) if s.occasion else "")


def _sure(_: Article, s: Statement) -> Text:
    return Text(f"{s.confidence:.0%}")


_CELLS: dict[str, Callable[[Article, Statement], Text]] = {
    "act": _act,
    "what": _said,
    "when": _when,
    "to": _to,
    "where": _in,
    "at": _at,
    "confidence": _sure,
}
