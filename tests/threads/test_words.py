"""Words as wordings are compared by them."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.threads.words import stems_of, words_of


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("“The ferry won’t sail,”", "The ferry will not sail"),
        ("twelve boats", "12 boats"),
        ("1,200 homes", "1200 homes"),
        ("the U.S. envoy", "the US envoy"),
        ("They accused the harbour board", "they are accusing the harbour boards"),
        ("Orbán’s plan", "the plans of Orban"),
    ],
)
def test_these_have_the_same_telling_words(one: str, other: str) -> None:
    small = {"the", "of", "are", "they", "s", ""}
    assert sorted(set(stems_of(one)) - small) == sorted(set(stems_of(other)) - small)


@settings(deadline=None)
@given(st.text())
def test_words_stand_in_order_inside_any_text(text: str) -> None:
    words = words_of(text)
    assert all(0 <= w.start <= w.end <= len(text) for w in words)
    assert [w.start for w in words] == sorted(w.start for w in words)
