"""Tables of articles: CSV, Parquet and JSON Lines, with the columns that they have."""

from __future__ import annotations

import gzip
import json
from datetime import date
from pathlib import Path

import pytest

from onrecord.errors import LeftOut, UsageError
from onrecord.reading import ReadingOptions, read_source
from onrecord.reading.rows import columns_of
from onrecord.types import Article

TEXT = "The mayor said the bridge would open in May.\n\n“We have the steel,” she told reporters."
DUTCH = "De burgemeester zei dinsdag dat de brug nog voor de winter opengaat, en dat het geld er is. " * 4


def articles(path: Path, columns: str = "", **options: bool) -> list[Article]:
    got = list(read_source(path, ReadingOptions(columns=columns_of(columns), **options)))  # type: ignore[arg-type]
    for item in got:
        assert isinstance(item, Article), item
    return got  # type: ignore[return-value]


@pytest.mark.parametrize("mark", [",", ";", "\t"])
def test_csv_with_mapped_columns(tmp_path: Path, mark: str) -> None:
    path = tmp_path / "news.csv"
    cells = [
        ["nr", "body", "date", "headline"],
        ["7", f'"{TEXT}"', "2025-02-14", "Bridge"],
        ["8", '"x ""y"" z"', "", ""],
    ]
    path.write_text("\n".join(mark.join(row) for row in cells), encoding="utf-8-sig")
    one, two = articles(path, "text=body, published=date, id=nr")
    assert (one.id, one.text, one.published) == ("7", TEXT, "2025-02-14")
    assert one.headline is None or one.headline.of(one.text) == "Bridge"
    assert (two.id, two.text, two.published) == ("8", 'x "y" z', None)


def test_gzipped_tables(tmp_path: Path) -> None:
    (tmp_path / "a.csv.gz").write_bytes(gzip.compress(f'text\n"{TEXT}"\n'.encode()))
    (tmp_path / "a.jsonl.gz").write_bytes(gzip.compress(json.dumps({"text": TEXT}).encode()))
    for name in ("a.csv.gz", "a.jsonl.gz"):
        [article] = articles(tmp_path / name)
        assert article.text == TEXT
    (tmp_path / "cut.jsonl.gz").write_bytes((tmp_path / "a.jsonl.gz").read_bytes()[:-20])
    [error] = read_source(tmp_path / "cut.jsonl.gz")
    assert "cut.jsonl.gz" in str(error)


def test_parquet_with_types(tmp_path: Path) -> None:
    pa = pytest.importorskip("pyarrow")
    import pyarrow.parquet

    path = tmp_path / "news.parquet"
    rows = {
        "body": [TEXT] * 200,
        "day": [date(2025, 2, 14)] * 200,
        "byline": [["Ana Cruz", "Bo Lund"]] * 200,
        "n": list(range(200)),
    }
    pyarrow.parquet.write_table(pa.table(rows), path, row_group_size=50)
    got = articles(path, "text=body,published=day,id=n")
    assert len(got) == 200
    assert (got[199].id, got[199].published, got[199].byline) == (
        "199",
        "2025-02-14",
        ("Ana Cruz", "Bo Lund"),
    )


def test_json_lines_with_mapped_fields(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text(json.dumps({"content": TEXT, "when": "2025-02-14"}))
    [article] = articles(tmp_path / "a.jsonl", "text=content,published=when")
    assert (article.text, article.published) == (TEXT, "2025-02-14")


def test_what_is_missing_is_named(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("id,body\n1,x\n")
    [error] = read_source(tmp_path / "a.csv")
    assert "no column 'text'; it has id, body" in str(error) and "--columns text=body" in str(error)
    [error] = read_source(tmp_path / "a.csv", ReadingOptions(columns=columns_of("text=content")))
    assert "no column 'content'" in str(error)
    (tmp_path / "a.parquet").write_bytes(b"PAR1 no")
    [error] = read_source(tmp_path / "a.parquet")
    assert "is it a whole Parquet file?" in str(error)


@pytest.mark.parametrize("told", ["body", "corpus=body", "text=", "=body"])
def test_columns_that_make_no_sense(told: str) -> None:
    with pytest.raises(UsageError, match="FIELD=COLUMN"):
        columns_of(told)


def test_a_quotation_mark_that_is_never_closed_ends_the_file_only(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text('text\n"whole text"\n"' + "never closed\n" * 500)
    whole, error = read_source(path, ReadingOptions(max_bytes=2000))
    assert isinstance(whole, Article) and "broken CSV" in str(error)


def test_rows_in_other_languages_are_left(tmp_path: Path) -> None:
    for name in ("a.csv", "a.jsonl"):
        (tmp_path / name).write_text(f'text\n"{DUTCH}"\n' if name == "a.csv" else json.dumps({"text": DUTCH}))
        [left] = read_source(tmp_path / name)
        assert isinstance(left, LeftOut) and (left.reason, left.detail) == ("not English", "nl")
        [article] = articles(tmp_path / name, everything=True)
        assert article.language == "nl"
