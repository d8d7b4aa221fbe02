"""What a page says of itself in its head: a page in, its title, the addresses it gives itself, and the feeds it names out."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urljoin

from resiliparse.parse.html import HTMLTree

__all__ = ["Head", "read_head"]

_FEEDS = ("application/rss+xml", "application/atom+xml", "application/feed+json", "application/rdf+xml")
_LONGEST = 400_000  # characters of a page in which its head is looked for


@dataclass(frozen=True, slots=True)
class Head:
    """`canonical` and `own` (og:url) are addresses that the page gives itself; `feeds` those of feeds, in the page's order. All whole."""

    title: str = ""
    canonical: str | None = None
    own: str | None = None
    feeds: tuple[str, ...] = ()


def read_head(page: str, url: str) -> Head:
    """The head of the page at `url`, against which its addresses are made whole."""
    tree = HTMLTree.parse(page[:_LONGEST])
    if tree.document is None:
        return Head()
    base = tree.document.query_selector("base[href]")
    around = _whole(url, base.getattr("href")) or url if base else url
    canonical, feeds = None, []
    for link in tree.document.query_selector_all("link[href]"):
        relation = (link.getattr("rel") or "").lower().split()
        address = _whole(around, link.getattr("href"))
        if "canonical" in relation and canonical is None:
            canonical = address
        if "alternate" in relation and address and _is_feed(link.getattr("type")):
            feeds.append(address)
    own = tree.document.query_selector('meta[property="og:url"][content]')
    return Head(
        title=" ".join((tree.title or "").split()),
        canonical=canonical,
        own=_whole(around, own.getattr("content")) if own else None,
        feeds=tuple(feeds),
    )


def _is_feed(kind: str | None) -> bool:
    return (kind or "").partition(";")[0].strip().lower() in _FEEDS


def _whole(around: str, address: str | None) -> str | None:
    try:
        found = urljoin(around, (address or "").strip())
    except ValueError:
        return None
    return found if address and found.startswith(("http://", "https://")) else None
