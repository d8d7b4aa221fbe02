"""Stories -> web pages as sites make them: articles in many layouts, and the pages that are none. No name of a real site.

`ARTICLES` and `OTHERS` are tables of layouts: a function from a story and a `random.Random` to HTML.
"""

from __future__ import annotations

import json
import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from html import escape

from phrases import COMMENTS, COOKIES, FOREIGN, HOUSE, SECTIONS, USERS

__all__ = ["ARTICLES", "FOREIGN_LAYOUTS", "OTHERS", "Story"]


@dataclass(frozen=True, slots=True)
class Story:
    """A story: `others` are titles and first paragraphs of further ones, for teasers."""

    title: str
    paragraphs: tuple[str, ...]
    author: str
    outlet: str
    published: str
    url: str
    others: tuple[tuple[str, str], ...]


Layout = Callable[[Story, random.Random], str]


def p(texts: Sequence[str], tag: str = "p", cls: str = "") -> str:
    mark = f' class="{cls}"' if cls else ""
    return "\n".join(f"<{tag}{mark}>{escape(text, quote=False)}</{tag}>" for text in texts)


def nav(rng: random.Random) -> str:
    items = "".join(f'<li><a href="/{name.lower()}">{name}</a></li>' for name in rng.sample(SECTIONS, 9))
    return f"<nav><ul>{items}</ul></nav>"


def menu(rng: random.Random) -> str:
    """A menu that no tag marks as one."""
    return (
        '<div class="bar">'
        + " | ".join(f'<a href="/{n.lower()}">{n}</a>' for n in rng.sample(SECTIONS, 10))
        + "</div>"
    )


def foot(story: Story) -> str:
    return f'<footer>© 2026 {escape(story.outlet)}. All rights reserved. <a href="/terms">Terms of use</a> <a href="/privacy">Privacy policy</a></footer>'


def old_foot(story: Story) -> str:
    return f'<div id="bottom"><small>Copyright 2026 {escape(story.outlet)}. No part of this site may be reproduced without permission. <a href="/contact">Contact</a></small></div>'


def teasers(story: Story, count: int, heading: str = "h3", item: str = "div", words: int = 28) -> str:
    out = []
    for title, first in story.others[:count]:
        short = " ".join(first.split()[:words])
        out.append(
            f'<{item} class="item"><{heading}><a href="/{abs(hash(title)) % 10**6}">{escape(title)}</a></{heading}><p>{escape(short)}.</p></{item}>'
        )
    return "\n".join(out)


def titles(story: Story, count: int, heading: str = "h4") -> str:
    return "".join(
        f'<div><{heading}><a href="#">{escape(t)}</a></{heading}></div>' for t, _ in story.others[:count]
    )


def comments(rng: random.Random, count: int, labelled: bool) -> str:
    box, one = ("comments", "comment") if labelled else ("r-box", "r-item")
    said = "".join(
        f'<div class="{one}"><b>{rng.choice(USERS)}</b> <span>{rng.randint(1, 23)} hours ago</span><p>{escape(" ".join(rng.sample(COMMENTS, rng.randint(1, 4))))}</p><a href="#">Reply</a></div>'
        for _ in range(count)
    )
    return f'<div class="{box}"><h3>{count} comments</h3>{said}</div>'


def linked_data(story: Story, kind: str = "NewsArticle") -> str:
    row = {
        "@context": "https://schema.org", "@type": kind, "headline": story.title, "datePublished": story.published,
        "author": {"@type": "Person", "name": story.author}, "publisher": {"@type": "Organization", "name": story.outlet},
    }  # fmt: skip
    return f'<script type="application/ld+json">{json.dumps(row).replace("</", "<")}</script>'


def whole(story: Story, head: str, body: str, title: str | None = None) -> str:
    named = escape(f"{title or story.title} | {story.outlet}")
    return f'<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>{named}</title>{head}</head><body>{body}</body></html>'


# --- articles -----------------------------------------------------------------------------------------------------------


