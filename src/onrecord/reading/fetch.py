"""An address -> its bytes, as they are there now or unchanged since the last visit; only of the open web, unless allowed otherwise.

Every redirect is checked as the first address was (`connecting.py`).
"""

from __future__ import annotations

import ssl
import time
import zlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from functools import lru_cache
from urllib.parse import quote, urljoin, urlsplit

import httpcore2

from onrecord.errors import UnreadableArticle
from onrecord.reading.connecting import Backend, FetchOptions, Refused, is_public
from onrecord.version import __version__

__all__ = ["PAGES", "Asked", "FetchOptions", "Fetched", "NotFetched", "fetch", "is_public"]

_MOVED = frozenset((301, 302, 303, 307, 308))
_PASSING = frozenset((408, 421, 425, 429, 500, 502, 503, 504, 507, 509, 520, 521, 522, 523, 524))
_LONGEST = 2048  # characters of an address
PAGES = "text/html, application/xhtml+xml, text/plain;q=0.9"
AGENT = f"onrecord/{__version__}"


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked for: `accept` names kinds of content; `etag` and `modified` are what the last visit was told; `agent` is who
    asks; `cut`: what is over the limit is cut off, not refused."""

    accept: str = PAGES
    etag: str | None = None
    modified: str | None = None
    agent: str = AGENT
    cut: bool = False


@dataclass(frozen=True, slots=True)
class Fetched:
    """What an address holds: `url` after redirects, `media_type` without parameters, `charset` as the server tells it.

    `unchanged`: it is what it was at the last visit, and no data came.
    """

    url: str
    data: bytes
    media_type: str
    charset: str | None = None
    etag: str | None = None
    modified: str | None = None
    unchanged: bool = False


class NotFetched(UnreadableArticle):
    """Nothing came. `passing`: it may come later, at `retry_after` where the server says when (its own words: seconds or a date); `url` is
    the address on the way that did not give it."""

    def __init__(
        self,
        message: str,
        *,
        status: int | None = None,
        passing: bool = False,
        retry_after: str | None = None,
        url: str | None = None,
    ) -> None:
        super().__init__(message)
        self.status, self.passing, self.retry_after, self.url = status, passing, retry_after, url


def fetch(
    url: str,
    options: FetchOptions | None = None,
    asked: Asked | None = None,
    before: Callable[[str], None] = lambda _url: None,
) -> Fetched:
    """What is at an http(s) address. `before` is called with each address on the way, and its time is not counted.

    Raises:
        NotFetched: it is no such address, not of the open web, does not answer, or is too large or too slow.
    """
    options, asked = options or FetchOptions(), asked or Asked()
    deadline = time.monotonic() + options.seconds
    at = url.strip()
    for _ in range(options.redirects + 1):
        _checked(at, options)
        begun = time.monotonic()
        before(at)
        deadline += time.monotonic() - begun
        found = _tried(at, url, options, asked, deadline)
        if isinstance(found, Fetched):
            return found
        at = urljoin(at, found)
    raise NotFetched(f"{shown(url)}: leads from address to address without end; give the last one")


def _tried(at: str, url: str, options: FetchOptions, asked: Asked, deadline: float) -> Fetched | str:
    """What is there, or the address that it leads to; what goes wrong in words."""
    try:
        with httpcore2.ConnectionPool(
            ssl_context=_certificates() if at.startswith("https:") else None,
            network_backend=Backend(options, deadline),
            retries=0,
        ) as pool:
            return _one(pool, at, options, asked, deadline)
    except Refused as error:
        raise NotFetched(f"{shown(url)}: {error}") from error
    except httpcore2.TimeoutException as error:
        raise NotFetched(
            f"{shown(url)}: took over {options.seconds:g} seconds; save the page and give the file",
            passing=True,
        ) from error
    except (httpcore2.NetworkError, httpcore2.ProtocolError, OSError, UnicodeError, ValueError) as error:
        raise NotFetched(
            f"{shown(url)}: does not answer ({_line(error)}); check the address", passing=True
        ) from error


@lru_cache(maxsize=1)
def _certificates() -> ssl.SSLContext:
    return ssl.create_default_context()


def _checked(url: str, options: FetchOptions) -> None:
    """What can be told from the address itself."""
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError as error:
        raise NotFetched(f"{shown(url)}: no address of a page ({error})") from error
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise NotFetched(f"{shown(url)}: no address of a page; it begins with https:// or http://")
    if parts.username is not None or parts.password is not None:
        raise NotFetched(f"{shown(url)}: carries a user name or password; leave it out")
    if len(url) > _LONGEST or not url.isprintable() or " " in url or "\\" in url:
        raise NotFetched(f"{shown(url)}: no address of a page; it is too long or holds blanks")
    if port is not None and options.ports is not None and port not in options.ports:
        raise NotFetched(f"{shown(url)}: port {port} is none that pages are served on")


def _one(
    pool: httpcore2.ConnectionPool, url: str, options: FetchOptions, asked: Asked, deadline: float
) -> Fetched | str:
    """What is there, or the address that it leads to."""
    parts = urlsplit(url)
    assert parts.hostname is not None
    host = parts.hostname if parts.hostname.isascii() else parts.hostname.encode("idna").decode("ascii")
    path = _ascii(parts.path or "/") + (f"?{_ascii(parts.query)}" if parts.query else "")
    left = max(deadline - time.monotonic(), 0.01)
    timeout = {"connect": left, "read": left, "write": left, "pool": left}
    address = httpcore2.URL(
        scheme=parts.scheme.encode(), host=host.encode("ascii"), port=parts.port, target=path.encode("ascii")
    )
    headers = _headers(host, parts.port, asked)
    with pool.stream("GET", address, headers=headers, extensions={"timeout": timeout}) as response:
        told = {name.lower().decode("latin-1"): value.decode("latin-1") for name, value in response.headers}
        if response.status in _MOVED and told.get("location"):
            return told["location"]
        kind, _, parameters = told.get("content-type", "").partition(";")
        found = Fetched(
            url, b"", kind.strip().lower(), _charset(parameters), told.get("etag"), told.get("last-modified")
        )
        if response.status == 304 and (asked.etag or asked.modified):
            return replace(
                found,
                unchanged=True,
                etag=found.etag or asked.etag,
                modified=found.modified or asked.modified,
            )
        if response.status != 200:
            raise _answers(url, response.status, told.get("retry-after"))
        coding = told.get("content-encoding", "").strip().lower()
        return replace(found, data=_body(response.iter_stream(), coding, url, options.max_bytes, asked.cut))


def _headers(host: str, port: int | None, asked: Asked) -> dict[bytes | str, bytes | str]:
    netloc = f"[{host}]" if ":" in host else host
    headers: dict[bytes | str, bytes | str] = {
        "Host": netloc + (f":{port}" if port else ""),
        "User-Agent": asked.agent,
        "Accept": asked.accept,
        "Accept-Encoding": "gzip, identity;q=0.9",
    }
    seen = {"If-None-Match": asked.etag, "If-Modified-Since": asked.modified}
    headers.update((name, value) for name, value in seen.items() if value and _sendable(value))
    return headers


def _sendable(value: str) -> bool:
    return value.isprintable() and value.isascii()


def _charset(parameters: str) -> str | None:
    for parameter in parameters.split(";"):
        name, _, value = parameter.partition("=")
        if name.strip().lower() == "charset":
            return value.strip().strip("\"'")[:40] or None
    return None


def _answers(url: str, status: int, retry_after: str | None) -> NotFetched:
    if status == 429:
        what = "answers 429: it is visited too often; try again later"
    elif status in _PASSING:
        what = f"answers {status}: the site is in trouble; try again later"
    elif status in (401, 402, 403, 451):
        what = f"answers {status}: it is not open to programs or without a subscription; save the page and give the file"
    else:
        what = f"answers {status}; check the address"
    passing = status in _PASSING
    return NotFetched(
        f"{shown(url)}: {what}", status=status, passing=passing, retry_after=retry_after, url=url
    )


def _body(chunks: Iterable[bytes], coding: str, url: str, most: int, cut: bool) -> bytes:
    """What was sent, unpacked, both no larger than allowed."""
    if coding not in ("", "identity", "gzip", "x-gzip", "deflate"):
        raise NotFetched(f"{shown(url)}: is sent packed as {coding[:20]}, which was not asked for")
    unpack = zlib.decompressobj(47) if coding not in ("", "identity") else None
    data, sent = bytearray(), 0
    for chunk in chunks:
        sent += len(chunk)
        try:
            data += unpack.decompress(chunk, most + 1 - len(data)) if unpack else chunk
        except zlib.error as error:
            raise NotFetched(f"{shown(url)}: is sent broken ({error})") from error
        if len(data) > most or sent > most:
            if cut:
                break
            raise NotFetched(f"{shown(url)}: is over the limit of {most / 1e6:,.0f} MB for one page")
    return bytes(data[:most])


def _ascii(part: str) -> str:
    """A part of an address with everything but ASCII as per cent."""
    return quote(part, safe="/%:@!$&'()*+,;=~-._?[]")


def shown(url: str) -> str:
    """An address as it can stand in a message."""
    return "".join(c if c.isprintable() else "�" for c in url[:200])


def _line(error: BaseException) -> str:
    return (str(error) or type(error).__name__).partition("\n")[0][:200]
