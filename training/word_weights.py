"""News text -> src/onrecord/threads/weights.tsv: how rare each common stem is, by sentences that hold it.

    python word_weights.py --polnear DIR/polnear/train.jsonl.gz --worldwide DIR/ner/worldwide.jsonl.gz

Only counts are kept: stems found in at least `--least` sentences, with the negative natural log of their share.
"""

from __future__ import annotations

import argparse
import gzip
import json
import math
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from onrecord.threads.words import RAREST, stems_of

OUT = Path(__file__).resolve().parent.parent / "src" / "onrecord" / "threads" / "weights.tsv"


def texts(path: Path) -> Iterator[str]:
    with gzip.open(path, "rt", encoding="utf-8") as rows:
        for row in rows:
            yield re.sub(r"^https?://.*$", "", json.loads(row)["text"], flags=re.MULTILINE)


def main() -> None:
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("--polnear", type=Path, required=True)
    p.add_argument("--worldwide", type=Path, required=True)
    p.add_argument("--least", type=int, default=20)
    args = p.parse_args()
    counts: Counter[str] = Counter()
    sentences = 0
    for path in (args.polnear, args.worldwide):
        for text in texts(path):
            for sentence in re.split(r"(?<=[.!?”\"])\s+(?=[A-Z“\"])|\n+", text):
                sentences += 1
                counts.update(set(stems_of(sentence)))
    kept = [(w, c) for w, c in counts.most_common() if c >= args.least and not w[0].isdigit()]
    lines = ["# stem, weight: minus the natural log of the share of sentences that hold it"]
    lines += [f"{w}\t{min(RAREST, -math.log(c / sentences)):.1f}" for w, c in kept]
    OUT.write_text("\n".join(lines) + "\n", encoding="utf-8")
    print(f"{sentences} sentences, {len(kept)} stems")


if __name__ == "__main__":
    main()
