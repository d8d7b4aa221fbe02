"""When contacts took place: an article and its contacts in, the same contacts with their days out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from onrecord.dates.finding import find_times
from onrecord.dates.forms import Time
from onrecord.dates.intervals import Interval
from onrecord.dates.resolving import Anchor, Tense, resolve
from onrecord.dates.story import RULES, when_of
from onrecord.dates.tense import tense_at
from onrecord.types import Article, Contact, Span, When

__all__ = ["date_contacts"]

_AHEAD = frozenset(("planned", "proposed"))


def date_contacts(article: Article, contacts: Sequence[Contact]) -> tuple[Contact, ...]:
    """The same contacts, in the same order, with `on` filled where the sentence that reports them names the day.

    "The same day" goes back to the last day told before it. What is planned lies ahead of publication.
    """
    if not contacts:
        return ()
    published = _day(article.published)
    times = find_times(article.text, [b.span for b in article.blocks] or None)
    told: list[tuple[Time, Interval | None]] = []
    last: Interval | None = None
    for time in times:
        found = resolve(time, Anchor(published, last, tense_at(article.text, time.span)))
        days = found if isinstance(found, Interval) else None
        told.append((time, last))
        last = days if days and days.earliest == days.latest else last
    return tuple(replace(c, on=_on(c, told, published)) for c in contacts)


def _on(
    contact: Contact, told: Sequence[tuple[Time, Interval | None]], published: date | None
) -> When | None:
    tense: Tense = "future" if contact.status in _AHEAD else "past"
    for time, before in told:
        if _within(time.span, contact.evidence) and RULES[time.kind] != "vague":
            found = resolve(time, Anchor(published, before, tense))
            if isinstance(found, Interval):
                return when_of(found, time, published, tense)
    return None


def _within(inner: Span, outer: Span) -> bool:
    return outer.start <= inner.start and inner.end <= outer.end


def _day(published: str | None) -> date | None:
    try:
        return date.fromisoformat(published[:10]) if published else None
    except ValueError:
        return None
