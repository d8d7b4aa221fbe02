"""Where a search hits: texts and the words searched for in, the spans of the hits out, inflected forms and all."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from contextlib import closing

from onrecord.record.wording import Any, Node, fts5, parse_words
from onrecord.types import Span

__all__ = ["hits"]

_OPEN, _CLOSE = "\ue000", "\ue001"  # of no meaning in any text


def hits(texts: Sequence[str], *words: str) -> list[list[Span]]:
    """The places in each text where what is searched for stands.

    >>> hits(["He raised taxes, then the tax."], "tax -gas")
    [[Span(start=10, end=15), Span(start=26, end=29)]]
    """
    wanted: list[Node] = [node for typed in words for node in parse_words(typed)[0]]
    found: list[list[Span]] = [[] for _ in texts]
    if not wanted:
        return found
    plain = [text.replace(_OPEN, " ").replace(_CLOSE, " ").replace("\0", " ") for text in texts]
    with closing(sqlite3.connect(":memory:")) as connection:
        # the same index, of these texts only: what it finds is what the record finds
        connection.execute(
            "CREATE VIRTUAL TABLE t USING fts5(said, around, marks, tokenize='porter unicode61 remove_diacritics 2')"
        )
        rows = ((n, text.encode("utf-8", "replace").decode()) for n, text in enumerate(plain))
        connection.executemany("INSERT INTO t (rowid, said) VALUES (?, ?)", rows)
        asked = "SELECT rowid, highlight(t, 0, ?, ?) FROM t WHERE t MATCH ?"
        for row, marked in connection.execute(asked, (_OPEN, _CLOSE, fts5(Any(tuple(wanted))))):
            found[row] = _spans(marked)
    return found


def _spans(marked: str) -> list[Span]:
    spans, at, start = [], 0, 0
    for letter in marked:
        if letter == _OPEN:
            start = at
        elif letter == _CLOSE:
            spans.append(Span(start, at))
        else:
            at += 1
    return spans
