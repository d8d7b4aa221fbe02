"""A page's features and what it says of itself -> whether it is an article, or why it is none.

Rules over layout, in a table: no name of a site, no word list but for the pages that every site has (terms, contact).
"""

from __future__ import annotations

import re
from collections.abc import Callable
from statistics import median

from onrecord.reading.claims import Claims
from onrecord.reading.features import Features

__all__ = ["reason_against"]

ENOUGH = 50  # words of running text that an article has at least
BRIEF = 150  # words below which a page must not look like anything else
STRONG = 100  # words of one group that make an article whatever stands around it
TEASER = 60  # words of a teaser or a comment at most, as a rule

_HOUSE = re.compile(
    r"(?:our |the )?(?:(?:privacy|cookies?|editorial|comments?|refunds?|corrections?|moderation|accessibility)(?: (?:&|and) \w+)? (?:policy|policies|notice|statement|settings|preferences|guidelines)"
    r"|terms(?: (?:of|and|&) (?:use|service|sale|conditions|the site))*|legal(?: notice)?|imprint|about(?: us| this site)?|contact(?: us)?"
    r"|advertis(?:e|ing)(?: with us)?|(?:sign|log) ?(?:in|up)|register|subscribe|subscriptions?|newsletters?|careers|jobs|work (?:for|with) us"
    r"|help(?: cent(?:re|er))?|faqs?|frequently asked questions|site ?map|(?:error )?40[34](?:[ :-]+(?:error|page|file|not|forbidden).*)?|(?:page )?not found|page (?:not found|cannot be found|unavailable)"
    r"|access denied|just a moment|search(?: results.*)?|archives?|rss(?: feeds?)?|copyright|permissions|meet the team|our (?:team|staff))[\s.!…]*",
    re.IGNORECASE,
)  # fmt: skip
_LISTS = re.compile(
    r"/(?:tags?|category|categories|topics?|authors?|search|archives?|page|section|by)(?:/|$)", re.IGNORECASE
)
_LISTING_KINDS = frozenset("collectionpage itemlist searchresultspage profilepage blog".split())


def reason_against(page: Features, claims: Claims) -> str | None:
    """Why a page is no article; None where it is one."""
    return next((reason for reason, holds in _RULES if holds(page, claims)), None)


def _house_page(page: Features, claims: Claims) -> bool:
    if _HOUSE.fullmatch(page.heading or claims.title):
        return True
    last = re.sub(r"\.\w{2,5}$", "", claims.path.rstrip("/").rpartition("/")[2]).replace("-", " ")
    return bool(_HOUSE.fullmatch(last)) and not claims.dated


def _comments(page: Features, _claims: Claims) -> bool:
    if page.text < ENOUGH:
        return page.comments >= 40 and page.comments > 2 * page.text
    return page.comments > 400 and page.main.words < 100 and page.comments > 4 * page.text


def _links(page: Features, _claims: Claims) -> bool:
    return page.text < ENOUGH and (page.linked_headings >= 4 or page.linked > page.words / 2)


def _teasers(page: Features, claims: Claims) -> bool:
    """Many small groups, none of which is the text of the page."""
    sizes = sorted((group.words for group in page.groups), reverse=True)
    if len(sizes) < 3:
        return len(sizes) == 2 <= page.linked_headings and sizes[0] < TEASER and not claims.article
    if "liveblogposting" in claims.kinds:
        return False
    if claims.article and claims.dated and not page.linked_headings:
        return False
    if sizes[0] >= STRONG and page.main.blocks >= 3 and sizes[0] >= 2.5 * sizes[1]:
        return False
    if page.linked_headings >= len(sizes) and sizes[0] < 80 and sizes[0] < page.text * 0.6:
        return True
    small = median(sizes) < TEASER or page.linked_headings >= 0.6 * len(sizes)
    return len(sizes) >= 4 and sizes[0] < 0.4 * page.text and small


def _titled_list(page: Features, claims: Claims) -> bool:
    """A flat list: titles with links, each with some words."""
    main = page.main
    return main.titles >= 5 and main.words < TEASER * main.titles and claims.articles != 1


def _several_articles(page: Features, _claims: Claims) -> bool:
    large = [group for group in page.groups if group.words >= 80]
    return len(large) >= 3 and page.linked_headings >= len(large) and page.main.words < 0.6 * page.text


def _says_it_lists(page: Features, claims: Claims) -> bool:
    if page.main.words >= 3 * STRONG or claims.articles == 1:
        return False
    listed = bool(claims.kinds & _LISTING_KINDS) or claims.articles > 2
    listed = listed or bool(_LISTS.search(claims.path))
    return listed or (claims.path in ("/", "/index.html") and page.linked_headings >= 3)


def _signpost(page: Features, claims: Claims) -> bool:
    """Some words about a person or a section above many links."""
    many = page.linked_headings >= 5 or page.linked > 0.6 * page.words
    named = len((page.heading or claims.title).split()) <= 3
    return page.main.words < BRIEF and many and named and not (claims.dated and claims.article)


_RULES: tuple[tuple[str, Callable[[Features, Claims], bool]], ...] = (
    ("house page", _house_page),
    ("comments", _comments),
    ("listing", _links),
    ("too little running text", lambda page, _: page.text < ENOUGH),
    ("listing", _says_it_lists),
    ("listing", _teasers),
    ("listing", _titled_list),
    ("listing", _several_articles),
    ("listing", _signpost),
)
