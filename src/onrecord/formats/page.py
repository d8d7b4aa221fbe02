"""Articles -> one self-contained HTML page: the text with its statements marked, a list beside it, a timeline above and contacts below.

No script and nothing from elsewhere: hover, tap or keyboard focus shows a statement's parts by style alone. Everything
that comes from an article is escaped.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from html import escape
from importlib.resources import files
from itertools import pairwise

from onrecord.formats.circumstances import (
    addressee_words,
    contact_words,
    dated_by,
    occasion_words,
    place_words,
    setting,
)
from onrecord.formats.timeline import timeline
from onrecord.types import Article, Span, Statement

__all__ = ["article_fragment", "article_page"]

_CLASSES = {"content": "or-c", "source": "or-s", "cue": "or-v"}
_ROLES = ("content", "source", "cue")
_LEGEND = (
    '<p class="or-legend"><span><span class="or-c">what was said</span></span>'
    '<span><span class="or-c or-c2">said inside another’s mouth</span></span>'
    '<span><span class="or-s">who</span></span><span><span class="or-v">the words that report it</span></span></p>'
)


def article_page(articles: Sequence[Article]) -> str:
    """A whole page for one or several articles."""
    title = escape(_title(articles[0])) if len(articles) == 1 else f"{len(articles)} articles"
    body = "\n".join(_article(a, f"a{i}") for i, a in enumerate(articles))
    return (
        '<!doctype html>\n<html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">"
        f"<title>{title} – onrecord</title><style>{_style()}</style></head>\n<body class='onrecord'><header>{_LEGEND}</header>"
        f"<main>{body}</main><footer>Found by onrecord. Each statement leads back to its words.</footer></body></html>\n"
    )


def article_fragment(article: Article) -> str:
    """The article for a notebook: style and text in one element."""
    prefix = "n" + hashlib.sha256(article.id.encode("utf-8", "surrogatepass")).hexdigest()[:8]
    return f'<div class="onrecord"><style>{_style()}</style>{_LEGEND}{_article(article, prefix)}</div>'


def _style() -> str:
    return files("onrecord.formats").joinpath("assets/page.css").read_text(encoding="utf-8")


def _title(article: Article) -> str:
    return article.headline.of(article.text) if article.headline else article.path or "Article"


def _article(article: Article, prefix: str) -> str:
    about = [article.outlet, article.section, ", ".join(article.byline), article.published]
    known = escape(" · ".join(a for a in about if a))
    warnings = "".join(f'<p class="or-about">Note: {escape(w)}</p>' for w in article.warnings)
    rows = "".join(_row(article, s, prefix, n) for n, s in enumerate(article.statements))
    return (
        f'<p class="or-about">{known}</p>{warnings}{timeline(article, prefix)}<div class="or-article">'
        f'<div class="or-text">{_marked(article, prefix)}</div><ol class="or-list">{rows}</ol></div>'
        f"{_contacts(article, prefix)}"
    )


def _contacts(article: Article, prefix: str) -> str:
    """Who met whom, each with the sentence that tells it, linked to its place in the text; empty where nobody did."""
    if not article.contacts:
        return ""
    items = "".join(
        f'<li><a href="#{prefix}c{n}">{escape(contact_words(c, article.text))}<br>'
        f'<span class="or-meta">“{escape(" ".join(c.evidence.of(article.text).split()))}”</span></a></li>'
        for n, c in enumerate(article.contacts)
    )
    return f'<section class="or-met"><h2>Who met whom</h2><ul>{items}</ul></section>'


def _row(article: Article, s: Statement, prefix: str, number: int) -> str:
    inner = "or-inner" if s.parent else "or-outer"
    said = " … ".join(" ".join(span.of(article.text).split()) for span in s.content)
    return (
        f'<li id="{prefix}s{number}" class="{inner}">'
        f'<a href="#{prefix}t{number}"><span class="or-meta">{number + 1}</span> <span class="or-who">{escape(_who(article, s))}</span> '
        f'<span class="or-meta">{escape(_facts(s))}</span><br>{escape(said)}{_chain(article, s)}{_setting(article, s)}</a></li>'
    )


def _setting(article: Article, s: Statement) -> str:
    words = setting(s, article.text)
    return f'<br><span class="or-meta or-where">{escape(words)}</span>' if words else ""


def _chain(article: Article, s: Statement) -> str:
    """The way from the mention to the name, where there is one, or what is known of a speaker without a name."""
    links: list[str] = []
    if s.speaker:
        for one in s.speaker.members or (s.speaker,):
            words = [" ".join(span.of(article.text).split()) for span in one.chain]
            named = any(one.name in w for w in words)
            steps = [f"“{w}”" for w in words] + ([] if named else [one.name])
            links.append(" → ".join(steps) if len(steps) > 1 else "")
    elif s.candidates:
        links.append("either " + " or ".join(c.name for c in s.candidates))
    elif s.unnamed and s.unnamed.number:
        links.append("one, unnamed" if s.unnamed.number == 1 else f"{s.unnamed.number}, unnamed")
    return "".join(f'<br><span class="or-meta or-chain">{escape(link)}</span>' for link in links if link)


def _who(article: Article, s: Statement) -> str:
    if s.speaker:
        return s.speaker.name
    return " ".join(span.of(article.text) for span in s.source) or "(nobody named)"


def _facts(s: Statement) -> str:
    stance = "" if s.stance == "asserted" else f", {s.stance}"
    return f"{s.act}{stance} · {s.kind} · {s.confidence:.0%}"


def _tip(article: Article, s: Statement) -> str:
    """What is known of a statement, in a line each."""
    text = article.text
    lines = [f"<b>{escape(_who(article, s))}</b> · {escape(_facts(s))}"]
    if s.speaker:
        known = "" if s.speaker.id.startswith("local:") else f", {s.speaker.id}"
        lines.append(
            f"{escape(s.speaker.kind + known)}, by {escape(s.speaker.how)}, {s.speaker.confidence:.0%}"
        )
        lines.append(f"rule: {escape(s.speaker.rule)}")
    if s.cue:
        lines.append(f"reported by “{escape(s.cue[0].of(text))}”")
    return "<br>".join(lines + [escape(line) for line in _circumstances(s, text)])


def _circumstances(s: Statement, text: str) -> Iterable[str]:
    if s.said_on:
        yield f"when: {dated_by(s.said_on, text)}"
    if s.addressee:
        yield f"to: {addressee_words(s.addressee, text)}"
    if s.place:
        yield f"where: {place_words(s.place, text)}"
    if s.occasion:
        yield f"occasion: {occasion_words(s.occasion, text)} ({s.occasion.kind})"


def _marked(article: Article, prefix: str) -> str:
    """The text cut at every span's ends; each piece wears the classes of the spans that cover it."""
    text = article.text
    edges: dict[int, None] = dict.fromkeys((0, len(text)))
    starts: dict[int, list[tuple[str, int]]] = {}
    ends: dict[int, list[tuple[str, int]]] = {}
    anchors: dict[int, list[int]] = {}
    for number, statement in enumerate(article.statements):
        anchors.setdefault(statement.content[0].start, []).append(number)
        for role, span in _spans(statement):
            starts.setdefault(span.start, []).append((role, number))
            ends.setdefault(span.end, []).append((role, number))
            edges[span.start] = edges[span.end] = None
    told: dict[int, list[int]] = {}
    for number, contact in enumerate(article.contacts):
        told.setdefault(contact.evidence.start, []).append(number)
        edges[contact.evidence.start] = None
    head = article.headline or Span(0, 0)
    edges[head.start] = edges[head.end] = None
    out: list[str] = []
    live: list[tuple[str, int]] = []
    for start, end in pairwise(sorted(edges)):
        for ended in ends.get(start, []):
            live.remove(ended)
        live += starts.get(start, [])
        out.extend(f'<span class="or-e" id="{prefix}c{n}"></span>' for n in told.get(start, []))
        out.extend(_anchor(article, prefix, n) for n in anchors.get(start, []))
        piece = escape(text[start:end])
        classes = [_CLASSES[r] for r in _ROLES if any(role == r for role, _ in live)]
        if sum(role == "content" for role, _ in live) > 1:
            classes.append("or-c2")
        if head.start <= start and end <= head.end:
            classes.append("or-h")
        out.append(_mark(article, classes, live, piece) if classes else piece)
    return "".join(out)


def _mark(article: Article, classes: list[str], live: list[tuple[str, int]], piece: str) -> str:
    """A piece of text with its classes; hovering it names the innermost statement."""
    number = max((n for _, n in live), default=None)
    title = ""
    if number is not None:
        statement = article.statements[number]
        title = f' title="{number + 1}: {escape(_who(article, statement))} – {escape(_facts(statement))}"'
    return f'<mark class="{" ".join(classes)}"{title}>{piece}</mark>'


def _spans(s: Statement) -> Iterable[tuple[str, Span]]:
    for role, spans in (("content", s.content), ("source", s.source), ("cue", s.cue)):
        for span in spans:
            yield role, span


def _anchor(article: Article, prefix: str, number: int) -> str:
    """An empty, focusable handle before a content: link target, tip, way to the list. It adds no text."""
    tip = _tip(article, article.statements[number])
    return (
        f'<a class="or-t" id="{prefix}t{number}" href="#{prefix}s{number}" aria-label="statement {number + 1}">'
        f'<sup class="or-meta" aria-hidden="true" data-n="{number + 1}"></sup><span class="or-tip" role="tooltip">{tip}</span></a>'
    )
