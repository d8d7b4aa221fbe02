"""Which addresses are of one page, which are not, and what a page may call itself."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.reading.addresses import is_address, plain_address, same_page, tidy_address
from onrecord.reading.canonical import canonical_address
from onrecord.reading.head import Head, read_head

SAME = """
https://post.example/2026/05/ferry        https://post.example/2026/05/ferry?utm_source=feed&utm_medium=rss
https://post.example/2026/05/ferry        https://POST.example:443/2026/05/ferry#comments
https://post.example/2026/05/ferry        https://post.example/2026/05/ferry?fbclid=IwAR0&gclid=x&at_medium=RSS&ns_campaign=y
https://post.example/story?id=7           https://post.example/story?utm_campaign=a&id=7&smid=tw
https://post.example/2026/05/ferry        https://post.example/2026/05/ferry/amp
https://post.example/2026/05/ferry        https://post.example/2026/05/ferry/amp/?outputType=amp
https://post.example/2026/05/ferry        https://post.example/amp/2026/05/ferry
https://post.example/2026/05/ferry        https://post.example/2026/05/ferry?amp=1
https://post.example/2026/05/ferry        https://post.example/2026/05/ferry/print/
https://post.example/2026/05/ferry        https://post.example/2026/05/ferry?print=true
https://post.example/ferry.html           https://post.example/ferry.amp.html
https://www.post.example/ferry            https://m.post.example/ferry
https://www.post.example/ferry            https://amp.post.example/ferry
https://www.post.example/ferry            https://www-post-example.cdn.ampproject.org/c/s/www.post.example/ferry
https://www.post.example/ferry            https://www.google.com/amp/s/www.post.example/ferry?amp
""".split()
APART = """
https://post.example/story?id=7           https://post.example/story?id=8
https://post.example/story?cid=7          https://post.example/story?cid=8
https://post.example/story?source=a       https://post.example/story?source=b
https://post.example/read?view=7          https://post.example/read?view=8
https://post.example/the-print            https://post.example/the
https://post.example/                     https://post.example/amp
https://post.example/ferry                https://news.post.example/ferry
https://post.example/Ferry                https://post.example/ferry
""".split()


def pairs(table: list[str]) -> list[tuple[str, str]]:
    return list(zip(table[::2], table[1::2], strict=True))


@pytest.mark.parametrize(("plain", "variant"), pairs(SAME))
def test_variants_of_a_page_have_one_address(plain: str, variant: str) -> None:
    assert plain_address(variant) == plain == plain_address(plain)


@pytest.mark.parametrize(("one", "other"), pairs(APART))
def test_pages_that_differ_keep_addresses_that_differ(one: str, other: str) -> None:
    assert same_page(one) != same_page(other)


def test_for_comparing_scheme_www_slash_and_order_do_not_count() -> None:
    one = same_page("http://www.post.example/ferry/?b=2&a=1")
    assert one == same_page("https://post.example/ferry?a=1&b=2&utm_source=x")


@given(st.text(max_size=80), st.booleans())
def test_no_text_upsets_them_and_twice_is_once(text: str, whole: bool) -> None:
    url = f"https://post.example/{text}" if whole else text
    assert tidy_address(tidy_address(url)) == tidy_address(url)
    plain_address(url), same_page(url), is_address(url)


def believed(url: str, *, canonical: str | None = None, own: str | None = None) -> str:
    return canonical_address(Head(canonical=canonical, own=own), url)


@pytest.mark.parametrize(
    ("url", "told", "goes_under"),
    [
        ("https://post.example/a/ferry?x=1", "https://post.example/a/ferry", "https://post.example/a/ferry"),
        ("https://amp.post.example/a/f", "https://www.post.example/a/ferry-7", "https://www.post.example/a/ferry-7"),
        ("https://post.example/story?id=7", "https://post.example/2026/ferry?utm_source=x", "https://post.example/2026/ferry"),
        ("https://m.post.example/a/ferry", "http://post.example/a/ferry", "http://post.example/a/ferry"),
        ("https://post.example/a/ferry/2", "https://post.example/a/ferry", "https://post.example/a/ferry"),
        # a whole site that calls itself its front page, a section that its articles lie in, one script for all
        ("https://post.example/a/ferry", "https://post.example/", "https://post.example/a/ferry"),
        ("https://post.example/a/ferry", "https://post.example/a/", "https://post.example/a/ferry"),
        ("https://post.example/story.php?id=7", "https://post.example/story.php", "https://post.example/story.php?id=7"),
        # a copy of another outlet's report is an article of its own
        ("https://post.example/a/ferry", "https://wire.example/ferry", "https://post.example/a/ferry"),
        ("https://post.co.uk/a/ferry", "https://wire.co.uk/ferry", "https://post.co.uk/a/ferry"),
        ("https://a.blogspot.com/ferry", "https://b.blogspot.com/a/ferry", "https://a.blogspot.com/ferry"),
        ("http://127.0.0.1/a/ferry", "http://10.0.0.1/a/b", "http://127.0.0.1/a/ferry"),
        # three letters under a country are no suffix of their own
        ("https://m.nws.de/a/ferry", "https://nws.de/a/f", "https://nws.de/a/f"),
    ],
)  # fmt: skip
def test_what_a_page_may_call_itself(url: str, told: str, goes_under: str) -> None:
    assert believed(url, canonical=told) == goes_under
    assert believed(url, own=told) == goes_under


def test_the_head_of_a_page() -> None:
    page = """<!doctype html><html><head><base href="/news/"><title>Ferry
      &amp; pier</title><link rel="CANONICAL" href="ferry?a=1&amp;b=2"><meta property="og:url" content="//post.example/f">
      <link rel="alternate" type="application/rss+xml" href="/feed.xml"><link rel="alternate" hreflang="de" href="/de">
      <link rel="alternate" type="application/feed+json; charset=utf-8" href="feed.json"></head><body>"""
    head = read_head(page, "https://post.example/x/y")
    assert head == Head(
        "Ferry & pier",
        "https://post.example/news/ferry?a=1&b=2",
        "https://post.example/f",
        ("https://post.example/feed.xml", "https://post.example/news/feed.json"),
    )


@pytest.mark.parametrize(
    "page", ["", "<", "\x00", "<link rel=canonical href='javascript:x'>", "<base href='http://['>"]
)
def test_a_broken_head_tells_nothing(page: str) -> None:
    head = read_head(page, "https://post.example/x")
    assert (head.canonical, head.own, head.feeds) == (None, None, ())
