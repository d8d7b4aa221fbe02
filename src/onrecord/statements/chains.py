"""Emissions of a linear chain -> best tag paths and tag probabilities, many blocks at a time.

Standard Viterbi and forward-backward (Rabiner 1989) in NumPy, vectorised over blocks; the loop is over positions.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import numpy.typing as npt

__all__ = ["Chain", "best_paths", "tag_probabilities"]

Floats = npt.NDArray[np.float32]
Ints = npt.NDArray[np.int64]
Ranges = list[tuple[int, int]]

TOGETHER = 160  # blocks up to this many pieces are worked on side by side; longer ones each for itself


class Chain:
    """A linear chain over tags: transition scores (tags, tags) and scores at the ends of a block (2, tags)."""

    def __init__(self, transitions: Floats, ends: Floats) -> None:
        self.transitions = np.ascontiguousarray(transitions, dtype=np.float32)
        self.ends = np.asarray(ends, dtype=np.float32)
        self._into = np.ascontiguousarray(self.transitions.T)
        self._factor = np.exp(self.transitions)


def best_paths(emissions: Floats, ranges: Ranges, chain: Chain) -> Ints:
    """The best tag of each piece (pieces,), each block `[start, end)` of `ranges` for itself; 0 between blocks."""
    tags = np.zeros(len(emissions), dtype=np.int64)
    for rows, padded, lengths in _groups(emissions, ranges):
        n, t, k = padded.shape
        back = np.zeros((t, n, k), dtype=np.int8)
        finals = np.empty((n, k), dtype=np.float32)
        alpha = chain.ends[0] + padded[:, 0]
        ending = {int(length): np.flatnonzero(lengths == length) for length in set(lengths.tolist())}
        if 1 in ending:
            finals[ending[1]] = alpha[ending[1]]
        for i in range(1, t):
            scores = alpha[:, None, :] + chain._into
            back[i] = scores.argmax(2)
            alpha = scores.max(2) + padded[:, i]
            if i + 1 in ending:
                finals[ending[i + 1]] = alpha[ending[i + 1]]
        at = (finals + chain.ends[1]).argmax(1)
        path = np.zeros((n, t), dtype=np.int64)
        everyone = np.arange(n)
        for i in range(t - 1, -1, -1):
            live = i < lengths
            path[live, i] = at[live]
            if i:
                at = np.where(live, back[i][everyone, at], at)
        for row, (start, end) in enumerate(rows):
            tags[start:end] = path[row, : end - start]
    return tags


def tag_probabilities(emissions: Floats, ranges: Ranges, chain: Chain) -> Floats:
    """The probability of each tag at each piece (pieces, tags), by forward-backward; rows of 0 between blocks."""
    out = np.zeros(emissions.shape, dtype=np.float32)
    starts, stops = np.exp(chain.ends)
    for rows, padded, lengths in _groups(emissions, ranges):
        n, t, _ = padded.shape
        local = np.exp(padded - padded.max(2, keepdims=True))
        forward = np.empty_like(local)
        state = starts * local[:, 0]
        forward[:, 0] = state = state / state.sum(1, keepdims=True)
        for i in range(1, t):
            state = (state @ chain._factor) * local[:, i]
            state /= np.maximum(state.sum(1, keepdims=True), 1e-30)
            forward[:, i] = state
        backward = np.tile(stops, (n, 1))
        for i in range(t - 1, -1, -1):
            live = (i < lengths)[:, None]
            joint = forward[:, i] * backward
            forward[:, i] = joint / np.maximum(joint.sum(1, keepdims=True), 1e-30)
            if i:
                earlier = (local[:, i] * backward) @ chain._factor.T
                earlier /= np.maximum(earlier.sum(1, keepdims=True), 1e-30)
                backward = np.where(live, earlier, backward)
        for row, (start, end) in enumerate(rows):
            out[start:end] = forward[row, : end - start]
    return out


def _groups(emissions: Floats, ranges: Ranges) -> Iterator[tuple[Ranges, Floats, Ints]]:
    """Blocks of a kind: their ranges, emissions padded to (blocks, longest, tags), lengths."""
    short = [r for r in ranges if 0 < r[1] - r[0] <= TOGETHER]
    alone = [[r] for r in ranges if r[1] - r[0] > TOGETHER]
    for rows in ([short] if short else []) + alone:
        lengths = np.array([end - start for start, end in rows])
        padded = np.zeros((len(rows), int(lengths.max()), emissions.shape[1]), dtype=np.float32)
        for row, (start, end) in enumerate(rows):
            padded[row, : end - start] = emissions[start:end]
        yield rows, padded, lengths
