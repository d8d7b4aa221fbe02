"""Days told from inside a quotation: "yesterday" and "today" in the mouth of a speaker, and the dates around.

The day of speaking is the one from which every such word falls on a day that the article dates otherwise.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from onrecord.types import Span

__all__ = ["Dated", "Spoken", "day_of_speaking"]

_DEICTIC = re.compile(
    r"\b(yesterday|last\s+night|today|tonight|this\s+(?:morning|afternoon|evening)|tomorrow)\b", re.I
)
_STEP = {"yesterday": -1, "last": -1, "tomorrow": 1}
_NAME = re.compile(r"\b[A-Z][a-z]{2,}\b")
_WINDOW = timedelta(14)


@dataclass(frozen=True, slots=True)
class Dated:
    """A day that the article gives, the names in the sentence that gives it, and whether its night is meant."""

    day: date
    names: frozenset[str]
    night: bool

    @classmethod
    def told(cls, day: date, sentence: str, night: bool) -> Dated:
        """A day and the capitalised words of its sentence."""
        return cls(day, frozenset(_NAME.findall(sentence)), night)


@dataclass(frozen=True, slots=True)
class Spoken:
    """The day of speaking, the word that shows it, and whether that is "tonight": a comment on the event itself."""

    day: date
    word: Span
    tonight: bool


def day_of_speaking(text: str, quoted: Iterable[Span], told: Sequence[Dated]) -> Spoken | None:
    """The one day on which these words can have been spoken, and the word that shows it.

    Two different words ("yesterday", "today") must both fall on days told; one alone must share a name with
    the sentence that tells the day, but "tonight" is the one night that is told of. Where several days would do, none is given.
    """
    said = [
        (m.group(1).lower().split()[0], Span(*m.span()), q)
        for q in quoted
        for m in _DEICTIC.finditer(text, q.start, q.end)
    ]
    steps = {_STEP.get(word, 0) for word, _, _ in said}
    if not said or not told:
        return None
    latest = max(t.day for t in told)
    near = [t for t in told if latest - t.day <= _WINDOW]
    days = {t.day for t in near}
    if len(steps) > 1:
        fits = {d - timedelta(s) for d in days for s in steps}
        fits = {f for f in fits if all(f + timedelta(s) in days for s in steps)}
    else:
        (step,) = steps
        _, span, quote = said[0]
        around = text[max(quote.start, span.start - 150) : min(quote.end, span.end + 150)]
        names = {n for n in _NAME.findall(around) if not re.search(rf"[.!?“\"]\s*{n}", around)}
        tonight = said[0][0] == "tonight"
        fits = {t.day - timedelta(step) for t in near if (t.night if tonight else t.names & names)}
    return Spoken(fits.pop(), said[0][1], said[0][0] == "tonight") if len(fits) == 1 else None
