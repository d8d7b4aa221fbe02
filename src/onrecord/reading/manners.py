"""Visits as a polite guest makes them: robots.txt kept to, one visit to a host at a time with a pause between, and no visit to a host
that asked to be left alone. Time comes in as a `Clock`, so that days can be gone through in minutes."""

from __future__ import annotations

import time
from collections import OrderedDict
from dataclasses import replace
from datetime import UTC
from email.utils import parsedate_to_datetime
from typing import Protocol
from urllib.parse import urlsplit

from onrecord.reading.connecting import FetchOptions
from onrecord.reading.fetch import AGENT, Asked, Fetched, NotFetched, fetch, shown
from onrecord.reading.robots import Robots

__all__ = ["Clock", "HeldOff", "SystemClock", "Visitor"]

_LONGEST_DELAY = 30.0  # seconds between visits, whatever a robots.txt asks for
_PATIENCE = 60.0  # seconds that a visit waits for its turn before it is put off
_LONGEST_HOLD = 86_400.0
_HOSTS = 2_000  # hosts remembered at once


class Clock(Protocol):
    """What time it is, and waiting."""

    def now(self) -> float:
        """Seconds since 1970."""
        ...

    def sleep(self, seconds: float) -> None:
        """Wait."""
        ...


class SystemClock:
    """The clock of this machine."""

    def now(self) -> float:
        return time.time()

    def sleep(self, seconds: float) -> None:
        time.sleep(seconds)


class HeldOff(NotFetched):
    """Not even tried: the host asked to be left alone until `until` (seconds since 1970)."""

    def __init__(self, message: str, until: float) -> None:
        super().__init__(message, passing=True)
        self.until = until


class Visitor:
    """Makes visits, one at a time. `delay`: seconds between two to the same host; `contact`: whom a site's owner may turn to."""

    def __init__(
        self,
        options: FetchOptions | None = None,
        clock: Clock | None = None,
        delay: float = 1.0,
        contact: str | None = None,
    ) -> None:
        self._options, self._clock, self._delay = options or FetchOptions(), clock or SystemClock(), delay
        self._agent = f"{AGENT} (+{contact})" if contact else AGENT
        self._robots = Robots(self._bare, self._clock.now)
        self._free_at: OrderedDict[str, float] = OrderedDict()

    def get(self, url: str, asked: Asked | None = None) -> Fetched:
        """What is at an address, as soon as it may be visited.

        Raises:
            HeldOff: its host asked to be left alone for longer than a minute.
            NotFetched: it cannot be had.
        """
        try:
            return self._bare(url, asked or Asked(), politely=True)
        except NotFetched as error:
            if error.status in (429, 503) and (until := self.moment(error.retry_after)):
                self._note(self.host(error.url or url), until)
            raise

    @staticmethod
    def host(url: str) -> str:
        """The host of an address, with its port: to it manners are owed."""
        return urlsplit(url).netloc.rpartition("@")[2].lower()

    def free_at(self, host: str) -> float:
        """When a host may be visited next; seconds since 1970."""
        return self._free_at.get(host, 0.0)

    def moment(self, retry_after: str | None) -> float | None:
        """The time that a Retry-After names, at most a day ahead; seconds since 1970."""
        now = self._clock.now()
        if not retry_after:
            return None
        try:
            if retry_after.strip().isdigit():
                until = now + float(retry_after)
            else:
                moment = parsedate_to_datetime(retry_after)
                until = (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).timestamp()
        except (ValueError, TypeError, OverflowError, IndexError):
            return None
        return min(until, now + _LONGEST_HOLD) if until > now else None

    def _bare(self, url: str, asked: Asked, politely: bool = False) -> Fetched:
        asked = replace(asked, agent=self._agent)
        return fetch(url, self._options, asked, self._before if politely else lambda _url: None)

    def _before(self, url: str) -> None:
        """Wait until the address may be visited."""
        host = self.host(url)
        self._await(url, host)
        delay = min(max(self._delay, self._robots.check(url)), _LONGEST_DELAY)
        self._note(host, self._clock.now() + delay)

    def _await(self, url: str, host: str) -> None:
        wait = self._free_at.get(host, 0.0) - self._clock.now()
        if wait > _PATIENCE:
            raise HeldOff(
                f"{shown(url)}: {host} asked to be left alone for {wait / 60:,.0f} minutes; try again then",
                self._free_at[host],
            )
        if wait > 0:
            self._clock.sleep(wait)

    def _note(self, host: str, until: float) -> None:
        self._free_at.pop(host, None)
        self._free_at[host] = until
        while len(self._free_at) > _HOSTS:
            self._free_at.popitem(last=False)
