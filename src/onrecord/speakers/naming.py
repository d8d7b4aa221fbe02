"""Speakers of statements: an article and its statements in, the same statements with `speaker` filled out.

Each source is tried as a name, a title or description, a pronoun; what names nobody stays without a speaker.
`CONFIDENCE` tells how often each rule agreed with careful readers on development articles.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, replace

from onrecord.speakers.cast import Cast, gather_cast
from onrecord.speakers.pronouns import (
    Places,
    Question,
    Spoken,
    antecedent,
    find_places,
    gender_of,
    plural_antecedent,
    pronoun_in,
    relative_antecedent,
)
from onrecord.speakers.sources import Named, named_in, titled_in
from onrecord.speakers.tables import Tables, fold, load_tables
from onrecord.types import Article, How, Span, Speaker, Statement

__all__ = ["CONFIDENCE", "name_speakers", "speaker_of"]

CONFIDENCE: dict[str, float] = {
    "full name": 0.98,
    "short name": 0.98,
    "lone name": 0.75,
    "two names": 0.7,
    "country": 0.95,
    "metonym": 0.9,
    "name": 0.9,
    "campaign": 0.9,
    "organ": 0.8,
    "title": 0.85,
    "title of several": 0.7,
    "institution": 0.8,
    "any institution": 0.5,
    "he or she": 0.92,
    "he or she, two fit": 0.75,
    "last official": 0.75,
    "who": 0.85,
    "it or they": 0.75,
    "speaks of self": 0.85,
    "shared": 0.8,
}
_THE = re.compile(r"\b((?:[Tt]he|[Tt]his) (?:[\w.-]+ ){0,3}[\w-]+),?\s+$")
_PARTICIPLE = re.compile(r"\w+ing\b", re.I)


@dataclass(frozen=True, slots=True)
class _Scene:
    """What is known of an article while its statements are gone through."""

    text: str
    cast: Cast
    places: Places
    tables: Tables


def name_speakers(article: Article, statements: Sequence[Statement]) -> tuple[Statement, ...]:
    """The same statements, in the same order, with `speaker` filled where the article tells who speaks.

    Nested statements may stand anywhere after or before their parent; every span given out points into
    `article.text`. The work grows with the length of the text and the number of statements.
    """
    if not statements:
        return ()
    tables = load_tables()
    scene = _Scene(article.text, gather_cast(article, tables), find_places(article.text), tables)
    by_id = {s.id: s for s in statements}
    named: dict[int, Named | None] = {}
    of_id: dict[str, Named | None] = {}
    spoken: list[Spoken] = []
    last: tuple[Statement, Named | None] | None = None
    order = sorted(
        range(len(statements)), key=lambda i: (_depth(statements[i], by_id), _place(statements[i]), i)
    )
    outer = [i for i in order if statements[i].parent not in by_id]
    for i in outer:
        statement = statements[i]
        named[i] = found = _name(scene, statement, spoken, None, None) or _shared(scene, statement, last)
        of_id[statement.id] = found
        if statement.source:
            last = (statement, found)
            spoken.append(Spoken(_place(statement), found.figure if found else -1, statement.quoted))
    before = _Before(spoken)
    for i in order:
        if i not in named:
            statement = statements[i]
            parent = by_id[statement.parent or ""]
            named[i] = _name(scene, statement, before.until(_place(statement)), parent, of_id.get(parent.id))
            of_id[statement.id] = named[i]
    return tuple(replace(s, speaker=speaker_of(named[i])) for i, s in enumerate(statements))


class _Before:
    """The statements spoken before a place, in the order of the text."""

    def __init__(self, spoken: Sequence[Spoken]) -> None:
        self._spoken = sorted(spoken, key=lambda s: s.at)
        self._starts = [s.at for s in self._spoken]

    def until(self, at: int) -> list[Spoken]:
        end = bisect_left(self._starts, at)
        return self._spoken[max(0, end - 8) : end]


def _depth(statement: Statement, by_id: dict[str, Statement]) -> int:
    depth = 0
    while statement.parent in by_id and depth < 8:
        statement = by_id[statement.parent or ""]
        depth += 1
    return depth


def _place(statement: Statement) -> int:
    spans = statement.source or statement.cue or statement.content
    return spans[0].start if spans else 0


def _name(
    scene: _Scene,
    statement: Statement,
    spoken: Sequence[Spoken],
    parent: Statement | None,
    whose: Named | None,
) -> Named | None:
    """Who the statement's own source is."""
    for span in statement.source:
        pronoun = pronoun_in(span.of(scene.text))
        if pronoun:
            return _by_pronoun(scene, statement, span, pronoun, spoken, _Parent(parent, whose))
        found = named_in(scene.text, span, scene.cast, scene.tables)
        found = found or _pronouns_campaign(scene, span, spoken)
        found = found or titled_in(scene.text, span, scene.cast, scene.tables)
        found = found or _last_official(scene, span, spoken)
        if found:
            return found
    return None


