"""Addresses of the same page made one: what only tells where a reader came from goes, and AMP, print and mobile variants are undone.

Pure. What the page itself calls its address (`canonical.py`) goes before.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from urllib.parse import unquote, urlsplit, urlunsplit

__all__ = ["is_address", "plain_address", "same_page", "tidy_address"]

# Only what is known to tell nothing of the page: a wider net (`source`, `ref`, `cid`, `id`) would make two articles one.
_TRACKERS = re.compile(
    r"(?:utm_|at_|ns_|pk_|mtm_|hsa_|oly_|guce_).+"
    r"|_?(?:fbc|gc|dc|twc|ysc|msclk|igsh|yc)l?id|gbraid|wbraid|gclsrc|igsh|_ga|_gl|mkt_tok|vero_id|mc_[ce]id|s_cid|sr_share"
    r"|cmpid|icid|ocid|xtor|smid|smtyp|guccounter|ref_src|ref_url|srnd|ftag|__twitter_impression|taid|ncid",
    re.IGNORECASE,
)
_VARIANTS = re.compile(r"(?:amp|print|printable|mobile|outputtype|output|view|m)", re.IGNORECASE)
_VARIANT_VALUES = frozenset(("", "1", "true", "yes", "amp", "amphtml", "print", "mobile"))
_PATHS = (
    (re.compile(r"^/amp/(?=.)", re.IGNORECASE), "/"),
    (re.compile(r"(?<=.)/(?:amp|print|mobile)(?:/|/?index\.html)?$", re.IGNORECASE), ""),
    (re.compile(r"(?<=[^/])\.(?:amp|print)(?=\.html?$)", re.IGNORECASE), ""),
    (re.compile(r"(?<=[^/])/(?:amp|print)\.html$", re.IGNORECASE), ""),
)
_HOSTS = re.compile(r"^(?:www\.)?(?:amp|m|mobile|touch)\.(?=[^.]+\.[^.])")
_ADDRESS = re.compile(r"https?://\S+", re.IGNORECASE)
_CACHES = re.compile(
    r"^https?://(?:[\w.-]+\.cdn\.ampproject\.org/[acv]/(?P<s1>s/)?|www\.google\.[a-z.]+/amp/(?P<s2>s/)?)(?P<rest>[^/]+\..+)$",
    re.IGNORECASE,
)


def is_address(source: object) -> bool:
    """Whether an input is the address of a page.

    >>> is_address("https://valley-ledger.example/reservoir"), is_address("https://a.example says so"), is_address("a.html")
    (True, False, False)
    """
    return isinstance(source, str) and _ADDRESS.fullmatch(source.strip()) is not None


def tidy_address(url: str) -> str:
    """The address without fragment, default port, and parameters that only tell where a reader came from.

    >>> tidy_address("HTTPS://Valley-Ledger.example:443/reservoir?id=7&utm_source=feed#comments")
    'https://valley-ledger.example/reservoir?id=7'
    """
    try:
        parts = urlsplit(url.strip())
        host, port = (parts.hostname or "").lower(), parts.port
    except ValueError:
        return url.strip()
    scheme = parts.scheme.lower()
    if ":" in host:
        host = f"[{host}]"
    if port and (scheme, port) not in (("http", 80), ("https", 443)):
        host = f"{host}:{port}"
    query = _kept(parts.query, lambda name, _value: not _TRACKERS.fullmatch(name))
    return urlunsplit((scheme, host, parts.path or "/", query, "")).strip()


def plain_address(url: str) -> str:
    """The tidy address of the page that an AMP, print or mobile variant is of.

    >>> plain_address("https://m.valley-ledger.example/reservoir/amp/?outputType=amp")
    'https://www.valley-ledger.example/reservoir'
    """
    if cached := _CACHES.match(url.strip()):
        secure = cached["s1"] or cached["s2"]
        url = f"http{'s' if secure else ''}://{cached['rest']}"
    parts = urlsplit(tidy_address(url))
    path = parts.path
    for pattern, instead in _PATHS:
        path = pattern.sub(instead, path)
    query = _kept(
        parts.query,
        lambda name, value: not (_VARIANTS.fullmatch(name) and value.lower() in _VARIANT_VALUES),
    )
    return urlunsplit((parts.scheme, _HOSTS.sub("www.", parts.netloc), path or "/", query, ""))


def same_page(url: str) -> str:
    """What addresses of the same page have in common: for comparing, not for visiting.

    >>> same_page("http://www.valley-ledger.example/reservoir/") == same_page("https://m.valley-ledger.example/reservoir")
    True
    """
    parts = urlsplit(plain_address(url))
    query = "&".join(sorted(parts.query.split("&")))
    return f"{parts.netloc.removeprefix('www.')}{parts.path.rstrip('/')}?{query}"


def _kept(query: str, keep: Callable[[str, str], bool]) -> str:
    """The parameters that are kept, spelt as they were."""
    pairs = [pair for pair in query.split("&") if pair]
    return "&".join(pair for pair in pairs if keep(*_name_and_value(pair)))


def _name_and_value(pair: str) -> tuple[str, str]:
    name, _, value = pair.partition("=")
    return unquote(name), unquote(value)
