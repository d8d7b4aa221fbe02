"""Who a source is -> the `Speaker` that goes into the record: identity, confidence, the chain of mentions."""

from __future__ import annotations

import hashlib
import re

from onrecord.speakers.scene import Named, Scene
from onrecord.speakers.tables import fold
from onrecord.speakers.titles import known_person, person_of_figure
from onrecord.types import Span, Speaker

__all__ = ["CONFIDENCE", "speaker_of"]

# How often each rule agreed with careful readers on development articles (docs/model-card.md).
CONFIDENCE: dict[str, float] = {
    "full name": 0.98,
    "short name": 0.98,
    "lone name": 0.6,
    "two names": 0.6,
    "examples": 0.7,
    "several names": 0.5,
    "two of a kind": 0.3,
    "two together": 0.8,
    "country": 0.95,
    "metonym": 0.9,
    "name": 0.9,
    "campaign": 0.9,
    "organ": 0.8,
    "title": 0.85,
    "title of several": 0.7,
    "office": 0.85,
    "office, not named": 0.8,
    "institution": 0.6,
    "any institution": 0.5,
    "who": 0.85,
    "speaks of self": 0.85,
    "shared": 0.8,
    "beside the cue": 0.7,
    "goes on": 0.6,
    "maker": 0.8,
    "maker before": 0.7,
    "maker ahead": 0.6,
    "the writer": 0.9,
    "small name": 0.85,
    "latter": 0.7,
    "named later": 0.6,
    "apposed": 0.8,
    "team": 0.85,
    "body": 0.7,
    "body before": 0.7,
    "agency": 0.9,
}


def speaker_of(scene: Scene, article_id: str, named: Named, source: Span | None) -> Speaker:
    """The speaker of a statement whose source is `source`."""
    members = tuple(speaker_of(scene, article_id, m, source) for m in named.members)
    name, identity = _identity(scene, article_id, named)
    if members:
        name, identity = "; ".join(m.name for m in members), "+".join(m.id for m in members)
    sure = CONFIDENCE[named.rule] if named.sure is None else round(named.sure, 3)
    return Speaker(
        identity, name, named.kind, named.how, named.named_at, sure, named.rule,
        _chain(scene, named, source), members,
    )  # fmt: skip


def _identity(scene: Scene, article_id: str, named: Named) -> tuple[str, str]:
    """Canonical name and id: of a known person theirs; else the name, bound to the article where it is a lone surname."""
    if named.id:
        return named.name, named.id
    here = hashlib.sha256(article_id.encode("utf-8", "surrogatepass")).hexdigest()[:8]
    if named.rule == "campaign" and named.kind in ("group", "organisation"):  # a surname’s team or office
        return named.name, f"local:{_slug(named.name)}@{here}"
    if named.kind != "person":
        return named.name, f"local:{_slug(named.name)}"
    person = person_of_figure(scene, named.figure) if named.figure >= 0 else known_person(scene, named.name)
    if person:
        return person.name, person.id
    if " " in named.name.strip():
        return named.name, f"local:{_slug(named.name)}"
    return named.name, f"local:{_slug(named.name)}@{here}"


def _slug(name: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", fold(name)).strip("-") or fold(name).replace(" ", "-")


def _chain(scene: Scene, named: Named, source: Span | None) -> tuple[Span, ...]:
    """The mentions from the source to the name: the source, the mention before it where that is another, the fullest."""
    links = [source] if source else []
    if named.how in ("pronoun", "omitted", "description", "title") and named.figure >= 0 and source:
        before = _mention_before(scene, named.figure, source.start)
        if before:
            links.append(before)
    if named.named_at:
        links.append(named.named_at)
    chain: list[Span] = []
    for span in links:
        if not any(c.start < span.end and span.start < c.end for c in chain):
            chain.append(span)
    return tuple(chain)


def _mention_before(scene: Scene, figure: int, at: int) -> Span | None:
    last = scene.cast.before(at)
    for i in range(last - 1, max(-1, last - 60), -1):
        if scene.cast.who[i] == figure:
            return scene.cast.mentions[i].span
    return None
