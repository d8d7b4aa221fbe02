"""Who takes part in a contact: words of an article in, the people and institutions that they name out."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial

from onrecord.circumstances.chains import Ground
from onrecord.circumstances.contact_tables import ContactTables
from onrecord.speakers.naming import speaker_at
from onrecord.speakers.pronouns import Question, antecedent_scores
from onrecord.speakers.scene import Scene
from onrecord.speakers.tables import fold
from onrecord.types import Span, Speaker

__all__ = ["Hall", "joined", "named_parties", "pronoun_party", "subject_parties", "the_group"]

_AND = re.compile(r"\s*,?\s*(?:and|&)\s+(?:[Tt]he\s+|his\s+|her\s+|their\s+)?(?:[\w’'.-]+\s+){0,4}$")
_AFTER_PREPOSITION = re.compile(
    r"\b(?:of|with|to|by|from|for|on|about|at|in|against|between|than|like|under|into|over|after|before)\s+(?:the\s+|a\s+)?(?:[\w.’'-]+\s+){0,2}$"
)
_LED = re.compile(r"^[\w.]+-(?:led|backed|based|sponsored|brokered|mediated|hosted|chaired)\s+(?=\w)")
_OF = re.compile(r"\b(?:of|for|at) (?:the )?$")
_CLAUSE = re.compile(r"\b(?:that|is|are|was|were|will|would|may|has|have|had|said|says|told)\b")
_ENDS_OPEN = ("of", "for", "and", "the")
_NO_PARTY = frozenset(("publication", "document", "group", "author"))


@dataclass(frozen=True, slots=True)
class Hall:
    """An article as contacts are sought in it. `sources`: first character of a statement's source to
    its speaker; `occasions`: that of an occasion to whoever speaks there."""

    article_id: str
    text: str
    ground: Ground
    tables: ContactTables
    sources: dict[int, tuple[Span, Speaker]]
    occasions: dict[int, Speaker]

    @property
    def scene(self) -> Scene:
        """Who the article names."""
        return self.ground.scene


def joined(one: Sequence[Speaker], other: Sequence[Speaker]) -> list[Speaker]:
    """The parties of both, each once."""
    out: list[Speaker] = []
    for party in (*one, *other):
        if all(party.name != known.name for known in out):
            out.append(party)
    return out


def named_parties(hall: Hall, span: Span) -> list[Speaker]:
    """The people and institutions that a stretch names, possessors and modifiers left out; else whom it describes."""
    heads: list[Speaker] = []
    offices: list[Speaker] = []
    for index in hall.scene.cast.within(span):
        mention = hall.scene.cast.mentions[index]
        party = _party(hall, index)
        owner = mention.possessive and hall.text[mention.span.end : span.end].strip(" '’s,")
        follows = hall.scene.cast.mentions[index + 1] if index + 1 < len(hall.scene.cast.mentions) else None
        modifier = (
            follows and follows.start < span.end and not hall.text[mention.span.end : follows.start].strip()
        )
        if party is None or owner or modifier:
            continue
        of = party.kind != "person" and _OF.search(hall.text[span.start : mention.start])
        (offices if of else heads).append(party)
    found = joined([], heads or offices)
    if not found:
        party = speaker_at(hall.scene, hall.article_id, span)
        found = [party] if party is not None and party.kind not in _NO_PARTY else []
    return found


def _party(hall: Hall, index: int) -> Speaker | None:
    """The figure of a mention as a party; publications and peoples take no part, nor what is no plain institution."""
    mention, figure = hall.scene.cast.mentions[index], hall.scene.cast.figures[hall.scene.cast.who[index]]
    if figure.kind in _NO_PARTY or not mention.words or mention.words[-1] in _ENDS_OPEN:
        return None
    if len(mention.words) == 1 and mention.words[0] in hall.scene.tables.demonyms:
        return None
    if figure.kind == "organisation" and not _is_body(hall, mention.name, mention.words):
        return None
    party = speaker_at(hall.scene, hall.article_id, mention.span, titles=False)
    medium = hall.ground.words.tables.words["network"]
    if party is None or party.kind in _NO_PARTY or fold(party.name) in medium or mention.words[0] in medium:
        return None
    return replace(party, name=_LED.sub("", party.name)) if _LED.match(party.name) else party


def _is_body(hall: Hall, name: str, words: tuple[str, ...]) -> bool:
    """Whether a name is an institution's: an acronym, a known metonym, or one with a word for institutions."""
    acronym = name.isupper() and 1 < len(name.replace(".", "")) < 8
    known = " ".join(words) in hall.scene.tables.metonyms
    return acronym or known or any(w in hall.scene.tables.words["org"] for w in words)


def subject_parties(hall: Hall, at: int, sentence: Span, close: bool = False) -> list[Speaker]:
    """Who does what the verb or noun at `at` tells: the nearest name or pronoun before it that can be a subject.

    `close`: the word before `at` must be that name or one that may stand between subject and verb.
    """
    if close and not _may_precede_verb(hall, at, sentence):
        return _described(hall, at, sentence)
    for start, who in _subjects(hall, Span(sentence.start, at)):
        for other_start, other in _subjects(hall, Span(sentence.start, start)):
            between = hall.text[other_start:start]
            if len(between) < 90 and _AND.search(between) and not _CLAUSE.search(between):
                return joined([other], [who])
            break
        return [who]
    return []


