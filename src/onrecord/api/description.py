"""The OpenAPI document of the API, complete with examples, and a page that shows it: our own, with nothing from elsewhere."""

from __future__ import annotations

from html import escape
from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi
from starlette.requests import Request
from starlette.responses import Response

from onrecord.api.answering import answer
from onrecord.api.examples import EXAMPLES, PARAMETERS
from onrecord.api.forms import ProblemOut
from onrecord.api.requests import NewArticleIn
from onrecord.serving.problem import MEDIA_TYPE

__all__ = ["add_description"]

_TOLD = {
    "400": "The request is no proper one.",
    "401": "Nobody is logged in.",
    "403": "The role is too low, or the request comes from another site's page.",
    "404": "Nothing is there.",
    "413": "The request is too large.",
    "415": "A media type that is not taken.",
    "421": "The server is not called by this name.",
    "422": "A field, or what it asks for, is not understood.",
    "429": "Too much at a time: wait as many seconds as Retry-After says.",
    "503": "The record cannot be read or written just now.",
}
ABOUT = (
    "The record of who said what. Articles and statements are told in the record format, version 1; errors as problem details "
    "(RFC 9457). Every GET has an ETag: send it back as If-None-Match. Where there are accounts, send a token: "
    "`Authorization: Bearer TOKEN`."
)


def add_description(app: FastAPI, root: str) -> None:
    """Add `openapi.json` and `docs` under the root."""

    def openapi() -> dict[str, Any]:
        if app.openapi_schema is None:
            app.openapi_schema = _document(app)
        return app.openapi_schema

    app.openapi = openapi  # type: ignore[method-assign]

    def document(request: Request) -> Response:
        return answer(request, app.openapi())

    def page(_request: Request) -> Response:
        return Response(_page(app.openapi()), media_type="text/html; charset=utf-8")

    app.add_route(f"{root}/openapi.json", document, include_in_schema=False)
    app.add_route(f"{root}/docs", page, include_in_schema=False)


def _document(app: FastAPI) -> dict[str, Any]:
    document = get_openapi(title="onrecord", version=app.version, description=ABOUT, routes=app.routes)
    parts = document.setdefault("components", {})
    schemas = parts.setdefault("schemas", {})
    for model in (ProblemOut, NewArticleIn):
        told = model.model_json_schema(ref_template="#/components/schemas/{model}")
        schemas |= told.pop("$defs", {})
        schemas[model.__name__] = told
    for unused in ("HTTPValidationError", "ValidationError"):
        schemas.pop(unused, None)
    parts["securitySchemes"] = {
        "token": {"type": "http", "scheme": "bearer"},
        "cookie": {"type": "apiKey", "in": "cookie", "name": "onrecord_session"},
    }
    document["security"] = [{"token": []}, {"cookie": []}, {}]
    problem = {
        MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/ProblemOut"}, "example": EXAMPLES["problem"]}
    }
    for path in document["paths"].values():
        for method, operation in path.items():
            _complete(operation, method, problem)
    return document


def _complete(operation: dict[str, Any], method: str, problem: dict[str, Any]) -> None:
    """Give an operation its name, its problems and its examples."""
    name = operation["operationId"] = operation["operationId"].partition("_api_v1_")[0]
    told = dict(_TOLD)
    if method == "get":
        told = {code: words for code, words in told.items() if code not in ("413", "415")}
        operation["responses"]["304"] = {"description": "What you have is what there is (If-None-Match)."}
    for code, words in told.items():
        operation["responses"][code] = {"description": words, "content": problem}
    for code in ("200", "201"):
        for kind, content in operation["responses"].get(code, {}).get("content", {}).items():
            if kind == "application/json" and name in EXAMPLES:
                content["example"] = EXAMPLES[name]
    body = operation.get("requestBody", {}).get("content", {}).get("application/json")
    if body and f"{name} body" in EXAMPLES:
        body["example"] = EXAMPLES[f"{name} body"]
    for parameter in operation.get("parameters", []):
        if parameter["name"] in PARAMETERS and "example" not in parameter:
            value = PARAMETERS[parameter["name"]]
            parameter["example"] = [value] if parameter["schema"].get("type") == "array" else value


def _page(document: dict[str, Any]) -> str:
    """The document for a reader: every operation with its parameters, in plain HTML."""
    rows = []
    for path, methods in sorted(document["paths"].items()):
        for method, operation in methods.items():
            rows.append(
                f'<section id="{escape(operation["operationId"])}"><h2><code>{method.upper()} {escape(path)}</code></h2>'
                f"<p>{escape(operation.get('description') or operation.get('summary', ''))}</p>{_parameters(operation)}</section>"
            )
    return (
        '<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">'
        '<title>onrecord: the API</title><link rel="stylesheet" href="/static/page.css"><link rel="stylesheet" href="/static/onrecord.css">'
        f'</head><body class="onrecord"><main id="main"><h1>The API</h1><p>{escape(ABOUT)}</p>'
        f'<p><a href="openapi.json">The OpenAPI document</a></p>{"".join(rows)}</main></body></html>'
    )


def _parameters(operation: dict[str, Any]) -> str:
    rows = "".join(
        f"<tr><td><code>{escape(p['name'])}</code></td><td>{escape(p['in'])}</td>"
        f"<td>{escape(p.get('description', ''))}</td><td><code>{escape(str(p.get('example', '')))}</code></td></tr>"
        for p in operation.get("parameters", [])
    )
    head = "<tr><th>name</th><th>in</th><th>meaning</th><th>example</th></tr>"
    return f"<table><thead>{head}</thead><tbody>{rows}</tbody></table>" if rows else ""
