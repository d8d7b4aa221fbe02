"""Text -> words in the form in which wordings are compared, and how much each tells.

Case, marks, quotation marks and hyphens do not count; contractions are taken apart ("won't" is "will not"), numbers are
written in figures, endings come off. A word tells the more the rarer it is in news (`weights.tsv`: for each common stem
the negative log of the share of sentences that hold it), so that weights do not depend on what else a record holds.
"""

from __future__ import annotations

import re
from functools import lru_cache
from importlib.resources import files
from typing import Literal, NamedTuple

from onrecord.speakers.tables import fold

__all__ = ["RAREST", "Word", "is_number", "stem", "stems_of", "weight_of", "word_class", "words_of"]

RAREST = 9.0  # the weight of a word that the table lacks
Class = Literal["negation", "number", "modal", "degree", "small", "word"]

_TOKEN = re.compile(r"[^\W_]+(?:['’.\-‑,/][^\W_]+)*\.?", re.UNICODE)
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*(?:st|nd|rd|th|s|bn|m|k)?$")
_NEGATIONS = frozenset("not no never nobody nothing none neither nor cannot without".split())
_MODALS = frozenset("will would shall should can could may might must ought".split())
_DEGREES = frozenset(
    "quite pretty very rather really so too extremely fairly somewhat absolutely totally completely truly highly "
    "incredibly just simply actually certainly definitely clearly basically".split()
)
_SMALL = frozenset(
    "a an the this that these those of to in on at by for with from into about as and or but if than then because while "
    "when where who whom whose which what how i me my mine we us our you your he him his she her it its they them "
    "their there here is are was were be been being am has have had having do does did doing s t up out over also "
    "more most some any all own such s said say".split()
)
_SHORT = {
    "n't": "not", "'re": "are", "'ve": "have", "'ll": "will", "'d": "would", "'m": "am", "'s": "",
}  # fmt: skip
_WHOLE = {"won't": ("will", "not"), "can't": ("can", "not"), "cannot": ("can", "not"), "shan't": ("shall", "not"),
          "gonna": ("going", "to"), "wanna": ("want", "to"), "gotta": ("got", "to"), "ok": ("okay",)}  # fmt: skip
_FIGURES = {
    w: str(i)
    for i, w in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve".split()
    )
    if w != "one"  # mostly a pronoun
}  # fmt: skip


class Word(NamedTuple):
    """A word of a text: its stem and where it stands."""

    stem: str
    start: int
    end: int


@lru_cache(maxsize=1)
def _weights() -> dict[str, float]:
    text = files("onrecord.threads").joinpath("weights.tsv").read_text(encoding="utf-8")
    rows = (line.split("\t") for line in text.splitlines() if line and not line.startswith("#"))
    return {word: float(weight) for word, weight in rows}


def weight_of(word: str) -> float:
    """How much a stem tells, from about 0 ("the") to `RAREST`; negations tell more than they are rare.

    >>> weight_of("the") < 1 < weight_of("senator") < weight_of("zeppelin") == RAREST
    True
    """
    return _weights().get(word, RAREST)


@lru_cache(maxsize=8192)  # what is compared with one article is compared with its neighbours too
def words_of(text: str) -> tuple[Word, ...]:
    """The words of a text in order.

    >>> [w.stem for w in words_of("“I won’t pay,” he said: the U.S. wall’s cost is two-thirds of $5.7 billion.")]
    ['i', 'will', 'not', 'pay', 'he', 'said', 'the', 'us', 'wall', 'cost', 'is', '2', 'third', 'of', '5.7', 'billion']
    """
    found: list[Word] = []
    for match in _TOKEN.finditer(text):
        start = match.start()
        for stem_, part in _taken_apart(match.group()):
            if stem_:
                found.append(Word(stem_, start, start + len(part)))
            start += len(part)
    return tuple(found)


@lru_cache(maxsize=8192)
def stems_of(text: str) -> tuple[str, ...]:
    """The stems of a text in order."""
    return tuple(w.stem for w in words_of(text))


@lru_cache(maxsize=65536)
def _taken_apart(token: str) -> tuple[tuple[str, str], ...]:
    """A token as (stem, characters) parts."""
    folded = fold(token).replace("‑", "-")
    if len(folded) != len(token):
        return ((stem(folded), token),)
    if folded in _WHOLE:
        first, *rest = _WHOLE[folded]
        return ((first, token), *((w, "") for w in rest))
    if _NUMBER.match(folded.rstrip(".")):
        return ((stem(folded.rstrip(".")), token),)
    if folded.count(".") > 1 or re.fullmatch(r"[a-z]\.[a-z]\.?", folded):
        return ((folded.replace(".", ""), token),)
    parts: list[tuple[str, str]] = []
    position = 0
    for piece in re.split(r"([\-/.,])", folded):
        characters = token[position : position + len(piece)]
        position += len(piece)
        if piece and piece not in "-/.,":
            parts += _contracted(piece, characters)
        elif parts:
            parts.append(("", characters))
    return tuple(parts)


def _contracted(piece: str, characters: str) -> list[tuple[str, str]]:
    if piece in _WHOLE:
        first, *rest = _WHOLE[piece]
        return [(first, characters), *((w, "") for w in rest)]
    for ending, whole in _SHORT.items():
        if piece.endswith(ending) and len(piece) > len(ending):
            cut = len(piece) - len(ending)
            return [(stem(piece[:cut]), characters[:cut]), (whole, characters[cut:])]
    return [(stem(piece.strip("'")), characters)]


@lru_cache(maxsize=65536)
def stem(word: str) -> str:
    """A folded word without its ending; small words stay whole.

    >>> [stem(w) for w in ("accused", "accusing", "accuses", "stopped", "parties", "this", "twelve", "1,200")]
    ['accus', 'accus', 'accus', 'stop', 'party', 'this', '12', '1200']
    """
    if word in _FIGURES:
        return _FIGURES[word]
    if word[:1].isdigit():
        return word.replace(",", "")
    if word in _SMALL or word in _NEGATIONS or word in _MODALS or word in _DEGREES or len(word) < 4:
        return word
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    for ending in ("ing", "ed", "es", "s", "e"):
        if word.endswith(ending) and len(word) - len(ending) > 2 and not word.endswith(("ss", "us", "is")):
            cut = word[: -len(ending)]
            if not any(c in "aeiouy" for c in cut):
                return word
            if ending in ("ing", "ed") and len(cut) > 3 and cut[-1] == cut[-2] and cut[-1] not in "lsz":
                cut = cut[:-1]
            return cut.removesuffix("e") if len(cut) > 3 else cut
    return word


def is_number(word: str) -> bool:
    """Whether a stem is a figure."""
    return word[:1].isdigit()


@lru_cache(maxsize=65536)
def word_class(word: str) -> Class:
    """What part a stem plays in the meaning of a statement.

    >>> [word_class(w) for w in ("not", "12", "must", "quite", "the", "accurat")]
    ['negation', 'number', 'modal', 'degree', 'small', 'word']
    """
    if word in _NEGATIONS:
        return "negation"
    if is_number(word):
        return "number"
    if word in _MODALS:
        return "modal"
    if word in _DEGREES:
        return "degree"
    return "small" if word in _SMALL else "word"
