"""`/articles`: list them, get one in the record format, have one read: its text, its page or its address."""

from __future__ import annotations

import json
from typing import Annotated, Any
from urllib.parse import quote

from fastapi import APIRouter, Depends, Query, Request
from pydantic import ValidationError
from starlette.responses import Response

from onrecord.api.answering import answer
from onrecord.api.forms import AddedOut, ArticlesOut, RecordOut
from onrecord.api.requests import Id, NewArticleIn, Short
from onrecord.errors import UnreadableArticle
from onrecord.formats.plain import plain
from onrecord.formats.record import article_to_dict
from onrecord.reading import ReadingOptions, article_from_record
from onrecord.reading.dateline import given_date
from onrecord.record.listing import list_articles
from onrecord.record.loading import find_article, load_articles
from onrecord.record.packing import storable
from onrecord.serving.keeping import add_articles, fetched, record_of, settings_of
from onrecord.serving.problem import Problem
from onrecord.serving.visitors import User, needs
from onrecord.types import Article

__all__ = ["router"]

router = APIRouter(tags=["articles"])
_BODY = {
    "requestBody": {
        "required": True,
        "content": {
            "application/json": {
                "schema": {"$ref": "#/components/schemas/NewArticleIn"},
                "example": {"text": "The mayor said the bridge would open in May.", "outlet": "The Courier"},
            },
            "text/plain": {
                "schema": {"type": "string"},
                "example": "The mayor said the bridge would open in May.",
            },
            "text/html": {
                "schema": {"type": "string"},
                "example": "<p>The mayor said the bridge would open in May.</p>",
            },
        },
    }
}


@router.get("/articles", response_model=ArticlesOut, dependencies=[Depends(needs("reader"))])
def list_of_articles(
    request: Request,
    outlet: Annotated[Short | None, Query(description="The outlet, as it is written on record.")] = None,
    limit: Annotated[int, Query(ge=1, le=200)] = 20,
    after: Annotated[Short | None, Query(description="The `next` of the page before.")] = None,
) -> Response:
    """The articles on record, those added last first."""
    with record_of(request).store.reading() as connection:
        entries = list_articles(connection, outlet=outlet, limit=limit, after=after)
    return answer(request, plain(entries))


@router.get("/articles/{article:path}", response_model=RecordOut, dependencies=[Depends(needs("reader"))])
def one_article(
    request: Request, article: Id, revision: Annotated[int | None, Query(ge=1, le=1_000_000)] = None
) -> Response:
    """An article with its statements and contacts, in the record format; its current revision, or the one asked for."""
    with record_of(request).store.reading() as connection:
        row = find_article(connection, storable(article), revision)
        if row is None:
            raise Problem(404, f"no such article on record: {article}")
        [found] = load_articles(connection, [row])
    return answer(request, article_to_dict(found))


@router.post(
    "/articles", response_model=AddedOut, status_code=201, openapi_extra=_BODY,
    responses={200: {"model": AddedOut, "description": "It is on record already, unchanged."}},
)  # fmt: skip
async def add_article(request: Request, _user: Annotated[User, Depends(needs("editor"))]) -> Response:
    """Read an article and put it on record: JSON with `text`, `html` or only `url` (then it is fetched), or the text or page itself."""
    given = _given(request.headers.get("content-type", ""), await request.body())
    [added] = await add_articles(request, lambda: [_article(request, given)], given.outlet)
    if added.verdict == "failed" or added.article is None:
        raise Problem(422, added.message or "there is no article in it")
    body = {"verdict": added.verdict, "article": added.article, "statements": added.statements}
    status = 200 if added.verdict == "unchanged" else 201
    return answer(request, body, status, {"location": f"/api/v1/articles/{quote(added.article, safe=':')}"})


def _given(content_type: str, body: bytes) -> NewArticleIn:
    """What was sent.

    Raises:
        Problem: 415 not one of the three kinds, 422 not what it should be.
    """
    kind, _, rest = content_type.partition(";")
    kind = kind.strip().lower()
    if kind not in ("application/json", "text/plain", "text/html"):
        raise Problem(415, "send application/json, text/plain or text/html")
    encoding = rest.partition("charset=")[2].strip().strip('"').lower() or "utf-8"
    try:
        text = body.decode("utf-8-sig" if encoding in ("utf-8", "utf8") else encoding)
    except (UnicodeDecodeError, LookupError, ValueError) as error:
        raise Problem(422, f"the body is not in its encoding ({encoding[:40]}); send UTF-8") from error
    if kind != "application/json":
        return NewArticleIn(text=text) if kind == "text/plain" else NewArticleIn(html=text)
    try:
        return NewArticleIn.model_validate(json.loads(text))
    except ValidationError as error:
        errors = [{"where": ".".join(map(str, e["loc"])) or "body", "what": e["msg"]} for e in error.errors()]
        raise Problem(
            422, "; ".join(f"{e['where']}: {e['what']}" for e in errors[:3]), errors=errors
        ) from error
    except (ValueError, RecursionError) as error:
        raise Problem(422, "the body is no JSON") from error


def _article(request: Request, given: NewArticleIn) -> Article:
    """The article that was sent, or fetched.

    Raises:
        Problem: 422 nothing to read in it.
    """
    reading = ReadingOptions(
        published=given_date(given.published) if given.published else None,
        max_bytes=settings_of(request).limits.body,
    )
    if sum(value is not None for value in (given.text, given.html)) > 1:
        raise Problem(422, "give text or html, not both")
    try:
        if given.text is not None:
            known: dict[str, Any] = given.model_dump(exclude={"html", "published"}, exclude_none=True)
            return article_from_record(known, path="request", options=reading)
        if given.html is not None:
            from onrecord.reading.html import article_from_html

            return article_from_html(given.html, path="request", url=given.url, options=reading)
        if given.url is not None:
            return fetched(request, given.url, reading)
    except UnreadableArticle as error:
        raise Problem(422, str(error)) from error
    raise Problem(422, "give text, html or url")
