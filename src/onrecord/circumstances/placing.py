"""To whom, where and on what occasion statements were made: an article and its statements in, the same filled out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from onrecord.circumstances.chains import Ground, Told, told_in_clause
from onrecord.circumstances.occasions import find_occasions
from onrecord.circumstances.phrases import find_sentences, find_words
from onrecord.circumstances.places import find_places_named, place_of
from onrecord.circumstances.scenes import carry
from onrecord.circumstances.tables import load_circumstances
from onrecord.speakers.naming import speaker_at
from onrecord.speakers.scene import Scene, set_scene
from onrecord.types import Addressee, Article, Occasion, Span, Speaker, Statement

__all__ = ["place_statements", "survey"]


def place_statements(
    article: Article, statements: Sequence[Statement], ground: Ground | None = None
) -> tuple[Statement, ...]:
    """The same statements, in the same order, with `addressee`, `place` and `occasion` filled where the article tells.

    Circumstances come from the statement's own clause, else from the scene: the other statements that its speaker
    makes on the same occasion. Nested statements have those of their own clause only.
    """
    if not statements:
        return ()
    ground = ground or survey(article)
    by_id = {s.id: s for s in statements}
    own = [told_in_clause(s, ground, by_id.get(s.parent or "")) for s in statements]
    told = carry(statements, own, ground)
    if all(t.empty for t in told):
        return tuple(statements)
    known = {s.speaker.name: s.speaker for s in statements if s.speaker}
    listeners = {t.listener: _who(article.id, t.listener, ground.scene, known) for t in told if t.listener}
    return tuple(_filled(s, t, ground, listeners) for s, t in zip(statements, told, strict=True))


def survey(article: Article, scene: Scene | None = None) -> Ground:
    """The words, sentences, occasions and places of an article; `scene`: who it names."""
    scene = scene or set_scene(article)
    words = find_words(article.text, load_circumstances())
    occasions = {f.start: f for f in find_occasions(words)}
    places = {f.start: f for f in find_places_named(words, scene.tables, scene.cast)}
    return Ground(scene, words, find_sentences(article.text), occasions, places)


def _who(article_id: str, span: Span, scene: Scene, known: dict[str, Speaker]) -> Speaker | None:
    """The listener as somebody the article names; one who speaks elsewhere in it is that speaker."""
    found = speaker_at(scene, article_id, span)
    if found is None or found.name not in known:
        return found
    speaker = known[found.name]
    return replace(found, id=speaker.id, kind=speaker.kind, named_at=speaker.named_at or found.named_at)


def _filled(s: Statement, told: Told, ground: Ground, listeners: dict[Span, Speaker | None]) -> Statement:
    if told.empty:
        return s
    listener, place, occasion = told.listener, told.place, told.occasion
    return replace(
        s,
        addressee=Addressee(listener, listeners[listener]) if listener else None,
        place=place_of(place, ground.words, ground.scene.tables) if place else None,
        occasion=Occasion(occasion.span, occasion.kind) if occasion else None,
    )
