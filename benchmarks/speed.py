"""Speed and memory beside a spaCy CNN pipeline, as ratios measured in one run.

    pip install spacy && python benchmarks/speed.py [--articles 60] [--rounds 3] [--shared DIR] [--json]

The peer is a blank English pipeline of the size of en_core_web_sm (tok2vec + tagger + parser + ner) with random
weights, which is enough for speed. Both read the same texts on all cores, in turns; the median round counts. Tokens are
spaCy's tokens for both. Texts: PolNeAR dev where DIR holds it, else the project's examples, repeated.
"""

from __future__ import annotations

import argparse
import gzip
import json
import os
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
EXAMPLE = HERE.parent / "examples" / "harbour-bridge.txt"


def main() -> int:
    args = arguments()
    if args.work:
        print(json.dumps(WORK[args.work](texts(args), args.cores)))
        return 0
    rounds: dict[str, list[dict[str, float]]] = {"onrecord": [], "spacy": []}
    for number in range(args.rounds):
        for name in rounds:
            show_progress(f"round {number + 1} of {args.rounds}: {name}")
            rounds[name].append(run_workers(name, args))
    report = (
        summarise(rounds)
        | start_up()
        | {"outside_model_share": outside_model(texts(args)), "wheel_mb": bundle_size()}
    )
    show_progress("")
    if args.json:
        print(json.dumps(report, indent=1))
    else:
        for key, value in report.items():
            print(f"{key:34} {value:10.3f}" if isinstance(value, float) else f"{key:34} {value}")
    return 0


def arguments() -> argparse.Namespace:
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("--articles", type=int, default=60)
    p.add_argument("--rounds", type=int, default=3)
    p.add_argument("--cores", type=int, default=os.cpu_count() or 1)
    p.add_argument("--shared", type=Path, default=HERE.parent.parent / "shared")
    p.add_argument("--json", action="store_true")
    p.add_argument("--work", choices=list(WORK), help=argparse.SUPPRESS)
    p.add_argument("--share", default="0/1", help=argparse.SUPPRESS)
    return p.parse_args()


def show_progress(what: str) -> None:
    if sys.stderr.isatty():
        print(f"\r\033[K{what}", end="", file=sys.stderr, flush=True)


