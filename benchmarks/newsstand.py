"""Thirty outlets that never were, on one server of this machine, each with a bad habit of its own; time is what a clock says.

An outlet publishes a report every so often; its feed shows the last twenty-five. What it should have brought on record is known, so that what is lost
or doubled can be counted.
"""

from __future__ import annotations

import gzip
import json
import sys
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import format_datetime
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests"))

from websites import Reply, Request, moved

HOUR = 3600.0
SHOWN = 25  # reports in a feed at a time
XML, PLAIN = "application/rss+xml; charset=utf-8", "text/plain"
BOMB = gzip.compress(b"<rss>" + b" " * 30_000_000)
FILLER = " ".join(
    f"The {who} said on Monday that the {what} would {verb} before the summer, and that nobody had asked for it."
    for who, what, verb in (
        ("mayor", "ferry", "sail"), ("harbour master", "pier", "open"), ("board", "fare", "rise"), ("union", "strike", "end"),
        ("minister", "report", "appear"), ("company", "quay", "close"), ("council", "vote", "come"), ("chairwoman", "loan", "fail"),
    )
)  # fmt: skip


@dataclass
class Outlet:
    """`host` has a report every `period` seconds from `start` on until `end`; `visits` counts what was asked of it, by path."""

    host: str
    habit: str
    period: float
    start: float
    end: float
    visits: Counter[str] = field(default_factory=Counter)

    def published(self, now: float) -> int:
        """How many reports there are."""
        return max(0, int((min(now, self.end) - self.start) // self.period))

    def at(self, number: int) -> float:
        return self.start + (number + 1) * self.period

    def mark(self, number: int) -> str:
        """What tells a report from all others."""
        return f"{self.host.partition('.')[0]}-{number:04}"

    def expected(self) -> set[str]:
        """The marks of the reports that must be on record at the end."""
        numbers = range(self.published(self.end))
        return {self.mark(n) for n in numbers if not (self.habit == "robots.txt forbids some" and n % 3 == 0)}


class Newsstand:
    """Answers for all outlets."""

    def __init__(self, outlets: list[Outlet], now: Callable[[], float]) -> None:
        self._outlets = {outlet.host: outlet for outlet in outlets}
        self._now = now

    def __call__(self, request: Request) -> Reply:
        outlet, path = self._outlets[request.host], request.path.partition("?")[0]
        outlet.visits[path] += 1
        visit = outlet.visits[path]
        if path == "/robots.txt":
            return _robots(outlet, visit)
        if path == "/feed":
            return _feed(outlet, request, visit, self._now())
        if path == "/":
            return Reply(
                '<html><head><link rel="alternate" type="application/rss+xml" href="/feed"></head><body>Hello</body></html>'
            )
        return _page(outlet, path, visit, self._now())


def _robots(outlet: Outlet, visit: int) -> Reply:
    if outlet.habit == "robots.txt forbids some":
        return Reply("User-agent: *\nDisallow: /2026/closed-\nCrawl-delay: 2\n", kind=PLAIN)
    if outlet.habit == "robots.txt is broken":
        return Reply(b"\xff\xfe<html>\x00 Disallow ::: /\n" * 9, kind="application/octet-stream")
    if outlet.habit == "robots.txt cannot be had at times" and visit % 2:
        return Reply(status=500)
    return Reply(status=404)


def _feed(outlet: Outlet, request: Request, visit: int, now: float) -> Reply:
    habit, count = outlet.habit, outlet.published(now)
    misses: dict[str, tuple[bool, Reply]] = {
        "answers 500 every other time": (visit % 2 == 0, Reply(status=500)),
        "answers 429": (visit % 5 == 0, Reply(status=429, headers={"Retry-After": "1200"})),
        "drips": (visit % 12 == 0, Reply("<rss>", manner="drip")),
        "sends a gzip bomb": (visit % 8 == 0, Reply(BOMB, kind=XML, headers={"Content-Encoding": "gzip"})),
        "never ends": (visit % 8 == 0, Reply("<rss>", kind=XML, manner="endless")),
        "breaks off": (visit % 3 == 0, Reply("<rss version='2.0'><channel>", kind=XML, manner="broken off")),
        "leads in a circle": (visit % 4 == 0, moved("/feed")),
        "leads to a private address": (visit % 4 == 0, moved("http://10.0.0.1/feed")),
        "sends a page": (visit % 4 == 0, Reply("<html><body>Back soon</body></html>")),
        "is empty at times": (
            visit % 2 == 0,
            Reply("<rss version='2.0'><channel></channel></rss>", kind=XML),
        ),
        "is dark for eight hours": (20 * HOUR < now - outlet.start < 28 * HOUR, Reply(status=503)),
        "says 304 for ever": ("if-none-match" in request.headers, Reply(status=304)),
    }
    missed, reply = misses.get(habit, (False, Reply()))
    if missed:
        return reply
    tag = f'"{count}"'
    if habit == "keeps to the rules" and request.headers.get("if-none-match") == tag:
        return Reply(status=304)
    numbers = range(max(0, count - SHOWN), count)
    if habit == "is a JSON Feed":
        items = [_json_item(outlet, n) for n in reversed(numbers)]
        return Reply(
            json.dumps({"version": "https://jsonfeed.org/version/1.1", "items": items}),
            kind="application/feed+json",
        )
    return _rss(outlet, "".join(_item(outlet, n, visit) for n in reversed(numbers)), visit, tag)


def _rss(outlet: Outlet, items: str, visit: int, tag: str) -> Reply:
    habit = outlet.habit
    text = f"<rss version='2.0' xmlns:a='http://www.w3.org/2005/Atom'><channel><title>The Post & the rest</title>{items}</channel></rss>"
    if habit == "is broken XML" and visit % 2:
        text = text[: -len("</item></channel></rss>") - 3]
    else:
        text = text.replace(" & ", " &amp; ")
    if habit == "tells the wrong charset":
        return Reply(f"<?xml version='1.0' encoding='utf-8'?>{text}".encode("cp1252"), kind=XML)
    headers = {"ETag": tag if habit == "keeps to the rules" else f'"{visit}"'}
    return Reply(text, kind="text/html" if habit == "says that it is HTML" else XML, headers=headers)


def _item(outlet: Outlet, number: int, visit: int) -> str:
    habit, mark = outlet.habit, outlet.mark(number)
    id = (
        f"{mark}-{visit}"
        if habit in ("changes its ids", "changes ids and links")
        else "1"
        if habit == "has one id for all"
        else mark
    )
    link = _path(outlet, number)
    if habit in ("changes its links", "changes ids and links"):
        link += f"?session={visit}{number}"
    if habit == "adds trackers and AMP":
        link += f"/amp?utm_source=feed{visit}&amp;fbclid={visit}"
    if habit != "has relative links":
        link = f"http://{outlet.host}:PORT{link}"
    changed = (
        f"<a:updated>2026-05-04T{visit % 24:02}:{visit % 60:02}:00Z</a:updated>"
        if habit == "says that all has changed"
        else ""
    )
    content = (
        f"<description><![CDATA[<p>{_text(mark)}</p>]]></description>" if habit == "has a paywall" else ""
    )
    date = format_datetime(datetime.fromtimestamp(outlet.at(number), UTC))
    junk = "<item><category>x</category></item>" if habit == "has entries of nothing" else ""
    title = "" if habit == "has no titles" else f"<title>Café report {mark}</title>"
    return f"{junk}<item>{title}<link>{link}</link><guid isPermaLink='false'>{id}</guid><pubDate>{date}</pubDate>{changed}{content}</item>"


def _json_item(outlet: Outlet, number: int) -> dict[str, object]:
    date = datetime.fromtimestamp(outlet.at(number), UTC).isoformat()
    return {
        "id": number,
        "url": _path(outlet, number),
        "title": f"Report {outlet.mark(number)}",
        "date_published": date,
    }


def _path(outlet: Outlet, number: int) -> str:
    closed = "closed-" if outlet.habit == "robots.txt forbids some" and number % 3 == 0 else ""
    return f"/2026/{closed}{outlet.mark(number)}"


def _text(mark: str) -> str:
    return f"Report {mark} of the day. {FILLER}"


def _page(outlet: Outlet, path: str, visit: int, now: float) -> Reply:
    habit, mark = outlet.habit, path.removesuffix("/amp").rpartition("/")[2].removeprefix("closed-")
    misses: dict[str, tuple[bool, Reply]] = {
        "pages answer 500 at first": (visit <= 2, Reply(status=500)),
        "pages are late": (visit <= 1, Reply(status=404)),
        "pages answer 429": (
            visit <= 1 and mark.endswith("0"),
            Reply(status=429, headers={"Retry-After": "600"}),
        ),
        "pages drip": (visit <= 1 and mark.endswith("5"), Reply("<html>", manner="drip")),
        "has a paywall": (
            True,
            Reply("<article><p>The mayor said so.</p><p>Subscribe to continue reading.</p></article>"),
        ),
    }
    missed, reply = misses.get(habit, (False, Reply()))
    if missed:
        return reply
    head = f'<link rel="canonical" href="/2026/{mark}">' if habit == "adds trackers and AMP" else ""
    more = (
        "<p>The mayor has since said that this was wrong.</p>"
        if habit == "revises" and now % 7200 > 3600
        else ""
    )
    return Reply(
        f"<html><head><title>Report {mark}</title>{head}</head><body><article><h1>Report {mark}</h1><p>{_text(mark)}</p>{more}</article></body></html>"
    )


HABITS = (
    "keeps to the rules", "is a JSON Feed", "changes its ids", "changes its links", "changes ids and links", "has one id for all",
    "answers 500 every other time", "answers 429", "drips", "sends a gzip bomb", "never ends", "breaks off", "leads in a circle",
    "leads to a private address", "sends a page", "is empty at times", "is dark for eight hours", "says 304 for ever", "is broken XML",
    "tells the wrong charset", "says that it is HTML", "adds trackers and AMP", "has relative links", "says that all has changed",
    "has a paywall", "robots.txt forbids some", "robots.txt cannot be had at times", "pages answer 500 at first", "pages are late",
    "pages drip",
)  # fmt: skip
