"""A selection -> Citron's annotation format, a JSON file for each article.

BBC R&D's Citron trains on, evaluates and annotates files of this form (docs/data_format.md in github.com/bbc/citron).
It knows no statement without a cue: those are left out.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from onrecord.formats.record import span_to_dict, to_json
from onrecord.record.exporting.naming import file_names
from onrecord.record.exporting.selection import Selection
from onrecord.types import Article, Span, Statement

__all__ = ["citron_document", "citron_files"]


def citron_files(selection: Selection) -> Iterator[tuple[str, str]]:
    """Names and texts of the files."""
    for name, article in file_names(selection.articles):
        yield f"{name}.json", to_json(citron_document(article), indent=1) + "\n"


def citron_document(article: Article) -> dict[str, Any]:
    """`text`, `quotes` and `coreference_groups`."""
    return {
        "text": article.text,
        "quotes": [_quote(s, article.text) for s in article.statements if s.cue],
        "coreference_groups": [_spans(group, article.text) for group in _groups(article)],
    }


def _quote(s: Statement, text: str) -> dict[str, Any]:
    others = _others(s)
    return {
        "cue": span_to_dict(Span(s.cue[0].start, s.cue[-1].end), text),
        "sources": _spans(s.source, text),
        "contents": _spans(s.content, text),
        "coreferences": _spans(others, text),
        "confidence": f"{s.confidence:.4f}",  # text, as Citron writes it
        "id": s.id,
    }


def _others(s: Statement) -> list[Span]:
    """The mentions that say who the source is, the source itself left out: a span for each of several speakers."""
    members = s.speaker.members or (s.speaker,) if s.speaker else ()
    named = (m.named_at for m in members)
    return sorted({span for span in named if span and not any(_touch(span, own) for own in s.source)})


def _groups(article: Article) -> list[list[Span]]:
    """The mentions of each speaker, where there are two at least; of joint speakers only those of the members."""
    found: dict[str, set[Span]] = {}
    for s in article.statements:
        if s.speaker and not s.speaker.members:
            spans = (*s.speaker.chain, *((s.speaker.named_at,) if s.speaker.named_at else ()))
            found.setdefault(s.speaker.id, set()).update(spans)
    return [sorted(spans) for spans in found.values() if len(spans) > 1]


def _touch(one: Span, other: Span) -> bool:
    return one.start < other.end and other.start < one.end


def _spans(spans: Iterable[Span], text: str) -> list[dict[str, Any]]:
    return [span_to_dict(span, text) for span in spans]
