"""A source that is a title ("the US president", "the premier"): who holds that office on the day, by the table of people."""

from __future__ import annotations

import re
from collections.abc import Sequence

from onrecord.speakers.offices import Person, read_title, seniority
from onrecord.speakers.scene import Named, Scene, of_figure
from onrecord.speakers.tables import fold
from onrecord.types import Span

__all__ = ["held_by", "known_person", "person_of_figure"]

HEADS = 1  # seniority up to which a holder is known without the article's naming him
_DETERMINER = re.compile(r"^(?:the|this|that|his|her|its|their|our)\s+")
_POSSESSIVE_END = re.compile(r"['’]s?$")
_LONGEST = 90


def held_by(scene: Scene, span: Span) -> list[Named]:
    """Who the title means on the day of publication: one where it is decided, several where they all fit, or none."""
    words = fold(" ".join(span.of(scene.text)[:_LONGEST].split())).strip(" ,.")
    words = _POSSESSIVE_END.sub("", _DETERMINER.sub("", words))
    if scene.day is None or not words or words.count(" ") > 6:
        return []
    asked = read_title(words)
    holders = scene.people.holders(words, on=scene.day)
    if not holders:
        return []
    named = figures_of(scene, holders)
    if named:
        return [of_figure(scene, f, "title", "office") for f in named]
    if any(a.country for a in asked):
        return [_outside(p) for p in holders][:4]
    return []


def figures_of(scene: Scene, people: Sequence[Person]) -> list[int]:
    """The figures of the article that are among these people: a full name is enough, for the office agrees too."""
    wanted = {p.id for p in people}
    found = []
    for index, figure in enumerate(scene.cast.figures):
        if figure.kind == "person":
            person = person_of_figure(scene, index)
            known = scene.people.named(figure.name) if len(figure.words) > 1 else ()
            if (person and person.id in wanted) or (not person and any(p.id in wanted for p in known)):
                found.append(index)
    return found


def person_of_figure(scene: Scene, index: int) -> Person | None:
    """The known person that a figure of the article is, if name and surroundings say so."""
    figure = scene.cast.figures[index]
    if figure.kind != "person":
        return None
    if len(figure.words) > 1:
        return known_person(scene, figure.name)
    surnamed = scene.people.surnamed(figure.name, scene.day) if scene.day else ()
    heads = [p for p in surnamed if _rank(p, scene.day) <= HEADS]
    return heads[0] if len(heads) == 1 else None


def known_person(scene: Scene, name: str) -> Person | None:
    """The one known person of a full name whom the article can mean: a head of state or government, or one whose
    country it speaks of."""
    fitting = [
        p
        for p in scene.people.named(name)
        if _rank(p, None) <= HEADS or not p.country or _speaks_of(scene, p.country)
    ]
    return fitting[0] if len(fitting) == 1 else None


def _rank(person: Person, day: str | None) -> int:
    held = [o for o in person.offices if day is None or o.held_on(day)]
    return min(map(seniority, held), default=9)


def _speaks_of(scene: Scene, country: str) -> bool:
    return country in scene.lands


def _outside(person: Person) -> Named:
    """Somebody whom the article does not name."""
    return Named(person.name, person.kind, "title", None, "office, not named", id=person.id)
