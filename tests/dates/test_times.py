"""Time expressions: in each row the words, in [brackets], the day of publication, and the days they name.

One day stands alone, a stretch as `first..last`; `?` and a reason is what cannot be told; `-` is no time at all.
"""

from __future__ import annotations

import re
from datetime import date

import pytest

from onrecord.dates import Anchor, Interval, find_times, resolve
from onrecord.dates.tense import tense_at

FRIDAY = "2025-02-14"  # the anchor where a row gives none

EXPLICIT = [
    ("The treaty was signed on [12 February 2025].", "2025-02-12"),
    ("The treaty was signed on [12 Feb. 2025].", "2025-02-12"),
    ("The treaty was signed on [February 12, 2025].", "2025-02-12"),
    ("The treaty was signed on [February 12th, 2025].", "2025-02-12"),
    ("The treaty was signed on the [12th of February 2025].", "2025-02-12"),
    ("The treaty was signed on [Feb. 12].", "2025-02-12"),
    ("The treaty was signed on [FEBRUARY 12].", "2025-02-12"),
    ("The treaty was signed on [2025-02-12].", "2025-02-12"),
    ("The treaty was signed on [2025/02/12].", "2025-02-12"),
    ("The treaty was signed on [20250212].", "2025-02-12"),
    ("The treaty was signed on [25/12/2024].", "2024-12-25"),
    ("The treaty was signed on [12/25/2024].", "2024-12-25"),
    ("The treaty was signed on [12/02/2025].", "2025-02-12"),  # 2 December had not come
    ("The treaty was signed on [02/12/2025].", "2025-02-12"),
    ("The treaty was signed on [12.02.2025].", "2025-02-12"),
    ("The treaty was signed on [1/2/99].", "1999-02-01"),
    ("The treaty was signed on [25/1/07].", "2007-01-25"),
    ("The treaty was signed on [Wednesday, Feb. 12].", "2025-02-12"),
    ("The treaty was signed on [Wednesday, 12 February 2025].", "2025-02-12"),
    ("The treaty was signed on [12 February (Wednesday)].", "2025-02-12"),
    ("They voted on the [12th].", "2025-02-12"),
    ("They voted on the [20th].", "2025-01-20"),
    ("They voted in [February 2025].", "2025-02-01..2025-02-28"),
    ("They voted in [February 2024].", "2024-02-01..2024-02-29"),
    ("They voted in [October of 2014].", "2014-10-01..2014-10-31"),
    ("They voted in [December].", "2024-12-01..2024-12-31"),
    ("They voted in [May].", "2024-05-01..2024-05-31"),
    ("They voted in [March].", "2024-03-01..2024-03-31"),
    ("They voted in [Sept.]", "2024-09-01..2024-09-30"),
    ("They will vote in [March].", "2025-03-01..2025-03-31"),
    ("They will vote on [March 3].", "2025-03-03"),
    ("They voted on [3 March].", "2024-03-03", "2024-06-20"),
    ("They voted on [Dec. 30].", "2024-12-30"),
    ("They voted in [2014].", "2014-01-01..2014-12-31"),
    ("They voted in [1848].", "1848-01-01..1848-12-31"),
    ("They voted in [early 2014].", "2014-01-01..2014-12-31"),
    ("They voted in [mid-2014].", "2014-01-01..2014-12-31"),
    ("They voted in [late March].", "2024-03-01..2024-03-31"),
    ("They voted at [the end of March].", "2024-03-01..2024-03-31"),
    ("They voted in [June last year].", "2024-06-01..2024-06-30"),
    ("They voted on [Feb. 29].", "2024-02-29"),
    ("They voted on [Feb. 29, 2023].", "? no such day"),
    ("They voted on [31 April 2024].", "? no such day"),
]  # fmt: skip

