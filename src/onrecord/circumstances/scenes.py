"""What holds beyond one sentence: statements with their own circumstances in, those of their scene filled in.

A scene is what one speaker says on one occasion. It goes on while the speaker is heard again within a few sentences
and nothing says that time or occasion changed; news also tells the occasion after the first statement made on it, so
a scene reaches back as well.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from onrecord.circumstances.chains import Ground, Told
from onrecord.speakers.pronouns import pronoun_in
from onrecord.speakers.tables import fold
from onrecord.types import Statement

__all__ = ["carry"]

AHEAD = 3  # sentences without a word of the speaker after which a scene is over
HEARD = 1  # the same for its listener: reporters who were told one thing need not have been told the next
BACK = 1  # sentences over which a scene reaches back
ASKED = frozenset(("asked", "pressed", "questioned", "told", "reminded", "quizzed", "challenged"))


@dataclass(frozen=True, slots=True)
class _Scene:
    """What holds for a speaker, and the sentence in which they were last heard."""

    told: Told
    sentence: int


def carry(statements: Sequence[Statement], told: Sequence[Told], ground: Ground) -> list[Told]:
    """What each statement's clause and its scene tell; nested statements keep what their clause tells."""
    ids = {s.id for s in statements}
    order = [i for i, s in enumerate(statements) if s.parent not in ids]
    order.sort(key=lambda i: (_start(statements[i]), i))
    keys = _keys(statements, order, ground)
    out = list(told)
    _asked(statements, order, out, ground)
    _forwards(statements, order, keys, out, ground)
    _backwards(statements, order, keys, out, told, ground)
    return out


def _asked(statements: Sequence[Statement], order: list[int], out: list[Told], ground: Ground) -> None:
    """ "Asked about the delay, *the mayor* said": whoever answers in the sentence is the one asked."""
    for i, following in pairwise(order):
        s, answer = statements[i], statements[following]
        if s.source or not s.cue or out[i].listener or not answer.source:
            continue
        first = fold(s.cue[0].of(ground.words.text)).removeprefix("when ").split()[:1]
        same = ground.cuts.sentence(s.cue[0].start) == ground.cuts.sentence(answer.source[0].start)
        if first and first[0] in ASKED and same:
            out[i] = replace(out[i], listener=answer.source[0])


def _forwards(
    statements: Sequence[Statement], order: list[int], keys: dict[int, str], out: list[Told], ground: Ground
) -> None:
    scenes: dict[str, _Scene] = {}
    for i in order:
        scene = scenes.get(keys[i])
        here = ground.cuts.sentence(_start(statements[i]))
        if scene is not None and here - scene.sentence <= AHEAD:
            heard = scene.told if here - scene.sentence <= HEARD else replace(scene.told, listener=None)
            out[i] = _goes_on(out[i], heard, ground)
        if out[i].dated and out[i].occasion is None and out[i].place is None:
            scenes.pop(keys[i], None)
        if keys[i] and not out[i].empty:
            scenes[keys[i]] = _Scene(_lasting(out[i]), ground.cuts.sentence(_end(statements[i])))


def _lasting(told: Told) -> Told:
    """What holds for the next sentence: an occasion after which something was said is over."""
    over = told.occasion is not None and told.occasion.preposition in ("after", "following")
    return replace(told, occasion=None) if over else told


def _goes_on(own: Told, scene: Told, ground: Ground) -> Told:
    """A statement's own circumstances with those of the scene that it may belong to."""
    if own.occasion is None and own.place is None:
        return own if own.dated else Told(own.listener or scene.listener, scene.place, scene.occasion)
    definite = own.occasion is not None and own.occasion.span.of(ground.words.text)[:4].casefold() == "the "
    return replace(own, place=scene.place) if definite and own.place is None else own


def _backwards(
    statements: Sequence[Statement],
    order: list[int],
    keys: dict[int, str],
    out: list[Told],
    told: Sequence[Told],
    ground: Ground,
) -> None:
    scenes: dict[str, _Scene] = {}
    for i in reversed(order):
        scene = scenes.get(keys[i])
        near = scene is not None and scene.sentence - ground.cuts.sentence(_end(statements[i])) <= BACK
        if scene is not None and near and out[i].empty and not told[i].dated:
            out[i] = scene.told
        if keys[i] and (out[i].occasion or out[i].place):
            scenes[keys[i]] = _Scene(
                replace(_lasting(out[i]), listener=None), ground.cuts.sentence(_start(statements[i]))
            )


def _keys(statements: Sequence[Statement], order: list[int], ground: Ground) -> dict[int, str]:
    """Who makes each statement: the speaker, else the words of the source; empty where nobody can be told."""
    keys: dict[int, str] = {}
    for i in order:
        s = statements[i]
        source = s.source[0].of(ground.words.text) if s.source else ""
        unknown = fold(" ".join(source.split())) if source and not pronoun_in(source) else ""
        keys[i] = s.speaker.id if s.speaker else unknown
    return keys


def _start(s: Statement) -> int:
    return (s.cue or s.source or s.content)[0].start if s.cue or s.source or s.content else 0


def _end(s: Statement) -> int:
    return max((span.end for span in (*s.cue, *s.source, *s.content)), default=1) - 1
