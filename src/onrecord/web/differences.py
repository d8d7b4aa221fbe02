"""Two wordings -> the steps from the one to the other, word by word, for a page to mark."""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from typing import Literal

from onrecord.answers import Change

__all__ = ["turned", "word_changes"]

_MARKS = re.compile(r"[^\w]+")
_KINDS: dict[str, Literal["cut", "added", "replaced"]] = {
    "delete": "cut",
    "insert": "added",
    "replace": "replaced",
}


def word_changes(here: str, there: str) -> tuple[Change, ...]:
    """The steps from `here` to `there`; case and the marks around a word do not count.

    >>> [tuple(c) for c in word_changes("We have the steel", "“We have all steel")]
    [('same', 'We have', 'We have'), ('replaced', 'the', 'all'), ('same', 'steel', 'steel')]
    """
    ours, theirs = here.split(), there.replace("“", "").replace("”", "").split()
    matcher = SequenceMatcher(None, [_bare(w) for w in ours], [_bare(w) for w in theirs], autojunk=False)
    return tuple(
        Change(
            "same" if kind == "equal" else _KINDS[kind], " ".join(ours[a:b]), " ".join(theirs[c:d])
        )
        for kind, a, b, c, d in matcher.get_opcodes()
    )


def turned(changes: tuple[Change, ...]) -> tuple[Change, ...]:
    """The steps the other way.

    >>> turned((Change("cut", "all", ""),))
    (Change(kind='added', here='', there='all'),)
    """
    other: dict[str, Literal["cut", "added"]] = {"cut": "added", "added": "cut"}
    return tuple(Change(other.get(c.kind, c.kind), c.there, c.here) for c in changes)  # type: ignore[arg-type]


def _bare(word: str) -> str:
    return _MARKS.sub("", word).lower() or word
