"""What a page shows -> a file to take along: an article in our formats, or rows as CSV or JSON Lines."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from typing import Any

from starlette.exceptions import HTTPException
from starlette.responses import Response

from onrecord.formats.annotations import annotation_pieces
from onrecord.formats.page import article_page
from onrecord.formats.record import record_line, to_json
from onrecord.formats.tabular import csv_line, csv_rows
from onrecord.types import Article

__all__ = ["ROWS", "taken_article", "taken_rows"]

ROWS = ("csv", "jsonl")


def taken_article(article: Article, format: str) -> Response:
    """An article as a file.

    Raises:
        HTTPException: no such format.
    """
    if format == "jsonl":
        return _file(record_line(article) + "\n", "application/x-ndjson", "article.jsonl")
    if format == "csv":
        return _file("".join(csv_rows([article])), "text/csv", "statements.csv")
    if format == "html":
        return _file(article_page([article]), "text/html", "article.html")
    if format == "annotations":
        return _file("".join(annotation_pieces([article])), "application/ld+json", "article.jsonld")
    raise HTTPException(
        404, f"no format is called {shown(format)}; there are jsonl, csv, html and annotations"
    )


def taken_rows(rows: Iterable[Mapping[str, Any]], format: str, name: str) -> Response:
    """Rows of equal fields as a file.

    Raises:
        HTTPException: no such format.
    """
    if format == "jsonl":
        return _file("".join(f"{to_json(row)}\n" for row in rows), "application/x-ndjson", f"{name}.jsonl")
    if format == "csv":
        lines: list[str] = []
        for row in rows:
            lines += [csv_line(row.keys())] if not lines else []
            lines.append(csv_line(_cell(v) for v in row.values()))
        return _file("".join(lines), "text/csv", f"{name}.csv")
    raise HTTPException(404, f"no format is called {shown(format)}; there are csv and jsonl")


def shown(word: str) -> str:
    """A word from outside, cut short and without what is no letter."""
    return re.sub(r"[^\w.-]", "?", word[:30])


def _cell(value: Any) -> Any:
    return json.dumps(value, ensure_ascii=False) if isinstance(value, list | tuple | dict) else value


def _file(text: str, media_type: str, name: str) -> Response:
    headers = {"content-disposition": f'attachment; filename="{name}"'}
    return Response(
        text.encode("utf-8", "replace"), media_type=f"{media_type}; charset=utf-8", headers=headers
    )
