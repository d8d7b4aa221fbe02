"""The steps from one wording to another, for a page to mark."""

from __future__ import annotations

from typing import Literal

from onrecord.answers import Change

__all__ = ["turned"]


def turned(changes: tuple[Change, ...]) -> tuple[Change, ...]:
    """The steps the other way.

    >>> turned((Change("cut", "all", ""),))
    (Change(kind='added', here='', there='all'),)
    """
    other: dict[str, Literal["cut", "added"]] = {"cut": "added", "added": "cut"}
    return tuple(Change(other.get(c.kind, c.kind), c.there, c.here) for c in changes)
