"""A source that is the campaign or the administration of somebody whom it does not name ("the campaign", "his administration")."""

from __future__ import annotations

import re
from collections.abc import Callable

from onrecord.speakers.scene import Named, Scene
from onrecord.speakers.tables import fold
from onrecord.types import Span, SpeakerKind

__all__ = ["team_of"]

REACH = 30_000  # characters before the words that are searched, and a quarter of that behind them
_TEAM = re.compile(r"(the|his|her|their)\s+(?:presidential\s+|election\s+)?(campaign|camp|administration)")
_NAMED = r"\b([A-Z][\w’'-]*?)(?:['’]s?)?\s+(?:(?:presidential|election)\s+)?{}\b"
_OWN = re.compile(
    r"(?:[Tt]he\s+)?([A-Z][\w’'-]*?)(?:['’]s?)?\s+(?:(?:presidential|election)\s+)?(campaign|camp|administration)"
)
_SAME = {"camp": "campaign"}


def team_of(scene: Scene, span: Span, whose: Callable[[Span], Named | None]) -> Named | None:
    """The team that the words mean: of whoever the pronoun is (`whose`), or the one that the article names last before them;
    an administration that it names nowhere is that of the US president of the day."""
    own = _OWN.fullmatch(span.of(scene.text).strip(" ,."))
    if own and fold(own[1]) not in scene.tables.words["common"] and not scene.tables.country_of(fold(own[1])):
        noun = _SAME.get(own[2], own[2])
        made: SpeakerKind = "campaign" if noun == "campaign" else "government"
        return Named(f"{own[1]} {noun}", made, "name", span, "team")
    found = _TEAM.fullmatch(" ".join(fold(span.of(scene.text)).split()).strip(" ,.'"))
    if not found:
        return None
    noun = _SAME.get(found[2], found[2])
    kind: SpeakerKind = "campaign" if noun == "campaign" else "government"
    if found[1] != "the":
        owner = whose(Span(span.start, span.start + len(found[1])))
        if owner is None or owner.kind != "person":
            return None
        return Named(f"{_surname(owner.name)} {noun}", kind, "pronoun", None, owner.rule, sure=owner.sure)
    pattern = re.compile(_NAMED.format(found[2]))
    named = list(pattern.finditer(scene.text, max(0, span.start - REACH), span.start + REACH // 4))
    before = [m for m in named if m.start() < span.start and fold(m[1]) not in scene.tables.words["common"]]
    chosen = before[-1] if before else named[0] if named else None
    if chosen and fold(chosen[1]) not in scene.tables.words["common"]:
        return Named(f"{chosen[1]} {noun}", kind, "description", Span(*chosen.span()), "team")
    if noun == "administration" and scene.day and "United States" in scene.lands:
        holders = scene.people.holders("president", "United States", on=scene.day)
        if len(holders) == 1:
            return Named(
                f"{_surname(holders[0].name)} {noun}", kind, "description", None, "office, not named"
            )
    return None


def _surname(name: str) -> str:
    return name.split()[-1]
