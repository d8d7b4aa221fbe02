"""What every page stands on: the record of the application, who is looking, and how a template becomes a response."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Any
from urllib.parse import quote, urlencode

from jinja2 import Environment, PackageLoader, StrictUndefined
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from onrecord.formats.circumstances import day_words
from onrecord.serving.visitors import csrf_token, current_user
from onrecord.version import __version__
from onrecord.web.words import day, exact, number, percent, plural, shortened

__all__ = ["go_to", "link", "may", "number_in", "show"]

MOST_SKIPPED = 1_000_000


def may(request: Request, role: str = "editor") -> bool:
    """Whether who is looking has this role."""
    user = current_user(request)
    return user is not None and user.may(role)  # type: ignore[arg-type]


def number_in(request: Request, name: str) -> int:
    """A number of the query, 0 where there is none or what stands there is none."""
    given = request.query_params.get(name, "")
    return min(int(given), MOST_SKIPPED) if given.isascii() and given.isdigit() and len(given) < 10 else 0


def link(path: str, *parts: str, **query: object) -> str:
    """An address on this site: parts are escaped, and what is empty in the query is left out.

    >>> link("/articles", "sha256:ab/c", format="csv", after="")
    '/articles/sha256:ab/c?format=csv'
    """
    whole = path + "".join("/" + quote(part, safe="/:@", errors="replace") for part in parts)
    asked = {name: value for name, value in query.items() if value not in (None, "", ())}
    return whole + ("?" + urlencode(asked, doseq=True, errors="replace") if asked else "")


def show(
    request: Request, template: str, context: Mapping[str, Any] | None = None, status: int = 200
) -> Response:
    """A page of a template and what it shows."""
    user = current_user(request)
    common = {
        "here": request.url.path,
        "user": user,
        "may_correct": may(request),
        "accounts": user is None or user.via != "local",
        "token": csrf_token(request),
        "version": __version__,
    }
    page = _environment().get_template(template).render({**common, **(context or {})})
    return HTMLResponse(page.encode("utf-8", "replace"), status_code=status)


def go_to(address: str) -> Response:
    """See another page after a form was taken."""
    return RedirectResponse(address, status_code=303)


@lru_cache(maxsize=1)
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("onrecord.web"), autoescape=True, trim_blocks=True, lstrip_blocks=True, undefined=StrictUndefined
    )  # fmt: skip
    environment.filters |= {
        "day": day,
        "exact": exact,
        "percent": percent,
        "number": number,
        "plural": plural,
        "short": shortened,
        "days": day_words,
    }
    environment.globals["link"] = link
    return environment
