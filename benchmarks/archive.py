"""Archives made at run time from ../shared: what is found in them, what a batch costs, and that kills and engines change nothing.

    python benchmarks/archive.py [--pages 1400] [--read 300] [--shared DIR] [--keep DIR]

Two crawls are made. In the first, of `--pages` articles and as many other pages as belong to that, articles are found and not read: figures on what is found, what is
taken for an article and is none, and memory. The second, of `--read` articles, is read with the model: on one core and on two, by Daft on two, and killed and begun
again; the files must be the same each time. Pages are made in some 25 layouts of our own (pages.py); the texts are BASIL's and PolNeAR's.
"""

from __future__ import annotations

import argparse
import gzip
import json
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq

from crawl import Truth, make_crawl, stories_of

HERE = Path(__file__).resolve().parent
FLOORS = {"articles found, %": 98.0, "two cores to one": 1.8}
CEILINGS = {"others read, %": 3.0, "memory, MB": 1000.0, "Daft over local, %": 25.0}


def main() -> int:
    args = arguments()
    figures: dict[str, float] = {}
    with tempfile.TemporaryDirectory() as made:
        folder = args.keep or Path(made)
        stories = list(stories_of(texts(args.shared), random.Random(5)))
        figures |= finding(folder / "found", stories[: args.pages])
        if args.read:
            figures |= reading(folder / "read", stories[-args.read :])
    for name, value in figures.items():
        print(f"{name:34} {value:10.2f}")
    wrong = [n for n, floor in FLOORS.items() if figures.get(n, floor) < floor]
    wrong += [n for n, ceiling in CEILINGS.items() if figures.get(n, ceiling) > ceiling]
    print("out of bounds: " + ", ".join(wrong) if wrong else "all within bounds")
    return int(bool(wrong))


def arguments() -> argparse.Namespace:
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("--pages", type=int, default=1400)
    p.add_argument("--read", type=int, default=300)
    p.add_argument("--shared", type=Path, default=HERE.parent.parent / "shared")
    p.add_argument("--keep", type=Path, help="a folder to work in, which is kept")
    return p.parse_args()


def texts(shared: Path) -> list[tuple[str, list[str]]]:
    """Titles and paragraphs, 60 words at least, no title twice."""
    found: dict[str, list[str]] = {}
    with gzip.open(shared / "data" / "multi-outlet" / "basil.jsonl.gz", "rt", encoding="utf-8") as lines:
        for row in map(json.loads, lines):
            found.setdefault(row["title"], [" ".join(s) for s in row["body-paragraphs"]])
    for name in ("train", "dev"):
        with gzip.open(shared / "data" / "polnear" / f"{name}.jsonl.gz", "rt", encoding="utf-8") as lines:
            for row in map(json.loads, lines):
                paragraphs = [p for p in row["text"].split("\n") if p.strip()]
                found.setdefault(row["title"] or paragraphs[0], paragraphs[1:])
    with gzip.open(shared / "data" / "ner" / "worldwide.jsonl.gz", "rt", encoding="utf-8") as lines:
        for row in map(json.loads, lines):
            paragraphs = [p for p in row["text"].split("\n") if p.strip() and "://" not in p]
            if paragraphs:
                found.setdefault(" ".join(paragraphs[0].split()[:10]), paragraphs)
    return [(t, ps) for t, ps in found.items() if sum(len(p.split()) for p in ps) >= 60]


def finding(folder: Path, stories: Sequence[Any]) -> dict[str, float]:
    """What is found in a large crawl."""
    folder.mkdir(parents=True, exist_ok=True)
    paths, truth = make_crawl(folder, stories, random.Random(7))
    job = run(paths, folder / "out", "--find-only")
    rows = {row["url"]: row for row in table(folder / "out", "articles")}
    told = {
        "pages": truth.pages(),
        "articles": len(truth.articles),
        "articles found, %": share(truth.articles, rows),
        "texts whole, %": 100 * sum(whole(url, truth, rows) for url in truth.articles) / len(truth.articles),
        "others read, %": share({**truth.others, **truth.foreign}, rows),
        "broken records read, %": share(truth.broken, rows),
        "copies linked, %": 100 * sum(linked(url, truth, rows) for url in truth.copies) / len(truth.copies),
        "pages/s, all cores": truth.pages() / job.seconds,
        "memory, MB": job.memory,
    }
    missed = [(layout, url) for url, layout in truth.articles.items() if url not in rows]
    wrong = [(layout, url) for url, layout in {**truth.others, **truth.foreign}.items() if url in rows]
    print("missed:", missed[:10], "\nread, though no article:", wrong[:10], flush=True)
    return told


def share(urls: dict[str, str], rows: dict[str, Any]) -> float:
    return 100 * sum(url in rows for url in urls) / len(urls)


def whole(url: str, truth: Truth, rows: dict[str, Any]) -> bool:
    """Whether the text found is that of the story: 95 % of its words are there, and not half as many again."""
    if url not in rows:
        return False
    words, got = " ".join(truth.texts[url]).split(), rows[url]["text"].split()
    if truth.articles[url] == "brief":
        return len(got) >= 50
    have = set(got)
    return sum(word in have for word in words) >= 0.95 * len(words) and len(got) < 1.5 * len(words) + 30


def linked(url: str, truth: Truth, rows: dict[str, Any]) -> bool:
    """Whether a copy leads to the article that it copies, or to the one of which that is a copy."""
    first = rows.get(truth.copies[url])
    return bool(first and url in rows and rows[url]["copy_of"] in (first["article"], first["copy_of"]))