WEEKDAYS = [
    ("She left on [Tuesday].", "2025-02-11"),
    ("She left [Tuesday night].", "2025-02-11"),
    ("She left [late on Tuesday night].", "2025-02-11"),
    ("She left on [Friday].", "2025-02-14"),
    ("She left on [Saturday].", "2025-02-08"),
    ("She left on [Sunday morning], as far as is known.", "2025-02-09"),
    ("She left on [Thurs.]", "2025-02-13"),
    ("She left [last Friday].", "2025-02-07"),
    ("She left [last Tuesday].", "2025-02-11"),
    ("She left [this past Monday].", "2025-02-10"),
    ("She left on [Wednesday last week].", "2025-02-05"),
    ("She left on [Wednesday of last week].", "2025-02-05"),
    ("She leaves [next Monday].", "2025-02-17"),
    ("She leaves [next Friday].", "2025-02-21"),
    ("She leaves [this Sunday].", "2025-02-16"),
    ("She will leave on [Tuesday].", "2025-02-18"),
    ("She is to leave on [Tuesday].", "2025-02-18"),
    ("She is scheduled to leave [Monday].", "2025-02-17"),
    ("She left, and the council will meet on [Thursday].", "2025-02-20"),
    ("The council will meet; she left on [Thursday].", "2025-02-13"),
    ("She left on [Tuesday].", "2024-12-31", "2025-01-01"),
    ("She left on [Thursday].", "2024-02-29", "2024-03-01"),
]

RELATIVE = [
    ("The bridge shut [yesterday].", "2025-02-13"),
    ("The bridge shut [yesterday morning].", "2025-02-13"),
    ("The bridge shut [today].", "2025-02-14"),
    ("The bridge shut [tonight].", "2025-02-14"),
    ("The bridge shut [this morning].", "2025-02-14"),
    ("The bridge shut [last night].", "2025-02-13"),
    ("The bridge shuts [tomorrow].", "2025-02-15"),
    ("The bridge shut the [day before yesterday].", "2025-02-12"),
    ("The bridge shuts the [day after tomorrow].", "2025-02-16"),
    ("The bridge shut [last week].", "2025-02-03..2025-02-09"),
    ("The bridge shut [this week].", "2025-02-10..2025-02-16"),
    ("The bridge shuts [next week].", "2025-02-17..2025-02-23"),
    ("The bridge shut [earlier this week].", "2025-02-10..2025-02-14"),
    ("The bridge shut [earlier this month].", "2025-02-01..2025-02-14"),
    ("The bridge shut [earlier this year].", "2025-01-01..2025-02-14"),
    ("The bridge shuts [later this month].", "2025-02-14..2025-02-28"),
    ("The bridge shut [last month].", "2025-01-01..2025-01-31"),
    ("The bridge shut [last month].", "2024-12-01..2024-12-31", "2025-01-31"),
    ("The bridge shut [last month].", "2024-02-01..2024-02-29", "2024-03-31"),
    ("The bridge shuts [next month].", "2025-03-01..2025-03-31"),
    ("The bridge shut [last year].", "2024-01-01..2024-12-31"),
    ("The bridge shuts [next year].", "2026-01-01..2026-12-31"),
    ("The bridge shuts [early next year].", "2026-01-01..2026-12-31"),
    ("The bridge shut [two days ago].", "2025-02-12"),
    ("The bridge shut [11 days ago].", "2025-02-03"),
    ("The bridge shut [two weeks ago].", "2025-01-27..2025-02-02"),
    ("The bridge shut [a month ago].", "2025-01-01..2025-01-31"),
    ("The bridge shut [three years ago].", "2022-01-01..2022-12-31"),
    ("The bridge shut in the [past two weeks].", "2025-01-31..2025-02-14"),
    ("The bridge shut in the [last 10 days].", "2025-02-04..2025-02-14"),
    ("The bridge shut in [recent days].", "2025-02-07..2025-02-14"),
    ("The bridge shut over the [weekend].", "2025-02-08..2025-02-09"),
    ("The bridge shut [last weekend].", "2025-02-08..2025-02-09"),
    ("The bridge shuts [this weekend].", "2025-02-15..2025-02-16"),
    ("The bridge shut [this month].", "2025-02-01..2025-02-28"),
    ("The bridge shut [last August].", "2024-08-01..2024-08-31"),
    ("The bridge shuts [next August].", "2025-08-01..2025-08-31"),
    ("The bridge shut [this January].", "2025-01-01..2025-01-31"),
    ("The bridge shut a [decade ago].", "-"),
    ("The bridge shut [a decade ago].", "2010-01-01..2019-12-31"),
]