def _may_precede_verb(hall: Hall, at: int, sentence: Span) -> bool:
    """Whether the word before a verb is a name's last, a pronoun, an auxiliary, an adverb or the end of an apposition."""
    words = hall.ground.words
    index = words.at_or_after(at)
    if index == 0 or words.all[index - 1].start < sentence.start:
        return False
    before, sets = words.all[index - 1], words.tables.words
    if hall.text[before.end : at].strip() or words.all[index].folded.endswith("ing"):  # "denied meeting her"
        return True
    plain = (
        before.folded
        in sets["stop"] | sets["filler"] | sets["date"] | sets["subject"] | hall.tables.sets["modal"]
    )
    named = any(
        hall.scene.cast.mentions[i].span.end >= before.end
        for i in hall.scene.cast.within(Span(sentence.start, at))
    )
    source = any(span.end >= before.end for _, (span, _) in _sources_in(hall, Span(sentence.start, at)))
    return plain or words.is_adverb(index - 1) or (before.capital and named) or source


def _described(hall: Hall, at: int, sentence: Span) -> list[Speaker]:
    """The subject that "the prime minister" before a verb is."""
    words = hall.ground.words
    last = words.at_or_after(at) - 1
    for first in range(last, max(-1, last - 5), -1):
        if words.all[first].start < sentence.start or (first < last and not words.joined(first + 1)):
            break
        if words.all[first].folded == "the":
            span = Span(words.all[first].start, words.all[last].end)
            party = speaker_at(hall.scene, hall.article_id, span)
            return [party] if party is not None and party.kind not in _NO_PARTY else []
    return []


def _subjects(hall: Hall, stretch: Span) -> Iterator[tuple[int, Speaker]]:
    """Names and pronouns of a stretch that can be subjects, from its end to its start."""
    text, words = hall.text, hall.ground.words
    offers: dict[int, Callable[[], Speaker | None]] = {}  # asked only from the end on, until one is taken
    for index in hall.scene.cast.within(stretch):
        mention = hall.scene.cast.mentions[index]
        before = text[max(stretch.start, mention.start - 60) : mention.start]
        if not mention.possessive and (_AND.search(before) or not _AFTER_PREPOSITION.search(before[-40:])):
            offers[mention.start] = partial(_party, hall, index)
    for at, (span, speaker) in _sources_in(hall, stretch):
        first = bisect_left(hall.scene.cast.starts, span.start)
        named = first < len(hall.scene.cast.starts) and hall.scene.cast.mentions[first].start < span.end
        if speaker.kind not in _NO_PARTY and not (named and hall.scene.cast.mentions[first].start in offers):
            offers[at] = partial(replace, speaker)
    for index in words.within(*stretch):
        word = words.all[index]
        if word.folded in ("he", "she") and word.start not in hall.sources:
            offers[word.start] = partial(pronoun_party, hall, word.start, word.folded)
    for start in sorted(offers, reverse=True):
        party = offers[start]()
        if party is not None:
            yield start, party


def _sources_in(hall: Hall, stretch: Span) -> Iterator[tuple[int, tuple[Span, Speaker]]]:
    words = hall.ground.words
    for index in words.within(*stretch):
        known = hall.sources.get(words.all[index].start)
        if known is not None:
            yield words.all[index].start, known


def pronoun_party(hall: Hall, at: int, pronoun: str) -> Speaker | None:
    """Who "he", "she", "his" or "her" is: the speaker of a statement with this source, else the likeliest antecedent."""
    if at in hall.sources:
        return replace(hall.sources[at][1], how="pronoun")
    scores = antecedent_scores(hall.scene, Question(Span(at, at + len(pronoun)), pronoun), ())
    if not scores:
        return None
    figure = hall.scene.cast.figures[max(scores, key=lambda f: scores[f])]
    party = speaker_at(hall.scene, hall.article_id, figure.named_at, titles=False)
    return replace(party, how="pronoun") if party is not None else None


def the_group(hall: Hall, at: int, sentence: Span, former: Sequence[Speaker]) -> list[Speaker]:
    """Who "the two leaders" or "they" are: the two of the sentence, else the parties of the contact told last."""
    stretch = Span(sentence.start, at)
    here = joined(
        [], [speaker for _, (_, speaker) in _sources_in(hall, stretch) if speaker.kind not in _NO_PARTY]
    )
    named = [party for i in hall.scene.cast.within(stretch) if (party := _party(hall, i)) is not None]
    here = joined(here, named)
    people = [p for p in here if p.kind == "person"]
    for kept in (people, here):
        if len(kept) == 2:
            return kept
    return list(former) if len(former) == 2 else _people_before(hall, sentence.start)


def _people_before(hall: Hall, at: int) -> list[Speaker]:
    """The two people named in the sentence before, in the order of the text."""
    number = hall.ground.cuts.sentence(at - 1) if at else 0
    if number < 1:
        return []
    stretch = Span(hall.ground.cuts.sentences[number - 1], at)
    named = [party for i in hall.scene.cast.within(stretch) if (party := _party(hall, i)) is not None]
    found = joined([], [p for p in named if p.kind == "person"])
    return found if len(found) == 2 else []


def is_place(party: Speaker, name: str) -> bool:
    """Whether a party is only the place that is visited."""
    mine, theirs = fold(party.name).removeprefix("government of ").removeprefix("the "), fold(name)
    return mine == theirs or mine in theirs.split(", ") or f" {mine} " in f" {theirs} "
