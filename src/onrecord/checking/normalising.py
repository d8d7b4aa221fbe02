"""A quotation, or words of an article -> words as they are compared, each with its place in the text.

Case, quotation marks, dashes, hyphens and accents fall away; `forms` tells what becomes of a word. An ellipsis ends a piece
of a quotation; words in square brackets are marked as put in by whoever quotes.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from onrecord.checking.forms import CURRENCIES, SCALES, TENS, forms_of, number_form

__all__ = ["Word", "words_of"]

_LETTER = r"[^\W\d_]"
_IN_WORD = r"[^\W_\u0300-\u036f]|[\u0300-\u036f\u00ad\u200b-\u200d\u2060\[\]]"
_TOKEN = re.compile(
    rf"""[^\w.…\[\]($£€¥₹₽¢%％&'’‘]*  # what parts words, leapt over in one go
    (?:(?P<word>(?!\[sic[\])])(?:['’‘](?=em\b|til\b))?\[*(?!{_LETTER}\.{_LETTER}\b){_LETTER}(?:{_IN_WORD})*(?:['’‘ʼ`´′＇]{_LETTER}(?:{_IN_WORD})*)*)
    |(?P<initials>(?:{_LETTER}\.){{2,}}(?:{_LETTER}\b)?)
    |(?P<number>\d+(?:[,.:]\d+)*)(?P<suffix>(?:st|nd|rd|th|k|m|mn|mln|bn|b|tn|trn|am|pm|s)\b)?
    |(?P<ellipsis>\[\s*(?:…|\.\s?\.\s?\.)\s*\]|\(\s*(?:…|\.\s?\.\s?\.)\s*\)|…|\.(?:\s?\.)+)
    |(?P<sic>[\[(]sic[\])])
    |(?P<percent>[%％])
    |(?P<currency>[$£€¥₹₽¢])
    |(?P<and>&))""",
    re.VERBOSE | re.IGNORECASE,
)
_BRACKETS = re.compile(r"\[[^\[\]\n]{1,80}\]")
_TENS = frozenset(TENS.values())
_PARTICIPLES = frozenset("been had got become gone done made come taken given".split())


class Word(NamedTuple):
    """One comparable word: its form, and the characters [start, end) of the text that it stands on.

    A contraction gives several words on the same characters. `piece` counts the ellipses before it; `bracketed` words stand in
    square brackets.
    """

    form: str
    start: int
    end: int
    piece: int = 0
    bracketed: bool = False


def words_of(text: str, start: int = 0, end: int | None = None) -> list[Word]:
    """The words of `text[start:end]` as they are compared, in order.

    >>> [w.form for w in words_of("“It’s 20 % – no, [the] U.S. don't…”")]
    ['it', 'is', '20', 'percent', 'no', 'the', 'united', 'states', 'do', 'not']
    >>> [(w.form, w.piece) for w in words_of("We will … win")]
    [('we', 0), ('will', 0), ('win', 1)]
    """
    end = len(text) if end is None else end
    return _joined(list(_raw(text, start, end)))


def _raw(text: str, start: int, end: int) -> Iterator[Word]:
    """Token by token; numbers in words are still single words."""
    brackets = [m.span() for m in _BRACKETS.finditer(text, start, end)] if "[" in text else []
    shouted = text.isupper()
    piece = 0
    money: tuple[str, int] | None = None
    for match in _TOKEN.finditer(text, start, end):
        kind = match.lastgroup or ""
        at = match.span("number" if kind == "suffix" else kind)
        if money and (kind not in ("number", "suffix") or at[0] - money[1] > 3):
            money = None
        if kind == "ellipsis":
            piece += 1
        elif kind in ("number", "suffix"):
            yield from _number(match, piece, money)
            money = None
        elif kind == "currency":
            money = (CURRENCIES[match[kind]], at[0])
        elif kind == "percent":
            yield Word("percent", *at, piece)
        elif kind == "and":
            yield Word("and", *at, piece)
        elif kind in ("word", "initials"):
            at = _trimmed(text, *at) if "[" in match[kind] or "]" in match[kind] else at
            added = bool(brackets) and _bracketed(brackets, *at, text)
            for form in forms_of(text[at[0] : at[1]], shouted):
                yield Word(form, *at, piece, added)


def _number(match: re.Match[str], piece: int, money: tuple[str, int] | None) -> Iterator[Word]:
    start, end = (money[1] if money else match.start("number")), match.end()
    suffix = (match["suffix"] or "").lower()
    if suffix in ("st", "nd", "rd", "th", "s"):
        forms = forms_of(match["number"] + suffix)
    else:
        forms = number_form(match["number"])
        forms += (SCALES.get(suffix, suffix),) if suffix else ()
    for form in forms:
        yield Word(form, start, end, piece)
    if money:
        yield Word(f"${money[0]}", start, end, piece)  # a mark: `_joined` puts it after "million"


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """Without brackets at the ends."""
    while start < end and text[start] in "[]":
        start += 1
    while end > start and text[end - 1] in "[]":
        end -= 1
    return start, end


def _bracketed(brackets: Sequence[tuple[int, int]], start: int, end: int, text: str) -> bool:
    """Whether a word stands in brackets as a whole: "[the] deal", not "[T]he deal"."""
    at = bisect_right(brackets, start, key=lambda b: b[0]) - 1
    if at < 0 or end > brackets[at][1]:
        return False
    opened, closed = brackets[at]
    before, after = text[opened - 1 : opened] if opened else "", text[closed : closed + 1]
    return not (before.isalpha() or after.isalpha())


def _joined(words: list[Word]) -> list[Word]:
    """Words that are one thing in several words: per cent, twenty-one, two hundred, $5 million, it's been."""
    out: list[Word] = []
    money: Word | None = None
    for at, word in enumerate(words):
        if word.form[0] == "$" and len(word.form) > 1:
            following = words[at + 1].form if at + 1 < len(words) else ""
            if following in SCALES.values():
                money = word
                continue
            word = word._replace(form=word.form[1:])
        before = out[-1] if out else None
        if before and (made := _one(before, word)):
            out[-1] = made
            continue
        if before and before.form == "is" and word.form in _PARTICIPLES and _is_tail(out):
            out[-1] = before._replace(form="has")
        out.append(word)
        if money and word.form in SCALES.values():
            out.append(word._replace(form=money.form[1:]))
            money = None
    return out


def _is_tail(words: list[Word]) -> bool:
    """Whether the last word is the tail of a contraction."""
    return len(words) > 1 and words[-2][1:3] == words[-1][1:3]


def _one(before: Word, word: Word) -> Word | None:
    """The two words as one number or one percent sign, if they are."""
    form, digits = "", before.form.isdigit()
    if before.form == "per":
        form = "percent" if word.form == "cent" else ""
    elif word.form == "hundred" and (digits or before.form == "one") and len(before.form) <= 3:
        form = str(100 * (int(before.form) if digits else 1))
    elif not digits:
        return None
    elif word.form == "thousand" and len(before.form) <= 3:
        form = str(1000 * int(before.form))
    elif int(before.form) in _TENS and before.end + 1 >= word.start:
        unit = (
            1 if word.form == "one" else int(word.form) if word.form.isdigit() and len(word.form) == 1 else 0
        )
        form = str(int(before.form) + unit) if unit else ""
    return before._replace(form=form, end=word.end) if form else None