def reading(folder: Path, stories: Sequence[Any]) -> dict[str, float]:
    """What reading costs, and that it comes to the same."""
    folder.mkdir(parents=True, exist_ok=True)
    paths, _ = make_crawl(folder, stories, random.Random(7))
    ones, twos = [], []
    for turn in ("", "-again"):  # in turns, since rented machines are faster at one time than at another
        ones.append(run(paths, folder / f"one{turn}", "--workers", "1", cores={0}))
        twos.append(run(paths, folder / f"two{turn}", "--workers", "2", cores={0, 1}))
    one, two = mean(ones), mean(twos)
    daft = run(paths, folder / "daft", "--workers", "2", "--engine", "daft", cores={0, 1})
    kills = killed(paths, folder / "killed", 3)
    same = [name for name in ("one", "daft", "killed") if files(folder / name) == files(folder / "two")]
    print(f"the same files as on two cores: {', '.join(same)}; killed {kills} times", flush=True)
    if len(same) < 3:
        raise SystemExit("the files differ")
    count = len(table(folder / "two", "articles"))
    return {
        "articles read": count,
        "articles/s on one core": count / one.seconds,
        "articles/s on two cores": count / two.seconds,
        "articles per CPU second": count / sum(two.cpu),
        "two cores to one": one.seconds / two.seconds,
        "two cores to one, by CPU seconds": sum(one.cpu) / two.alone,
        "Daft over local, %": 100 * (daft.seconds / two.seconds - 1),
        "Daft over local by CPU seconds, %": 100 * (sum(daft.cpu) / sum(two.cpu) - 1),
        "memory of two workers, MB": two.memory,
    }


@dataclass(slots=True)
class Ran:
    """A job that came to its end: seconds on the clock, most memory of all its processes (PSS, MB), CPU seconds of each process, the first
    of them its own."""

    seconds: float
    memory: float
    cpu: list[float]

    @property
    def alone(self) -> float:
        """Seconds that it would have taken, had every worker had a core to itself: other programs do not count."""
        own, *workers = self.cpu
        return own + max(workers, default=0.0)


def mean(ran: Sequence[Ran]) -> Ran:
    """A job that took what these took on average; most memory of them."""
    cpu = [sum(seconds) / len(ran) for seconds in zip(*(r.cpu for r in ran), strict=False)]
    return Ran(sum(r.seconds for r in ran) / len(ran), max(r.memory for r in ran), cpu)


def run(paths: Sequence[Path], out: Path, *more: str, cores: set[int] | None = None) -> Ran:
    """Run a job to its end."""
    begun, most, cpu = time.monotonic(), 0.0, dict[int, float]()
    process = started(paths, out, *more, cores=cores)
    looks = 0
    while process.poll() is None:
        pids = list(family(process.pid))
        if looks % 10 == 0:  # 14 ms for three processes, which two workers on two cores have to wait for
            most = max(most, sum(map(held, pids)))
        looks += 1
        cpu |= {pid: seconds for pid in pids if (seconds := used(pid))}
        time.sleep(0.2)
    if process.returncode not in (0, 1):
        raise SystemExit("onrecord batch failed")
    own = cpu.pop(process.pid, 0.0)
    return Ran(time.monotonic() - begun, most / 1e6, [own, *cpu.values()])


def started(
    paths: Sequence[Path], out: Path, *more: str, cores: set[int] | None = None
) -> subprocess.Popen[bytes]:
    command = [
        sys.executable,
        "-m",
        "onrecord",
        "batch",
        *map(str, paths),
        str(out),
        "-q",
        "--part-size",
        "25",
        *more,
    ]
    bound = (
        (lambda: os.sched_setaffinity(0, cores)) if cores and len(cores) <= (os.cpu_count() or 1) else None
    )
    return subprocess.Popen(command, preexec_fn=bound)


def killed(paths: Sequence[Path], out: Path, kills: int) -> int:
    """Kill a job when some parts are read, go on, and so on; how often it was killed."""
    done = 0
    for number in range(kills):
        process = started(paths, out, "--workers", "2")
        while process.poll() is None and len(list((out / "work" / "read").glob("*.json"))) <= 2 * number:
            time.sleep(0.05)
        if process.poll() is None:
            process.send_signal(signal.SIGKILL)
            done += 1
        process.wait()
    run(paths, out, "--workers", "2")
    return done


def family(pid: int) -> Iterator[int]:
    """A process and those that it started."""
    yield pid
    for task in Path(f"/proc/{pid}/task").glob("*/children"):
        try:
            children = task.read_text().split()
        except OSError:
            continue
        for child in children:
            yield from family(int(child))


def held(pid: int) -> int:
    """Bytes that a process holds; what several share counts in parts."""
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) * 1024 for line in lines if line.startswith("Pss:")), 0)


def used(pid: int) -> float:
    """CPU seconds of a process."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return 0.0
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def table(out: Path, name: str) -> list[dict[str, Any]]:
    return [row for path in sorted((out / name).glob("*.parquet")) for row in pq.read_table(path).to_pylist()]


def files(out: Path) -> dict[str, bytes]:
    return {str(p.relative_to(out)): p.read_bytes() for p in sorted(out.rglob("*.parquet"))}


if __name__ == "__main__":
    raise SystemExit(main())
