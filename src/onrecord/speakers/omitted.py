"""A statement without a source: who it plainly belongs to, by the clause, the cue or the quotation before it."""

from __future__ import annotations

import re
from dataclasses import replace

from onrecord.speakers.scene import Named, Scene, of_figure
from onrecord.types import Statement

__all__ = ["without_source"]

NEAR = 16  # characters between a cue and the name that is its subject
_PARTICIPLE = re.compile(r"\w+ing\b", re.I)
_CLAUSE_END = (",", "and", "—", "–", "while", "before", "after", "by")
_INVERTED = re.compile(r"\s+(?:[\w’'-]+\s+){0,2}$")  # "said", then a title, then the name
_FINITE = re.compile(
    r"(?:\w+(?:ed|es)|says?|said|told|tells|wrote|writes|adds?|asks?|thinks?|knew|knows|thought)\b", re.I
)


def without_source(
    scene: Scene, statement: Statement, last: tuple[Statement, Named | None] | None
) -> Named | None:
    """The speaker of a statement that names none; `last` is the statement with a source before it, and who made it."""
    if statement.cue:
        return _shared(scene, statement, last) or _beside(scene, statement)
    return _goes_on(scene, statement, last)


def _shared(scene: Scene, statement: Statement, last: tuple[Statement, Named | None] | None) -> Named | None:
    """The speaker of the clause that a participle hangs on: "Rao called it a lie, saying …"."""
    if last is None or last[1] is None or not last[0].cue:
        return None
    cue, main = statement.cue[0], last[0].cue[0]
    near = scene.places.sentence(cue.start) == scene.places.sentence(main.start) and main.end <= cue.start
    apart = scene.text[main.end : cue.start].rstrip().endswith(_CLAUSE_END)
    if near and apart and _PARTICIPLE.match(cue.of(scene.text)):
        return replace(last[1], how="omitted", rule="shared")
    return None


def _beside(scene: Scene, statement: Statement) -> Named | None:
    """The name right before or after a finite cue: the model missed its link."""
    cue, cast = statement.cue[0], scene.cast
    if not _FINITE.match(cue.of(scene.text)):
        return None
    at = cast.before(cue.start)
    if (
        at
        and cast.mentions[at - 1].span.end <= cue.start
        and not scene.text[cast.mentions[at - 1].span.end : cue.start].strip()
    ):
        return of_figure(scene, cast.who[at - 1], "omitted", "beside the cue")
    if at < len(cast.mentions):
        start = cast.mentions[at].span.start
        if start - cue.end <= NEAR and _INVERTED.fullmatch(scene.text, cue.end, start):
            return of_figure(scene, cast.who[at], "omitted", "beside the cue")
    return None


def _goes_on(scene: Scene, statement: Statement, last: tuple[Statement, Named | None] | None) -> Named | None:
    """Whoever was quoted just before goes on in a quotation that nobody reports."""
    if statement.kind != "direct" or last is None or last[1] is None or not last[0].quoted:
        return None
    start, before = (
        statement.content[0].start,
        max(s.end for s in (*last[0].content, *last[0].cue, *last[0].source)),
    )
    near = 0 <= scene.places.paragraph(start) - scene.places.paragraph(before) <= 1
    return replace(last[1], how="omitted", rule="goes on") if near and before <= start else None
