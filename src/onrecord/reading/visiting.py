"""An address -> the article there: visited, its charset settled, its own address found, and what is no article told in a line."""

from __future__ import annotations

from functools import lru_cache

from onrecord.errors import UnreadableArticle
from onrecord.reading.build import ReadingOptions, article_from_record
from onrecord.reading.canonical import canonical_address
from onrecord.reading.decode import decode
from onrecord.reading.fetch import Asked, Fetched, FetchOptions, fetch, shown
from onrecord.reading.head import read_head
from onrecord.reading.manners import Visitor
from onrecord.reading.stubs import why_no_article
from onrecord.types import Article

__all__ = ["HTML", "article_at", "article_in", "usual_visitor", "visit"]

HTML = ("text/html", "application/xhtml+xml", "")


def article_at(
    url: str, options: FetchOptions | None = None, reading: ReadingOptions | None = None
) -> Article:
    """The article at an address, visited at once (a `Visitor` is for more than one).

    Raises:
        NotFetched: as `fetch`.
        UnreadableArticle: there is no article in what came.
    """
    return article_in(fetch(url, options), url, reading)


def visit(url: str, reading: ReadingOptions, asked: Asked | None = None) -> tuple[Article | None, Fetched]:
    """The article at an address and what came, politely asked for; no article where it is unchanged since the visit that `asked` tells of.

    Raises:
        NotFetched: it cannot be had.
        UnreadableArticle: there is no article in what came.
    """
    found = (reading.visitor or usual_visitor()).get(url, asked)
    return None if found.unchanged else article_in(found, url, reading), found


@lru_cache(maxsize=1)
def usual_visitor() -> Visitor:
    """One for the whole process, for manners are owed to hosts and not to calls."""
    return Visitor()


def article_in(found: Fetched, asked: str, reading: ReadingOptions | None = None) -> Article:
    """The article in what came from the address `asked`, which it keeps as its path; its `url` is the page's own address.

    Raises:
        UnreadableArticle: a paywall, a question for consent, a kind of file that is no page, or no text.
    """
    name = shown(asked)
    if found.media_type in HTML:
        return _article_in_page(
            decode(found.data, name, markup=True, charset=found.charset), found, asked, reading
        )
    if found.media_type == "text/plain":
        text = decode(found.data, name, charset=found.charset)
        return article_from_record({"text": text, "url": found.url}, path=asked, options=reading)
    raise UnreadableArticle(f"{name}: is {found.media_type[:60]}; onrecord reads pages and plain text")


def _article_in_page(page: str, found: Fetched, asked: str, reading: ReadingOptions | None) -> Article:
    from onrecord.reading.html import article_from_html, linked_data

    head, linked = read_head(page, found.url), linked_data(page)
    try:
        article = article_from_html(page, path=asked, url=canonical_address(head, found.url), options=reading)
    except UnreadableArticle:
        if why := why_no_article(found.url, page, f"{head.title}\n{_visible(page)}"[:2000], linked):
            raise UnreadableArticle(f"{shown(asked)}: {why}") from None
        raise
    if why := why_no_article(found.url, page, f"{head.title}\n{article.text}", linked):
        raise UnreadableArticle(f"{shown(asked)}: {why}")
    return article


def _visible(page: str) -> str:
    from resiliparse.extract.html2text import extract_plain_text

    return str(extract_plain_text(page, main_content=False))
