"""The command as a newcomer meets it: help with examples, and a way on from every mistake."""

from __future__ import annotations

import shlex
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
from typer.main import get_command
from typer.testing import CliRunner

from onrecord.cli.main import app


def every(command: click.Command, *names: str) -> Iterator[tuple[tuple[str, ...], click.Command]]:
    yield names, command
    for name, inner in getattr(command, "commands", {}).items():
        yield from every(inner, *names, name)


COMMANDS = dict(every(get_command(app)))  # type: ignore[arg-type]


@pytest.mark.parametrize("names", COMMANDS, ids=" ".join)
def test_every_help_has_an_example_that_names_real_options(names: tuple[str, ...]) -> None:
    got = CliRunner().invoke(app, [*names, "--help"])
    assert got.exit_code == 0 and "Example" in got.stdout
    epilog = COMMANDS[names].epilog or ""
    examples = epilog.split(": ", 1)[1].split(" | ")
    for example in (e for e in examples if e.startswith("onrecord ")):
        words = shlex.split(example.split(" (")[0].split(". Exit")[0])[1:]
        where = max((n for n in COMMANDS if tuple(words[: len(n)]) == n), key=len)
        known = {o for p in COMMANDS[where].params for o in (*p.opts, *p.secondary_opts)}
        assert where and {w for w in words if w.startswith("-") and w != "-" and " " not in w} <= known, (
            example
        )


def test_exit_codes_are_told() -> None:
    shown = " ".join(CliRunner().invoke(app, ["--help"]).stdout.split())
    assert "Exit codes: 0 done; 1 nothing found" in shown


WITHOUT_A_RECORD = [
    "find", "find bridge", "who", "who Ana", "check hello", "log", "threads", "thread x", "correct x --reject", "corrections", "export",
    "import nothing.jsonl", "issues list", "issues remove A", "user list", "user log", "user remove ida", "mcp",
]  # fmt: skip


@pytest.mark.parametrize("words", WITHOUT_A_RECORD)
def test_where_there_is_no_record_none_is_made(
    words: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("ONRECORD_DB", raising=False)
    got = CliRunner().invoke(app, words.split())
    told = str(got.exception)
    assert ("make one with: onrecord add" in told or "no such file" in told) and "\n" not in told
    assert got.output == "" and list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("find", "the record is empty; add articles with: onrecord add"),
        ("who", "nobody is on record yet; add articles with"),
        ("log", "nothing logged yet"),
        ("threads", "no thread fits"),
        ("corrections", "no corrections; make one with"),
        ("issues list", "no issue yet; add one with"),
        ("user list", "no account yet; add one with"),
        ("user log", "nothing logged yet"),
    ],
)
def test_an_empty_record_says_what_to_do(words: str, told: str, tmp_path: Path) -> None:
    from onrecord.record.store import Store

    db = str(tmp_path / "r.db")
    Store.open(db).close()
    got = CliRunner().invoke(app, [*words.split(), "--db", db])
    assert got.stdout == "" and told in got.stderr and isinstance(got.exception, SystemExit | None)
