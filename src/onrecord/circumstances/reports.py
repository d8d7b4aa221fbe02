"""Reports of contacts: an article's words in, each noun or verb that tells a contact out, with who, where, whether.

"A phone call with …", "talks between …", "met the mayor", "the two leaders spoke by phone": the words around the noun
or verb tell the parties.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from onrecord.circumstances.contact_tables import status_of
from onrecord.circumstances.parties import (
    Hall,
    is_place,
    joined,
    named_parties,
    pronoun_party,
    subject_parties,
    the_group,
)
from onrecord.circumstances.places import destination, place_of
from onrecord.types import Contact, Place, Span, Speaker

__all__ = ["Report", "find_reports"]

LONGEST = 700  # characters of a sentence that are looked at around a contact
_TAKES = {"meeting": ("with", "between", "of"), "call": ("with", "to", "between", "from"), "visit": ("to", "by", "with"),
          "talks": ("with", "between"), "letter": ("to", "from"), "summit": ("with", "between", "of")}  # fmt: skip
_PHONE = re.compile(r"\b(?:by|on|over|via) (?:the )?(?:tele)?phone|\bin a (?:tele)?phone\b", re.I)
_GROUP = re.compile(r"(?:the|both|these) (?:two )?([\w-]+)|them|each other|the two", re.I)
_CALLS = re.compile(
    r"\s(?:to (?!task|order|arms)|on (?!the phone)|by (?:tele)?phone|last |late |after |again|back|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)"
)
_THE_TWO = re.compile(r"(?:the|both|these|two)\s$")
_VISITORS = frozenset(("person", "government", "party"))


@dataclass(frozen=True, slots=True)
class Report:
    """One report of a contact; `definite`: it points back ("the call", "his visit"); `anew`: it is said to be another."""

    contact: Contact
    definite: bool
    anew: bool


@dataclass(frozen=True, slots=True)
class _Spot:
    """Where a contact is told: its kind, the noun or verb as a span, the sentence; `former`: who met last."""

    kind: str
    span: Span
    sentence: Span
    former: tuple[Speaker, ...]


def find_reports(hall: Hall, found: Sequence[Contact]) -> Iterator[Report]:
    """Reports in text order. `found` may grow between them: "they" goes back to whoever met last."""
    nouns, verbs = hall.tables.nouns, hall.tables.verbs
    for index, word in enumerate(hall.ground.words.all):
        if word.folded not in nouns and word.folded not in verbs:
            continue
        noun, verb = _noun_kind(hall, index), verbs.get(word.folded)
        sentence, span = _sentence(hall, word.start), Span(word.start, word.end)
        former = found[-1].parties if found else ()
        report = _by_noun(hall, index, _Spot(noun, span, sentence, former)) if noun else None
        if report is None and verb:
            report = _by_verb(hall, index, _Spot(verb, span, sentence, former))
        if report is not None:
            yield report


def _noun_kind(hall: Hall, index: int) -> str | None:
    words, nouns = hall.ground.words, hall.tables.nouns
    kind = nouns.get(words.all[index].folded)
    if kind is None:
        return None
    if index and words.joined(index):
        kind = nouns.get(f"{words.all[index - 1].folded} {words.all[index].folded}", kind)
    return kind


def _sentence(hall: Hall, at: int) -> Span:
    cuts = hall.ground.cuts
    number = cuts.sentence(at)
    start = cuts.sentences[number - 1]
    end = cuts.sentences[number] if number < len(cuts.sentences) else len(hall.text)
    start, end = max(start, at - LONGEST), min(end, at + LONGEST)
    return Span(start, start + len(hall.text[start:end].rstrip()))


def _by_noun(hall: Hall, index: int, spot: _Spot) -> Report | None:
    """ "A phone call with …", "the meeting between …", "her visit to …"."""
    words, kind = hall.ground.words, spot.kind
    link = _link(hall, index, kind)
    if link is None:
        return None
    name, start = link
    first = _opening(hall, index)
    place = _place_near(hall, spot)
    if kind == "visit":
        place = _visited(hall, start) or place
    parties = _complement(hall, start, name, spot)
    if kind == "visit" and name == "to":
        parties = [p for p in parties if p.kind == "person"]
    if name == "of":
        parties = [p for p in parties if p.kind != "person"]
    owner = _owner(hall, first, index)
    if name not in ("between", "by") and not (name == "from" and len(parties) > 1):
        parties = joined(owner or _holder(hall, first, spot), parties)
    opening = words.all[first].folded
    return _told(
        hall, spot, parties, place, bool(owner) or opening in ("the", "his", "her", "their", "this", "that")
    )


def _by_verb(hall: Hall, index: int, spot: _Spot) -> Report | None:
    """ "Met the mayor", "spoke with …", "the two leaders met"."""
    words, sets, kind = hall.ground.words, hall.tables.sets, spot.kind
    word, after = words.all[index], index + 1
    if word.folded in sets["noun_too"] and not _is_verb(hall, index):
        return None
    link = (
        words.all[after].folded if words.joined(after) and words.all[after].folded in ("with", "to") else ""
    )
    after += bool(link and kind != "visit")
    objects: list[Speaker] = []
    if link or word.folded not in sets["link.needed"]:
        objects = _object(hall, index, after, link, spot)
    group = _group_before(hall, index, spot)
    subject = group or subject_parties(hall, word.start, spot.sentence, close=True)
    place = _visited(hall, index + 1) if kind == "visit" else _place_near(hall, spot)
    if (
        not objects
        and not (len(subject) > 1 and kind in ("meeting", "talks"))
        and not (kind == "visit" and place)
    ):
        return None
    if not subject:
        return None
    if kind == "talks" and _PHONE.search(hall.text[word.end : min(spot.sentence.end, word.end + 120)]):
        spot = _Spot("call", spot.span, spot.sentence, spot.former)
    return _told(hall, spot, joined(subject, objects), place, False)


def _is_verb(hall: Hall, index: int) -> bool:
    """Whether "host", "call" or "visits" is a verb here: after a pronoun, "to", an auxiliary; with -s after a name."""
    words = hall.ground.words
    if not words.joined(index):
        return False
    before = words.all[index - 1]
    named = before.capital and words.all[index].folded.endswith("s")
    return named or before.folded in words.tables.words["subject"] | hall.tables.sets["modal"]


def _told(
    hall: Hall, spot: _Spot, parties: list[Speaker], place: Place | None, definite: bool
) -> Report | None:
    if spot.kind == "visit":
        parties = [p for p in parties if p.kind in _VISITORS and not (place and is_place(p, place.name))]
    if len(parties) < 2 and not (spot.kind == "visit" and parties and place):
        return None
    words = hall.ground.words
    around = words.within(max(spot.sentence.start, spot.span.start - 30), spot.span.end + 40)
    anew = any(words.all[i].folded in hall.tables.sets["second"] for i in around)
    status = status_of(
        hall.text[spot.sentence.start : spot.span.start], hall.text[spot.span.end : spot.sentence.end]
    )
    return Report(Contact(spot.kind, status, tuple(parties), place, None, spot.sentence), definite, anew)


def _opening(hall: Hall, index: int) -> int:
    """Index of the first word of the noun phrase that ends at `index`."""
    words, sets = hall.ground.words, hall.ground.words.tables.words
    first = index
    while first and index - first < 8 and words.joined(first):
        before = words.all[first - 1]
        if before.folded in sets["stop"] and before.folded not in sets["pronoun_object"]:
            break
        first -= 1
        if before.folded in sets["determiner"] and not before.text.endswith(("'s", "’s")):
            break
    return first


def _link(hall: Hall, index: int, kind: str) -> tuple[str, int] | None:
    """The preposition after the noun that leads to a party, and the word behind it; dates and places may stand between."""
    words, sets = hall.ground.words, hall.ground.words.tables.words
    at, bound = index + 1, words.all[index].end + 90
    while at < len(words.all) and words.all[at].start < bound:
        word = words.all[at]
        if hall.text[words.all[at - 1].end : word.start].strip(" ,\u00a0"):
            return None
        if word.folded in _TAKES[kind] and words.joined(at + 1):
            return word.folded, at + 1
        place = hall.ground.places.get(word.start)
        if place is not None:
            at = words.at_or_after(place.span.end)
            continue
        if not (word.folded in sets["filler"] or word.folded in sets["date"] or word.text.isdigit()):
            return None
        at += 1
    return None


def _complement(hall: Hall, start: int, link: str, spot: _Spot) -> list[Speaker]:
    """The parties that follow "with", "between", "of" or "to"."""
    words = hall.ground.words
    begin = words.all[start].start
    group = _GROUP.match(hall.text, begin)
    if group and (group[1] is None or group[1].casefold() in hall.tables.sets["group"]):
        return the_group(hall, begin, spot.sentence, spot.former)
    if words.all[start].folded in ("him", "her"):
        return []
    end = _phrase_end(hall, start, spot.sentence, link == "between")
    parties = named_parties(hall, Span(begin, end)) if end > begin else []
    return parties if link == "between" else parties[:3]


def _phrase_end(hall: Hall, start: int, sentence: Span, between: bool) -> int:
    """Where the phrase of parties that begins at word `start` ends."""
    words = hall.ground.words
    at, end = start, words.all[start].start
    for _ in range(4 if between else 2):
        last = words.phrase(at, sentence.end) if at < len(words.all) else None
        if last is None or last >= len(words.all):
            return words.all[last - 1].end if last else end
        end, after = words.all[last - 1].end, words.all[last]
        comma = hall.text[end : end + 2] == ", " and (
            after.capital or after.folded in ("and", "the", "his", "her")
        )
        if not comma and not (words.joined(last) and after.folded == "and"):
            break
        at = last + (after.folded == "and")
    return end


def _owner(hall: Hall, first: int, index: int) -> list[Speaker]:
    """Whose call or visit it is: "Okoye's visit", "his call"."""
    words = hall.ground.words
    opening = words.all[first]
    if opening.folded in ("his", "her") and first < index:
        party = pronoun_party(hall, opening.start, opening.folded)
        return [party] if party else []
    for at in hall.scene.cast.within(Span(opening.start, words.all[index].start)):
        if hall.scene.cast.mentions[at].possessive:
            return named_parties(hall, hall.scene.cast.mentions[at].span)
    return []


def _holder(hall: Hall, first: int, spot: _Spot) -> list[Speaker]:
    """Who holds or attends it: the speaker whose occasion it is, else the subject before it, else the one after it."""
    speaker = hall.occasions.get(hall.ground.words.all[first].start)
    if speaker is not None:
        return [speaker]
    before = subject_parties(hall, spot.span.start, spot.sentence)
    comma = hall.text.find(",", spot.span.end, spot.sentence.end)
    if before or comma < 0:
        return before
    after = hall.scene.cast.within(Span(comma, min(spot.sentence.end, comma + 80)))
    return named_parties(hall, hall.scene.cast.mentions[after.start].span) if after else []


def _group_before(hall: Hall, index: int, spot: _Spot) -> list[Speaker]:
    """Who "the two leaders" and "they" are before a verb."""
    words = hall.ground.words
    for back in range(1, 5):
        if index < back or words.all[index - back].start < spot.sentence.start:
            break
        word = words.all[index - back]
        opening = hall.text[max(spot.sentence.start, word.start - 10) : word.start].casefold()
        pair = word.folded in hall.tables.sets["group"] and _THE_TWO.search(opening)
        if word.folded == "they" or (pair and back < 4):
            return the_group(hall, word.start, spot.sentence, spot.former)
    return []


def _object(hall: Hall, verb: int, start: int, link: str, spot: _Spot) -> list[Speaker]:
    """The people and institutions whom the verb's object names; who is spoken to, called or received is a person."""
    words, sets = hall.ground.words, hall.tables.sets
    if not words.joined(start):
        return []
    begin, word = words.all[start].start, words.all[verb].folded
    end = _phrase_end(hall, start, spot.sentence, False)
    parties = named_parties(hall, Span(begin, end)) if end > begin else []
    if word in sets["calls"] and not _CALLS.match(hall.text, end):
        return []
    if word in sets["person_only"] or (link == "to" and spot.kind == "talks"):
        return [p for p in parties if p.kind == "person"]
    return parties


def _visited(hall: Hall, start: int) -> Place | None:
    """The place that is visited: the name that follows."""
    words = hall.ground.words
    if start >= len(words.all) or not words.joined(start):
        return None
    span = destination(words, start, hall.scene.tables, hall.scene.cast)
    return place_of(span, words, hall.scene.tables) if span else None


def _place_near(hall: Hall, spot: _Spot) -> Place | None:
    """The first place named behind the contact, or the one that opens the sentence."""
    words = hall.ground.words
    for index in words.within(spot.span.end, min(spot.sentence.end, spot.span.end + 160)):
        word = words.all[index]
        if hall.text[words.all[index - 1].end : word.start].strip(" \u00a0"):
            break
        place = hall.ground.places.get(word.start)
        if place is not None and place.preposition != "from":
            return place_of(place.span, words, hall.scene.tables)
    first = hall.ground.places.get(spot.sentence.start)
    return place_of(first.span, words, hall.scene.tables) if first else None
