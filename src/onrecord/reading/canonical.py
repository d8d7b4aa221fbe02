"""Under which address an article goes: what its page calls itself, where that can be believed, else the address it was found at."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from onrecord.reading.addresses import plain_address, tidy_address
from onrecord.reading.head import Head

__all__ = ["canonical_address"]

_TAIL = re.compile(r"/(?:amp|print|mobile|index\.\w+|\d{1,2}|)/?", re.IGNORECASE)


def canonical_address(head: Head, url: str) -> str:
    """The address of the article that was found at `url`.

    An address on another site is not taken (a copy of a wire report is an article of its own), nor a front page or a section that
    the article lies in: where a whole site calls itself that, all its articles would be one.
    """
    plain = plain_address(url)
    for told in (head.canonical, head.own):
        if told and _believable(plain, told):
            return plain_address(told) if told == url else tidy_address(told)
    return plain


def _believable(plain: str, told: str) -> bool:
    told = tidy_address(told)
    here, there = urlsplit(plain), urlsplit(told)
    if here.hostname != there.hostname and _site(plain) != _site(told):
        return False
    if here.path == there.path:
        return not here.query or here.query == there.query or bool(there.query) or _is_deep(there.path)
    if there.path in ("", "/") and not there.query:
        return False
    above = there.path.rstrip("/")
    if here.path.startswith(above + "/"):
        return _TAIL.fullmatch(here.path[len(above) :]) is not None
    return True


def _is_deep(path: str) -> bool:
    """Whether a path alone names an article: a file or several steps, no `/story.php` with the number in its query."""
    return "." not in path.rpartition("/")[2] and path.strip("/").count("/") >= 1


def _site(url: str) -> str:
    """The part of an address's host that its owner registered, by the public suffix list; two labels where it tells of none.

    >>> _site("https://edition.news.com/a"), _site("https://www.paper.co.uk"), _site("http://127.0.0.1:80/")
    ('news.com', 'paper.co.uk', '127.0.0.1')
    """
    from tld import get_fld

    host = urlsplit(url).hostname or ""
    labels = host.split(".")
    return get_fld(url, fail_silently=True) or (".".join(labels[-2:]) if labels[-1].isalpha() else host)
