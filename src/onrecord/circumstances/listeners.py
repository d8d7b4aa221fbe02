"""Whom a statement was told: its reporting words in, the words that name the listener out.

"told *reporters*", "urged *the council* to", "called on *both sides* to", "said to *the court*"; in the passive ("*She*
was asked") the listener stands before the verb.
"""

from __future__ import annotations

import re

from onrecord.circumstances.phrases import Words
from onrecord.types import Span, Statement

__all__ = ["addressed", "listener_after", "listener_of", "may_say_to"]

_FRAME = re.compile(
    r"\s*(?:[,.:;?!—–\"“”]|(?:that|to|not|about|of|against|for|on|in|during|at|whether|if)\b)"
)
_BE = frozenset(("was", "were", "is", "are", "been", "be", "being", "when", "got", "if", "once"))
_PAST = re.compile(r"\w+(?:ed|told)$|told$|begged$|sought$")


def listener_of(statement: Statement, words: Words) -> tuple[Span | None, int]:
    """The listener whom the cue's verb takes as its object, and where what follows the cue begins."""
    if not statement.cue:
        return None, statement.content[-1].end if statement.content else 0
    cue = statement.cue[-1]
    for index in reversed(list(words.within(cue.start, cue.end))):
        first = _object(words, index)
        if first is None:
            continue
        if _passive(words, index, cue, statement):
            return None, cue.end
        span = listener_after(statement, words, index, first)
        return span, max(cue.end, span.end if span else 0)
    return None, cue.end


def _object(words: Words, index: int) -> int | None:
    """Index of the word at which the object of a verb with a listener begins."""
    tables, word = words.tables, words.all[index]
    if word.folded in tables.tell:
        return index + 1
    for length in (2, 3):
        phrase = " ".join(w.folded for w in words.all[index : index + length])
        if phrase in tables.words["tell_with"] and all(
            words.joined(i) for i in range(index + 1, min(index + length, len(words.all)))
        ):
            return index + length
    return None


def _passive(words: Words, index: int, cue: Span, statement: Statement) -> bool:
    """Whether the listener of "was asked" or a bare "Asked" stands elsewhere."""
    if not _PAST.match(words.all[index].folded):
        return False
    before = [w.folded for w in words.all[max(0, index - 2) : index] if w.start >= cue.start - 12]
    return bool(_BE & set(before)) or (not statement.source and words.all[index].start == cue.start)


def listener_after(statement: Statement, words: Words, verb: int, first: int) -> Span | None:
    """The object that begins at word `first`, unless it is what is told rather than who is told it."""
    if not words.joined(first):
        return None
    start = words.all[first].start
    if words.all[first].folded == "that":
        return None
    if words.all[first - 1].folded == "to" and addressed(words, first - 1, start + 100) is None:
        return None
    bound = _bound(statement, start)
    last = words.phrase(first, bound)
    if last is None:
        return None
    end, sets = words.all[last - 1].end, words.tables.words
    if words.all[last - 1].folded in sets["no_listener"] or words.all[first].folded in sets["subject"] - {
        "you"
    }:
        return None
    if any(source.start < end and start < source.end for source in statement.source):
        return None
    inside = any(c.start <= start < c.end for c in statement.content)
    framed = bool(_FRAME.match(words.text, end)) or any(0 <= c.start - end < 3 for c in statement.content)
    if (inside or words.all[verb].folded in sets["needs_frame"]) and not framed and end < bound:
        return None
    return Span(start, end)


def _bound(statement: Statement, start: int) -> int:
    """Where the object must end: at the content that follows, or within the content that it opens."""
    bound = start + 120
    for content in statement.content:
        if content.start > start:
            bound = min(bound, content.start)
        elif start < content.end:
            bound = min(bound, content.end)
    return bound


def may_say_to(statement: Statement, words: Words) -> bool:
    """Whether the cue's verb can name its listener with "to": "said to the court", "complained to the mayor"."""
    return any(
        words.all[i].folded in words.tables.said_to
        for c in statement.cue
        for i in words.within(c.start, c.end)
    )


def addressed(words: Words, index: int, bound: int) -> Span | None:
    """The listener at a preposition ("speaking *to reporters*"), if the words after it name somebody."""
    sets = words.tables.words
    if not words.joined(index + 1):
        return None
    first = words.all[index + 1]
    last = words.phrase(index + 1, bound)
    if last is None or words.all[last - 1].folded in sets["no_listener"]:
        return None
    names = (
        first.capital
        or first.folded in sets["audience"] | sets["pronoun_object"]
        or (first.folded in sets["determiner"] and words.all[last - 1].folded not in words.tables.last_words)
        or words.all[last - 1].folded in sets["audience"]
    )
    return Span(first.start, words.all[last - 1].end) if names else None
