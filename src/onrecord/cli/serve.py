"""`onrecord serve`: a record in; pages and an API for it, on this machine unless accounts guard them."""

from __future__ import annotations

from typing import Annotated

import typer

from onrecord.cli.output import DatabaseOption, note
from onrecord.cli.settings import read_settings

__all__ = ["EPILOG", "serve"]

EPILOG = "Examples: onrecord serve --open | onrecord serve --db news.db --port 9000"


def serve(
    db: DatabaseOption = None,
    host: Annotated[
        str, typer.Option(metavar="ADDRESS", help="Where to listen; any but this machine needs accounts.")
    ] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=0, max=65535, help="Port; 0 takes a free one.")] = 8000,
    name: Annotated[
        list[str] | None,
        typer.Option(
            metavar="HOST", help="A name that the server is called by, as in news.example; repeatable."
        ),
    ] = None,
    https: Annotated[
        bool, typer.Option("--https", help="A proxy in front speaks https: cookies go over nothing else.")
    ] = False,
    open_: Annotated[bool, typer.Option("--open", help="Open the first page in a browser.")] = False,
    editor: Annotated[
        str | None,
        typer.Option(
            metavar="NAME", help="Who corrects, where there are no accounts; else your login's name."
        ),
    ] = None,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="Errors only.")] = False,
) -> None:
    """Serve pages and a REST API for the record; stop it with Ctrl-C.

    It listens on this machine only. To listen elsewhere, add accounts first: onrecord user add NAME --role admin
    """
    from onrecord.serving.app import build_app
    from onrecord.serving.running import run_server
    from onrecord.serving.settings import ServingSettings

    known = read_settings(db)
    settings = ServingSettings(
        record=known.record,
        people=known.people,
        host=host,
        port=port,
        editor=editor or known.editor,
        names=tuple(name or ()),
        https=https,
    )

    def ready(address: str) -> None:
        if not quiet:
            note(f"{known.shown_record} on {address} (stop with Ctrl-C)")
        if open_:
            import webbrowser

            webbrowser.open(address)

    run_server(build_app(settings), settings, ready)
