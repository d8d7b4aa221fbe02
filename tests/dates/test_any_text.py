"""What holds for every text, day and zone: intervals have an order, calendars their rules, and work stays linear."""

from __future__ import annotations

import itertools
import time
from calendar import isleap, monthrange
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.dates import Anchor, Interval, date_statements, find_times, resolve
from onrecord.dates.intervals import Granularity, festival, shifted, span_of_unit
from onrecord.dates.words import FESTIVALS, MONTHS, WEEKDAYS
from onrecord.types import Article, Block, Span, Statement

DAYS = st.dates(date(1900, 1, 1), date(2099, 12, 31))
ANY_DAY = st.dates()
UNITS: list[Granularity] = ["day", "weekend", "week", "month", "quarter", "half", "year", "decade", "century"]
WORDS = st.sampled_from([
    *(w.title() for w in [*MONTHS, *WEEKDAYS, *FESTIVALS]), "last", "next", "this", "week", "month", "year", "day", "the", "earlier",
    "since", "from", "to", "between", "and", "ago", "two", "several", "a", "same", "following", "12", "29", "31", "2014", "1999", "3rd",
    "12/31/99", "29/2/00", "0001-01-01", "quarter", "third", "of", "-", ",", ".", "summer", "1990s", "tomorrow", "yesterday", "’s", "at the time",
    "in", "on", "will", "said", "later", "recent", "days", "weekend", "century", "20th", "(", ")", "\n", "“", "”", "2020-2019", "9999", "decade",
])  # fmt: skip
TEXTS = st.lists(WORDS, max_size=25).map(" ".join) | st.text(max_size=120)


@given(TEXTS, ANY_DAY, ANY_DAY, st.sampled_from(["past", "future", ""]))
@settings(max_examples=400, deadline=None)
def test_an_interval_never_ends_before_it_begins(text: str, day: date, other: date, tense: str) -> None:
    found = find_times(text)
    for before, after in itertools.pairwise(found):
        assert before.span.end <= after.span.start
    for item in found:
        assert 0 <= item.span.start < item.span.end <= len(text)
        for anchor in (Anchor(day, span_of_unit("day", other), tense), Anchor()):  # type: ignore[arg-type]
            days = resolve(item, anchor)
            assert days.earliest <= days.latest if isinstance(days, Interval) else days.why


def test_none_can_be_made_that_does() -> None:
    with pytest.raises(ValueError, match="before it begins"):
        Interval(date(2025, 2, 2), date(2025, 2, 1), "range")


@given(ANY_DAY, st.sampled_from(UNITS))
def test_the_unit_that_holds_a_day_holds_it(day: date, unit: Granularity) -> None:
    try:
        days = span_of_unit(unit, day)
    except OverflowError:
        assert day.year in (1, 9999)
        return
    assert days.earliest <= day <= days.latest or unit == "weekend"


@given(DAYS)
def test_last_week_is_the_iso_week_before(day: date) -> None:
    days = resolve(find_times("It fell last week.")[0], Anchor(day))
    assert isinstance(days, Interval)
    assert (days.earliest.isoweekday(), days.latest.isoweekday()) == (1, 7)
    assert (
        days.earliest.isocalendar()[:2]
        == (day - timedelta(7)).isocalendar()[:2]
        == days.latest.isocalendar()[:2]
    )


@given(DAYS)
def test_last_month_is_whole(day: date) -> None:
    days = resolve(find_times("It fell last month.")[0], Anchor(day))
    assert isinstance(days, Interval)
    assert days.latest + timedelta(1) == day.replace(day=1)
    assert days.latest.day == monthrange(days.latest.year, days.latest.month)[1] and days.earliest.day == 1


@given(DAYS)
def test_a_leap_day_is_in_a_leap_year(day: date) -> None:
    days = resolve(find_times("It fell on Feb. 29.")[0], Anchor(day))
    assert isinstance(days, Interval) and isleap(days.earliest.year)
    assert abs((days.earliest - day).days) <= 366 * 8


