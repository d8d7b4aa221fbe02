"""The list of articles; one article with its statements marked in the text, a list in step with it, and all that is known of each."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from markupsafe import Markup
from sqlalchemy import Connection
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from onrecord.formats.circumstances import (
    addressee_words,
    contact_words,
    dated_by,
    occasion_words,
    place_words,
    setting,
)
from onrecord.formats.timeline import timeline
from onrecord.record.listing import list_articles
from onrecord.record.loading import find_article, load_articles
from onrecord.serving.keeping import record_of
from onrecord.threads import threads_in
from onrecord.types import Article, Statement
from onrecord.web.marking import pieces
from onrecord.web.site import link, show
from onrecord.web.taking import taken_article
from onrecord.web.words import day, flat, percent, shortened

__all__ = ["Row", "article_page", "articles_page", "current_article", "row_of", "title_of"]

ON_A_PAGE = 50
_FORMATS = (("JSON", "jsonl"), ("CSV", "csv"), ("web page", "html"), ("annotations", "annotations"))


@dataclass(frozen=True, slots=True)
class Row:
    """A statement as the list beside the text shows it; `details` are names and words of everything known."""

    id: str
    who: str
    speaker_id: str | None
    speaker_name: str
    facts: str
    said: str
    said_whole: str
    setting: str
    inner: bool
    thread: str | None
    details: tuple[tuple[str, str], ...]


def articles_page(request: Request) -> Response:
    """GET /articles ."""
    with record_of(request).store.reading() as connection:
        held = list_articles(connection, limit=ON_A_PAGE, after=request.query_params.get("after") or None)
    following = link("/articles", after=held.next) if held.next else None
    return show(request, "articles.html", {"held": held.items, "next": following})


def article_page(request: Request) -> Response:
    """GET /articles/ID, with `?format=` the article to take along."""
    with record_of(request).store.reading() as connection:
        article = current_article(connection, request.path_params["article_id"])
        threads = threads_in(connection, article.id)
    if asked := request.query_params.get("format"):
        return taken_article(article, asked)
    published = f"published {day(article.published)}" if article.published else ""
    known = (article.outlet, article.section, ", ".join(article.byline), published)
    context: dict[str, Any] = {
        "article": article,
        "title": title_of(article),
        "known": [k for k in known if k],
        "address": article.url if article.url and urlsplit(article.url).scheme in ("http", "https") else None,
        "pieces": pieces(article),
        "rows": [row_of(article, s, threads.get(s.id)) for s in article.statements],
        "timeline": Markup(timeline(article, "", styled=False)),
        "contacts": [
            (contact_words(c, article.text), flat(c.evidence.of(article.text))) for c in article.contacts
        ],
        "exports_of": [(name, link("/articles", article.id, format=f)) for name, f in _FORMATS],
    }
    return show(request, "article.html", context)


def current_article(connection: Connection, article_id: str) -> Article:
    """The article of an id.

    Raises:
        HTTPException: there is none.
    """
    row = find_article(connection, article_id)
    if row is None:
        raise HTTPException(404, "no article on record has this address; see the list of articles")
    return load_articles(connection, [row])[0]


def title_of(article: Article) -> str:
    """The headline, or what there is instead."""
    if article.headline:
        return flat(article.headline.of(article.text))
    return article.path or article.url or shortened(article.text, 60)


def row_of(article: Article, s: Statement, thread: str | None = None) -> Row:
    """What is shown of a statement."""
    text = article.text
    said = " … ".join(flat(span.of(text)) for span in s.content)
    stance = "" if s.stance == "asserted" else f", {s.stance}"
    source = " ".join(flat(span.of(text)) for span in s.source)
    return Row(
        id=s.id,
        who=s.speaker.name if s.speaker else source or "nobody named",
        speaker_id=s.speaker.id if s.speaker else None,
        speaker_name=s.speaker.name if s.speaker else "",
        facts=f"{s.act}{stance} · {s.kind} · {percent(s.confidence)}",
        said=shortened(said, 240),
        said_whole=said,
        setting=setting(s, text),
        inner=s.parent is not None,
        thread=thread,
        details=tuple(_details(article, s)),
    )


def _details(article: Article, s: Statement) -> Iterator[tuple[str, str]]:
    text = article.text
    yield "said", " … ".join(flat(span.of(text)) for span in s.content)
    yield from _of_speaker(article, s)
    if s.source:
        yield "in the text", f"“{' … '.join(flat(span.of(text)) for span in s.source)}”"
    if s.cue:
        yield "reported by", f"“{' … '.join(flat(span.of(text)) for span in s.cue)}”"
    if s.said_on:
        yield "when", dated_by(s.said_on, text)
    if s.addressee:
        yield "to", addressee_words(s.addressee, text)
    if s.place:
        yield "where", place_words(s.place, text)
    if s.occasion:
        yield "occasion", f"{occasion_words(s.occasion, text)} ({s.occasion.kind})"
    yield "act, stance, kind", f"{s.act}, {s.stance}, {s.kind}"
    yield "how sure", percent(s.confidence)


def _of_speaker(article: Article, s: Statement) -> Iterator[tuple[str, str]]:
    """Who it is and why."""
    text = article.text
    for one in (s.speaker.members or (s.speaker,)) if s.speaker else ():
        yield "speaker", f"{one.name} ({one.kind}, {one.id})"
        steps = [f"“{flat(span.of(text))}”" for span in one.chain]
        if len(steps) > 1 or (steps and one.name not in steps[0]):
            yield "read so by way of", " → ".join([*steps, *([] if one.name in steps[-1] else [one.name])])
        yield "why", f"named by {one.how}, rule: {one.rule}, {percent(one.confidence)}"
    if not s.speaker and s.candidates:
        yield "speaker", "either " + " or ".join(c.name for c in s.candidates)
    if s.unnamed:
        number = {None: "several or one", 1: "one"}.get(s.unnamed.number, str(s.unnamed.number))
        yield "unnamed", f"“{flat(s.unnamed.description.of(text))}” ({number})"
