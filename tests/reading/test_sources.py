"""Files, good and bad: what comes out, and what is said of the rest."""

from __future__ import annotations

import io
import json
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.errors import UnreadableArticle
from onrecord.reading import ReadingOptions, article_from_record, read_source
from onrecord.types import Article

PAGE = (
    "<html><head><title>A day at the pier | The Paper</title></head><body><nav>Home Sport</nav><article><h1>A day at the pier</h1>"
    + "".join(
        f"<p>The keeper said the light had burned for {n} years, and that it would burn on for a good while.</p>"
        for n in range(9)
    )
    + "</article></body></html>"
)


def write(folder: Path, name: str, data: bytes | str) -> Path:
    path = folder / name
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return path


@pytest.mark.parametrize(
    ("name", "data", "says"),
    [
        ("empty.txt", b"", "empty"),
        ("blank.txt", b" \n\t ", "empty"),
        ("a.pdf", b"%PDF-1.7 ...", "PDF"),
        ("a.docx", b"PK\x03\x04....", "zip"),
        ("noise.bin", bytes(range(256)) * 20, "no text"),
        ("page.html", "<html><body><script>var a = 1;</script></body></html>", "no text found"),
        ("a.json", '{"title": "x"}', 'no "text"'),
        ("b.json", '{"text": ', "broken JSON"),
        ("list.json", "[1, 2]", "not a JSON object"),
    ],
)  # fmt: skip
def test_bad_input_is_one_clear_line(tmp_path: Path, name: str, data: bytes | str, says: str) -> None:
    for item in read_source(write(tmp_path, name, data)):
        assert isinstance(item, UnreadableArticle)
        assert name in str(item) and says in str(item) and "\n" not in str(item)


def test_missing_folder_and_large(tmp_path: Path) -> None:
    [missing] = read_source(tmp_path / "none.txt")
    assert "no such file" in str(missing)
    [folder] = read_source(tmp_path)
    assert "folder" in str(folder)
    [large] = read_source(write(tmp_path, "l.txt", "a " * 1000), ReadingOptions(max_bytes=100))
    assert "limit" in str(large)


def test_json_lines_go_on_after_a_broken_one(tmp_path: Path) -> None:
    lines = ['{"id": "a", "text": "He said yes."}', "{broken", "", '{"text": "She said no."}']
    got = list(read_source(write(tmp_path, "x.jsonl", "\n".join(lines))))
    assert [type(g) for g in got] == [Article, UnreadableArticle, Article]
    assert "line 2" in str(got[1])
    assert isinstance(got[0], Article) and got[0].id == "a"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
def test_encodings(tmp_path: Path, encoding: str) -> None:
    text = "“Él dijo que no”, she said.\r\nThe café – it’s closed."
    [got] = read_source(write(tmp_path, "x.txt", text.encode(encoding)))
    assert isinstance(got, Article) and got.text == text


def test_a_page_that_declares_its_charset(tmp_path: Path) -> None:
    page = PAGE.replace("<head>", '<head><meta charset="windows-1251">').replace("keeper", "Иванов")
    [got] = read_source(write(tmp_path, "x.html", page.encode("cp1251")))
    assert isinstance(got, Article) and "Иванов said the light" in got.text


def test_a_page(examples: Path) -> None:
    [got] = read_source(examples / "reservoir.html")
    assert isinstance(got, Article)
    assert (
        got.headline
        and got.headline.of(got.text) == "Reservoir at lowest level in 40 years, water board warns"
    )
    assert (got.outlet, got.section, got.byline) == ("The Valley Ledger", "Environment", ("Lucía Ferrer",))
    assert (got.published, got.published_from) == ("2026-05-19T07:30+02:00", "metadata")
    assert got.url == "https://www.valley-ledger.example/2026/05/19/reservoir-lowest-level"
    for outside in ("cookies", "Subscribe", "Pools for every garden", "rainman77", "bus lanes"):
        assert outside not in got.text


@pytest.mark.parametrize(
    "page",
    [
        "<!-- a -->" * 150 + "x",
        "<html>" + "<script type=application/ld+json>" * 30_000,
        "<html><body>" + "<div>" * 5_000 + "He said no.",
        "<html><body>" + "<p>He said “no." * 5_000,
    ],
)
def test_hostile_pages_take_bounded_time(page: str) -> None:
    begun = time.process_time()
    list(read_source("-", stdin=io.BytesIO(page.encode())))
    assert time.process_time() - begun < 20


def test_standard_input_is_sniffed() -> None:
    [page] = read_source("-", stdin=io.BytesIO(PAGE.encode()))
    assert isinstance(page, Article) and page.text.startswith("A day at the pier")
    [record] = read_source("-", stdin=io.BytesIO(b'{"text": "He said yes.", "outlet": "The Paper"}'))
    assert isinstance(record, Article) and record.outlet == "The Paper"


def test_record_fields_are_honoured() -> None:
    text = "Light burns on\n\nThe keeper said the light had burned for years, and that it would burn on for a good while."
    row = {
        "id": "k1",
        "text": text,
        "title": "Light burns on",
        "published": "2024-05-01",
        "byline": "Ann Lee",
        "url": "https://a.example/x",
    }
    a = article_from_record(row)
    assert (a.id, a.published, a.published_from, a.byline) == ("k1", "2024-05-01", "metadata", ("Ann Lee",))
    assert a.headline and a.headline.of(text) == "Light burns on"
    again = article_from_record(json.loads(json.dumps(a.to_dict())))
    assert (again.id, again.text, again.headline, again.published) == (a.id, a.text, a.headline, a.published)


def test_given_date_wins(tmp_path: Path) -> None:
    path = write(
        tmp_path, "x.txt", "1 May 2024\n\nThe keeper said the light had burned for years, and would burn on."
    )
    [got] = read_source(path, ReadingOptions(published="2020-01-02"))
    assert isinstance(got, Article) and (got.published, got.published_from) == ("2020-01-02", "given")


def test_another_language_is_said() -> None:
    text = (
        "Thủ tướng cho biết chính phủ sẽ tiếp tục hỗ trợ người dân và doanh nghiệp trong thời gian tới. " * 5
    )
    [got] = read_source("-", stdin=io.BytesIO(text.encode()))
    assert isinstance(got, Article) and got.language == "vi"
    assert any("English" in w for w in got.warnings)


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=400), st.sampled_from(["auto", "text", "html", "json", "jsonl"]))
def test_any_bytes_give_articles_or_errors(data: bytes, kind: str) -> None:
    for item in read_source("-", ReadingOptions(format=kind), io.BytesIO(data)):  # type: ignore[arg-type]
        assert isinstance(item, Article | UnreadableArticle)
