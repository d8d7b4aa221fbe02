"""A line of an article's header -> the date it gives. Usual forms by rules of our own, the rest by dateparser."""

from __future__ import annotations

import re
from datetime import date, datetime

from onrecord.errors import UsageError

__all__ = ["date_in", "date_of_url", "decode_lettered_date", "given_date"]

_MONTHS = {
    m: i
    for i, names in enumerate(
        [
            "january jan",
            "february feb",
            "march mar",
            "april apr",
            "may",
            "june jun",
            "july jul",
            "august aug",
            "september sept sep",
            "october oct",
            "november nov",
            "december dec",
        ],
        1,
    )
    for m in names.split()
}
_MONTH = r"(?P<month>" + "|".join(sorted(_MONTHS, key=len, reverse=True)) + r")\.?"
_DAY, _YEAR = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?", r"(?P<year>(?:19|20)\d\d)"
_FORMS = [
    re.compile(form, re.IGNORECASE)
    for form in (
        r"(?<!\d)(?P<year>(?:19|20)\d\d)-(?P<number>\d\d)-(?P<day>\d\d)(?!\d)",
        rf"\b{_MONTH}\s+{_DAY}(?:,|\s)\s*{_YEAR}\b",
        rf"(?<!\d){_DAY}\s+(?:of\s+)?{_MONTH},?\s+{_YEAR}\b",
        rf"(?<!\d){_DAY}[-/]{_MONTH}[-/]{_YEAR}\b",
        r"(?<!\d)(?P<year>(?:19|20)\d\d)[/.](?P<number>\d{1,2})[/.](?P<day>\d{1,2})(?!\d)",
        r"(?<!\d)(?P<day>\d{1,2})[/.-](?P<number>\d{1,2})[/.-](?P<year>(?:19|20)\d\d)(?!\d)",
    )
]
_CLOCK = re.compile(
    r"(?<![\d:/-])(?P<hour>[01]?\d|2[0-3])[:.h](?P<minute>[0-5]\d)(?::[0-5]\d(?:\.\d+)?)?\s*(?P<half>[ap]\.?m\.?)?"
    r"\s*(?P<zone>Z\b|UTC\b|GMT\b|[+-]\d\d:?\d\d)?",
    re.IGNORECASE,
)
_LETTERED = re.compile(r"\bD?NUM_(?P<letters>[A-JZ]{6,12})\b")
_URL_DATES = (
    re.compile(r"/(?P<year>(?:19|20)\d\d)[/-](?P<number>\d{1,2})[/-](?P<day>\d{1,2})(?=[/\-_.?]|$)"),
    re.compile(r"(?<!\d)(?P<year>(?:19|20)\d\d)-(?P<number>\d\d)-(?P<day>\d\d)(?!\d)"),
    re.compile(r"(?<!\d)(?P<year>20\d\d)(?P<number>0[1-9]|1[0-2])(?P<day>0[1-9]|[12]\d|3[01])(?!\d)"),
    re.compile(r"/(?P<day>\d\d)/(?P<number>\d\d)/(?P<year>20\d\d)(?=/|$)"),
    re.compile(r"/(?P<year>20\d\d)/(?P<month>[a-z]{3})/(?P<day>\d\d)(?=/)", re.IGNORECASE),
)


def date_in(line: str) -> tuple[str, tuple[int, int]] | None:
    """The first date of a line, as ISO date or date-time to the minute, and where it stands.

    >>> date_in("Published 14 Feb 2025, 9:55 pm GMT")
    ('2025-02-14T21:55+00:00', (10, 34))
    >>> date_in("DNUM_BEZACZCACF 09:55")[0]
    '2025-02-14T09:55'
    """
    lettered = _LETTERED.search(line)
    found = [m for form in _FORMS if (m := form.search(line)) and _day_of(m)]
    if lettered and (day := decode_lettered_date(lettered.group("letters"))):
        start, end = lettered.span()
    elif found:
        match = min(found, key=lambda m: m.start())
        day, (start, end) = _day_of(match), match.span()
    else:
        return None
    assert day is not None
    clock = _CLOCK.search(line, end, end + 40) or _CLOCK.search(line, max(0, start - 25), start)
    return _with_clock(day, clock), (
        min(start, clock.start()) if clock else start,
        max(end, clock.end()) if clock else end,
    )


def _day_of(match: re.Match[str]) -> date | None:
    parts = match.groupdict()
    month = _MONTHS.get((parts.get("month") or "").lower().rstrip("."))
    numbers = [int(parts["number"])] if parts.get("number") else [month or 0]
    day = int(parts["day"])
    for m, d in ((numbers[0], day), (day, numbers[0])):
        if month and m != month:
            continue
        try:
            return date(int(parts["year"]), m, d)
        except ValueError:
            continue
    return None


def _with_clock(day: date, clock: re.Match[str] | None) -> str:
    if not clock:
        return day.isoformat()
    hour = int(clock["hour"])
    if clock["half"]:
        hour = hour % 12 + (12 if clock["half"].lower().startswith("p") else 0)
    zone = (clock["zone"] or "").upper()
    zone = "+00:00" if zone in ("Z", "UTC", "GMT") else zone
    zone = f"{zone[:3]}:{zone[3:]}" if len(zone) == 5 else zone
    return f"{day.isoformat()}T{hour:02d}:{clock['minute']}{zone}"


def decode_lettered_date(letters: str) -> date | None:
    """A date whose digits were turned into letters (A=0 … J=9, Z between the parts); None where it is no date.

    >>> decode_lettered_date("BEZACZCACF")
    datetime.date(2025, 2, 14)
    """
    parts = letters.split("Z")
    if len(parts) != 3 or not all(parts) or any(set(p) - set("ABCDEFGHIJ") for p in parts):
        return None
    numbers = [int("".join(str(ord(c) - 65) for c in p)) for p in parts]
    orders = ((2, 1, 0), (2, 0, 1)) if len(parts[2]) == 4 else ((0, 1, 2),) if len(parts[0]) == 4 else ()
    for y, m, d in orders:
        try:
            found = date(numbers[y], numbers[m], numbers[d])
        except ValueError:
            continue
        return found if 1900 <= found.year <= 2100 else None
    return None


def date_of_url(url: str) -> str | None:
    """The publication date that many addresses carry.

    >>> date_of_url("https://example.org/news/2022/7/21/a-story")
    '2022-07-21'
    """
    for form in _URL_DATES:
        if match := form.search(url):
            try:
                month = _MONTHS.get(match.groupdict().get("month", "").lower()) or int(match["number"])
                return date(int(match["year"]), month, int(match["day"])).isoformat()
            except (ValueError, IndexError):
                continue
    return None


def given_date(value: str) -> str:
    """A date given by a user or by metadata, in our form: ISO date, or date-time to the minute with its offset.

    Raises:
        UsageError: no date can be made of it.
    """
    value = value.strip()
    try:
        if len(value) in (8, 10) and ":" not in value:
            return date.fromisoformat(value).isoformat()
        moment = datetime.fromisoformat(value)
        return moment.isoformat(timespec="minutes")
    except ValueError:
        pass
    if found := date_in(value):
        return found[0]
    if 5 < len(value) < 80:
        import dateparser

        if moment := dateparser.parse(
            value, settings={"PREFER_DAY_OF_MONTH": "first", "REQUIRE_PARTS": ["day", "month", "year"]}
        ):
            return str(moment.isoformat(timespec="minutes") if ":" in value else moment.date().isoformat())
    raise UsageError(f"{value!r}: not a date; write it as 2025-02-14 or 2025-02-14T09:55")
