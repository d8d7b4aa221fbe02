"""Many readers of `onrecord serve` while articles are being added: how long pages and answers take.

    python benchmarks/load.py [--db RECORD] [--readers 50] [--seconds 60] [--pause 5] [--shared DIR]

Without --db a record of 50,000 statements is made (benchmarks/synthetic.py); a record that is given grows by the articles added. A
reader asks for a page, reads it for some seconds (--pause on average, 0: asks at once), and asks for the next. One `onrecord add` of real
articles runs all the while: those of the corpus in --shared, else the examples over and over. First, with nobody else there and nothing being
added, the first page and an article of a hundred statements are timed.
"""

from __future__ import annotations

import argparse
import http.client
import json
import random
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter, defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from urllib.parse import quote, urlencode

import onrecord
from onrecord.reading import article_from_text
from onrecord.record.store import Store
from onrecord.record.summing import summary
from onrecord.record.writing import Provenance, add_article
from onrecord.threads import update_threads

from synthetic import Synthesiser

EXAMPLES = Path(__file__).resolve().parent.parent / "examples"
CORPUS = Path("data") / "multi-outlet" / "basil.jsonl.gz"
READ = Provenance(engine="synthetic", bundle="synthetic", run=None, added_at="2026-01-01T00:00:00Z")
STATEMENTS = 50_000
LONG = "load:long"
ALONE = 20  # times that a page is asked for by one reader alone


def main() -> int:
    """Serve, read, print; 1 where an answer was an error."""
    args = arguments()
    with tempfile.TemporaryDirectory() as folder:
        record = args.db or made(Path(folder) / "record.db")
        print(f"the long article has {add_long_article(record)} statements")
        with serving(record) as port:
            pages = addresses(port) | {"long article": [f"/articles/{LONG}"]}
            for name in ("first page", "long article"):
                alone = [1000 * asked(port, pages[name][0])[1] for _ in range(ALONE)]
                print(
                    f"alone: {name}: {alone[0]:.0f} ms at first, then p50 {statistics.median(alone[1:]):.0f} ms"
                )
            with adding(record, real_articles(args.shared), Path(folder)) as added:
                taken, statuses = read(port, pages, args)
                print(f"{added()} articles were added meanwhile")
    report(taken, statuses, args)
    return int(any(status >= 400 for status in statuses))


def arguments() -> argparse.Namespace:
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("--db", help="a record, which grows by the articles added")
    p.add_argument("--readers", type=int, default=50)
    p.add_argument("--seconds", type=float, default=60)
    p.add_argument("--pause", type=float, default=5.0, help="seconds that a page is read, on average")
    shared = Path(__file__).resolve().parents[2] / "shared"
    p.add_argument("--shared", type=Path, default=shared, help="folder with the corpus")
    return p.parse_args()


def made(path: Path) -> Path:
    """A record of recombined examples."""
    seeds = [onrecord.read(example) for example in sorted(EXAMPLES.glob("*.txt"))]
    with Store.open(path) as store:
        for article in Synthesiser(seeds).articles(STATEMENTS):
            with store.writing() as connection:
                update_threads(connection, [add_article(connection, article, READ).row])
    return path


def add_long_article(record: object) -> int:
    """Put an article of a hundred statements on record; how many they are."""
    texts = [path.read_text(encoding="utf-8") for path in sorted(EXAMPLES.glob("*.txt"))]
    text = "\n\n".join((*texts, texts[0]))
    with onrecord.open(str(record)) as rec:
        rec.add(replace(article_from_text(text), id=LONG))
        return len(rec.article(LONG).statements)


@contextmanager
def serving(record: object) -> Iterator[int]:
    """The port of a server on the record."""
    command = [sys.executable, "-m", "onrecord", "serve", "--db", str(record), "--port", "0"]
    server = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
    try:
        assert server.stderr is not None
        line = server.stderr.readline()
        yield int(line.partition("http://127.0.0.1:")[2].partition("/")[0])
    finally:
        server.terminate()
        server.wait()


@contextmanager
def adding(record: object, articles: Iterator[str], folder: Path) -> Iterator[object]:
    """`onrecord add` at work, one run after the other; gives what tells how many articles it has added."""
    file = folder / "articles.jsonl"
    file.write_text("".join(articles), encoding="utf-8")
    command = [sys.executable, "-m", "onrecord", "add", str(file), "--db", str(record), "--quiet"]
    before = _articles(record)
    run = subprocess.Popen(command)
    try:
        yield lambda: _articles(record) - before
        if run.poll() is not None:
            print("onrecord add was done before the readers were; give fewer --seconds", file=sys.stderr)
    finally:
        run.terminate()
        run.wait()


def _articles(record: object) -> int:
    with Store.open(str(record), create=False) as store, store.reading() as connection:
        return summary(connection).articles