def semantic(s: Story, rng: random.Random) -> str:
    body = f"""<div id="cookies">{COOKIES}<button>Accept</button></div>{nav(rng)}<main><article><h1>{escape(s.title)}</h1>
<p class="byline">By {s.author}</p>{p(s.paragraphs)}</article></main><section class="related"><h2>More</h2>{teasers(s, 4)}</section>{foot(s)}"""
    return whole(s, linked_data(s), body)


def wrapped(s: Story, rng: random.Random) -> str:
    inner = "".join(f'<div class="pg-para"><p>{escape(t)}</p></div>' for t in s.paragraphs)
    meta = f'<meta property="og:type" content="article"><meta property="og:title" content="{escape(s.title)}"><meta property="article:published_time" content="{s.published}">'
    return whole(
        s,
        meta,
        f'{menu(rng)}<div class="wrap"><h1>{escape(s.title)}</h1><div class="story">{inner}</div><div class="rail">{titles(s, 8)}</div></div>{foot(s)}',
    )


def breaks(s: Story, rng: random.Random) -> str:
    text = "<br><br>\n".join(escape(t) for t in s.paragraphs)
    return f"""<html><head><title>{escape(s.title)}</title></head><body bgcolor=white><table width=100%><tr><td width=150>{menu(rng)}</td>
<td><font size=5><b>{escape(s.title)}</b></font><br><i>{s.author}, {s.published[:10]}</i><br><br>{text}</td></tr></table>{old_foot(s)}</body></html>"""


def divs(s: Story, rng: random.Random) -> str:
    return whole(
        s,
        linked_data(s, "Article"),
        f'{nav(rng)}<h1>{escape(s.title)}</h1><div class="txt">{p(s.paragraphs, "div", "para")}</div>{foot(s)}',
    )


def blog(s: Story, rng: random.Random) -> str:
    side = f'<div id="secondary"><h2>Recent posts</h2><ul>{"".join(f"<li><a href=#>{escape(t)}</a></li>" for t, _ in s.others)}</ul></div>'
    body = f"""<div id="page"><div class="site-title"><a href="/">{s.outlet}</a></div>{menu(rng)}<div id="primary"><h1 class="entry-title">{escape(s.title)}</h1>
<div class="entry-meta">Posted on <time datetime="{s.published}">{s.published[:10]}</time> by {s.author}</div><div class="entry-content">{p(s.paragraphs)}</div>
{comments(rng, 25, True)}</div>{side}</div>{old_foot(s)}"""
    return whole(s, '<meta property="og:type" content="article">', body)


def interrupted(s: Story, rng: random.Random) -> str:
    out = []
    for number, text in enumerate(s.paragraphs):
        out.append(f"<p>{escape(text)}</p>")
        if number % 4 == 2:
            out.append(
                f'<div class="more"><h4><a href="#">{escape(s.others[number % len(s.others)][0])}</a></h4></div>'
            )
        if number % 5 == 3:
            out.append('<p><strong><a href="#">READ MORE: ' + escape(s.others[0][0]) + "</a></strong></p>")
    return whole(
        s,
        linked_data(s),
        f"{nav(rng)}<h1>{escape(s.title)}</h1><div>{''.join(out)}</div><aside>{teasers(s, 6)}</aside>{foot(s)}",
    )


