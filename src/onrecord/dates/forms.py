"""The forms of time expressions: a text and the place of a word in, the expression that begins there out.

Forms are kept by their first word, so that a text costs one look-up for each word and a bounded match where a
word may open an expression. What stands around an expression ("early", "since", "from … to") is for `finding`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Literal

from onrecord.dates.words import FESTIVALS, MONTHS, NUMBERS, ORDINALS, SEASONS, UNITS, VAGUE, WEEKDAYS
from onrecord.types import Span

__all__ = ["FORMS", "Form", "Time", "TimeKind"]

TimeKind = Literal[
    "date", "weekday", "relative", "discourse", "season", "quarter", "festival", "span", "range", "vague"
]


@dataclass(frozen=True, slots=True)
class Time:
    """A time expression as it stands, before any day is known.

    `value` is what the words themselves fix, X where they do not: `2025-02-12`, `XXXX-02-12`, `XXXX-02`,
    `XXXX-XX-12`, `XXXX-WXX-2` (a Tuesday), `199X`, `XXXX-Q3`, `XXXX-SU`, `XXXX-labor day`; two readings are
    parted by `|`; `day-1`, `month+0`, `year+1` count units from the anchor. `toward` is last, this or next
    (`week-1` for "Tuesday last week"), `part` a part of the unit or of the day, or `since`.
    """

    span: Span
    kind: TimeKind
    value: str
    toward: str = ""
    part: str = ""
    ends: tuple[Time, Time] | None = None


_Built = tuple[TimeKind, str, str, str] | None  # kind, value, toward, part
Build = Callable[[re.Match[str]], _Built]


def _either(words: object) -> str:
    return "|".join(sorted((re.escape(w) for w in words), key=len, reverse=True))  # type: ignore[attr-defined]


_MONTH = rf"(?P<month>{_either(MONTHS)})\b(?:(?:(?<=\b\w{{3}})(?<!may)|(?<=\bsept))\.)?"
_YEAR = r"(?P<year>(?:1[5-9]|20)\d\d)(?![\d%]|[.,]\d)"
_DAY = r"(?P<day>[0-3]?\d)(?:st|nd|rd|th)?\b"
_WEEKDAY = rf"(?P<weekday>{_either(WEEKDAYS)})\b(?:(?<!day)\.)?"
_OF_DAY = r"(?:\s+(?P<part>morning|afternoon|evening|night)\b)?"
_UNIT = r"(?P<unit>day|weekend|week|fortnight|month|quarter|year|decade|century)"
_TOWARD = {
    "last": "last", "past": "last", "previous": "last", "this": "this", "current": "this", "next": "next",
    "coming": "next", "upcoming": "next", "this past": "last", "this coming": "next", "this last": "last",
}  # fmt: skip
_SHIFT = {"last": -1, "this": 0, "next": 1}
_TENS = {
    w: n
    for n, w in enumerate(
        ["twenties", "thirties", "forties", "fifties", "sixties", "seventies", "eighties", "nineties"], 2
    )
}
_AMOUNT = rf"(?P<n>\d{{1,3}}|{_either(NUMBERS)})"


def _year_of(match: re.Match[str]) -> str:
    year = match["year"]
    return year if year else "XXXX"


def _month_day(match: re.Match[str]) -> _Built:
    month = MONTHS[match["month"].lower()]
    day = match.groupdict().get("day")
    if day and not 1 <= int(day) <= 31:
        return None
    return "date", f"{_year_of(match)}-{month:02d}" + (f"-{int(day):02d}" if day else ""), "", ""


def _days_of_month(match: re.Match[str]) -> _Built:
    month, first, last = MONTHS[match["month"].lower()], int(match["day"]), int(match["last"])
    if not 1 <= first <= last <= 31:
        return None
    stem = f"{_year_of(match)}-{month:02d}"
    return "span", f"{stem}-{first:02d}/{stem}-{last:02d}", "", ""


def _numeric(match: re.Match[str]) -> _Built:
    first, second, year = int(match["a"]), int(match["b"]), int(match["y"])
    if len(match["y"]) == 2:
        year += 1900 if year >= 69 else 2000  # the POSIX pivot
    readings = [
        f"{year:04d}-{m:02d}-{d:02d}"
        for m, d in ((first, second), (second, first))
        if 1 <= m <= 12 and 1 <= d <= 31
    ]
    return ("date", "|".join(dict.fromkeys(readings)), "", "") if readings else None


def _iso(match: re.Match[str]) -> _Built:
    fits = 1 <= int(match["m"]) <= 12 and 1 <= int(match["d"]) <= 31
    return ("date", f"{match['y']}-{match['m']}-{match['d']}", "", "") if fits else None


def _year_span(match: re.Match[str]) -> _Built:
    first, last = match["year"], match["last"]
    last = first[: 4 - len(last)] + last
    return ("span", f"{first}/{last}", "", "") if first < last else None


def _weekday(match: re.Match[str]) -> _Built:
    toward = match.groupdict().get("toward")
    week = match.groupdict().get("week")
    to = f"week{_SHIFT[_TOWARD[week.lower()]]:+d}" if week else _toward(toward)
    return "weekday", f"XXXX-WXX-{WEEKDAYS[match['weekday'].lower()]}", to, (match["part"] or "").lower()


def _toward(word: str | None) -> str:
    return _TOWARD[re.sub(r"\s+", " ", word.lower())] if word else ""


def _unit(match: re.Match[str]) -> _Built:
    return "relative", f"{match['unit'].lower()}{_SHIFT[_toward(match['toward'])]:+d}", "", ""


def _last_units(match: re.Match[str]) -> _Built:
    number = _number(match["n"])
    ahead = _toward(match["toward"]) == "next"
    return "span", f"{match['unit'].lower()}{number if ahead else -number:+d}", "", ""


def _number(word: str) -> int:
    return int(word) if word.isdigit() else NUMBERS[word.lower()]


def _toward_month(match: re.Match[str]) -> _Built:
    if not match["month"][0].isupper():
        return None
    return "date", f"XXXX-{MONTHS[match['month'].lower()]:02d}", _toward(match["toward"]), ""


def _month_of_year(match: re.Match[str]) -> _Built:
    shift = _SHIFT[_toward(match["toward"])]
    return "date", f"XXXX-{MONTHS[match['month'].lower()]:02d}", f"year{shift:+d}", ""


def _toward_season(match: re.Match[str]) -> _Built:
    groups = match.groupdict()
    code = SEASONS[match["season"].lower()][1]
    return "season", f"{groups.get('year') or 'XXXX'}-{code}", _toward(groups.get("toward")), ""


def _quarter(match: re.Match[str]) -> _Built:
    groups = match.groupdict()
    number = int(groups["q"]) if groups.get("q") else ORDINALS[match["nth"].lower()]
    half = (groups.get("piece") or "quarter").lower() == "half"
    if half and number > 2:
        return None
    return (
        "quarter",
        f"{groups.get('year') or 'XXXX'}-{'H' if half else 'Q'}{number}",
        _toward(groups.get("toward")),
        "",
    )


def _festival(match: re.Match[str]) -> _Built:
    groups = match.groupdict()
    name = re.sub(r"\s+", " ", match["festival"].replace("’", "'").lower())
    return "festival", f"{groups.get('year') or 'XXXX'}-{name}", _toward(groups.get("toward")), ""


def _ago(match: re.Match[str]) -> _Built:
    number, way = _number(match["n"]), match["way"].lower()
    ahead = way in ("later", "after", "from now", "hence")
    kind: TimeKind = "relative" if way in ("ago", "from now", "hence") else "discourse"
    return kind, f"{UNITS[match['unit'].lower()]}{number if ahead else -number:+d}", "", ""


def _vague(match: re.Match[str]) -> _Built:
    near, far = VAGUE[match["some"].lower()]
    return "vague", f"{UNITS[match['unit'].lower()]}-{far}/{UNITS[match['unit'].lower()]}-{near}", "", ""


_NEAR = {"same": 0, "following": 1, "next": 1, "previous": -1, "preceding": -1, "prior": -1}


def _discourse(match: re.Match[str]) -> _Built:
    word = match["unit"].lower()
    part = word if UNITS[word] == "day" and word != "day" else ""
    return "discourse", f"{UNITS[word]}{_NEAR[match['near'].lower()]:+d}", "", part


def _fixed(kind: TimeKind, value: str, part: str = "") -> Build:
    return lambda match: (kind, value, "", part or (match.groupdict().get("part") or "").lower())


def _decade(match: re.Match[str]) -> _Built:
    digits = match["decade"]
    century = "" if len(digits) == 4 else "19" if digits >= "30" else "20"
    return "date", (century + digits)[:3] + "X", "", ""


def _century(match: re.Match[str]) -> _Built:
    number = int(match["nth"])
    return ("date", f"{number - 1:02d}XX", "", "") if 2 <= number <= 21 else None


_NOT_AFTER = r"(?!\s*(?:%|per\s?cent|percent|points?|million|billion|people|votes|seats|degrees|times))"
_AGO = rf"{_AMOUNT}[\s-]+(?P<unit>day|week|fortnight|month|quarter|year|decade)s?[\s-]+(?P<way>ago|earlier|later|from\s+now|hence|(?:before|after)(?=\s*[.,;\n]))\b"
_FESTIVAL = rf"(?P<festival>{_either(FESTIVALS)})".replace("'", "['’]").replace(r"\ ", r"\s+") + r"\b"
_SEASON = rf"(?P<season>{_either(SEASONS)})\b"
_UPPER, _ANY, _THE = "upper", "any", "the"

# First words (a table's keys, or words), whether the text must show a capital or "the" there, pattern, builder;
# of the forms of a word the first that matches is taken.
_FORMS: tuple[tuple[object, str, str, Build], ...] = (
    (MONTHS, _UPPER, rf"{_MONTH}\s+{_DAY}\s*(?:[-–]|to|through)\s*(?P<last>[0-3]?\d)(?:st|nd|rd|th)?\b(?:,?\s*{_YEAR})?", _days_of_month),
    (MONTHS, _UPPER, rf"{_MONTH}\s+{_DAY}(?:,?\s*{_YEAR})?(?!\d|:\d){_NOT_AFTER}", _month_day),
    (MONTHS, _UPPER, rf"{_MONTH},?(?:\s+of)?\s+{_YEAR}", _month_day),
    (MONTHS, _UPPER, rf"{_MONTH},?\s+(?:of\s+)?(?P<toward>last|this|next)\s+year\b", _month_of_year),
    (MONTHS, _UPPER, rf"{_MONTH}(?P<year>)", _month_day),
    (WEEKDAYS, _UPPER, rf"{_WEEKDAY}{_OF_DAY},?\s+(?:of\s+)?(?P<week>last|this|next)\s+week\b", _weekday),
    (WEEKDAYS, _UPPER, rf"{_WEEKDAY}{_OF_DAY}", _weekday),
    ("#", _ANY, r"(?P<y>(?:1[5-9]|20)\d\d)-(?P<m>\d\d)-(?P<d>\d\d)(?!\d)", _iso),
    ("#", _ANY, r"(?P<y>(?:19|20)\d\d)(?P<m>0[1-9]|1[0-2])(?P<d>0[1-9]|[12]\d|3[01])(?!\d)", _iso),
    ("#", _ANY, r"(?P<y>(?:19|20)\d\d)/(?P<m>\d\d)/(?P<d>\d\d)(?!\d)", _iso),
    ("#", _ANY, r"(?P<a>\d{1,2})[/.](?P<b>\d{1,2})[/.](?P<y>\d{4}|\d\d)(?![\d/]|\.\d)", _numeric),
    ("#", _ANY, rf"{_DAY}\s*(?:[-–]|to|and|through)\s*(?P<last>[0-3]?\d)(?:st|nd|rd|th)?(?:\s+of)?\s+{_MONTH}(?:,?\s+{_YEAR})?", _days_of_month),
    ("#", _ANY, rf"{_DAY}(?:\s+of)?[\s-]+{_MONTH}(?:,?[\s-]+{_YEAR})?", _month_day),
    ("#", _ANY, rf"{_YEAR}\s?[-–/]\s?(?P<last>\d{{4}}|\d\d)(?![\d/-])", _year_span),
    ("#", _ANY, r"(?P<decade>(?:1[5-9]|20)\d0|[2-9]0)[’']?s\b", _decade),
    ("nineties eighties seventies sixties fifties forties thirties twenties", _THE, rf"(?P<tens>{_either(_TENS)})\b", lambda m: ("date", f"19{_TENS[m['tens'].lower()]}X", "", "")),
    ("#", _ANY, _AGO, _ago),
    ("#", _ANY, r"(?P<nth>\d{1,2})(?:st|nd|rd|th)[\s-]+century\b", _century),
    ("#", _THE, r"(?P<d>[0-3]?\d)(?:st|nd|rd|th)(?=\s*(?:[.,;:)\n]|of\b|when\b|and\b|at\b|$))", lambda m: ("date", f"XXXX-XX-{int(m['d']):02d}", "", "") if 1 <= int(m["d"]) <= 31 else None),
    ("#", _ANY, rf"{_YEAR}(?![:/])(?!-\d|[’']?s\b|th\b){_NOT_AFTER}(?!\s+(?:feet|meters|metres|miles|tons|jobs|troops|dollars|euros|workers|words|members|homes|cases))", lambda m: ("date", m["year"], "", "")),
    (NUMBERS, _ANY, _AGO, _ago),
    ("a several couple few", _ANY, r"(?:a\s+)?(?P<some>few|several|couple)(?:\s+of)?\s+(?P<unit>day|week|month|year|decade)s\s+ago\b", _vague),
    ("recent", _ANY, r"(?P<some>recent)\s+(?P<unit>day|week|month|year|decade)s\b", _vague),
    ("yesterday", _ANY, rf"yesterday\b{_OF_DAY}", _fixed("relative", "day-1")),
    ("today", _ANY, r"today\b", _fixed("relative", "day+0")),
    ("tonight", _ANY, r"tonight\b", _fixed("relative", "day+0", "night")),
    ("tomorrow", _ANY, rf"tomorrow\b{_OF_DAY}", _fixed("relative", "day+1")),
    ("day", _THE, r"day\s+before\s+yesterday\b", _fixed("relative", "day-2")),
    ("day", _THE, r"day\s+after\s+tomorrow\b", _fixed("relative", "day+2")),
    ("day", _THE, r"day\s+before(?=\s*[.,;:\n]|\s+(?:in|at|that|on|he|she|they|to)\b|$)", _fixed("discourse", "day-1")),
    ("day", _THE, r"day\s+after(?=\s*[.,;:\n]|$)", _fixed("discourse", "day+1")),
    ("last", _ANY, r"last\s+(?P<part>night|evening)\b", _fixed("relative", "day-1")),
    ("this", _ANY, r"this\s+(?P<part>morning|afternoon|evening)\b", _fixed("relative", "day+0")),
    ("the very same", _ANY, r"(?:the\s+)?(?:very\s+)?(?P<near>same)\s+(?P<unit>day|morning|afternoon|evening|night|week|weekend|month|year)\b", _discourse),
    ("that", _ANY, r"that\s+(?:very\s+|same\s+)?(?:day|morning|afternoon|evening|night)\b", _fixed("discourse", "day+0")),
    ("that", _ANY, r"that\s+(?:same\s+)?week\b", _fixed("discourse", "week+0")),
    ("that", _ANY, r"that\s+(?:same\s+)?month\b", _fixed("discourse", "month+0")),
    ("that", _ANY, r"that\s+(?:same\s+)?year\b", _fixed("discourse", "year+0")),
    ("at", _ANY, r"at\s+the\s+time\b(?=\s*(?:[.,;:!?)\"”—–-]|$)|\s+(?:in|on|to)\b)", _fixed("discourse", "same+0")),
    ("following next previous preceding prior", _THE, r"(?P<near>following|next|previous|preceding|prior)\s+(?P<unit>day|morning|afternoon|evening|night|week|weekend|month|year)\b(?!s)", _discourse),
    ("last past next coming previous", _ANY, rf"(?P<toward>last|past|next|coming|previous)\s+{_AMOUNT}\s+{_UNIT}s?\b", _last_units),
    ("last past next coming", _ANY, r"(?P<toward>last|past|next|coming)\s+(?P<some>few|several)\s+(?P<unit>day|week|month|year|decade)s\b", lambda m: None if _toward(m["toward"]) == "next" else _vague(m)),
    (_TOWARD, _ANY, rf"(?P<toward>this\s+(?:past|coming|last)|{_either(_TOWARD)})\s+{_WEEKDAY}{_OF_DAY}(?P<week>)", _weekday),
    (_TOWARD, _ANY, rf"(?P<toward>this\s+(?:past|coming|last)|{_either(_TOWARD)})\s+{_MONTH}", _toward_month),
    (_TOWARD, _ANY, rf"(?P<toward>this\s+(?:past|coming|last)|{_either(_TOWARD)})\s+{_SEASON}", _toward_season),
    (_TOWARD, _ANY, rf"(?P<toward>{_either(_TOWARD)})\s+{_FESTIVAL}", _festival),
    (_TOWARD, _ANY, rf"(?P<toward>this\s+(?:past|coming|last)|{_either(_TOWARD)})\s+{_UNIT}\b(?![’']s\s+(?:first|second|third|fourth)\s+(?:quarter|half))", _unit),
    (_TOWARD, _ANY, rf"(?P<toward>{_either(_TOWARD)})\s+year[’']s\s+(?P<nth>first|second|third|fourth)[\s-]+(?P<piece>quarter|half)\b", _quarter),
    ("weekend", _THE, r"weekend\b", _fixed("relative", "weekend+0", "the")),
    ("week", _THE, rf"week\s+of\s+{_MONTH}\s+{_DAY}(?P<year>)", lambda m: (b := _month_day(m)) and ("date", b[1], "", "week")),
    (ORDINALS, _ANY, rf"(?P<nth>{_either(ORDINALS)})[\s-]+(?P<piece>quarter|half)\s+(?:of\s+)?(?:fiscal\s+)?{_YEAR}", _quarter),
    (ORDINALS, _ANY, rf"(?P<nth>{_either(ORDINALS)})[\s-]+(?P<piece>quarter|half)\s+of\s+(?P<toward>last|this|next)\s+year\b", _quarter),
    (ORDINALS, _ANY, rf"(?P<nth>{_either(ORDINALS)})[\s-]+(?P<piece>quarter)\b(?!-)", _quarter),
    ("q", _ANY, rf"q(?P<q>[1-4])(?:\s+(?:of\s+)?{_YEAR})?(?!\w)", _quarter),
    (SEASONS, _ANY, rf"{_SEASON},?\s+(?:of\s+)?{_YEAR}", _toward_season),
    (SEASONS, _THE, _SEASON, _toward_season),
    (frozenset(name.split()[0].split("'")[0].rstrip(".") for name in FESTIVALS), _UPPER, rf"{_FESTIVAL}(?:,?\s+(?:of\s+)?{_YEAR})?", _festival),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Form:
    """One form: what must stand before or at its first word, its pattern, and what the words fix."""

    needs: str
    pattern: re.Pattern[str]
    build: Build


def _by_first_word() -> dict[str, tuple[Form, ...]]:
    table: dict[str, list[Form]] = {}
    for words, needs, pattern, build in _FORMS:
        form = Form(needs, re.compile(pattern, re.IGNORECASE), build)
        for word in _first_words(words):
            table.setdefault(word, []).append(form)
    return {word: tuple(forms) for word, forms in table.items()}


def _first_words(words: object) -> Iterator[str]:
    listed = words.split() if isinstance(words, str) else words
    yield from dict.fromkeys(w.split()[0] for w in listed)  # type: ignore[attr-defined]


FORMS = _by_first_word()
