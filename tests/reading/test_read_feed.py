"""Feeds as they come: RSS, Atom, RDF, JSON Feed, broken, in the wrong charset, hostile, and pages that are none."""

from __future__ import annotations

import json
import time
from pathlib import Path

import pytest

from onrecord.errors import UnreadableArticle, UsageError
from onrecord.reading.feeds import Entry, NoFeed, article_in_entry, read_feed, words_in
from onrecord.reading.fetch import Fetched
from onrecord.reading.opml import read_opml

URL = "https://post.example/news/feed.xml"
ITEM = """<item><title>Ferry &amp; pier</title><link>{link}</link><guid isPermaLink="false">post-7</guid>
<pubDate>Mon, 04 May 2026 08:00:00 +0200</pubDate><description>&lt;p&gt;The mayor said no.&lt;/p&gt;</description></item>"""


def rss(*items: str, more: str = "") -> str:
    return f'<?xml version="1.0"?><rss version="2.0"><channel><title>The Island Post</title>{more}{"".join(items)}</channel></rss>'


ATOM = """<feed xmlns="http://www.w3.org/2005/Atom" xml:base="https://post.example/base/"><title>The Island Post</title><entry>
<title type="html">Ferry &amp;amp; pier</title><link rel="replies" href="/c"/><link href="../ferry"/><id>tag:post.example,2026:7</id>
<published>2026-05-04T08:00:00+02:00</published><updated>2026-05-04T09:30:12Z</updated>
<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>The mayor said no.</p></div></content></entry></feed>"""
RDF = """<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"><channel><title>P</title></channel>
<item rdf:about="https://post.example/ferry"><title>Ferry</title><link>https://post.example/ferry</link></item></rdf:RDF>"""
JSON = {"version": "https://jsonfeed.org/version/1.1", "title": "The Island Post", "items": [
    {"id": 7, "url": "/ferry", "title": "Ferry", "content_text": "The mayor said no.\n\nSo did <she>.", "date_published": "2026-05-04T08:00:00+02:00",
     "date_modified": "2026-05-04T09:30:12Z"}, {"id": "https://post.example/pier"}, "nonsense", {"title": ["?"]}]}  # fmt: skip


def came(
    data: str | bytes | dict[str, object], charset: str | None = None, kind: str = "text/xml"
) -> Fetched:
    data = json.dumps(data) if isinstance(data, dict) else data
    return Fetched(URL, data.encode() if isinstance(data, str) else data, kind, charset)


def entries(data: str | bytes | dict[str, object], charset: str | None = None) -> list[Entry]:
    return list(read_feed(came(data, charset), URL).entries)


@pytest.mark.parametrize(
    ("link", "whole"),
    [
        ("https://post.example/ferry", "https://post.example/ferry"), ("/ferry", "https://post.example/ferry"),
        ("ferry", "https://post.example/news/ferry"), ("//post.example/ferry?a=1&amp;b=2", "https://post.example/ferry?a=1&b=2"),
        ("javascript:alert(1)", None), ("", None), ("http://[", None),
    ],
)  # fmt: skip
def test_an_entry_of_rss_with_its_link_made_whole(link: str, whole: str | None) -> None:
    [entry] = entries(rss(ITEM.format(link=link)))
    assert entry == Entry(
        "post-7", whole, "Ferry & pier", "2026-05-04T08:00+02:00", None, "<p>The mayor said no.</p>"
    )


def test_atom_rdf_and_json() -> None:
    [atom] = entries(ATOM)
    assert (atom.id, atom.address, atom.title) == (
        "tag:post.example,2026:7",
        "https://post.example/ferry",
        "Ferry & pier",
    )
    assert (atom.published, atom.updated) == ("2026-05-04T08:00+02:00", "2026-05-04T09:30:12+00:00")
    assert words_in(atom.content) == 4
    [rdf] = entries(RDF)
    assert rdf.address == "https://post.example/ferry"
    first, second = entries(JSON)
    assert (first.id, first.address, first.published) == (
        "7",
        "https://post.example/ferry",
        "2026-05-04T08:00+02:00",
    )
    assert article_in_entry(first, "feed").text == "Ferry\n\nThe mayor said no.\n\nSo did <she>."
    assert second.address == second.id == "https://post.example/pier"


def test_a_permanent_id_is_an_address() -> None:
    [entry] = entries(rss("<item><title>x</title><guid>https://post.example/ferry</guid></item>"))
    assert entry.address == "https://post.example/ferry"


