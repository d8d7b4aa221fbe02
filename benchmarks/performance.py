"""Where the time goes from the bytes of a web archive to statements, and how near the model is to what the machine can do.

    pip install onnx && python benchmarks/performance.py [--articles 60] [--shared DIR] [--bundle DIR] [--json]

An archive of `--articles` pages is made in our own layouts (crawl.py) and read on one thread, in CPU seconds: each stage without
the stages inside it. The model's own time is parted by operator. The floor is the encoder's multiplications at the rate that the machine reaches in
one large product of the same kind (int8, and float32 for attention).
"""

from __future__ import annotations

import argparse
import importlib
import json
import random
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import onnxruntime

from onrecord import engine
from onrecord.engine import EngineOptions, read_articles
from onrecord.reading import ReadingOptions, read_source
from onrecord.types import Article
from onrecord.weights import model
from onrecord.weights.bundle import HOME, find_bundle
from onrecord.weights.encoding import WINDOW

from archive import texts
from crawl import make_crawl, stories_of

HERE = Path(__file__).resolve().parent
STAGES = (
    ("records of the archive", "reading.archives", ("raw_records", "capture_of")),
    ("bytes to characters", "reading.pages", ("decode",)),
    ("article or not, language", "reading.pages", ("_sifted",)),
    ("text and metadata (trafilatura)", "reading.html", ("_extract", "linked_data")),
    ("article laid out", "reading.html", ("build_article",)),
    ("word pieces, windows", "weights.model", ("encode_blocks", "plan_windows")),
    ("statements", "engine", ("statements_in",)),
    ("speakers", "engine", ("set_scene", "name_speakers")),
    ("days", "engine", ("date_statements", "date_contacts")),
    ("circumstances, contacts", "engine", ("survey", "place_statements", "find_contacts")),
)
OPERATORS = {
    "int8 products": (
        "DynamicQuantizeMatMul",
        "MatMulIntegerToFloat",
        "MatMulInteger",
        "DynamicQuantizeLinear",
    ),
    "attention (float32)": ("MultiHeadAttention", "MatMul", "Softmax", "Transpose", "Div", "Mul"),
    "norms and sums": ("LayerNormalization", "SkipLayerNormalization", "Add"),
    "activation": ("BiasGelu", "Gelu", "Erf"),
}


def main() -> int:
    args = arguments()
    if not (args.shared / "data").is_dir():
        print(f"{args.shared}: no data/ there, of whose texts the archive is made", file=sys.stderr)
        return 3
    report = stages(args) | inside_model(args.bundle)
    if args.json:
        print(json.dumps(report, indent=1))
    else:
        for key, value in report.items():
            print(f"{key:48} {value:10.2f}")
    return 0


def arguments() -> argparse.Namespace:
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("--articles", type=int, default=60)
    p.add_argument("--shared", type=Path, default=HERE.parent.parent / "shared")
    p.add_argument("--bundle", type=Path, default=HOME)
    p.add_argument("--json", action="store_true")
    return p.parse_args()


