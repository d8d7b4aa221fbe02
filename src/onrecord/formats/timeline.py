"""An article's dated statements -> a timeline strip: inline SVG made here, one row, a stop for each day or interval.

Stops stand in order at equal distances, since an article that goes from yesterday to 1962 would be a blot on a scale
of days; how many days lie between two is told. No script; each stop links to its first statement in the text.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from html import escape
from itertools import pairwise

from onrecord.formats.words import plural
from onrecord.types import Article

__all__ = ["Stop", "timeline", "timeline_stops"]

STOP_WIDTH = 88  # px that a stop needs, so that two dates do not touch; four fit a phone
WIDEST = 190  # px a stop may take where there is room
UNSTYLED = 120  # px it has where the width cannot follow the page's
_AXIS, _HEIGHT, _LINE = 44, 82, 16  # px; an interval's last day takes a line more
_INTERVAL = 28  # half the length of an interval's mark


@dataclass(frozen=True, slots=True)
class Stop:
    """A day or an interval (ISO dates, inclusive): the numbers of its statements, and whether the article appeared then."""

    earliest: str
    latest: str
    statements: tuple[int, ...]
    published: bool = False


def timeline_stops(article: Article) -> list[Stop]:
    """The stops in order of time, the day of publication among them; none where no statement is dated."""
    found: dict[tuple[str, str], list[int]] = {}
    for number, statement in enumerate(article.statements):
        if when := statement.said_on:
            found.setdefault((when.earliest, when.latest), []).append(number)
    if not found:
        return []
    published = (article.published or "")[:10]
    if _day(published):
        found.setdefault((published, published), [])
    return [
        Stop(*days, tuple(numbers), days == (published, published)) for days, numbers in sorted(found.items())
    ]


def timeline(article: Article, prefix: str, *, styled: bool = True) -> str:
    """The strip as HTML, its links to `#{prefix}t{number}`; empty where nothing is dated.

    It takes the width there is; where a page may carry no style attribute (`styled` false) it has a width of its own.
    """
    stops = timeline_stops(article)
    if not stops:
        return ""
    dated = sum(len(stop.statements) for stop in stops)
    total = len(article.statements)
    width = f'width="100%" style="min-width:{len(stops) * STOP_WIDTH}px;max-width:{len(stops) * WIDEST}px"'
    if not styled:
        width = f'width="{len(stops) * UNSTYLED}"'
    height = _HEIGHT + _LINE * any(stop.earliest != stop.latest for stop in stops)
    items = "".join(_stop(stop, _place(n, len(stops)), prefix) for n, stop in enumerate(stops))
    return (
        f'<figure class="or-time"><figcaption>When it was said: {dated} of {total} '
        f'statement{"" if total == 1 else "s"} dated</figcaption><div class="or-strip">'
        f'<svg {width} height="{height}" role="list" aria-label="Statements by day">'
        f"{_axis(stops)}{items}</svg></div></figure>"
    )


def _place(number: int, count: int) -> str:
    return f"{100 * (number + 0.5) / count:.2f}%"


def _axis(stops: list[Stop]) -> str:
    """The line from stop to stop, broken where it is more than one day, and how long it is then."""
    out: list[str] = []
    for number, (one, other) in enumerate(pairwise(stops)):
        start, end = _place(number, len(stops)), _place(number + 1, len(stops))
        middle = f"{100 * (number + 1) / len(stops):.2f}%"
        days = _days_from(one, other)
        skip = ' class="or-gap"' if days > 1 else ""
        out.append(f'<line{skip} x1="{start}" x2="{end}" y1="{_AXIS}" y2="{_AXIS}"/>')
        if days > 1:
            out.append(f'<text x="{middle}" y="{_AXIS - 15}">{_span_of_days(days)}</text>')
    return f'<g class="or-axis" aria-hidden="true">{"".join(out)}</g>'


def _stop(stop: Stop, x: str, prefix: str) -> str:
    """One stop: mark, count and date in a link; the day of publication has a flag, and no link if nothing was said."""
    days = [stop.earliest] if stop.earliest == stop.latest else [stop.earliest, f"– {stop.latest}"]
    lines = "".join(
        f'<text class="or-day" y="{_AXIS + 30 + _LINE * n}">{escape(line)}</text>'
        for n, line in enumerate(days)
    )
    flag = f'<path class="or-flag" d="M0 {_AXIS}V18"/><text class="or-pub" y="12">published</text>'
    count = len(stop.statements)
    if not count:
        mark = f'{flag}<rect class="or-flag" x="-4" y="{_AXIS - 4}" width="8" height="8"/>{lines}'
        return f'<g role="listitem"><svg x="{x}" overflow="visible">{mark}</svg></g>'
    half = max(12, 4 + 5 * len(str(count))) if len(days) == 1 else _INTERVAL
    mark = (
        f"{flag if stop.published else ''}"
        f'<rect class="or-dot" x="{-half}" y="{_AXIS - 12}" width="{2 * half}" height="24" rx="12"/>'
        f'<text class="or-n" y="{_AXIS + 5}">{count}</text>{lines}'
    )
    label = escape(_label(stop))
    return (
        f'<g role="listitem"><a href="#{prefix}t{stop.statements[0]}" aria-label="{label}"><title>{label}</title>'
        f'<svg x="{x}" overflow="visible">{mark}</svg></a></g>'
    )


def _label(stop: Stop) -> str:
    days = stop.earliest if stop.earliest == stop.latest else f"{stop.earliest} to {stop.latest}"
    published = ", day of publication" if stop.published else ""
    return f"{days}{published}: {plural(len(stop.statements), 'statement')}; go to the first"


def _days_from(one: Stop, other: Stop) -> int:
    """Days from the last day of one stop to the first of the next; 0 where they overlap or a date is none."""
    start, end = _day(one.latest), _day(other.earliest)
    return max((end - start).days, 0) if start and end else 0


def _span_of_days(days: int) -> str:
    if days < 60:
        return f"{days} days"
    return f"{round(days / 30.44)} months" if days < 730 else f"{round(days / 365.25)} years"


def _day(iso: str) -> date | None:
    try:
        return date.fromisoformat(iso)
    except ValueError:
        return None
