"""Time expressions of a text: characters in, `Time`s in reading order out, none overlapping another."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from onrecord.dates.forms import FORMS, Time
from onrecord.dates.words import MONTHS, WEEKDAYS
from onrecord.types import Span

__all__ = ["find_times"]

_WORD = re.compile(r"[A-Za-z]+|(\d+)")
_GLUED = re.compile(
    r"[\w$€£¥#@/]$|\d[.,:]$|(?<!\bmid)(?<!\blate)(?<!\bearly)(?<!\b[A-Z][a-z][a-z])(?<!day)(?<!ch|il|ne|ly|st|er)-$"
)
_THE = re.compile(r"(?:\bthe|\bThe)\s+$")
# Months and seasons that are other words too: taken alone only after a word that time follows.
_DOUBTFUL = frozenset(("may", "march", "mar", "jan", "jun", "dec", "second", "sun", "sat", "wed", "mon"))
_LEADS = re.compile(
    r"\b(?:in|since|by|until|till|during|of|from|before|after|through|between|and|to|on|late|early|mid|for|every)[\s-]+$",
    re.I,
)
# Names made of the words of time: papers, shows, days that have a name of their own.
_NAME_BEFORE = re.compile(
    r"\b(?:USA\s+(?=TODAY|Today)|News\s+(?=Sunday)|(?:Super|Black|Bloody|Cyber|Giving|Fat|Ruby|Easter|Holy)\s+(?=[A-Z]))|"
    r"=\"(?=[A-Z\d])|[@#](?=[A-Za-z])"
)
_NAME_AFTER = re.compile(
    r"\s+(?:Night\s+Live|Night\s+Football|Times|Mirror|Telegraph|Mail|Express|Herald|Show|Post|Tribune|Magazine|Review)\b"
)
_BEFORE = re.compile(
    r"\b(?P<part>earlier|later|early|late|mid|since|(?:the\s+)?(?:start|beginning|end|middle|close)\s+of)"
    r"(?:\s+in|\s+on)?[\s-]+(?:the\s+)?$",
    re.I,
)
_PARTS = {"start": "early", "beginning": "early", "end": "end", "close": "end", "middle": "mid"}
_BETWEEN_DAYS = re.compile(r",?\s+(?:the\s+)?|\s*\(")
_TO = re.compile(r"\s*[-–—]\s*|\s+(?:to|until|till|through|and)\s+", re.I)
_FROM = re.compile(r"\b(?P<word>from|between)\s+(?:the\s+)?$", re.I)


def find_times(text: str, spans: Iterable[Span] | None = None) -> list[Time]:
    """The time expressions of `text`, or of those `spans` of it, in reading order.

    The work grows with the length of the text.

    >>> [(t.span.of("He left on 3 May 2021"), t.value) for t in find_times("He left on 3 May 2021")]
    [('3 May 2021', '2021-05-03')]
    """
    found: list[Time] = []
    for span in spans if spans is not None else (Span(0, len(text)),):
        found.extend(_ranges(text, _dressed(text, _pairs(text, list(_atoms(text, span))))))
    return found


def _atoms(text: str, span: Span) -> Iterator[Time]:
    reached = span.start
    for word in _WORD.finditer(text, span.start, span.end):
        first = word[0]
        forms = FORMS.get("#" if word[1] else first.lower())
        start = word.start()
        if forms is None or start < reached:
            continue
        time = None
        for form in forms:
            if form.needs == "upper" and not first[0].isupper():
                continue
            match = form.pattern.match(text, start, span.end)
            if match and form.needs == "the" and not _THE.search(text, max(span.start, start - 6), start):
                continue
            built = form.build(match) if match else None
            if (
                match
                and built
                and not _GLUED.search(text, max(span.start, start - 8), start)
                and not _doubtful(text, match, span.start)
                and not _named(text, match, span.start)
            ):
                kind, value, toward, part = built
                time = Time(Span(start, match.end()), kind, value, toward, part)
                break
        if time is not None:
            reached = time.span.end
            yield time


def _doubtful(text: str, match: re.Match[str], begin: int) -> bool:
    """A lone word that is more often something else ("May", "Sun"), with nothing before it that time follows."""
    alone = match.group().rstrip(".").lower()
    if alone not in _DOUBTFUL:
        return alone in WEEKDAYS and len(alone) <= 5 and not match.group()[0].isupper()
    start = match.start()
    if alone not in MONTHS:
        return not text.startswith(".", match.end())
    if len(alone) == 3 and alone != "may":
        return not match.group().endswith(".")
    return not _LEADS.search(text, max(begin, start - 10), start)


def _named(text: str, match: re.Match[str], begin: int) -> bool:
    """Whether the words are part of a name: "USA TODAY", "Fox News Sunday", the "Today" show."""
    start, end = match.span()
    low = max(begin, start - 10)
    before = text[low:start]
    named = _NAME_BEFORE.search(text, low, end)
    if (named and named.end() == start) or _NAME_AFTER.match(text, end):
        return True
    title = match.group() in ("Today", "TODAY", "Tonight", "This Morning", "This Week", "This Evening")
    return title and bool(re.search(r"\w\s+$|[“\"‘']$", before))


def _pairs(text: str, times: list[Time]) -> list[Time]:
    """ "Tuesday, Feb. 4" and "4 February (Tuesday)" are one day: the date keeps the span of both."""
    out: list[Time] = []
    for time in times:
        if out and _makes_pair(text, out[-1], time):
            date = time if time.kind == "date" else out[-1]
            part = out[-1].part or time.part
            closed = text.startswith(")", time.span.end) and "(" in text[out[-1].span.end : time.span.start]
            out[-1] = replace(date, span=Span(out[-1].span.start, time.span.end + closed), part=part)
        else:
            out.append(time)
    return out


def _makes_pair(text: str, first: Time, second: Time) -> bool:
    between = _BETWEEN_DAYS.fullmatch(text, first.span.end, min(second.span.start, first.span.end + 8))
    if not between or between.end() != second.span.start or first.toward or second.toward:
        return False
    days = (("weekday", "date"), ("date", "weekday"))
    whole = first if first.kind == "date" else second
    named = len(whole.value) == 10 and whole.value[-2:] != "XX" and "|" not in whole.value
    return (first.kind, second.kind) in days and named and not whole.value.startswith("XXXX-XX")


def _dressed(text: str, times: list[Time]) -> list[Time]:
    """The words before an expression that name a part of it: "early next year", "the end of March"."""
    out: list[Time] = []
    for time in times:
        start = time.span.start
        before = _BEFORE.search(text, max(out[-1].span.end if out else 0, start - 26), start)
        if before is None:
            out.append(time)
            continue
        word = before["part"].split()[-2 if " " in before["part"] else 0].lower()
        begin = before.start("part")
        part = _PARTS.get(word, word)
        if part in ("earlier", "later") and time.value.endswith(("-1", "+1")) and time.kind != "relative":
            part = ""
        out.append(replace(time, span=Span(begin, time.span.end), part=part or time.part))
    return out


def _ranges(text: str, times: list[Time]) -> list[Time]:
    """ "From Monday to Wednesday", "between May 3 and June 1", "March-June 2014": one expression of two."""
    out: list[Time] = []
    for time in times:
        if out and (begin := _range_start(text, out[-1], time)) is not None:
            first = out[-1]
            out[-1] = Time(
                Span(begin, time.span.end), "range", f"{first.value}/{time.value}", ends=(first, time)
            )
        else:
            out.append(time)
    return out


def _range_start(text: str, first: Time, second: Time) -> int | None:
    gap = second.span.start - first.span.end
    if first.ends or second.ends or not 0 < gap < 12 or first.part == "since":
        return None
    join = _TO.fullmatch(text, first.span.end, second.span.start)
    if join is None:
        return None
    opened = _FROM.search(text, max(0, first.span.start - 14), first.span.start)
    word = join.group().strip().lower()
    if opened and (word == "and") == (opened["word"].lower() == "between"):
        return opened.start("word")
    plain = word in ("-", "–", "—", "through") and first.kind == second.kind
    return first.span.start if plain else None
