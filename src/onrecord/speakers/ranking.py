"""Which figure of an article a pronoun, a title or a description means: a mention in, figures with probabilities out.

A log-linear choice between the figures at hand and nobody (a mention-ranking model, Denis and Baldridge 2008): the reader
model's fit, nearness, who spoke, and what number, gender, kind and the words that introduce a figure say. The weights in
`ranking.tsv` are fitted by training/rank.py; a feature counts once for all mentions and once more for those of its group.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from onrecord.speakers.cast import Figure
from onrecord.speakers.pronouns import GENDERS, Question, Spoken, antecedent_scores
from onrecord.speakers.scene import Scene
from onrecord.speakers.sources import near_name
from onrecord.speakers.tables import fold
from onrecord.types import Span

__all__ = ["NOBODY", "Asked", "Context", "Ranked", "ask", "features", "rank"]

NOBODY = -1
LOOK_BACK = 40  # mentions
MOST = 14  # figures
UNTOLD = {"he": 0.05}  # probability of nobody by group where no reader was asked; else 0.5
OUT_OF_PLACE = -4.0  # the score by place of one who is named too far away or in a quotation only
Features = dict[str, float]
_WORDS = re.compile(r"[^\W\d_][\w’'-]*")
_HEAD_END = re.compile(
    r"\s(?:of|from|for|in|at|on|with|by|to|who|which|that|whose|and|being|released)\s|[,;(—–]"
)
_OF_ONE = re.compile(r"['’]s?$")
_OWNED = re.compile(r"['’]s?\s")
_SMALL = frozenset("the a an his her its their this that these those of in for to and own new former".split())
_GROUPS = dict.fromkeys(("he", "she", "him", "her", "his", "hers", "himself", "herself"), "he") | {
    "they": "they", "them": "they", "their": "they", "both": "they", "it": "it", "its": "it", "itself": "it",
    "this": "it", "who": "who", "which": "which", "that": "which", "whose": "who", "one": "who",
}  # fmt: skip
_DETERMINERS = {
    "the": "the", "this": "the", "that": "the", "these": "the", "those": "the", "his": "whose", "her": "whose",
    "its": "whose", "their": "whose", "a": "a", "an": "a", "one": "a", "some": "a", "another": "a",
}  # fmt: skip
_PLURALS = frozenset("people men women police staff authorities media they them their both children".split())
_PERSON_ENDINGS = ("man", "woman", "person", "ist", "ian", "eer", "or", "er", "ant", "ent", "ee", "ive")


@dataclass(frozen=True, slots=True)
class Asked:
    """A mention taken apart: its folded words, head noun and what that stands for, number and determiner.

    `group` is he, it, they, who, which or description; `model` the reader's probability of each figure, `nobody` of
    none.
    """

    span: Span
    words: tuple[str, ...]
    head: str
    group: str
    kind: str
    determiner: str
    plural: bool
    model: dict[int, float]
    nobody: float


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


def ask(scene: Scene, span: Span) -> Asked:
    """A mention with what its words say and what the reader makes of it."""
    phrase = fold(" ".join(span.of(scene.text)[:200].split())).strip(" ,.'’")
    words = tuple(_OF_ONE.sub("", w) for w in _WORDS.findall(phrase))
    heads = _WORDS.findall(_HEAD_END.split(f"{phrase} ", maxsplit=1)[0])
    head = _OF_ONE.sub("", heads[-1]) if heads else ""
    entities, nobody = scene.evidence.fitting(span)
    model: dict[int, float] = {}
    for entity, probability in entities:
        if (figure := scene.figure_of[entity]) >= 0:
            model[figure] = model.get(figure, 0.0) + probability
    first = words[0] if words else ""
    group = (
        _GROUPS.get(first, "description")
        if len(words) == 1 or first in ("he", "she", "they")
        else "description"
    )
    determiner = _DETERMINERS.get(first, "whose" if _OWNED.search(phrase) else "bare")
    plural = (head.endswith("s") and not head.endswith(("ss", "us", "is", "news"))) or head in _PLURALS
    kind = group if group != "description" else _class_of(head, scene)
    return Asked(
        span,
        words,
        head,
        group,
        kind,
        determiner,
        plural,
        model,
        nobody if scene.evidence.entities else UNTOLD.get(group, 0.5),
    )


def _class_of(head: str, scene: Scene) -> str:
    words = scene.tables.words
    single = head.removesuffix("s")
    if head in words["document"] or single in words["document"]:
        return "document"
    if single in words["kin"]:
        return "kin"
    if head in words["state"]:
        return "state"
    if head in words["generic"] | words["org"] | words["publication"] or single in words["generic"]:
        return "organisation"
    if single in words["female"] | words["male"] | words["title"] | words["someone"] or single.endswith(
        _PERSON_ENDINGS
    ):
        return "person"
    return "other"


def features(scene: Scene, asked: Asked, context: Context) -> dict[int, Features]:
    """What speaks for and against each figure at hand, and for nobody."""
    found = {NOBODY: _of_nobody(scene, asked, context)}
    if asked.group == "he":
        question = Question(asked.span, asked.words[0], context.barred, context.own)
        places = antecedent_scores(scene, question, context.spoken)
        top = max(places.values(), default=0.0)
        for figure in _he_or_she(scene, asked, context, places):
            made = _of_figure(scene, asked, figure, context)
            place = places.get(figure, OUT_OF_PLACE)
            found[figure] = made | {"place": place, "place best": float(place == top)}
        return found
    for figure in _at_hand(scene, asked, context):
        if figure != context.barred and _may_be(scene, asked, scene.cast.figures[figure]):
            found[figure] = _of_figure(scene, asked, figure, context)
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


def _may_be(scene: Scene, asked: Asked, figure: Figure) -> bool:
    """Whether gender and kind allow it at all."""
    person = figure.kind == "person"
    if asked.group in ("it", "they") and person:
        return False
    listed = scene.tables.words
    gender = "f" if asked.head in listed["female"] else "m" if asked.head in listed["male"] else ""
    return not gender or (person and figure.gender in ("", gender))


def _of_figure(scene: Scene, asked: Asked, index: int, context: Context) -> Features:
    figure = scene.cast.figures[index]
    kind = _kind(scene, index)
    probability = asked.model.get(index, 0.0)
    out: Features = {f"{asked.kind} {kind}": 1.0, "times": math.log(1 + figure.times)}
    out["model"] = math.log((probability + 0.02) / (asked.nobody + 0.02))
    out["model best"] = float(probability > 0 and probability == max(asked.model.values()))
    out["model unsure"] = math.log(probability + 0.02)
    for picked, rule in context.picked:
        if picked == index and (rule != "home" or asked.kind == "state"):
            out[f"rule {rule}"] = 1.0
    out |= _nearness(scene, asked, index)
    out |= _speech(scene, asked, index, context.spoken)
    if asked.group == "description":
        out |= _likeness(scene, asked, figure)
        if kind == "person" and asked.plural:
            out["plural person"] = 1.0
    elif asked.group == "he" and figure.gender:
        out["gender known"] = 1.0
    return out


def _kind(scene: Scene, index: int) -> str:
    figure = scene.cast.figures[index]
    if " ".join(figure.words) in scene.tables.countries:
        return "country"
    if index in scene.sites:
        return "place"
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
    if any(s.figure == index for s in before):
        out["spoke"] = 1.0
    return out


def _likeness(scene: Scene, asked: Asked, figure: Figure) -> Features:
    out: Features = {}
    content = {w for w in asked.words if w not in _SMALL}
    roles = {w for role in figure.roles for w in near_name(role)}
    name = set(figure.words)
    if asked.head and asked.head in roles:
        out["head in role"] = 1.0
    if content:
        out["words in role"] = len(content & roles) / len(content)
        out["words in name"] = len(content & name) / len(content)
    if asked.head in name:
        out["head in name"] = 1.0
    lands = {c for w in content if (c := scene.tables.country_of(w))}
    if lands:
        theirs = {c for w in roles | name if (c := scene.tables.country_of(w))}
        out["same country"] = float(bool(lands & theirs))
        out["other country"] = float(bool(theirs) and not lands & theirs)
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
