"""A source that is a pronoun: where it stands in, the figure it goes back to out.

He and she go to the person named last that fits, with a preference for whoever spoke last or opens a sentence; I and
we inside a quotation are whoever is quoted; who and which are the name just before.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from onrecord.speakers.cast import Cast, Figure
from onrecord.speakers.tables import Gender, fold
from onrecord.types import Span

__all__ = [
    "Places",
    "Question",
    "Spoken",
    "antecedent",
    "find_places",
    "gender_of",
    "plural_antecedent",
    "pronoun_in",
    "relative_antecedent",
]

LOOK_BACK = 30  # mentions
FAR = 6  # sentences without a fitting name after which a pronoun is left open
_SENTENCE = re.compile(r"[.!?…][\"”’')\]]*\s+(?=[\"“‘'(\[]*\w)|\n\s*")
_PARAGRAPH = re.compile(r"\n\s*")
_PRONOUN = re.compile(
    r"(he|she|him|her|his|hers|himself|herself|they|them|their|it|its|itself|i|me|my|we|us|our|who|which|that)"
    r"(?=$|\s+(?:and|himself|herself|too|also|both|all)\b|['’])", re.I,
)  # fmt: skip
_GENDERS: dict[str, Gender] = {"he": "m", "him": "m", "his": "m", "himself": "m",
                               "she": "f", "her": "f", "hers": "f", "herself": "f"}  # fmt: skip
_OBLIQUE = re.compile(
    r"\b(?:by|with|to|of|for|against|than|from|about|on|at|and|in|like|or)\s+(?:the\s+)?(?:\w+\s+)?$", re.I
)
_APPOSED = re.compile(
    r"(?:\s*\([^()\n]{1,40}\))?(?:\s(?:on|in|at|from|of)\s[^,\n;“”\"–—]{2,40},)?"
    r"(?:,\s*(?:the|a|an|its|his|her|their)\s[^,\n.;“”\"–—]{1,50}|,[^,\n.;“”\"–—]{1,90},)?\s*,?\s*(?:and\s+|but\s+)?$"
)


@dataclass(frozen=True, slots=True)
class Places:
    """Where the sentences and paragraphs of a text begin, and which stretches are quoted."""

    sentences: tuple[int, ...]
    paragraphs: tuple[int, ...]

    def sentence(self, at: int) -> int:
        return bisect_right(self.sentences, at)

    def paragraph(self, at: int) -> int:
        return bisect_right(self.paragraphs, at)


@dataclass(frozen=True, slots=True)
class Spoken:
    """A statement already resolved: where its source stands and which figure it is; `quoted` its own words."""

    at: int
    figure: int
    quoted: tuple[Span, ...]


def find_places(text: str) -> Places:
    """Sentence and paragraph starts of `text`."""
    return Places(
        (0, *(m.end() for m in _SENTENCE.finditer(text))), (0, *(m.end() for m in _PARAGRAPH.finditer(text)))
    )


def pronoun_in(source: str) -> str | None:
    """The pronoun that a source is, folded, or `None`.

    >>> pronoun_in("She"), pronoun_in("he and his brother"), pronoun_in("her brother")
    ('she', 'he', None)
    """
    found = _PRONOUN.match(source.strip())
    return fold(found[1]) if found else None


def gender_of(pronoun: str) -> Gender | None:
    """f or m for he and she, `None` for the others."""
    return _GENDERS.get(pronoun)


@dataclass(frozen=True, slots=True)
class Question:
    """A he or she to be resolved: where it stands; `barred` is a figure that it cannot be; what `own`, the words that
    its statement reports, names is no answer."""

    at: int
    pronoun: str
    barred: int = -1
    own: tuple[Span, ...] = ()


def antecedent(
    text: str, asked: Question, cast: Cast, places: Places, spoken: Sequence[Spoken]
) -> tuple[int, str] | None:
    """The figure that he or she goes back to, and the rule."""
    hidden = [q for s in spoken[-6:] for q in s.quoted] + list(asked.own)
    scores: dict[int, float] = {}
    for figure, place, weight in _offers(text, asked.at, cast, places, spoken, hidden):
        score = _score(cast.figures[figure], place, asked, places)
        if score is not None and figure != asked.barred:
            again = 0.15 if figure in scores else 0.0
            scores[figure] = max(scores.get(figure, -99.0), score + weight) + again
    if not scores:
        return None
    ranked = sorted(scores.values(), reverse=True)
    close = len(ranked) > 1 and ranked[0] - ranked[1] < 0.7
    return max(scores, key=lambda f: scores[f]), "he or she, two fit" if close else "he or she"


def _offers(
    text: str, at: int, cast: Cast, places: Places, spoken: Sequence[Spoken], hidden: list[Span]
) -> Iterator[tuple[int, int, float]]:
    """Figures named or speaking before `at`, nearest mention first: figure, place, prominence."""
    last = cast.before(at)
    for i in range(last - 1, max(-1, last - LOOK_BACK), -1):
        start = cast.mentions[i].start
        if not any(q.start <= start < q.end for q in hidden):
            yield cast.who[i], start, _standing(text, i, cast, places)
    for one in spoken[-4:]:
        if one.figure >= 0 and one.at < at:
            yield one.figure, one.at, 1.7


def _score(who: Figure, place: int, asked: Question, places: Places) -> float | None:
    """How well a figure last named at `place` fits, prominence apart; `None` where it cannot be meant."""
    gender = _GENDERS[asked.pronoun]
    away = places.sentence(asked.at) - places.sentence(place)
    if who.kind != "person" or (who.gender and gender and who.gender != gender) or away > FAR:
        return None
    score = -0.8 * away - 0.5 * (places.paragraph(asked.at) - places.paragraph(place))
    if who.gender:
        score += 0.8
    if len(who.words) > 1 or who.gender:
        score += 0.4
    return score - 0.6 if not who.gender and who.times < 2 else score


def _standing(text: str, index: int, cast: Cast, places: Places) -> float:
    """How prominent a mention is: the first of its sentence most, one after a preposition or a possessor least."""
    mention = cast.mentions[index]
    start = places.sentences[places.sentence(mention.start) - 1]
    weight = 0.0
    if index == 0 or cast.mentions[index - 1].start < start:
        weight += 1.0 if mention.start - start < 60 else 0.5
    if mention.possessive:
        weight -= 0.6
    if _OBLIQUE.search(text[max(start, mention.start - 30) : mention.start]):
        weight -= 0.5
    return weight


def relative_antecedent(text: str, at: int, pronoun: str, cast: Cast, places: Places) -> int | None:
    """The figure named just before "who" or "which", with at most an apposition between."""
    start = places.sentences[places.sentence(at) - 1]
    last = cast.before(at)
    for i in range(last - 1, max(-1, last - 5), -1):
        mention = cast.mentions[i]
        if mention.start < start:
            return None
        person = cast.figures[cast.who[i]].kind == "person"
        if (
            person == (pronoun == "who")
            and not mention.possessive
            and _APPOSED.fullmatch(text, mention.span.end, at)
        ):
            return cast.who[i]
    return None


def plural_antecedent(
    at: int, cast: Cast, places: Places, spoken: Sequence[Spoken], single: bool
) -> int | None:
    """The institution or group that it (`single`) or they goes back to: who spoke last, or opens a sentence just before."""
    here = places.sentence(at)
    for one in reversed(spoken[-3:]):
        if one.at < at and here - places.sentence(one.at) <= 3:
            if one.figure >= 0 and cast.figures[one.figure].kind != "person":
                return one.figure
            return None
    if not single:
        return None
    last = cast.before(at)
    for i in range(last - 1, max(-1, last - 6), -1):
        mention, figure = cast.mentions[i], cast.figures[cast.who[i]]
        away = here - places.sentence(mention.start)
        opens = mention.start - places.sentences[places.sentence(mention.start) - 1] < 25
        if figure.kind != "person" and not mention.possessive and away <= 1 and opens:
            return cast.who[i]
    return None
