"""Two wordings -> the steps from the one to the other, word by word.

Words are aligned in their order (the longest common subsequence of their stems); what parts them is cut, added or
replaced. A small word that both happen to have between two changes does not break the change up.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Literal, NamedTuple

from rapidfuzz.distance import Indel

from onrecord.answers import Change
from onrecord.threads.words import stems_of, word_class

__all__ = ["Step", "align", "aligned", "pieces_of"]

_PIECE = re.compile(r"\S+")


class Piece(NamedTuple):
    """What stands between two blanks: its characters, and its stems, by which it is compared."""

    text: str
    start: int
    stems: tuple[str, ...]


class Step(NamedTuple):
    """A step of an alignment, in pieces: `here` of the one wording, `there` of the other."""

    kind: Literal["same", "cut", "added", "replaced"]
    here: tuple[Piece, ...]
    there: tuple[Piece, ...]


def align(here: str, there: str) -> tuple[Change, ...]:
    """The steps from one wording to another; the `here` sides, joined by blanks, give the first, the `there` sides the second.

    >>> [tuple(change) for change in align("it was quite accurate", "“pretty accurate,” I think")]
    [('replaced', 'it was quite', '“pretty'), ('same', 'accurate', 'accurate,”'), ('added', '', 'I think')]
    """
    return tuple(
        Change(s.kind, " ".join(p.text for p in s.here), " ".join(p.text for p in s.there))
        for s in aligned(pieces_of(here), pieces_of(there))
    )


def pieces_of(text: str) -> tuple[Piece, ...]:
    """The pieces of a wording between its blanks."""
    return tuple(Piece(m.group(), m.start(), stems_of(m.group())) for m in _PIECE.finditer(text))


def aligned(here: Sequence[Piece], there: Sequence[Piece]) -> tuple[Step, ...]:
    """The steps from one wording to another, in pieces."""
    ours, theirs = ([p.stems or (p.text,) for p in side] for side in (here, there))
    steps: list[Step] = []
    for step in Indel.opcodes(ours, theirs):
        left = tuple(here[step.src_start : step.src_end])
        right = tuple(there[step.dest_start : step.dest_end])
        _append(steps, step.tag == "equal", left, right)
    return tuple(_merged(steps))


def _append(steps: list[Step], same: bool, left: tuple[Piece, ...], right: tuple[Piece, ...]) -> None:
    if steps and (steps[-1].kind == "same") == same:
        last = steps.pop()
        left, right = last.here + left, last.there + right
    steps.append(Step("same" if same else _kind(left, right), left, right))


def _kind(left: Sequence[Piece], right: Sequence[Piece]) -> Literal["cut", "added", "replaced"]:
    return "replaced" if left and right else "cut" if left else "added"


def _merged(steps: Sequence[Step]) -> Iterator[Step]:
    """Changes with nothing but small words between them made one, where both sides change."""
    kept: list[Step] = []
    for i, step in enumerate(steps):
        if step.kind == "same" and 0 < i < len(steps) - 1 and _idle(step):
            before, after = kept[-1], steps[i + 1]
            if before.kind != "same" and after.kind != "same" and _both(before, after):
                _append(kept, False, step.here, step.there)
                continue
        _append(kept, step.kind == "same", step.here, step.there)
    yield from kept


def _idle(step: Step) -> bool:
    """Whether a stretch that both share says too little to hold two changes apart."""
    stems = [s for p in step.here for s in p.stems]
    return len(step.here) <= 2 and all(word_class(s) == "small" for s in stems)


def _both(before: Step, after: Step) -> bool:
    kinds = {before.kind, after.kind}
    return kinds in ({"replaced"}, {"cut", "added"})
