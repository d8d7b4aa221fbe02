"""The circumstances that stand in a statement's own reporting clause: a statement in, what its words tell out.

Read as chains of adjacent phrases, from the cue, the source, the sentence's start and the end of the content on:
"told reporters | at the airport | on Friday | after a meeting with …". A chain ends at the first other word.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from onrecord.circumstances.listeners import addressed, listener_of, may_say_to
from onrecord.circumstances.occasions import Found
from onrecord.circumstances.phrases import Words
from onrecord.speakers.places import Places as Cuts
from onrecord.speakers.scene import Scene
from onrecord.speakers.tables import fold, load_tables
from onrecord.types import Span, Statement

__all__ = ["Ground", "Told", "told_in_clause"]

LONGEST = 30  # words of a chain
FAR = 1200  # characters between a cue and the end of its content
SPOKEN_AT = frozenset(("in", "at", "during", "on"))
CLAUSAL = frozenset(
    (
        "that whether if who which when is are was were will would has had have can could should does did"
    ).split()
)
_PARTICIPLE = re.compile(r"[^\W\d_]+ing\b", re.I)
_BLANK = " ,\u00a0\n-–—("


@dataclass(frozen=True, slots=True)
class Ground:
    """An article as this room sees it: who is named in it, its words and sentences, the occasions and places by their first
    character."""

    scene: Scene
    words: Words
    cuts: Cuts
    occasions: dict[int, Found]
    places: dict[int, Found]


@dataclass(frozen=True, slots=True)
class Told:
    """What a clause tells: listener, place, occasion; `dated` where it has a date of its own."""

    listener: Span | None = None
    place: Span | None = None
    occasion: Found | None = None
    dated: bool = False

    @property
    def empty(self) -> bool:
        return self.listener is None and self.place is None and self.occasion is None

    def filled(self, other: Told) -> Told:
        """The same with what is missing taken from `other`."""
        if other is _NOTHING:
            return self
        return Told(
            self.listener or other.listener,
            self.place or other.place,
            self.occasion or other.occasion,
            self.dated or other.dated,
        )


_NOTHING = Told()


def told_in_clause(statement: Statement, ground: Ground, parent: Statement | None = None) -> Told:
    """The circumstances that the statement's reporting clause names; a nested one's stay inside its parent's content."""
    listener, after = listener_of(statement, ground.words)
    told = Told(listener, occasion=_programme(listener, ground))
    says = may_say_to(statement, ground.words)
    for start in dict.fromkeys(_starts(statement, after)):
        told = told.filled(_chain(statement, ground, start, says))
    start = _sentence_start(statement, ground)
    inside_parent = parent is None or any(c.start <= start < c.end for c in parent.content)
    opening = _chain(statement, ground, start, says) if inside_parent else _NOTHING
    if opening.place is not None and _is_scope(opening.place, ground):
        opening = replace(opening, place=None)
    told = told.filled(opening)
    for look in (_in_cue, _in_source, _at_end_of_content, _given):
        if told.occasion is None:
            told = told.filled(look(statement, ground))
    return told


def _starts(statement: Statement, after: int) -> Iterator[int]:
    """Where chains may begin besides the sentence's start, the nearest to the cue first."""
    yield after
    anchor = statement.cue[0].start if statement.cue else None
    for source in statement.source:
        yield source.end
    for content in statement.content:
        if anchor is None or abs(content.end - anchor) < FAR:
            yield content.end


def _sentence_start(statement: Statement, ground: Ground) -> int:
    first = min((s.start for s in (*statement.cue, *statement.source)), default=None)
    if first is None:
        return len(ground.words.text)
    return ground.cuts.sentences[ground.cuts.sentence(first) - 1]


def _is_scope(place: Span, ground: Ground) -> bool:
    """ "In Canada, both parties said": a country or state that opens a sentence is no scene."""
    start = ground.cuts.sentences[ground.cuts.sentence(place.start) - 1]
    name = fold(place.of(ground.words.text)).removeprefix("the ")
    sets = ground.words.tables.words
    region = name in load_tables().countries or name in sets["us_state"] or name in sets["continent"]
    before = ground.words.within(start, place.start)
    return region and not any(ground.words.all[i].folded in sets["speaking"] for i in before)


def _programme(listener: Span | None, ground: Ground) -> Found | None:
    """A broadcast that is told something is the occasion too: "told *Channel 9 Breakfast*"."""
    if listener is None:
        return None
    words, sets = ground.words, ground.words.tables.words
    named = [words.all[i] for i in words.within(*listener)]
    shows = (
        len(named) > 1 and named[-1].capital and named[-1].folded in sets["show"] | sets["show_on_network"]
    )
    if (
        not shows
        or not any(w.folded in sets["network"] for w in named)
        or named[-1].folded in ("news", "channel")
    ):
        return None
    return Found(listener.start, listener, "broadcast", "")


def _in_cue(statement: Statement, ground: Ground) -> Told:
    """Circumstances inside the cue itself: "said in a statement", "wrote in a letter"."""
    told = _NOTHING
    for cue in statement.cue:
        for index in ground.words.within(cue.start, cue.end):
            start = ground.words.all[index].start
            occasion = ground.occasions.get(start)
            place = ground.places.get(start)
            if occasion is None and place is None:
                continue
            heard = occasion.listener if occasion else None
            told = told.filled(Told(heard, place.span if place else None, occasion))
    return told


