"""Who a request comes from and what they may do; the token that forms of our own pages carry.

Pages and API ask `current_user(request)`, forms carry `csrf_token(request)` in a field `csrf_token`, and whatever
takes such a form calls `check_csrf(request, given)` first.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal
from urllib.parse import quote

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import MutableHeaders
from starlette.requests import Request
from starlette.responses import RedirectResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from onrecord.serving.problem import Problem, problem_response

__all__ = [
    "COOKIE",
    "ROLES",
    "SAFE",
    "Role",
    "User",
    "Via",
    "Visitors",
    "check_csrf",
    "csrf_token",
    "csrf_token_of",
    "current_user",
    "needs",
]

Role = Literal["reader", "editor", "admin"]
ROLES: tuple[Role, ...] = ("reader", "editor", "admin")  # each may do all that the ones before may
Via = Literal["local", "session", "token"]
COOKIE = "onrecord_session"
SAFE = frozenset(("GET", "HEAD", "OPTIONS"))
_OPEN = (
    "/api/",
    "/login",
    "/logout",
    "/static/",
)  # what may be asked for by somebody unknown; the API asks who it is itself


@dataclass(frozen=True, slots=True)
class User:
    """Who asks. `name` is the editor of their corrections; `via`: how they are known; `row`: of their account."""

    name: str
    role: Role
    via: Via
    row: int | None = None

    def may(self, role: Role) -> bool:
        """Whether they have that role, or a higher one.

        >>> User("Ida", "editor", "local").may("reader"), User("Ida", "editor", "local").may("admin")
        (True, False)
        """
        return ROLES.index(self.role) >= ROLES.index(role)


def current_user(request: Request) -> User | None:
    """Who asks; None for somebody unknown, where there are accounts. On this machine without accounts: the local editor."""
    user: User | None = request.state.user
    return user


def needs(role: Role) -> Callable[[Request], User]:
    """A dependency of FastAPI: the user, who has that role at least.

    Raises:
        Problem: 401 where nobody is known, 403 where the role is too low.
    """

    def who(request: Request) -> User:
        user = current_user(request)
        if user is None:
            raise Problem(
                401,
                "log in, or send a token: Authorization: Bearer TOKEN",
                headers={"www-authenticate": 'Bearer realm="onrecord"'},
            )
        if not user.may(role):
            raise Problem(403, f"{user.name} is a {user.role}; this needs the role {role}")
        return user

    return who


def csrf_token(request: Request) -> str:
    """What a form of ours carries, bound to the visitor's cookie, which is set with the response if it was not yet."""
    return csrf_token_of(_key(request))


def check_csrf(request: Request, given: str | None) -> None:
    """Refuse a form that no page of ours gave out.

    Raises:
        Problem: 403.
    """
    key = request.cookies.get(COOKIE)
    if not key or not given or not hmac.compare_digest(csrf_token_of(key).encode(), given.encode()):
        raise Problem(403, "the form is out of date; go back, load the page again and repeat")


def _key(request: Request) -> str:
    key: str | None = request.cookies.get(COOKIE) or request.state.new_key
    if key is None:
        key = request.state.new_key = secrets.token_urlsafe(32)
    return key


def csrf_token_of(key: str) -> str:
    """The token that goes with what a cookie holds."""
    return hashlib.sha256(f"onrecord csrf {key}".encode()).hexdigest()


class Visitors:
    """Middleware: finds out who asks (`request.state.user`), and sets the visitor's cookie where a page or a login needs one.

    `who` gets a token and a cookie, either may be None. Writing by the cookie of a session needs the token of a form, as the
    header `X-CSRF-Token` under /api; what pages take they check themselves.
    """

    def __init__(
        self, app: ASGIApp, who: Callable[[str | None, str | None], User | None], https: bool = False
    ) -> None:
        self._app, self._who, self._https = app, who, https

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        request = Request(scope)
        state = scope.setdefault("state", {})
        state["new_key"] = None
        token, cookie = _token(request), request.cookies.get(COOKIE)
        state["user"] = user = await run_in_threadpool(self._who, token, cookie)

        async def with_cookie(message: Message) -> None:
            if message["type"] == "http.response.start" and state["new_key"]:
                MutableHeaders(scope=message).append("set-cookie", self._cookie(state["new_key"]))
            await send(message)

        if user is None and not scope["path"].startswith(_OPEN):
            address = scope["path"] + (f"?{request.url.query}" if request.url.query else "")
            await RedirectResponse(f"/login?next={quote(address)}", 303)(scope, receive, send)
            return
        if (
            user is not None
            and user.via == "session"
            and request.method not in SAFE
            and scope["path"].startswith("/api/")
        ):
            try:
                check_csrf(request, request.headers.get("x-csrf-token"))
            except Problem as refused:
                response = problem_response(refused.status_code, str(refused.detail), scope["path"])
                await response(scope, receive, send)
                return
        await self._app(scope, receive, with_cookie)

    def _cookie(self, key: str) -> str:
        secure = "; Secure" if self._https else ""
        return f"{COOKIE}={key}; Path=/; HttpOnly; SameSite=Lax; Max-Age=1209600{secure}"


def _token(request: Request) -> str | None:
    """The token that is sent; None where none is."""
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    return token.strip() if scheme.lower() == "bearer" else None
