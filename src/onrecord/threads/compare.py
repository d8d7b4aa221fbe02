"""Two statements -> how likely they report the same utterance: a few features, and a small logistic model over them.

The same utterance is the same act of saying by the same speaker on the same occasion, of which both report words that
overlap in what is said. `model.tsv` holds a coefficient a feature, fitted on labelled pairs (training/thread_model.py).
"""

from __future__ import annotations

import math
from collections import Counter
from datetime import date
from functools import lru_cache
from importlib.resources import files
from typing import Literal, NamedTuple

from rapidfuzz.distance import Indel

from onrecord.speakers.identity import same_speaker
from onrecord.speakers.people_names import name_words
from onrecord.threads.utterance import Utterance
from onrecord.threads.words import weight_of, word_class
from onrecord.types import Speaker

__all__ = ["FEATURES", "THRESHOLD", "Features", "barred", "features_of", "likeness", "related"]

THRESHOLD = 0.4
SLACK = 3  # days by which the days said of one utterance may part: papers date roughly
WEEKS = 2  # weeks by which reports of one utterance part where nothing says when it was made
TELLING = 10.0  # the weight of a stretch of words that tells something
ENOUGH = 8.0  # the weight below which quoted words tell little
FAIR = 24.0  # the weight of a stretch that is plainly the same words
SCENE = 60.0  # the weight of what two sentences share that tell of one scene
LONG = 40.0  # the weight of a stretch that no two people say by chance
ALIKE = 0.7  # what a word counts that shares its beginning only ("resign", "resignation")
BEGINNING = 5  # letters
Relation = Literal["same", "unknown", "different"]


class Features(NamedTuple):
    """What the model sees of a pair, each in [0, 1]."""

    run: float  # the heaviest stretch of words in a row that both have, up to `LONG`
    quoted: float  # share of one's quoted words that the other has too, in stretches that tell
    same: float  # the same speaker
    tied: float  # share of the lighter content that the heavier has too, times how much that is
    shared: float  # share of both contents that they share
    parted: float  # both are quotations, and their words are not the same
    act: float  # the same act: both promise, both deny
    around: float  # share of the sentence around the one that the other's has too
    setting: float  # how much the sentences share, up to `SCENE`
    inside: float  # both stand in one article
    unnamed: float  # one of the speakers is not named
    numbers: float  # they share a number
    days: float  # the days on which they are said to have been said do not agree


FEATURES = Features._fields


@lru_cache(maxsize=1)
def _model() -> tuple[float, dict[str, float]]:
    text = files("onrecord.threads").joinpath("model.tsv").read_text(encoding="utf-8")
    rows = dict(line.split("\t") for line in text.splitlines() if line and not line.startswith("#"))
    return float(rows.pop("constant")), {name: float(value) for name, value in rows.items()}


def likeness(one: Utterance, other: Utterance) -> float:
    """The probability that two statements report the same utterance, in [0, 1]; 0 where that is ruled out."""
    features = features_of(one, other)
    if features is None:
        return 0.0
    constant, coefficients = _model()
    z = constant + sum(coefficients[name] * value for name, value in zip(FEATURES, features, strict=True))
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, z))))


def features_of(one: Utterance, other: Utterance) -> Features | None:
    """The features of a pair; None where the two cannot be one utterance whatever their words, or share none."""
    few, many = sorted((one, other), key=lambda u: (u.weight, u.key))
    common = _common(few, many)
    inside = one.article == other.article
    if common == 0 or (inside and (one.sentence == other.sentence != "" or _overlap(one, other))):
        return None
    run = longest_run(few, many)
    quoted = max(_quoted_share(few, many), _quoted_share(many, few))
    relation = related(one, other)
    if _barred(few, many, relation, run, quoted):
        return None
    contained = common / few.weight
    scene = (
        0.0 if inside else sum(map(weight_of, one.around & other.around))
    )  # one article is one scene anyhow
    return Features(
        run=min(1.0, run / LONG),
        quoted=quoted,
        same=float(relation == "same"),
        tied=contained * min(1.0, common / FAIR),
        shared=common / (few.weight + many.weight - common),
        parted=1.0 - quoted if one.mostly_quoted and other.mostly_quoted else 0.0,
        act=float(one.act == other.act),
        around=scene / max(1.0, min(one.around_weight, other.around_weight)),
        setting=min(1.0, scene / SCENE),
        inside=float(inside),
        unnamed=float(not (one.name and other.name)),
        numbers=float(bool(one.numbers & other.numbers)),
        days=float(not days_agree(one, other)),
    )


def barred(one: Utterance, other: Utterance) -> bool:
    """Whether two statements cannot be in one thread, whatever others tie them together.

    Speakers who differ may be one only for a long stretch of the very same words, weeks that part only for words that are
    plainly the same. (A statement and what stands inside it are no pair, yet a third may tie them.)
    """
    relation = related(one, other)
    if relation != "different" and weeks_agree(one, other):
        return False
    run = longest_run(one, other)
    return _barred(one, other, relation, run, max(_quoted_share(one, other), _quoted_share(other, one)))


