"""A source that stands for two: "both candidates", "the two countries"."""

from __future__ import annotations

import re
from itertools import pairwise

from onrecord.speakers.scene import Named, Scene, join, of_figure
from onrecord.speakers.tables import fold
from onrecord.types import Span

__all__ = ["they_of", "two_of"]

_PAIR = re.compile(
    r"(?:the|these|those|both|both of the)\s+(?:two\s+)?(?:[\w’'-]+\s+)?([a-z]+(?:s|men|women|people))$|(both|the pair|the couple|the duo)$"
)
_AND = re.compile(r"(?:\s*\([^()\n]*\))?,?\s+and\s+(?:[\w’'-]+\s+){0,4}")
_COMMA = re.compile(r"(?:\s*\([^()\n]*\))?,\s+(?:[\w’'-]+\s+){0,2}")
LOOK_BACK = 12  # mentions
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


def two_of(scene: Scene, span: Span) -> Named | None:
    """ "Both candidates", "the two countries": the two of that kind that the model, or else the text, has at hand."""
    words = fold(" ".join(span.of(scene.text).split())).strip(" ,.")
    found = _PAIR.match(words)
    if not found or not re.match(r"both|the two|these two|those two|the pair|the couple|the duo", words):
        return None
    head = found[1] or "pair"
    state = head in ("countries", "nations", "governments", "states", "neighbours", "neighbors", "sides")
    near = _near_before(scene, span.start)
    order: dict[int, float] = {}
    for entity, probability in scene.evidence.fitting(span)[0]:
        known = scene.figure_of[entity]
        if known >= 0:
            order[known] = order.get(known, 0.0) + probability
    ranked = sorted(set(near) | order.keys(), key=lambda f: (-order.get(f, 0.0), near.get(f, 10**9)))
    chosen: list[Named] = []
    for index in ranked:
        figure = scene.cast.figures[index]
        country = " ".join(figure.words) in scene.tables.countries
        if (country if state else figure.kind == "person") and len(chosen) < 2:
            chosen.append(of_figure(scene, index, "description", "two of a kind"))
    return join(chosen, "description", "two of a kind") if len(chosen) == 2 else None


def _near_before(scene: Scene, at: int) -> dict[int, int]:
    """Figures named shortly before a place, with how many mentions ago."""
    last = scene.cast.before(at)
    near: dict[int, int] = {}
    for i in range(last - 1, max(-1, last - 10), -1):
        if scene.places.sentence(at) - scene.places.sentence(scene.cast.mentions[i].start) <= 4:
            near.setdefault(scene.cast.who[i], last - i)
    return near