def texts(args: argparse.Namespace) -> list[str]:
    corpus = args.shared / "data" / "polnear" / "dev.jsonl.gz"
    if corpus.is_file():
        with gzip.open(corpus, "rt", encoding="utf-8") as f:
            found = [json.loads(line)["text"] for line in f]
    else:
        found = [p.read_text(encoding="utf-8") for p in sorted((HERE.parent / "examples").glob("*.txt"))]
    found = (found * (args.articles // len(found) + 1))[: args.articles]
    part, parts = map(int, args.share.split("/"))
    return found[part::parts]


def run_workers(name: str, args: argparse.Namespace) -> dict[str, float]:
    """onrecord: one process on all cores. spaCy: one process a core, each with its share of the texts."""
    shares = [f"{i}/{args.cores}" for i in range(args.cores)] if name == "spacy" else ["0/1"]
    command = [
        sys.executable,
        __file__,
        "--work",
        name,
        "--articles",
        str(args.articles),
        "--cores",
        str(args.cores),
    ]
    command += ["--shared", str(args.shared)]
    env = os.environ | {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}
    running = [subprocess.Popen([*command, "--share", s], stdout=subprocess.PIPE, env=env) for s in shares]
    got = [json.loads(p.communicate()[0]) for p in running]
    if any(p.returncode for p in running):
        raise SystemExit(f"{name}: a worker failed; see above")
    return {
        "seconds": max(g["seconds"] for g in got),
        "cpu": sum(g["cpu"] for g in got),
        "tokens": sum(g["tokens"] for g in got),
        "articles": sum(g["articles"] for g in got),
        "peak_mb": max(g["peak_mb"] for g in got),
    }


def timed(work: Callable[[], Any], texts: list[str]) -> dict[str, float]:
    import spacy

    tokens = sum(map(len, spacy.blank("en").tokenizer.pipe(texts)))
    begun, cpu = time.perf_counter(), time.process_time()
    work()
    return {
        "seconds": time.perf_counter() - begun,
        "cpu": time.process_time() - cpu,
        "tokens": tokens,
        "articles": len(texts),
        "peak_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
    }


def work_onrecord(texts: list[str], cores: int) -> dict[str, float]:
    import onrecord
    from onrecord.engine import EngineOptions

    options = EngineOptions(threads=cores)
    list(onrecord.read_many(texts[:2], options=options))
    return timed(lambda: list(onrecord.read_many(texts, options=options)), texts)


def work_spacy(texts: list[str], _cores: int) -> dict[str, float]:
    nlp = peer()
    list(nlp.pipe(texts[:2]))
    return timed(lambda: list(nlp.pipe(texts)), texts)


def peer() -> Any:
    """tok2vec + tagger + parser + ner with listeners, sized as en_core_web_sm, weights at random."""
    import spacy

    embed = {
        "@architectures": "spacy.MultiHashEmbed.v2",
        "width": 96,
        "attrs": ["NORM", "PREFIX", "SUFFIX", "SHAPE", "SPACY", "IS_SPACE"],
        "rows": [5000, 1000, 2500, 2500, 50, 50],
        "include_static_vectors": False,
    }
    encode = {
        "@architectures": "spacy.MaxoutWindowEncoder.v2", "width": 96, "depth": 4, "window_size": 1, "maxout_pieces": 3,
    }  # fmt: skip
    nlp = spacy.blank("en")
    nlp.add_pipe(
        "tok2vec", config={"model": {"@architectures": "spacy.Tok2Vec.v2", "embed": embed, "encode": encode}}
    )
    listener = {"@architectures": "spacy.Tok2VecListener.v1", "width": 96, "upstream": "*"}
    tagger = nlp.add_pipe(
        "tagger", config={"model": {"@architectures": "spacy.Tagger.v2", "tok2vec": listener}}
    )
    parse = {"@architectures": "spacy.TransitionBasedParser.v2", "extra_state_tokens": False, "hidden_width": 64,
             "maxout_pieces": 2, "use_upper": True, "tok2vec": listener}  # fmt: skip
    parser = nlp.add_pipe("parser", config={"model": parse | {"state_type": "parser"}})
    ner = nlp.add_pipe("ner", config={"model": parse | {"state_type": "ner"}})
    for i in range(50):
        tagger.add_label(f"T{i}")
    for i in range(45):
        parser.add_label(f"dep{i}")
    for i in range(18):
        ner.add_label(f"E{i}")
    nlp.initialize()
    return nlp


def summarise(rounds: dict[str, list[dict[str, float]]]) -> dict[str, float]:
    def middle(name: str, value: Callable[[dict[str, float]], float]) -> float:
        return statistics.median(map(value, rounds[name]))

    out = {}
    for name in rounds:
        out[f"{name}_articles_per_s"] = middle(name, lambda r: r["articles"] / r["seconds"])
        out[f"{name}_tokens_per_s"] = middle(name, lambda r: r["tokens"] / r["seconds"])
        out[f"{name}_tokens_per_cpu_s"] = middle(name, lambda r: r["tokens"] / r["cpu"])
        out[f"{name}_peak_mb"] = middle(name, lambda r: r["peak_mb"])
    out["ratio_tokens_per_s"] = out["onrecord_tokens_per_s"] / out["spacy_tokens_per_s"]
    out["ratio_tokens_per_cpu_s"] = out["onrecord_tokens_per_cpu_s"] / out["spacy_tokens_per_cpu_s"]
    return out


def start_up() -> dict[str, float]:
    """Cold start of the command on the example against a bare import of the model runtime; best of five."""

    def best(command: list[str]) -> float:
        times = []
        for _ in range(5):
            begun = time.perf_counter()
            subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            times.append(time.perf_counter() - begun)
        return min(times)

    onnx = best([sys.executable, "-c", "import onnxruntime"])
    cold = best([sys.executable, "-m", "onrecord", "read", str(EXAMPLE), "--format", "jsonl"])
    bare = best([sys.executable, "-c", "pass"])
    light = best([sys.executable, "-c", "import onrecord"])
    return {
        "import_onrecord_ms": 1000 * (light - bare),
        "import_onnxruntime_s": onnx,
        "cold_start_s": cold,
        "cold_start_ratio": cold / onnx,
    }


def outside_model(texts: list[str]) -> float:
    """Share of one thread's time that is spent outside the model's own run."""
    from onrecord.engine import EngineOptions, read_articles
    from onrecord.reading import article_from_text
    from onrecord.weights.model import OnnxReader

    inside = 0.0
    run = OnnxReader.run

    def counted(self: OnnxReader, *args: Any) -> Any:
        nonlocal inside
        begun = time.thread_time()
        try:
            return run(self, *args)
        finally:
            inside += time.thread_time() - begun

    list(read_articles([article_from_text(texts[0])], EngineOptions(threads=1)))  # loads everything
    inside = 0.0
    OnnxReader.run = counted  # type: ignore[method-assign]
    begun = time.process_time()
    for _ in read_articles((article_from_text(t) for t in texts[:30]), EngineOptions(threads=1)):
        pass
    total = time.process_time() - begun
    OnnxReader.run = run  # type: ignore[method-assign]
    return 1 - inside / total


def bundle_size() -> float:
    from onrecord.weights.bundle import HOME

    return sum(f.stat().st_size for f in HOME.iterdir()) / 1e6


WORK = {"onrecord": work_onrecord, "spacy": work_spacy}

if __name__ == "__main__":
    sys.exit(main())