SEASONS_AND_FEASTS = [
    ("Sales fell [last summer].", "2024-06-01..2024-08-31"),
    ("Sales fell in the [summer].", "2024-06-01..2024-08-31"),
    ("Sales fell in the [summer of 2014].", "2014-06-01..2014-08-31"),
    ("Sales fell in [spring 2019].", "2019-03-01..2019-05-31"),
    ("Sales fell [last fall].", "2024-09-01..2024-11-30"),
    ("Sales rise [next autumn].", "2025-09-01..2025-11-30"),
    ("Sales fell in the [winter of 2023].", "2023-12-01..2024-02-29"),
    ("Sales fell in the [third quarter].", "2024-07-01..2024-09-30"),
    ("Sales fell in the [third quarter of 2019].", "2019-07-01..2019-09-30"),
    ("Sales fell in [Q4 2023].", "2023-10-01..2023-12-31"),
    ("Sales fell in the [first half of 2022].", "2022-01-01..2022-06-30"),
    ("Sales fell in the [second quarter of last year].", "2024-04-01..2024-06-30"),
    ("Sales fell [last quarter].", "2024-10-01..2024-12-31"),
    ("Sales fell in the [1990s].", "1990-01-01..1999-12-31"),
    ("Sales fell in the '[90s].", "1990-01-01..1999-12-31"),
    ("Sales fell in the [nineties].", "1990-01-01..1999-12-31"),
    ("Sales fell in the [19th century].", "1800-01-01..1899-12-31"),
    ("Shops shut on [Christmas Day].", "2024-12-25"),
    ("Shops shut on [Christmas Eve 2014].", "2014-12-24"),
    ("Shops shut on [New Year’s Day].", "2025-01-01"),
    ("Shops shut on [New Year's Eve].", "2024-12-31"),
    ("Shops shut on [Labor Day].", "2024-09-02"),
    ("Shops shut on [Labor Day 2016].", "2016-09-05"),
    ("Shops shut on [Memorial Day 2022].", "2022-05-30"),
    ("Shops shut on [last Thanksgiving].", "2024-11-28"),
    ("Shops shut on [Good Friday 2023].", "2023-04-07"),
    ("Shops shut on [Easter Monday 2024].", "2024-04-01"),
    ("Shops shut on [Election Day 2016].", "2016-11-08"),
    ("Shops shut on [Martin Luther King Day 2025].", "2025-01-20"),
    ("Shops shut on [Bastille Day].", "2024-07-14"),
    ("Shops shut on [Black Friday 2024].", "2024-11-29"),
]

RANGES = [
    ("Talks ran [between May 3 and May 5].", "2025-05-03..2025-05-05", "2025-09-14"),
    ("Talks ran between [3 and 5 May].", "2025-05-03..2025-05-05", "2025-09-14"),
    ("Talks ran [May 12-14, 2019].", "2019-05-12..2019-05-14"),
    ("Talks ran on [3-5 May 2019].", "2019-05-03..2019-05-05"),
    ("Talks ran [from Monday to Wednesday].", "2025-02-10..2025-02-12"),
    ("Talks ran [from Saturday to Tuesday].", "2025-02-08..2025-02-11"),
    ("Talks ran [from March 3 to April 2, 2014].", "2014-03-03..2014-04-02"),
    ("Talks ran [from 1991 to 1997].", "1991-01-01..1997-12-31"),
    ("Talks ran in [2014-2016].", "2014-01-01..2016-12-31"),
    ("Talks ran in [1998–99].", "1998-01-01..1999-12-31"),
    ("Talks ran in the [week of Jan. 6].", "2025-01-06..2025-01-12"),
    ("Talks have run [since 2014].", "2014-01-01..2025-02-14"),
    ("Talks have run [since Monday].", "2025-02-10..2025-02-14"),
    ("Talks have run [since January].", "2025-01-01..2025-02-14"),
]

NO_TIME = [
    "She may go.", "The May family came.", "They march on.", "Twelve of them second the motion.",
    "The 2,014 seats were sold.", "It cost $2014.", "Some 1500 people came.", "Flight MH2014 landed.",
    "He said it on Fox News Sunday.", "She told USA TODAY so.", "The Sunday Times said so.",
    "They fall behind.", "The sun rose.", "On Mondays they rest.",
    "The 12th man stood.", "A day in the life.", "Spring water is cold.",
]  # fmt: skip


def days_of(found: Interval | object) -> str:
    if not isinstance(found, Interval):
        return f"? {found.why}"  # type: ignore[attr-defined]
    first, last = found.earliest.isoformat(), found.latest.isoformat()
    return first if first == last else f"{first}..{last}"


