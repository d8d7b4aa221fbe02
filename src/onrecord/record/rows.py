"""A statement or an article -> the values of its rows, without row numbers. `loading` is the way back."""

from __future__ import annotations

import hashlib
from typing import Any, NamedTuple

from onrecord.record.fulltext import Words
from onrecord.record.packing import (
    dump,
    exact,
    pack_place,
    pack_span,
    pack_speaker,
    storable,
)
from onrecord.record.sentences import sentence_of
from onrecord.types import Article, Span, Speaker, Statement

__all__ = [
    "ROLES",
    "SpeakerRow",
    "article_row",
    "content_words",
    "leaves",
    "reach",
    "span_rows",
    "statement_row",
    "text_digest",
    "words_row",
]

ROLES = ("content", "quoted", "cue", "source")
JOINT = " … "  # between the pieces of a content
_STRINGS = ("path", "url", "outlet", "section", "published", "language")


class SpeakerRow(NamedTuple):
    """A row of `speakers`: as the first statement that named the speaker had it."""

    row: int
    id: str
    name: str
    kind: str


def text_digest(text: str) -> str:
    """SHA-256 of the text in UTF-8, in hexadecimal."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def article_row(article: Article) -> dict[str, Any]:
    """What `articles` holds of the article itself."""
    row: dict[str, Any] = {
        "article_id": storable(article.id),
        "text_sha256": text_digest(article.text),
        "headline": storable(article.headline.of(article.text)) if article.headline else None,
        "published_from": article.published_from,
        "text": storable(article.text),
        "details": dump(_article_details(article)),
    }
    for name in _STRINGS:
        value = getattr(article, name)
        row[name] = None if value is None else storable(value)
    return row


def _article_details(article: Article) -> dict[str, Any]:
    odd = {name: value for name in ("id", *_STRINGS) if (value := getattr(article, name)) and exact(value)}
    details = {
        "blocks": [
            [*block.span, *([block.role] if block.role != "body" else [])] for block in article.blocks
        ],
        "headline": pack_span(article.headline),
        "dateline": pack_span(article.dateline),
        "byline": list(article.byline),
        "warnings": list(article.warnings),
        "copy_of": article.copy_of,
        "text": exact(article.text),  # characters that no database takes
        "exact": odd,
    }
    return {name: value for name, value in details.items() if value}


def statement_row(
    statement: Statement, number: int, holder: SpeakerRow | None, lost_parent: bool = False
) -> dict[str, Any]:
    """What `statements` holds of the statement itself; article and parent are row numbers, left to the writer.

    `holder` is the speaker's row. `lost_parent`: its parent is not in the record, so only the id can be kept.
    """
    start, end = reach(statement)
    speaker, when = statement.speaker, statement.said_on
    details = _statement_details(statement, holder)
    if lost_parent:
        details["parent"] = statement.parent
    return {
        "statement_id": storable(statement.id),
        "number": number,
        "start": start,
        "end": end,
        "kind": statement.kind,
        "act": statement.act,
        "stance": statement.stance,
        "confidence": statement.confidence,
        "speaker": holder.row if holder else None,
        "how": speaker.how if speaker else None,
        "speaker_confidence": speaker.confidence if speaker else None,
        "said_earliest": when.earliest if when else None,
        "said_latest": when.latest if when else None,
        "said_rule": when.rule if when else None,
        "details": dump(details) if details else None,
    }


def _statement_details(s: Statement, holder: SpeakerRow | None) -> dict[str, Any]:
    known: dict[str, Any] = {"id": s.id if exact(s.id) else None}
    if s.speaker:
        columns = {
            **(holder._asdict() if holder else {}),
            "how": s.speaker.how,
            "confidence": s.speaker.confidence,
        }
        known["speaker"] = {
            name: value
            for name, value in pack_speaker(s.speaker).items()
            if name not in columns or columns[name] != value
        }
    if s.unnamed:
        number = {} if s.unnamed.number is None else {"number": s.unnamed.number}
        known["unnamed"] = {"description": pack_span(s.unnamed.description), **number}
    known["candidates"] = [pack_speaker(c) for c in s.candidates]
    if s.addressee:
        whom = s.addressee.speaker
        known["addressee"] = {
            "span": pack_span(s.addressee.span),
            **({"speaker": pack_speaker(whom)} if whom else {}),
        }
    known["place"] = pack_place(s.place)
    if s.occasion:
        known["occasion"] = {"span": pack_span(s.occasion.span), "kind": s.occasion.kind}
    if s.said_on:
        known["said_from"] = pack_span(s.said_on.from_span)
    return {name: value for name, value in known.items() if value}


def reach(statement: Statement) -> Span:
    """From the first to the last character of content, cue and source."""
    spans = (*statement.content, *statement.cue, *statement.source)
    return Span(min((s.start for s in spans), default=0), max((s.end for s in spans), default=0))


def span_rows(statement: Statement, row: int) -> list[dict[str, Any]]:
    """The rows of `spans`, in text order within a role."""
    return [
        {"statement": row, "role": role, "number": number, "start": span.start, "end": span.end}
        for role in ROLES
        for number, span in enumerate(getattr(statement, role))
    ]


def content_words(text: str, content: tuple[Span, ...]) -> str:
    """The words said: pieces joined by " … "."""
    return JOINT.join(span.of(text) for span in content)


def words_row(text: str, statement: Statement, row: int) -> Words:
    """What the full-text index takes of a statement; `text` as it is stored (`storable`)."""
    around = sentence_of(text, statement.content or (reach(statement),), statement.cue)
    return Words(row, content_words(text, statement.content), around.of(text))


def leaves(speaker: Speaker) -> tuple[Speaker, ...]:
    """The speaker, or the members of joint ones, each once."""
    if not speaker.members:
        return (speaker,)
    found = {leaf.id: leaf for member in speaker.members for leaf in leaves(member)}
    return tuple(found.values())
