"""To whom, where and on what occasion statements were made: an article and its statements in, the same filled out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

from onrecord.circumstances.chains import Ground, Told, told_in_clause
from onrecord.circumstances.occasions import find_occasions
from onrecord.circumstances.phrases import find_sentences, find_words
from onrecord.circumstances.places import find_places_named, place_of
from onrecord.circumstances.scenes import carry
from onrecord.circumstances.tables import load_circumstances
from onrecord.speakers.cast import Cast, gather_cast
from onrecord.speakers.naming import speaker_of
from onrecord.speakers.sources import named_in, titled_in
from onrecord.speakers.tables import Tables, load_tables
from onrecord.types import Addressee, Article, Block, Occasion, Span, Speaker, Statement

__all__ = ["ground_of", "place_statements"]


def place_statements(article: Article, statements: Sequence[Statement]) -> tuple[Statement, ...]:
    """The same statements, in the same order, with `addressee`, `place` and `occasion` filled where the article tells.

    Circumstances come from the statement's own clause, else from the scene: the other statements that its speaker
    makes on the same occasion. Nested statements have those of their own clause only.
    """
    if not statements:
        return ()
    ground = ground_of(article)
    by_id = {s.id: s for s in statements}
    own = [told_in_clause(s, ground, by_id.get(s.parent or "")) for s in statements]
    told = carry(statements, own, ground)
    if all(t.empty for t in told):
        return tuple(statements)
    names = load_tables()
    cast = gather_cast(article, names)
    known = {s.speaker.name: s.speaker for s in statements if s.speaker}
    listeners = {t.listener: _who(article.text, t.listener, cast, names, known) for t in told if t.listener}
    return tuple(_filled(s, t, ground, names, listeners) for s, t in zip(statements, told, strict=True))


def ground_of(article: Article) -> Ground:
    """The words, sentences, occasions and places of an article; asked again for the same text it is the same."""
    return _ground(article.text, article.blocks)


@lru_cache(maxsize=2)
def _ground(text: str, blocks: tuple[Block, ...]) -> Ground:
    names = load_tables()
    words = find_words(text, load_circumstances())
    occasions = {f.start: f for f in find_occasions(words)}
    cast = gather_cast(Article("", text, blocks), names)
    places = {f.start: f for f in find_places_named(words, names, cast)}
    return Ground(words, find_sentences(text), occasions, places)


def _who(text: str, span: Span, cast: Cast, names: Tables, known: dict[str, Speaker]) -> Speaker | None:
    """The listener as somebody the article names; one who speaks elsewhere in it is that speaker."""
    found = speaker_of(named_in(text, span, cast, names) or titled_in(text, span, cast, names))
    if found is None or found.name not in known:
        return found
    speaker = known[found.name]
    return replace(found, id=speaker.id, kind=speaker.kind, named_at=speaker.named_at or found.named_at)


def _filled(
    s: Statement, told: Told, ground: Ground, names: Tables, listeners: dict[Span, Speaker | None]
) -> Statement:
    if told.empty:
        return s
    listener, place, occasion = told.listener, told.place, told.occasion
    return replace(
        s,
        addressee=Addressee(listener, listeners[listener]) if listener else None,
        place=place_of(place, ground.words, names) if place else None,
        occasion=Occasion(occasion.span, occasion.kind) if occasion else None,
    )
