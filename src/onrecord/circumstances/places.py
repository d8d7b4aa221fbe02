"""Where things happen: an article's words in, the places that a preposition introduces out.

"in *Brussels*", "at *the White House*", "outside *the court*", "in *Lansing, Mich.*": a capitalised name that is no
institution, date or medium, or a common noun of places.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from onrecord.circumstances.occasions import Found
from onrecord.circumstances.phrases import Words, ends_possessive
from onrecord.speakers.cast import Cast
from onrecord.speakers.tables import Tables, fold
from onrecord.types import Place, Span

__all__ = ["destination", "find_places_named", "place_of"]

PREPOSITIONS = frozenset(("in", "at", "from", "outside", "near", "inside", "aboard", "around"))
LONGEST = 7  # words of a place's name
_LINKS = frozenset(
    ("of", "de", "del", "la", "al", "el", "the", "and", "on", "upon", "du", "da", "do", "am", "sur", "les")
)
_COMMA = re.compile(r",[ \u00a0]")
_STATES_ARE_IN = "United States"


def find_places_named(words: Words, names: Tables, cast: Cast) -> Iterator[Found]:
    """Places in text order, each with its preposition."""
    for index, word in enumerate(words.all):
        if word.folded in PREPOSITIONS and words.joined(index + 1):
            last = _named(words, index + 1, word.folded, names) or _common(words, index + 1)
            if last is not None:
                span = Span(words.all[index + 1].start, words.all[last].end)
                if _names_person(span, cast):
                    continue
                yield Found(word.start, span, "place", word.folded)


def destination(words: Words, first: int, names: Tables, cast: Cast) -> Span | None:
    """The place whose name begins at word `first`: what was visited."""
    last = _named(words, first, "in", names)
    if last is None:
        return None
    span = Span(words.all[first].start, words.all[last].end)
    return None if _names_person(span, cast) else span


def _named(words: Words, first: int, preposition: str, names: Tables) -> int | None:
    """Index of the last word of a capitalised place name; a state or country after a comma belongs to it."""
    start = first
    lowered = ("the", "north", "south", "east", "west", "central", "northern", "southern", "eastern", "western", "nearby",
               "downtown", "neighboring", "neighbouring", "suburban")  # fmt: skip
    while start < len(words.all) and words.all[start].folded in lowered and not words.all[start].capital:
        if start + 1 >= len(words.all) or not words.joined(start + 1):
            return None
        start += 1
    last = None
    for index in range(start, min(start + LONGEST, len(words.all))):
        if index > start and not words.joined(index):
            break
        word = words.all[index]
        if word.capital and not (index > start and word.folded in words.tables.words["date"]):
            last = index
        elif word.folded not in _LINKS or index == start:
            break
        if ends_possessive(word):
            after = words.all[index + 1] if index + 1 < len(words.all) else None
            if after is None or not words.joined(index + 1) or not after.capital:
                return None
    if last is None or not _is_place(words, start, last, preposition, names):
        return None
    whole = _with_region(words, last, names)
    owned = words.all[last].folded not in words.tables.words["place_head"] and words.modifies(whole)
    from_name = preposition == "from" and words.all[first].folded not in words.tables.words["determiner"]
    return None if owned or from_name else whole


def _names_person(span: Span, cast: Cast) -> bool:
    """Whether the article knows the name as a person's: "jabbed at Osei"."""
    for index in cast.within(Span(max(0, span.start - 5), span.end)):
        mention, figure = cast.mentions[index], cast.figures[cast.who[index]]
        known = mention.titled or (figure.gender and len(figure.words) > 1)
        if figure.kind == "person" and known and mention.span.end >= span.end - 2:
            return True
    return False


def _is_place(words: Words, start: int, last: int, preposition: str, names: Tables) -> bool:
    sets = words.tables.words
    folded = [w.folded for w in words.all[start : last + 1]]
    whole = " ".join(folded)
    if whole in names.countries or whole in words.tables.capitals or whole in sets["us_state"]:
        return True
    if folded[0] == "the" and folded[1:] and folded[-1] not in sets["place_head"]:
        return False  # "in The Courier"
    if folded[0] in sets["not_place"] or folded[0] in sets["date"] or whole in sets["platform"]:
        return False
    if any(w in sets["network"] for w in folded) or folded[-1] in words.tables.last_words:
        return False
    follows = words.all[last + 1] if words.joined(last + 1) else None
    if follows is not None and follows.folded in words.tables.last_words:
        return False
    if folded[-1] in sets["place_head"] or folded[0] in sets["place_head"]:
        return True
    if folded[0] in names.genders and len(folded) > 1 and folded[0] not in ("san", "santa", "st"):
        return False
    institution = any(w in names.words["org"] or w in names.words["title"] for w in folded)
    acronym = words.all[last].text.isupper() and len(words.all[last].text) > 1
    if preposition in ("at", "inside") and _with_region(words, last, names) == last:
        return False  # "at Marlow Chemical": a name alone does not tell a place from a firm
    return not institution and not (acronym and preposition != "in") and folded[0] not in names.demonyms


def _with_region(words: Words, last: int, names: Tables) -> int:
    """ "Lansing, Mich." and "Lyon, France": the region after the comma belongs to the place."""
    for length in (2, 1):
        region = words.all[last + 1 : last + 1 + length]
        if len(region) < length or not _COMMA.fullmatch(words.text, words.all[last].end, region[0].start):
            continue
        if length == 2 and not words.joined(last + 2):
            continue
        whole = " ".join(w.folded for w in region)
        known = words.tables.words["us_state"]
        if whole in known or whole + "." in known or whole in names.countries:
            return last + length
    return last


def _common(words: Words, first: int) -> int | None:
    """Index of the last word of "the airport", "her office", "a courthouse"."""
    sets = words.tables.words
    if words.all[first].folded not in sets["determiner"] and words.all[first].folded != "her":
        return None
    for index in range(first + 1, min(first + 4, len(words.all))):
        word = words.all[index]
        if not words.joined(index) or word.folded in sets["stop"] or word.folded in words.tables.last_words:
            return None
        if word.folded in sets["place_noun"]:
            return _whole_common(words, index)
    return None


def _whole_common(words: Words, noun: int) -> int | None:
    """The last word of "the gates of the plant"; None where the noun only modifies another ("the court hearing")."""
    sets = words.tables.words
    if not words.joined(noun + 1):
        return noun
    after = words.all[noun + 1].folded
    if after == "of" and words.joined(noun + 2):
        end = words.phrase(noun + 2, words.all[noun].end + 60)
        return end - 1 if end else noun
    return None if after in words.tables.last_words or after in sets["place_noun"] else noun


def place_of(span: Span, words: Words, names: Tables) -> Place:
    """The place with its name and, where the tables know it, its country."""
    said = " ".join(span.of(words.text).split())
    name = said[4:] if said[:4] == "the " else said
    country = None
    for part in (*reversed(name.split(", ")), name.split(" ")[-1]):
        key = fold(part)
        country = names.countries.get(key) or words.tables.capitals.get(key)
        if key in words.tables.words["us_state"] and country is None:
            country = _STATES_ARE_IN
        if country:
            break
    return Place(span, name, country)
