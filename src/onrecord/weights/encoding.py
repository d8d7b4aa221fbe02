"""Blocks of a text -> word pieces with what the model is told of each; word pieces -> windows.

The whole article is one sequence of word pieces, each block closed by a separator, cut into windows that
overlap. Training and reading share this module, so that the model sees the same thing in both.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, Protocol

import numpy as np
import numpy.typing as npt

from onrecord.types import Span

__all__ = ["CASES", "QUOTES", "WINDOW", "Encoding", "Tokenizer", "Window", "encode_blocks", "plan_windows"]

CLS, SEP = 101, 102
WINDOW = 384  # word pieces, the classifier piece included
OVERLAP = 64
CASES = ("lower", "title", "upper", "other")
QUOTES = ("outside", "quoted", "unclosed")

Ints = npt.NDArray[np.int64]

# One character for one character: the model sees one opening and one closing double quotation mark.
_MARKS = str.maketrans({"«": "“", "»": "”", "„": "“", "‟": "“", "〝": "“", "〞": "”", "＂": '"', "″": '"'})
_OPENING = re.compile(r"(?<![^\s(\[{<—–\-/‘“'])\"(?=\S)")
# ”so“, as some papers set them, and the mark that closes „so“
_TURNED = re.compile(r"(?<![^\s(\[—–])”(?=\w)|(?<=[^\s(\[—–])“(?=[\s.,;:!?)\]—–]|$)")
_RIGHT = {"”": "“", "“": "”"}
_NO_WORD = str.maketrans(dict.fromkeys(map(chr, range(0xD800, 0xE000)), "\ufffd"))


class Tokenizer(Protocol):
    """The part of `tokenizers.Tokenizer` that is used."""

    def encode_batch(self, input: list[str], *, add_special_tokens: bool = True) -> list[Any]: ...


@dataclass(frozen=True, slots=True)
class Encoding:
    """Word pieces of an article: arrays of one length, in text order.

    `start` and `end` are character offsets into the article's text, `block` the index of the block that
    a piece belongs to; the separator that closes a block has an empty range at the block's end.
    """

    ids: Ints
    start: Ints
    end: Ints
    case: Ints
    quote: Ints
    block: Ints

    def __len__(self) -> int:
        return len(self.ids)


@dataclass(frozen=True, slots=True)
class Window:
    """Pieces `[start, end)` of an encoding; those in `[keep_start, keep_end)` are read from this window."""

    start: int
    end: int
    keep_start: int
    keep_end: int


def view_of(text: str) -> str:
    """The text as the model sees it, of the same length: double quotation marks told apart by direction.

    >>> view_of('He said "no".')
    'He said “no”.'
    >>> view_of("He said ”no“, not „yes“.")
    'He said “no”, not “yes”.'
    """
    text = text.translate(_MARKS)
    if "”" in text or "“" in text:
        text = _TURNED.sub(lambda mark: _RIGHT[mark.group()], text)
    if '"' in text:
        text = _OPENING.sub("“", text).replace('"', "”")
    return text if text.isascii() else text.translate(_NO_WORD)


def encode_blocks(text: str, blocks: Sequence[Span], tokenizer: Tokenizer) -> Encoding:
    """The word pieces of `blocks` (spans of `text`), each block closed by a separator."""
    originals = [text[s:e] for s, e in blocks]
    views = [view_of(t) for t in originals]
    cases = _Cases()
    ids: list[int] = []
    offsets: list[tuple[int, int]] = []
    case: list[int] = []
    quote = bytearray()
    lengths: list[int] = []
    for original, view, got in zip(
        originals, views, tokenizer.encode_batch(views, add_special_tokens=False), strict=True
    ):
        pieces = got.offsets
        states = _quote_states(view)
        ids += got.ids
        offsets += pieces
        case += [cases[original[s:e]] for s, e in pieces]
        quote += bytes([states[s] for s, _ in pieces]) if states else bytes(len(pieces))
        ids.append(SEP)
        offsets.append((len(original), len(original)))
        case.append(3)
        quote.append(0)
        lengths.append(len(pieces) + 1)
    first = np.repeat(np.array([s for s, _ in blocks], dtype=np.int64), lengths)
    bounds = np.array(offsets, dtype=np.int64).reshape(-1, 2) + first[:, None]
    return Encoding(
        ids=np.array(ids, dtype=np.int64),
        start=np.ascontiguousarray(bounds[:, 0]),
        end=np.ascontiguousarray(bounds[:, 1]),
        case=np.array(case, dtype=np.int64),
        quote=np.frombuffer(quote, dtype=np.uint8).astype(np.int64),
        block=np.repeat(np.arange(len(lengths)), lengths),
    )


class _Cases(dict[str, int]):
    """The case (index into CASES) of a piece, told once for all pieces of the same letters."""

    def __missing__(self, piece: str) -> int:
        self[piece] = case = _case(piece)
        return case


def _case(piece: str) -> int:
    if piece.islower():
        return 0
    if not piece[:1].isupper():
        return 3
    return 2 if len(piece) > 1 and piece.isupper() else 1


def _quote_states(view: str) -> bytearray | None:
    """A state (index into QUOTES) for each character of a block, or None where no mark stands in it."""
    if "“" not in view and "”" not in view:
        return None
    states = bytearray(len(view) + 1)
    opened = -1
    for mark in re.finditer("[“”]", view):
        at = mark.start()
        if mark.group() == "“":
            opened = at if opened < 0 else opened
        elif opened >= 0:
            states[opened : at + 1] = b"\x01" * (at + 1 - opened)
            opened = -1
    if opened >= 0:
        states[opened:] = b"\x02" * (len(states) - opened)
    return states


def plan_windows(encoding: Encoding, size: int = WINDOW - 1, overlap: int = OVERLAP) -> list[Window]:
    """Windows of at most `size` pieces that cover every piece, cut at block ends where one is near.

    Neighbours share about `overlap` pieces; each piece is read from the window in which it stands
    further from the edge.
    """
    n = len(encoding)
    breaks = np.flatnonzero(encoding.ids == SEP) + 1
    edges: list[tuple[int, int]] = []
    at = 0
    while True:
        end = _last_break(breaks, at + size // 2, at + size) if n - at > size else n
        edges.append((at, end))
        if end >= n:
            break
        at = max(at + 1, _last_break(breaks, end - 2 * overlap, end - overlap // 2, end - overlap))
    seams = [0]
    for (_, end), (start, _) in pairwise(edges):
        seams.append(_last_break(breaks, start, end, (start + end) // 2))
    seams.append(n)
    return [Window(s, e, k0, k1) for (s, e), k0, k1 in zip(edges, seams, seams[1:], strict=False)]


def _last_break(breaks: Ints, low: int, high: int, default: int | None = None) -> int:
    """The last block start in `[low, high]`, else `default` (or `high`)."""
    i = int(np.searchsorted(breaks, high, side="right")) - 1
    if i >= 0 and breaks[i] >= low:
        return int(breaks[i])
    return high if default is None else default
