"""Emissions of a linear chain -> best tag paths and tag probabilities, many blocks at a time.

Standard Viterbi and forward-backward (Rabiner 1989) in NumPy, vectorised over blocks; the loop is over positions.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import numpy.typing as npt

__all__ = ["Chain", "best_paths", "tag_probabilities", "well_formed"]

Floats = npt.NDArray[np.float32]
Ints = npt.NDArray[np.int64]
Ranges = list[tuple[int, int]]

TOGETHER = 160  # blocks up to this many pieces are worked on side by side; longer ones each for itself
_LEAST = np.float32(1e-30)


class Chain:
    """A linear chain over tags: transition scores (tags, tags) and scores at the ends of a block (2, tags)."""

    def __init__(self, transitions: Floats, ends: Floats) -> None:
        self.transitions = np.ascontiguousarray(transitions, dtype=np.float32)
        self.ends = np.asarray(ends, dtype=np.float32)
        self.into = np.ascontiguousarray(self.transitions.T)
        self.factor = np.exp(self.transitions)


def well_formed(classes: int) -> Chain:
    """The chain over O and, of each class, B I E S (1 + 4 * classes tags), that lets all spans through and nothing else."""
    at = np.arange(1, 1 + 4 * classes)
    kind, part = np.append(-1, (at - 1) // 4), np.append(3, (at - 1) % 4)  # O is like a span that ends
    ends, begins = (part >= 2), np.append(True, (at - 1) % 4 % 3 == 0)
    goes_on = ~ends[:, None] & ~begins & (kind[:, None] == kind)
    allowed = goes_on | (ends[:, None] & begins)
    return Chain(_barred(~allowed), _barred(np.stack([~begins, ~ends])))


def _barred(no: npt.NDArray[np.bool_]) -> Floats:
    return np.where(no, np.float32(-1e4), np.float32(0))


def best_paths(emissions: Floats, ranges: Ranges, chain: Chain) -> Ints:
    """The best tag of each piece (pieces,), each block `[start, end)` of `ranges` for itself; 0 between blocks."""
    tags = np.zeros(len(emissions), dtype=np.int64)
    for rows, padded, lengths in _groups(emissions, ranges):
        t, n, _ = padded.shape
        alphas = np.empty_like(padded)
        alphas[0] = alpha = chain.ends[0] + padded[0]
        for i in range(1, t):
            alphas[i] = alpha = (alpha[:, None, :] + chain.into).max(2) + padded[i]
        everyone = np.arange(n)
        at = (alphas[lengths - 1, everyone] + chain.ends[1]).argmax(1)
        path = np.empty((t, n), dtype=np.int64)
        path[t - 1] = at
        for i in range(t - 1, 0, -1):
            earlier = (alphas[i - 1] + chain.into[at]).argmax(1)
            path[i - 1] = at = np.where(i < lengths, earlier, at)
        for row, (start, end) in enumerate(rows):
            tags[start:end] = path[: end - start, row]
    return tags


def tag_probabilities(emissions: Floats, ranges: Ranges, chain: Chain) -> Floats:
    """The probability of each tag at each piece (pieces, tags), by forward-backward; rows of 0 between blocks."""
    out = np.zeros(emissions.shape, dtype=np.float32)
    starts, stops = np.exp(chain.ends)
    for rows, padded, lengths in _groups(emissions, ranges):
        t, n, _ = padded.shape
        local = np.exp(padded - padded.max(2, keepdims=True))
        forward, backward = np.empty_like(local), np.empty_like(local)
        forward[0] = state = _normalised(starts * local[0])
        for i in range(1, t):
            forward[i] = state = _normalised((state @ chain.factor) * local[i])
        backward[t - 1] = state = np.tile(stops, (n, 1))
        for i in range(t - 1, 0, -1):
            earlier = _normalised((local[i] * state) @ chain.factor.T)
            backward[i - 1] = state = np.where((i < lengths)[:, None], earlier, state)
        joint = _normalised(forward * backward)
        for row, (start, end) in enumerate(rows):
            out[start:end] = joint[: end - start, row]
    return out


def _normalised(weights: Floats) -> Floats:
    """Weights that sum to 1 over the last axis."""
    total = np.add.reduce(weights, axis=-1, keepdims=True)
    return np.divide(weights, np.maximum(total, _LEAST), dtype=np.float32)


def _groups(emissions: Floats, ranges: Ranges) -> Iterator[tuple[Ranges, Floats, Ints]]:
    """Blocks of a kind: their ranges, emissions padded to (longest, blocks, tags), lengths."""
    short = [r for r in ranges if 0 < r[1] - r[0] <= TOGETHER]
    alone = [[r] for r in ranges if r[1] - r[0] > TOGETHER]
    for rows in ([short] if short else []) + alone:
        lengths = np.array([end - start for start, end in rows])
        padded = np.zeros((int(lengths.max()), len(rows), emissions.shape[1]), dtype=np.float32)
        for row, (start, end) in enumerate(rows):
            padded[: end - start, row] = emissions[start:end]
        yield rows, padded, lengths
