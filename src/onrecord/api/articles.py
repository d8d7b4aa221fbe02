"""`/articles`: list them, get one in the record format."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request
from starlette.responses import Response

from onrecord.api.answering import answer, plain, record_of
from onrecord.formats.record import article_to_dict
from onrecord.record.listing import list_articles
from onrecord.record.loading import find_article, load_articles
from onrecord.serving.problem import Problem
from onrecord.serving.visitors import needs

__all__ = ["router"]

router = APIRouter(tags=["articles"], dependencies=[Depends(needs("reader"))])


@router.get("/articles")
def all_articles(
    request: Request,
    outlet: str | None = None,
    limit: Annotated[int, Query(ge=1, le=200)] = 20,
    after: str | None = None,
) -> Response:
    """The articles on record, those added last first."""
    with record_of(request).store.reading() as connection:
        entries = list_articles(connection, outlet=outlet, limit=limit, after=after)
    return answer(request, {"items": [plain(e) for e in entries.items], "next": entries.next})


@router.get("/articles/{article:path}")
def one_article(
    request: Request, article: str, revision: Annotated[int | None, Query(ge=1)] = None
) -> Response:
    """An article with its statements and contacts, in the record format."""
    with record_of(request).store.reading() as connection:
        row = find_article(connection, article, revision)
        if row is None:
            raise Problem(404, f"no such article on record: {article}")
        [found] = load_articles(connection, [row])
    return answer(request, article_to_dict(found))
