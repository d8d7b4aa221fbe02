"""What the reader model says of a text: one row of numbers a word piece, and the small tables that go with them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
import numpy.typing as npt

from onrecord.types import Span
from onrecord.weights.encoding import Encoding

__all__ = ["LEVELS", "LINKS", "LINK_WIDTH", "ROLES", "Floats", "Heads", "Reader", "Signals"]

Floats = npt.NDArray[np.float32]

ROLES = ("content", "cue", "source")  # tags: O, then B I E S of each role
LEVELS = ("outer", "nested")
LINKS = (("content", "cue"), ("cue", "source"))  # child -> parent
LINK_WIDTH = 64


@dataclass(frozen=True, slots=True)
class Heads:
    """Learnt tables that decoding needs.

    `transitions` (levels, tags, tags): score of tag j after tag i, very low where j may not follow i;
    `ends` (2, tags): score of a tag at the beginning and at the end of a block;
    `distance` (links, buckets): bias of a link by the gap between its spans; `nothing` (links): score of no parent.
    """

    transitions: Floats
    ends: Floats
    distance: Floats
    nothing: Floats


@dataclass(frozen=True, slots=True)
class Signals:
    """The model's output for an article.

    `emissions` (pieces, levels, tags); `links` (pieces, links, 4, LINK_WIDTH): vectors as child's first and
    last piece, as parent's first and last piece; `window` (pieces,): the window that a piece was read from.
    """

    encoding: Encoding
    emissions: Floats
    links: Floats
    heads: Heads
    window: npt.NDArray[np.int64]


class Reader(Protocol):
    """Anything that turns blocks of a text into signals; tests pass a fake."""

    def read(self, text: str, blocks: Sequence[Span]) -> Signals: ...
