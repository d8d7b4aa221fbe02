"""A web page -> an `Article`: its text by trafilatura, its metadata from the page and its JSON-LD."""

from __future__ import annotations

import re
import sys
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from onrecord.errors import UnreadableArticle
from onrecord.reading.build import Known, ReadingOptions, build_article
from onrecord.reading.decode import decode
from onrecord.reading.linked import is_article, linked_nodes
from onrecord.types import Article

__all__ = ["article_from_html", "linked_data"]


def article_from_html(
    data: bytes | str,
    *,
    path: str | None = None,
    url: str | None = None,
    options: ReadingOptions | None = None,
    spare: str | None = None,
) -> Article:
    """An article from a page. Its text is what was extracted, the headline first, paragraphs parted by blank lines.

    `spare` is a text found otherwise, which is taken where the extraction finds less than half of it.

    Raises:
        UnreadableArticle: no text in the page.
    """
    name = path or url or "page"
    page = decode(data, name, markup=True) if isinstance(data, bytes) else data
    body, meta = _extract(page, name, url)
    if spare and len(body) < len(spare) / 2:
        body = spare
    if not body.strip():
        raise UnreadableArticle(
            f"{name}: no text found in {len(page):,} characters of HTML; is it a script-only page? try --input-format text"
        )
    linked = linked_data(page)
    title = _clean(linked.get("headline")) or _clean(meta.get("title"))
    if title and not body.lstrip().startswith(title):
        body = f"{title}\n\n{body}"
    known = Known(
        path=path,
        title=title,
        url=url or _address(linked) or meta.get("url"),
        outlet=_clean(_name_of(linked.get("publisher"))) or _clean(meta.get("sitename")),
        section=_clean(linked.get("articleSection")) or _first(meta.get("categories")),
        byline=_authors(linked, meta),
        published=_clean(linked.get("datePublished")) or meta.get("date"),
    )
    return build_article(body, known, options or ReadingOptions())


def _extract(page: str, name: str, url: str | None) -> tuple[str, dict[str, Any]]:
    trafilatura = _trafilatura()
    config = trafilatura.settings.use_config()
    config.set("DEFAULT", "EXTRACTION_TIMEOUT", "0")
    try:
        got = trafilatura.bare_extraction(
            page, url=url, favor_precision=True, include_comments=False, include_tables=False, with_metadata=True,
            config=config,
        )  # fmt: skip
    except Exception as error:
        raise UnreadableArticle(
            f"{name}: the HTML could not be read ({type(error).__name__}); try --input-format text"
        ) from error
    meta: dict[str, Any] = got.as_dict() if got is not None and not isinstance(got, dict) else {}
    text = meta.get("text") or ""
    return "\n\n".join(line for line in text.split("\n") if line.strip()), meta


@lru_cache(maxsize=1)
def _trafilatura() -> Any:
    """trafilatura, without the socket that urllib3, which it imports, would open to see whether there is IPv6."""
    import logging
    import socket

    had_ipv6 = socket.has_ipv6
    first = "urllib3" not in sys.modules
    if first:
        socket.has_ipv6 = False
    try:
        import trafilatura
        import trafilatura.settings
    finally:
        socket.has_ipv6 = had_ipv6
    if (
        first and "urllib3.util.connection" in sys.modules
    ):  # others in this process may want to go out by IPv6
        sys.modules["urllib3.util.connection"].HAS_IPV6 = had_ipv6  # type: ignore[attr-defined]
    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    return trafilatura


def linked_data(page: str) -> Mapping[str, Any]:
    """The first article in the JSON-LD of a page, or nothing."""
    return next(filter(is_article, linked_nodes(page)), {})


def _address(linked: Mapping[str, Any]) -> str | None:
    main = linked.get("mainEntityOfPage")
    candidates = [linked.get("url"), main.get("@id") if isinstance(main, dict) else main]
    return next((c for c in candidates if isinstance(c, str) and c.startswith("http")), None)


def _name_of(value: Any) -> Any:
    return value.get("name") if isinstance(value, dict) else value


def _authors(linked: Mapping[str, Any], meta: Mapping[str, Any]) -> tuple[str, ...]:
    people = linked.get("author")
    people = people if isinstance(people, list) else [people]
    names = [n for p in people if (n := _clean(_name_of(p)))]
    names = names or [n.strip() for n in (meta.get("author") or "").split(";") if n.strip()]
    return tuple(re.sub(r"^by\s+", "", n, flags=re.IGNORECASE) for n in names)


def _first(value: Any) -> str | None:
    return _clean(value[0]) if isinstance(value, list) and value else None


def _clean(value: Any) -> str | None:
    if isinstance(value, list) and value:
        value = value[0]
    if not isinstance(value, str):
        return None
    import html

    return " ".join(html.unescape(value).split()) or None
