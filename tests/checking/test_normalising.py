"""Two ways to write the same words are the same words; other words stay others."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.checking.forms import forms_of, stem, variants
from onrecord.checking.normalising import words_of


def forms(text: str) -> str:
    return " ".join(word.form for word in words_of(text))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("“We will rebuild.”", "we will rebuild"),
        ("WE WILL REBUILD!", "we will, rebuild"),
        ("the port – and the town – agree", "the port--and the town—agree"),
        ("a well-known cut-price ferry", "a well known cut price ferry"),
        ("Don’t ask me", "do not ask me"),
        ("we've asked and they're late", "we have asked and they are late"),
        ("I can't; I won't; I shan't", "I cannot, I will not, I shall not"),
        ("It's been done", "it has been done"),
        ("that's what he's like", "that is what he is like"),
        ("let’s go", "let us go"),
        ("they're gonna lose", "they are going to lose"),
        ("20 %", "twenty percent"),
        ("20 per cent", "20%"),
        ("eighteen million", "18,000,000"),
        ("€64m", "64 million euros"),
        ("$5", "five dollars"),
        ("twenty-one ships", "21 ships"),
        ("two hundred crews", "200 crews"),
        ("1,500 nurses", "1500 nurses"),
        ("the 3rd time", "the third time"),
        ("the colour of our harbour", "the color of our harbor"),
        ("organised labour", "organized labor"),
        ("the defence analysed the theatre", "the defense analyzed the theater"),
        ("we travelled towards the centre", "we traveled toward the center"),
        ("the U.S. and the U.K.", "the US and the UK"),
        ("the café in Łódź", "the cafe in Lodz"),
        ("the cafe\u0301", "the caf\u00e9"),
        ("co\u00adoperation", "cooperation"),
        ("[W]e govern[ed] alone", "we governed alone"),
        ("it was late [sic] again", "it was late again"),
        ("Dr. Moss and Sen. Hale", "Doctor Moss and Senator Hale"),
        ("bread & butter", "bread and butter"),
        ("4 p.m.", "4pm"),
    ],
)  # fmt: skip
def test_the_same_words(one: str, other: str) -> None:
    assert forms(one) == forms(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("we will leave", "we won't leave"),
        ("nine million", "ninety million"),
        ("the mayor's plan", "the mayors plan"),
        ("four ships", "for ships"),
        ("they told us", "they told the US"),
        ("an hour", "a whore"),
        ("more than 1.5 million", "more than 15 million"),
        ("it is ours", "it is hers"),
    ],
)
def test_other_words(one: str, other: str) -> None:
    assert forms(one) != forms(other)


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("We will … win", ["we will", "win"]),
        ("We will ... win", ["we will", "win"]),
        ("We will . . . win", ["we will", "win"]),
        ("We will [...] win", ["we will", "win"]),
        ("We will (…) win", ["we will", "win"]),
        ("… we will win …", ["we will win"]),
        ("We will. Win.", ["we will win"]),
    ],
)
def test_an_ellipsis_parts_a_quotation(text: str, pieces: list[str]) -> None:
    found: dict[int, list[str]] = {}
    for word in words_of(text):
        found.setdefault(word.piece, []).append(word.form)
    assert [" ".join(words) for words in found.values()] == pieces


@pytest.mark.parametrize(
    ("text", "bracketed"),
    [
        ("[the] deal", ["the"]),
        ("[T]he deal", []),
        ("govern[ment] deal", []),
        ("we [the people of Keldavik] know", ["the", "people", "of", "keldavik"]),
        ("we [know nothing of it", []),
    ],
)
def test_words_in_brackets(text: str, bracketed: list[str]) -> None:
    assert [word.form for word in words_of(text) if word.bracketed] == bracketed


def test_words_point_into_the_text() -> None:
    text = "She said: “It’s €64m, or 20 %.”"
    assert [(w.form, text[w.start : w.end]) for w in words_of(text, 11)] == [
        ("it", "It’s"), ("is", "It’s"), ("64", "€64m"), ("million", "€64m"), ("euro", "€64m"), ("or", "or"),
        ("20", "20"), ("percent", "%"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("promise", "promised", True),
        ("city", "cities", True),
        ("run", "running", True),
        ("plan", "plans", True),
        ("mayor's", "mayors", True),
        ("plan", "plane", False),
        ("press", "pres", False),
    ],
)
def test_stems(one: str, other: str, same: bool) -> None:
    assert (stem(one) == stem(other)) is same


@pytest.mark.parametrize(
    "word", "colour color centre organise realized favourite twenty 20 programme".split()
)
def test_variants_are_the_same_word(word: str) -> None:
    assert variants(word)
    assert all(forms(v) == forms(word) and v != word for v in variants(word))


@given(st.text())
def test_any_text_has_words_that_point_into_it(text: str) -> None:
    words = words_of(text)
    for word in words:
        assert word.form and 0 <= word.start < word.end <= len(text)
    assert [w.start for w in words] == sorted(w.start for w in words)
    assert [w.piece for w in words] == sorted(w.piece for w in words)


@given(st.text(st.characters(categories=("L", "M", "N")), max_size=30))
def test_forms_of_any_word_are_their_own_forms(word: str) -> None:
    for form in forms_of(word):
        assert form and form == form.strip()
