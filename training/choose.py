"""Decoding thresholds and calibration for a bundle, measured on PolNeAR dev; written into its card.

    python choose.py --bundle ../src/onrecord/weights/bundle --data DIR --bench DIR [--write]

DIR of --bench holds `spans.py`, whose matching says which predictions are right (content and source agree). `begin` is
chosen for the best wsw F1 with precision and recall within 6 points; confidence is a logistic regression on the
probabilities along a statement. The reliability table is by five-fold cross-fitting over articles.
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

import numpy as np
from tokenizers import Tokenizer  # noqa: F401  (a clear error here beats one deep below)

from onrecord.statements.confidence import FEATURES, features_of
from onrecord.statements.decode import Attribution, DecodingOptions, decode_level
from onrecord.statements.spans import character_span, content_spans
from onrecord.weights.bundle import find_bundle
from onrecord.weights.model import OnnxReader
from onrecord.weights.signals import Signals

from data import lines_of

GRID = (-1.0, -0.75, -0.5, -0.375, -0.25, -0.125, 0.0, 0.125, 0.25)
PENALTY = 1.0


def main() -> None:
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("--bundle", type=Path, required=True)
    p.add_argument("--data", type=Path, required=True)
    p.add_argument("--bench", type=Path, required=True)
    p.add_argument("--begin", type=float, help="this value of begin, whatever scores best")
    p.add_argument("--nested-begin", type=float, default=2.0)
    p.add_argument(
        "--nested-shift", type=float, default=-2.0, help="log-odds taken off a nested statement's confidence"
    )
    p.add_argument("--write", action="store_true", help="write into the bundle's card")
    args = p.parse_args()
    sys.path.insert(0, str(args.bench))
    import spans

    articles = read_dev(args)
    best = max((balance_f1(spans, articles, b), b) for b in GRID)[1]
    best = best if args.begin is None else args.begin
    rows = [r for n, a in enumerate(articles) for r in judged(spans, a, best, n)]
    x = np.array([[f[k] for k in FEATURES] for f, _, _ in rows])
    y = np.array([right for _, right, _ in rows], dtype=float)
    fold = np.array([n % 5 for _, _, n in rows])
    out_of_fold = np.zeros(len(y))
    for k in range(5):
        w = fit(x[fold != k], y[fold != k])
        out_of_fold[fold == k] = predict(x[fold == k], w)
    weights = fit(x, y)
    print(f"begin {best}; {len(y)} statements, {y.mean():.3f} right")
    print(table(out_of_fold, y))
    values = dict(zip(FEATURES, np.round(weights[1:], 4).tolist(), strict=True)) | {
        "nested": args.nested_shift
    }
    card_file = args.bundle / "card.json"
    card = json.loads(card_file.read_text(encoding="utf-8"))
    card["decoding"] = {"begin": [best, args.nested_begin], "no_parent": [0.0, 0.0], "reach": [256, 48]}
    card["calibration"] = {
        "bias": round(float(weights[0]), 4),
        "weights": [[k, v] for k, v in values.items()],
    }
    print(json.dumps({k: card[k] for k in ("decoding", "calibration")}))
    if args.write:
        card_file.write_text(json.dumps(card, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


def read_dev(args: argparse.Namespace) -> list[tuple[dict, Signals]]:
    import gzip

    reader = OnnxReader(find_bundle(args.bundle))
    out = []
    for line in gzip.decompress((args.data / "polnear" / "dev.jsonl.gz").read_bytes()).decode().splitlines():
        row = json.loads(line)
        out.append((row, reader.read(row["text"], lines_of(row["text"]))))
    return out


def in_characters(signals: Signals, a: Attribution, text: str) -> dict[str, list[tuple[int, int]]]:
    def span(*pieces):
        return [tuple(character_span(p, signals.encoding, text)) for p in pieces if p]

    content = content_spans([character_span(c, signals.encoding, text) for c in a.content], text)
    return {"content": [tuple(c) for c in content], "cue": span(a.cue), "source": span(a.source)}


def compared(spans, article: tuple[dict, Signals], begin: float):
    row, signals = article
    doc = spans.Text(row["text"])
    found = decode_level(signals, 0, DecodingOptions(begin=(begin, 0.0)))
    made = [in_characters(signals, a, row["text"]) for a in found]
    predicted = [spans.statement(doc, m["source"], m["cue"], m["content"], True) for m in made]
    gold = [spans.statement(doc, a["source"], a["cue"], a["content"]) for a in row["attributions"]]
    return found, predicted, gold, spans.match(predicted, gold, spans.Comparer(doc).wsw)


def balance_f1(spans, articles, begin: float) -> float:
    hit = said = wanted = 0
    for article in articles:
        _, predicted, gold, pairs = compared(spans, article, begin)
        hit, said, wanted = hit + len(pairs), said + len(predicted), wanted + len(gold)
    precision, recall = hit / said, hit / wanted
    f1 = 2 * precision * recall / (precision + recall)
    print(f"begin {begin:+.3f}: P {100 * precision:.1f} R {100 * recall:.1f} F1 {100 * f1:.1f}")
    return f1 if abs(precision - recall) <= 0.06 else f1 - 1


def judged(spans, article, begin: float, number: int):
    found, _, _, pairs = compared(spans, article, begin)
    return [(features_of(a, False), i in pairs, number) for i, a in enumerate(found)]


def fit(x: np.ndarray, y: np.ndarray) -> np.ndarray:
    """Logistic regression with a small ridge penalty, by Newton's method: bias, then weights."""
    x = np.hstack([np.ones((len(x), 1)), x])
    w = np.zeros(x.shape[1])
    ridge = PENALTY * np.eye(x.shape[1])
    ridge[0, 0] = 0
    for _ in range(50):
        p = 1 / (1 + np.exp(-x @ w))
        step = np.linalg.solve(x.T @ (x * (p * (1 - p))[:, None]) + ridge, x.T @ (y - p) - ridge @ w)
        w += step
        if np.abs(step).max() < 1e-8:
            break
    return w


def predict(x: np.ndarray, w: np.ndarray) -> np.ndarray:
    return 1 / (1 + np.exp(-(w[0] + x @ w[1:])))


def table(p: np.ndarray, y: np.ndarray) -> str:
    """Reliability by tenths, and the expected calibration error."""
    lines, error = ["| confidence | statements | mean confidence | right |", "|---|---|---|---|"], 0.0
    for low in np.arange(0, 1, 0.1):
        here = (p >= low) & (p < low + 0.1 + 1e-9 * (low > 0.85))
        if here.any():
            error += here.mean() * abs(p[here].mean() - y[here].mean())
            lines.append(
                f"| {low:.1f}–{low + 0.1:.1f} | {here.sum()} | {p[here].mean():.2f} | {y[here].mean():.2f} |"
            )
    return "\n".join(lines) + f"\nexpected calibration error {error:.3f}"


if __name__ == "__main__":
    main()
