"""Statements of one utterance find each other by a key that both have."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.threads.index import keys_of, seeking_keys

from telling import BRANDT, said

QUOTE = "“We shall dig the tunnel under the Vester strait by winter, or the whole council will have to answer for it”"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (said(QUOTE), said("that they would “dig the tunnel under the Vester strait by winter, or” else", 1)),
        (said(QUOTE), said(QUOTE, 1, published="2031-01-01", **BRANDT)),  # the words alone, at any distance
        (
            said("“utter piffle”"),
            said("that it was piffle", 1, published="2025-03-10"),
        ),  # the speaker and a word
        (said("the toll of Vesterby"), said("Vesterby’s toll", 1, speaker=None, name=None)),  # two words
    ],
)
def test_these_meet(one, other) -> None:  # type: ignore[no-untyped-def]
    assert keys_of(one) & seeking_keys(other) and keys_of(other) & seeking_keys(one)


def test_few_words_months_apart_do_not_meet() -> None:
    assert not keys_of(said("“utter piffle”")) & seeking_keys(said("“piffle”", 1, published="2025-09-01"))


@settings(deadline=None)
@given(
    st.lists(
        st.sampled_from("ferry toll bridge strait harbour council winter tunnel cable lorry".split()),
        max_size=120,
    )
)
def test_keys_are_few_and_found_by_their_own_seeking(words: list[str]) -> None:
    one = said(" ".join(words))
    assert keys_of(one) <= seeking_keys(one)
    assert len(keys_of(one)) <= 12 + 12 + 3 + 16 and all(0 <= key < 2**63 for key in keys_of(one))


@settings(deadline=None)
@given(st.permutations([f"vesterby{i}" for i in range(15)]), st.integers(0, 8))
def test_seven_words_in_a_row_are_always_found(words: list[str], start: int) -> None:
    nobody = {"speaker": None, "name": None, "published": None}
    whole = said(" ".join(words), **nobody)
    part = said("other words " + " ".join(words[start : start + 7]), 1, **nobody)
    assert keys_of(part) & seeking_keys(whole)
