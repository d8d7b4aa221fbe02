"""What the documents show is what the program does."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

import onrecord
from onrecord.types import ACTS

ROOT = Path(__file__).resolve().parent.parent


def test_the_record_format_example_is_real() -> None:
    text = (ROOT / "docs" / "record-format.md").read_text(encoding="utf-8")
    found = re.search(r"```json\n(.*?)```", text, re.DOTALL)
    assert found
    shown = json.loads(found.group(1))
    article = onrecord.read(ROOT / "examples" / "harbour-bridge.txt")
    row = article.to_dict()
    for key, value in shown["article"].items():
        if key not in ("id", "path", "text"):
            assert row["article"][key] == value, key
    assert set(shown["article"]) == set(row["article"]) and set(shown) == set(row)
    [example] = shown["statements"]
    [real] = [s for s in row["statements"] if s["content"] == example["content"]]
    for key in set(example) - {"confidence", "speaker"}:
        assert real[key] == example[key], key
    assert set(real) == set(example)


def test_every_act_is_documented() -> None:
    text = (ROOT / "docs" / "record-format.md").read_text(encoding="utf-8")
    row = next(line for line in text.splitlines() if line.startswith("| `act`"))
    assert all(re.search(rf"\b{act}\b", row) for act in ACTS)


@pytest.mark.parametrize(
    "page",
    [
        "README.md",
        "docs/tutorial.md",
        "docs/architecture.md",
        "docs/model-card.md",
        "docs/people.md",
        "docs/archives.md",
        "docs/batch.md",
        "docs/check.md",
        "docs/find.md",
        "docs/threads.md",
        "docs/feeds.md",
        "docs/record.md",
        "docs/record-tables.md",
        "training/README.md",
    ],
)
def test_links_lead_somewhere(page: str) -> None:
    path = ROOT / page
    for target in re.findall(r"\]\(([^)#:]+)\)", path.read_text(encoding="utf-8")):
        assert (path.parent / target).exists(), target


def test_the_tutorial_code_runs(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    text = (ROOT / "docs" / "tutorial.md").read_text(encoding="utf-8")
    first, *others = re.findall(r"```python\n(.*?)```", text, re.DOTALL)
    names: dict[str, object] = {}
    for code in (first.split("for article in onrecord.read_many")[0], *others):
        exec(code, names)
    printed = capsys.readouterr().out
    assert "Tove Lindqvist (deny): that any figure had been withheld" in printed
    assert "verdict='same'" in printed


def test_the_record_page_runs(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "examples").symlink_to(ROOT / "examples")
    monkeypatch.chdir(tmp_path)
    text = (ROOT / "docs" / "record.md").read_text(encoding="utf-8")
    for code in re.findall(r"```python\n(.*?)```", text, re.DOTALL):
        exec(code, {})
    printed = capsys.readouterr().out
    assert "examples/harbour-bridge.txt added 30" in printed
    assert "Tove Lindqvist – that any figure had been withheld – " in printed


def test_the_page_on_checking_runs(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "examples").symlink_to(ROOT / "examples")
    monkeypatch.chdir(tmp_path)
    text = (ROOT / "docs" / "check.md").read_text(encoding="utf-8")
    for code in re.findall(r"```python\n(.*?)```", text, re.DOTALL):
        exec(code, {})
    printed = capsys.readouterr().out
    assert printed.startswith("altered\nTove Lindqvist ") and "('cut', '', 'do not')" in printed
    from onrecord.answers import VERDICTS

    assert all(f"| **{verdict}** |" in text for verdict in VERDICTS)


def test_the_page_on_finding_runs_and_tells_the_bounds_that_hold(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    from onrecord.record import fulltext, ordering, profiling, topics

    (tmp_path / "examples").symlink_to(ROOT / "examples")
    monkeypatch.chdir(tmp_path)
    text = (ROOT / "docs" / "find.md").read_text(encoding="utf-8")
    for code in re.findall(r"```python\n(.*?)```", text, re.DOTALL):
        exec(code, {})
    printed = capsys.readouterr().out
    assert "False (('local:tove-lindqvist', 'Tove Lindqvist'),)\nTove Lindqvist " in printed
    assert f"**Counting** stops at {fulltext.MOST:,}." in text
    assert f"looks at the {ordering.RANKED:,} statements" in text
    assert f"A word in {ordering.FREQUENT:,} statements" in text
    assert (
        f"the {profiling.LOOKED_AT} latest statements have more often than the newest {topics.SAMPLE:,}"
        in text
    )


def test_every_table_and_view_is_documented() -> None:
    from onrecord.record.fulltext import TABLE
    from onrecord.record.schema import metadata
    from onrecord.record.views import VIEWS

    text = (ROOT / "docs" / "record-tables.md").read_text(encoding="utf-8")
    missing = [name for name in (*metadata.tables, *VIEWS, TABLE) if f"`{name}`" not in text]
    assert missing == []
