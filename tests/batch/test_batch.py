"""A job: the same tables whoever does it, in whatever order, however often it is killed."""

from __future__ import annotations

import json
import os
import random
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest

from onrecord.batch import BatchOptions, run_batch
from onrecord.batch.local import Crashed, Here
from onrecord.batch.tasks import Task
from onrecord.engine import read_sources
from onrecord.errors import LeftOut, UsageError
from onrecord.opened import open as open_record
from onrecord.types import Article

from crawls import crawl

pq = pytest.importorskip("pyarrow.parquet")


class Silent:
    def round(self, name: str, total: int, done: int) -> None:
        pass

    def step(self, count: int, statements: int) -> None:
        pass


def files(folder: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.name not in (".lock", "job.json")
    }


def rows(folder: Path, table: str) -> list[dict[str, Any]]:
    paths = (
        [folder / f"{table}.parquet"] if table in ("failures", "left") else sorted((folder / table).iterdir())
    )
    return [row for path in paths for row in pq.read_table(path).to_pylist()]


def command(inputs: Sequence[Path], out: Path, *more: str) -> list[str]:
    return [sys.executable, "-m", "onrecord", "batch", *map(str, inputs), str(out), "--part-size", "3", *more]


@pytest.fixture(scope="module")
def archives(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    return crawl(tmp_path_factory.mktemp("crawl"), 11)[0]


@pytest.fixture(scope="module")
def unbroken(archives: list[Path], tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("unbroken") / "out"
    done = subprocess.run(
        command(archives, out, "--workers", "2"), capture_output=True, text=True, timeout=300
    )
    assert done.returncode == 1 and "failed, see" in done.stdout, done.stderr
    return out


def test_a_job_holds_what_reading_gives(archives: list[Path], unbroken: Path, store: Any) -> None:
    read = list(read_sources(archives))
    expected = {a.url: a.to_dict() for a in read if isinstance(a, Article)}
    with open_record(store.name if "://" in store.name else Path(store.name)) as rec:
        done = rec.import_(unbroken)
        assert {d.verdict for d in done} == {"added"} and len(done) == len(expected)
        assert {a.url: a.to_dict() for a in rec.articles()} == expected
        assert {d.verdict for d in rec.import_(unbroken)} == {"unchanged"}
    copies = [row for row in rows(unbroken, "articles") if row["copy_of"]]
    assert copies and all(row["statements"] == 0 for row in copies)
    failed = [item for item in read if isinstance(item, Exception) and not isinstance(item, LeftOut)]
    told = rows(unbroken, "failures")
    assert sorted(f"{r['source']}: {r['message']}" for r in told) == sorted(map(str, failed))
    assert len(rows(unbroken, "left")) == sum(isinstance(item, LeftOut) for item in read)


def test_killed_and_begun_again_it_gives_the_same_files(
    archives: list[Path], unbroken: Path, tmp_path: Path
) -> None:
    out, chance = tmp_path / "out", random.Random(3)
    killed = 0
    for wanted in (1, 2, 3):
        process = subprocess.Popen(
            command(archives, out, "--workers", "2"), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        deadline = time.monotonic() + 120
        while len(list((out / "work" / "read").glob("*.json"))) < wanted and time.monotonic() < deadline:
            if process.poll() is not None:
                break
            time.sleep(0.02)
        time.sleep(chance.uniform(0, 0.3))
        killed += process.poll() is None
        process.send_signal(signal.SIGKILL)
        process.wait()
    assert killed, "it was too quick to be killed"
    subprocess.run(command(archives, out, "--workers", "1"), capture_output=True, timeout=300, check=False)
    assert files(out) == files(unbroken)
    assert not (out / "work").exists()


@pytest.mark.skipif(not hasattr(os, "fork"), reason="looks at processes as POSIX has them")
def test_workers_go_down_with_the_process_that_made_them(archives: list[Path], tmp_path: Path) -> None:
    process = subprocess.Popen(
        command(archives, tmp_path / "out"), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    workers: list[int] = []
    deadline = time.monotonic() + 60
    while not workers and time.monotonic() < deadline:
        listed = subprocess.run(
            ["ps", "-o", "pid=", "--ppid", str(process.pid)], capture_output=True, text=True, check=False
        )
        workers = [int(pid) for pid in listed.stdout.split()]
        time.sleep(0.5)
    process.kill()
    process.wait()
    assert workers
    deadline = time.monotonic() + 20
    while any(Path(f"/proc/{pid}").exists() for pid in workers) and time.monotonic() < deadline:
        time.sleep(0.2)
    assert not any(Path(f"/proc/{pid}").exists() for pid in workers)


def test_ctrl_c_stops_it_at_once(archives: list[Path], tmp_path: Path) -> None:
    process = subprocess.Popen(
        command(archives, tmp_path / "out", "--workers", "1", "--part-size", "1"),
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    deadline = time.monotonic() + 120
    while not list((tmp_path / "out" / "work" / "read").glob("*.json")) and time.monotonic() < deadline:
        time.sleep(0.05)
    os.killpg(process.pid, signal.SIGINT)
    _, told = process.communicate(timeout=20)
    assert (process.returncode, told) == (130, "")


def test_daft_gives_the_same_files(archives: list[Path], unbroken: Path, tmp_path: Path) -> None:
    pytest.importorskip("daft")
    out = tmp_path / "out"
    subprocess.run(
        command(archives, out, "--workers", "2", "--engine", "daft"),
        capture_output=True,
        timeout=300,
        check=False,
    )
    assert files(out) == files(unbroken)


def test_a_bad_input_never_ends_a_job(tmp_path: Path, examples: Path) -> None:
    (tmp_path / "cut.parquet").write_bytes(b"PAR1 no")
    (tmp_path / "binary.html").write_bytes(bytes(range(256)) * 20)
    (tmp_path / "a.csv").write_text("id\n1\n")
    names = ("cut.parquet", "binary.html", "a.csv", "missing.warc", "missing.txt")
    inputs = [*(tmp_path / name for name in names), examples / "harbour-bridge.txt"]
    out = tmp_path / "out"
    done = subprocess.run(command(inputs, out, "--json"), capture_output=True, text=True, timeout=300)
    assert done.returncode == 1 and done.stderr == ""
    told = json.loads(done.stdout)
    assert (told["articles"], told["failures"]) == (1, 5) and told["statements"] > 5
    assert {Path(row["source"]).name for row in rows(out, "failures")} == set(names)
    again = subprocess.run(command(inputs, out, "--json"), capture_output=True, text=True, timeout=300)
    assert json.loads(again.stdout) == told and again.returncode == 1, "done is done"


def options(**changes: Any) -> BatchOptions:
    return BatchOptions(find_only=True, part_size=3, **changes)


def test_a_task_that_kills_its_worker_twice_is_given_up(
    archives: list[Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As if the second part brought down whoever reads it, and whoever worked beside it."""

    def falling(here: Here, tasks: Sequence[Task]) -> Iterator[tuple[Task, dict[str, Any]]]:
        worker = here._worker
        for task in tasks:
            if task.get("part") == "00000-00001":
                (worker.out / "work" / "begun" / "read-00000-00001").touch()
                raise Crashed
            yield task, worker.do(task)

    monkeypatch.setattr(Here, "__call__", falling)
    summary = run_batch(archives, tmp_path / "out", options(), Silent())
    names = {path.stem for path in (tmp_path / "out" / "articles").iterdir()}
    assert ("00000-00001" not in names and "00000-00002" in names) or "00001-00000" in names
    assert any("given up" in row["message"] for row in rows(tmp_path / "out", "failures"))
    assert summary.failures == len(rows(tmp_path / "out", "failures"))


def test_workers_that_cannot_start_are_no_bad_input(archives: list[Path], tmp_path: Path) -> None:
    script = tmp_path / "script.py"
    script.write_text(
        "from pathlib import Path\nfrom onrecord.batch import BatchOptions, run_batch\nfrom unittest.mock import Mock\n"
        f"run_batch([Path({str(archives[0])!r})], Path('out'), BatchOptions(find_only=True), Mock())\n"
    )
    done = subprocess.run(
        [sys.executable, script], cwd=tmp_path, capture_output=True, text=True, timeout=120, check=False
    )
    assert done.returncode != 0 and "the workers cannot be started" in done.stderr
    assert not (tmp_path / "out" / "failures.parquet").exists()


def test_a_folder_that_holds_something_else_is_refused(archives: list[Path], tmp_path: Path) -> None:
    (tmp_path / "thesis.doc").write_text("do not touch")
    with pytest.raises(UsageError, match="not empty"):
        run_batch(archives, tmp_path, options(), Silent())
    out = tmp_path / "out"
    run_batch(archives[:1], out, options(), Silent())
    with pytest.raises(UsageError, match="other inputs"):
        run_batch(archives, out, options(), Silent())
    for address in ("ray://head:10001", "head:6379"):
        with pytest.raises(UsageError, match="whole paths"):
            run_batch([Path("a.warc")], out, options(engine=address), Silent())
    with pytest.raises(UsageError, match="standard input"):
        run_batch([Path("-")], tmp_path / "new", options(), Silent())


def test_a_cluster_that_does_not_answer_is_told_at_once(archives: list[Path], tmp_path: Path) -> None:
    pytest.importorskip("daft")
    with socket.create_server(("127.0.0.1", 0)) as closed:
        port = closed.getsockname()[1]
    done = subprocess.run(
        command(archives[:1], tmp_path / "out", "--engine", f"127.0.0.1:{port}"),
        capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip
    assert done.returncode == 2
    assert "cannot be reached" in done.stderr and "Traceback" not in done.stderr


def test_two_jobs_in_one_folder_are_refused(archives: list[Path], tmp_path: Path) -> None:
    fcntl = pytest.importorskip("fcntl")
    out = tmp_path / "out"
    out.mkdir()
    with (out / ".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        with pytest.raises(UsageError, match="another onrecord batch"):
            run_batch(archives, out, options(), Silent())


def test_folders_and_lists_are_gone_through(tmp_path: Path, examples: Path) -> None:
    pages = tmp_path / "pages"
    pages.mkdir()
    (pages / "a.html").write_bytes((examples / "reservoir.html").read_bytes())
    (pages / "b.txt").write_bytes((examples / "harbour-bridge.txt").read_bytes())
    (pages / "c.css").write_text("p {}")
    (tmp_path / "list.jsonl").write_text(json.dumps({"id": "one", "text": "Ada said no."}) + "\nnonsense\n")
    out = tmp_path / "out"
    summary = run_batch([pages, tmp_path / "list.jsonl"], out, options(), Silent())
    assert (summary.articles, summary.failures) == (3, 1)
    assert [row["reason"] for row in rows(out, "left")] == ["no page"]
    assert [row["article"] for row in rows(out, "articles")][-1] == "one"
