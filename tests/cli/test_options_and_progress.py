"""What commands share: their options, their check of files named, and their progress bar."""

from __future__ import annotations

import io
import sys
from pathlib import Path

import pytest
from typer.main import get_command
from typer.testing import CliRunner

from onrecord.cli import progress as bars
from onrecord.cli.main import app
from onrecord.cli.progress import progress
from onrecord.errors import UsageError

COMMANDS = get_command(app).commands  # type: ignore[attr-defined]


@pytest.mark.parametrize("command", ["read", "add", "find", "who", "export", "correct"])
def test_a_missing_table_of_people_is_told_before_any_work(command: str, tmp_path: Path) -> None:
    words = [command, *(["x"] if command in ("read", "add", "correct") else []), "--people", "no-such.csv"]
    if command != "read":
        words += ["--db", str(tmp_path / "r.db")]
    got = CliRunner().invoke(app, words)
    assert isinstance(got.exception, UsageError)
    assert str(got.exception) == "--people no-such.csv: no such file; name a CSV or JSON Lines file of people"
    assert got.output == "" and list(tmp_path.iterdir()) == []


def test_commands_that_filter_have_the_same_filters() -> None:
    options = {
        name: {p.opts[0]: p.help for p in COMMANDS[name].params if p.opts[0].startswith("--")}
        for name in ("find", "export", "threads", "check")
    }
    filters = "--by --about --outlet --from --to --said-on --said-from --said-to --kind --act --stance --how --issue --min-confidence --people".split()
    assert {f: options["find"][f] for f in filters} == {f: options["export"][f] for f in filters}
    for option in ("--from", "--to"):
        assert len({options[name][option] for name in options}) == 1


@pytest.mark.parametrize("command", ["find", "export", "threads", "check"])
def test_a_range_that_ends_before_it_begins_is_told(command: str) -> None:
    words = [command, *(["x"] if command == "check" else []), "--from", "2025-03", "--to", "2025-02"]
    got = CliRunner().invoke(app, words)
    assert str(got.exception) == "--from 2025-03 is after --to 2025-02; write the earlier day first"


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(
    ("stderr", "stdout", "how", "shown"),
    [
        (Terminal, io.StringIO, {}, True),
        (Terminal, io.StringIO, {"prints": True}, True),
        (Terminal, Terminal, {}, True),
        (Terminal, Terminal, {"prints": True}, False),
        (Terminal, io.StringIO, {"quiet": True}, False),
        (io.StringIO, io.StringIO, {}, False),
    ],
)
def test_the_bar_stands_on_a_terminal_only(
    monkeypatch: pytest.MonkeyPatch,
    stderr: type[io.StringIO],
    stdout: type[io.StringIO],
    how: dict[str, bool],
    shown: bool,
) -> None:
    err, out = stderr(), stdout()
    monkeypatch.setattr(sys, "stderr", err)
    monkeypatch.setattr(sys, "stdout", out)
    monkeypatch.setattr(bars, "SLOW", -1)
    monkeypatch.setenv("TERM", "xterm")
    with progress("articles", 3, **how) as step:
        step(2, note="7 statements")
        print("a result")
    assert (
        "2/3" in err.getvalue() and "articles" in err.getvalue() and "7 statements" in err.getvalue()
    ) == shown
    assert (err.getvalue() != "") == shown and out.getvalue() == "a result\n"


def test_what_is_soon_done_shows_no_bar(monkeypatch: pytest.MonkeyPatch) -> None:
    err = Terminal()
    monkeypatch.setattr(sys, "stderr", err)
    with progress("articles") as step:
        step()
    assert err.getvalue() == ""
