"""A source that stands for two: "both candidates", "the two countries"."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise

from onrecord.speakers.asking import Asked, ask
from onrecord.speakers.likeness import likeness, office_likeness, surely_person
from onrecord.speakers.scene import Named, Scene, join, of_figure
from onrecord.speakers.tables import fold
from onrecord.types import Span

__all__ = ["latter_in", "they_of", "two_of"]

_PAIR = re.compile(
    r"(?:the|these|those|both|both of the)\s+(?:two\s+)?(?:[\w’'-]+\s+){0,3}?([a-z]+(?:s|men|women|people))$|(both|the two|the pair|the couple|the duo)$"
)
_AND = re.compile(r"(?:\s*\([^()\n]*\))?,?\s+and\s+(?:[\w’'-]+\s+){0,4}")
_COMMA = re.compile(r"(?:\s*\([^()\n]*\))?,\s+(?:[\w’'-]+\s+){0,2}")
_LATTER = {"the latter": 0, "the former": 1}
LOOK_BACK = 12  # mentions
_STATES = frozenset("countries nations governments states neighbours neighbors sides".split())
_PEOPLE = frozenset("men women people both".split())
SURE = 0.5  # share of the model's belief that a figure is a person
NEAR = 1  # sentences from two people named together to the pronoun


def they_of(scene: Scene, span: Span) -> Named | None:
    """ "They" after "Ada Brandt and Yaw Darko": those of this sentence, or of the one before, whom "and" joins."""
    cast, places = scene.cast, scene.places
    here, last = places.sentence(span.start), cast.before(span.start)
    near = [
        i
        for i in range(max(0, last - LOOK_BACK), last)
        if here - places.sentence(cast.mentions[i].start) <= NEAR
        and cast.figures[cast.who[i]].kind == "person"
    ]
    chosen: dict[int, list[int]] = {}
    listed: list[int] = []
    for one, other in pairwise(near):
        listed = listed or [one]
        between = Span(cast.mentions[one].span.end, cast.mentions[other].start)
        if _AND.fullmatch(scene.text, *between):
            chosen.setdefault(places.sentence(cast.mentions[one].start), [*listed, other])
        listed = [*listed, other] if _COMMA.fullmatch(scene.text, *between) else [other]
    if not chosen:
        return None
    found = [of_figure(scene, cast.who[i], "pronoun", "two together") for i in chosen[max(chosen)]]
    if len({n.figure for n in found}) < len(found):
        return None
    return join(found, "pronoun", "two together")


def latter_in(scene: Scene, span: Span) -> Named | None:
    """ "The latter": whoever is named last in the sentences just before; "the former" the one named before that."""
    words = fold(" ".join(span.of(scene.text).split())).strip(" ,.'")
    back = _LATTER.get(words)
    if back is None:
        return None
    cast, places = scene.cast, scene.places
    last = cast.before(span.start)
    near = [
        i
        for i in range(max(0, last - LOOK_BACK), last)
        if places.sentence(span.start) - places.sentence(cast.mentions[i].start) <= NEAR
        and cast.who[i] not in scene.sites
        and not cast.mentions[i].possessive
    ]
    found = list(dict.fromkeys(cast.who[i] for i in near))[::-1]
    if back and len(found) != 2:
        return None
    return of_figure(scene, found[back], "description", "latter") if found else None


def two_of(scene: Scene, span: Span) -> Named | None:
    """ "Both candidates", "the two countries": the two of that kind that the text joins, or whom the model or else the text has at
    hand."""
    words = fold(" ".join(span.of(scene.text).split())).strip(" ,.")
    found = _PAIR.match(words)
    if not found or not re.match(r"both|the two|these two|those two|the pair|the couple|the duo", words):
        return None
    head = found[1] or "pair"
    listed, single = scene.tables.words, head.removesuffix("s")
    state, asked = head in _STATES, ask(scene, span)
    if found[1] and not state and head not in _PEOPLE and asked.kind != "person":
        return None
    bodies = listed["collective"] - {"pair"}
    if single in listed["kin"] | bodies or f"{single.removesuffix('ie')}y" in bodies - listed["state"]:
        return None
    asked = replace(asked, words=tuple(w.removesuffix("s") for w in asked.words), head=single)
    joined = None if state else they_of(scene, span)
    if joined and len(joined.members) == 2 and all(_fits(scene, asked, m.figure) for m in joined.members):
        members = [replace(m, how="description") for m in joined.members]
        return join(members, "description", "two together")
    near = _near_before(scene, span.start)
    order: dict[int, float] = {}
    for entity, probability in scene.evidence.fitting(span)[0]:
        figure = scene.figure_of[entity]
        if figure >= 0:
            order[figure] = order.get(figure, 0.0) + probability
    fits = {f: _fits(scene, asked, f) for f in set(near) | order.keys()}
    chosen: list[Named] = []
    for index in sorted(fits, key=lambda f: (-fits[f], -order.get(f, 0.0), near.get(f, 10**9))):
        country = " ".join(scene.cast.figures[index].words) in scene.tables.countries
        if (country if state else _is_one(scene, index, chosen)) and len(chosen) < 2:
            chosen.append(of_figure(scene, index, "description", "two of a kind"))
    return join(chosen, "description", "two of a kind") if len(chosen) == 2 else None


def _fits(scene: Scene, asked: Asked, index: int) -> int:
    """How well a figure is what each of the pair is said to be: introduced or known so, 2; nothing said of it, 1; 0 if it is
    said to be something else."""
    figure = scene.cast.figures[index]
    said = scene.tables.classes.get(asked.head) or asked.head in scene.tables.posts
    if figure.kind != "person" or not said:
        return 1
    alike = likeness(scene.tables, asked, figure) | office_likeness(scene, asked, index)
    return 2 if any(alike.get(name) for name in ("head in role", "class in role", "head in office")) else 0


def _is_one(scene: Scene, index: int, chosen: list[Named]) -> bool:
    """Whether a figure is a person, and none of the family of those chosen."""
    named = scene.cast.figures[index]
    person = surely_person(scene, index) and scene.taken.get(index, {}).get("person", 1.0) >= SURE
    return person and all(named.words[-1] != fold(c.name).split()[-1] for c in chosen)


def _near_before(scene: Scene, at: int) -> dict[int, int]:
    """Figures named shortly before a place, with how many mentions ago."""
    last = scene.cast.before(at)
    near: dict[int, int] = {}
    for i in range(last - 1, max(-1, last - 10), -1):
        if scene.places.sentence(at) - scene.places.sentence(scene.cast.mentions[i].start) <= 4:
            near.setdefault(scene.cast.who[i], last - i)
    return near
