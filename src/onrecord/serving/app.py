"""The one application: settings in; pages, API and their guards, out, as ASGI."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from importlib import import_module
from importlib.util import find_spec

from fastapi import FastAPI

from onrecord.api import add_api
from onrecord.opened import open as open_record
from onrecord.serving.guards import Guards
from onrecord.serving.headers import SecurityHeaders
from onrecord.serving.mishaps import tell_mishaps
from onrecord.serving.settings import ServingSettings
from onrecord.serving.visitors import Visitors
from onrecord.version import __version__

__all__ = ["build_app"]


def build_app(settings: ServingSettings) -> FastAPI:
    """The application on the record of the settings, which it opens now and closes when it is shut down.

    Handlers find the open `Record` in `request.app.state.record`, the settings in `request.app.state.settings`.

    Raises:
        RecordError: the record cannot be opened.
    """
    record = open_record(settings.record)

    @asynccontextmanager
    async def closing(_app: FastAPI) -> AsyncIterator[None]:
        yield
        record.close()

    app = FastAPI(
        title="onrecord",
        version=__version__,
        docs_url=None,
        redoc_url=None,
        openapi_url=None,
        lifespan=closing,
        redirect_slashes=False,
    )
    app.state.record, app.state.settings = record, settings
    tell_mishaps(app)
    add_api(app)
    if find_spec("onrecord.web"):
        import_module("onrecord.web").add_pages(app)
    # the last one added is the first that a request meets
    app.add_middleware(Visitors, settings=settings)
    app.add_middleware(Guards, settings=settings)
    app.add_middleware(SecurityHeaders, https=settings.https)
    return app
