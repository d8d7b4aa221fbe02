"""The files that pages are made of, out of the package: style sheets, scripts, the icon. Nothing comes from elsewhere."""

from __future__ import annotations

from importlib.resources import files
from importlib.resources.abc import Traversable

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.types import Receive, Scope, Send

from onrecord.version import __version__

__all__ = ["Assets"]

_TYPES = {"css": "text/css", "js": "text/javascript", "svg": "image/svg+xml"}


class Assets:
    """Serves the files of the `static` folder, and the style sheet of the article page that `read --format html` writes."""

    def __init__(self) -> None:
        held: dict[str, Traversable] = {f.name: f for f in files("onrecord.web").joinpath("static").iterdir()}
        held["page.css"] = files("onrecord.formats").joinpath("assets/page.css")
        self._held = {
            name: file.read_bytes() for name, file in held.items() if name.rpartition(".")[2] in _TYPES
        }

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        name = scope["path"].rpartition("/static/")[2]
        await self._answer(name, Request(scope))(scope, receive, send)

    def _answer(self, name: str, request: Request) -> Response:
        body = self._held.get(name)
        if body is None or request.method not in ("GET", "HEAD"):
            return PlainTextResponse("no such file", status_code=404 if body is None else 405)
        tag = f'"{__version__}-{hash(body) & 0xFFFFFFFF:x}"'
        headers = {"etag": tag, "cache-control": "no-cache"}
        if request.headers.get("if-none-match") == tag:
            return Response(status_code=304, headers=headers)
        return Response(body, media_type=_TYPES[name.rpartition(".")[2]], headers=headers)
