"""What a feed's address holds -> its entries: RSS, Atom and RDF by feedparser, JSON Feed by its fields.

A feed in broken XML gives what entries can be made out. A web page is no feed, but may name some.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from email.utils import parsedate_to_datetime
from io import BytesIO
from typing import Any
from urllib.parse import urljoin
from xml.parsers import expat

from onrecord.errors import UnreadableArticle
from onrecord.reading.addresses import is_address
from onrecord.reading.build import ReadingOptions, article_from_record
from onrecord.reading.decode import decode
from onrecord.reading.fetch import Fetched, shown
from onrecord.reading.head import read_head
from onrecord.types import Article

__all__ = ["FEEDS", "Entry", "Feed", "NoFeed", "article_in_entry", "read_feed", "words_in"]

FEEDS = (
    "application/atom+xml, application/rss+xml, application/feed+json, application/xml;q=0.9, text/xml;q=0.9, "
    "application/json;q=0.8, text/html;q=0.5, */*;q=0.1"
)
MOST = 2_000  # entries of one feed at a time
_DEEPEST = 100
_MENDABLE = 500_000  # bytes of broken XML that are gone through for entries; more would take minutes
_PAGE = re.compile(r"<(?:!doctype\s+html|html|head)\b", re.IGNORECASE)
_FEED = re.compile(r"<(?:\w+:)?(?:rss|feed|rdf)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Entry:
    """An article as a feed tells of it. `id` is the feed's own, `address` whole; `content` is HTML. Times are ISO, as told.

    `updated`: when the feed says that it was last changed.
    """

    id: str | None = None
    address: str | None = None
    title: str | None = None
    published: str | None = None
    updated: str | None = None
    content: str = ""


@dataclass(frozen=True, slots=True)
class Feed:
    """`entries` as they stand in the feed, the newest mostly first."""

    title: str | None
    entries: tuple[Entry, ...]


class NoFeed(UnreadableArticle):
    """No feed there; `feeds` are addresses of feeds that the page names."""

    def __init__(self, message: str, feeds: tuple[str, ...] = ()) -> None:
        super().__init__(message)
        self.feeds = feeds


def read_feed(found: Fetched, asked: str) -> Feed:
    """The feed in what came from the address `asked`.

    Raises:
        NoFeed: there is none.
        UnreadableArticle: what came is no text.
    """
    name = shown(asked)
    if not found.data.strip():
        raise NoFeed(f"{name}: is empty; check the address")
    text = decode(found.data, name, markup=True, charset=found.charset)
    start = text[:2000].lstrip("\ufeff \t\r\n")
    if start.startswith("{"):
        return _json_feed(text, found.url, name)
    if _PAGE.search(start) and not _FEED.search(start):
        raise NoFeed(
            f"{name}: is a web page that names no feed; give the feed's own address",
            read_head(text, found.url).feeds,
        )
    return _xml_feed(text.encode("utf-8", "replace"), found.url, name)


def _xml_feed(data: bytes, url: str, name: str) -> Feed:
    broken = _broken(data)
    if broken and len(data) > _MENDABLE:
        raise NoFeed(f"{name}: is broken XML ({broken}), and too large to make out what it holds")
    import feedparser

    told = {"content-type": "application/xml; charset=utf-8", "content-location": url}
    got = feedparser.parse(
        BytesIO(data), response_headers=told, sanitize_html=False, resolve_relative_uris=False
    )
    if not got.get("version") and not got.entries:
        raise NoFeed(f"{name}: is no feed (neither RSS, Atom nor JSON Feed); check the address")
    entries = (_xml_entry(dict(entry), url) for entry in got.entries[:MOST])
    useful = tuple(e for e in entries if e.address or e.content)
    if broken and not useful:
        raise NoFeed(f"{name}: is broken XML ({broken}), and no entry can be made out; try again later")
    return Feed(_line(got.feed.get("title")), useful)


def _broken(data: bytes) -> str | None:
    """Why the data is no well-formed XML of a sensible depth, None where it is."""
    parser, depth = expat.ParserCreate("utf-8"), 0

    def deeper(_name: str, _attributes: object) -> None:
        nonlocal depth
        depth += 1
        if depth > _DEEPEST:
            raise ValueError(f"elements within elements over {_DEEPEST} deep")

    def higher(_name: str) -> None:
        nonlocal depth
        depth -= 1

    parser.StartElementHandler, parser.EndElementHandler = deeper, higher
    try:
        parser.Parse(data, True)
    except (expat.ExpatError, ValueError) as error:
        return str(error)
    return None


def _xml_entry(entry: Mapping[str, Any], url: str) -> Entry:
    contents = [c.get("value") or "" for c in entry.get("content") or ()] + [entry.get("summary") or ""]
    return Entry(
        id=_line(entry.get("id")),
        address=_address(entry.get("link"), url),
        title=_line(_text_of(entry.get("title") or "")),
        published=_moment(entry.get("published")),
        updated=_moment(entry.get("updated")),
        content=max(contents, key=len),
    )


def _json_feed(text: str, url: str, name: str) -> Feed:
    try:
        row = json.loads(text, strict=False)
    except (ValueError, RecursionError) as error:
        raise NoFeed(f"{name}: is broken JSON; try again later") from error
    if not isinstance(row, dict) or not isinstance(row.get("items"), list):
        raise NoFeed(f'{name}: is JSON, but no JSON Feed (it has no list of "items"); check the address')
    items = row["items"][:MOST]
    entries = (_json_entry(item, url) for item in items if isinstance(item, dict))
    return Feed(_line(row.get("title")), tuple(e for e in entries if e.address or e.content))


def _json_entry(item: Mapping[str, Any], url: str) -> Entry:
    html, text = item.get("content_html"), item.get("content_text")
    id = item.get("id")
    return Entry(
        id=_line(str(id)) if isinstance(id, str | int | float) else None,
        address=_address(item.get("url") or item.get("external_url") or (is_address(id) and id), url),
        title=_line(item.get("title")),
        published=_moment(item.get("date_published")),
        updated=_moment(item.get("date_modified")),
        content=html if isinstance(html, str) else _as_html(text) if isinstance(text, str) else "",
    )


def words_in(content: str) -> int:
    """How many words an entry's content holds."""
    return len(_text_of(content).split())


