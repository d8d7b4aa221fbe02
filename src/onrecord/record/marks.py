"""The marks that the full-text index keeps of a statement beside its words: who, where, when, how; rows in, marks out.

With them "by her, in that paper, that spring, on taxes" is one question to one index, however frequent each part is. A mark ends in a
digit, so that no stemmer touches it. Days are marked by year, month and day: any span of time is a few marks.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from datetime import date, timedelta
from typing import Any as Anything
from zlib import crc32

from sqlalchemy import ColumnElement, Connection, Row, func, select

from onrecord.record.schema import articles, statement_speakers, statements
from onrecord.record.wording import All, Any, But, Mark, Node

__all__ = [
    "EVERY",
    "YEARS",
    "by",
    "held_years",
    "marks_of",
    "of_kind",
    "outlet_is",
    "published_in",
    "said_in",
    "speakers_in",
    "time_marks",
]

EVERY = Mark("v1")  # every statement that is to be seen
YEARS = (1500, 2099)  # where a span of time without end is taken to end
AT_ONCE = 500

_YEAR = re.compile(r"[0-9]{4}(?![0-9])")
_COLUMNS = select(
    statements.c.id, statements.c.kind, statements.c.act, statements.c.stance, statements.c.how, statements.c.speaker,
    statements.c.said_earliest, statements.c.said_latest, articles.c.outlet, articles.c.published,
).join_from(statements, articles, articles.c.id == statements.c.article)  # fmt: skip


def marks_of(connection: Connection, rows: Collection[int]) -> dict[int, str]:
    """The marks of statements by row number; those that are not to be seen (rejected, or of an older revision) are left out."""
    numbers, found = list(rows), {}
    for at in range(0, len(numbers), AT_ONCE):
        some = numbers[at : at + AT_ONCE]
        members = defaultdict(list)
        who = select(statement_speakers).where(statement_speakers.c.statement.in_(some))
        for row in connection.execute(who):
            members[row.statement].append(row.speaker)
        seen = _COLUMNS.where(
            statements.c.id.in_(some), articles.c.current, statements.c.status != "rejected"
        )
        for row in connection.execute(seen):
            found[row.id] = " ".join(_marks(row, members[row.id]))
    return found


def speakers_in(marks: str) -> list[int]:
    """Who said a statement by its marks (row numbers): one, or a joint speaker and its members."""
    return [int(mark[1:]) for mark in marks.split() if mark[0] == "b"]


def by(speakers: Iterable[int]) -> Node:
    """Said by one of these speakers (row numbers), alone or jointly."""
    return Any(tuple(Mark(f"b{speaker}") for speaker in sorted(set(speakers))))


def outlet_is(names: Iterable[str]) -> Node:
    """Published by one of these outlets, written as they are in the record."""
    return Any(tuple(Mark(_hashed("o", name)) for name in names))


def of_kind(field: str, values: Iterable[str]) -> Node:
    """`field` (kind, act, stance, how) is one of the values."""
    return Any(tuple(Mark(_hashed(_LETTERS[field], value)) for value in values))


def held_years(connection: Connection, *columns: ColumnElement[str]) -> tuple[int, int]:
    """The first and the last year that columns of days hold, as far as they lie within `YEARS`."""
    ends = [
        connection.execute(select(of(column))).scalar() for of in (func.min, func.max) for column in columns
    ]
    years = [int(match[0]) for end in ends if (match := _YEAR.match(end or ""))]
    if len(years) < len(ends):
        return YEARS
    return max(min(years), YEARS[0]), min(max(years), YEARS[1])


def published_in(first: str | None, last: str | None, years: tuple[int, int] = YEARS) -> Node:
    """Published on these days (ISO, inclusive; None: no bound). `years`: those of which the record has days (`held_years`)."""
    return Any(tuple(_span_of_time("p", first, last, years)))


def said_in(first: str | None, last: str | None, years: tuple[int, int] = YEARS) -> Node:
    """Said on days that may be these: the days that the article allows and these have one in common. `years` as above."""
    parts: list[Node] = []
    if first:
        parts.append(Any(tuple(_span_of_time("l", first, None, years))))
    if last:
        # the first day is marked where it is not the last one too
        earliest, latest = (
            Any(tuple(_span_of_time("e", None, last, years))),
            Any(tuple(_span_of_time("l", None, last, years))),
        )
        parts.append(Any((earliest, But(latest, Mark("x1")))))
    return All(tuple(parts))


def time_marks(letter: str, day: str | None) -> list[str]:
    """The year, month and day of an ISO day or time, as far as it has them.

    >>> time_marks("p", "2025-02-14T09:55"), time_marks("p", "2025-02"), time_marks("p", None)
    (['p2025', 'p202502', 'p20250214'], ['p2025', 'p202502'], ['p0'])
    """
    parts = (day or "")[:10].split("-")
    if not (len(parts[0]) == 4 and all(part.isascii() and part.isdigit() for part in parts)):
        return [f"{letter}0"]
    return [letter + "".join(parts[: n + 1]) for n in range(len(parts))]


_LETTERS = {"kind": "k", "act": "a", "stance": "t", "how": "h"}


def _marks(row: Row[Anything], members: Iterable[int]) -> Iterator[str]:
    yield EVERY.token
    for speaker in {*members, *([row.speaker] if row.speaker is not None else [])}:
        yield f"b{speaker}"
    yield _hashed("o", row.outlet or "")
    for field, letter in _LETTERS.items():
        yield _hashed(letter, getattr(row, field) or "")
    yield from time_marks("p", row.published)
    yield from time_marks("l", row.said_latest)
    if row.said_earliest != row.said_latest:
        yield from ("x1", *time_marks("e", row.said_earliest))


def _hashed(letter: str, value: str) -> str:
    return f"{letter}{crc32(value.encode('utf-8', 'surrogatepass'))}"


def _span_of_time(letter: str, first: str | None, last: str | None, years: tuple[int, int]) -> Iterator[Mark]:
    """As few marks as cover the days: days at the ends, then months, then years."""
    day, end = date(years[0], 1, 1), date(years[1], 12, 31)
    day = max(day, date.fromisoformat(first)) if first else day
    end = min(end, date.fromisoformat(last)) if last else end
    while day <= end:
        year_end, month_end = date(day.year, 12, 31), day.replace(day=monthrange(day.year, day.month)[1])
        if day.day == 1 and day.month == 1 and year_end <= end:
            yield Mark(f"{letter}{day:%Y}")
            stop = year_end
        elif day.day == 1 and month_end <= end:
            yield Mark(f"{letter}{day:%Y%m}")
            stop = month_end
        else:
            yield Mark(f"{letter}{day:%Y%m%d}")
            stop = day
        if stop == date.max:
            return
        day = stop + timedelta(days=1)