def sections(s: Story, rng: random.Random) -> str:
    step = max(3, len(s.paragraphs) // 3)
    parts = [s.paragraphs[i : i + step] for i in range(0, len(s.paragraphs), step)]
    inner = "".join(f"<section><h2>Part {n}</h2>{p(part)}</section>" for n, part in enumerate(parts, 1))
    return whole(
        s,
        "",
        f'{menu(rng)}<div itemscope itemtype="http://schema.org/NewsArticle"><h1 itemprop="headline">{escape(s.title)}</h1><span itemprop="datePublished">{s.published}</span><div itemprop="articleBody">{inner}</div></div>{old_foot(s)}',
    )


def latin(s: Story, rng: random.Random) -> str:
    return f"""<?xml version="1.0" encoding="iso-8859-1"?><!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN" "x"><html xmlns="http://www.w3.org/1999/xhtml"><head>
<meta http-equiv="Content-Type" content="text/html; charset=iso-8859-1" /><title>{escape(s.title)} - {s.outlet}</title></head><body>{menu(rng)}<div id="content"><h2>{escape(s.title)}</h2>
<div class="when">{s.published[:10]}</div>{p(s.paragraphs)}</div>{old_foot(s)}</body></html>"""


def talked_about(s: Story, rng: random.Random) -> str:
    """Comments that nothing marks as such."""
    return whole(
        s,
        linked_data(s),
        f'{nav(rng)}<div><h1>{escape(s.title)}</h1><div class="c1">{p(s.paragraphs)}</div>{comments(rng, 20, False)}</div>{foot(s)}',
    )


def brief(s: Story, rng: random.Random) -> str:
    """A short one in the midst of much else."""
    taken, words = [], 0
    for text in s.paragraphs:
        taken.append(text)
        words += len(text.split())
        if words > 75:
            break
    meta = f'<meta property="og:type" content="article"><meta property="article:published_time" content="{s.published}">'
    return whole(
        s,
        meta,
        f"{nav(rng)}{menu(rng)}<article><h1>{escape(s.title)}</h1>{p(taken)}</article><div class=rel><h2>Also in the news</h2>{titles(s, 10)}</div>{foot(s)}",
    )


def lists(s: Story, rng: random.Random) -> str:
    """Everything is a list item or a blockquote somewhere."""
    half = len(s.paragraphs) // 2
    inner = f"{p(s.paragraphs[:half])}<blockquote>{p(s.paragraphs[half : half + 1])}</blockquote>{p(s.paragraphs[half + 1 :])}"
    return whole(
        s,
        linked_data(s, "ReportageNewsArticle"),
        f'<div class="hdr"><a href="/">{s.outlet}</a>{menu(rng)}</div><div role="main"><div><div><h1>{escape(s.title)}</h1><p>By <a href="/by">{s.author}</a></p>{inner}</div></div></div><div>{teasers(s, 6, "h5")}</div>{foot(s)}',
    )


# --- pages that are no articles -----------------------------------------------------------------------------------------


def front(s: Story, rng: random.Random) -> str:
    return whole(
        s,
        '<meta property="og:type" content="website">',
        f"{nav(rng)}<main>{teasers(s, 14, 'h2', 'article')}</main>{foot(s)}",
        "Home",
    )


def flat_listing(s: Story, rng: random.Random) -> str:
    rows = "".join(
        f'<h3><a href="#">{escape(t)}</a></h3><p>{escape(" ".join(f.split()[:35]))}.</p>' for t, f in s.others
    )
    return whole(
        s,
        "",
        f'{menu(rng)}<div id="list"><h1>{rng.choice(SECTIONS)}</h1>{rows}</div>{old_foot(s)}',
        rng.choice(SECTIONS),
    )


def list_items(s: Story, rng: random.Random) -> str:
    rows = "".join(
        f'<li><a href="#"><b>{escape(t)}</b></a><p>{escape(" ".join(f.split()[:40]))}.</p><span>3 hours ago</span></li>'
        for t, f in s.others
    )
    return whole(
        s,
        '<meta property="og:type" content="article">',
        f"{nav(rng)}<h1>{rng.choice(SECTIONS)}</h1><ul>{rows}</ul>{foot(s)}",
        rng.choice(SECTIONS),
    )


def headlines(s: Story, rng: random.Random) -> str:
    return whole(s, "", f"{nav(rng)}<h1>Latest</h1>{titles(s, 20)}{foot(s)}", "Latest")


def author_page(s: Story, rng: random.Random) -> str:
    bio = f"{s.author} has been a reporter at {s.outlet} for eleven years. Before that {s.author.split()[0]} worked for local radio, and won two awards for a series on public transport. Send tips by post. Born by the sea, {s.author.split()[0]} lives in the city with two cats and writes about courts, councils and everything that goes on between them, mostly at night and always on deadline."
    return whole(
        s,
        "",
        f'{nav(rng)}<h1>{s.author}</h1><div class="bio"><p>{bio}</p></div>{titles(s, 12, "h3")}{foot(s)}',
        s.author,
    )


def search_page(s: Story, rng: random.Random) -> str:
    return whole(
        s,
        "",
        f"{nav(rng)}<h1>Search results for bridge</h1>{teasers(s, 10, 'h4', 'div', 22)}{foot(s)}",
        "Search results",
    )


def full_posts(s: Story, rng: random.Random) -> str:
    rows = "".join(
        f'<div class="post"><h2><a href="#">{escape(t)}</a></h2><p>{escape(f)}</p><p>{escape(f)}</p><p>{escape(" ".join(reversed(f.split())))}.</p></div>'
        for t, f in s.others[:8]
    )
    return whole(s, "", f"{menu(rng)}{rows}{old_foot(s)}", s.outlet)


def comment_page(s: Story, rng: random.Random) -> str:
    return whole(
        s, "", f"{nav(rng)}<h1>Comments on: {escape(s.title)}</h1>{comments(rng, 30, True)}{foot(s)}"
    )


def forum(s: Story, rng: random.Random) -> str:
    return whole(s, "", f"{menu(rng)}<h1>{escape(s.title)}</h1>{comments(rng, 25, False)}{old_foot(s)}")


def gallery(s: Story, rng: random.Random) -> str:
    shots = "".join(
        f'<figure><img src="{n}.jpg"><figcaption>{escape(" ".join(f.split()[:15]))}.</figcaption></figure>'
        for n, (_, f) in enumerate(s.others)
    )
    return whole(s, "", f"{nav(rng)}<h1>In pictures: {escape(s.title)}</h1>{shots}{foot(s)}")


def house(s: Story, rng: random.Random) -> str:
    title, texts = rng.choice(HOUSE)
    return whole(
        s,
        "",
        f"{nav(rng)}<h1>{title}</h1><div>{p([t.replace('SITE', s.outlet) for t in texts])}</div>{foot(s)}",
        title,
    )


def numbers(s: Story, rng: random.Random) -> str:
    rows = "".join(
        f"<tr><td>{rng.choice(SECTIONS)} {n}</td><td>{rng.random():.2f}</td><td>{rng.randint(1, 999)}</td></tr>"
        for n in range(40)
    )
    return whole(s, "", f"{nav(rng)}<h1>Markets at a glance</h1><table>{rows}</table>{foot(s)}", "Markets")


def video(s: Story, rng: random.Random) -> str:
    return whole(
        s,
        '<meta property="og:type" content="video.other">',
        f'{nav(rng)}<h1>{escape(s.title)}</h1><video src="x"></video><p>{escape(" ".join(s.paragraphs[0].split()[:25]))}.</p>{titles(s, 10)}{foot(s)}',
    )


def shell(s: Story, _rng: random.Random) -> str:
    return whole(
        s,
        "",
        '<div id="root"></div><noscript>You need to enable JavaScript to run this app.</noscript><script>start()</script>',
    )


def wall(s: Story, rng: random.Random) -> str:
    return whole(
        s,
        linked_data(s),
        f'{nav(rng)}<h1>{escape(s.title)}</h1><p>{escape(" ".join(s.paragraphs[0].split()[:20]))} …</p><div>Subscribe to read on. Already a subscriber? <a href="/in">Sign in</a>.</div>{titles(s, 6)}{foot(s)}',
    )


def _foreign(layout: str) -> Layout:
    def page(s: Story, rng: random.Random) -> str:
        texts = FOREIGN[rng.choice(sorted(FOREIGN))]
        paragraphs = tuple(" ".join(rng.sample(texts, 3)) for _ in range(6))
        told = Story(texts[0], paragraphs, s.author, s.outlet, s.published, s.url, s.others)
        return {"semantic": semantic, "breaks": breaks, "blog": wrapped}[layout](told, rng)

    return page


ARTICLES: dict[str, Layout] = {
    f.__name__: f
    for f in (semantic, wrapped, breaks, divs, blog, interrupted, sections, latin, talked_about, brief, lists)
}
OTHERS: dict[str, Layout] = {
    f.__name__: f
    for f in (
        front, flat_listing, list_items, headlines, author_page, search_page, full_posts, comment_page, forum, gallery, house,
        numbers, video, shell, wall,
    )
}  # fmt: skip
FOREIGN_LAYOUTS: dict[str, Layout] = {name: _foreign(name) for name in ("semantic", "breaks", "blog")}