@pytest.mark.parametrize(("encoding", "declared", "told"), [
    ("utf-8", "utf-8", None), ("cp1252", "iso-8859-1", None), ("cp1252", "utf-8", "windows-1252"),
    ("utf-8", "iso-8859-1", None), ("utf-8", "utf-8", "iso-8859-1"), ("cp1252", "utf-8", None), ("cp1252", "utf-8", "utf-8"),
    ("utf-16", "utf-16", None), ("utf-8-sig", "utf-8", "us-ascii"), ("utf-8", "no-such", "hex"),
])  # fmt: skip
def test_the_charset_is_what_the_bytes_are(encoding: str, declared: str, told: str | None) -> None:
    data = rss("<item><title>“Café,” said Åse</title><link>/a</link></item>").replace(
        '"1.0"', f'"1.0" encoding="{declared}"'
    )
    [entry] = entries(data.encode(encoding), told)
    assert entry.title == "“Café,” said Åse"


@pytest.mark.parametrize("data", [
    rss(ITEM.format(link="/a"), ITEM.format(link="/b"))[:-90],  # broken off
    rss(ITEM.format(link="/a?x=1&y=2"), ITEM.format(link="/b"), more="<description>bread & butter &nbsp;</description>"),
    rss(ITEM.format(link="/a"), more="<image><unclosed>"),
    rss(ITEM.format(link="/a")).replace("<title>Ferry", "<title>\x0cFerry \x01"),
    "\n\n  " + rss(ITEM.format(link="/a")),
])  # fmt: skip
def test_broken_xml_gives_what_can_be_made_out(data: str) -> None:
    assert (entries(data)[0].address or "").startswith("https://post.example/a")


def test_a_feed_without_entries_is_a_feed() -> None:
    assert entries(rss()) == [] == entries({"version": "https://jsonfeed.org/version/1.1", "items": []})


@pytest.mark.parametrize(("data", "told"), [
    ("", "is empty"), ("  \n", "is empty"), ("hello", "is no feed"), ("<opml><body/></opml>", "is no feed"), ("{oops", "broken JSON"),
    ('{"items": 7}', "no JSON Feed"), ("[1]", "is no feed"), ("<html><body>Not found</body></html>", "is a web page that names no feed"),
    ("<rss version='2.0'><channel><title>x", "broken XML"), (b"\x89PNG\r\n\x1a\n", "PNG"), ('{"a":' * 100_000, "broken JSON"),
])  # fmt: skip
def test_what_is_no_feed_is_told(data: str | bytes, told: str) -> None:
    with pytest.raises(UnreadableArticle, match=told) as raised:
        entries(data)
    assert str(raised.value).startswith(URL) and "\n" not in str(raised.value)


def test_a_page_names_its_feeds() -> None:
    page = '<!DOCTYPE html><html><head><link rel="alternate" type="application/atom+xml" href="/atom"></head></html>'
    with pytest.raises(NoFeed) as raised:
        entries(page)
    assert raised.value.feeds == ("https://post.example/atom",)


BOMB = '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a0 "lol">' + "".join(
    f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10)
)
HOSTILE = {
    "entities within entities": BOMB + f"]>{rss('<item><title>&a9;</title><link>/a</link></item>')[21:]}",
    "a file of this machine": f'<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>{rss("<item><title>&e;</title><link>/a</link></item>")[21:]}',
    "deep": rss("<a>" * 200_000 + "</a>" * 200_000),
    "unclosed": "<rss version='2.0'><channel>" + "<item>" * 1_000_000,
    "no names": "<" * 4_000_000,
    "ands": "<rss>" + "&" * 4_000_000,
    "attributes": "<rss " + "a" * 4_000_000,
    "comments": "<rss>" + "<!--" * 1_000_000,
}  # fmt: skip


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_feed_costs_no_minutes_and_tells_nothing_of_this_machine(name: str) -> None:
    begun = time.process_time()
    try:
        found = entries(HOSTILE[name])
    except UnreadableArticle as error:
        assert len(str(error)) < 400
    else:
        assert "root:" not in repr(found) and len(repr(found)) < 10_000
    assert time.process_time() - begun < 30


def test_a_list_of_feeds(tmp_path: Path) -> None:
    path = tmp_path / "feeds.opml"
    path.write_text(
        '<?xml version="1.0"?><opml version="2.0"><body><outline text="News"><outline text="a" xmlUrl="https://a.example/rss"/>'
        '<outline xmlUrl=" https://b.example/atom "/></outline><outline xmlUrl="https://a.example/rss"/><outline xmlUrl="c"/></body></opml>'
    )
    assert read_opml(path) == ["https://a.example/rss", "https://b.example/atom"]
    for text, told in (
        ("<opml/>", "names no feed"),
        ("hello", "no OPML"),
        (BOMB + "]><opml>&a9;</opml>", "no OPML"),
    ):
        path.write_text(text)
        with pytest.raises(UsageError, match=told):
            read_opml(path)
    with pytest.raises(UsageError, match="cannot be read"):
        read_opml(tmp_path / "none.opml")
