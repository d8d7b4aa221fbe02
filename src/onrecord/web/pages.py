"""The table of the pages: an application in, with its pages and assets out."""

from __future__ import annotations

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Mount, Route

from onrecord.web.adding import add_article, add_example, adding_page
from onrecord.web.articles import article_page, articles_page
from onrecord.web.assets import Assets
from onrecord.web.checking import check_page
from onrecord.web.contacts import contacts_page
from onrecord.web.finding import find_page
from onrecord.web.home import home_page
from onrecord.web.reviewing import decide, review_page, statement_page, undo_correction
from onrecord.web.site import show
from onrecord.web.speakers import names, speaker_page, speakers_page
from onrecord.web.threads import thread_page, threads_page

__all__ = ["add_pages"]


def add_pages(app: Starlette) -> None:
    """Give the application its pages; it holds the open record as `app.state.record`."""
    app.router.routes.extend(_routes())
    app.state.error_page = _mishap


def _mishap(request: Request, status: int, told: str, headers: dict[str, str]) -> Response:
    """The page that tells an error."""
    titles = {
        400: "That cannot be asked",
        401: "Sign in first",
        403: "Not allowed",
        404: "Not here",
        422: "That cannot be done",
    }
    title = titles.get(status, "Something went wrong" if status >= 500 else "That cannot be done")
    response = show(request, "message.html", {"title": title, "told": told[:1].upper() + told[1:]}, status)
    response.headers.update(headers)
    return response


def _help(request: Request) -> Response:
    return show(request, "help.html")


def _routes() -> list[BaseRoute]:
    return [
        Route("/", home_page),
        Route("/find", find_page),
        Route("/articles", articles_page),
        Route("/articles/{article_id:path}", article_page),
        Route("/add", adding_page),
        Route("/add", add_article, methods=["POST"]),
        Route("/add/example", add_example, methods=["POST"]),
        Route("/speakers", speakers_page),
        Route("/speakers.json", names),
        Route("/speakers/{speaker_id:path}", speaker_page),
        Route("/threads", threads_page),
        Route("/threads/{thread_id:path}", thread_page),
        Route("/check", check_page),
        Route("/contacts", contacts_page),
        Route("/review", review_page),
        Route("/review/undo", undo_correction, methods=["POST"]),
        Route("/review/{statement_id:path}", statement_page),
        Route("/review/{statement_id:path}", decide, methods=["POST"]),
        Route("/help", _help),
        Mount("/static", Assets()),
    ]
