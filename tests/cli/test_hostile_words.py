"""What articles, file names and people bring along is shown by no command as a terminal would obey it."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest
from rich.text import Text
from typer.testing import CliRunner

from onrecord.cli.main import app
from onrecord.formats.terminal import console_on

ESCAPES = "\x1b]0;owned\x07", "\x1b[2J", "\x9b31m", "\u202e", "\u2066", "\x08", "\x7f"
E = "".join(ESCAPES)
SAID = f"Mayor Tove Lindqvist told reporters on Monday: “We will not raise{E} the ferry toll this winter, whatever the council says.”"
ALSO = f"“We will raise the ferry toll{E} this winter, whatever the council says,” Tove Lindqvist said on Monday."


def run(*words: str | Path) -> str:
    got = CliRunner().invoke(app, list(map(str, words)))
    assert got.exit_code in (0, 1) and isinstance(got.exception, SystemExit | None), repr(got.exception)
    return got.output


@pytest.fixture(scope="module")
def db(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A record of two articles that are full of control characters, with a correction, an issue, an account and a failed input."""
    folder = tmp_path_factory.mktemp("hostile")
    rows = [
        {
            "id": "a",
            "outlet": f"Valley{E} Post",
            "title": f"Toll{E}",
            "published": "2025-03-03",
            "text": SAID,
        },
        {"id": "b", "outlet": "Coast Herald", "published": "2025-03-04", "text": ALSO},
    ]
    source, db = folder / "in.jsonl", str(folder / "r.db")
    source.write_text("\n".join(json.dumps(row) for row in rows), encoding="utf-8")
    assert "2 added" in run("add", source, folder / f"gone{E}.txt", "--db", db)
    run("issues", "add", f"Toll{E}", "toll", "--db", db)
    run("user", "add", "ida", "--no-password", "--db", db)
    run(
        "correct",
        statement_of(db),
        "--note",
        f"see{E} line 3",
        "--act",
        "promise",
        "--editor",
        "ada",
        "--db",
        db,
    )
    return db


def statement_of(db: str) -> str:
    return json.loads(
        run("find", "toll", "--outlet", "Coast", "-f", "jsonl", "-q", "--db", db).splitlines()[0]
    )["statement"]


def thread_of(db: str) -> str:
    return json.loads(run("threads", "-f", "jsonl", "--db", db).splitlines()[0])["id"]


@pytest.mark.parametrize(
    ("words", "shown"),
    [
        (("find", "toll"), "Valley"),
        (("find", "--outlet", "Gazette"), "Valley"),
        (("find", "--by", f"nobody{E}"), "nobody"),
        (("who",), "Tove Lindqvist"),
        (("who", "Lindqvist"), "Valley"),
        (("check", "We will not raise the ferry toll"), "raise"),
        (("check", f"We will not{E} raise the ferry toll", "--by", f"roth{E}"), "raise"),
        (("threads",), "toll"),
        (("thread", thread_of), "Valley"),
        (("log",), "gone"),
        (("log", "--runs"), "add"),
        (("log", "--failed"), "gone"),
        (("correct", statement_of, "--content", f"the ferry toll{E} this winter", "--editor", "ada"), "winter"),
        (("corrections",), "see"),
        (("issues", "list"), "Toll"),
        (("user", "list"), "ida"),
        (("user", "log"), "user.add"),
    ],
)  # fmt: skip
def test_no_command_on_a_record_prints_what_a_terminal_obeys(
    db: str, words: tuple[object, ...], shown: str
) -> None:
    output = run(*(str(w(db)) if callable(w) else str(w) for w in words), "--db", db)
    assert shown in output
    assert [c for c in output if not c.isprintable() and c != "\n"] == []


def test_read_add_and_import_print_nothing_that_a_terminal_obeys(tmp_path: Path) -> None:
    article, db = tmp_path / "a.txt", tmp_path / "r.db"
    article.write_text(SAID, encoding="utf-8")
    bad = tmp_path / f"bad{E}.jsonl"
    bad.write_text("{oops\n", encoding="utf-8")
    for words in (
        ("read", article), ("read", article, bad, "--columns", "who,when,to,where,at,what"), ("add", article, bad, "--db", db), ("import", bad, "--db", db),
    ):  # fmt: skip
        output = run(*words)
        assert [c for c in output if not c.isprintable() and c != "\n"] == [], words


def test_people_are_listed_without_what_a_terminal_obeys(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ONRECORD_PEOPLE", str(tmp_path / "home.jsonl"))
    rows = tmp_path / "own.csv"
    rows.write_text(f"name,kind\nAda{E} Brandt,person\n", encoding="utf-8")
    run("people", "import", rows)
    for words, shown in ((("people", "list"), "Ada"), (("people", "find", "nobody" + E), "nobody")):
        output = run(*words)
        assert shown in output and [c for c in output if not c.isprintable() and c != "\n"] == []


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_on_a_terminal_colours_are_all_that_is_obeyed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.delenv("NO_COLOR", raising=False)
    out = Terminal()
    console_on(out, width=80).print(Text(f"red{E}\nnext\ttab", "red"))
    shown = out.getvalue()
    assert not any(escape in shown for escape in ESCAPES)
    assert shown.startswith("\x1b[31mred") and "next" in shown.splitlines()[1]
