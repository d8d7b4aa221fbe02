"""The one application: settings in; pages, API and their guards, out, as ASGI."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import partial
from importlib import import_module
from importlib.util import find_spec

from anyio.to_thread import current_default_thread_limiter
from fastapi import FastAPI

from onrecord.api import add_api
from onrecord.errors import UsageError
from onrecord.opened import open as open_record
from onrecord.record.accounts import any_accounts
from onrecord.serving.entering import Attempts, who_asks
from onrecord.serving.guards import Guards
from onrecord.serving.headers import SecurityHeaders
from onrecord.serving.mishaps import tell_mishaps
from onrecord.serving.remembering import Remembered
from onrecord.serving.settings import ServingSettings
from onrecord.serving.turns import Turns
from onrecord.serving.visitors import Visitors
from onrecord.version import __version__

__all__ = ["build_app"]


def build_app(settings: ServingSettings) -> FastAPI:
    """The application on the record of the settings, which it opens now and closes when it is shut down.

    Handlers find the open `Record` in `request.app.state.record`, the settings in `request.app.state.settings`.

    Raises:
        RecordError: the record cannot be opened.
        UsageError: others could reach it, and there are no accounts.
    """
    record = open_record(settings.record)
    if not settings.local:
        with record.store.reading() as connection:
            guarded = any_accounts(connection)
        if not guarded:
            record.close()
            raise UsageError(
                f"--host {settings.host}: others could reach the record, and nobody has an account yet; "
                "add one first with: onrecord user add NAME --role admin"
            )

    @asynccontextmanager
    async def closing(_app: FastAPI) -> AsyncIterator[None]:
        # threads that read row by row wait for each other at every row: few of them answer all sooner than many
        current_default_thread_limiter().total_tokens = settings.limits.at_once
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
    app.state.attempts = Attempts(settings.limits)
    app.state.remembered = Remembered()
    app.state.turn = Turns(settings.limits).turn
    tell_mishaps(app)
    add_api(app)
    if find_spec("onrecord.web"):
        import_module("onrecord.web.pages").add_pages(app)
    # the last one added is the first that a request meets
    app.add_middleware(Visitors, who=partial(who_asks, record, settings), https=settings.https)
    app.add_middleware(Guards, settings=settings)
    app.add_middleware(SecurityHeaders, https=settings.https)
    return app
