"""How well the words of a description fit a figure: what introduces it, what its name says, whom the same words meant before."""

from __future__ import annotations

import re
from collections.abc import Sequence

from onrecord.speakers.asking import Asked
from onrecord.speakers.cast import Figure
from onrecord.speakers.pronouns import Spoken
from onrecord.speakers.scene import Scene
from onrecord.speakers.sources import near_name
from onrecord.speakers.tables import Tables, fold
from onrecord.speakers.titles import person_of_figure

__all__ = ["likeness", "office_likeness", "surely_person", "told_before"]

_TOKENS = re.compile(r"[^\W\d_][\w’'.-]*")
_FORMER = frozenset("former ex then".split())
BACK = 12  # statements
_SMALL = frozenset("the a an his her its their this that these those of in for to and own new former".split())


def surely_person(scene: Scene, index: int) -> bool:
    """Whether the name, a title or the model says that a figure is a person."""
    figure = scene.cast.figures[index]
    if figure.kind != "person":
        return False
    return bool(figure.gender) or index in scene.persons or figure.words[0] in scene.tables.genders


def likeness(tables: Tables, asked: Asked, figure: Figure) -> dict[str, float]:
    """What the words of a description share with the introductions and the name of a figure."""
    out: dict[str, float] = {}
    content = {w for w in asked.words if w not in _SMALL}
    roles = {w for role in figure.roles for w in near_name(role)}
    name = set(figure.words)
    head = asked.head.removesuffix("s") if asked.plural else asked.head
    if head and head in roles:
        out["head in role"] = 1.0
    if content:
        out["words in role"] = len(content & roles) / len(content)
        out["words in name"] = len(content & name) / len(content)
    if head in name:
        out["head in name"] = 1.0
    kind = tables.classes.get(head, frozenset())
    if kind & name and head not in name:
        out["class in name"] = 1.0
    if kind & roles and head not in roles:
        out["class in role"] = 1.0
    lands = {c for w in content if (c := tables.country_of(w))}
    if lands:
        theirs = {c for w in roles | name if (c := tables.country_of(w))}
        out["same country"] = float(bool(lands & theirs))
        out["other country"] = float(bool(theirs) and not lands & theirs)
    return out


def office_likeness(scene: Scene, asked: Asked, index: int) -> dict[str, float]:
    """Whether a description speaks of an office that its figure is known to hold or, where it says so, to have held."""
    person = person_of_figure(scene, index) if scene.day else None
    content = {w for w in asked.words if w not in _SMALL}
    if person is None or scene.day is None or not content or asked.head in _SMALL:
        return {}
    past = bool(_FORMER.intersection(asked.words))
    best = 0.0
    for office in person.offices:
        over = bool(office.end) and office.end <= scene.day
        if office.start <= scene.day and (over or not past):
            words = set(_TOKENS.findall(fold(f"{office.title} {office.of}")))
            if asked.head in words:
                best = max(best, len(content & words) / len(content))
    return {"head in office": 1.0, "words in office": best} if best else {}


def told_before(scene: Scene, asked: Asked, spoken: Sequence[Spoken]) -> set[int]:
    """Figures that the same words meant before."""
    phrase = fold(asked.span.of(scene.text)).strip(" ,.'’")
    return {
        one.figure
        for one in spoken[-BACK:]
        if one.at < asked.span.start and fold(scene.text[one.at : one.at + len(phrase)]) == phrase
    }
