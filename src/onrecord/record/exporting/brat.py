"""A selection -> brat standoff: a `.txt` and an `.ann` for each article, and the configuration that brat needs to show them.

A statement is an event whose trigger is its content. Offsets are code points; a span that runs over a line end is cut
there, as brat's format has no line ends in an annotation; a statement of nothing but line ends is left out. https://brat.nlplab.org/standoff.html
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import get_args

from onrecord.record.exporting.naming import file_names
from onrecord.record.exporting.selection import Selection
from onrecord.types import ACTS, Article, Kind, Span, Stance, Statement

__all__ = ["brat_files"]

_ROW_ENDS = re.compile(r"[\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]+")  # where a reader of lines may cut
_ATTRIBUTES = {"Act": ACTS, "Kind": get_args(Kind), "Stance": get_args(Stance)}


def brat_files(selection: Selection) -> Iterator[tuple[str, str]]:
    """Names and texts of the files."""
    yield "annotation.conf", _configuration()
    for name, article in file_names(selection.articles):
        yield f"{name}.txt", article.text
        yield f"{name}.ann", "".join(line + "\n" for line in _annotations(article))


def _configuration() -> str:
    attributes = "\n".join(f"{n}\tArg:<EVENT>, Value:{'|'.join(v)}" for n, v in _ATTRIBUTES.items())
    return (
        "[entities]\nCue\nSource\n\n[relations]\n<OVERLAP>\tArg1:<ANY>, Arg2:<ANY>, <OVL-TYPE>:<ANY>\n\n"
        f"[events]\nStatement\tCue?:Cue, Source?:Source, Parent?:Statement\n\n[attributes]\n{attributes}\n"
    )


def _annotations(article: Article) -> Iterator[str]:
    shown = [s for s in article.statements if _pieces(s.content, article.text)]
    numbers = {s.id: number for number, s in enumerate(shown, 1)}
    marks = attributes = notes = links = 0
    for number, s in enumerate(shown, 1):
        roles: list[tuple[str, int]] = []
        for role, spans in (("Statement", s.content), ("Cue", s.cue), ("Source", s.source)):
            pieces = _pieces(spans, article.text)
            if pieces:
                marks += 1
                roles.append((role, marks))
                yield _mark(marks, role, pieces, article.text)
        yield _event(number, roles, numbers.get(s.parent or ""))
        for name, value in (("Act", s.act), ("Kind", s.kind), ("Stance", s.stance)):
            attributes += 1
            yield f"A{attributes}\t{name} E{number} {value}"
        source = dict(roles).get("Source")
        if source and s.speaker and re.fullmatch(r"Q\d+", s.speaker.id):
            links += 1
            yield f"N{links}\tReference T{source} Wikidata:{s.speaker.id}\t{_flat(s.speaker.name)}"
        if words := _note(s):
            notes += 1
            yield f"#{notes}\tAnnotatorNotes E{number}\t{words}"


def _pieces(spans: Iterable[Span], text: str) -> list[Span]:
    """The spans without the line ends in them."""
    found = []
    for span in spans:
        at = span.start
        for match in _ROW_ENDS.finditer(text, span.start, span.end):
            found.append(Span(at, match.start()))
            at = match.end()
        found.append(Span(at, span.end))
    return [span for span in found if span.start < span.end]


def _mark(number: int, role: str, pieces: list[Span], text: str) -> str:
    places = ";".join(f"{p.start} {p.end}" for p in pieces)
    return f"T{number}\t{role} {places}\t{' '.join(p.of(text) for p in pieces)}"


def _event(number: int, roles: list[tuple[str, int]], parent: int | None) -> str:
    links = [f"{role}:T{mark}" for role, mark in roles] + ([f"Parent:E{parent}"] if parent else [])
    return f"E{number}\t{' '.join(links)}"


def _note(s: Statement) -> str:
    """Who said it and when, as far as it is known."""
    who = f"speaker: {s.speaker.name} ({s.speaker.id})" if s.speaker else ""
    when = f"said on: {s.said_on.earliest}..{s.said_on.latest}" if s.said_on else ""
    return _flat("; ".join(filter(None, (who, when))))


def _flat(words: str) -> str:
    return " ".join(words.split())