@given(DAYS, st.sampled_from(sorted(WEEKDAYS, key=len)[-7:]), st.sampled_from(["past", "future", ""]))
def test_a_weekday_is_within_the_week(day: date, name: str, tense: str) -> None:
    days = resolve(find_times(f"It fell on {name.title()}.")[0], Anchor(day, None, tense))  # type: ignore[arg-type]
    assert isinstance(days, Interval) and days.earliest.isoweekday() == WEEKDAYS[name]
    away = (days.earliest - day).days
    assert 0 <= away < 7 if tense == "future" else -7 < away <= 0


@given(st.dates(date(1969, 1, 1), date(2068, 12, 31)))
def test_two_digit_years(day: date) -> None:
    days = resolve(find_times(f"It fell on {day:%m/%d/%y}.")[0], Anchor(day))
    assert isinstance(days, Interval) and days.earliest == day


@given(DAYS)
def test_every_usual_form_of_a_day_names_it(day: date) -> None:
    month = f"{day:%B}"
    for form in (
        f"{day.day} {month} {day.year}",
        f"{month} {day.day}, {day.year}",
        f"{month[:3]}{'' if month == 'May' else '.'} {day.day}, {day.year}",
        day.isoformat(),
    ):
        days = resolve(find_times(f"It fell on {form}.")[0], Anchor())
        assert isinstance(days, Interval) and days.earliest == days.latest == day


@given(DAYS, st.integers(-40, 40), st.sampled_from(["month", "quarter", "year"]))
def test_shifting_keeps_the_day_where_the_month_has_it(day: date, number: int, unit: Granularity) -> None:
    moved = shifted(day, unit, number)
    assert moved.day == min(day.day, monthrange(moved.year, moved.month)[1])


@given(st.integers(1900, 2100), st.sampled_from(sorted(FESTIVALS)))
def test_festivals_fall_in_their_year(year: int, name: str) -> None:
    days = festival(name, year)
    assert days.earliest == days.latest and days.earliest.year == year


@given(TEXTS, st.data())
@settings(max_examples=200, deadline=None)
def test_any_statements_on_any_text(text: str, data: st.DataObject) -> None:
    def spans(most: int) -> tuple[Span, ...]:
        ends = data.draw(st.lists(st.integers(0, len(text)), max_size=2 * most).map(sorted))
        return tuple(Span(a, b) for a, b in zip(ends[::2], ends[1::2], strict=False) if a < b)

    statements = [
        Statement(str(i), spans(2), spans(1), spans(1), "direct", spans(1), "say", "asserted", 1.0, parent="0" if i > 2 else None)
        for i in range(4)
    ]  # fmt: skip
    zone = data.draw(
        st.sampled_from(
            [None, "", "2025", "2024-02-29", "2024-02-29T23:59-08:00", "0001-01-01", "9999-12-31"]
        )
    )
    found = date_statements(
        Article("any", text, (Block(Span(0, len(text)), "body"),), published=zone), statements
    )
    assert [s.id for s in found] == [s.id for s in statements]
    for when in (s.said_on for s in found if s.said_on):
        assert when.earliest <= when.latest and when.rule
        assert when.from_span is None or when.from_span.of(text)


LONG = [
    "Tuesday ", "last ", "a day ", "12 ", ". ", "..", "\n", "“", "May 3, 2014 to ", "from Monday to ", "Rao said on Tuesday that it fell. ",
    "the ", "the same day ", "since ", "2014-", "12/", " ", "“yesterday today ”", "1990s ", "Feb. ", "early ", "(", "Monday (",
]  # fmt: skip


@pytest.mark.parametrize("piece", LONG)
def test_time_grows_with_the_text(piece: str) -> None:
    spent = []
    for size in (20_000, 80_000):
        text = (piece * (size // len(piece) + 1))[:size]
        step = 40
        statements = [
            Statement(
                str(i), (Span(i + 20, i + 36),), (Span(i + 8, i + 12),), (Span(i, i + 6),), "direct", (Span(i + 20, i + 36),), "say", "asserted", 1.0
            )
            for i in range(0, size - step, step)
        ]  # fmt: skip
        article = Article("long", text, (Block(Span(0, size), "body"),), published="2025-02-14")
        began = time.process_time()
        date_statements(article, statements)
        spent.append(time.process_time() - began)
    assert spent[1] < max(10 * spent[0], 1.0), spent
