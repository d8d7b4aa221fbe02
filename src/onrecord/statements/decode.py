"""Signals of the reader model -> attributions in word pieces: spans by role, and which belongs to which."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from onrecord.weights.chains import Chain, best_paths, tag_probabilities
from onrecord.weights.signals import LINK_WIDTH, LINKS, ROLES, Signals, distance_buckets

__all__ = ["Attribution", "DecodingOptions", "PieceSpan", "block_ranges", "decode_level"]

Floats = npt.NDArray[np.float32]

BACK, AHEAD = 120, 40  # pieces before and after a cue in which its source is looked for again
_SOURCE = slice(1 + 4 * ROLES.index("source"), 5 + 4 * ROLES.index("source"))  # B, I, E, S
_BEGINNINGS = [1 + 4 * role + part for role in range(len(ROLES)) for part in (0, 3)]  # B and S of each role


@dataclass(frozen=True, slots=True)
class PieceSpan:
    """Pieces `first` to `last`, both included; `probability` that the tagger gives the weakest of its ends."""

    first: int
    last: int
    probability: float


@dataclass(frozen=True, slots=True)
class Attribution:
    """Content, cue and source in word pieces, with the probabilities of the links between them."""

    content: tuple[PieceSpan, ...]
    cue: PieceSpan | None
    source: PieceSpan | None
    content_link: float
    source_link: float


@dataclass(frozen=True, slots=True)
class DecodingOptions:
    """Knobs of decoding, set by measurement (docs/model-card.md).

    `begin`: added, by level, to the score of every tag that begins a span; `no_parent`: added to the score of
    having no parent, by link; `reach`: pieces that may lie between the ends of a link, within a window and across a
    seam (vectors of two windows are not quite comparable: each knows its own positions only); `second`: a cue that would stay
    without a source takes the likeliest span of its paragraph that scores no further below the best tags than the first, if
    that and the link (above no link) come to the second.
    """

    begin: tuple[float, ...] = (0.0, 0.0)
    no_parent: tuple[float, ...] = (0.0, 0.0)
    reach: tuple[int, ...] = (256, 48)
    second: tuple[float, float] = (-2.7, 7.0)


def block_ranges(signals: Signals) -> list[tuple[int, int]]:
    """The pieces of each block, without the separator that closes it."""
    block = signals.encoding.block
    if not len(block):
        return []
    cuts = np.flatnonzero(np.diff(block)) + 1
    return [(int(a), int(b) - 1) for a, b in zip([0, *cuts], [*cuts, len(block)], strict=True) if b - 1 > a]


def decode_level(
    signals: Signals, level: int, options: DecodingOptions, blocks: Collection[int] | None = None
) -> list[Attribution]:
    """The attributions of one level (0 outermost, 1 nested), in order of their first content piece.

    `blocks`: the numbers of the blocks to look into; None for all.
    """
    emissions = np.array(signals.emissions[:, level], dtype=np.float32)
    emissions[:, _BEGINNINGS] += options.begin[level]
    chain = Chain(signals.heads.transitions[level], signals.heads.ends)
    number = signals.encoding.block
    ranges = [r for r in block_ranges(signals) if blocks is None or int(number[r[0]]) in blocks]
    ranges = _hopeful(emissions, ranges, chain)
    tags = best_paths(emissions, ranges, chain)
    if not tags.any():
        return []
    live = [(a, b) for a, b in ranges if tags[a:b].any()]
    spans = _spans(tags, tag_probabilities(emissions, live, chain))
    return _join(signals, emissions, spans, options, again=level == 0)


def _hopeful(emissions: Floats, ranges: list[tuple[int, int]], chain: Chain) -> list[tuple[int, int]]:
    """The blocks where some path can beat no tag at all: exact, since a span of n pieces has n + 1 transitions."""
    margin = emissions[:, 1:].max(1) - emissions[:, 0]
    gain = max(0.0, float(chain.transitions.max() - chain.transitions[0, 0]))
    return [(a, b) for a, b in ranges if margin[a:b].max() + 2 * gain >= 0]


def _spans(tags: npt.NDArray[np.int64], probabilities: Floats) -> dict[str, list[PieceSpan]]:
    """Spans by role from BIOES tags that are known to be well-formed."""
    out: dict[str, list[PieceSpan]] = {role: [] for role in ROLES}
    first, begun = 0, 0.0
    marked = np.flatnonzero(tags)
    own = tags[marked]
    for at, tag, sure in zip(marked.tolist(), own.tolist(), probabilities[marked, own].tolist(), strict=True):
        role, part = divmod(tag - 1, 4)
        if part in (0, 3):
            first, begun = at, sure
        if part in (2, 3):
            out[ROLES[role]].append(PieceSpan(first, at, min(begun, sure)))
    return out


def _join(
    signals: Signals,
    emissions: Floats,
    spans: dict[str, list[PieceSpan]],
    options: DecodingOptions,
    again: bool,
) -> list[Attribution]:
    cue_of, cue_p = _best_parents(signals, spans["content"], spans["cue"], 0, options)
    source_of, source_p = _best_parents(signals, spans["cue"], spans["source"], 1, options)
    contents: dict[int, list[int]] = {}
    lone: list[Attribution] = []
    for i, cue in enumerate(cue_of):
        if cue >= 0:
            contents.setdefault(cue, []).append(i)
        else:
            lone.append(Attribution((spans["content"][i],), None, None, cue_p[i], 0.0))
    found = []
    for cue, members in contents.items():
        own = spans["cue"][cue]
        content = tuple(spans["content"][i] for i in members)
        index = source_of[cue]
        joined = (spans["source"][index] if index >= 0 else None, source_p[cue])
        second = _second_best(signals, emissions, own, content, options) if again and index < 0 else None
        source, sure = second or joined
        found.append(Attribution(content, own, source, min(cue_p[i] for i in members), sure))
    return sorted(found + lone, key=lambda a: a.content[0].first)


def _best_parents(
    signals: Signals, children: list[PieceSpan], parents: list[PieceSpan], link: int, options: DecodingOptions
) -> tuple[list[int], list[float]]:
    """For each child the index of its parent (-1: none) and the probability of that choice."""
    if not children:
        return [], []
    if not parents:
        return [-1] * len(children), [1.0] * len(children)
    c = np.array([(s.first, s.last) for s in children])
    p = np.array([(s.first, s.last) for s in parents])
    scores = _link_scores(signals, c, p, link, options)
    scores = np.concatenate([np.zeros((len(c), 1), dtype=np.float32), scores], axis=1)
    weights = np.exp(scores - scores.max(1, keepdims=True))
    weights /= weights.sum(1, keepdims=True)
    best = weights.argmax(1)
    return [int(b) - 1 for b in best], [float(w[b]) for w, b in zip(weights, best, strict=True)]


def _link_scores(
    signals: Signals, c: npt.NDArray[np.int64], p: npt.NDArray[np.int64], link: int, options: DecodingOptions
) -> Floats:
    """How much better each parent fits each child than no parent does."""
    assert LINKS[link]
    v = signals.links[:, link]
    child = v[c[:, 0], 0] + v[c[:, 1], 1]
    parent = v[p[:, 0], 2] + v[p[:, 1], 3]
    scores: Floats = child @ parent.T / np.float32(LINK_WIDTH**0.5)
    scores += signals.heads.distance[link][distance_buckets(c, p)]
    scores -= signals.heads.nothing[link] + np.float32(options.no_parent[link])
    scores[~_in_reach(signals, c, p, options)] = -1e4
    return scores


def _second_best(
    signals: Signals,
    emissions: Floats,
    cue: PieceSpan,
    content: tuple[PieceSpan, ...],
    options: DecodingOptions,
) -> tuple[PieceSpan, float] | None:
    """The source that a cue has after all, though other tags were likelier, with the probability of the link."""
    worst, least = options.second
    block = signals.encoding.block
    low, high = np.searchsorted(block, [block[cue.first], block[cue.first] + 1]).tolist()
    low, high = max(low, cue.first - BACK), min(high, cue.last + AHEAD)
    tags = emissions[low:high, _SOURCE] - emissions[low:high].max(1, keepdims=True)
    taken = {i for s in (cue, *content) for i in range(s.first - low, s.last + 1 - low)}
    spans: list[tuple[int, int]] = []
    scores: list[float] = []
    for start in np.flatnonzero(np.maximum(tags[:, 0], tags[:, 3]) >= worst).tolist():
        if start in taken:
            continue
        end, score = start, float(tags[start, 0])
        if tags[start, 3] >= worst:
            spans.append((low + start, low + start))
            scores.append(float(tags[start, 3]))
        while score >= worst and end + 1 < len(tags) and end + 1 not in taken:
            end += 1
            if score + tags[end, 2] >= worst:
                spans.append((low + start, low + end))
                scores.append(score + float(tags[end, 2]))
            score += float(tags[end, 1])
    if not spans:
        return None
    own = np.array([(cue.first, cue.last)])
    links = _link_scores(signals, own, np.array(spans), 1, options)[0]
    best = int(np.argmax(links + np.array(scores, dtype=np.float32)))
    if scores[best] + links[best] < least:
        return None
    return PieceSpan(*spans[best], float(np.exp(scores[best]))), float(1 / (1 + np.exp(-links[best])))


def _in_reach(
    signals: Signals, c: npt.NDArray[np.int64], p: npt.NDArray[np.int64], options: DecodingOptions
) -> npt.NDArray[np.bool_]:
    """Which parents are near enough to which children."""
    gap = np.maximum(p[None, :, 0] - c[:, None, 1], c[:, None, 0] - p[None, :, 1])
    same = signals.window[c[:, 0]][:, None] == signals.window[p[:, 0]][None]
    near: npt.NDArray[np.bool_] = gap <= np.where(same, options.reach[0], options.reach[1])
    return near
