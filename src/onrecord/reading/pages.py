"""A captured page -> an article, if it is one in English; else why it is left."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from onrecord.errors import LeftOut, UnreadableArticle
from onrecord.reading.build import ENOUGH_FOR_LANGUAGE, ReadingOptions, language_of
from onrecord.reading.claims import claims_of
from onrecord.reading.decode import decode
from onrecord.reading.features import features_of, items_of
from onrecord.reading.recognising import reason_against
from onrecord.types import Article

__all__ = ["Page", "article_from_page", "leave_foreign"]


@dataclass(frozen=True, slots=True)
class Page:
    """A page of an archive: where it stands (`place`, for messages; `path`, for the article), its address, its bytes, and the
    encoding that its server declared."""

    place: str
    path: str
    data: bytes
    url: str | None = None
    charset: str | None = None


def article_from_page(page: Page, options: ReadingOptions) -> Article:
    """The article on a page.

    Raises:
        LeftOut: it is no article, or not in English, and `options.everything` is off.
        UnreadableArticle: it cannot be read.
    """
    try:
        return _article(page, options)
    except UnreadableArticle:
        raise
    except Exception as error:  # of one page among many: the others go on
        raise UnreadableArticle(
            f"{page.place}: reading it failed ({type(error).__name__}: {error}); please report it with the page"
        ) from error


def _article(page: Page, options: ReadingOptions) -> Article:
    from onrecord.reading.html import article_from_html

    text, spare = decode(page.data, page.place, markup=True, charset=page.charset), None
    if not options.everything:
        text, spare = _sifted(text, page)
    article = article_from_html(text, path=page.path, url=page.url, options=options, spare=spare)
    return leave_foreign(article, page.place, options)


def leave_foreign(article: Article, place: str, options: ReadingOptions) -> Article:
    """The article, unless it is not in English.

    Raises:
        LeftOut: it is not, and `options.everything` is off.
    """
    if options.everything or article.language == "en" or len(article.text) < ENOUGH_FOR_LANGUAGE:
        return article
    raise LeftOut(place, "not English", article.language or "unknown")


def _sifted(text: str, page: Page) -> tuple[str, str]:
    """A page that is an article in English, without the lists that stand beside it; and its running text, for want of a better
    extraction."""
    tree = _parsed(text, page.place)
    features = features_of(tree)
    main = " ".join(features.main.texts)
    if len(main) >= ENOUGH_FOR_LANGUAGE and (language := language_of(main)) != "en":
        raise LeftOut(page.place, "not English", language or "unknown")
    if reason := reason_against(features, claims_of(tree, text, page.url)):
        raise LeftOut(page.place, "no article", reason)
    return _without(tree, items_of(features)) or text, features.article


def _without(tree: Any, nodes: list[Any]) -> str | None:
    """The page without these elements; None where there are none."""
    import lxml.html

    for node in nodes:
        if node.getparent() is not None:
            node.drop_tree()
    return str(lxml.html.tostring(tree, encoding="unicode")) if nodes else None


def _parsed(text: str, place: str) -> Any:
    import lxml.etree
    import lxml.html

    parser = lxml.html.HTMLParser(encoding="utf-8")
    try:
        return lxml.html.document_fromstring(text.encode("utf-8", "replace"), parser=parser)
    except (lxml.etree.LxmlError, ValueError) as error:
        raise UnreadableArticle(f"{place}: the HTML cannot be parsed ({error})") from error
