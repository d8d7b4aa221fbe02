"""A source that is a part of whom it names: "Iran’s foreign ministry", "the Cleveland police", "Renner’s campaign", "Powell’s office"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from onrecord.speakers.mentions import Mention
from onrecord.speakers.scene import Named, Scene
from onrecord.speakers.tables import fold, with_the
from onrecord.types import How, Span, SpeakerKind

__all__ = ["BREAK", "home_organ", "organ_in", "owned"]

BREAK = re.compile(
    r"[,;:(\[—–]|\s-{1,2}\s|\b(?:who|whose|which|whom|that)\b"
)  # where what the source is about is over
LONGEST = 120  # characters of a source that is an organ
_STATE_ORGANS = (
    r"(?:[a-z]+ )?(?:ministry|parliament|government|supreme court|high court|central bank|army|military|police|authorities|senate|cabinet|"
    r"presidency|embassy|navy|air force)"
)
_OWN = r"(?:['’]s?)?\s+"
_OF_STATE = re.compile(rf"{_OWN}({_STATE_ORGANS})\b")
_OF_PLACE = re.compile(
    rf"{_OWN}((?:(?:provincial|city|county|state|metropolitan|municipal|district|regional) )?(?:police|council|municipality|government))\b"
)
_ABROAD = re.compile(
    rf"{_OWN}(?:embassy|consulate)\s+(?:in|to)\s+(?:the\s+)?[A-Z][\w’-]*(?:\s[A-Z][\w’-]*){{0,3}}"
)
_TEAM = re.compile(
    rf"{_OWN}(?:(?:presidential|election|re-election|own)\s+)*(campaign|camp|administration|team|office)\b"
)
_TEAMS: dict[str, tuple[str, SpeakerKind]] = {
    "campaign": ("campaign", "campaign"),
    "camp": ("campaign", "campaign"),
    "administration": ("administration", "government"),
    "team": ("team", "group"),
    "office": ("office", "organisation"),
}
_OF_A_PERSON = ("team", "office", "camp")
_IN_STATE = re.compile(rf"(?:[Tt]he\s+)?({_STATE_ORGANS})\s+(of|in)\s+(?:the\s+)?([A-Z][\w’. -]*)")
_AT_HOME = re.compile(
    r"(?:the\s+)?((?:[a-z]+ )?ministry|parliament|supreme court|high court|central bank|army|military|presidency|navy|air force)"
)
_IN_NOT_OF = ("embassy", "army", "military")
_OF_A_STATE = frozenset("national federal central official".split())
_ITSELF = frozenset(("government", "authorities"))


def owned(scene: Scene, span: Span, inside: Sequence[int]) -> Named | None:
    """What part of one of the names `inside` the source is, or `None`."""
    for index in inside:
        mention = scene.cast.mentions[index]
        if BREAK.search(scene.text, span.start, mention.start):
            return None
        if found := _team(scene, span, index, mention) or _organ_of(scene, span, index, mention):
            return found
    return None


def organ_in(scene: Scene, span: Span) -> Named | None:
    """ "The health ministry in Guinea"."""
    words = span.of(scene.text)[:LONGEST].strip(" ,.")
    found = _IN_STATE.fullmatch(words)
    country = scene.tables.country_of(fold(found[3])) if found else None
    if not found or not country or (found[2] == "in" and found[1].split()[-1] in _IN_NOT_OF):
        return None
    return _organ(scene, found[1], country, span)


def home_organ(scene: Scene, span: Span) -> Named | None:
    """ "The health ministry" in an article that speaks of one country."""
    found = _AT_HOME.fullmatch(fold(span.of(scene.text)[:LONGEST]).strip(" ,."))
    if not found or scene.home < 0:
        return None
    country = scene.tables.country_of(" ".join(scene.cast.figures[scene.home].words))
    return _organ(scene, found[1], country, span, described=True) if country else None


def _ends(scene: Scene, at: int, span: Span) -> bool:
    return not scene.text[at : span.end].strip(" ,.'’s")


def _team(scene: Scene, span: Span, index: int, mention: Mention) -> Named | None:
    found = _TEAM.match(scene.text, mention.span.end, span.end)
    if not found or scene.tables.country_of(" ".join(mention.words)) or not _ends(scene, found.end(), span):
        return None
    figure = scene.cast.figures[scene.cast.who[index]]
    if found[1] in _OF_A_PERSON and figure.kind != "person":
        return None
    noun, kind = _TEAMS[found[1]]
    short = figure.name.split()[-1] if figure.kind == "person" else figure.name
    if len(mention.words) == 1 and mention.words[0] not in scene.tables.genders:
        short = mention.name  # "Xi’s office", whichever word of the name that is
    return Named(f"{short} {noun}", kind, "name", Span(mention.start, found.end()), "campaign")


def _organ_of(scene: Scene, span: Span, index: int, mention: Mention) -> Named | None:
    country, text, at = scene.tables.country_of(" ".join(mention.words)), scene.text, mention.span.end
    place = (
        scene.cast.who[index] in scene.sites and scene.cast.figures[scene.cast.who[index]].kind != "person"
    )
    if (
        (country or place)
        and (found := _ABROAD.match(text, at, span.end))
        and _ends(scene, found.end(), span)
    ):
        whole = Span(mention.span.start, found.end())
        return Named(" ".join(whole.of(text).split()), "government", "name", whole, "organ")
    found = (_OF_STATE if country else _OF_PLACE).match(text, at, span.end) if country or place else None
    if not found or not _ends(scene, found.end(), span):
        return None
    whole = Span(mention.span.start, found.end())
    if country:
        return _organ(scene, found[1], country, whole)
    if found[1] == "government" and " ".join(mention.words) in scene.tables.metonyms:
        return None  # "the Damascus government"
    return Named(f"{mention.name} {found[1]}", "government", "name", whole, "organ")


def _organ(scene: Scene, organ: str, country: str, at: Span, described: bool = False) -> Named | None:
    """An organ of a state; none where it is no state’s ("the rebel authorities", "the state government")."""
    how: How = "description" if described else "name"
    *adjectives, noun = organ.split()
    if noun in _ITSELF and adjectives and adjectives[0] not in _OF_A_STATE:
        return None
    if noun in _ITSELF:
        index = scene.countries.get(country, -1)
        named_at = scene.cast.figures[index].named_at if index >= 0 else at
        return Named(f"Government of {with_the(country)}", "government", how, named_at, "organ", index)
    return Named(f"{organ.title()} of {with_the(country)}", "government", how, at, "organ")
