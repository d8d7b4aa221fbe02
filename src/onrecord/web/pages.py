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
from onrecord.web.entering import entry_page, for_readers, sign_in, sign_out
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
        Route("/", for_readers(home_page)),
        Route("/find", for_readers(find_page)),
        Route("/articles", for_readers(articles_page)),
        Route("/articles/{article_id:path}", for_readers(article_page)),
        Route("/add", for_readers(adding_page)),
        Route("/add", for_readers(add_article), methods=["POST"]),
        Route("/add/example", for_readers(add_example), methods=["POST"]),
        Route("/speakers", for_readers(speakers_page)),
        Route("/speakers.json", for_readers(names)),
        Route("/speakers/{speaker_id:path}", for_readers(speaker_page)),
        Route("/threads", for_readers(threads_page)),
        Route("/threads/{thread_id:path}", for_readers(thread_page)),
        Route("/check", for_readers(check_page)),
        Route("/contacts", for_readers(contacts_page)),
        Route("/review", for_readers(review_page)),
        Route("/review/undo", for_readers(undo_correction), methods=["POST"]),
        Route("/review/{statement_id:path}", for_readers(statement_page)),
        Route("/review/{statement_id:path}", for_readers(decide), methods=["POST"]),
        Route("/help", _help),
        Route("/login", entry_page),
        Route("/login", sign_in, methods=["POST"]),
        Route("/logout", sign_out, methods=["POST"]),
        Mount("/static", Assets()),
    ]
