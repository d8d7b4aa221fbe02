"""Articles -> the rows of tables: articles, statements, contacts, corrections; what CSV and Parquet are made of.

A row is a dict in the order of the columns. `statements` has words where the record has spans, and the spans beside them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from onrecord.answers import Correction
from onrecord.record.rows import JOINT, content_words
from onrecord.types import Article, Span

__all__ = ["TABLES", "Column", "Table"]

Type = Literal["text", "texts", "number", "count", "day", "spans"]
Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its name and what it holds. `texts` and `spans` are lists; a `day` is an ISO date."""

    name: str
    type: Type = "text"


@dataclass(frozen=True, slots=True)
class Table:
    """A table: its columns, and an article's rows in it."""

    name: str
    columns: tuple[Column, ...]
    rows: Callable[[Article, Sequence[Correction]], Iterator[Row]]


def _columns(names: str) -> tuple[Column, ...]:
    """Columns from `name` or `name:type`, blanks between."""
    parted = (word.partition(":") for word in names.split())
    return tuple(Column(name, type or "text") for name, _, type in parted)  # type: ignore[arg-type]


def _articles(a: Article, made: Sequence[Correction]) -> Iterator[Row]:
    yield {
        "article": a.id, "path": a.path, "url": a.url, "outlet": a.outlet, "section": a.section,
        "headline": _words(a.text, a.headline), "byline": list(a.byline), "published": a.published,
        "published_from": a.published_from, "language": a.language, "copy_of": a.copy_of, "characters": len(a.text),
        "statements": len(a.statements), "contacts": len(a.contacts), "corrections": len(made),
    }  # fmt: skip


def _statements(a: Article, _: Sequence[Correction]) -> Iterator[Row]:
    for s in a.statements:
        who, when = s.speaker, s.said_on
        yield {
            "article": a.id, "url": a.url, "outlet": a.outlet, "published": a.published,
            "statement": s.id, "parent": s.parent, "kind": s.kind, "act": s.act, "stance": s.stance,
            "speaker": who and who.name, "speaker_id": who and who.id, "speaker_kind": who and who.kind, "how": who and who.how,
            "speaker_confidence": who and who.confidence, "unnamed": s.unnamed and _words(a.text, s.unnamed.description),
            "source": _words(a.text, *s.source), "cue": _words(a.text, *s.cue), "content": content_words(a.text, s.content),
            "quoted": [span.of(a.text) for span in s.quoted],
            "start": s.content[0].start if s.content else None, "end": s.content[-1].end if s.content else None,
            "content_spans": s.content, "cue_spans": s.cue, "source_spans": s.source,
            "said_on_earliest": when and when.earliest, "said_on_latest": when and when.latest,
            "addressee": _of(a, s.addressee), "place": _of(a, s.place), "occasion": _of(a, s.occasion), "confidence": s.confidence,
        }  # fmt: skip


def _contacts(a: Article, _: Sequence[Correction]) -> Iterator[Row]:
    for c in a.contacts:
        yield {
            "article": a.id, "url": a.url, "outlet": a.outlet, "published": a.published, "kind": c.kind, "status": c.status,
            "parties": [p.name for p in c.parties], "party_ids": [p.id for p in c.parties],
            "place": c.place and c.place.name, "country": c.place and c.place.country,
            "on_earliest": c.on and c.on.earliest, "on_latest": c.on and c.on.latest,
            "sentence": _words(a.text, c.evidence), "start": c.evidence.start, "end": c.evidence.end,
        }  # fmt: skip


def _corrections(_: Article, made: Sequence[Correction]) -> Iterator[Row]:
    for c in made:
        yield {
            "number": c.number, "article": c.article, "statement": c.statement, "field": c.field, "editor": c.editor,
            "made_at": c.made_at, "note": c.note, "undone_at": c.undone_at, "undone_by": c.undone_by,
        }  # fmt: skip


def _words(text: str, *spans: Span | None) -> str:
    return JOINT.join(span.of(text) for span in spans if span)


def _of(a: Article, known: Any) -> str | None:
    return known and _words(a.text, known.span)


_CITED = "article url outlet published"
TABLES = (
    Table(
        "articles",
        _columns(
            "article path url outlet section headline byline:texts published published_from language copy_of characters:count "
            "statements:count contacts:count corrections:count"
        ),
        _articles,
    ),
    Table(
        "statements",
        _columns(
            f"{_CITED} statement parent kind act stance speaker speaker_id speaker_kind how speaker_confidence:number unnamed source "
            "cue content quoted:texts start:count end:count content_spans:spans cue_spans:spans source_spans:spans said_on_earliest:day "
            "said_on_latest:day addressee place occasion confidence:number"
        ),
        _statements,
    ),
    Table(
        "contacts",
        _columns(
            f"{_CITED} kind status parties:texts party_ids:texts place country on_earliest:day on_latest:day sentence start:count end:count"
        ),
        _contacts,
    ),
    Table(
        "corrections",
        _columns("number:count article statement field editor made_at note undone_at undone_by"),
        _corrections,
    ),
)
