"""Articles and other pages in the layouts that sites have: each a line or two of HTML, told apart by layout alone."""

from __future__ import annotations

import random

import pytest

from onrecord.errors import LeftOut
from onrecord.reading import ReadingOptions
from onrecord.reading.build import language_of
from onrecord.reading.pages import Page, article_from_page

from crawls import stories
from pages import foot, linked_data, menu, nav, p, teasers, titles

S, *OTHERS = stories(24, 9)
R = random.Random(4)
P = S.paragraphs
HEAD = f"<html><head><title>{S.title} | The Post</title></head><body>"


def each(made: str, others: list = OTHERS) -> str:  # type: ignore[type-arg]
    """`made` for each other story, with its title and first paragraph."""
    return "".join(made.format(t=o.title, f=o.paragraphs[0], g=o.paragraphs[1], a=o.author) for o in others)


def said(made: str, times: int = 1) -> str:
    """`made` for each paragraph."""
    return "".join(made.format(text) for text in P * times)


ARTICLES = {
    "nothing but the text": f"<h1>{S.title}</h1>{p(P)}",
    "rows of columns": menu(R) + said('<div class="row"><div class="col"><span>{}</span></div></div>'),
    "questions and answers": HEAD + nav(R) + said("<div class='qa'><h3>Why did that matter to you so much?</h3><p>{0}</p><p>{0}</p></div>"),
    "a live blog": HEAD + linked_data(S, "LiveBlogPosting") + said("<article><time>10:15</time><h3>Update</h3><p>{}</p></article>"),
    "comments that are articles": f'<body class="comments-open"><article class="no-comments"><h1>{S.title}</h1>{p(P)}</article>'
    + f'<ol class="comment-list">{said("<li class=comment><article><p>{}</p></article></li>", 4)}</ol>',
    "preformatted": "<pre>" + "\n".join(P) + "</pre>",
    "a press release": f"{HEAD}{nav(R)}<div><p>FOR IMMEDIATE RELEASE</p><p><b>{S.title}</b></p>{p(P)}<p>Contact: press office</p></div>{titles(S, 8)}",
    "short, with headlines beside it": f"{HEAD}{nav(R)}<div><h1>{S.title}</h1>{p(P[:2])}</div><div>{titles(S, 6)}</div>",
    "the name of the site as first heading": f"{HEAD}<h1>The Post</h1>{menu(R)}<h2>{S.title}</h2><div>{p(P)}</div>{teasers(S, 8)}{foot(S)}",
    "others below it, as links": f"{HEAD}<article>{p(P)}</article>" + each("<article><a href=#><h3>{t}</h3><p>{f}</p></a></article>"),
    "others below it, with text": f"{HEAD}{linked_data(S)}<div>{p(P)}</div>" + each("<div class=tz><h3>{t}</h3><p>{f}</p><a href=#>More</a></div>"),
    "list items": f"{HEAD}{nav(R)}<h1>{S.title}</h1><ul>{said('<li>{}</li>')}</ul>",
    "a form around all": f"{HEAD}{linked_data(S)}<form><div><div><h1>{S.title}</h1><div>{'<p/>'.join(P)}</div></div></div></form>",
    "links to read on in it": f"{HEAD}<div>{said('<p>{}</p><p><a href=#>READ MORE: What the council said about the bridge</a></p>')}</div>",
    "a headline that begins like a page of the house": f"<title>x</title><h1>Privacy policy of the ministry is wrong, says Brandt</h1>{p(P)}",
}  # fmt: skip
OTHER_PAGES = {
    "cards": nav(R) + each("<a class=card href=#><h3>{t}</h3><p>{f}</p></a>"),
    "cards with headings that are no links": nav(R) + each("<div class=card><h3>{t}</h3><p>{f}</p><a href=#>Read more</a></div>"),
    "definitions": menu(R) + "<dl>" + each("<dt><a href=#>{t}</a></dt><dd>{f}</dd>") + "</dl>",
    "a table of stories": menu(R) + "<table>" + each("<tr><td><a href=#>{t}</a></td><td>{f}</td></tr>") + "</table>",
    "a large story on top": nav(R) + each("<div><h2><a href=#>{t}</a></h2><p>{f}</p><p>{g}</p></div>", OTHERS[:1]) + teasers(S, 14),
    "paragraphs that begin with a link": menu(R) + "<div>" + each("<p><a href=#>{t}</a><br>{f}</p>") + "</div>",
    "paragraphs below a link": menu(R) + "<div>" + each("<p><a href=#>{t}</a></p><p>{f}</p>") + "</div>",
    "lines below a link": menu(R) + "<div>" + each("<b><a href=#>{t}</a></b><br>{f}<br><br>") + "</div>",
    "a forum in a table": menu(R) + "<table>" + said("<tr><td>user<br>Posts: 7</td><td><p>{}</p><p>Sent from my phone.</p></td></tr>", 3) + "</table>",
    "comments that nothing marks": "<h1>What do you think?</h1>" + said("<article><header>Joe <time>now</time></header><div>{}</div></article>", 3),
    "letters to sign up for": "<h1>Newsletters</h1>" + each("<div><h3>The {a} letter</h3><p>Every morning we send you the best of what our reporters found out.</p></div>"),
    "what is on": "<h1>What's on</h1>" + each("<div><h4>{t}</h4><p>Town hall, 19:00</p><p>{f}</p></div>"),
    "two teasers": f"{nav(R)}<h1>Tag: bridges</h1>{teasers(S, 2)}",
    "a shop": f"{nav(R)}<h1>Garden chair</h1><p>£49.99</p><p>In stock, delivered in three days.</p>",
    "an error": f"<title>404 Not Found</title>{p(('The page is not here.', *P[:2]))}",
}  # fmt: skip


def read(html: str) -> str:
    return article_from_page(Page("here", "here", html.encode()), ReadingOptions()).text


@pytest.mark.parametrize("name", ARTICLES)
def test_an_article_in_a_layout(name: str) -> None:
    text = " ".join(read(ARTICLES[name]).split())
    assert P[0] in text and P[1] in text


@pytest.mark.parametrize("name", OTHER_PAGES)
def test_a_page_that_is_none(name: str) -> None:
    with pytest.raises(LeftOut, match="no article"):
        read(OTHER_PAGES[name])


@pytest.mark.parametrize("name", ["others below it, with text", "comments that are articles"])
def test_what_stands_beside_an_article_is_no_part_of_it(name: str) -> None:
    text = read(ARTICLES[name])
    assert OTHERS[3].paragraphs[0] not in text
    assert text.count(P[2]) == 1


def test_a_short_english_text_is_english() -> None:
    told = (
        "Senator Aurelia Costa, via social media, cited data from a national forum on rural areas. “Regional media cover a "
        "minimal area,” Costa insisted. A spokesman for the radio federation said it supported a plan for local stations."
    )
    assert language_of(told) == "en"
