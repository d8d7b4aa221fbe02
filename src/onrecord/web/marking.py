"""An article's text -> the pieces that a page shows in turn: each with the marks of the statements that cover it. No HTML here."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from itertools import pairwise

from onrecord.types import Article, Span, Statement

__all__ = ["Piece", "pieces"]

ROLES = (("content", "or-c"), ("source", "or-s"), ("cue", "or-v"))


@dataclass(frozen=True, slots=True)
class Piece:
    """Characters of the text with the classes they wear, the statement that a click on them means (its number, the innermost),
    and the numbers of the statements and contacts that begin before them."""

    text: str
    start: int
    classes: str
    statement: int | None
    begin: tuple[int, ...] = ()
    contacts: tuple[int, ...] = ()


def pieces(article: Article, window: Span | None = None) -> list[Piece]:
    """The text, cut at every end of a span: the texts of the pieces joined are the article's text, or the `window` of it."""
    window = window or Span(0, len(article.text))
    starts, ends = _edges(article.statements)
    begin: dict[int, list[int]] = defaultdict(list)
    for number, statement in enumerate(article.statements):
        begin[statement.content[0].start].append(number)
    told: dict[int, list[int]] = defaultdict(list)
    for number, contact in enumerate(article.contacts):
        told[contact.evidence.start].append(number)
    head = article.headline or Span(0, 0)
    cuts = {0, len(article.text), *starts, *ends, *begin, *told, *head, *window}
    live: list[tuple[str, int]] = []
    found = []
    for start, end in pairwise(sorted(cuts)):
        for ended in ends.get(start, ()):
            live.remove(ended)
        live += starts.get(start, ())
        classes = [name for role, name in ROLES if any(role == r for r, _ in live)]
        if sum(role == "content" for role, _ in live) > 1:
            classes.append("or-c2")
        if head.start <= start and end <= head.end:
            classes.append("or-h")
        meant = max((n for _, n in live), default=None)
        if not window.start <= start < window.end:
            continue
        words = article.text[start:end]
        found.append(Piece(words, start, " ".join(classes), meant, tuple(begin[start]), tuple(told[start])))
    return found


Edges = dict[int, list[tuple[str, int]]]


def _edges(statements: tuple[Statement, ...]) -> tuple[Edges, Edges]:
    starts: Edges = defaultdict(list)
    ends: Edges = defaultdict(list)
    for number, s in enumerate(statements):
        for role, spans in (("content", s.content), ("source", s.source), ("cue", s.cue)):
            for span in spans:
                if span.start < span.end:
                    starts[span.start].append((role, number))
                    ends[span.end].append((role, number))
    return starts, ends
