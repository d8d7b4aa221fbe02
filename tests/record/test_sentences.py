"""The sentence around what was said: brackets mark it, braces what was said."""

from __future__ import annotations

import re

import pytest

from onrecord.record.sentences import sentence_around


@pytest.mark.parametrize(
    "marked",
    [
        "It rained. [Mr. Roth said {the bridge} was safe.] Nobody asked.",
        "[The U.S. envoy said {it would} end on Jan. 5.] He left.",
        "[“{We will not go.}” he said.] “Never.”",
        "[“{We won. We are glad},” she said.] It rained.",
        "A title\n[She said {it was late}.]\nAnother line",
        "[He asked: {why now?}] Nobody knew.",
        "[{All of it}]",
        "One. [{Two. Three}.] Four.",
        "[J. B. Feld, of Keldavik, Mass., said {no}.] Then 5 p.m. came.",
        "He came... [And {then} he left!] Why?",
    ],
)
def test_sentences(marked: str) -> None:
    text = re.sub(r"[\[\]{}]", "", marked)
    at = {c: len(re.sub(r"[\[\]{}]", "", marked[: marked.index(c)])) for c in "[]{}"}
    assert sentence_around(text, at["{"], at["}"]).of(text) == text[at["["] : at["]"]]


def test_a_paragraph_without_end_is_cut() -> None:
    text = "word " * 100_000
    found = sentence_around(text, 250_000, 250_004)
    assert found.start <= 250_000 < 250_004 <= found.end and found.end - found.start < 5000
