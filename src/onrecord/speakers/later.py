"""Whom an article describes where it does not name them: "a federal judge" of the lead who is "Judge Ada Brandt" further down,
"a company that …" just behind "Kapron Energy,"."""

from __future__ import annotations

import re
from dataclasses import replace

from onrecord.speakers.asking import Asked, ask
from onrecord.speakers.likeness import likeness, surely_person
from onrecord.speakers.scene import Named, Scene, of_figure
from onrecord.types import Span

__all__ = ["apposed", "named_later"]

LEAD = 4  # the last paragraph of a lead, the headline and an address counted; all of a text of one paragraph
SENTENCES = 8  # to whoever is meant
MENTIONS = 40  # to whoever is meant
BACK = 400  # mentions before, among which whoever is meant must not be
SHARED = 0.5  # of a description's words that the introduction of whoever is meant must have
_OTHER = re.compile(r"^(?:another|other|our|my|your|some|every|any|no)\b|one of\b|\d|\sand\s", re.IGNORECASE)
_ANYBODY = frozenset("official source aide adviser advisor staffer man woman person user".split())
_SMALL = frozenset("a an one the of in for to and at".split())
_A = re.compile(r"an?\s", re.IGNORECASE)
_ASIDE = re.compile(r"(?:\s*\([^()\n]{1,40}\))?,\s+")
_GOES_ON = re.compile(
    r"\s+(?:that|which|who|whose|set up|led by|run by|made up|(?:based|founded|focused|known|created|backed|owned|affiliated|dedicated|devoted|formed|aimed)\s(?:in|by|on|as|to|for|with|at)\b)"
)
_FRONTED = re.compile(
    r"(?:unlike|like|besides|echoing|citing|because|to|in|at|on|for|during|after|before|when|while|with|since|apart|according|regarding|as|by|from|despite|under|speaking|led)\b",
    re.IGNORECASE,
)
_ALSO = re.compile(r"\b(?:another|other|fellow)\b")  # "another neighbour" is not the first
_PARTIES = frozenset("republican democratic democrat conservative labour liberal socialist green".split())
_SPEAKS = re.compile(r"\b(?:according to|filed|told)\b")
_VERB_NEXT = re.compile(r"\s*(?:said|says|told|added)\b")


def named_later(scene: Scene, span: Span) -> Named | None:
    """The person, not named before, whom the article soon introduces by the office or trade that a lead's "a judge" has."""
    if _OTHER.search(span.of(scene.text)):
        return None
    asked = ask(scene, span)
    lead = scene.places.paragraph(span.start) <= LEAD and asked.determiner in ("a", "bare")
    if asked.group != "description" or not (lead or asked.determiner == "whose"):
        return None
    if asked.kind not in ("person", "kin") or asked.plural or asked.collective or asked.head in _ANYBODY:
        return None
    cast, places = scene.cast, scene.places
    here, first = places.sentence(span.start), cast.before(span.end)
    before = {cast.who[i] for i in range(max(0, first - BACK), first)}
    words = [w for w in asked.words if w not in _SMALL]
    if len(words) == 1 and any(cast.figures[i].kind == "person" for i in before):
        return None  # "Senator presses agenda" after his name
    fits: list[tuple[float, int]] = []
    for i in range(first, min(len(cast.mentions), first + MENTIONS)):
        index, away = cast.who[i], places.sentence(cast.mentions[i].start) - here
        if away > SENTENCES:
            break
        if away and index not in before and surely_person(scene, index):
            fits.append((_fit(scene, asked, words, i), index))
    best = max(fits, key=lambda f: f[0], default=(0.0, -1))
    return of_figure(scene, best[1], "description", "named later") if best[0] >= SHARED else None


def _fit(scene: Scene, asked: Asked, words: list[str], mention: int) -> float:
    """The share of the words that the introduction has, where it has the head noun or one of its class; else 0."""
    figure, role = scene.cast.figures[scene.cast.who[mention]], scene.cast.mentions[mention].role
    if _ALSO.search(role) or _other_party(words, role):
        return 0.0
    alike = likeness(scene.tables, asked, replace(figure, roles=[role]))
    share = alike.get("words in role", 0.0)
    if asked.kind == "kin" and share <= SHARED and len(words) > 1:
        return 0.0  # "Trump’s son" is nobody's son alone
    if alike.get("class in role") and asked.kind != "kin":
        return share + 1 / len(words)
    return share if alike.get("head in role") else 0.0


def apposed(scene: Scene, span: Span) -> Named | None:
    """Who stands just before a source that only says what they are: "Kapron Energy, a company that …"."""
    goes_on = _GOES_ON.search(scene.text, span.start, span.end + 24)
    if not goes_on or not _A.match(scene.text, span.start, span.end):
        return None
    index = scene.cast.before(span.start) - 1
    if index < 0 or not _ASIDE.fullmatch(scene.text, scene.cast.mentions[index].span.end, span.start):
        return None
    opens = scene.places.sentences[scene.places.sentence(span.start) - 1]
    if _SPEAKS.search(scene.text, opens, scene.cast.mentions[index].start) is None and _VERB_NEXT.match(
        scene.text, span.end
    ):
        return None  # "… by Kapron Energy, a company that flies jets said"
    figure, asked = scene.cast.who[index], ask(scene, span)
    person = surely_person(scene, figure)
    if figure in scene.sites or asked.plural or (asked.kind == "person") != person:
        return None
    if _FRONTED.match(scene.text, opens, span.start):
        return None
    return of_figure(scene, figure, "description", "apposed")


def _other_party(words: list[str], role: str) -> bool:
    """Whether a description and an introduction tell of different parties."""
    ours, theirs = _PARTIES.intersection(words), _PARTIES.intersection(role.split())
    return bool(ours and theirs and not ours & theirs)
