"""What a training run reads: documents of every epoch, and others of which each epoch takes a share."""

from __future__ import annotations

import argparse
import json
import random
from dataclasses import dataclass, field
from pathlib import Path

from tokenizers import Tokenizer

from data import Attribution, Document, read_polnear
from entities import add_silver, read_gap, read_gum, read_labels, read_tweets, read_worldwide

TENTH = 10  # every tenth document of a set is held out for measuring names


@dataclass
class Corpora:
    """`always`: read in every epoch; `sometimes`: pairs of documents and the share of them that an epoch takes."""

    always: list[Document] = field(default_factory=list)
    sometimes: list[tuple[list[Document], float]] = field(default_factory=list)

    def of_epoch(self, rng: random.Random) -> list[Document]:
        """The documents of one epoch."""
        return self.always + [
            d for docs, part in self.sometimes for d in rng.sample(docs, round(part * len(docs)))
        ]


def held_out(number: int) -> bool:
    """Whether the document at this place of its set is kept for measuring."""
    return number % TENTH == TENTH - 1


def named_sets(data: Path, tokenizer: Tokenizer, without: set[str]) -> dict[str, list[Document]]:
    """Every set with named entities, whole, in the order of its files."""
    return {
        "worldwide": read_worldwide(data / "ner" / "worldwide.jsonl.gz", tokenizer, without),
        "gum": [read_gum(p, tokenizer) for p in sorted((data / "gum" / "dep").glob("*.conllu.gz"))],
        "wikigold": read_tweets(data / "ner" / "wikigold" / "CONLL-format" / "data", tokenizer, "wikigold"),
        "WNUT17": read_tweets(data / "ner" / "WNUT17" / "CONLL-format" / "data", tokenizer, "WNUT17"),
        "BTC": read_tweets(data / "ner" / "BTC" / "CONLL-format" / "data", tokenizer, "BTC"),
    }


def read_corpora(args: argparse.Namespace, tokenizer: Tokenizer) -> Corpora:
    """The documents that `args` asks for."""
    polnear = args.data / "polnear" / "train.jsonl.gz"
    docs = read_polnear(polnear, tokenizer)
    docs = docs[: args.articles] if args.articles else docs
    if not args.entities:
        return Corpora(docs)
    add_silver(docs, polnear)
    without = gold_ids(args.without) if args.without else set()
    sets = {
        name: [d for i, d in enumerate(found) if not held_out(i)]
        for name, found in named_sets(args.data, tokenizer, without).items()
    }
    if args.annotated:
        annotate(sets["worldwide"], args.annotated)
    if args.labels:
        both = {d.id: d for d in docs + sets["worldwide"]}
        print(
            "labels read:", sum(read_labels(p, both) for p in sorted(args.labels.glob("*.jsonl"))), flush=True
        )
    gap = read_gap(args.data / "gap" / "gap-validation.tsv", tokenizer)
    if args.articles:
        sets = {name: found[: args.articles // 8] for name, found in sets.items()}
    return Corpora(
        docs + sets["worldwide"] + sets["gum"] + gap,
        [
            (sets["wikigold"], 0.5),
            (sets["WNUT17"], 0.25),
            (sets["BTC"], 0.15),
        ],
    )


def gold_ids(folder: Path) -> set[str]:
    """The articles of the development gold."""
    return {
        json.loads(line)["id"]
        for p in folder.glob("*.jsonl")
        for line in p.read_text(encoding="utf-8").splitlines()
        if line
    }


def annotate(docs: list[Document], path: Path) -> None:
    """Attributions that a former model is sure of; the blocks where it is not are left out."""
    found = {row["id"]: row for row in map(json.loads, path.read_text(encoding="utf-8").splitlines())}
    for doc in docs:
        if doc.id in found:
            row = found[doc.id]
            doc.attributed, doc.unsure = True, frozenset(row["unsure"])
            doc.outer = [
                Attribution(*([tuple(s) for s in a[r]] for r in ("source", "cue", "content")))
                for a in row["outer"]
            ]