@dataclass(frozen=True, slots=True)
class _Parent:
    """The statement in which a nested one stands, and who made it."""

    statement: Statement | None
    speaker: Named | None


def _by_pronoun(
    scene: _Scene, statement: Statement, span: Span, pronoun: str, spoken: Sequence[Spoken], above: _Parent
) -> Named | None:
    parent, whose = above.statement, above.speaker
    quoted = parent is not None and any(q.start <= span.start < q.end for q in parent.quoted)
    if pronoun in ("i", "me", "my", "we", "us", "our"):
        plural = pronoun in ("we", "us", "our")
        keep = whose is not None and not (plural and (whose.kind == "person" or not quoted))
        return _again(whose, "speaks of self") if whose and keep else None
    if pronoun in ("who", "which", "that"):
        index = relative_antecedent(scene.text, span.start, pronoun, scene.cast, scene.places)
        return _of_figure(scene, index, "who") or _described_before(scene, span)
    gender = gender_of(pronoun)
    if gender is None:
        index = plural_antecedent(
            span.start, scene.cast, scene.places, spoken, pronoun in ("it", "its", "itself")
        )
        return _of_figure(scene, index, "it or they")
    speaker = whose.figure if whose else -1
    if parent is not None and not quoted and speaker >= 0 and _may_be(scene, speaker, gender):
        return _again(whose, "speaks of self") if whose else None
    asked = Question(span.start, pronoun, speaker if quoted else -1, statement.content)
    found = antecedent(scene.text, asked, scene.cast, scene.places, spoken)
    return _of_figure(scene, found[0], found[1]) if found else None


def _described_before(scene: _Scene, span: Span) -> Named | None:
    """ "The minister, who": whoever the words just before stand for."""
    found = _THE.search(scene.text, max(0, span.start - 50), span.start)
    if found is None or found.end() != span.start:
        return None
    named = titled_in(scene.text, Span(*found.span(1)), scene.cast, scene.tables)
    return replace(named, how="pronoun", rule="who") if named else None


def _may_be(scene: _Scene, index: int, gender: str) -> bool:
    figure = scene.cast.figures[index]
    return figure.kind == "person" and (not figure.gender or figure.gender == gender)


def _again(whose: Named, rule: str) -> Named:
    return replace(whose, how="pronoun", rule=rule)


def _of_figure(scene: _Scene, index: int | None, rule: str, how: How = "pronoun") -> Named | None:
    if index is None or index < 0:
        return None
    figure = scene.cast.figures[index]
    country = scene.tables.countries.get(" ".join(figure.words))
    name = f"Government of {country}" if country else figure.name
    return Named(name, figure.kind, how, figure.named_at, rule, index)


def _pronouns_campaign(scene: _Scene, span: Span, spoken: Sequence[Spoken]) -> Named | None:
    """ "His campaign": the campaign of whoever he is."""
    words = fold(span.of(scene.text)).split()
    if len(words) != 2 or words[0] not in ("his", "her") or words[1] != "campaign":
        return None
    found = antecedent(scene.text, Question(span.start, words[0]), scene.cast, scene.places, spoken)
    if found is None:
        return None
    figure = scene.cast.figures[found[0]]
    return Named(f"{figure.name.split()[-1]} campaign", "campaign", "pronoun", None, found[1])


def _last_official(scene: _Scene, span: Span, spoken: Sequence[Spoken]) -> Named | None:
    """ "The official": whoever spoke last, if named and near."""
    words = fold(span.of(scene.text)).split()
    if len(words) != 2 or words[0] != "the" or words[1] not in scene.tables.words["someone"] or not spoken:
        return None
    last = spoken[-1]
    near = scene.places.sentence(span.start) - scene.places.sentence(last.at) <= 4
    if not near or last.figure < 0 or scene.cast.figures[last.figure].kind != "person":
        return None
    return _of_figure(scene, last.figure, "last official", "description")


def _shared(scene: _Scene, statement: Statement, last: tuple[Statement, Named | None] | None) -> Named | None:
    """The speaker of the clause that a participle hangs on: "Rao called it a lie, saying …"."""
    if statement.source or not statement.cue or last is None or last[1] is None or not last[0].cue:
        return None
    cue, main = statement.cue[0], last[0].cue[0]
    near = scene.places.sentence(cue.start) == scene.places.sentence(main.start) and main.end <= cue.start
    apart = (
        scene.text[main.end : cue.start]
        .rstrip()
        .endswith((",", "and", "—", "–", "while", "before", "after", "by"))
    )
    if near and apart and _PARTICIPLE.match(cue.of(scene.text)):
        return replace(last[1], how="omitted", rule="shared")
    return None


def speaker_of(named: Named | None) -> Speaker | None:
    """The speaker that a resolved name is, with the confidence of its rule."""
    if named is None:
        return None
    slug = re.sub(r"[^a-z0-9]+", "-", fold(named.name)).strip("-") or fold(named.name).replace(" ", "-")
    return Speaker(f"local:{slug}", named.name, named.kind, named.how, named.named_at, CONFIDENCE[named.rule])
