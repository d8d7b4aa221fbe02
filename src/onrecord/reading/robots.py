"""What a site asks of programs: its robots.txt in, whether an address may be visited and how far apart visits should be out.

As RFC 9309 has it: no robots.txt allows everything; one that cannot be had for now forbids everything until it can.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import urlsplit

from protego import Protego

from onrecord.reading.fetch import Asked, Fetched, NotFetched, shown

__all__ = ["NAME", "Robots"]

NAME = "onrecord"  # as a robots.txt calls us
_KEPT, _KEPT_FAILURE = 86_400.0, 600.0  # seconds that an answer holds
_SITES = 500  # sites remembered at once
_LONGEST = 500_000  # bytes of a robots.txt that are read


@dataclass(frozen=True, slots=True)
class _Answer:
    rules: Protego | None  # None: everything is allowed
    until: float
    failure: str | None = None


class Robots:
    """The robots.txt of the sites visited last; `fetch` gets one."""

    def __init__(self, fetch: Callable[[str, Asked], Fetched], now: Callable[[], float]) -> None:
        self._fetch, self._now = fetch, now
        self._answers: OrderedDict[str, _Answer] = OrderedDict()

    def check(self, url: str) -> float:
        """The seconds between two visits that the site asks for, 0 where it asks for none.

        Raises:
            NotFetched: the site asks programs to stay away from this, or its robots.txt cannot be had for now.
        """
        answer = self._answer(url)
        if answer.failure:
            raise NotFetched(
                f"{shown(url)}: the site's robots.txt cannot be had ({answer.failure}); try again later",
                passing=True,
            )
        if answer.rules is None:
            return 0.0
        if not answer.rules.can_fetch(url, NAME):
            raise NotFetched(
                f"{shown(url)}: its robots.txt asks programs to stay away from this; save the page and give the file"
            )
        return float(answer.rules.crawl_delay(NAME) or 0.0)

    def _answer(self, url: str) -> _Answer:
        parts = urlsplit(url)
        site = f"{parts.scheme}://{parts.netloc.lower()}"
        answer = self._answers.pop(site, None)
        if answer is None or answer.until <= self._now():
            answer = self._asked(f"{site}/robots.txt")
        self._answers[site] = answer
        while len(self._answers) > _SITES:
            self._answers.popitem(last=False)
        return answer

    def _asked(self, address: str) -> _Answer:
        try:
            found = self._fetch(address, Asked(accept="text/plain, */*;q=0.5", cut=True))
        except NotFetched as error:
            if not error.passing:
                return _Answer(None, self._now() + _KEPT)
            failure = str(error).removeprefix(f"{shown(address)}: ").partition(";")[0]
            return _Answer(None, self._now() + _KEPT_FAILURE, failure)
        text = found.data[:_LONGEST].decode("utf-8-sig", "replace")
        return _Answer(Protego.parse(text), self._now() + _KEPT)
