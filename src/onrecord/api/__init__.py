"""The REST API, `/api/v1`: requests in, JSON in the record format out. `add_api` puts it on an application."""

from __future__ import annotations

from fastapi import APIRouter, FastAPI

from onrecord.api import articles

__all__ = ["ROOT", "add_api"]

ROOT = "/api/v1"


def add_api(app: FastAPI) -> None:
    """Add all resources, their description (`/api/v1/openapi.json`) and its page (`/api/v1/docs`)."""
    router = APIRouter(prefix=ROOT)
    for resource in (articles,):
        router.include_router(resource.router)
    app.include_router(router)
