"""What the server is told when it starts: where it listens, which record it serves, how much it takes."""

from __future__ import annotations

from dataclasses import dataclass, field
from ipaddress import ip_address
from pathlib import Path

__all__ = ["Limits", "ServingSettings", "is_loopback"]


@dataclass(frozen=True, slots=True)
class Limits:
    """`at_once`: requests answered at the same time, the others wait; `body`: bytes of a request; `under_way`: articles read at the same time; `waiting`: those that may wait for it;
    `fetch_bytes`, `fetch_seconds`: of an address that is fetched; `logins`: failures in `login_seconds` before a wait."""

    at_once: int = 4
    body: int = 8_000_000
    under_way: int = 1
    waiting: int = 16
    fetch_bytes: int = 8_000_000
    fetch_seconds: float = 20.0
    logins: int = 5
    login_seconds: float = 300.0
    session_hours: int = 24 * 14


@dataclass(frozen=True, slots=True)
class ServingSettings:
    """`record`: path or address; `editor`: under which name corrections are made where there are no accounts;
    `names`: further host names that the server may be called by; `https`: whether a proxy in front speaks https."""

    record: str
    people: Path | None = None
    host: str = "127.0.0.1"
    port: int = 8000
    editor: str = "local editor"
    names: tuple[str, ...] = ()
    https: bool = False
    limits: Limits = field(default_factory=Limits)

    @property
    def local(self) -> bool:
        """Whether only this machine can reach the server."""
        return is_loopback(self.host)


def is_loopback(host: str) -> bool:
    """Whether a host to listen on is this machine alone.

    >>> is_loopback("127.0.0.1"), is_loopback("localhost"), is_loopback("::1"), is_loopback("0.0.0.0")
    (True, True, True, False)
    """
    if host.lower() == "localhost":
        return True
    try:
        return ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False
