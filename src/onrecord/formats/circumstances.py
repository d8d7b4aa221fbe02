"""The circumstances of a statement, and contacts -> the words that a reader sees: plain text, one line, nothing escaped."""

from __future__ import annotations

from onrecord.formats.words import one_line
from onrecord.types import Addressee, Contact, Occasion, Place, Statement, When

__all__ = [
    "addressee_words",
    "contact_words",
    "dated_by",
    "day_words",
    "occasion_words",
    "place_words",
    "setting",
]

_BEFORE_OCCASION = {
    "briefing": "at",
    "broadcast": "on",
    "event": "at",
    "hearing": "at",
    "meeting": "at",
    "visit": "on",
}


def day_words(when: When) -> str:
    """The day, or the first and the last day.

    >>> day_words(When("2025-02-10", "2025-02-12", None, "relative"))
    '2025-02-10 – 2025-02-12'
    """
    return when.earliest if when.earliest == when.latest else f"{when.earliest} – {when.latest}"


def dated_by(when: When, text: str) -> str:
    """The days with the words that tell them and the rule that read them."""
    words = f"“{one_line(when.from_span.of(text))}”, " if when.from_span else ""
    return f"{day_words(when)} ({words}rule: {when.rule})"


def addressee_words(addressee: Addressee, text: str) -> str:
    """The words that name the addressee, and the speaker they stand for where that is another name."""
    words = one_line(addressee.span.of(text))
    return _with(words, addressee.speaker.name if addressee.speaker else None)


def place_words(place: Place, text: str) -> str:
    """The words that name the place, and its country where they leave it out."""
    return _with(one_line(place.span.of(text)), place.country)


def occasion_words(occasion: Occasion, text: str) -> str:
    """The words that name the occasion."""
    return one_line(occasion.span.of(text))


def setting(s: Statement, text: str) -> str:
    """When, to whom, where and on what occasion, as far as it is known; empty where nothing is."""
    parts: list[str] = []
    if s.said_on:
        parts.append(day_words(s.said_on))
    if s.addressee:
        parts.append(f"to {addressee_words(s.addressee, text)}")
    if s.place:
        parts.append(f"in {place_words(s.place, text)}")
    if s.occasion:
        parts.append(f"{_BEFORE_OCCASION.get(s.occasion.kind, 'in')} {occasion_words(s.occasion, text)}")
    return " · ".join(parts)


def contact_words(contact: Contact, text: str) -> str:
    """One line: `call, held: Donald Trump, Vladimir Putin · 2025-02-12 · in Brussels`."""
    parties = ", ".join(one_line(p.name) for p in contact.parties)
    parts = [f"{contact.kind}, {contact.status}: {parties}"]
    if contact.on:
        parts.append(day_words(contact.on))
    if contact.place:
        parts.append(f"in {one_line(contact.place.span.of(text))}")
    return " · ".join(parts)


def _with(words: str, more: str | None) -> str:
    return words if not more or more in words else f"{words} ({more})"
