"""The command itself: its commands, its version, and what happens when something goes wrong."""

from __future__ import annotations

import contextlib
import os
import signal
import sys
from collections.abc import Callable
from typing import Annotated, NoReturn

import typer

from onrecord import __version__
from onrecord.cli import (
    add,
    batch,
    check,
    correct,
    export,
    find,
    import_,
    info,
    issues,
    log,
    mcp,
    people,
    read,
    serve,
    threads,
    user,
    watch,
    who,
)
from onrecord.cli.output import note
from onrecord.errors import OnRecordError

__all__ = ["app", "run"]

app = typer.Typer(
    name="onrecord",
    help="Read news articles and keep the record of who said what.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    epilog="Example: onrecord read article.txt. Exit codes: 0 done; 1 nothing found, or an input failed; 2 a mistake in what was asked; 70 an error of "
    "onrecord's own; 130 stopped with Ctrl-C. What a command means by 1 stands in its --help.",
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _version(value: bool) -> None:
    if value:
        typer.echo(f"onrecord {__version__}")
        raise typer.Exit


@app.callback()
def _common(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version and stop.")
    ] = False,
) -> None:
    """Read news articles and keep the record of who said what."""


COMMANDS: tuple[tuple[str, Callable[..., None], str, str], ...] = (
    ("read", read.read, read.EPILOG, "Find the statements in articles."),
    ("add", add.add, add.EPILOG, "Read articles and put them on record."),
    ("watch", watch.watch, watch.EPILOG, "Put articles on record as feeds tell of them."),
    ("batch", batch.batch, batch.EPILOG, "Read archives into a folder of Parquet."),
    ("find", find.find, find.EPILOG, "Search what is on record."),
    ("who", who.who, who.EPILOG, "What somebody said, or who is quoted most."),
    ("check", check.check, check.EPILOG, "Did X say Y?"),
    ("threads", threads.threads, threads.EPILOG, "What several reports carry, and how it drifted."),
    ("thread", threads.thread, threads.EPILOG_ONE, "One of them, word by word."),
    ("correct", correct.correct, correct.EPILOG, "Correct a statement, or undo that."),
    ("corrections", correct.corrections, correct.CORRECTIONS_EPILOG, "List the corrections."),
    ("serve", serve.serve, serve.EPILOG, "Pages and a REST API for the record."),
    ("mcp", mcp.mcp, mcp.EPILOG, "Serve the record to an assistant."),
    ("export", export.export, export.EPILOG, "The record in formats of others."),
    ("import", import_.import_, import_.EPILOG, "Take over what was exported."),
    ("log", log.log, log.EPILOG, "What became of every input."),
    ("info", info.info, info.EPILOG, "Versions, the model card, data sources."),
)
for name, command, epilog, about in COMMANDS:
    app.command(name, epilog=epilog, short_help=about)(command)
app.add_typer(user.app, name="user")
app.add_typer(issues.app, name="issues")
app.add_typer(people.app, name="people")


def run() -> None:
    """Entry point: errors become one line on standard error, and the exit code tells."""
    for stream in (sys.stdout, sys.stderr):
        with contextlib.suppress(AttributeError, ValueError):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")  # type: ignore[union-attr]
    code = 0
    try:
        app()
    except SystemExit as stop:
        code = stop.code if isinstance(stop.code, int) else int(stop.code is not None)
    except OnRecordError as error:
        code = _complain(str(error), 2)
    except KeyboardInterrupt:
        code = _complain("stopped", 128 + signal.SIGINT)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # nobody reads on: say nothing more
        code = 128 + signal.SIGPIPE if hasattr(signal, "SIGPIPE") else 1
    except Exception as error:
        if os.environ.get("ONRECORD_DEBUG"):
            raise
        code = _complain(
            f"unexpected {type(error).__name__}: {error}; please report it, with what ONRECORD_DEBUG=1 prints",
            70,
        )
    _leave(code)


def _leave(code: int) -> NoReturn:
    """End at once: all is written, and taking the model apart would cost a tenth of a second."""
    for stream in (sys.stdout, sys.stderr):
        with contextlib.suppress(OSError, ValueError):
            stream.flush()
    os._exit(code)


def _complain(message: str, code: int) -> int:
    note(message)
    return code