@pytest.mark.parametrize(
    "row", EXPLICIT + WEEKDAYS + RELATIVE + SEASONS_AND_FEASTS + RANGES, ids=lambda r: r[0]
)
def test_expressions_name_days(row: tuple[str, ...]) -> None:
    marked, want, published = (*row, FRIDAY)[:3]
    text = re.sub(r"[\[\]]", "", marked)
    start = marked.index("[")
    end = marked.index("]") - 1
    found = [t for t in find_times(text) if t.span.start < end and start < t.span.end]
    if want == "-":
        assert text[start:end] not in [t.span.of(text) for t in found]
        return
    assert [t.span.of(text) for t in found] == [text[start:end]]
    tense = tense_at(text, found[0].span)
    assert days_of(resolve(found[0], Anchor(date.fromisoformat(published), None, tense))) == want


def test_there_are_enough_of_them() -> None:
    assert len(EXPLICIT + WEEKDAYS + RELATIVE + SEASONS_AND_FEASTS + RANGES) >= 120


@pytest.mark.parametrize("text", NO_TIME)
def test_other_words_name_none(text: str) -> None:
    assert [t.span.of(text) for t in find_times(text)] == []


AFTER = [
    # words, the last date told before, days
    ("The [same day], she resigned.", "2025-02-12", "2025-02-12"),
    ("The [very same day], she resigned.", "2025-02-12", "2025-02-12"),
    ("[That day], she resigned.", "2025-02-12", "2025-02-12"),
    ("[That same day], she resigned.", "2025-02-12", "2025-02-12"),
    ("The [following day], she resigned.", "2025-02-28", "2025-03-01"),
    ("The [next morning], she resigned.", "2024-02-28", "2024-02-29"),
    ("The [day before], she resigned.", "2024-03-01", "2024-02-29"),
    ("The [previous evening], she resigned.", "2025-01-01", "2024-12-31"),
    ("[A day earlier], she resigned.", "2025-02-12", "2025-02-11"),
    ("[Two days later], she resigned.", "2025-02-12", "2025-02-14"),
    ("[A week later], she resigned.", "2025-02-12", "2025-02-17..2025-02-23"),
    ("The [following week], she resigned.", "2025-02-12", "2025-02-17..2025-02-23"),
    ("The [next year], she resigned.", "2019-05-01..2019-05-31", "2020-01-01..2020-12-31"),
    ("[Two years later], she resigned.", "2007-01-01..2007-12-31", "2009-01-01..2009-12-31"),
    ("She resigned [at the time].", "2019-05-01..2019-05-31", "2019-05-01..2019-05-31"),
    ("The [following morning], she resigned.", "2019-05-01..2019-05-31", "2019-05-01..2019-05-31"),
]


@pytest.mark.parametrize(("marked", "last", "want"), AFTER, ids=lambda v: v)
def test_some_count_from_the_date_told_before(marked: str, last: str, want: str) -> None:
    text = re.sub(r"[\[\]]", "", marked)
    (found,) = find_times(text)
    first, _, end = last.partition("..")
    told = Interval(date.fromisoformat(first), date.fromisoformat(end or first), "range")
    assert text[marked.index("[") : marked.index("]") - 1].lower() in found.span.of(text).lower()
    assert days_of(resolve(found, Anchor(date(2025, 2, 14), told))) == want
    assert days_of(resolve(found, Anchor(date(2025, 2, 14)))) == "? no date before it"


@pytest.mark.parametrize(
    "words", ["Tuesday", "last month", "yesterday", "Feb. 12", "next year", "Christmas", "since 2014"]
)
def test_without_publication_they_stay_open_and_say_so(words: str) -> None:
    (found,) = find_times(f"It began {words}.")
    assert days_of(resolve(found, Anchor())) == "? no publication date"


@pytest.mark.parametrize(
    "words", ["12 February 2025", "2014", "May 2019", "2014-2016", "Q3 2014", "Easter 2024", "the 1990s"]
)
def test_whole_dates_need_no_publication(words: str) -> None:
    (found,) = find_times(f"It began in {words}.")
    assert isinstance(resolve(found, Anchor()), Interval)


def test_values_say_what_the_words_fix() -> None:
    text = "On Tuesday, not May 3 or in 2019, it began last month."
    assert [(t.kind, t.value) for t in find_times(text)] == [
        ("weekday", "XXXX-WXX-2"),
        ("date", "XXXX-05-03"),
        ("date", "2019"),
        ("relative", "month-1"),
    ]
