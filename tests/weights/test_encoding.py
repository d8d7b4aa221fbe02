"""Word pieces and windows: every piece covered once, offsets exact."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tokenizers import Tokenizer

from onrecord.weights.bundle import find_bundle
from onrecord.weights.encoding import SEP, WINDOW, Encoding, encode_blocks, plan_windows, view_of

from marks import article


@pytest.fixture(scope="module")
def tokenizer() -> Tokenizer:
    return Tokenizer.from_buffer(find_bundle().bytes_of("tokenizer.json"))


@given(st.text())
def test_the_view_has_the_length_of_the_text(text: str) -> None:
    assert len(view_of(text)) == len(text)


@pytest.mark.parametrize(
    ("text", "view"),
    [
        ('"No," he said. "Never."', "“No,” he said. “Never.”"),
        ("«Non» („nein“)", "“Non” (“nein”)"),
        ("”No,“ he said (”never“).", "“No,” he said (“never”)."),
        ("He said ”no”, she “no“.", "He said “no”, she “no”."),
        ('("quoted") —"dashed"', "(“quoted”) —“dashed”"),
    ],
)
def test_straight_marks_get_a_direction(text: str, view: str) -> None:
    assert view_of(text) == view


def test_pieces_point_into_the_text(tokenizer: Tokenizer) -> None:
    text = "Café Ünïcode “said” no.\n\n€5 isn't 日本 \ud800 much."
    e = encode_blocks(text, [b.span for b in article(text).blocks], tokenizer)
    assert (e.ids == SEP).sum() == 2
    real = [(s, t) for s, t in zip(e.start, e.end, strict=True) if s < t]
    assert all(text[s:t].strip() == text[s:t] for s, t in real)
    covered = {i for s, t in real for i in range(s, t)}
    assert all(i in covered for i, c in enumerate(text) if c.isalnum())
    assert [int(q) for q, s in zip(e.quote, e.start, strict=True) if text[s : s + 4] == "said"] == [1]


@given(st.lists(st.integers(1, 900), max_size=12))
def test_windows_cover_every_piece_once(lengths: list[int]) -> None:
    ids = np.array([p for n in lengths for p in [7] * (n - 1) + [SEP]], dtype=np.int64)
    e = Encoding(*(ids if i == 0 else np.zeros_like(ids) for i in range(6)))
    if not len(e):
        return
    windows = plan_windows(e)
    kept = [i for w in windows for i in range(w.keep_start, w.keep_end)]
    assert kept == list(range(len(e)))
    for w in windows:
        assert w.start <= w.keep_start <= w.keep_end <= w.end and w.end - w.start < WINDOW
