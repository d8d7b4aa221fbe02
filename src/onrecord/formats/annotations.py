"""Articles -> W3C Web Annotations (JSON-LD), one for each statement, with quote and position selectors."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any
from urllib.parse import quote

from onrecord.formats.record import article_to_dict, to_json
from onrecord.types import Article, Span

__all__ = ["annotation_collection", "annotation_pieces", "annotations_of"]

AROUND = 32  # characters of prefix and suffix, as the model recommends for finding a quote again


def annotation_collection(articles: Iterable[Article]) -> dict[str, Any]:
    """An AnnotationCollection whose one page holds every statement of `articles`."""
    items = [item for article in articles for item in annotations_of(article)]
    return {
        "@context": "http://www.w3.org/ns/anno.jsonld",
        "type": "AnnotationCollection",
        "label": "Statements found by onrecord",
        "total": len(items),
        "first": {"type": "AnnotationPage", "startIndex": 0, "items": items},
    }


def annotation_pieces(articles: Iterable[Article]) -> Iterator[str]:
    """The same collection as text, piece by piece, so that no more than an article is held at a time."""
    head = '{"@context": "http://www.w3.org/ns/anno.jsonld", "type": "AnnotationCollection", "label": "Statements found by onrecord"'
    yield head + ',\n"first": {"type": "AnnotationPage", "startIndex": 0, "items": ['
    total = 0
    for article in articles:
        for item in annotations_of(article):
            yield (",\n" if total else "\n") + to_json(item)
            total += 1
    yield f'\n]}},\n"total": {total}}}\n'


def annotations_of(article: Article) -> list[dict[str, Any]]:
    """An annotation for each statement."""
    target = article.url or (quote(article.path, errors="surrogatepass") if article.path else article.id)
    rows = article_to_dict(article)["statements"]
    out = []
    for statement, row in zip(article.statements, rows, strict=True):
        body = {k: v for k, v in row.items() if k not in ("content", "id")}
        out.append(
            {
                "id": f"urn:onrecord:{statement.id}",
                "type": "Annotation",
                "motivation": "identifying",
                "body": {"type": "Dataset", "format": "application/json", "value": body},
                "target": [
                    {"source": target, "selector": _selectors(article.text, span)}
                    for span in statement.content
                ],
            }
        )
    return out


def _selectors(text: str, span: Span) -> list[dict[str, Any]]:
    return [
        {
            "type": "TextQuoteSelector",
            "exact": span.of(text),
            "prefix": text[max(0, span.start - AROUND) : span.start],
            "suffix": text[span.end : span.end + AROUND],
        },
        {"type": "TextPositionSelector", "start": span.start, "end": span.end},
    ]
