"""Text and what is known of it -> an `Article`: the one place where articles are made."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from onrecord.errors import UnreadableArticle, UsageError
from onrecord.reading.dateline import date_of_url, given_date
from onrecord.reading.outlets import outlet_of
from onrecord.reading.plain import lay_out
from onrecord.types import Article, PublishedFrom

if TYPE_CHECKING:
    from onrecord.reading.manners import Visitor

__all__ = [
    "ReadingOptions",
    "article_from_record",
    "article_from_text",
    "build_article",
    "language_of",
]

InputFormat = Literal["auto", "text", "html", "json", "jsonl", "csv", "parquet", "warc"]
ENOUGH_FOR_LANGUAGE = 200  # characters
FARTHEST = 1200  # beyond this distance no language is told
SHORT, CLOSE = (
    1000,
    1.08,
)  # in texts under so many characters English is believed where it is so near to the nearest: of 2,104
# openings of English articles of 50 words 44 are nearer to another language, all but one of them by less than that


@dataclass(frozen=True, slots=True)
class ReadingOptions:
    """How inputs are read.

    `published` overrides every date found (ISO date or date-time); `max_bytes` bounds one text, page, line or record.
    `columns` says which column or field of a table holds what, as in `("text", "body")`. `everything`: of archives, also pages that look like no
    article, texts that are not in English, and copies of texts read before (docs/archives.md). `visitor` gets addresses (None:
    with the manners and limits that are usual).
    """

    published: str | None = None
    format: InputFormat = "auto"
    max_bytes: int = 20_000_000
    columns: tuple[tuple[str, str], ...] = ()
    everything: bool = False
    visitor: Visitor | None = None


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of an article besides its text; absent is None or empty."""

    id: str | None = None
    path: str | None = None
    title: str | None = None
    url: str | None = None
    outlet: str | None = None
    section: str | None = None
    byline: tuple[str, ...] = ()
    published: str | None = None


def article_from_text(
    text: str, *, path: str | None = None, options: ReadingOptions | None = None
) -> Article:
    """An article from its text, whose characters are kept as they are.

    Raises:
        UnreadableArticle: no text.
        UsageError: `options.published` is no date.
    """
    return build_article(text, Known(path=path), options or ReadingOptions())


def article_from_record(
    row: Mapping[str, Any], *, path: str | None = None, options: ReadingOptions | None = None
) -> Article:
    """An article from a JSON object: `text`, and where present `id title|headline url outlet published section byline`.

    A line of our own record format is taken too.

    Raises:
        UnreadableArticle: no `text`, or a field of the wrong type.
    """
    name = path or "record"
    if isinstance(row.get("article"), Mapping) and "text" not in row:
        row = row["article"]
    text = row.get("text")
    if not isinstance(text, str):
        raise UnreadableArticle(f'{name}: no "text" in the JSON object; each article needs {{"text": "…"}}')
    byline = row.get("byline") or row.get("author") or ()
    names = (
        [byline]
        if isinstance(byline, str)
        else [b for b in byline if isinstance(b, str) and b.strip()]
        if isinstance(byline, Sequence)
        else []
    )
    known = Known(
        id=_string(row, "id"),
        path=path,
        title=_headline(row),
        url=_string(row, "url"),
        outlet=_string(row, "outlet"),
        section=_string(row, "section"),
        byline=tuple(names),
        published=_string(row, "published"),
    )
    return build_article(text, known, options or ReadingOptions())


def _string(row: Mapping[str, Any], key: str) -> str | None:
    value = row.get(key)
    return str(value) if isinstance(value, str | int | float) and str(value).strip() else None


def _headline(row: Mapping[str, Any]) -> str | None:
    headline = row.get("headline")
    if isinstance(headline, Mapping):  # our own record format
        headline = headline.get("text")
    return headline if isinstance(headline, str) and headline.strip() else _string(row, "title")


def build_article(text: str, known: Known, options: ReadingOptions) -> Article:
    """Lay the text out, and let what is known (metadata) go before what the text says."""
    if not text.strip():
        raise UnreadableArticle(f"{known.path or 'text'}: no text in it; is it the right input?")
    layout = lay_out(text, known.title)
    url = known.url or layout.url
    published, published_from, warnings = _published(
        known, layout.published, layout.published_from, url, options
    )
    language = language_of(text)
    if language not in (None, "en"):
        warnings.append(
            f"the text looks as if its language were {language!r}; onrecord reads English, expect little"
        )
    if not layout.blocks:
        warnings.append("no block of text that could hold a statement")
    return Article(
        id=known.id or "sha256:" + hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest(),
        text=text,
        blocks=tuple(layout.blocks),
        path=known.path,
        url=url,
        outlet=known.outlet or layout.outlet or (outlet_of(url) if url else None),
        section=known.section or layout.section,
        headline=layout.headline,
        byline=known.byline or tuple(dict.fromkeys(layout.byline)),
        published=published,
        published_from=published_from,
        dateline=layout.dateline,
        language=language,
        warnings=tuple(warnings),
    )


def _published(
    known: Known, found: str | None, found_from: PublishedFrom, url: str | None, options: ReadingOptions
) -> tuple[str | None, PublishedFrom, list[str]]:
    """Given beats metadata beats the text's own header beats the address."""
    if options.published:
        return given_date(options.published), "given", []
    if known.published:
        try:
            return given_date(known.published), "metadata", []
        except UsageError:
            return found, found_from, [f"published {known.published[:40]!r} is no date that onrecord reads"]
    if found:
        return found, found_from, []
    from_url = date_of_url(url) if url else None
    return (from_url, "url", []) if from_url else (None, "unknown", [])


def language_of(text: str) -> str | None:
    """The ISO code of the language of a text of 200 characters and more; None where it cannot be told."""
    if len(text) < ENOUGH_FOR_LANGUAGE:
        return None
    from resiliparse.parse.lang import detect_fast

    text = text[:20_000].encode("utf-8", "replace").decode("utf-8")
    near: dict[str, int] = dict(detect_fast(text, n_results=20))  # type: ignore[arg-type]
    best = min(near, key=near.__getitem__, default="unknown")
    if best == "unknown" or near[best] > FARTHEST:
        return None
    if len(text) < SHORT and near.get("en", FARTHEST) <= CLOSE * near[best]:
        return "en"
    return best
