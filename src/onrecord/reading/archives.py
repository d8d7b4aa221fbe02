"""A web archive (WARC) -> its articles; what is left, and what cannot be read, is yielded in its place."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

from onrecord.errors import UnreadableArticle
from onrecord.reading.build import ReadingOptions
from onrecord.reading.captures import capture_of
from onrecord.reading.pages import Page, article_from_page
from onrecord.reading.warc import Broken, raw_records
from onrecord.types import Article

__all__ = ["articles_of_warc"]


def articles_of_warc(
    name: str, stream: BinaryIO, options: ReadingOptions
) -> Iterator[Article | UnreadableArticle]:
    """The articles of a web archive; an error or `LeftOut` for each page that is none or cannot be read."""
    any_record = False
    for record in raw_records(stream, options.max_bytes):
        any_record = True
        place = f"{name}: record {record.number}"
        if isinstance(record, Broken):
            where = f"{place} ({record.url})" if record.url else place
            yield UnreadableArticle(f"{where}: {record.reason}; skipped")
            continue
        try:
            capture = capture_of(record, place, options.max_bytes)
            if capture is None:
                continue
            where = f"{place} ({capture.url})" if capture.url else place
            page = Page(where, f"{name}#{record.number}", capture.data, capture.url, capture.charset)
            yield article_from_page(page, options)
        except UnreadableArticle as error:
            yield error
    if not any_record:
        yield UnreadableArticle(f"{name}: empty; is it the right file?")
