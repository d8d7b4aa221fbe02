"""Articles at addresses: their own address, their charset, and what came in place of an article."""

from __future__ import annotations

import pytest

from onrecord.errors import UnreadableArticle
from onrecord.reading.decode import decode
from onrecord.reading.fetch import Fetched
from onrecord.reading.visiting import article_in

from websites import ARTICLE, Reply, article

URL = "https://post.example/2026/05/ferry"


def came(
    page: str | bytes, *, url: str = URL, kind: str = "text/html", charset: str | None = None
) -> Fetched:
    return Fetched(url, page.encode() if isinstance(page, str) else page, kind, charset)


def page(title: str, **parts: str) -> str:
    reply = article(title, **parts)
    assert isinstance(reply.body, str)
    return reply.body


def test_an_article_goes_under_its_own_address_and_outlet() -> None:
    head = f'<link rel="canonical" href="{URL}"><meta property="og:site_name" content="The Island Post">'
    asked = "https://m.post.example/2026/05/ferry/amp?utm_source=feed"
    found = article_in(came(page("the ferry", head=head), url=asked), asked)
    assert (found.url, found.path, found.outlet) == (URL, asked, "The Island Post")
    plain = article_in(came(page("the ferry"), url=asked), asked)
    assert (plain.url, plain.outlet) == ("https://www.post.example/2026/05/ferry", "post.example")


WORDS = "“Café owners won’t pay,” said Åse Müller"


@pytest.mark.parametrize(
    ("encoding", "declared", "told"),
    [
        ("utf-8", None, "utf-8"), ("utf-8", "utf-8", None), ("utf-8", None, None),
        ("cp1252", None, "windows-1252"), ("cp1252", "iso-8859-1", None), ("cp1252", None, "latin1"),
        ("utf-8-sig", "iso-8859-1", "windows-1252"), ("utf-16", None, "utf-16"), ("utf-16-le", None, "utf-16le"),
        # told wrongly
        ("utf-8", "iso-8859-1", None), ("utf-8", None, "iso-8859-1"), ("cp1252", None, "utf-8"), ("cp1252", "utf-8", None),
        ("utf-8", "hex", None), ("utf-8", None, "no-such-charset"), ("cp1252", None, "unicode_escape"),
    ],
)  # fmt: skip
def test_the_charset_is_what_the_bytes_are(encoding: str, declared: str | None, told: str | None) -> None:
    meta = f'<meta charset="{declared}">' if declared else ""
    data = f"<html><head>{meta}</head><body><p>{WORDS}</p></body></html>".encode(encoding)
    assert WORDS in decode(data, "page", markup=True, charset=told)


def test_the_charset_of_a_server_is_taken_over_the_pages_own() -> None:
    data = '<meta charset="iso-8859-1"><p>Привет</p>'.encode("koi8-r")
    assert "Привет" in decode(data, "page", markup=True, charset="koi8-r")


BEGINNING = (
    "<p>The ferry company said on Monday that the fares would rise by a third before the summer begins.</p>"
)


@pytest.mark.parametrize(
    ("body", "told"),
    [
        (BEGINNING + "<p>Subscribe now to continue reading this article.</p>", "without a subscription"),
        (BEGINNING + "<p>This article is for subscribers only.</p>", "without a subscription"),
        (BEGINNING + "<p>You have reached your limit of free articles. You've read your 3 free articles.</p>", "without a subscription"),
        (BEGINNING + '<div class="paywall-box"><button>Join</button></div>', "without a subscription"),
        (BEGINNING + '<script type="application/ld+json">{"@type": "NewsArticle", "isAccessibleForFree": "False"}</script>', "without a subscription"),
        ("<h1>Before you continue</h1><p>We and our 812 partners store data and use cookies. Accept all or manage choices.</p>", "consent to cookies"),
        ("<h1>Just a moment...</h1><p>Checking your browser before you go on to post.example.</p>", "that a person reads it"),
        ("<p>Please enable JavaScript and cookies to continue. Verify that you are human to go on from here.</p>", "that a person reads it"),
    ],
)  # fmt: skip
def test_what_comes_in_place_of_an_article_is_told_in_a_line(body: str, told: str) -> None:
    data = f"<html><head><title>Fares to rise</title></head><body><article>{body}</article></body></html>"
    with pytest.raises(UnreadableArticle, match=told) as raised:
        article_in(came(data), URL)
    assert str(raised.value).startswith(f"{URL}: ") and "\n" not in str(raised.value)
    assert str(raised.value).endswith("save the page from a browser and give the file")


def test_a_redirect_to_a_page_of_consent_is_no_article() -> None:
    with pytest.raises(UnreadableArticle, match="consent to cookies"):
        article_in(
            came(page("the ferry"), url="https://consent.post.example/collectConsent?sessionId=1"), URL
        )


LONG = (
    "<p>"
    + "The harbour master said that the quay was sound and that the boats would stay where they were. " * 20
)
WHOLE = [
    page("subscriptions", more='<aside class="paywall">Join us</aside>' + LONG),
    page("fares", head='<script type="application/ld+json">{"@type": "NewsArticle", "isAccessibleForFree": false}</script>', more=LONG),
    page("cookies", more=LONG + " Readers were asked to subscribe to continue reading, the board said."),
    page("a robot", head='<script type="application/ld+json">{"@type": "NewsArticle", "isAccessibleForFree": true}</script>'),
]  # fmt: skip


@pytest.mark.parametrize(
    "data", WHOLE, ids=["markup of a wall", "whole but not free", "words of a wall", "free"]
)
def test_a_whole_article_is_not_taken_for_a_wall(data: str) -> None:
    assert "did not believe a word of it" in article_in(came(data), URL).text


@pytest.mark.parametrize(
    ("kind", "told"), [("application/pdf", "onrecord reads pages"), ("image/png", "is image/png")]
)
def test_what_is_no_page(kind: str, told: str) -> None:
    with pytest.raises(UnreadableArticle, match=told):
        article_in(came(b"%PDF-1.7", kind=kind), URL)


def test_the_template_of_these_tests_is_an_article() -> None:
    assert isinstance(article("the ferry"), Reply) and "{title}" in ARTICLE