def _in_source(statement: Statement, ground: Ground) -> Told:
    """The occasion at the end of a source: "the minister *in a radio interview* said"."""
    for source in statement.source:
        for index in ground.words.within(source.start + 1, source.end):
            occasion = ground.occasions.get(ground.words.all[index].start)
            if occasion and occasion.preposition in SPOKEN_AT and occasion.span.end >= source.end:
                return Told(occasion.listener, None, occasion)
    return _NOTHING


def _at_end_of_content(statement: Statement, ground: Ground) -> Told:
    """ "Criticised the plan *during a speech in Turin*": a content that is no clause may have taken the occasion in."""
    words, sets = ground.words, ground.words.tables.words
    for content in statement.content:
        for index in words.within(*content):
            word = words.all[index]
            if word.folded in CLAUSAL or word.folded in sets["subject"]:
                break
            occasion = ground.occasions.get(word.start)
            if (
                occasion is None
                or _inside(word.start, statement.quoted)
                or occasion.preposition not in SPOKEN_AT
                or index == words.at_or_after(content.start)
            ):
                continue
            if occasion.kind in sets["medium"] and (
                occasion.preposition == "during" or occasion.span.end >= content.end - 1
            ):
                place = ground.places.get(
                    words.all[min(words.at_or_after(occasion.span.end), len(words.all) - 1)].start
                )
                return Told(None, place.span if place else None, occasion)
    return _NOTHING


def _given(statement: Statement, ground: Ground) -> Told:
    """ "Sent *a letter to the board*, calling for …": the occasion that a verb before a participle gives."""
    words = ground.words
    cue = statement.cue[0] if statement.cue else None
    if cue is None or not _PARTICIPLE.match(words.text, *cue):
        return _NOTHING
    start = max(ground.cuts.sentences[ground.cuts.sentence(cue.start) - 1], cue.start - 200)
    for index in reversed(list(words.within(start, cue.start))):
        occasion = ground.occasions.get(words.all[index].start)
        gives = occasion is not None and occasion.preposition in words.tables.words["gives"]
        if (
            occasion is not None
            and gives
            and not any(c.start <= occasion.start < c.end for c in statement.content)
        ):
            return Told(occasion.listener, None, occasion)
    return _NOTHING


def _chain(statement: Statement, ground: Ground, start: int, says: bool) -> Told:
    """What the adjacent phrases from `start` on tell."""
    words, told, speaking = ground.words, _NOTHING, False
    index, last = words.at_or_after(start), start
    end = _sentence_end(ground, start)
    for _ in range(LONGEST):
        if (
            index >= len(words.all)
            or words.all[index].start >= end
            or not _near(words.text, last, words.all[index].start)
        ):
            break
        word = words.all[index]
        if _inside(word.start, statement.content):
            break
        step = _step(statement, ground, index, _Mood(says, speaking), told)
        if step is None:
            break
        told, last = step
        speaking = speaking or word.folded in words.tables.words["speaking"]
        index = words.at_or_after(last)
    return told


class _Mood(NamedTuple):
    """Whether "to" may name a listener: the cue's verb says something to somebody, or somebody is "speaking"."""

    says: bool
    speaking: bool


def _step(
    statement: Statement, ground: Ground, index: int, mood: _Mood, told: Told
) -> tuple[Told, int] | None:
    """One phrase of a chain: what is told with it, and where it ends; None where it is no circumstance."""
    words = ground.words
    word, sets = words.all[index], words.tables.words
    occasion, place = ground.occasions.get(word.start), ground.places.get(word.start)
    if occasion is not None:
        known = told.filled(Told(occasion.listener, None, occasion))
        return known, max(occasion.span.end, word.end)
    if place is not None:
        return told.filled(Told(None, place.span)), place.span.end
    if (word.folded == "to" and mood.says) or (word.folded in ("to", "with") and mood.speaking):
        listener = addressed(words, index, word.end + 100)
        if listener is not None:
            return told.filled(Told(listener)), listener.end
    if word.folded in sets["speaking"]:
        if word.folded in ("addressing", "briefing"):
            listener = addressed(words, index, word.end + 100)
            if listener is not None:
                return told.filled(Told(listener)), listener.end
        return told, word.end
    if word.folded in sets["date"]:
        return replace(told, dated=True), word.end
    if word.folded in sets["filler"] or word.text.isdigit() or words.is_adverb(index):
        return (replace(told, dated=True) if word.text.isdigit() else told), word.end
    return _spans_of(statement, word.start, told)


def _spans_of(statement: Statement, at: int, told: Told) -> tuple[Told, int] | None:
    """Go over the statement's own source or cue: what follows them may belong to the clause."""
    for span in (*statement.source, *statement.cue):
        if span.start == at:
            return told, span.end
    return None


def _inside(at: int, spans: Sequence[Span]) -> bool:
    return any(start <= at < end for start, end in spans)


def _near(text: str, start: int, end: int) -> bool:
    """Whether only spaces, commas and dashes stand between two places."""
    return end - start < 8 and not text[start:end].strip(_BLANK)


def _sentence_end(ground: Ground, at: int) -> int:
    number = ground.cuts.sentence(at)
    return ground.cuts.sentences[number] if number < len(ground.cuts.sentences) else len(ground.words.text)
