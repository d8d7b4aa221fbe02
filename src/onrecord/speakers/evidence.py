"""What the reader model tells about names and mentions: signals in, entities and their fit to a mention out.

The signals of an article come part by part and are let go; kept are the entities, and the vectors of the pieces that
a source may begin or end with.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from onrecord.types import Span
from onrecord.weights.chains import best_paths, well_formed
from onrecord.weights.signals import (
    LINK_WIDTH,
    LINKS,
    NAMES,
    ROLES,
    EntityKind,
    Floats,
    Heads,
    Ints,
    Signals,
    distance_buckets,
)

__all__ = ["Entity", "EntityKind", "Evidence"]

MENTION = LINKS.index(("mention", "name"))
REACH = 1100  # pieces: what the link was trained over
LIKELY = -4.0  # a piece is kept if a tag of a source scores no lower than this below the best of all
NO_NAME = -3.0  # so far below no name at all must every tag score, for a piece to be of none
_NAMES = well_formed(len(NAMES))
_SOURCE = slice(1 + 4 * ROLES.index("source"), 5 + 4 * ROLES.index("source"))


@dataclass(frozen=True, slots=True)
class Entity:
    """A name in the text as the model sees it; `probability` that it is one of this kind."""

    span: Span
    kind: EntityKind
    probability: float


@dataclass(frozen=True, slots=True)
class _Part:
    """What is kept of one part: its entities (by number), and pieces with their vectors as a mention's ends."""

    entities: range
    where: Ints  # first and last piece of each entity (n, 2)
    name: Floats  # (n, LINK_WIDTH)
    starts: list[int]
    ends: list[int]
    pieces: Ints
    first: Floats
    last: Floats
    heads: Heads


class Evidence:
    """Entities of an article, and how well each fits a mention. `watch` fills it while the article is read."""

    def __init__(self, text: str, every_piece: bool = False) -> None:
        """`every_piece`: keep all vectors, so that any span may be asked for, not only likely sources."""
        self.entities: list[Entity] = []
        self._text = text
        self._every_piece = every_piece
        self._parts: list[_Part] = []

    def watch(self, signals: Iterable[Signals]) -> Iterator[Signals]:
        """The same signals, noted as they pass."""
        for part in signals:
            self._note(part)
            yield part

    def fitting(self, mention: Span) -> tuple[list[tuple[int, float]], float]:
        """Entities (by number) that the mention may mean, with their probabilities, likeliest first; and that of none."""
        for part in self._parts:
            if part.starts and part.starts[0] <= mention.start < part.ends[-1]:
                return self._fitting(part, mention)
        return [], 1.0

    def _note(self, signals: Signals) -> None:
        encoding = signals.encoding
        found = list(_entities(signals, self._text))
        begin = len(self.entities)
        self.entities += [e for e, _, _ in found]
        where = np.array([(a, b) for _, a, b in found], dtype=np.int64).reshape(-1, 2)
        vectors = signals.links[:, MENTION]
        likely = signals.emissions[:, :, _SOURCE].max((1, 2)) - signals.emissions.max((1, 2)) >= LIKELY
        kept = np.arange(len(encoding)) if self._every_piece else np.flatnonzero(likely)
        kept = kept[encoding.end[kept] > encoding.start[kept]]
        self._parts.append(
            _Part(
                range(begin, len(self.entities)), where, vectors[where[:, 0], 2] + vectors[where[:, 1], 3],
                encoding.start[kept].tolist(), encoding.end[kept].tolist(), kept,
                vectors[kept, 0].astype(np.float16), vectors[kept, 1].astype(np.float16), signals.heads,
            )
        )  # fmt: skip

    def _fitting(self, part: _Part, mention: Span) -> tuple[list[tuple[int, float]], float]:
        first, last = bisect_right(part.ends, mention.start), bisect_left(part.starts, mention.end) - 1
        if not len(part.where) or first > last or part.starts[first] >= mention.end:
            return [], 1.0
        child = part.first[first].astype(np.float32) + part.last[last].astype(np.float32)
        own = np.array([[part.pieces[first], part.pieces[last]]])
        scores = part.name @ child / np.float32(LINK_WIDTH**0.5)
        scores += part.heads.distance[MENTION][distance_buckets(own, part.where)[0]]
        gap = np.maximum(part.where[:, 0] - own[0, 1], own[0, 0] - part.where[:, 1])
        scores[(gap > REACH) | (gap <= 0)] = -1e4
        scores = np.append(scores, part.heads.nothing[MENTION])
        weights = np.exp(scores - scores.max())
        weights /= weights.sum()
        order = np.argsort(-weights[:-1], kind="stable")
        ranked = [(part.entities[int(i)], float(weights[i])) for i in order if weights[i] > 0.005]
        return ranked, float(weights[-1])


def _entities(signals: Signals, text: str) -> Iterator[tuple[Entity, int, int]]:
    """Entities with their first and last pieces: the likeliest spans, parts of one word joined."""
    tags = best_paths(signals.names, _hopeful(signals.names), _NAMES)
    marked = np.flatnonzero(tags)
    if not len(marked):
        return
    scores = signals.names[marked]
    scores = np.exp(scores - scores.max(1, keepdims=True))
    chances = (scores / scores.sum(1, keepdims=True))[:, 1:].reshape(len(marked), len(NAMES), 4).sum(2)
    runs: list[int] = []  # the first row of each
    before = (-2, -1, 3)
    for row, (at, tag) in enumerate(zip(marked.tolist(), tags[marked].tolist(), strict=True)):
        kind, part = divmod(tag - 1, 4)
        joins = at == before[0] + 1 and kind == before[1] and part in (1, 2) and before[2] in (0, 1)
        inside = at == before[0] + 1 and signals.encoding.start[at] == signals.encoding.end[at - 1]
        hyphened = at == before[0] + 2 and kind == before[1] and _is_hyphen(signals, at - 1, text)
        start = int(signals.encoding.start[at])
        if not runs or not (joins or hyphened or (inside and text[start : start + 1].isalnum())):
            runs.append(row)
        before = (at, kind, part)
    for row, end in pairwise([*runs, len(marked)]):
        mean = chances[row] if end - row == 1 else chances[row:end].mean(0)
        kind = int(mean.argmax())
        first, last = int(marked[row]), int(marked[end - 1])
        span = _whole_words(signals, first, last, text)
        if any(c.isalnum() for c in span.of(text)):
            yield Entity(span, NAMES[kind], float(mean[kind])), first, last


def _hopeful(scores: Floats) -> list[tuple[int, int]]:
    """Runs of pieces that may be of a name."""
    may = scores[:, 1:].max(1) - scores[:, 0] >= NO_NAME
    edges = np.flatnonzero(np.diff(may, prepend=False, append=False)).tolist()
    return list(zip(edges[::2], edges[1::2], strict=True))


def _is_hyphen(signals: Signals, at: int, text: str) -> bool:
    """Whether the piece is a hyphen or an apostrophe inside a word."""
    start, end = int(signals.encoding.start[at]), int(signals.encoding.end[at])
    return (
        text[start:end] in ("-", "‑", "’", "'")
        and text[start - 1 : start].isalnum()
        and text[end : end + 1].isalnum()
    )


def _whole_words(signals: Signals, first: int, last: int, text: str) -> Span:
    start, end = int(signals.encoding.start[first]), int(signals.encoding.end[last])
    while start and text[start - 1].isalnum() and text[start].isalnum():
        start -= 1
    while end < len(text) and text[end - 1].isalnum() and text[end].isalnum():
        end += 1
    return Span(start, end)
