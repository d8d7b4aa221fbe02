"""kill -9 `onrecord add` at random moments: nothing told of is lost, nothing is half there, and finishing gives what an unbroken run gives.

    python benchmarks/kill.py [--articles 300] [--kills 50] [--chains 5] [--shared DIR] [--seed 1]

A chain is one record: the same command is started and killed over and over, then run to its end. Most kills come when a
random number of articles is stored, give or take a moment; the others in the first two seconds, while the record is made. After each
the file must open, pass SQLite's integrity check, and hold whole articles only. At the end all tables are compared with those
of a run that nobody killed, the full-text index word by word; times, runs and row numbers are left out.
"""

from __future__ import annotations

import argparse
import gzip
import json
import random
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from itertools import islice
from pathlib import Path
from typing import Any

from sqlalchemy import Table, select, text

from onrecord.record import fulltext
from onrecord.record.loading import load_articles
from onrecord.record.schema import articles, fetches, metadata, runs
from onrecord.record.store import Store

HERE = Path(__file__).resolve().parent
EARLY = 0.2  # of the kills come while the program starts
LEFT_OUT = {"run", "added_at", "id"}
PATIENCE = 1800  # seconds for one run


def main() -> int:
    args = arguments()
    chance = random.Random(args.seed)
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "articles.jsonl"
        total = write_articles(source, args)
        begun = time.monotonic()
        whole = Path(folder) / "whole.db"
        finish(source, whole)
        print(f"{total} articles, unbroken: {time.monotonic() - begun:.0f} s", flush=True)
        expected = tables(whole)
        killed = 0
        for chain in range(args.chains):
            kills = args.kills // args.chains + (chain < args.kills % args.chains)
            path = Path(folder) / f"chain{chain}.db"
            moments = kill_over_and_over(source, path, total, kills, chance)
            killed += len(moments)
            finish(source, path)
            check(path)
            got = tables(path)
            differing = [name for name in expected if got[name] != expected[name]]
            print(
                f"chain {chain + 1}: killed at {moments} articles; differing tables: {differing or 'none'}",
                flush=True,
            )
            if differing:
                return 1
    print(
        f"killed {killed} times: every time the file opened whole, and every chain ended as the unbroken run"
    )
    return 0


def arguments() -> argparse.Namespace:
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("--articles", type=int, default=300)
    p.add_argument("--kills", type=int, default=50)
    p.add_argument("--chains", type=int, default=5)
    p.add_argument("--shared", type=Path, default=HERE.parent.parent / "shared")
    p.add_argument("--seed", type=int, default=1)
    return p.parse_args()


def write_articles(to: Path, args: argparse.Namespace) -> int:
    """The corpus as JSON Lines that `onrecord add` takes; how many."""
    rows = []
    with gzip.open(args.shared / "data" / "multi-outlet" / "basil.jsonl.gz", "rt", encoding="utf-8") as lines:
        for row in map(json.loads, islice(lines, args.articles)):
            body = "\n\n".join(" ".join(sentences) for sentences in row["body-paragraphs"])
            known = {
                "title": row["title"],
                "url": row["url"],
                "outlet": row["source"],
                "published": row["date"],
            }
            rows.append(json.dumps({"id": row["id"], "text": body, **known}) + "\n")
    to.write_text("".join(rows), encoding="utf-8")
    return len(rows)


def started(source: Path, path: Path) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "onrecord", "add", str(source), "--db", str(path), "-q"]
    return subprocess.Popen(command, stdin=subprocess.DEVNULL)


def finish(source: Path, path: Path) -> None:
    """Run to the end."""
    if started(source, path).wait(PATIENCE) != 0:
        raise SystemExit("onrecord add failed")


