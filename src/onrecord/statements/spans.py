"""Spans in word pieces -> spans in characters: whole words, no blanks at the ends, quotation marks in pairs."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from onrecord.statements.decode import PieceSpan
from onrecord.types import Span
from onrecord.weights.encoding import Encoding

__all__ = ["character_span", "content_spans"]

_PAIRS = {"“": "”", "«": "»", "„": "“”", "‘": "’", '"': '"'}
_CLOSERS = frozenset('”»"“')
_LOOSE_ENDS = " \t\r\n\u00a0,;:–—-"


def character_span(pieces: PieceSpan, encoding: Encoding, text: str) -> Span:
    """The characters of a span of word pieces, widened to whole words."""
    start, end = int(encoding.start[pieces.first]), int(encoding.end[pieces.last])
    if _in_word(text, start):
        block_start = int(encoding.start[_first_of_block(pieces.first, encoding)])
        while start > block_start and _in_word(text, start):
            start -= 1
    while _in_word(text, end):
        end += 1
    return Span(start, end)


def _in_word(text: str, at: int) -> bool:
    """Whether a letter or digit stands on both sides of a place."""
    return 0 < at < len(text) and text[at - 1].isalnum() and text[at].isalnum()


def _first_of_block(piece: int, encoding: Encoding) -> int:
    return int(np.searchsorted(encoding.block, encoding.block[piece]))


def content_spans(spans: Iterable[Span], text: str) -> tuple[Span, ...]:
    """Content spans in text order, neighbours joined, each with its quotation marks and without loose ends."""
    joined: list[Span] = []
    for span in sorted(spans):
        if joined and not text[joined[-1].end : span.start].strip():
            joined[-1] = Span(joined[-1].start, max(joined[-1].end, span.end))
        else:
            joined.append(span)
    tidied = (_tidy(span, text) for span in joined)
    return tuple(span for span in tidied if any(c.isalnum() for c in span.of(text)))


def _tidy(span: Span, text: str) -> Span:
    start, end = span
    while start < end and text[start] in _LOOSE_ENDS:
        start += 1
    while end > start and text[end - 1] in _LOOSE_ENDS:
        end -= 1
    if start < end:
        start, end = _with_marks(start, end, text)
    return Span(start, end)


def _with_marks(start: int, end: int, text: str) -> tuple[int, int]:
    """Take in a mark that stands just outside and whose partner is inside."""
    before, after = text[start - 1 : start], text[end : end + 1]
    inner = text[start:end]
    if before in _PAIRS and before != "‘" and inner[-1] in _PAIRS[before] and _unpaired(inner[:-1], before):
        start -= 1
    elif after and inner[0] in _PAIRS and after in _PAIRS[inner[0]] and after in _CLOSERS:
        opener = inner[0]
        if not any(c in _PAIRS[opener] for c in inner[1:]):
            end += 1
    return start, end


def _unpaired(inner: str, opener: str) -> bool:
    return opener not in inner and not any(c in _PAIRS[opener] for c in inner)
