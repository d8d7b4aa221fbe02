"""kill -9 in the middle of `onrecord add`, and several of them at once."""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
from pathlib import Path

from sqlalchemy import func, select

from onrecord.record import schema
from onrecord.record.loading import load_articles
from onrecord.record.store import Store

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "benchmarks"))

PEOPLE = ("Ana Cruz", "Bo Lund", "Eva Ruiz", "Ida Holm", "Per Nilsen")


def some_articles(path: Path, count: int, name: str = "a") -> Path:
    """Short articles, each with a few statements of its own."""
    rows = []
    for number in range(count):
        who, other = PEOPLE[number % 5], PEOPLE[(number + 2) % 5]
        lines = (
            f"{who}, the harbour master, said on Tuesday that pier {number} of {name} would be closed until spring.",
            f"“We have {number} ships waiting,” {who.split()[1]} said. {other} denied that the {name} ferry had been late.",
        )
        rows.append(
            json.dumps({"id": f"{name}-{number}", "text": "\n\n".join(lines), "published": "2026-03-05"})
        )
    path.write_text("\n".join(rows) + "\n", encoding="utf-8")
    return path


def test_a_killed_run_loses_nothing_and_can_be_finished(tmp_path: Path) -> None:
    import kill

    source = some_articles(tmp_path / "a.jsonl", 50)
    kill.finish(source, tmp_path / "whole.db")
    held = kill.kill_over_and_over(source, tmp_path / "killed.db", 50, 4, random.Random(3))
    assert len(held) == 4 and held == sorted(held)
    kill.finish(source, tmp_path / "killed.db")
    assert kill.check(tmp_path / "killed.db") == 50
    expected, got = kill.tables(tmp_path / "whole.db"), kill.tables(tmp_path / "killed.db")
    assert len(expected["statements"]) > 100 and len(expected["full text"]) > 1000
    for name, rows in expected.items():
        assert got[name] == rows, name


def test_four_processes_at_once_lose_nothing(where: str, tmp_path: Path) -> None:
    """Each has articles of its own and some that all have; none has made the record before."""
    shared = some_articles(tmp_path / "all.jsonl", 8, "all")
    environment = os.environ | {"ONRECORD_DB": where, "OMP_NUM_THREADS": "1"}
    processes = []
    for number in range(4):
        own = some_articles(tmp_path / f"{number}.jsonl", 8, f"p{number}")
        command = [sys.executable, "-m", "onrecord", "add", "--json", "--threads", "1", str(shared), str(own)]
        processes.append(
            subprocess.Popen(
                command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
            )
        )
    told = []
    for process in processes:
        out, errors = process.communicate(timeout=120)
        assert process.returncode == 0, errors
        told.append(json.loads(out))
    assert sum(t["added"] for t in told) == 40 and sum(t["unchanged"] for t in told) == 24
    with Store.open(where) as store, store.reading() as connection:
        rows = connection.execute(select(schema.articles.c.id)).scalars().all()
        names = {a.id for a in load_articles(connection, rows)}
        assert (
            names == {f"{n}-{i}" for n in ("all", "p0", "p1", "p2", "p3") for i in range(8)}
            and len(rows) == 40
        )
        counts = select(func.count(), func.count(schema.speakers.c.speaker_id.distinct()))
        assert len(set(connection.execute(counts).one())) == 1
