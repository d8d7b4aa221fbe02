"""Labelled pairs of statements -> src/onrecord/threads/model.tsv: what each feature of a pair counts.

    python thread_model.py --read basil.jsonl

basil.jsonl is what `onrecord read --format jsonl` makes of the 300 articles of BASIL. Fitted on the pairs of the halves `dev`
and `fit` of benchmarks/threads-pairs.tsv; those of `held-out` are not looked at. Logistic regression by Newton's method.
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

import numpy as np

from onrecord.record.parsing import article_from_dict
from onrecord.threads.compare import FEATURES, features_of
from onrecord.threads.utterance import Utterance, utterances_of
from onrecord.types import Span

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "benchmarks"))

from threads import overlap, read_pairs  # noqa: E402

OUT = ROOT / "src" / "onrecord" / "threads" / "model.tsv"
PENALTY = 0.2  # of the squared coefficients, the constant left out


def fitted(x: np.ndarray, y: np.ndarray, steps: int = 30) -> np.ndarray:
    """Coefficients, the constant first."""
    x = np.hstack([np.ones((len(x), 1)), x])
    penalty = np.diag([0.0, *[PENALTY] * (x.shape[1] - 1)])
    b = np.zeros(x.shape[1])
    for _ in range(steps):
        p = 1 / (1 + np.exp(-x @ b))
        gradient = x.T @ (p - y) + penalty @ b
        b -= np.linalg.solve((x.T * (p * (1 - p))) @ x + penalty, gradient)
    return b


def main() -> None:
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("--read", type=Path, required=True)
    args = p.parse_args()
    of_article: dict[str, list[Utterance]] = {}
    for number, line in enumerate(args.read.read_text(encoding="utf-8").splitlines()):
        article = article_from_dict(json.loads(line))
        of_article[article.id] = list(utterances_of(article, number, number * 10_000))

    def match(article: str, content: tuple[Span, ...]) -> Utterance:
        return max(of_article[article], key=lambda u: overlap(u.spans, content))

    rows, labels = [], []
    for pair in read_pairs():
        if pair.half == "held-out" or pair.label == "unsure":
            continue
        features = features_of(match(*pair.one), match(*pair.other))
        if features is not None:
            rows.append(features)
            labels.append(pair.label == "same")
    found = fitted(np.array(rows), np.array(labels, dtype=float))
    lines = ["# what each feature of a pair counts (compare.py); fitted by training/thread_model.py"]
    lines += [f"{n}\t{c:.2f}" for n, c in zip(("constant", *FEATURES), found, strict=True)]
    OUT.write_text("\n".join(lines) + "\n", encoding="utf-8")
    print(f"{len(labels)} pairs, {sum(labels)} of them the same utterance", *lines[1:], sep="\n")


if __name__ == "__main__":
    main()