def kill_over_and_over(source: Path, path: Path, total: int, kills: int, chance: random.Random) -> list[int]:
    """Start and kill, checking the record each time; how many articles it then held."""
    targets = sorted(chance.randint(0, total - 1) if chance.random() > EARLY else -1 for _ in range(kills))
    held = []
    for target in targets:
        process = started(source, path)
        if target < 0:
            time.sleep(chance.uniform(0, 2))
        else:
            deadline = time.monotonic() + PATIENCE
            while stored(path) < target and process.poll() is None and time.monotonic() < deadline:
                time.sleep(0.02)
            time.sleep(chance.uniform(0, 0.3))
        process.send_signal(signal.SIGKILL)
        process.wait()
        held.append(check(path))
    return held


def stored(path: Path) -> int:
    """How many articles are committed; none where there are no tables yet."""
    try:
        connection = sqlite3.connect(f"file:{path}?mode=ro", uri=True, timeout=10)
        try:
            return int(connection.execute("SELECT count(*) FROM articles").fetchone()[0])
        finally:
            connection.close()
    except sqlite3.OperationalError:
        return 0


def check(path: Path) -> int:
    """The file opens, is whole, and what was told to be stored is there with all its statements; how many articles."""
    with Store.open(path) as store, store.writing() as connection:
        assert connection.execute(text("PRAGMA integrity_check")).scalars().all() == ["ok"]
        assert connection.execute(text("PRAGMA foreign_key_check")).all() == []
        connection.execute(
            text(f"INSERT INTO {fulltext.TABLE} ({fulltext.TABLE}) VALUES ('integrity-check')")
        )
        rows = connection.execute(select(articles.c.id)).scalars().all()
        told = (
            connection.execute(select(fetches.c.article).where(fetches.c.outcome == "added")).scalars().all()
        )
        assert sorted(told) == sorted(rows), "what the log says was added is what is there"
        counted = sum(row.added for row in connection.execute(select(runs.c.added)))
        assert counted == len(rows)
        load_articles(connection, rows)
    return len(rows)


def tables(path: Path) -> dict[str, list[Any]]:
    """Every table as sorted rows without times, runs and row numbers: a reference is what it leads to."""
    found: dict[str, list[Any]] = {}
    keys: dict[str, dict[int, int]] = {}
    with Store.open(path) as store, store.reading() as connection:
        for table in metadata.sorted_tables:
            if table.name in ("runs", "fetches"):
                continue
            rows = connection.execute(select(table)).mappings().all()
            plain = [_freed(table, row, keys) for row in rows]
            if "id" in table.c:
                keys[table.name] = {row["id"]: hash(p) for row, p in zip(rows, plain, strict=True)}
            linked = [(p, _own_links(table, row, keys)) for row, p in zip(rows, plain, strict=True)]
            found[table.name] = sorted(linked, key=repr)
    found["full text"] = _words(path, keys["statements"])
    return found


def _freed(table: Table, row: Any, keys: dict[str, dict[int, int]]) -> tuple[Any, ...]:
    """The values, references to other tables by what they lead to."""
    values = []
    for column in table.c:
        if column.name in LEFT_OUT:
            continue
        targets = [key.column.table.name for key in column.foreign_keys]
        if table.name in targets:
            continue
        values.append(keys[targets[0]].get(row[column.name]) if targets else row[column.name])
    return tuple(values)


def _own_links(table: Table, row: Any, keys: dict[str, dict[int, int]]) -> tuple[Any, ...]:
    """References within the table."""
    own = [c.name for c in table.c if any(key.column.table is table for key in c.foreign_keys)]
    return tuple(row[name] and keys[table.name][row[name]] for name in own)


def _words(path: Path, statements: dict[int, int]) -> list[Any]:
    connection = sqlite3.connect(path)
    try:
        connection.execute(
            f"CREATE VIRTUAL TABLE temp.entries USING fts5vocab('main', '{fulltext.TABLE}', 'instance')"
        )
        rows: Sequence[tuple[str, int, str, int]] = connection.execute(
            "SELECT term, doc, col, offset FROM entries"
        ).fetchall()
    finally:
        connection.close()
    return sorted((term, statements[doc], column, offset) for term, doc, column, offset in rows)


if __name__ == "__main__":
    raise SystemExit(main())
