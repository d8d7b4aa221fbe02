"""The command as a user runs it: what it prints, where, and its exit codes."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


def onrecord(*words: str | Path, stdin: str | None = None, **env: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "onrecord", *map(str, words)],
        input=stdin, capture_output=True, encoding="utf-8", env=os.environ | env, timeout=120, check=False,
        stdin=subprocess.DEVNULL if stdin is None else None,
    )  # fmt: skip


def test_the_example_as_a_table(examples: Path) -> None:
    got = onrecord("read", examples / "harbour-bridge.txt")
    assert got.returncode == 0 and got.stderr == ""
    for words in ("Mayor promises harbour bridge", "Tove Lindqvist", "Anders Roth", "deny"):
        assert words in got.stdout


@pytest.mark.parametrize("format", ["json", "jsonl", "csv", "html", "annotations"])
def test_every_format_goes_to_standard_output_or_a_file(examples: Path, tmp_path: Path, format: str) -> None:
    example = examples / "clinic-strike.txt"
    printed = onrecord("read", example, "--format", format)
    assert printed.returncode == 0
    written = onrecord("read", example, "--format", format, "--output", tmp_path / "out")
    assert written.returncode == 0 and written.stdout == ""
    assert (tmp_path / "out").read_bytes().decode() == printed.stdout.replace("\r\n", "\n") or format == "csv"
    assert [p.name for p in tmp_path.iterdir()] == ["out"]


def test_json_lines_in_input_order_and_bad_input_told(examples: Path, tmp_path: Path) -> None:
    broken = tmp_path / "articles.jsonl"
    broken.write_text(
        '{"id": "one", "text": "The mayor said yes."}\n{oops\n{"id": "two", "text": "She denied it."}\n'
    )
    got = onrecord("read", examples / "harbour-bridge.txt", tmp_path / "missing.txt", broken, "-f", "jsonl")
    assert got.returncode == 1
    rows = [json.loads(line) for line in got.stdout.splitlines()]
    assert [r["article"]["id"][:6] for r in rows] == ["sha256", "one", "two"]
    errors = got.stderr.splitlines()
    assert len(errors) == 2 and "missing.txt: no such file" in errors[0] and "line 2" in errors[1]


def test_standard_input() -> None:
    got = onrecord(
        "read",
        "-",
        "-f",
        "jsonl",
        "--published",
        "2024-05-01",
        stdin="The mayor said the bridge would open in May.",
    )
    [row] = map(json.loads, got.stdout.splitlines())
    assert row["article"]["published"] == "2024-05-01" and row["article"]["published_from"] == "given"
    [s] = row["statements"]
    assert [c["text"] for c in s["cue"]] == ["said"] and "bridge would open in May" in s["content"][0]["text"]


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (["read", "x.txt", "--published", "soon"], 2),
        (["read", "x.txt", "--format", "pdf"], 2),
        (["read", "x.txt", "--min-confidence", "7"], 2),
        (["fly"], 2),
        (["read", "no-such-file.txt"], 1),
        (["--version"], 0),
        (["--help"], 0),
        (["read", "--help"], 0),
        (["info"], 0),
    ],
)
def test_exit_codes_and_no_traceback(words: list[str], code: int) -> None:
    got = onrecord(*words)
    assert got.returncode == code
    assert "Traceback" not in got.stdout + got.stderr
    assert code == 0 or got.stderr.strip()


def test_min_confidence_leaves_out(examples: Path) -> None:
    def count(*more: str) -> int:
        got = onrecord("read", examples / "harbour-bridge.txt", "-f", "json", *more)
        return len(json.loads(got.stdout)[0]["statements"])

    assert count() > count("--min-confidence", "0.9") > 0


def test_output_that_nobody_reads_on(examples: Path) -> None:
    command = f"{sys.executable} -m onrecord read {examples}/*.txt -f jsonl | head -c 10"
    got = subprocess.run(["bash", "-c", command], capture_output=True, text=True, timeout=120, check=False)
    assert "Traceback" not in got.stderr and got.stdout == '{"format":'[:10]


def test_output_is_utf8_whatever_the_locale(examples: Path) -> None:
    got = onrecord("read", examples / "reservoir.html", "-f", "csv", LC_ALL="C", PYTHONIOENCODING="ascii")
    assert got.returncode == 0 and "Héctor Salinas" in got.stdout


def test_a_folder_that_is_not_there_cannot_be_written_to(examples: Path, tmp_path: Path) -> None:
    got = onrecord("read", examples / "harbour-bridge.txt", "-o", tmp_path / "no" / "out.json", "-f", "json")
    assert got.returncode == 2 and "cannot be written" in got.stderr


def test_info_as_json() -> None:
    facts = json.loads(onrecord("info", "--json").stdout)
    assert facts["record_format"] == "onrecord/1"
    assert all(source["licence"] for source in facts["model"]["trained_on"])


def test_output_is_written_through_links_and_pipes(examples: Path, tmp_path: Path) -> None:
    real, link = tmp_path / "real.csv", tmp_path / "link.csv"
    real.write_text("old")
    link.symlink_to(real)
    got = onrecord("read", examples / "harbour-bridge.txt", "-f", "csv", "-o", link)
    assert got.returncode == 0 and link.is_symlink() and real.read_text().startswith("article,")
    assert onrecord("read", examples / "harbour-bridge.txt", "-f", "csv", "-o", os.devnull).returncode == 0
    assert not Path(os.devnull).is_file()


def test_columns_of_the_table(examples: Path) -> None:
    got = onrecord("read", examples / "harbour-bridge.txt", "--columns", "when, Who,what,when")
    assert got.returncode == 0 and got.stderr == ""
    head = next(line.split() for line in got.stdout.splitlines() if line.startswith("when"))
    assert head == ["when", "who", "what", "was", "said"]
    rows = [line.split() for line in got.stdout.splitlines()]
    assert any(row[:3] == ["2025-10-13", "Tove", "Lindqvist"] for row in rows)
    assert any(row[:3] == ["2025-10-06", "–", "2025-10-12"] for row in rows)


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["--columns", "who,whom"], "no column 'whom'; choose from who, act, what, when, to, where, at,"),
        (["--columns", ""], "choose from who, act"),
        (["--columns", "who", "--format", "csv"], "--columns is for --format table"),
    ],
)
def test_columns_that_cannot_be_shown(examples: Path, words: list[str], told: str) -> None:
    got = onrecord("read", examples / "harbour-bridge.txt", *words)
    assert got.returncode == 2 and got.stdout == ""
    [line] = got.stderr.splitlines()
    assert told in line
