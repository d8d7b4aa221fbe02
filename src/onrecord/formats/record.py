"""An article -> the record format, version 1, as plain data and as a JSON line (docs/record-format.md)."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from onrecord.types import (
    FORMAT,
    Addressee,
    Article,
    Contact,
    Occasion,
    Place,
    Span,
    Speaker,
    Statement,
    Unnamed,
    When,
)

__all__ = [
    "article_to_dict",
    "record_line",
    "span_to_dict",
    "speaker_to_dict",
    "statement_to_dict",
    "to_json",
]


def article_to_dict(article: Article) -> dict[str, Any]:
    """The article as plain data; absent is None or [], never missing."""
    text = article.text
    return {
        "format": FORMAT,
        "article": {
            "id": article.id,
            "path": article.path,
            "url": article.url,
            "outlet": article.outlet,
            "section": article.section,
            "headline": _span(article.headline, text),
            "byline": list(article.byline),
            "published": article.published,
            "published_from": article.published_from,
            "dateline": _span(article.dateline, text),
            "language": article.language,
            "copy_of": article.copy_of,
            "text": text,
        },
        "statements": [statement_to_dict(s, text) for s in article.statements],
        "contacts": [_contact(c, text) for c in article.contacts],
        "warnings": list(article.warnings),
    }


def record_line(article: Article) -> str:
    """The article as one line of JSON, without the line end."""
    return to_json(article_to_dict(article))


def to_json(value: Any, indent: int | None = None) -> str:
    """JSON with letters as they are; a lone surrogate, which no encoding can carry, is escaped."""
    out = json.dumps(value, ensure_ascii=False, indent=indent)
    try:
        out.encode("utf-8")
    except UnicodeEncodeError:
        return json.dumps(value, indent=indent)
    return out


def _span(span: Span | None, text: str) -> dict[str, Any] | None:
    return None if span is None else span_to_dict(span, text)


def span_to_dict(span: Span, text: str) -> dict[str, Any]:
    """Where a span begins and ends, and its words."""
    return {"start": span.start, "end": span.end, "text": span.of(text)}


def _spans(spans: Iterable[Span], text: str) -> list[dict[str, Any] | None]:
    return [_span(s, text) for s in spans]


def statement_to_dict(s: Statement, text: str) -> dict[str, Any]:
    """A statement of an article of this text as plain data."""
    return {
        "id": s.id,
        "parent": s.parent,
        "kind": s.kind,
        "act": s.act,
        "stance": s.stance,
        "content": _spans(s.content, text),
        "quoted": _spans(s.quoted, text),
        "cue": _spans(s.cue, text),
        "source": _spans(s.source, text),
        "speaker": speaker_to_dict(s.speaker, text),
        "unnamed": _unnamed(s.unnamed, text),
        "candidates": [speaker_to_dict(c, text) for c in s.candidates],
        "addressee": _addressee(s.addressee, text),
        "place": _place(s.place, text),
        "occasion": _occasion(s.occasion, text),
        "said_on": _when(s.said_on, text),
        "confidence": s.confidence,
    }


def speaker_to_dict(speaker: Speaker | None, text: str) -> dict[str, Any] | None:
    """A speaker as plain data; None where nobody is named."""
    if speaker is None:
        return None
    return {
        "id": speaker.id,
        "name": speaker.name,
        "kind": speaker.kind,
        "how": speaker.how,
        "named_at": _span(speaker.named_at, text),
        "confidence": speaker.confidence,
        "rule": speaker.rule,
        "chain": _spans(speaker.chain, text),
        "members": [speaker_to_dict(m, text) for m in speaker.members],
    }


def _unnamed(unnamed: Unnamed | None, text: str) -> dict[str, Any] | None:
    if unnamed is None:
        return None
    return {"description": _span(unnamed.description, text), "number": unnamed.number}


def _addressee(addressee: Addressee | None, text: str) -> dict[str, Any] | None:
    if addressee is None:
        return None
    return {**span_to_dict(addressee.span, text), "speaker": speaker_to_dict(addressee.speaker, text)}


def _place(place: Place | None, text: str) -> dict[str, Any] | None:
    if place is None:
        return None
    return {**span_to_dict(place.span, text), "name": place.name, "country": place.country}


def _occasion(occasion: Occasion | None, text: str) -> dict[str, Any] | None:
    return None if occasion is None else {**span_to_dict(occasion.span, text), "kind": occasion.kind}


def _when(when: When | None, text: str) -> dict[str, Any] | None:
    if when is None:
        return None
    return {
        "earliest": when.earliest,
        "latest": when.latest,
        "from": _span(when.from_span, text),
        "rule": when.rule,
    }


def _contact(contact: Contact, text: str) -> dict[str, Any]:
    return {
        "kind": contact.kind,
        "status": contact.status,
        "parties": [speaker_to_dict(p, text) for p in contact.parties],
        "place": _place(contact.place, text),
        "on": _when(contact.on, text),
        "evidence": _span(contact.evidence, text),
    }
