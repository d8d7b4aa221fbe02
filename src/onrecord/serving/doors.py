"""`/login` and `/logout` for people: a form with a name and a password in, a session out."""

from __future__ import annotations

from html import escape
from urllib.parse import urlsplit

from fastapi import FastAPI
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from onrecord.serving.entering import log_in, log_out
from onrecord.serving.problem import Problem
from onrecord.serving.visitors import check_csrf, csrf_token

__all__ = ["add_doors"]


def add_doors(app: FastAPI) -> None:
    """Add the two."""
    app.add_route("/login", _form, methods=["GET"], include_in_schema=False)
    app.add_route("/login", _enter, methods=["POST"], include_in_schema=False)
    app.add_route("/logout", _leave, methods=["POST"], include_in_schema=False)


async def _form(request: Request) -> Response:
    return _page(request, request.query_params.get("next", "/"))


async def _enter(request: Request) -> Response:
    form = await request.form(max_files=0, max_fields=10)
    given = {name: str(form.get(name) or "") for name in ("name", "password", "next", "csrf_token")}
    check_csrf(request, given["csrf_token"])
    try:
        await run_in_threadpool(log_in, request, given["name"], given["password"])
    except Problem as refused:
        return _page(
            request,
            given["next"],
            str(refused.detail),
            refused.status_code,
            given["name"],
            dict(refused.headers or {}),
        )
    return RedirectResponse(_own(given["next"]), 303)


async def _leave(request: Request) -> Response:
    form = await request.form(max_files=0, max_fields=10)
    check_csrf(request, str(form.get("csrf_token") or ""))
    await run_in_threadpool(log_out, request)
    return RedirectResponse("/login", 303)


def _own(address: str) -> str:
    """An address of ours to go on to; anything else leads to the first page.

    >>> _own("/review?page=2"), _own("//elsewhere.example/"), _own("https://elsewhere.example"), _own("/\\\\elsewhere.example")
    ('/review?page=2', '/', '/', '/')
    """
    plain = address.isascii() and address.isprintable() and "\\" not in address
    if not plain or not address.startswith("/") or address.startswith("//"):
        return "/"
    parts = urlsplit(address)
    return address if not parts.scheme and not parts.netloc else "/"


def _page(
    request: Request,
    next_: str,
    told: str = "",
    status: int = 200,
    name: str = "",
    headers: dict[str, str] | None = None,
) -> Response:
    problem = f'<p role="alert">{escape(told)}</p>' if told else ""
    page = (
        '<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">'
        '<title>Sign in – onrecord</title><link rel="stylesheet" href="/static/page.css"><link rel="stylesheet" href="/static/onrecord.css">'
        f'</head><body class="onrecord"><main id="main"><h1>Sign in</h1>{problem}<form method="post" action="/login">'
        f'<input type="hidden" name="csrf_token" value="{escape(csrf_token(request))}"><input type="hidden" name="next" value="{escape(_own(next_))}">'
        f'<p><label>Name <input name="name" required autocomplete="username" maxlength="100" value="{escape(name[:100])}"></label></p>'
        '<p><label>Password <input name="password" type="password" required autocomplete="current-password" maxlength="200"></label></p>'
        "<p><button>Sign in</button></p></form><p>Accounts are added on the server, with: onrecord user add NAME</p></main></body></html>"
    )
    return Response(page, status, headers, "text/html; charset=utf-8")
