"""A bundle at work: text -> signals, by onnxruntime on the CPU.

Every window is run alone and unpadded on one thread, since dynamic int8 scales depend on all that a run holds: so
the same text gives the same numbers whatever else is read beside it. Speed comes from windows side by side.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from concurrent.futures import Executor, Future
from io import BytesIO
from typing import Any

import numpy as np
import numpy.typing as npt

os.environ["ORT_DISABLE_TELEMETRY"] = (
    "1"  # read by onnxruntime when it is imported: it reports home by default
)
os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")

import onnxruntime
from tokenizers import Tokenizer

from onrecord.types import Span
from onrecord.weights.bundle import Bundle, find_bundle
from onrecord.weights.encoding import CLS, Encoding, Window, encode_blocks, plan_windows
from onrecord.weights.signals import LEVELS, LINK_WIDTH, NAMES, ROLES, Heads, Signals

__all__ = ["OnnxReader"]

N_TAGS = 1 + 4 * len(ROLES)
N_NAMES = 1 + 4 * len(NAMES)
Floats = npt.NDArray[np.float32]


class OnnxReader:
    """The shipped model. Safe to share between threads."""

    def __init__(self, bundle: Bundle | None = None) -> None:
        self.bundle = bundle or find_bundle()
        self._session = _open_session(self.bundle)
        self.tokenizer = Tokenizer.from_buffer(self.bundle.bytes_of("tokenizer.json"))
        self.tokenizer.no_padding()
        self.tokenizer.no_truncation()
        with np.load(BytesIO(self.bundle.bytes_of("heads.npz")), allow_pickle=False) as tables:
            self.heads = Heads(*(tables[k] for k in ("transitions", "ends", "distance", "nothing")))

    def read(self, text: str, blocks: Sequence[Span]) -> Signals:
        """Signals of `blocks`, spans of `text` in order."""
        return self.begin(text, blocks)()

    def begin(self, text: str, blocks: Sequence[Span], executor: Executor | None = None) -> PendingSignals:
        """Hand the windows to `executor`, which runs them side by side, and return what waits for them."""
        encoding = encode_blocks(text, blocks, self.tokenizer)
        windows = plan_windows(encoding) if len(encoding) else []
        parts: Sequence[_Done | Future[Any]]
        if executor is None:
            parts = [_Done(self.run(encoding, w)) for w in windows]
        else:
            parts = [executor.submit(self.run, encoding, w) for w in windows]
        return PendingSignals(self, encoding, windows, parts)

    def run(self, encoding: Encoding, window: Window) -> Floats:
        """The raw output (pieces of the window, columns) of one window."""
        part = slice(window.start, window.end)
        feed = {
            "ids": np.concatenate(([CLS], encoding.ids[part]))[None],
            "case": np.concatenate(([3], encoding.case[part]))[None],
            "quote": np.concatenate(([0], encoding.quote[part]))[None],
        }
        out: Floats = self._session.run(None, feed)[0][0, 1:]
        return out


def _open_session(bundle: Bundle) -> Any:
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.graph_optimization_level = (
        onnxruntime.GraphOptimizationLevel.ORT_DISABLE_ALL
    )  # done when exported
    options.log_severity_level = 3
    bundle.bytes_of("reader.onnx")  # checks the sum; opening it by path spares a copy
    return onnxruntime.InferenceSession(
        str(bundle.folder / "reader.onnx"), options, providers=["CPUExecutionProvider"]
    )


class _Done:
    """A result that is there already, with the face of a Future."""

    def __init__(self, value: Floats) -> None:
        self.value = value

    def result(self) -> Floats:
        return self.value


class PendingSignals:
    """Windows under way; calling it waits for them and lays them together."""

    def __init__(
        self,
        reader: OnnxReader,
        encoding: Encoding,
        windows: list[Window],
        parts: Sequence[_Done | Future[Any]],
    ) -> None:
        self._reader, self._encoding, self._windows, self._parts = reader, encoding, windows, parts

    def __call__(self) -> Signals:
        n = len(self._encoding)
        tags, links = N_TAGS * len(LEVELS), 4 * LINK_WIDTH * len(self._reader.heads.nothing)
        width = tags + N_NAMES + links
        rows = np.zeros((n, width), dtype=np.float32)
        number = np.zeros(n, dtype=np.int64)
        for i, (window, part) in enumerate(zip(self._windows, self._parts, strict=True)):
            out = part.result()
            keep = slice(window.keep_start, window.keep_end)
            local = slice(window.keep_start - window.start, window.keep_end - window.start)
            rows[keep] = out[local]
            number[keep] = i
        return Signals(
            self._encoding,
            rows[:, :tags].reshape(n, len(LEVELS), N_TAGS),
            rows[:, tags + N_NAMES :].reshape(n, -1, 4, LINK_WIDTH),
            self._reader.heads,
            number,
            rows[:, tags : tags + N_NAMES],
        )
