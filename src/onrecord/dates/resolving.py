"""A time expression and its anchor in, the days that it names out, or why they cannot be told."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Literal

from onrecord.dates.forms import Time
from onrecord.dates.intervals import (
    Granularity,
    Interval,
    festival,
    joined,
    season,
    shifted,
    span_of_unit,
)
from onrecord.dates.words import SEASONS

__all__ = ["Anchor", "Tense", "Unresolved", "resolve"]

Tense = Literal["past", "future", ""]


@dataclass(frozen=True, slots=True)
class Anchor:
    """What an expression is counted from.

    `day` is the day of publication, where the article was published (inside a direct quotation: the day of
    speaking); `last` is the last date told before, for "the same day"; `tense` that of the verb it stands by.
    """

    day: date | None = None
    last: Interval | None = None
    tense: Tense = ""


@dataclass(frozen=True, slots=True)
class Unresolved:
    """No days can be told; `why`: no publication date, no date before it, no such day."""

    why: str


class _Missing(Exception):
    """Raised where the anchor lacks what the words count from."""


def resolve(time: Time, anchor: Anchor) -> Interval | Unresolved:
    """The days that an expression names, both ends included.

    A weekday, day or month without its year is the most recent one up to the anchor, after a future verb the
    next; "last month" is the whole month, "earlier this week" runs from Monday to the anchor.

    >>> from onrecord.dates import find_times
    >>> days = resolve(find_times("on Tuesday night")[0], Anchor(date(2016, 10, 7)))
    >>> days.earliest.isoformat()
    '2016-10-04'
    """
    try:
        if time.ends:
            return _range(time, anchor)
        return _in_part(_RULES[time.kind](time, anchor), time, anchor)
    except _Missing as missing:
        return Unresolved(str(missing))
    except (ValueError, OverflowError):
        return Unresolved("no such day")


def _day(anchor: Anchor) -> date:
    if anchor.day is None:
        raise _Missing("no publication date")
    return anchor.day


def _range(time: Time, anchor: Anchor) -> Interval | Unresolved:
    assert time.ends is not None
    first, second = time.ends
    last = resolve(second, anchor)
    if isinstance(last, Unresolved):
        return last
    if first.value.startswith("XXXX") and re.match(r"\d{4}-", second.value):
        first = replace(first, value=second.value[:4] + first.value[4:])  # "from March 3 to April 2, 2014"
    begin = resolve(first, replace(anchor, day=last.latest, tense="past") if anchor.day else anchor)
    return begin if isinstance(begin, Unresolved) else joined(begin, last)


def _date(time: Time, anchor: Anchor) -> Interval:
    if "|" in time.value:
        readings = [date.fromisoformat(v) for v in time.value.split("|") if _is_day(v)]
        near = anchor.day or date.max
        day = min(readings, key=lambda d: (d > near, abs((d - near).days)))
        return span_of_unit("day", day)
    if time.value.startswith("XXXX"):
        return _without_year(time, anchor)
    if "X" in time.value:
        years = time.value.count("X")
        first = int(time.value.replace("X", "0"))
        return span_of_unit("century" if years == 2 else "decade", date(max(first, 1), 1, 1))
    return _of_value(time.value, "week" if time.part == "week" else None)


_NAMED: tuple[Granularity, ...] = ("year", "month", "day")


def _of_value(value: str, unit: Granularity | None = None) -> Interval:
    year, month, day = ([int(p) for p in value.split("-")] + [1, 1])[:3]
    return span_of_unit(unit or _NAMED[value.count("-")], date(year, month, day))


def _is_day(value: str) -> bool:
    try:
        date.fromisoformat(value)
    except ValueError:
        return False
    return True


def _without_year(time: Time, anchor: Anchor) -> Interval:
    day = _day(anchor)
    _, month, *of_month = time.value.split("-")
    if month == "XX":
        starts = [shifted(day.replace(day=1), "month", n) for n in (-2, -1, 0, 1, 2)]
        tried = [f"{d:%Y-%m}-{of_month[0]}" for d in starts]
    else:
        tried = [f"{y:04d}{time.value[4:]}" for y in range(max(1, day.year - 8), min(9999, day.year + 8) + 1)]
    unit: Granularity | None = "week" if time.part == "week" else None
    fits = [_of_value(v, unit) for v in tried if not of_month or _is_day(v)]
    return _chosen(fits, time, anchor)


def _first(fits: list[Interval]) -> Interval:
    """The first; none is there where the calendar ends."""
    if not fits:
        raise ValueError("no such day")
    return fits[0]


def _chosen(fits: list[Interval], time: Time, anchor: Anchor) -> Interval:
    """Of the like intervals of several years, in order, the one that the words and the tense mean."""
    day = _day(anchor)
    _first(fits)
    past = [i for i in fits if i.earliest <= day]
    ahead = [i for i in fits if i.latest >= day]
    if time.toward.startswith("year"):
        return _first([i for i in fits if i.earliest.year == day.year + int(time.toward[4:])])
    if time.toward == "last":
        return _first([i for i in reversed(fits) if i.latest < day])
    if time.toward == "next":
        return _first([i for i in fits if i.earliest > day])
    if time.toward == "this":
        return next((i for i in fits if i.earliest.year == day.year), (past or fits)[-1])
    if anchor.tense == "future" and ahead and ahead[0].granularity != "quarter":
        return ahead[0]
    near = [i for i in ahead[:1] if (i.earliest - day).days <= _SOON.get(i.granularity, 0)]
    if (
        anchor.tense == "past"
        and past
        and not (near and near[0].granularity == "day" and _long_ago(past[-1], day))
    ):
        return past[-1]
    return (near or past[-1:] or ahead)[0]


def _long_ago(days: Interval, day: date) -> bool:
    """Whether a day would hardly be told without its year: "the vote was set for 7 December", in October."""
    return (day - days.latest).days > 250


# With no verb to tell, how many days ahead a date without its year may lie and still be the next one.
_SOON: dict[str, int] = {"day": 120, "month": 62, "week": 90}


def _weekday(time: Time, anchor: Anchor) -> Interval:
    day, number = _day(anchor), int(time.value[-1])
    monday = day - timedelta(day.weekday())
    if time.toward.startswith("week"):
        found = monday + timedelta(7 * int(time.toward[4:]) + number - 1)
    elif time.toward == "this":
        found = monday + timedelta(number - 1)
    elif time.toward == "next":
        found = day + timedelta((number - day.isoweekday() - 1) % 7 + 1)
    elif time.toward == "last":
        found = day - timedelta((day.isoweekday() - number - 1) % 7 + 1)
    elif anchor.tense == "future":
        found = day + timedelta((number - day.isoweekday()) % 7)
    else:
        found = day - timedelta((day.isoweekday() - number) % 7)
    return span_of_unit("day", found)


_OFFSET = re.compile(r"(?P<unit>[a-z]+)(?P<number>[+-]\d+)")


def _offset(value: str) -> tuple[Granularity, int]:
    match = _OFFSET.fullmatch(value)
    assert match is not None, value
    unit: Granularity = match["unit"]  # type: ignore[assignment]
    return unit, int(match["number"])


def _relative(time: Time, anchor: Anchor) -> Interval:
    day = _day(anchor)
    unit, number = _offset(time.value)
    if unit == "weekend" and time.part == "the":
        number = 0 if anchor.tense == "future" or day.weekday() >= 5 else -1
    if unit == "fortnight":
        unit, number = "week", number * 2
    return span_of_unit(unit, shifted(day, unit, number))


def _discourse(time: Time, anchor: Anchor) -> Interval:
    if anchor.last is None:
        raise _Missing("no date before it")
    unit, number = _offset(time.value.replace("same", "day"))
    last = anchor.last
    coarser = (last.latest - last.earliest).days >= _LENGTH.get(unit, 1) and unit == "day"
    if time.value.startswith("same") or coarser:
        return last  # the morning after a day known only by its month is in that month, as far as can be told
    unit = "week" if unit == "fortnight" else unit
    return span_of_unit(unit, shifted(last.latest, unit, number))


_LENGTH = {"day": 1}


def _season(time: Time, anchor: Anchor) -> Interval:
    code = time.value[-2:]
    first = next(month for month, c in SEASONS.values() if c == code)
    if not time.value.startswith("X"):
        return season(first, int(time.value[:4]))
    day = _day(anchor)
    return _chosen([season(first, y) for y in _years_around(day)], time, anchor)


def _years_around(day: date) -> range:
    return range(max(1, day.year - 2), min(9998, day.year + 2) + 1)


def _quarter(time: Time, anchor: Anchor) -> Interval:
    months: Literal[3, 6] = 3 if time.value[-2] == "Q" else 6
    unit: Granularity = "quarter" if months == 3 else "half"
    first = (int(time.value[-1]) - 1) * months + 1
    if not time.value.startswith("X"):
        return span_of_unit(unit, date(int(time.value[:4]), first, 1))
    day = _day(anchor)
    if time.toward:
        year = day.year + {"last": -1, "this": 0, "next": 1}[time.toward]
        return span_of_unit(unit, date(year, first, 1))
    return _chosen([span_of_unit(unit, date(y, first, 1)) for y in _years_around(day)], time, anchor)


def _festival(time: Time, anchor: Anchor) -> Interval:
    year, name = time.value.split("-", 1)
    if year != "XXXX":
        return festival(name, int(year))
    return _chosen([festival(name, y) for y in _years_around(_day(anchor))], time, anchor)


def _span(time: Time, anchor: Anchor) -> Interval:
    """Stretches written as one word group: "3-5 May", "2014-2016", "the past two weeks"."""
    if "/" not in time.value:
        unit, number = _offset(time.value)
        unit, number = ("week", number * 2) if unit == "fortnight" else (unit, number)
        day = _day(anchor)
        other = shifted(day, unit, number)
        return Interval(min(day, other), max(day, other), "range")
    first, last = (replace(time, kind="date", value=v, ends=None) for v in time.value.split("/"))
    end = _date(last, anchor)
    begin = _date(first, replace(anchor, day=end.latest, tense="past"))
    return joined(begin, end)


def _vague(time: Time, anchor: Anchor) -> Interval:
    day = _day(anchor)
    (unit, far), (_, near) = (_offset(v) for v in time.value.split("/"))
    return Interval(shifted(day, unit, far), shifted(day, unit, near), "about")


def _in_part(found: Interval, time: Time, anchor: Anchor) -> Interval:
    """ "Earlier this week" ends at the anchor, "since 2014" too; "late March" and the like keep the whole unit."""
    if time.part == "since":
        return Interval(found.earliest, max(_day(anchor), found.latest), "range")
    if anchor.day and found.earliest <= anchor.day <= found.latest and found.earliest != found.latest:
        if time.part == "earlier":
            return Interval(found.earliest, anchor.day, found.granularity)
        if time.part == "later":
            return Interval(anchor.day, found.latest, found.granularity)
    return found


_RULES: dict[str, Callable[[Time, Anchor], Interval]] = {
    "date": _date,
    "weekday": _weekday,
    "relative": _relative,
    "discourse": _discourse,
    "season": _season,
    "quarter": _quarter,
    "festival": _festival,
    "span": _span,
    "vague": _vague,
}
