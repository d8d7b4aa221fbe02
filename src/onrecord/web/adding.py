"""Adding articles: a text pasted, a file uploaded, an address or the example in; the article read and stored, and its page shown."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from importlib.resources import files
from io import BytesIO
from pathlib import PurePosixPath
from typing import Any

from starlette.datastructures import FormData, UploadFile
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from onrecord.errors import OnRecordError, UnreadableArticle
from onrecord.reading import ReadingOptions, article_from_text, read_source
from onrecord.serving.keeping import add_articles, fetched, settings_of
from onrecord.serving.visitors import check_csrf
from onrecord.types import Article
from onrecord.web.site import go_to, link, may, show

__all__ = ["add_article", "add_example", "adding_page"]

EXAMPLE = "example:harbour-bridge"
MOST_ARTICLES = 100  # of one file; more are for the command line
_FIELDS = ("text", "url", "outlet", "published")
_SUFFIXES = {
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".json": "json",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
}


def adding_page(request: Request) -> Response:
    """GET /add ."""
    return _page(request, {})


async def add_article(request: Request) -> Response:
    """POST /add: what `how` names (text, file or url)."""
    form = await _form(request)
    given = {name: str(form.get(name) or "").strip() for name in _FIELDS}
    try:
        articles = await _articles_of(request, form, given)
        added = await add_articles(request, articles, given["outlet"])
    except OnRecordError as error:
        return _page(request, given, str(error).removeprefix("-: "))
    failed = next((a for a in added if a.verdict == "failed"), None)
    if failed:
        return _page(request, given, failed.message or "it cannot be read")
    if len(added) == 1 and added[0].article:
        return go_to(link("/articles", added[0].article))
    return go_to("/articles")


async def add_example(request: Request) -> Response:
    """POST /add/example: read the article that comes with onrecord."""
    await _form(request)
    text = files("onrecord.web").joinpath("example.txt").read_text(encoding="utf-8")
    article = replace(article_from_text(text), id=EXAMPLE, outlet="The example")
    [added] = await add_articles(request, lambda: [article])
    return go_to(link("/articles", added.article or ""))


async def _form(request: Request) -> FormData:
    """The form, which one of our pages gave out to somebody who may add.

    Raises:
        HTTPException: 403.
    """
    if not may(request):
        raise HTTPException(403, "to add articles, sign in as an editor")
    form = await request.form(max_files=1, max_part_size=settings_of(request).limits.body)
    token = form.get("csrf_token")
    check_csrf(request, token if isinstance(token, str) else None)
    return form


async def _articles_of(
    request: Request, form: FormData, given: dict[str, str]
) -> Callable[[], list[Article]]:
    """What reads the articles of the form."""
    options = ReadingOptions(published=given["published"] or None, max_bytes=settings_of(request).limits.body)
    if form.get("how") == "file":
        file = form.get("file")
        if not isinstance(file, UploadFile) or not file.filename:
            raise UnreadableArticle("no file was chosen; choose one, or paste the text")
        body, name = await file.read(), PurePosixPath(file.filename.replace("\\", "/")).name[:200]
        return lambda: _of_file(body, name, options)
    if form.get("how") == "url":
        return lambda: [fetched(request, given["url"], options)]
    text = given["text"].replace("\r\n", "\n")
    if not text:
        raise UnreadableArticle("there is no text; paste the article, headline first")
    return lambda: [article_from_text(text, options=options)]


def _of_file(body: bytes, name: str, options: ReadingOptions) -> list[Article]:
    format: Any = _SUFFIXES.get(PurePosixPath(name).suffix.lower(), "auto")
    found: list[Article] = []
    for article in read_source("-", replace(options, format=format), BytesIO(body)):
        if isinstance(article, UnreadableArticle):
            raise article
        found.append(replace(article, path=name))
        if len(found) > MOST_ARTICLES:
            raise UnreadableArticle(
                f"{name}: over {MOST_ARTICLES} articles; add it with: onrecord add {name}"
            )
    return found


def _page(request: Request, given: dict[str, str], error: str = "") -> Response:
    context = {
        "given": {name: given.get(name, "") for name in _FIELDS},
        "error": error,
        "may_add": may(request),
        "max_bytes": settings_of(request).limits.body,
    }
    return show(request, "add.html", context, 422 if error else 200)
