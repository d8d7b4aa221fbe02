"""The whole reading with the real model: real articles, odd ones, many at once."""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import onrecord
from onrecord.engine import EngineOptions, read_sources


def said(article: onrecord.Article) -> list[tuple[str | None, str, str]]:
    text = article.text
    return [
        (
            s.source[0].of(text) if s.source else None,
            s.cue[0].of(text) if s.cue else "",
            s.content[0].of(text),
        )
        for s in article.statements
        if s.parent is None
    ]


def test_an_article_from_its_text() -> None:
    text = "“We will not sell the harbour,” the minister told reporters. He denied that talks had begun."
    a = onrecord.read(text)
    assert said(a) == [
        ("the minister", "told", "“We will not sell the harbour,”"),
        ("He", "denied", "that talks had begun"),
    ]
    assert [s.kind for s in a.statements if s.parent is None] == ["direct", "indirect"]
    assert [s.stance for s in a.statements if s.parent is None] == ["asserted", "denied"]


def test_every_example_gives_statements_with_exact_spans(examples: Path) -> None:
    for path in sorted([*examples.glob("*.txt"), *examples.glob("*.html")]):
        a = onrecord.read(path)
        assert len(a.statements) > 5, path
        ids = {s.id for s in a.statements}
        assert len(ids) == len(a.statements)
        for s in a.statements:
            assert 0 <= s.confidence <= 1 and (s.parent is None or s.parent in ids)
            for span in (*s.content, *s.cue, *s.source, *s.quoted):
                words = span.of(a.text)
                assert words and words == words.strip()


def test_same_output_whatever_the_batch_and_the_threads(examples: Path) -> None:
    paths = sorted(examples.glob("*.txt"))
    alone = [onrecord.read(p).to_dict() for p in paths]
    for threads in (1, 2, 5):
        together = read_sources([*paths, *paths], options=EngineOptions(threads=threads))
        assert [a.to_dict() for a in together if isinstance(a, onrecord.Article)] == alone * 2


def test_a_statement_across_a_seam_of_windows() -> None:
    filler = "The harbour was quiet and the boats lay at their moorings all that long grey afternoon. "
    for n in range(20, 27):  # some of these put the quotation on the seam
        text = filler * n + "“We will not sell the harbour,” said Ana Cruz, the mayor. " + filler * 25
        assert ("Ana Cruz, the mayor", "said", "“We will not sell the harbour,”") in said(onrecord.read(text))


ODD = {
    "500 open marks": "“No, " * 500 + "he said.",
    "500 straight marks": 'He said "no. ' * 500,
    "one paragraph of 20,000 words": "The mayor said that the bridge would open in May. " * 2000,
    "Vietnamese": "Thủ tướng cho biết chính phủ sẽ tiếp tục hỗ trợ người dân trong thời gian tới. " * 20,
    "one word of 100,000 letters": "a" * 100_000,
    "no letters": "… — !!! " * 200,
}


@pytest.mark.parametrize("name", ODD)
def test_odd_articles(name: str) -> None:
    a = onrecord.read(ODD[name])
    assert a.text == ODD[name]


@settings(max_examples=40, deadline=None)
@given(st.text(max_size=300))
def test_any_text(text: str) -> None:
    try:
        a = onrecord.read_many([text + "\n.\n"])
        assert all(s.content for s in next(a).statements)
    except onrecord.UnreadableArticle:
        assert not text.strip()


def test_random_bytes_lose_no_other_article(tmp_path: Path, examples: Path) -> None:
    rng = random.Random(5)
    paths: list[Path] = []
    for n in range(12):
        noise = tmp_path / f"{n}.{rng.choice(['txt', 'html', 'json', 'jsonl', 'bin'])}"
        noise.write_bytes(rng.randbytes(rng.randint(0, 3000)))
        paths += [noise, examples / "clinic-strike.txt"]
    got = [
        a
        for a in read_sources(paths)
        if isinstance(a, onrecord.Article) and a.path and a.path.endswith("strike.txt")
    ]
    assert len(got) == 12


def test_peak_memory_of_a_long_text(tmp_path: Path) -> None:
    status = Path("/proc/self/status")
    if not status.is_file():
        pytest.skip("peak memory is read from /proc, which this system lacks")
    big = tmp_path / "big.txt"
    big.write_text("The mayor said that the bridge would open in May, but the council denied it.\n\n" * 2000)
    code = (
        "import onrecord, sys; a = onrecord.read(sys.argv[1]); assert len(a.statements) > 3000;"
        "print(next(x.split()[1] for x in open('/proc/self/status') if x.startswith('VmHWM')))"
    )
    got = subprocess.run([sys.executable, "-c", code, big], capture_output=True, text=True, check=True)
    assert int(got.stdout) / 1024 < 500


def test_no_socket_is_opened_and_no_file_written(tmp_path: Path, examples: Path) -> None:
    code = (
        "import sys\n"
        "def hook(event, args):\n"
        "    if event.startswith('socket.') or (event == 'open' and isinstance(args[1], str) and set(args[1]) & set('wax+')):\n"
        "        print('HOOK', event, args, file=sys.stderr)\n"
        "sys.addaudithook(hook)\n"
        "import onrecord\n"
        "for p in sys.argv[1:]: onrecord.read(p)\n"
    )
    paths = [str(examples / n) for n in ("harbour-bridge.txt", "reservoir.html")]
    env = os.environ | {
        "HOME": str(tmp_path),
        "PYTHONDONTWRITEBYTECODE": "1",
        "XDG_CACHE_HOME": str(tmp_path),
    }
    got = subprocess.run(
        [sys.executable, "-c", code, *paths], capture_output=True, text=True, env=env, check=True
    )
    assert "HOOK" not in got.stderr
    assert list(tmp_path.rglob("*")) == []


def test_import_is_light() -> None:
    code = "import sys, onrecord; print([m for m in ('onnxruntime', 'numpy', 'tokenizers', 'rich', 'trafilatura', 'typer') if m in sys.modules])"
    assert (
        subprocess.run(
            [sys.executable, "-c", code], capture_output=True, text=True, check=True
        ).stdout.strip()
        == "[]"
    )


def test_several_articles_in_one_file_are_for_read_many(tmp_path: Path) -> None:
    path = tmp_path / "two.jsonl"
    path.write_text("\n".join(json.dumps({"text": t}) for t in ("He said yes.", "She said no.")))
    with pytest.raises(onrecord.UsageError, match="read_many"):
        onrecord.read(path)
    assert len(list(onrecord.read_many([path]))) == 2


def test_missing_file_is_told() -> None:
    with pytest.raises(onrecord.UnreadableArticle, match="no such file"):
        onrecord.read("no-such-article.txt")
    with pytest.raises(onrecord.UnreadableArticle):
        onrecord.read(Path("no such article.txt"))


def test_trump_nato(shared: Path) -> None:
    a = onrecord.read(shared / "gold" / "trump-nato.txt")
    assert a.headline and a.headline.of(a.text) == "Trump confirms Ukraine will not join NATO"
    assert (a.section, a.byline, a.published) == ("International", ("Hoang Bach",), "2025-02-14T09:55")
    gold = json.loads((shared / "gold" / "trump-nato.json").read_text(encoding="utf-8"))
    quoted = [s for s in gold["statements"] if s["kind"] != "indirect" and not s.get("parent")]
    found = {tuple(s.content) for s in a.statements}
    missed = [s["id"] for s in quoted if tuple(map(tuple, s["content"])) not in found]
    assert missed == []
