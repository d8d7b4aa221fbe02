"""What the reader model says of a text: one row of numbers a word piece, and the small tables that go with them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, Protocol

import numpy as np
import numpy.typing as npt

from onrecord.types import Span
from onrecord.weights.encoding import Encoding

__all__ = [
    "LEVELS",
    "LINKS",
    "LINK_WIDTH",
    "NAMES",
    "ROLES",
    "EntityKind",
    "Floats",
    "Heads",
    "Ints",
    "Reader",
    "Signals",
    "distance_buckets",
]  # fmt: skip

Floats = npt.NDArray[np.float32]
Ints = npt.NDArray[np.int64]

ROLES = ("content", "cue", "source")  # tags: O, then B I E S of each role
LEVELS = ("outer", "nested")
EntityKind = Literal["person", "organisation", "place", "people"]
NAMES: tuple[EntityKind, ...] = (
    "person",
    "organisation",
    "place",
    "people",
)  # named entities: O, then B I E S of each class
LINKS = (("content", "cue"), ("cue", "source"), ("mention", "name"))  # child -> parent
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
    last piece, as parent's first and last piece; `window` (pieces,): the window that a piece was read from;
    `names` (pieces, 1 + 4 * NAMES): scores of the tags of named entities.
    """

    encoding: Encoding
    emissions: Floats
    links: Floats
    heads: Heads
    window: Ints
    names: Floats


class Reader(Protocol):
    """Anything that turns blocks of a text into signals; tests pass a fake."""

    def read(self, text: str, blocks: Sequence[Span]) -> Signals: ...


def distance_buckets(children: Ints, parents: Ints) -> Ints:
    """Gap in pieces between spans (n, 2) and (m, 2) of first and last pieces: (n, m) signed steps of log2, 0 to 23."""
    after = parents[None, :, 0] - children[:, None, 1]
    before = children[:, None, 0] - parents[None, :, 1]
    gap = np.where(after > 0, after, np.where(before > 0, -before, 0))
    size = np.floor(np.log2(np.maximum(np.abs(gap), 1))).astype(np.int64) + (gap != 0)
    buckets: Ints = np.clip(np.sign(gap) * size, -11, 12) + 11
    return buckets
