"""An application and settings in; a server that runs until it is stopped."""

from __future__ import annotations

import socket
import sys
from collections.abc import Callable

from fastapi import FastAPI

from onrecord.errors import UsageError
from onrecord.serving.settings import ServingSettings

__all__ = ["run_server"]


def run_server(app: FastAPI, settings: ServingSettings, ready: Callable[[str], None]) -> None:
    """Listen and serve until stopped; `ready` gets the address once it is taken.

    Raises:
        UsageError: it cannot listen there.
    """
    import uvicorn

    try:
        infos = socket.getaddrinfo(settings.host.strip("[]"), settings.port, type=socket.SOCK_STREAM)
        family, _, _, _, where = infos[0]
        listening = socket.create_server(where[:2], family=family)
    except OSError as error:
        raise UsageError(
            f"cannot listen on {settings.host} port {settings.port} ({error.strerror or error}); try --port 0"
        ) from error
    config = uvicorn.Config(
        app,
        log_level="warning",
        access_log=False,
        server_header=False,
        proxy_headers=False,
        timeout_keep_alive=15,
        timeout_graceful_shutdown=10,
        h11_max_incomplete_event_size=64 * 1024,
        limit_concurrency=256,
    )
    shown = f"[{settings.host.strip('[]')}]" if family == socket.AF_INET6 else settings.host
    sys.setswitchinterval(0.0005)  # a thread that reads row by row is not kept waiting by one that computes
    with listening:
        ready(f"http://{shown}:{listening.getsockname()[1]}/")
        uvicorn.Server(config).run(sockets=[listening])
