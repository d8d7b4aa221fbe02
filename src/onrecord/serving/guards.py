"""What no request gets past: the host it was sent to, where it comes from, and how large it is."""

from __future__ import annotations

from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from onrecord.serving.problem import Problem, problem_response
from onrecord.serving.settings import ServingSettings
from onrecord.serving.visitors import SAFE

__all__ = ["Guards"]

_LOCAL = frozenset(("localhost", "127.0.0.1", "[::1]"))


class Guards:
    """Middleware: refuses hosts that are not ours (DNS rebinding), writing by other sites' pages, and bodies too large."""

    def __init__(self, app: ASGIApp, settings: ServingSettings) -> None:
        self._app, self._settings = app, settings
        names = {name.lower() for name in settings.names}
        if settings.local:
            names |= _LOCAL | {settings.host.lower()}
        elif settings.host not in ("0.0.0.0", "::", "*"):
            names.add(settings.host.lower())
        self._names = names if settings.local or settings.names else None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            if scope["type"] == "lifespan":
                await self._app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        refused = (
            self._strange_host(headers)
            or (scope["method"] not in SAFE and _foreign(headers, self._settings.https))
            or self._too_large(headers)
        )
        if refused:
            await problem_response(refused.status_code, refused.detail, scope["path"])(scope, receive, send)
            return
        await self._app(scope, _counted(receive, self._settings.limits.body), send)

    def _strange_host(self, headers: Headers) -> Problem | None:
        given = headers.getlist("host")
        if len(given) != 1:
            return Problem(400, "the request names no host, or several; send one Host header")
        name = _without_port(given[0]).lower()
        if self._names is None or name in self._names:
            return None
        return Problem(
            421, f"this server is not called {name!r}; start it with --name {name} if it should be"
        )

    def _too_large(self, headers: Headers) -> Problem | None:
        most = self._settings.limits.body
        length = headers.get("content-length", "0")
        if not (length.isascii() and length.isdigit()):
            return Problem(400, "Content-Length is no number")
        return Problem(413, _over(most)) if len(length) > 15 or int(length) > most else None


def _without_port(host: str) -> str:
    """
    >>> _without_port("localhost:8000"), _without_port("[::1]:8000"), _without_port("[::1]")
    ('localhost', '[::1]', '[::1]')
    """
    name, colon, port = host.rpartition(":")
    return name if colon and port.isdigit() and not host.endswith("]") else host


def _foreign(headers: Headers, https: bool) -> Problem | None:
    """Browsers tell where a request comes from; programs that tell nothing are no other site's page."""
    site, origin = headers.get("sec-fetch-site"), headers.get("origin")
    refused = Problem(403, "writing is refused to pages of other sites")
    if site is not None and site not in ("same-origin", "none"):
        return refused
    if origin is None:
        return None
    parts = urlsplit(origin) if origin.isascii() and origin.isprintable() else None
    same = parts is not None and parts.netloc.lower() == headers.get("host", "").lower()
    schemes = ("https",) if https else ("http", "https")
    return None if same and parts is not None and parts.scheme in schemes else refused


def _counted(receive: Receive, most: int) -> Receive:
    """The body, until it is larger than it may be."""
    seen = 0

    async def receive_counted() -> Message:
        nonlocal seen
        message = await receive()
        if message["type"] == "http.request":
            seen += len(message.get("body", b""))
            if seen > most:
                raise Problem(413, _over(most))
        return message

    return receive_counted


def _over(most: int) -> str:
    return f"the request is over the limit of {most / 1e6:,.0f} MB; send articles one by one, or use: onrecord add"
