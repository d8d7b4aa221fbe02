"""Statements and likely pairs of them -> threads: groups whose members report one utterance.

Pairs are joined likeliest first. A chain does not make a thread: two groups become one only where their members, each
with each, are alike on average and none bars another (another speaker, other days), so that one
statement that shares a little with two others does not tie them together.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from onrecord.threads.compare import THRESHOLD, barred, likeness, plainly_same
from onrecord.threads.utterance import Utterance

__all__ = ["joined_groups"]

TOGETHER = 0.1  # the likeness that the members of two groups must have on average
SAMPLE = 12  # members of a large group that are asked

Likeness = Callable[[Utterance, Utterance], float]


def joined_groups(
    utterances: Mapping[int, Utterance],
    pairs: Iterable[tuple[int, int]],
    settled: Iterable[tuple[int, ...]] = (),
    alike: Likeness = likeness,
) -> list[tuple[int, ...]]:
    """Groups of two and more keys, each sorted, in order of their first key. `settled` groups stay together.

    The result depends on the utterances and pairs alone, not on their order.
    """

    def between(one: int, other: int) -> float:
        return alike(utterances[min(one, other)], utterances[max(one, other)])

    ranked = sorted(
        ((-between(*pair), pair) for pair in {(min(p), max(p)) for p in pairs if p[0] != p[1]}),
    )
    group_of: dict[int, tuple[int, ...]] = {key: (key,) for key in utterances}
    for group in settled:
        group_of |= dict.fromkeys(group, tuple(sorted(group)))
    for negative, (one, other) in ranked:
        if -negative < THRESHOLD:
            break
        ones, others = group_of[one], group_of[other]
        if ones is others or _mean(ones, others, between) < TOGETHER:
            continue
        if not plainly_same(utterances[one], utterances[other]) and any(
            barred(utterances[a], utterances[b]) for a in ones for b in others
        ):
            continue
        merged = tuple(sorted(ones + others))
        for key in merged:
            group_of[key] = merged
    return sorted({group for group in group_of.values() if len(group) > 1})


def _mean(ones: tuple[int, ...], others: tuple[int, ...], between: Callable[[int, int], float]) -> float:
    values = [between(a, b) for a in ones[:SAMPLE] for b in others[:SAMPLE]]
    return sum(values) / len(values)
