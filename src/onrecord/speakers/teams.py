"""A source that is the campaign, the administration or a body of somebody whom it does not name itself ("the campaign", "his
administration", "the club’s board")."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Callable
from dataclasses import replace

from onrecord.speakers.scene import Named, Scene
from onrecord.speakers.sources import named_in
from onrecord.speakers.tables import fold
from onrecord.types import Span, SpeakerKind

__all__ = ["body_before", "body_of", "team_of"]

REACH = 30_000  # characters before the words that are searched, and a quarter of that behind them
LONGEST = 160  # characters of a source that is looked at
_TEAM = re.compile(r"(the|his|her|their)\s+(?:presidential\s+|election\s+)?(campaign|camp|administration)")
_NAMED = r"(?<![\w’'-])([A-Z][\w’'-]{{0,40}}?)(?:['’]s?)?\s+(?:(?:presidential|election)\s+)?{}\b"
_OWN = re.compile(
    r"(?:[Tt]he\s+)?([A-Z][\w’'-]*?)(?:['’]s?)?\s+(?:(?:presidential|election)\s+)?(campaign|camp|administration)"
)
_SAME = {"camp": "campaign"}
_HEADS = frozenset(
    "committee board council commission secretariat caucus delegation leadership management".split()
)
_BODY = re.compile(
    r"(?P<owner>.+?)(?:(?<=[^s])['’]s|(?<=s)['’]s?|(?<=\b[Ii]ts)|(?<=\b[Tt]heir))\s+(?P<body>(?:[a-z][\w-]*\s+){0,2}(?:"
    rf"{'|'.join(sorted(_HEADS))})(?:\s+of\s+(?:directors|trustees|governors|regents))?)", re.S
)  # fmt: skip
_OWNED = (  # such a body in running text, up to its noun
    r"(?:\b[Tt]he\s+(?:[a-z-]+\s+)?[a-z-]+['’]s?|(?<![\w-])[A-Z][\w-]{{0,40}}(?:\s(?:of\s|the\s){{0,2}}[A-Z][\w-]{{0,40}}){{0,6}}['’]s?|\b[Ii]ts|\b[Tt]heir)"
    r"\s+(?:[a-z][\w-]*\s+){{0,2}}{}\b"
)
_THE = re.compile(r"(?:the|this)\s+([a-z-]+\s+)?([a-z]+)")

Whose = Callable[[Span], Named | None]


def body_of(scene: Scene, span: Span, whose: Whose) -> Named | None:
    """The body of an institution that has no name of its own ("the festival’s organising committee"): it is called after that."""
    start, end = _trimmed(scene, span)
    found = _BODY.fullmatch(scene.text, start, end) if end - start < LONGEST else None
    if not found:
        return None
    at = Span(*found.span("owner"))
    owner = named_in(scene, at) or whose(at)
    if owner is None or owner.kind in ("person", "document") or owner.members:
        return None
    body = " ".join(found["body"].split())
    country = owner.name.removeprefix("Government of ")
    name = f"{body.capitalize()} of {country}" if country != owner.name else f"{owner.name} {body}"
    return Named(name, "organisation", owner.how, owner.named_at, "body", sure=owner.sure)


def body_before(scene: Scene, span: Span, whose: Whose) -> Named | None:
    """ "The committee" after "the festival’s organising committee", if nothing called so was named since."""
    start, end = _trimmed(scene, span)
    found = _THE.fullmatch(fold(scene.text[start:end])) if end - start < LONGEST else None
    if not found or found[2] not in _HEADS:
        return None
    far = max(0, span.start - REACH // 4)
    last = next(
        iter(deque(re.finditer(_OWNED.format(found[2]), scene.text[far : span.start]), maxlen=1)), None
    )
    if last is None or (found[1] and found[1].strip() not in fold(last.group()).split()):
        return None
    if re.search(rf"\b{found[2]}\b", scene.text[far + last.end() : span.start], re.I):
        return None  # another one since
    body = body_of(scene, Span(far + last.start(), far + last.end()), whose)
    return replace(body, how="description", rule="body before") if body else None


def _trimmed(scene: Scene, span: Span) -> tuple[int, int]:
    words = span.of(scene.text)
    return span.start + len(words) - len(words.lstrip()), span.start + len(words.rstrip(" ,."))


def team_of(scene: Scene, span: Span, whose: Whose) -> Named | None:
    """The team that the words mean: of whoever the pronoun is (`whose`), or the one that the article names last before them;
    an administration that it names nowhere is that of the US president of the day."""
    own = _OWN.fullmatch(span.of(scene.text).strip(" ,."))
    if own and _is_name(scene, fold(own[1])):
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


def _is_name(scene: Scene, word: str) -> bool:
    return (
        word in scene.cast.by_name
        and word not in scene.tables.words["common"]
        and not scene.tables.country_of(word)
    )


def _surname(name: str) -> str:
    return name.split()[-1]
