"""Which figure of an article a pronoun, a title or a description means: a mention in, figures with probabilities out.

A log-linear choice between the figures at hand and nobody (a mention-ranking model, Denis and Baldridge 2008): the reader
model's fit, nearness, who spoke, and what number, gender, kind and the words that introduce a figure say. The weights in
`ranking.tsv` are fitted by training/rank.py; a feature counts once for all mentions and once more for those of its group.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from onrecord.speakers.asking import Asked, ask
from onrecord.speakers.likeness import likeness, office_likeness, surely_person, told_before
from onrecord.speakers.pronouns import GENDERS, Question, Spoken, antecedent_scores
from onrecord.speakers.scene import Scene
from onrecord.types import Span

__all__ = ["NOBODY", "Asked", "Context", "Ranked", "ask", "features", "rank"]

NOBODY = -1
LOOK_BACK = 40  # mentions
MOST = 14  # figures
OUT_OF_PLACE = -4.0  # the score by place of one who is named too far away or in a quotation only
Features = dict[str, float]
_RULED = frozenset("city town village county province region island islands".split())
_RULERS = frozenset("government country nation state kingdom republic regime cabinet junta".split())


@dataclass(frozen=True, slots=True)
class Context:
    """What stands around a mention: statements before it, a figure it cannot be, the words that it reports, and figures that
    a rule picks by title or office, with the rule."""

    spoken: Sequence[Spoken] = ()
    barred: int = NOBODY
    own: tuple[Span, ...] = ()
    picked: tuple[tuple[int, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Ranked:
    """Figures by falling probability; NOBODY among them."""

    figures: tuple[tuple[int, float], ...]

    @property
    def best(self) -> tuple[int, float]:
        return self.figures[0]


def rank(scene: Scene, span: Span, context: Context) -> Ranked:
    """The figures at hand and nobody, likeliest first; the probabilities sum to 1."""
    asked = ask(scene, span)
    scores = {f: _score(found, asked.group) for f, found in features(scene, asked, context).items()}
    top = max(scores.values())
    total = sum(math.exp(s - top) for s in scores.values())
    ranked = sorted(((f, math.exp(s - top) / total) for f, s in scores.items()), key=lambda t: (-t[1], t[0]))
    return Ranked(tuple(ranked))


def features(scene: Scene, asked: Asked, context: Context) -> dict[int, Features]:
    """What speaks for and against each figure at hand, and for nobody."""
    found = {NOBODY: _of_nobody(scene, asked, context)}
    if asked.group == "he":
        question = Question(asked.span, asked.words[0], context.barred, context.own)
        places = antecedent_scores(scene, question, context.spoken)
        top = max(places.values(), default=0.0)
        for figure in _he_or_she(scene, asked, context, places):
            made = _of_figure(scene, asked, figure, context, set())
            place = places.get(figure, OUT_OF_PLACE)
            found[figure] = made | {"place": place, "place best": float(place == top)}
        return _with_best(found, asked)
    told = told_before(scene, asked, context.spoken) if asked.group == "description" else set()
    for figure in _at_hand(scene, asked, context):
        if figure != context.barred and _may_be(scene, asked, figure):
            found[figure] = _of_figure(scene, asked, figure, context, told)
    return _with_best(found, asked)


def _with_best(found: dict[int, Features], asked: Asked) -> dict[int, Features]:
    """The same with the figure marked that the reader thinks of most."""
    most = max(asked.model.values(), default=0.0)
    for figure in found:
        if figure != NOBODY and asked.model.get(figure, 0.0) == most > 0:
            found[figure]["model best"] = 1.0
    return found


def _he_or_she(scene: Scene, asked: Asked, context: Context, places: dict[int, float]) -> list[int]:
    """People near enough, and those whom the reader thinks of, of the right gender."""
    gender = GENDERS.get(asked.words[0])
    found = dict.fromkeys(places)
    for figure, probability in asked.model.items():
        who = scene.cast.figures[figure]
        if (
            probability > 0.05
            and who.kind == "person"
            and who.gender in ("", gender)
            and figure != context.barred
        ):
            found.setdefault(figure)
    return list(found)


def _at_hand(scene: Scene, asked: Asked, context: Context) -> list[int]:
    """Figures that a rule or the reader picks, speakers, and whoever was named before, nearest first."""
    cast = scene.cast
    found = dict.fromkeys(f for f, rule in context.picked if rule != "home" or asked.kind == "state")
    found |= dict.fromkeys(f for f, p in sorted(asked.model.items(), key=lambda t: -t[1])[:6] if p > 0.02)
    found |= dict.fromkeys(s.figure for s in context.spoken[-3:] if s.figure >= 0)
    if asked.group == "description":
        found |= dict.fromkeys((*cast.by_role.get(asked.head, ())[:4], *cast.by_name.get(asked.head, ())[:4]))
    last = cast.before(asked.span.start)
    for i in range(last - 1, max(-1, last - LOOK_BACK), -1):
        if len(found) >= MOST:
            break
        found.setdefault(cast.who[i])
    inside = {cast.who[i] for i in cast.within(asked.span)} if len(asked.words) < 12 else set()
    return [f for f in found if f not in inside or _stands_for(scene, f, asked)]


def _stands_for(scene: Scene, figure: int, asked: Asked) -> bool:
    """ "Bolivia's representatives" may stand for Bolivia, "the Reuters report" for Reuters."""
    return asked.kind in ("state", "document", "other") and scene.cast.figures[figure].kind != "person"


def _may_be(scene: Scene, asked: Asked, index: int) -> bool:
    """Whether gender and kind allow it at all."""
    figure = scene.cast.figures[index]
    person = figure.kind == "person"
    if person and (asked.group in ("it", "they") or asked.collective):
        return False
    if asked.head in _RULERS and figure.kind in ("organisation", "publication"):
        things = scene.tables.words["thing"] - _RULED
        if index not in scene.sites or any(word in things for word in figure.words):
            return False
    if asked.kind in ("it", "organisation", "state", "document") and scene.tables.of_people(figure.words):
        return False
    listed = scene.tables.words
    gender = "f" if asked.head in listed["female"] else "m" if asked.head in listed["male"] else ""
    return not gender or (person and figure.gender in ("", gender))


def _of_figure(scene: Scene, asked: Asked, index: int, context: Context, told: set[int]) -> Features:
    figure = scene.cast.figures[index]
    kind = _kind(scene, index)
    probability = asked.model.get(index, 0.0)
    out: Features = {f"{asked.kind} {kind}": 1.0, "times": math.log(1 + figure.times)}
    out["model"] = math.log((probability + 0.02) / (asked.nobody + 0.02))
    out["model unsure"] = math.log(probability + 0.02)
    if asked.group == "description":
        taken = scene.taken.get(index, {})
        out |= {f"{asked.kind} entity {name}": share for name, share in taken.items()}
        out["no entity"] = float(not taken)
    for picked, rule in context.picked:
        if picked == index and (rule != "home" or asked.kind == "state"):
            out[f"rule {rule}"] = 1.0
    out |= _nearness(scene, asked, index)
    out |= _speech(scene, asked, index, context.spoken)
    if asked.group == "description":
        out |= likeness(scene.tables, asked, figure) | office_likeness(scene, asked, index)
        if index in told:
            out["called so before"] = 1.0
        if kind == "person":
            out["plural person"] = float(asked.plural)
            out["surely person"] = float(surely_person(scene, index))
    elif asked.group == "he" and figure.gender:
        out["gender known"] = 1.0
    return out


def _kind(scene: Scene, index: int) -> str:
    figure = scene.cast.figures[index]
    if " ".join(figure.words) in scene.tables.countries:
        return "country"
    if index in scene.sites:
        return "place"
    if figure.kind == "person":
        return "person"
    if scene.tables.of_people(figure.words):
        return "people"
    return "group" if figure.kind in ("group", "party", "campaign") else figure.kind


def _nearness(scene: Scene, asked: Asked, index: int) -> Features:
    cast, places, at = scene.cast, scene.places, asked.span.start
    last = cast.before(at)
    seen: set[int] = set()
    for i in range(last - 1, max(-1, last - LOOK_BACK), -1):
        if cast.who[i] == index:
            start = cast.mentions[i].start
            sentence = places.sentence(start)
            away = places.sentence(at) - sentence
            opens = start - places.sentences[sentence - 1] < 4
            return {
                "sentences": math.log2(1 + away),
                "between": math.log2(1 + len(seen)),
                "same sentence": float(away == 0),
                "sentence before": float(away == 1),
                "opens": float(opens and away < 4),
                "paragraphs": math.log2(1 + places.paragraph(at) - places.paragraph(start)),
                "possessor": float(cast.mentions[i].possessive),
            }
        seen.add(cast.who[i])
    return {"not before": 1.0}


def _speech(scene: Scene, asked: Asked, index: int, spoken: Sequence[Spoken]) -> Features:
    before = [s for s in spoken[-8:] if s.at < asked.span.start][-6:]
    out: Features = {}
    if before and before[-1].figure == index:
        away = scene.places.sentence(asked.span.start) - scene.places.sentence(before[-1].at)
        out["spoke last"] = 1.0
        out["spoke just before"] = float(away <= 2)
        if asked.group == "description":
            out[f"{asked.kind} spoke just before"] = float(away <= 2)
    if any(s.figure == index for s in before):
        out["spoke"] = 1.0
    return out


def _of_nobody(scene: Scene, asked: Asked, context: Context) -> Features:
    """What speaks for a mention that names nobody."""
    out: Features = {
        "nobody": 1.0,
        f"nobody {asked.determiner}": 1.0,
        f"nobody {asked.kind}": 1.0,
        "nobody plural": float(asked.plural),
        "nobody long": float(len(asked.words) > 6),
    }
    out["nobody by model"] = math.log(asked.nobody + 0.02)
    before = [s for s in context.spoken[-4:] if s.at < asked.span.start]
    if before and before[-1].figure == NOBODY:
        away = scene.places.sentence(asked.span.start) - scene.places.sentence(before[-1].at)
        out["nobody spoke last"] = float(away <= 2)
    return out


def _score(found: Features, group: str) -> float:
    weights = _weights_of(group)
    return sum(weights.get(name, 0.0) * value for name, value in found.items())


@lru_cache(maxsize=16)
def _weights_of(group: str) -> dict[str, float]:
    """What each feature counts for mentions of a group: for all, and once more for theirs."""
    weights, own = _weights(), f"{group}: "
    names = {name.removeprefix(own) for name in weights}
    return {name: weights.get(name, 0.0) + weights.get(own + name, 0.0) for name in names}


@lru_cache(maxsize=1)
def _weights() -> dict[str, float]:
    lines = files("onrecord.speakers").joinpath("ranking.tsv").read_text(encoding="utf-8").splitlines()
    rows = (line.split("\t") for line in lines if line and not line.startswith("#"))
    return {name: float(weight) for name, weight in rows}
