"""Pairs -> threads, and no chain from one matter to another."""

from __future__ import annotations

from itertools import islice, permutations

from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.threads.joining import joined_groups
from onrecord.threads.utterance import Utterance

from telling import said


def groups(count: int, alike: dict[tuple[int, int], float]) -> list[tuple[int, ...]]:
    def likeness(one: Utterance, other: Utterance) -> float:
        return alike.get((one.key, other.key), 0.0)

    return joined_groups({k: said("words", k) for k in range(count)}, alike, alike=likeness)


def test_pairs_that_share_a_statement_are_one_thread() -> None:
    assert groups(4, {(0, 1): 0.9, (1, 2): 0.8}) == [(0, 1, 2)]


def test_a_statement_between_two_groups_does_not_tie_them() -> None:
    inside = {(0, 1): 0.9, (0, 2): 0.9, (1, 2): 0.9, (3, 4): 0.9, (3, 5): 0.9, (4, 5): 0.9}
    assert groups(6, inside | {(2, 3): 0.6}) == [(0, 1, 2), (3, 4, 5)]


@settings(deadline=None)
@given(
    st.dictionaries(
        st.tuples(st.integers(0, 5), st.integers(0, 5)).filter(lambda p: p[0] < p[1]), st.floats(0, 1)
    )
)
def test_the_order_of_pairs_does_not_matter(alike: dict[tuple[int, int], float]) -> None:
    orders = islice(permutations(reversed(alike.items())), 0, 2000, 331)
    assert len({tuple(groups(6, dict(order))) for order in [alike.items(), *orders]}) == 1


def test_settled_groups_stay_together() -> None:
    alone = {k: said(f"words {k}", k) for k in range(3)}
    assert joined_groups(alone, [], settled=[(0, 2)], alike=lambda _a, _b: 0.0) == [(0, 2)]
