"""Viterbi and forward-backward against the plain enumeration of all paths."""

from __future__ import annotations

import itertools

import numpy as np
import pytest

from onrecord.weights.chains import TOGETHER, Chain, best_paths, tag_probabilities, well_formed


def every_path(emissions: np.ndarray, chain: Chain) -> dict[tuple[int, ...], float]:
    n, k = emissions.shape
    out = {}
    for path in itertools.product(range(k), repeat=n):
        score = (
            chain.ends[0][path[0]]
            + chain.ends[1][path[-1]]
            + sum(emissions[i, t] for i, t in enumerate(path))
        )
        out[path] = float(score + sum(chain.transitions[a, b] for a, b in itertools.pairwise(path)))
    return out


@pytest.mark.parametrize("seed", range(8))
def test_against_all_paths(seed: int) -> None:
    rng = np.random.default_rng(seed)
    lengths = [1, 3, 5, 2]
    ranges, start = [], 0
    for length in lengths:
        ranges.append((start, start + length))
        start += length + 1  # a separator between blocks
    emissions = rng.normal(size=(start, 4)).astype(np.float32)
    chain = Chain(rng.normal(size=(4, 4)).astype(np.float32), rng.normal(size=(2, 4)).astype(np.float32))
    tags = best_paths(emissions, ranges, chain)
    shares = tag_probabilities(emissions, ranges, chain)
    for a, b in ranges:
        paths = every_path(emissions[a:b], chain)
        assert tuple(tags[a:b]) == max(paths, key=paths.__getitem__)
        weights = {p: np.exp(s) for p, s in paths.items()}
        total = sum(weights.values())
        for i, t in itertools.product(range(b - a), range(4)):
            expected = sum(w for p, w in weights.items() if p[i] == t) / total
            assert shares[a + i, t] == pytest.approx(expected, abs=1e-4)


def test_a_long_block_is_worked_on_alone() -> None:
    n = 3 * TOGETHER
    emissions = np.zeros((n, 2), dtype=np.float32)
    emissions[::2, 1] = 1
    chain = Chain(np.zeros((2, 2), dtype=np.float32), np.zeros((2, 2), dtype=np.float32))
    assert best_paths(emissions, [(0, n)], chain).tolist() == [1, 0] * (n // 2)


def test_spans_are_well_formed() -> None:
    """O, then B I E S of two classes: what argmax would break ("B O E", "B of one, E of the other") comes out whole."""
    chain = well_formed(2)
    assert chain.transitions.shape == (9, 9)
    scores = np.zeros((4, 9), dtype=np.float32)
    scores[0, 1], scores[1, 0], scores[1, 2], scores[2, 3], scores[2, 7] = 3, 1, 0.8, 2, 2.1
    scores[3, 0] = 2
    assert scores.argmax(1).tolist() == [1, 0, 7, 0]
    assert best_paths(scores, [(0, 4)], chain).tolist() == [1, 2, 3, 0]
    assert best_paths(scores[:1], [(0, 1)], chain).tolist() == [0], "nothing begins that does not end"
    allowed = {(a, b) for a, b in itertools.product(range(9), repeat=2) if chain.transitions[a, b] == 0}
    closed, opening = (0, 3, 4, 7, 8), (0, 1, 4, 5, 8)
    inner = {(1, 2), (1, 3), (2, 2), (2, 3), (5, 6), (5, 7), (6, 6), (6, 7)}
    assert allowed == set(itertools.product(closed, opening)) | inner
