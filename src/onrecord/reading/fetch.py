"""One address on the open web -> its bytes, or an article; never anything that only this machine or its network can reach.

What is checked is the address that the connection is made to, after every redirect, so that no name, spelling or second
answer of a name server leads elsewhere. No proxy and no setting of the environment takes part.
"""

from __future__ import annotations

import socket
import ssl
import time
import zlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address
from typing import Any
from urllib.parse import urljoin, urlsplit

import httpcore2

from onrecord.errors import UnreadableArticle
from onrecord.reading.build import ReadingOptions, article_from_record
from onrecord.reading.decode import decode
from onrecord.types import Article
from onrecord.version import __version__

__all__ = ["FetchOptions", "Fetched", "article_at", "fetch", "is_public"]

_PORTS = frozenset((80, 443, 8080, 8443))
_MOVED = frozenset((301, 302, 303, 307, 308))
_NAT64 = (IPv6Network("64:ff9b::/96"), IPv6Network("64:ff9b:1::/48"))
_LONGEST = 2048  # characters of an address
_CHUNK = 65_536
Resolve = Callable[[str, int], Iterable[str]]


def is_public(address: str) -> bool:
    """Whether an IP address is one of the open internet; what is wrapped in IPv6 is unwrapped first.

    >>> is_public("93.184.215.14"), is_public("10.0.0.1"), is_public("::ffff:127.0.0.1"), is_public("169.254.169.254")
    (True, False, False, False)
    """
    try:
        ip = ip_address(address.partition("%")[0])
    except ValueError:
        return False
    if isinstance(ip, IPv6Address):
        return all(_open(inner) for inner in _wrapped(ip)) and _open(ip, wrapped=bool(list(_wrapped(ip))))
    return _open(ip)


def _wrapped(ip: IPv6Address) -> Iterator[IPv4Address]:
    """The IPv4 addresses that an IPv6 address leads to."""
    if ip.ipv4_mapped:
        yield ip.ipv4_mapped
    if ip.sixtofour:
        yield ip.sixtofour
    if ip.teredo:
        yield from ip.teredo
    if any(ip in network for network in _NAT64):
        yield IPv4Address(int(ip) & 0xFFFF_FFFF)


def _open(ip: IPv4Address | IPv6Address, wrapped: bool = False) -> bool:
    closed = (
        ip.is_private, ip.is_loopback, ip.is_link_local, ip.is_multicast, ip.is_unspecified,
        ip.is_reserved and not wrapped,
    )  # fmt: skip
    return not any(closed) and (wrapped or ip.is_global)


def _resolve(host: str, port: int) -> list[str]:
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(where[0]) for *_, where in found))


@dataclass(frozen=True, slots=True)
class FetchOptions:
    """`max_bytes` of what is sent, packed or unpacked; `seconds` for everything; `allowed` says of an IP address whether it may
    be connected to, `resolve` gives the addresses of a host."""

    max_bytes: int = 8_000_000
    seconds: float = 20.0
    redirects: int = 5
    ports: frozenset[int] = _PORTS
    allowed: Callable[[str], bool] = is_public
    resolve: Resolve = field(default=_resolve)


@dataclass(frozen=True, slots=True)
class Fetched:
    """What an address holds: `url` after redirects, `media_type` without parameters."""

    url: str
    data: bytes
    media_type: str


class Refused(Exception):
    """An address that may not be connected to."""