def plainly_same(one: Utterance, other: Utterance) -> bool:
    """Whether two statements share a stretch of words that no two people say by chance."""
    return longest_run(one, other) >= LONG


def _barred(one: Utterance, other: Utterance, relation: Relation, run: float, quoted: float) -> bool:
    if relation == "different" and (run < LONG or one.nested != other.nested):
        return True
    plain = run >= FAIR or quoted >= 0.9
    return not plain and not weeks_agree(one, other)


def _overlap(one: Utterance, other: Utterance) -> bool:
    return any(a.start < b.end and b.start < a.end for a in one.spans for b in other.spans)


def _common(few: Utterance, many: Utterance) -> float:
    """The weight of the words that both have, each counted once a use; words alike at their beginning count in part."""
    left = many.counted.copy()
    rest: list[tuple[str, float]] = []
    total = 0.0
    for stem, weight in zip(few.stems, few.weights, strict=True):
        if left[stem] > 0:
            left[stem] -= 1
            total += weight
        else:
            rest.append((stem, weight))
    beginnings = Counter(s[:BEGINNING] for s, n in left.items() if n > 0 and len(s) >= BEGINNING)
    degrees = sum(n for s, n in left.items() if n > 0 and word_class(s) == "degree")
    for stem, weight in rest:
        if len(stem) >= BEGINNING and beginnings[stem[:BEGINNING]] > 0:
            beginnings[stem[:BEGINNING]] -= 1
            total += ALIKE * weight
        elif degrees > 0 and word_class(stem) == "degree":
            degrees -= 1
            total += weight
    return total


def longest_run(one: Utterance, other: Utterance) -> float:
    """The weight of the heaviest stretch of words in a row that both have."""
    heaviest = current = 0.0
    previous: dict[int, float] = {}
    places: dict[str, list[int]] = {}
    for j, stem in enumerate(other.stems):
        places.setdefault(stem, []).append(j)
    for stem, weight in zip(one.stems, one.weights, strict=True):
        here: dict[int, float] = {}
        for j in places.get(stem, ()):
            current = previous.get(j - 1, 0.0) + weight
            here[j] = current
            heaviest = max(heaviest, current)
        previous = here
    return heaviest


def _quoted_share(one: Utterance, other: Utterance) -> float:
    """The share of the quoted words of `one` that stand in `other`, in stretches that tell; damped where they are few."""
    if not one.marked:
        return 0.0
    weights = [one.weights[i] for i in one.marked]
    total, found = sum(weights), 0.0
    for step in Indel.opcodes([one.levelled[i] for i in one.marked], other.levelled):
        if step.tag == "equal":
            stretch = sum(weights[step.src_start : step.src_end])
            found += stretch if stretch >= min(TELLING, 0.6 * total) else 0.0
    return found / total * min(1.0, total / ENOUGH)


def days_agree(one: Utterance, other: Utterance) -> bool:
    """Whether the days on which the two were said can be one; unknown days agree with all."""
    if not (one.said_earliest and one.said_latest and other.said_earliest and other.said_latest):
        return True
    later = max(one.said_earliest, other.said_earliest)
    sooner = min(one.said_latest, other.said_latest)
    return later <= sooner or (_day(later) - _day(sooner)).days <= SLACK


@lru_cache(maxsize=4096)
def _day(iso: str) -> date:
    return date.fromisoformat(iso[:10])


def weeks_agree(one: Utterance, other: Utterance) -> bool:
    """Whether two reports appeared near enough to each other; a day said that both know makes up for that."""
    if one.week is None or other.week is None or abs(one.week - other.week) <= WEEKS:
        return True
    return bool(one.said_latest and other.said_latest)


def related(one: Utterance, other: Utterance) -> Relation:
    """Whether two statements name the same speaker; who is not named may be anybody."""
    if not (one.name and other.name and one.speaker and other.speaker):
        return "unknown"
    if one.speaker == other.speaker and not one.speaker.startswith("local:"):
        return "same"
    return _relation((one.speaker, one.name, one.kind or ""), (other.speaker, other.name, other.kind or ""))


@lru_cache(maxsize=65536)
def _relation(one: tuple[str, str, str], other: tuple[str, str, str]) -> Relation:
    ones, others = (sorted(name_words(n) for n in who[1].split("; ")) for who in (one, other))
    if len(ones) > 1 or len(others) > 1:
        if ones == others:
            return "same"
        return "unknown" if {n[-1:] for n in ones} & {n[-1:] for n in others} else "different"
    verdict = same_speaker(_speaker(*one), _speaker(*other)).verdict
    if verdict == "different" and set(name_words(one[1])[-1:]) & set(name_words(other[1])):
        return "unknown"  # a person and their campaign, or a name read with its title
    return verdict


def _speaker(id_: str, name: str, kind: str) -> Speaker:
    return Speaker(id_, name, kind, "name", None, 1.0)  # type: ignore[arg-type]
