"""The SQL in docs/record-tables.md, on a record of the examples, as SQLite's own tools run it."""

from __future__ import annotations

import re
import sqlite3
from pathlib import Path

PAGE = Path(__file__).resolve().parents[2] / "docs" / "record-tables.md"


def test_the_sql_of_the_page_finds_words(examples_db: Path) -> None:
    [asked] = re.findall(r"```sql\n(.*?)\n```", PAGE.read_text(encoding="utf-8"), re.DOTALL)
    rows = sqlite3.connect(f"file:{examples_db}?mode=ro", uri=True).execute(asked).fetchall()
    assert len(rows) == 2
    for speaker, content, headline in rows:
        assert speaker == "Tove Lindqvist" and "steel" in content and "bridge" in headline
