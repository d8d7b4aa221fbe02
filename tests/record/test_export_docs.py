"""What docs/export.md and docs/corrections.md show is what is written and done."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from tram import CORRECTION, TEXT, tram

from onrecord.answers import Correction
from onrecord.record.exporting import FORMATS, Matter, Selection
from onrecord.types import Article, Statement

ROOT = Path(__file__).resolve().parents[2]


def section(page: str, title: str) -> str:
    text = (ROOT / "docs" / page).read_text(encoding="utf-8")
    return re.split(r"\n#+ ", text.split(f" {title}\n", 1)[1])[0]


def about(article: Article, statement: Statement) -> list[str]:
    return ["safety"] if "safe" in statement.content[0].of(article.text) else []


def written(name: str) -> str:
    made: list[Correction] = [CORRECTION]
    chosen = Selection([tram()], lambda _: made, [Matter("safety", "Is the tram safe?")], about)
    format = FORMATS[name]
    if format.lines:
        return "".join(format.lines(chosen))
    assert format.files
    return "".join(text for _, text in format.files(chosen))


@pytest.mark.parametrize(
    ("page", "title", "format"),
    [
        ("export.md", "JSON Lines", "jsonl"),
        ("export.md", "CSV", "csv"),
        ("export.md", "W3C Web Annotations", "annotations"),
        ("export.md", "schema.org", "schema-org"),
        ("export.md", "brat", "brat"),
        ("export.md", "Citron", "citron"),
        ("export.md", "FollowTheMoney", "ftm"),
        ("export.md", "GraphML", "graphml"),
        ("corrections.md", "As training data", "training"),
    ],
)
def test_the_examples_are_real(page: str, title: str, format: str) -> None:
    [shown] = re.findall(r"```\w*\n(.*?)\n```", section(page, title), re.DOTALL)
    assert shown in written(format).replace("\r\n", "\n")


def test_every_format_and_only_those_are_told() -> None:
    table = re.findall(
        r"^\| `([\w-]+)` \|", (ROOT / "docs" / "export.md").read_text(encoding="utf-8"), re.MULTILINE
    )
    assert table == list(FORMATS)
    assert TEXT.removesuffix(" a report.") in " ".join(
        (ROOT / "docs" / "export.md").read_text(encoding="utf-8").split()
    )


def test_the_python_example_runs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    [code] = re.findall(
        r"```python\n(.*?)```", (ROOT / "docs" / "corrections.md").read_text(encoding="utf-8"), re.DOTALL
    )
    monkeypatch.chdir(tmp_path)
    exec(code.replace('"examples/', f'"{ROOT.as_posix()}/examples/'), {})
    assert capsys.readouterr().out == "1 ada speaker None\n2 ada act ada\n3 ada undo None\n"


@pytest.mark.parametrize("page", ["export.md", "corrections.md"])
def test_links_lead_somewhere(page: str) -> None:
    path = ROOT / "docs" / page
    for target in re.findall(r"\]\(([^)#:]+)[^):]*\)", path.read_text(encoding="utf-8")):
        assert (path.parent / target).exists(), target