def fetch(url: str, options: FetchOptions | None = None) -> Fetched:
    """What is at an http(s) address.

    Raises:
        UnreadableArticle: it is no such address, not of the open web, does not answer, or is too large or too slow.
    """
    options = options or FetchOptions()
    deadline = time.monotonic() + options.seconds
    at = url.strip()
    for _ in range(options.redirects + 1):
        _checked(at, options)
        try:
            with httpcore2.ConnectionPool(
                ssl_context=_certificates() if at.startswith("https:") else None,
                network_backend=_Backend(options, deadline),
                retries=0,
            ) as pool:
                found = _one(pool, at, options, deadline)
        except Refused as error:
            raise UnreadableArticle(f"{_shown(url)}: {error}") from error
        except httpcore2.TimeoutException as error:
            raise UnreadableArticle(
                f"{_shown(url)}: took over {options.seconds:g} seconds; save the page and give the file"
            ) from error
        except (httpcore2.NetworkError, httpcore2.ProtocolError, OSError, UnicodeError, ValueError) as error:
            raise UnreadableArticle(
                f"{_shown(url)}: does not answer ({_line(error)}); check the address"
            ) from error
        if isinstance(found, Fetched):
            return found
        at = urljoin(at, found)
    raise UnreadableArticle(f"{_shown(url)}: leads from address to address without end; give the last one")


def article_at(
    url: str, options: FetchOptions | None = None, reading: ReadingOptions | None = None
) -> Article:
    """The article at an address.

    Raises:
        UnreadableArticle: as `fetch`, or there is no text.
    """
    found = fetch(url, options)
    if found.media_type in ("text/html", "application/xhtml+xml", ""):
        from onrecord.reading.html import article_from_html

        return article_from_html(found.data, url=found.url, options=reading)
    if found.media_type == "text/plain":
        text = decode(found.data, found.url)
        return article_from_record({"text": text, "url": found.url}, path=found.url, options=reading)
    raise UnreadableArticle(
        f"{_shown(found.url)}: is {found.media_type[:60]}; onrecord reads pages and plain text"
    )


@lru_cache(maxsize=1)
def _certificates() -> ssl.SSLContext:
    return ssl.create_default_context()


def _checked(url: str, options: FetchOptions) -> None:
    """What can be told from the address itself."""
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError as error:
        raise UnreadableArticle(f"{_shown(url)}: no address of a page ({error})") from error
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise UnreadableArticle(f"{_shown(url)}: no address of a page; it begins with https:// or http://")
    if parts.username is not None or parts.password is not None:
        raise UnreadableArticle(f"{_shown(url)}: carries a user name or password; leave it out")
    if len(url) > _LONGEST or not url.isprintable() or " " in url or "\\" in url:
        raise UnreadableArticle(f"{_shown(url)}: no address of a page; it is too long or holds blanks")
    if port is not None and port not in options.ports:
        raise UnreadableArticle(f"{_shown(url)}: port {port} is none that pages are served on")


def _one(pool: httpcore2.ConnectionPool, url: str, options: FetchOptions, deadline: float) -> Fetched | str:
    """What is there, or the address that it leads to."""
    parts = urlsplit(url)
    assert parts.hostname is not None
    host = parts.hostname if parts.hostname.isascii() else parts.hostname.encode("idna").decode("ascii")
    netloc = f"[{host}]" if ":" in host else host
    path = _ascii(parts.path or "/") + (f"?{_ascii(parts.query)}" if parts.query else "")
    headers: dict[bytes | str, bytes | str] = {
        "Host": netloc + (f":{parts.port}" if parts.port else ""),
        "User-Agent": f"onrecord/{__version__}",
        "Accept": "text/html, application/xhtml+xml, text/plain;q=0.9",
        "Accept-Encoding": "gzip, identity;q=0.9",
    }
    left = max(deadline - time.monotonic(), 0.01)
    timeout = {"connect": left, "read": left, "write": left, "pool": left}
    address = httpcore2.URL(
        scheme=parts.scheme.encode(), host=host.encode("ascii"), port=parts.port, target=path.encode("ascii")
    )
    with pool.stream("GET", address, headers=headers, extensions={"timeout": timeout}) as response:
        told = {name.lower().decode("latin-1"): value.decode("latin-1") for name, value in response.headers}
        if response.status in _MOVED and told.get("location"):
            return told["location"]
        if response.status != 200:
            raise UnreadableArticle(f"{_shown(url)}: answers {response.status}; check the address")
        data = _body(response.iter_stream(), told.get("content-encoding", ""), url, options.max_bytes)
    return Fetched(url, data, told.get("content-type", "").partition(";")[0].strip().lower())


