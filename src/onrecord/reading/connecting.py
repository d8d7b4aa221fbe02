"""Connections to what may be connected to: the addresses of a host in, a stream that keeps to a deadline out.

What is checked is the address that the connection is made to, so that no name, spelling or second answer of a name server
leads elsewhere. No proxy and no setting of the environment takes part.
"""

from __future__ import annotations

import socket
import ssl
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address
from typing import Any

import httpcore2

__all__ = ["Backend", "FetchOptions", "Refused", "is_public"]

_PORTS = frozenset((80, 443, 8080, 8443))
_NAT64 = (IPv6Network("64:ff9b::/96"), IPv6Network("64:ff9b:1::/48"))
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
    be connected to, `resolve` gives the addresses of a host; `ports`: None for all."""

    max_bytes: int = 8_000_000
    seconds: float = 20.0
    redirects: int = 5
    ports: frozenset[int] | None = _PORTS
    allowed: Callable[[str], bool] = is_public
    resolve: Resolve = field(default=_resolve)


class Refused(Exception):
    """An address that may not be connected to."""


class Backend(httpcore2.NetworkBackend):
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
        if self._options.ports is not None and port not in self._options.ports:
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
