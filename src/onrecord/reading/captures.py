"""A record of a web archive -> the page that was captured: its bytes as the server meant them, its address, its declared encoding.

What the header says of the body (chunked, packed, its type) is believed where the body bears it out.
"""

from __future__ import annotations

import io
import re
import zlib
from dataclasses import dataclass
from typing import Any

from onrecord.errors import LeftOut, UnreadableArticle
from onrecord.reading.warc import RawRecord

__all__ = ["Capture", "capture_of"]

_PAGES = frozenset(("text/html", "application/xhtml+xml"))
_UNKNOWN = frozenset(
    (None, "", "text/plain", "application/octet-stream", "application/unknown", "content/unknown")
)
_CHUNK = re.compile(rb"([0-9a-fA-F]{1,8})[ \t]*(?:;[^\r\n]*)?\r?\n")
_MARKUP = re.compile(rb"<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE)
HEAD = 4096  # bytes of a body in which markup must begin


@dataclass(frozen=True, slots=True)
class Capture:
    """A page: `charset` is what the server declared, `url` where it was fetched."""

    url: str | None
    data: bytes
    charset: str | None


def capture_of(record: RawRecord, place: str, max_bytes: int) -> Capture | None:
    """The page in a record; None where the record is no answer of a server (a request, a note on the crawl).

    Raises:
        LeftOut: an answer that is no page: another status, a picture.
        UnreadableArticle: the record or the answer is broken.
    """
    from fastwarc.warc import ArchiveIterator, WarcRecordType

    wanted = WarcRecordType.response | WarcRecordType.resource
    try:
        stream = io.BytesIO(record.header + record.block)
        found = next(iter(ArchiveIterator(stream, record_types=wanted, parse_http=False)), None)
    except (OSError, ValueError) as error:
        raise UnreadableArticle(f"{place}: the record cannot be parsed ({error})") from error
    if found is None:
        return None
    url = (found.headers.get("WARC-Target-URI") or "").strip("<>") or None
    if found.record_type == WarcRecordType.resource:
        kind = (found.headers.get("Content-Type") or "").partition(";")[0].strip().lower()
        return _page(url, None, kind, record.block, place)
    found.parse_http(auto_decode="none")
    return _answered(found, url, place, max_bytes)


def _answered(found: Any, url: str | None, place: str, max_bytes: int) -> Capture:
    http = found.http_headers
    if http is None or http.status_code is None:
        raise UnreadableArticle(f"{place}: no answer of a server in it; the record cannot be used")
    if http.status_code != 200:
        raise LeftOut(place, "no page", f"status {http.status_code}")
    named = {name.lower(): value.lower() for name, value in http.items()}
    body = found.reader.read()
    if "chunked" in named.get("transfer-encoding", ""):
        body = _joined(body, place)
    body = _unpacked(body, named.get("content-encoding", ""), place, max_bytes)
    return _page(url, found.http_charset, found.http_content_type, body, place)


def _page(url: str | None, charset: str | None, kind: str | None, data: bytes, place: str) -> Capture:
    kind = kind and kind.lower()
    if kind not in _PAGES and not (kind in _UNKNOWN and _MARKUP.search(data[:HEAD])):
        raise LeftOut(place, "no page", kind or "unknown type")
    return Capture(url, data, charset)


def _joined(body: bytes, place: str) -> bytes:
    """The chunks put together; a body that is said to be chunked and is not stays as it is."""
    pieces: list[bytes] = []
    at = 0
    while found := _CHUNK.match(body, at):
        size = int(found.group(1), 16)
        if size == 0:
            return b"".join(pieces)
        piece = body[found.end() : found.end() + size]
        pieces.append(piece)
        if len(piece) < size:
            break
        at = found.end() + size
        at += 2 if body.startswith(b"\r\n", at) else body.startswith(b"\n", at)
    if not pieces:
        return body
    raise UnreadableArticle(f"{place}: the last chunk is missing; the page is not whole")


def _unpacked(body: bytes, coding: str, place: str, max_bytes: int) -> bytes:
    """The body unpacked, by what it is more than by what it is said to be."""
    if body.startswith(b"\x1f\x8b"):
        way = 31
    elif coding == "deflate" and not _MARKUP.search(body[:HEAD]):
        way = 15 if body[:1] == b"\x78" else -15
    elif coding == "br" and not _MARKUP.search(body[:HEAD]):
        return _brotli(body, place)
    else:
        return body
    unpacker = zlib.decompressobj(way)
    try:
        data = unpacker.decompress(body, max_bytes)
    except zlib.error as error:
        raise UnreadableArticle(f"{place}: the page is packed and damaged ({error})") from error
    if unpacker.unconsumed_tail:
        raise UnreadableArticle(f"{place}: unpacked, the page is over the limit of {max_bytes:,} bytes")
    if not unpacker.eof:
        raise UnreadableArticle(f"{place}: the page is packed and cut short")
    return data


def _brotli(body: bytes, place: str) -> bytes:
    import brotli

    try:
        return bytes(brotli.decompress(body))
    except brotli.error as error:
        raise UnreadableArticle(f"{place}: the page is packed and damaged ({error})") from error
