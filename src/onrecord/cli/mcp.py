"""`onrecord mcp`: a record in; an MCP server on standard input and output, from which an assistant answers with citations."""

from __future__ import annotations

from typing import Annotated

import typer

from onrecord.cli.output import DatabaseOption
from onrecord.cli.settings import read_settings

__all__ = ["EPILOG", "mcp"]

EPILOG = "Examples: onrecord mcp --db news.db | onrecord mcp --address http://127.0.0.1:8000"


def mcp(
    db: DatabaseOption = None,
    address: Annotated[
        str,
        typer.Option(
            metavar="URL", help="Where `onrecord serve` shows the same record: citations lead there."
        ),
    ] = "http://127.0.0.1:8000",
) -> None:
    """Serve the record to an assistant over MCP (Model Context Protocol): find, check, who, thread. Reads only."""
    from onrecord.api.mcp import build_mcp
    from onrecord.opened import open as open_record

    settings = read_settings(db)
    with open_record(settings.record, create=False) as record:
        build_mcp(record, address, settings.people).run("stdio")
