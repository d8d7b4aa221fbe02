"""Marked sentences: `<source>`, `_cue_`, `[content]` in, an article and its statement out."""

from __future__ import annotations

import re

from onrecord.types import Article, Span, Statement

from marks import article, person

_MARK = re.compile(r"<[^>]*>|_[^_]*_|\[[^\]]*\]")
_ROLES = {"<": "source", "_": "cue", "[": "content"}


def marked(line: str, speaker: str | None = None, name: str = "1") -> tuple[Article, Statement]:
    """The text without its marks, and the statement that they stand for."""
    spans: dict[str, list[Span]] = {"source": [], "cue": [], "content": []}
    text, at = "", 0
    for match in _MARK.finditer(line):
        text += line[at : match.start()]
        inner = match.group()[1:-1]
        spans[_ROLES[match.group()[0]]].append(Span(len(text), len(text) + len(inner)))
        text += inner
        at = match.end()
    text += line[at:]
    content = tuple(spans["content"])
    quoted = tuple(c for c in content if c.of(text)[:1] in '“"')
    known = person(speaker, text) if speaker else None
    made = Statement(
        name, content, tuple(spans["cue"]), tuple(spans["source"]), "indirect", quoted, "say", "asserted", 0.9,
        speaker=known,
    )  # fmt: skip
    return article(text), made


def scene(*lines: str, speakers: tuple[str, ...]) -> tuple[Article, tuple[Statement, ...]]:
    """Several marked sentences as one paragraph, each a statement by the speaker of its place in `speakers`."""
    text, found = "", []
    for number, (line, speaker) in enumerate(zip(lines, speakers, strict=True)):
        part, made = marked(line, speaker, str(number))
        shift = len(text)
        moved = {
            role: tuple(Span(s.start + shift, s.end + shift) for s in getattr(made, role))
            for role in ("content", "cue", "source", "quoted")
        }
        found.append(Statement(**{f: getattr(made, f) for f in made.__slots__} | moved))
        text += part.text + " "
    return article(text), tuple(found)


def told(text: str, statement: Statement) -> tuple[str, str, str]:
    """To whom, where, on what occasion, as the words of the text."""

    def words(known: object) -> str:
        return known.span.of(text) if known else ""  # type: ignore[attr-defined]

    return words(statement.addressee), words(statement.place), words(statement.occasion)
