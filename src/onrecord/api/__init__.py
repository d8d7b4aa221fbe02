"""The REST API, `/api/v1`: requests in, JSON in the record format out. `add_api` puts it on an application."""

from __future__ import annotations

from fastapi import APIRouter, FastAPI

__all__ = ["ROOT", "add_api"]

ROOT = "/api/v1"


def add_api(app: FastAPI) -> None:
    """Add all resources, their description (`/api/v1/openapi.json`) and its page (`/api/v1/docs`)."""
    from onrecord.api import articles, keeping, people, statements, threads
    from onrecord.api.description import add_description

    router = APIRouter(prefix=ROOT)
    for resource in (articles, statements, people, threads, keeping):
        router.include_router(resource.router)
    app.include_router(router)
    add_description(app, ROOT)
