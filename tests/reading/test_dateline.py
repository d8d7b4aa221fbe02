"""Lines that give a date, addresses that do, and what is no date."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.errors import UsageError
from onrecord.reading.dateline import date_in, date_of_url, decode_lettered_date, given_date

LINES = [
    ("February 14, 2025", "2025-02-14"),
    ("Feb. 3, 2024", "2024-02-03"),
    ("14 February 2025", "2025-02-14"),
    ("Friday, 14 Feb 2025 09:55", "2025-02-14T09:55"),
    ("Published: 2025-02-14T09:55:10+07:00", "2025-02-14T09:55+07:00"),
    ("Updated 14/02/2025 at 6.05pm", "2025-02-14T18:05"),
    ("2nd of March 2021, 12:30 am GMT", "2021-03-02T00:30+00:00"),
    ("Last modified: 2019.12.31", "2019-12-31"),
    ("02/14/2025", "2025-02-14"),
    ("Jane Doe DNUM_BEZACZCACF 09:55", "2025-02-14T09:55"),
    ("DNUM_CJZACZCACE", "2024-02-29"),
    ("09:55 on 1 May 2020", "2020-05-01T09:55"),
]


@pytest.mark.parametrize(("line", "expected"), LINES)
def test_date_lines(line: str, expected: str) -> None:
    found = date_in(line)
    assert found is not None
    assert found[0] == expected


@pytest.mark.parametrize(
    "line",
    [
        "no date here",
        "31 February 2025",
        "DNUM_JJZACZCACF",
        "DNUM_BEZACF",
        "Room 12, floor 2025",
        "99/99/2025",
    ],
)
def test_what_is_no_date(line: str) -> None:
    assert date_in(line) is None


@given(st.dates(date(1900, 1, 1), date(2100, 12, 31)), st.booleans())
def test_lettered_dates_come_back(day: date, year_first: bool) -> None:
    def letters(number: int, width: int) -> str:
        return "".join(chr(65 + int(d)) for d in f"{number:0{width}d}")

    parts = [letters(day.day, 2), letters(day.month, 2), letters(day.year, 4)]
    assert decode_lettered_date("Z".join(parts[::-1] if year_first else parts)) == day


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://x.example/news/2022/7/21/a-story", "2022-07-21"),
        ("https://x.example/2022-07-21-story.html", "2022-07-21"),
        ("https://x.example/story-20220721.html", "2022-07-21"),
        ("https://x.example/article/26/07/2022/story", "2022-07-26"),
        ("https://x.example/2022/jul/21/story", "2022-07-21"),
        ("https://x.example/2022/13/45/story", None),
        ("https://x.example/story/12345678", None),
    ],
)
def test_dates_of_addresses(url: str, expected: str | None) -> None:
    assert date_of_url(url) == expected


def test_given_dates() -> None:
    assert given_date("2025-02-14") == given_date("20250214") == "2025-02-14"
    assert given_date("2025-02-14T09:55:30+01:00") == "2025-02-14T09:55+01:00"
    with pytest.raises(UsageError, match="2025-02-14"):
        given_date("soon")
