"""A quotation as asked: its words and their weights, and how steps through it stand to its ellipses."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from onrecord.checking.aligning import Step, Wording, wording
from onrecord.checking.forms import weight

__all__ = ["Quote", "is_marked", "is_parted", "quote_of"]


@dataclass(frozen=True, slots=True)
class Quote:
    """A quotation as asked: its words, their weights, and its pieces as ellipses part them."""

    wording: Wording
    weights: tuple[float, ...]
    pieces: tuple[tuple[int, int], ...]

    @property
    def weight(self) -> float:
        return sum(self.weights)


def quote_of(text: str) -> Quote:
    """A quotation made ready to be compared.

    >>> [len(range(*piece)) for piece in quote_of("“We have the steel … and the budget”").pieces]
    [4, 3]
    """
    asked = wording(text)
    starts = [i for i, w in enumerate(asked.words) if i == 0 or w.piece != asked.words[i - 1].piece]
    ends = [*starts[1:], len(asked.words)]
    return Quote(asked, tuple(weight(w.form) for w in asked.words), tuple(zip(starts, ends, strict=False)))


def is_marked(step: Step, quote: Quote) -> bool:
    """Whether a cut stands where the quotation has an ellipsis."""
    return step.kind == "cut" and any(step.i1 == first for first, _ in quote.pieces[1:])


def is_parted(same: Sequence[Step], quote: Quote, said: Wording) -> bool:
    """Whether the words found stand apart on record: in another order, with words between them that an ellipsis leaves out, or in
    two quotations with the reporter's words between."""
    runs = {said.runs[j] for s in same for j in range(s.j1, s.j2)}
    breaks = {first for first, _ in quote.pieces[1:]}
    apart = any(b.j1 != a.j2 for a, b in pairwise(same) if a.i2 == b.i1 and b.i1 in breaks)
    return len(runs) > 1 or apart or any(b.j1 < a.j2 for a, b in pairwise(same))
