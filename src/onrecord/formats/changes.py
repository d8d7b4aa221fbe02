"""The steps from one wording to another -> words, marked.

Where there is no colour, what is left out stands in [-…-] and what is there instead in {+…+}.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Literal

from rich.text import Text

from onrecord.answers import Change
from onrecord.formats.words import printable

__all__ = ["excerpted", "marked_changes", "turned"]

_OTHER: dict[str, Literal["cut", "added"]] = {"cut": "added", "added": "cut"}


def turned(changes: Sequence[Change]) -> tuple[Change, ...]:
    """The steps the other way.

    >>> turned((Change("cut", "all", ""),))
    (Change(kind='added', here='', there='all'),)
    """
    return tuple(Change(_OTHER.get(c.kind, c.kind), c.there, c.here) for c in changes)


def excerpted(changes: Sequence[Change]) -> tuple[Change, ...]:
    """The steps with dots for what is left out at the beginning and at the end: a shorter excerpt, and no change of words.

    >>> excerpted((Change("cut", "As we said,", ""), Change("same", "no", "no")))
    (Change(kind='same', here='…', there='…'), Change(kind='same', here='no', there='no'))
    """
    return tuple(step for n, c in enumerate(changes) for step in _dotted(c, n in (0, len(changes) - 1)))


def _dotted(change: Change, at_end: bool) -> Iterator[Change]:
    if not (at_end and change.here and change.kind in ("cut", "replaced")):
        yield change
        return
    yield Change("same", "…", "…")
    if change.there:
        yield Change("added", "", change.there)


def marked_changes(changes: Sequence[Change], coloured: bool = False) -> Text:
    """The second wording, with what it leaves out of the first and has instead.

    >>> marked_changes([Change("same", "the", "the"), Change("replaced", "crews", "ships")]).plain
    'the [-crews-] {+ships+}'
    """
    return Text(" ").join(_marked(changes, coloured))


def _marked(changes: Sequence[Change], coloured: bool) -> Iterator[Text]:
    for change in changes:
        if change.kind == "same":
            yield Text(printable(change.there))
            continue
        if change.here:
            yield _one(change.here, "red strike", "[-{}-]", coloured)
        if change.there:
            yield _one(change.there, "green", "{{+{}+}}", coloured)


def _one(words: str, style: str, marks: str, coloured: bool) -> Text:
    return Text(printable(words), style) if coloured else Text(marks.format(printable(words)))
