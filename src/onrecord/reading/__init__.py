"""Bytes -> `Article`: plain text, HTML, JSON and JSON Lines; header, dateline, metadata, blocks."""

from __future__ import annotations

from typing import Any

from onrecord.reading.build import ReadingOptions, article_from_record, article_from_text
from onrecord.reading.copies import Copies
from onrecord.reading.sources import read_source

__all__ = [
    "Copies",
    "ReadingOptions",
    "article_from_html",
    "article_from_record",
    "article_from_text",
    "read_source",
]


def __getattr__(name: str) -> Any:
    if name == "article_from_html":  # trafilatura is slow to import
        from onrecord.reading.html import article_from_html

        return article_from_html
    raise AttributeError(f"module 'onrecord.reading' has no attribute {name!r}")
