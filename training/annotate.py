"""Attributions of articles that nobody annotated, by the bundle that there is: what self-training learns from.

    python annotate.py --data DIR --out FILE [--bundle DIR]

A line an article: {"id", "outer": [{"source", "cue", "content"}, …], "unsure": [blocks that are not to be learnt from]}.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

from onrecord.statements.confidence import Calibration
from onrecord.statements.decode import Attribution, DecodingOptions, decode_level
from onrecord.statements.spans import character_span
from onrecord.types import Span
from onrecord.weights.bundle import HOME, find_bundle
from onrecord.weights.model import OnnxReader
from onrecord.weights.signals import Signals

from entities import read_worldwide

SURE, DOUBTFUL = 0.7, 0.3
"""Attributions surer than the first are learnt; a block with one between the two is left out."""
LENIENT = 1.0  # more attributions are decoded than are read, so that doubtful ones are seen


def main() -> None:
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("--data", type=Path, required=True)
    p.add_argument("--out", type=Path, required=True)
    p.add_argument("--bundle", type=Path, default=HOME)
    args = p.parse_args()
    reader = OnnxReader(find_bundle(args.bundle))
    calibration = Calibration(**reader.bundle.card["calibration"])
    begin = reader.bundle.card["decoding"]["begin"][0]
    with args.out.open("w", encoding="utf-8") as out:
        for doc in read_worldwide(args.data / "ner" / "worldwide.jsonl.gz", reader.tokenizer):
            e = doc.encoding
            blocks = sorted(
                {
                    (int(e.block[i]), int(e.start[i]))
                    for i in range(len(e))
                    if i == 0 or e.block[i] != e.block[i - 1]
                }
            )
            ends = {int(b): int(e.end[i]) for i, b in enumerate(e.block)}
            signals = reader.read(doc.text, [Span(s, ends[b]) for b, s in blocks])
            outer, unsure = [], set()
            for a in decode_level(signals, 0, DecodingOptions(begin=(begin + LENIENT, 0.0))):
                confidence = calibration.confidence(a, False)
                pieces = [*a.content, *(s for s in (a.cue, a.source) if s)]
                if confidence < SURE and confidence > DOUBTFUL:
                    unsure |= {int(signals.encoding.block[s.first]) for s in pieces}
                elif confidence >= SURE:
                    outer.append(in_characters(a, signals, doc.text))
            out.write(json.dumps({"id": doc.id, "outer": outer, "unsure": sorted(unsure)}) + "\n")


def in_characters(a: Attribution, signals: Signals, text: str) -> dict[str, list[list[int]]]:
    """An attribution as character ranges by role."""
    parts = {"source": [a.source], "cue": [a.cue], "content": [*a.content]}
    return {
        role: [list(character_span(s, signals.encoding, text)) for s in spans if s]
        for role, spans in parts.items()
    }


if __name__ == "__main__":
    main()