def _body(chunks: Iterable[bytes], encoding: str, url: str, most: int) -> bytes:
    """What was sent, unpacked, both no larger than allowed."""
    coding = encoding.strip().lower()
    if coding not in ("", "identity", "gzip", "x-gzip", "deflate"):
        raise UnreadableArticle(f"{_shown(url)}: is sent packed as {coding[:20]}, which was not asked for")
    unpack = zlib.decompressobj(47) if coding not in ("", "identity") else None
    data, sent = bytearray(), 0
    for chunk in chunks:
        sent += len(chunk)
        try:
            data += unpack.decompress(chunk, most + 1 - len(data)) if unpack else chunk
        except zlib.error as error:
            raise UnreadableArticle(f"{_shown(url)}: is sent broken ({error})") from error
        if len(data) > most or sent > most:
            raise UnreadableArticle(f"{_shown(url)}: is over the limit of {most / 1e6:,.0f} MB for one page")
    return bytes(data)


def _ascii(part: str) -> str:
    """A part of an address with everything but ASCII as per cent."""
    from urllib.parse import quote

    return quote(part, safe="/%:@!$&'()*+,;=~-._?[]")


def _shown(url: str) -> str:
    """An address as it can stand in a message."""
    return "".join(c if c.isprintable() else "�" for c in url[:200])


def _line(error: BaseException) -> str:
    return (str(error) or type(error).__name__).partition("\n")[0][:200]


class _Backend(httpcore2.NetworkBackend):
    """Connects to the addresses of a host that are allowed, and to what was checked, not to the name again."""

    def __init__(self, options: FetchOptions, deadline: float) -> None:
        self._options, self._deadline = options, deadline
        self._sockets = httpcore2.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,  # noqa: ARG002 – the deadline decides
        local_address: str | None = None,  # noqa: ARG002
        socket_options: Iterable[Any] | None = None,  # noqa: ARG002
    ) -> httpcore2.NetworkStream:
        if port not in self._options.ports:
            raise Refused(f"port {port} is none that pages are served on")
        addresses = list(self._options.resolve(host, port))
        if not addresses or not all(map(self._options.allowed, addresses)):
            raise Refused("is not on the open web; give the text or the file instead")
        left = self._deadline - time.monotonic()
        stream = self._sockets.connect_tcp(addresses[0], port, timeout=max(left, 0.01))
        peer = stream.get_extra_info("server_addr")
        if not peer or not self._options.allowed(str(peer[0])):
            stream.close()
            raise Refused("is not on the open web; give the text or the file instead")
        return _Stream(stream, self._deadline)

    def connect_unix_socket(
        self,
        path: str,  # noqa: ARG002
        timeout: float | None = None,  # noqa: ARG002
        socket_options: Iterable[Any] | None = None,  # noqa: ARG002
    ) -> httpcore2.NetworkStream:
        raise Refused("is no address of a page")

    def sleep(self, seconds: float) -> None:
        time.sleep(min(seconds, 1))


class _Stream(httpcore2.NetworkStream):
    """A connection that gives up at the deadline, however little comes at a time."""

    def __init__(self, stream: httpcore2.NetworkStream, deadline: float) -> None:
        self._stream, self._deadline = stream, deadline

    def _left(self) -> float:
        left = self._deadline - time.monotonic()
        if left <= 0:
            raise httpcore2.ReadTimeout("the time is up")
        return left

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:  # noqa: ARG002
        return self._stream.read(max_bytes, timeout=self._left())

    def write(self, buffer: bytes, timeout: float | None = None) -> None:  # noqa: ARG002
        self._stream.write(buffer, timeout=self._left())

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,  # noqa: ARG002
    ) -> httpcore2.NetworkStream:
        return _Stream(
            self._stream.start_tls(ssl_context, server_hostname=server_hostname, timeout=self._left()),
            self._deadline,
        )

    def get_extra_info(self, info: str) -> Any:
        return self._stream.get_extra_info(info)