def article_in_entry(entry: Entry, path: str, reading: ReadingOptions | None = None) -> Article:
    """The article that an entry carries itself.

    Raises:
        UnreadableArticle: there is no text in it.
    """
    text = _text_of(entry.content)
    row = {"text": f"{entry.title}\n\n{text}" if entry.title else text, "title": entry.title}
    return article_from_record(
        row | {"url": entry.address, "published": entry.published}, path=path, options=reading
    )


def _text_of(content: str) -> str:
    from resiliparse.extract.html2text import extract_plain_text

    if "<" not in content and "&" not in content:
        return content.strip()
    return str(extract_plain_text(content, main_content=False, links=False, list_bullets=False)).strip()


def _as_html(text: str) -> str:
    import html

    return "".join(f"<p>{html.escape(part)}</p>" for part in text.split("\n\n") if part.strip())


def _line(value: Any) -> str | None:
    return " ".join(value.split())[:2000] or None if isinstance(value, str) else None


def _address(value: Any, url: str) -> str | None:
    if not isinstance(value, str) or not value.strip():
        return None
    try:
        whole = urljoin(url, value.strip())
    except ValueError:
        return None
    return whole if whole.startswith(("http://", "https://")) else None


def _moment(value: Any) -> str | None:
    """A time as RSS or Atom write it, in ISO with its offset; None where it is none."""
    if not isinstance(value, str):
        return None
    for read in (datetime.fromisoformat, parsedate_to_datetime):
        try:
            moment = read(value.strip())
        except (ValueError, TypeError, OverflowError, IndexError):
            continue
        return moment.isoformat(timespec="seconds" if moment.second else "minutes")
    return None
