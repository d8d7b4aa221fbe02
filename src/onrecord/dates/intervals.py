"""Stretches of days: a unit of the calendar and a day in, the interval that holds the day out."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from onrecord.dates.words import FESTIVALS

__all__ = ["Granularity", "Interval", "festival", "joined", "season", "shifted", "span_of_unit"]

Granularity = Literal[
    "day", "weekend", "week", "fortnight", "month", "quarter", "season", "half", "year", "decade", "century",
    "range", "about",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Interval:
    """Days `earliest` to `latest`, both included; `granularity` is the unit that the words name.

    `range` is a stretch between two named days, `about` one whose ends are only estimated.
    """

    earliest: date
    latest: date
    granularity: Granularity

    def __post_init__(self) -> None:
        if self.latest < self.earliest:
            raise ValueError(f"an interval cannot end ({self.latest}) before it begins ({self.earliest})")


def _month(day: date, months: int) -> tuple[date, date]:
    """The stretch of `months` months, counted from January, that holds a day."""
    first = (day.month - 1) // months * months + 1
    last = first + months - 1
    return date(day.year, first, 1), date(day.year, last, monthrange(day.year, last)[1])


def _days(day: date, start: int, length: int) -> tuple[date, date]:
    """`length` days from weekday `start` (Monday 0) of the week that holds a day."""
    first = day - timedelta(day.weekday()) + timedelta(start)
    return first, first + timedelta(length - 1)


def _years(day: date, years: int) -> tuple[date, date]:
    first = max(1, day.year // years * years)
    return date(first, 1, 1), date(min(9999, day.year // years * years + years - 1), 12, 31)


_UNITS: dict[Granularity, Callable[[date], tuple[date, date]]] = {
    "day": lambda day: (day, day),
    "weekend": lambda day: _days(day, 5, 2),
    "week": lambda day: _days(day, 0, 7),
    "fortnight": lambda day: (day - timedelta(13), day),
    "month": lambda day: _month(day, 1),
    "quarter": lambda day: _month(day, 3),
    "half": lambda day: _month(day, 6),
    "year": lambda day: _years(day, 1),
    "decade": lambda day: _years(day, 10),
    "century": lambda day: _years(day, 100),
}
_MONTHS_IN = {"month": 1, "quarter": 3, "half": 6, "year": 12, "decade": 120, "century": 1200}
_DAYS_IN = {"day": 1, "weekend": 7, "week": 7, "fortnight": 14}


def span_of_unit(unit: Granularity, day: date) -> Interval:
    """The calendar unit that holds a day; weeks run from Monday to Sunday.

    >>> span_of_unit("month", date(2024, 2, 5)).latest
    datetime.date(2024, 2, 29)
    """
    return Interval(*_UNITS[unit](day), unit)


def shifted(day: date, unit: Granularity, number: int) -> date:
    """The day `number` units later (or earlier); a day that the month lacks becomes its last.

    >>> shifted(date(2024, 3, 31), "month", -1)
    datetime.date(2024, 2, 29)

    Raises:
        ValueError, OverflowError: it would fall outside the years 1 to 9999.
    """
    if unit in _DAYS_IN:
        return day + timedelta(_DAYS_IN[unit] * number)
    months = day.year * 12 + day.month - 1 + _MONTHS_IN[unit] * number
    year, month = divmod(months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def season(first_month: int, year: int) -> Interval:
    """Three months from `first_month`; winter runs into the next year.

    >>> season(12, 2023).latest
    datetime.date(2024, 2, 29)
    """
    start = date(year, first_month, 1)
    return Interval(start, shifted(start, "month", 3) - timedelta(1), "season")


def joined(first: Interval, last: Interval, granularity: Granularity = "range") -> Interval:
    """From the beginning of one to the end of the other."""
    return Interval(min(first.earliest, last.earliest), max(first.latest, last.latest), granularity)


def festival(name: str, year: int) -> Interval:
    """The day of a festival in a year.

    >>> festival("labor day", 2016).earliest, festival("easter", 2024).earliest
    (datetime.date(2016, 9, 5), datetime.date(2024, 3, 31))
    """
    rule, a, b, which = FESTIVALS[name]
    if rule == "fixed":
        day = date(year, a, b)
    elif rule == "easter":
        day = _easter(year) + timedelta(a)
    elif which < 0:
        last = date(year, a, monthrange(year, a)[1])
        day = last - timedelta((last.isoweekday() - b) % 7)
    else:
        first = date(year, a, 1)
        day = first + timedelta((b - first.isoweekday()) % 7 + 7 * (which - 1))
        day += timedelta(rule in ("after", "black"))  # the day after the one that the rule counts
    return Interval(day, day, "day")


def _easter(year: int) -> date:
    """Easter Sunday by the anonymous Gregorian algorithm (Meeus, Astronomical Algorithms, chapter 8)."""
    a, b, c = year % 19, year // 100, year % 100
    d, e = divmod(b, 4)
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    m = (a + 11 * h) // 319
    r = (2 * e + 2 * i - k - h + m + 32) % 7
    n = (h - m + r + 90) // 25
    return date(year, n, (h - m + r + n + 19) % 32)
