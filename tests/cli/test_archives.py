"""`onrecord read` and `onrecord add` on archives: what is left is said in one line and logged."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

from crawls import crawl


def run(*args: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "onrecord", *args], cwd=cwd, capture_output=True, text=True, timeout=300
    )


def test_a_crawl_read_and_added(tmp_path: Path) -> None:
    [path], truth = crawl(tmp_path, 11, files=1)
    done = run("read", path.name, "--format", "jsonl", cwd=tmp_path)
    rows = [json.loads(line) for line in done.stdout.splitlines()]
    by_url = {row["article"]["url"]: row for row in rows}
    assert set(by_url) == {*truth.articles, *truth.copies} and truth.copies
    for url, first in truth.copies.items():
        copy = by_url[url]
        assert copy["article"]["copy_of"] == by_url[first]["article"]["id"]
        assert copy["statements"] == [] and by_url[first]["statements"]
    last = done.stderr.splitlines()[-1]
    assert last.startswith("onrecord: left ") and "no articles (" in last and "not in English" in last
    assert f"{len(truth.copies)} copies of articles linked" in last
    assert done.returncode == 1, "some records are broken"

    done = run("add", path.name, cwd=tmp_path)
    assert f"{len(rows)} added" in done.stdout and "onrecord: left " in done.stderr
    log = run("log", "--format", "jsonl", "-n", "500", cwd=tmp_path)
    [left] = [row for row in map(json.loads, log.stdout.splitlines()) if row["outcome"] == "left"]
    assert left["source"] == path.name and "not in English" in left["message"]
    again = run("add", path.name, cwd=tmp_path)
    assert f"0 added, {len(rows)} unchanged" in again.stdout
    out = run("export", cwd=tmp_path)
    kept = {r["article"]["url"]: r["article"]["copy_of"] for r in map(json.loads, out.stdout.splitlines())}
    assert {url: row["article"]["copy_of"] for url, row in by_url.items()} == kept


def test_columns_of_a_table(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text(
        'body,day\n"The mayor said on Tuesday that the bridge would open in May.",2025-02-14\n'
    )
    done = run("read", "a.csv", "--columns", "text=body,published=day,what,when", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert "the bridge would open in May" in done.stdout and "2025-02-11" in done.stdout
    done = run("add", "a.csv", "--columns", "text=body,published=day", cwd=tmp_path)
    assert "1 added" in done.stdout
    done = run("read", "a.csv", cwd=tmp_path)
    assert done.returncode == 1 and "no column 'text'" in done.stderr
    done = run("read", "a.csv", "--columns", "corpus=body", cwd=tmp_path)
    assert done.returncode == 2 and "FIELD=COLUMN" in done.stderr
