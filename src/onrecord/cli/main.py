"""The command itself: its commands, its version, and what happens when something goes wrong."""

from __future__ import annotations

import contextlib
import os
import signal
import sys
from typing import Annotated, NoReturn

import typer

from onrecord import __version__
from onrecord.cli import (
    add,
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
from onrecord.errors import OnRecordError

__all__ = ["app", "run"]

app = typer.Typer(
    name="onrecord",
    help="Read news articles and keep the record of who said what.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    epilog="Example: onrecord read article.txt",
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


app.command("read", epilog=read.EPILOG)(read.read)
app.command("add", epilog=add.EPILOG)(add.add)
app.command("watch", epilog=watch.EPILOG)(watch.watch)
app.command("find", epilog=find.EPILOG)(find.find)
app.command("who", epilog=who.EPILOG)(who.who)
app.command("serve", epilog=serve.EPILOG)(serve.serve)
app.command("check", epilog=check.EPILOG)(check.check)
app.command("log", epilog=log.EPILOG)(log.log)
app.command("threads", epilog=threads.EPILOG)(threads.threads)
app.command("thread", epilog=threads.EPILOG_ONE)(threads.thread)
app.command("correct", epilog=correct.EPILOG)(correct.correct)
app.command("corrections", epilog=correct.CORRECTIONS_EPILOG)(correct.corrections)
app.command("export", epilog=export.EPILOG)(export.export)
app.command("import", epilog=import_.EPILOG)(import_.import_)
app.command("info", epilog=info.EPILOG)(info.info)
app.command("mcp", epilog=mcp.EPILOG)(mcp.mcp)
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
    print(f"onrecord: {message}", file=sys.stderr)
    return code
