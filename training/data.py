"""Corpora -> training examples: word pieces with tags and links. Reads files by the path given to it; holds no text."""

from __future__ import annotations

import gzip
import json
import random
import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from onrecord.types import Span
from onrecord.weights.encoding import WINDOW, Encoding, encode_blocks

if TYPE_CHECKING:
    from entities import Mentions

ROLES = ("content", "cue", "source")
TAGS = ["O"] + [f"{p}-{r}" for r in ROLES for p in "BIES"]
_LINE = re.compile(r"[^\n\r]*\S")


@dataclass
class Attribution:
    """Spans of one attribution, in characters."""

    source: list[tuple[int, int]]
    cue: list[tuple[int, int]]
    content: list[tuple[int, int]]


@dataclass
class Document:
    """An article as the model meets it; `outer` and `inner` are its attributions by level.

    `names` are tags of named entities by piece (None: not annotated), `mentions` and `labels` what is to be resolved.
    `attributed`: whether the attributions are known; those of the blocks `unsure` are not.
    """

    id: str
    text: str
    encoding: Encoding
    outer: list[Attribution]
    inner: list[Attribution] = field(default_factory=list)
    names: np.ndarray | None = None
    mentions: Mentions | None = None
    labels: Mentions | None = None
    attributed: bool = True
    unsure: frozenset[int] = frozenset()


def lines_of(text: str) -> list[Span]:
    """Every line that is not blank, trimmed."""
    out = []
    for m in _LINE.finditer(text):
        start = m.start() + len(m.group()) - len(m.group().lstrip())
        out.append(Span(start, m.end()))
    return out


def read_polnear(path: Path, tokenizer) -> list[Document]:
    """PolNeAR as JSON lines (gzip): outermost attributions by hand."""
    docs = []
    with gzip.open(path, "rt", encoding="utf-8") as f:
        for row in map(json.loads, f):
            attributions = [
                Attribution(*([tuple(s) for s in a[r]] for r in ("source", "cue", "content")))
                for a in row["attributions"]
            ]
            text = row["text"]
            docs.append(
                Document(row["id"], text, encode_blocks(text, lines_of(text), tokenizer), attributions)
            )
    return docs


def piece_range(encoding: Encoding, span: tuple[int, int]) -> tuple[int, int] | None:
    """First and last piece (inclusive) that share a character with `span`."""
    first = int(np.searchsorted(encoding.end, span[0], side="right"))
    while first < len(encoding) and encoding.end[first] == encoding.start[first]:
        first += 1
    last = int(np.searchsorted(encoding.start, span[1], side="left")) - 1
    while last >= 0 and encoding.end[last] == encoding.start[last]:
        last -= 1
    return (first, last) if first <= last else None


@dataclass
class Example:
    """One window: inputs, tags of both levels, spans and links (indices into `spans`)."""

    start: int
    ids: np.ndarray
    case: np.ndarray
    quote: np.ndarray
    block: np.ndarray
    tags: list[np.ndarray]  # per level
    # per level: spans by role, and links content->cue, cue->source (-1: none)
    spans: list[dict[str, list[tuple[int, int]]]]
    links: list[dict[str, list[int]]]
    doc: Document | None = None


def lay_out(encoding: Encoding, attributions: list[Attribution], a: int, b: int):
    """Tags, spans and links of one level over pieces [a, b)."""
    tags = np.zeros(b - a, dtype=np.int64)
    spans: dict[str, list[tuple[int, int]]] = {r: [] for r in ROLES}
    where: dict[tuple[str, tuple[int, int]], int] = {}
    heads: dict[str, list[int]] = {"content": [], "cue": []}

    def place(role: str, span: tuple[int, int]) -> list[int]:
        got = piece_range(encoding, span)
        if not got or got[0] < a or got[1] >= b:
            return []
        first, last = got[0] - a, got[1] - a
        if (role, (first, last)) in where:
            return [where[role, (first, last)]]
        if encoding.block[got[0]] != encoding.block[got[1]] or tags[first : last + 1].any():
            return []
        base = 1 + 4 * ROLES.index(role)
        if first == last:
            tags[first] = base + 3
        else:
            tags[first], tags[last] = base, base + 2
            tags[first + 1 : last] = base + 1
        where[role, (first, last)] = len(spans[role])
        spans[role].append((first, last))
        if role in heads:
            heads[role].append(-1)
        return [len(spans[role]) - 1]

    for at in attributions:
        cues = [i for s in at.cue for i in place("cue", s)]
        sources = [i for s in at.source for i in place("source", s)]
        contents = [i for s in at.content for i in place("content", s)]
        for i in contents:
            heads["content"][i] = cues[0] if cues else -1
        for i in cues:
            heads["cue"][i] = sources[0] if sources else -1
    return tags, spans, heads


def cut(doc: Document, rng: random.Random | None, size: int = WINDOW - 1) -> list[Example]:
    """Windows of a document; with `rng` the first is of random length, so that seams move every epoch."""
    enc = doc.encoding
    breaks = [0, *[i + 1 for i in range(len(enc)) if enc.end[i] == enc.start[i]]]
    out, at, first = [], 0, True
    while at < len(enc):
        limit = rng.randint(size // 4, size) if rng and first else size
        first = False
        fitting = [x for x in breaks if at < x <= at + limit]
        end = fitting[-1] if fitting else min(at + size, len(enc))
        tags, spans, links = zip(
            *(lay_out(enc, level, at, end) for level in (doc.outer, doc.inner)), strict=True
        )
        sl = slice(at, end)
        out.append(
            Example(
                at,
                enc.ids[sl],
                enc.case[sl],
                enc.quote[sl],
                enc.block[sl],
                list(tags),
                list(spans),
                list(links),
                doc,
            )
        )
        at = end
    return out


_SINGLE = str.maketrans({"“": "‘", "”": "’"})


def with_single_quotes(doc: Document, tokenizer) -> Document:
    """The document as a British house would print it: double quotation marks made single."""
    text = doc.text.translate(_SINGLE)
    for m in re.finditer(r"(?<![^\s(\[—–-])\"(?=\S)", text):
        text = text[: m.start()] + "‘" + text[m.end() :]
    text = text.replace('"', "’")
    return Document(doc.id, text, encode_blocks(text, lines_of(text), tokenizer), doc.outer, doc.inner)
