"""A source that is a pronoun: where it stands in, the figure it goes back to out.

He and she go to the person named last that fits, with a preference for whoever spoke last or opens a sentence; I and
we inside a quotation are whoever is quoted; who and which are the name just before.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from onrecord.speakers.cast import Cast, Figure
from onrecord.speakers.places import Places
from onrecord.speakers.scene import Named, Scene
from onrecord.speakers.tables import Gender, fold
from onrecord.types import Span

__all__ = [
    "GENDERS",
    "Question",
    "Spoken",
    "antecedent_scores",
    "pronoun_in",
    "relative_antecedent",
]

LOOK_BACK = 30  # mentions
FAR = 6  # sentences without a fitting name after which a pronoun is left open
_PRONOUN = re.compile(
    r"(he|she|him|her|his|hers|himself|herself|they|them|their|it|its|itself|i|me|my|we|us|our|who|which|that)"
    r"(?=$|\s+(?:and|himself|herself|too|also|both|all)\b|['’])", re.I,
)  # fmt: skip
GENDERS: dict[str, Gender] = {"he": "m", "him": "m", "his": "m", "himself": "m",
                               "she": "f", "her": "f", "hers": "f", "herself": "f"}  # fmt: skip
_ACRONYMS = frozenset(("US", "WHO", "IT"))
_OBLIQUE = re.compile(
    r"\b(?:by|with|to|of|for|against|than|from|about|on|at|and|in|like|or)\s+(?:the\s+)?(?:\w+\s+)?$", re.I
)
_APPOSED = re.compile(
    r"(?:\s*\([^()\n]{1,40}\))?(?:\s(?:on|in|at|from|of|for|with)\s[^,\n;“”\"–—]{2,40},)?"
    r"(?:,\s*(?:the|a|an|its|his|her|their)\s[^,\n.;“”\"–—]{1,50}|,[^,\n.;“”\"–—]{1,90},)?\s*,?\s*(?:and\s+|but\s+|\()?$"
)


@dataclass(frozen=True, slots=True)
class Spoken:
    """A statement already resolved: where its source stands, which figure it is and who that is, whether it is a `document`;
    `quoted` its own words."""

    at: int
    figure: int
    quoted: tuple[Span, ...]
    named: Named | None = None
    document: bool = False


def pronoun_in(source: str) -> str | None:
    """The pronoun that a source is, folded, or `None`.

    >>> pronoun_in("She"), pronoun_in("he and his brother"), pronoun_in("her brother")
    ('she', 'he', None)
    >>> pronoun_in("US"), pronoun_in("WHO"), pronoun_in("I")
    (None, None, 'i')
    """
    if source.strip(" ,.'’") in _ACRONYMS:
        return None
    found = _PRONOUN.match(source.strip())
    return fold(found[1]) if found else None


@dataclass(frozen=True, slots=True)
class Question:
    """A he or she to be resolved; `barred` is a figure that it cannot be; what `own`, the words that its statement
    reports, names is no answer."""

    span: Span
    pronoun: str
    barred: int = -1
    own: tuple[Span, ...] = ()


def antecedent_scores(scene: Scene, asked: Question, spoken: Sequence[Spoken]) -> dict[int, float]:
    """How well each figure fits a he or she, by its place alone."""
    cast, places = scene.cast, scene.places
    hidden = [q for s in spoken[-6:] for q in s.quoted] + list(asked.own)
    scores: dict[int, float] = {}
    for figure, place, weight in _offers(scene, asked.span.start, spoken, hidden):
        score = _score(cast.figures[figure], place, asked, places)
        if score is not None and figure != asked.barred:
            again = 0.15 if figure in scores else 0.0
            scores[figure] = max(scores.get(figure, -99.0), score + weight) + again
    return scores


def _offers(
    scene: Scene, at: int, spoken: Sequence[Spoken], hidden: list[Span]
) -> Iterator[tuple[int, int, float]]:
    """Figures named or speaking before `at`, nearest mention first: figure, place, prominence."""
    cast = scene.cast
    last = cast.before(at)
    for i in range(last - 1, max(-1, last - LOOK_BACK), -1):
        start = cast.mentions[i].start
        if not any(q.start <= start < q.end for q in hidden):
            yield cast.who[i], start, _standing(scene.text, i, cast, scene.places)
    for one in spoken[-4:]:
        if one.figure >= 0 and one.at < at:
            yield one.figure, one.at, 1.7


def _score(who: Figure, place: int, asked: Question, places: Places) -> float | None:
    """How well a figure last named at `place` fits, prominence apart; `None` where it cannot be meant."""
    gender = GENDERS[asked.pronoun]
    away = places.sentence(asked.span.start) - places.sentence(place)
    if who.kind != "person" or (who.gender and who.gender != gender) or away > FAR:
        return None
    score = -0.8 * away - 0.5 * (places.paragraph(asked.span.start) - places.paragraph(place))
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
