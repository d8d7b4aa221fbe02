"""Two wordings set against each other, word by word."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.threads.align import align

WORDS = st.lists(
    st.sampled_from("the a of not bridge “bridge” bridges, will would open quite pretty safe … 12".split())
)


def marked(here: str, there: str) -> str:
    shown = []
    for change in align(here, there):
        if change.kind == "same":
            shown.append(change.there)
        else:
            shown.append(f"[{change.here}|{change.there}]")
    return " ".join(shown)


@pytest.mark.parametrize(
    ("here", "there", "shown"),
    [
        ("the bridge is quite safe", "the bridge is pretty safe", "the bridge is [quite|pretty] safe"),
        ("the bridge will not open", "the bridge will open", "the bridge will [not|] open"),
        ("the bridge will open", "the bridge will open in May", "the bridge will open [|in May]"),
        ("the Bridge, “will” open.", "“The bridge will open”", "“The bridge will open”"),
        ("twelve boats sank", "12 boats sank", "12 boats sank"),
        ("one thing", "", "[one thing|]"),
        # a small word that both happen to have does not break a change up
        ("we saw ruin in May", "we saw loss in June", "we saw [ruin in May|loss in June]"),
    ],
)
def test_steps_from_one_wording_to_another(here: str, there: str, shown: str) -> None:
    assert marked(here, there) == shown


@settings(deadline=None)
@given(WORDS, WORDS)
def test_each_side_joined_gives_its_wording(ones: list[str], others: list[str]) -> None:
    here, there = " ".join(ones), " ".join(others)
    steps = align(here, there)
    assert " ".join(s.here for s in steps if s.here) == here
    assert " ".join(s.there for s in steps if s.there) == there


@settings(deadline=None)
@given(WORDS, WORDS)
def test_no_step_is_empty_and_none_repeats_the_kind_before(ones: list[str], others: list[str]) -> None:
    steps = align(" ".join(ones), " ".join(others))
    assert all(s.here or s.there for s in steps)
    assert all((s.kind == "same") != (t.kind == "same") for s, t in pairwise(steps))
    assert all(bool(s.here) == (s.kind != "added") and bool(s.there) == (s.kind != "cut") for s in steps)


@settings(deadline=None)
@given(WORDS)
def test_a_wording_does_not_part_from_itself(words: list[str]) -> None:
    assert all(s.kind == "same" for s in align(" ".join(words), " ".join(words)))
