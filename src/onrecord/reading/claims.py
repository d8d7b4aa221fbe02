"""A parsed page -> what it says of itself: what it is, its title, whether it says when it was published."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from onrecord.reading.linked import is_article, kinds_of, linked_nodes

__all__ = ["Claims", "claims_of"]

_DATES = frozenset(
    "article:published_time datepublished date dc.date dc.date.issued dcterms.created pubdate publishdate publish-date parsely-pub-date "
    "sailthru.date og:published_time".split()
)
_SITE = re.compile(r"\s+[|–—»·-]\s+")


@dataclass(frozen=True, slots=True)
class Claims:
    """What a page says of itself.

    `title` is its title without the name of the site, `kinds` (og:type, JSON-LD) are in lower case, `articles` is how many it
    describes, `dated` whether it says when it was published.
    """

    url: str | None = None
    title: str = ""
    kinds: frozenset[str] = frozenset()
    articles: int = 0
    dated: bool = False

    @property
    def article(self) -> bool:
        """Whether it says to be one article."""
        return self.articles == 1 or (self.articles == 0 and "article" in self.kinds)

    @property
    def path(self) -> str:
        """The path of its address."""
        try:
            return urlsplit(self.url or "").path
        except ValueError:
            return ""


def claims_of(tree: Any, page: str, url: str | None) -> Claims:
    """The claims of a page: parsed (an lxml element), and as it is written."""
    meta: dict[str, str] = {}
    for node in tree.iter("meta"):
        name = node.get("property") or node.get("name") or node.get("itemprop")
        if name and node.get("content"):
            meta.setdefault(name.lower(), node.get("content"))
    linked = list(linked_nodes(page))
    kinds = {kind.lower() for node in linked for kind in kinds_of(node)} | {meta.get("og:type", "").lower()}
    kinds |= {
        (node.get("itemtype") or "").rpartition("/")[2].lower()
        for node in tree.xpath("//body[@itemtype]|//main[@itemtype]")
    }
    told = [node for node in linked if is_article(node)]
    dated = any(node.get("datePublished") for node in told) or bool(_DATES & meta.keys())
    title = next((" ".join((node.text or "").split()) for node in tree.iter("title")), "")
    return Claims(
        url,
        _SITE.split(title)[0],
        frozenset(kinds),
        len({str(node.get("headline") or node.get("name")) for node in told})
        or int(tree.xpath("count(//*[@itemprop='articleBody'])")),
        dated or bool(tree.xpath("boolean(//*[@itemprop='datePublished'])")),
    )