def real_articles(shared: Path) -> Iterator[str]:
    """JSON lines that `onrecord add` takes; each run of the benchmark has articles of its own ids."""
    key = f"load-{time.time():.0f}"
    if (shared / CORPUS).is_file():
        import gzip

        with gzip.open(shared / CORPUS, "rt", encoding="utf-8") as lines:
            for line in lines:
                row = json.loads(line)
                text = "\n\n".join(" ".join(paragraph) for paragraph in row["body-paragraphs"])
                yield json.dumps({"id": f"{key}-{row['id']}", "text": text, "title": row["title"], "outlet": row["source"], "published": row["date"]}) + "\n"  # fmt: skip
        return
    texts = [path.read_text(encoding="utf-8") for path in sorted(EXAMPLES.glob("*.txt"))]
    for number in range(300):
        yield json.dumps({"id": f"{key}-{number}", "text": texts[number % len(texts)]}) + "\n"


def addresses(port: int) -> dict[str, list[str]]:
    """What readers ask for, by kind of page, out of what the record holds."""

    def listed(address: str) -> list[dict[str, object]]:
        status, _, body = asked(port, f"/api/v1{address}", whole=True)
        assert status == 200, address
        return list(json.loads(body)["items"])

    articles = sorted(listed("/articles?limit=200"), key=lambda a: -int(str(a["statements"])))
    statements = listed("/statements?limit=100")
    threads = listed("/threads?order=drift&limit=50")
    ids = [quote(str(a["id"]), safe=":") for a in articles]
    speakers = list(dict.fromkeys(str(s["speaker_id"]) for s in statements if s["speaker_id"]))[:40]
    words = [w for s in statements for w in str(s["content"]).split() if w.isalpha() and len(w) > 5][:80]
    checks = [urlencode({"quote": " ".join(str(s["content"]).split()[:9])}) for s in statements[:40]]
    return {
        "first page": ["/"],
        "article": [f"/articles/{id}" for id in ids[:40]],
        "articles": ["/articles"],
        "find": [f"/find?words={quote(w)}" for w in words],
        "find, speaker": [f"/find?by={quote(s)}&published=2022" for s in speakers],
        "speakers": ["/speakers", "/speakers?name=br", "/speakers.json?q=st"],
        "speaker": [f"/speakers/{quote(s, safe=':')}" for s in speakers],
        "threads": ["/threads"],
        "thread": [f"/threads/{quote(str(t['id']), safe=':')}" for t in threads] or ["/threads"],
        "contacts": ["/contacts"],
        "check": [f"/check?{c}" for c in checks],
        "review": ["/review"],
        "API statements": [f"/api/v1/statements?q={quote(w)}" for w in words],
        "API article": [f"/api/v1/articles/{id}" for id in ids[:40]],
        "API speaker": [f"/api/v1/speakers/{quote(s, safe=':')}" for s in speakers],
        "API check": [f"/api/v1/check?{c}" for c in checks],
    }


def asked(port: int, address: str, whole: bool = False) -> tuple[int, float, bytes]:
    """Status and seconds of an answer, with what it says if it is wanted."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=120)
    begun = time.perf_counter()
    connection.request("GET", address)
    response = connection.getresponse()
    body = response.read()
    seconds = time.perf_counter() - begun
    connection.close()
    return response.status, seconds, body if whole else b""


def read(
    port: int, pages: dict[str, list[str]], args: argparse.Namespace
) -> tuple[dict[str, list[float]], Counter[int]]:
    """Let the readers read; the seconds that each kind of page took, and how the answers went."""
    taken: dict[str, list[float]] = defaultdict(list)
    statuses: Counter[int] = Counter()
    end = time.monotonic() + args.seconds
    kinds = list(pages)

    def reader(number: int) -> None:
        chance = random.Random(number)
        time.sleep(chance.random() * args.pause)
        while time.monotonic() < end:
            kind = chance.choice(kinds)
            status, seconds, _ = asked(port, chance.choice(pages[kind]))
            taken[kind].append(seconds)
            statuses[status] += 1
            time.sleep(2 * chance.random() * args.pause)

    readers = [threading.Thread(target=reader, args=(n,)) for n in range(args.readers)]
    for one in readers:
        one.start()
    for one in readers:
        one.join()
    return taken, statuses


def report(taken: dict[str, list[float]], statuses: Counter[int], args: argparse.Namespace) -> None:
    """Print a line a kind of page, and one of all."""
    print(
        f"{args.readers} readers, a page read for {args.pause:g} s, {args.seconds:g} s; answers: {dict(statuses)}"
    )
    print(f"{'page':16}{'asked':>7}{'p50 ms':>8}{'p95 ms':>8}")
    everything = [seconds for times in taken.values() for seconds in times]
    for name, times in (*taken.items(), ("all", everything)):
        middle, late = statistics.median(times), sorted(times)[int(0.95 * (len(times) - 1))]
        print(f"{name:16}{len(times):7}{1000 * middle:8.0f}{1000 * late:8.0f}")


if __name__ == "__main__":
    raise SystemExit(main())