class Clock:
    """CPU seconds of one thread by stage; a stage inside another counts for itself alone."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = defaultdict(float)
        self._stack: list[str] = ["the rest"]
        self._last = time.thread_time()

    def begin(self, stage: str) -> None:
        self._turn()
        self._stack.append(stage)

    def end(self) -> None:
        self._turn()
        self._stack.pop()

    def _turn(self) -> None:
        now = time.thread_time()
        self.seconds[self._stack[-1]] += now - self._last
        self._last = now

    def timing(self, stage: str, work: Callable[..., Any]) -> Callable[..., Any]:
        """`work`, timed; what it returns step by step is timed step by step."""

        def timed(*args: Any, **kwargs: Any) -> Any:
            self.begin(stage)
            try:
                out = work(*args, **kwargs)
            finally:
                self.end()
            return self._steps(stage, out) if isinstance(out, Iterator) else out

        return timed

    def _steps(self, stage: str, steps: Iterator[Any]) -> Iterator[Any]:
        while True:
            self.begin(stage)
            try:
                item = next(steps)
            except StopIteration:
                return
            finally:
                self.end()
            yield item


class Inline:
    """An executor that does at once what it is given, so that one thread does everything."""

    def __init__(self, *_args: Any, **_named: Any) -> None: ...

    def __enter__(self) -> Inline:
        return self

    def __exit__(self, *_: object) -> None: ...

    def submit(self, work: Callable[..., Any], *args: Any) -> Any:
        return model._Done(work(*args))


def stages(args: argparse.Namespace) -> dict[str, float]:
    """Milliseconds of CPU an article, by stage."""
    reader = model.OnnxReader(find_bundle(args.bundle))
    engine._shared_reader = lambda: reader  # type: ignore[assignment]
    engine.ThreadPoolExecutor = Inline  # type: ignore[misc, assignment]
    with tempfile.TemporaryDirectory() as folder:
        found = list(stories_of(texts(args.shared), random.Random(5)))[: args.articles]
        paths, _ = make_crawl(Path(folder), found, random.Random(7), files=1)
        read_all(paths[:1], 3)  # loads everything
        clock = Clock()
        for stage, place, names in STAGES:
            module = importlib.import_module(f"onrecord.{place}")
            for name in names:
                setattr(module, name, clock.timing(stage, getattr(module, name)))
        reader.run = clock.timing("the model", reader.run)  # type: ignore[method-assign]
        clock._turn()
        clock.seconds.clear()
        count = read_all(paths)
        clock._turn()
    total, each = sum(clock.seconds.values()), {k: 1000 * v / count for k, v in clock.seconds.items()}
    named = [stage for stage, _, _ in STAGES]
    before = sum(each[s] for s in named[:5])
    reading = 1000 * total / count - before
    return {
        "articles": float(count),
        **{f"{s}, ms an article": each[s] for s in [*named[:6], "the model", *named[6:], "the rest"]},
        "articles/s of one thread, from the archive": count / total,
        "the same, of what reading alone does": reading / (reading + before),
        "model's share of reading": each["the model"] / reading,
    }


def read_all(paths: list[Path], stop: int | None = None) -> int:
    """How many articles were read."""
    found = (item for path in paths for item in read_source(path, ReadingOptions()))
    count = 0
    for item in read_articles(found, EngineOptions(threads=1)):
        count += isinstance(item, Article)
        if count == stop:
            break
    return count


def inside_model(bundle: Path, pieces: int = WINDOW, runs: int = 30) -> dict[str, float]:
    """Milliseconds of one full window by kind of operator, and the least that its multiplications can take."""
    import onnx

    path = find_bundle(bundle).folder / "reader.onnx"
    with tempfile.TemporaryDirectory() as folder:
        session = opened(str(path), Path(folder) / "profile")
        rng = np.random.default_rng(1)
        feed = {
            "ids": rng.integers(1000, 20000, (1, pieces)),
            "case": rng.integers(0, 4, (1, pieces)),
            "quote": rng.integers(0, 3, (1, pieces)),
        }
        times = []
        for _ in range(runs):
            begun = time.thread_time()
            session.run(None, feed)
            times.append(time.thread_time() - begun)
        events = json.loads(Path(session.end_profiling()).read_text(encoding="utf-8"))
    spent: dict[str, float] = defaultdict(float)
    kinds = {op: kind for kind, ops in OPERATORS.items() for op in ops}
    for event in events:
        if event.get("cat") == "Node" and event["name"].endswith("kernel_time"):
            spent[kinds.get(event["args"]["op_name"], "other")] += event["dur"]
    total = 1000 * min(times)
    spent = {kind: total * part / sum(spent.values()) for kind, part in spent.items()}
    graph = onnx.load(str(path)).graph
    shapes = {i.name: tuple(i.dims) for i in graph.initializer}
    weights = [shapes[n.input[1]] for n in graph.node if n.op_type in OPERATORS["int8 products"][:3]]
    fused = [n for n in graph.node if n.op_type == "MultiHeadAttention"]
    heads = sum(a.i for n in fused for a in n.attribute if a.name == "num_heads")
    heads = heads or 12 * sum(n.op_type == "Softmax" for n in graph.node)
    eight = 2 * pieces * sum(a * b for a, b in weights)
    floats = heads * 4 * pieces * pieces * 32
    eights, singles = rate("int8"), rate("float32")
    floor = eight / eights + floats / singles
    return {
        **{f"a window of {pieces}: {k}, ms": v for k, v in sorted(spent.items(), key=lambda kv: -kv[1])},
        "a window: multiplications, int8, GFLOP": eight / 1e9,
        "a window: multiplications, float32, GFLOP": floats / 1e9,
        "measured rate, int8, GFLOP/s": eights / 1e9,
        "measured rate, float32, GFLOP/s": singles / 1e9,
        "a window: all, ms": total,
        "a window: floor, ms": 1000 * floor,
        "floor to all": 1000 * floor / total,
        "products and attention to all": (spent["int8 products"] + spent["attention (float32)"]) / total,
    }


def rate(kind: str, rows: int = 384, inner: int = 384, columns: int = 1536, runs: int = 60) -> float:
    """Operations a second of one large product on one thread; the best of several tries."""
    from onnx import TensorProto, helper, numpy_helper

    rng = np.random.default_rng(2)
    if kind == "int8":
        a, op, out = rng.integers(0, 255, (rows, inner)).astype(np.uint8), "MatMulInteger", TensorProto.INT32
        b = rng.integers(-64, 64, (inner, columns)).astype(np.int8)
    else:
        a, op, out = rng.random((rows, inner), np.float32), "MatMul", TensorProto.FLOAT
        b = rng.random((inner, columns), np.float32)
    graph = helper.make_graph(
        [helper.make_node(op, ["a", "b"], ["y"])], "product",
        [helper.make_tensor_value_info("a", helper.np_dtype_to_tensor_dtype(a.dtype), a.shape)],
        [helper.make_tensor_value_info("y", out, (rows, columns))], [numpy_helper.from_array(b, "b")],
    )  # fmt: skip
    made = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=8)
    session = opened(made.SerializeToString(), None)
    times = []
    for _ in range(runs):
        begun = time.thread_time()
        session.run(None, {"a": a})
        times.append(time.thread_time() - begun)
    return 2 * rows * inner * columns / min(times)


def opened(what: str | bytes, profile: Path | None) -> Any:
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_DISABLE_ALL
    options.log_severity_level = 3
    if profile:
        options.enable_profiling, options.profile_file_prefix = True, str(profile)
    return onnxruntime.InferenceSession(what, options, providers=["CPUExecutionProvider"])


if __name__ == "__main__":
    sys.exit(main())
