"""Corpora -> documents with named entities and with mentions to be resolved, for the reader's other heads.

Names carry four classes; a token that a corpus leaves undecided is ignored. A mention (pronoun or noun phrase) is
to be joined to any name of the same person, place or institution, before or after it, or to none.
"""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from onrecord.speakers.tables import fold, load_tables
from onrecord.types import Span
from onrecord.weights.encoding import Encoding, encode_blocks
from onrecord.weights.signals import NAMES

from data import Document, lines_of, piece_range

IGNORE = -1
Chars = tuple[int, int]
CLASSES = {
    "Person": "person", "person": "person", "PER": "person", "PERSON": "person",
    "Organization": "organisation", "organization": "organisation", "ORG": "organisation",
    "ORGANIZATION": "organisation", "corporation": "organisation",
    "Location": "place", "Facility": "place", "LOC": "place", "location": "place", "place": "place",
    "LOCATION": "place", "NORP": "people",
}  # fmt: skip
UNDECIDED = {"MISC", "group", "Misc"}
_FIRST_SECOND = frozenset("i me my mine myself we us our ours ourselves you your yours yourself".split())

_HE_SHE = frozenset(["he", "him", "his", "himself", "she", "her", "hers", "herself"])


@dataclass
class Mentions:
    """`children[i]` means the names `answers[i]` (indices into `named`; none where empty). All spans in pieces.

    `trusted`: whether "none" is a judgement or only what a machine did not find.
    """

    children: list[tuple[int, int]] = field(default_factory=list)
    named: list[tuple[int, int]] = field(default_factory=list)
    answers: list[set[int]] = field(default_factory=list)
    trusted: bool = True
    weight: float = 1.0


def tag_names(encoding: Encoding, names: list[tuple[int, int, str]], ignored: list[Chars]) -> np.ndarray:
    """A BIES tag of NAMES for every piece; IGNORE where a corpus does not tell."""
    tags = np.zeros(len(encoding), dtype=np.int64)
    for span in ignored:
        if got := piece_range(encoding, span):
            tags[got[0] : got[1] + 1] = IGNORE
    for start, end, name in names:
        if got := piece_range(encoding, (start, end)):
            first, last = got
            base = 1 + 4 * NAMES.index(name)
            tags[first : last + 1] = base + 1
            tags[first], tags[last] = base, base + 2
            if first == last:
                tags[first] = base + 3
    return tags


def in_pieces(
    encoding: Encoding, children: list[Chars], named: list[Chars], answers: list[set[int]]
) -> Mentions:
    """Mentions by characters -> mentions by pieces; what no piece covers is left out."""
    out = Mentions()
    where: dict[int, int] = {}
    for i, span in enumerate(named):
        if got := piece_range(encoding, span):
            where[i] = len(out.named)
            out.named.append(got)
    for span, answer in zip(children, answers, strict=True):
        if got := piece_range(encoding, span):
            out.children.append(got)
            out.answers.append({where[i] for i in answer if i in where})
    return out


def read_tokens(sentences: list[list[tuple[str, str]]], tokenizer, name: str) -> Document:
    """Tagged tokens (word, tag) -> a document, a sentence a line, tokens parted by blanks."""
    text, names, ignored = "", [], []
    skipped = load_tables().demonyms.keys() | load_tables().nationals
    for sentence in sentences:
        if not sentence:
            continue
        at = [len(text)]
        for word, _ in sentence:
            text += word + " "
            at.append(len(text))
        text = text[:-1] + "\n"
        for first, last, kind in spans_of([t for _, t in sentence]):
            span = (at[first], at[last + 1] - 1)
            if kind in CLASSES:
                names.append((*span, CLASSES[kind]))
            elif kind in UNDECIDED:
                ignored.append(span)
        if "worldwide" not in name:
            ignored += [
                (a, b - 1)
                for (w, t), a, b in zip(sentence, at, at[1:], strict=False)
                if t == "O" and fold(w) in skipped
            ]
    encoding = encode_blocks(text, lines_of(text), tokenizer)
    return Document(name, text, encoding, [], names=tag_names(encoding, names, ignored), attributed=False)


def spans_of(tags: list[str]) -> Iterator[tuple[int, int, str]]:
    """First and last token and class of every run of tags (IOB1, IOB2 or BIOES)."""
    start, kind = 0, ""
    for i, tag in enumerate([*tags, "O"]):
        prefix, _, now = tag.partition("-")
        if kind and (now != kind or prefix in "BS"):
            yield start, i - 1, kind
            kind = ""
        if now and not kind:
            start, kind = i, now


def read_conll(path: Path) -> list[list[tuple[str, str]]]:
    """Sentences of a file with a token a line, its tag last."""
    sentences: list[list[tuple[str, str]]] = [[]]
    for line in path.read_text(encoding="utf-8").splitlines():
        parts = line.split()
        if not parts:
            sentences.append([])
        elif parts[0] != "-DOCSTART-":
            sentences[-1].append((parts[0], parts[-1]))
    return [s for s in sentences if s]


def read_tweets(folder: Path, tokenizer, name: str, together: int = 20) -> list[Document]:
    """Short texts, `together` of them a document."""
    files = sorted(p for p in folder.rglob("*") if p.is_file() and "docs" not in p.parts)
    sentences = [s for p in files for s in read_conll(p)]
    return [
        read_tokens(sentences[i : i + together], tokenizer, f"{name}-{i // together}")
        for i in range(0, len(sentences), together)
    ]


def read_worldwide(path: Path, tokenizer, without: set[str] = frozenset()) -> list[Document]:
    """Newswire from outside the West: its own text where tokens can be found in it, in order."""
    docs = []
    with gzip.open(path, "rt", encoding="utf-8") as f:
        for row in map(json.loads, f):
            if row["id"] in without:
                continue
            text = row["text"]
            lines = [
                s for s in lines_of(text) if not text[s.start : s.end].startswith(("http://", "https://"))
            ]
            names = align(text, [t for s in row["sentences"] for t in s])
            encoding = encode_blocks(text, lines, tokenizer)
            tagged = [(a, b, CLASSES[k]) for a, b, k in names if k in CLASSES]
            docs.append(
                Document(
                    row["id"], text, encoding, [], names=tag_names(encoding, tagged, []), attributed=False
                )
            )
    return docs


def align(text: str, tokens: list[list[str]]) -> list[tuple[int, int, str]]:
    """Entities of tagged tokens as characters of the text that they were cut from."""
    places, at = [], 0
    for word, _ in tokens:
        found = text.find(word, at, at + 200 + len(word))
        if found < 0:
            places.append((at, at))
        else:
            places.append((found, found + len(word)))
            at = found + len(word)
    return [
        (places[a][0], places[b][1], k)
        for a, b, k in spans_of([t for _, t in tokens])
        if places[b][1] > places[a][0]
    ]


@dataclass
class _Token:
    start: int
    end: int
    form: str
    upos: str
    entity: str


def read_gum(path: Path, tokenizer) -> Document:
    """A GUM document (CoNLL-U, gzip): names, and pronouns and noun phrases with their names."""
    text, tokens = read_conllu(path)
    opened: dict[str, list[tuple[int, str, str]]] = {}
    mentions: list[tuple[int, int, str, str, int]] = []  # tokens first, last, entity, type, head
    for i, token in enumerate(tokens):
        for fields, closed, closing in re.findall(r"\(([^()]*)(\))?|([^()]+)\)", token.entity):
            if closing:
                if opened.get(closing):
                    start, kind, head = opened[closing].pop()
                    mentions.append((start, i, closing, kind, start + int(head.split(",")[0]) - 1))
                continue
            parts = fields.split("-")
            who, kind, head = parts[0], parts[1], parts[5] if len(parts) > 5 else "1"
            head = head if head.split(",")[0].isdigit() else "1"
            if closed:
                mentions.append((i, i, who, kind, i))
            else:
                opened.setdefault(who, []).append((i, kind, head))
    return _gum_document(path.stem.split(".")[0], text, tokens, mentions, tokenizer)


def _gum_document(name: str, text: str, tokens: list[_Token], mentions: list, tokenizer) -> Document:
    named: list[Chars] = []
    of: list[str] = []
    entities: list[tuple[int, int, str]] = []
    children: list[tuple[Chars, str]] = []
    for first, last, who, kind, head in mentions:
        if kind not in CLASSES or head > last:
            continue
        if tokens[head].upos == "PROPN":
            a = b = head
            while a > first and tokens[a - 1].upos == "PROPN":
                a -= 1
            while b < last and tokens[b + 1].upos == "PROPN":
                b += 1
            span = (tokens[a].start, tokens[b].end)
            named.append(span)
            of.append(who)
            entities.append((*span, CLASSES[kind]))
        elif (
            tokens[head].upos in ("PRON", "NOUN", "DET")
            and last - first < 25
            and tokens[head].form.lower() not in _FIRST_SECOND
        ):
            children.append(((tokens[first].start, tokens[last].end), who))
    encoding = encode_blocks(text, lines_of(text), tokenizer)
    covered = {i for a, b, _ in entities for i, t in enumerate(tokens) if a <= t.start < b}
    open_question = [
        (t.start, t.end) for i, t in enumerate(tokens)
        if i not in covered and (t.upos == "PROPN" or (t.upos == "ADJ" and t.form[:1].isupper()))
    ]  # fmt: skip
    answers = [
        {i for i, w in enumerate(of) if w == who and not (span[0] <= named[i][0] < span[1])}
        for span, who in children
    ]
    found = in_pieces(encoding, [c for c, _ in children], named, answers)
    return Document(
        name,
        text,
        encoding,
        [],
        names=tag_names(encoding, entities, open_question),
        mentions=found,
        attributed=False,
    )


def read_conllu(path: Path) -> tuple[str, list[_Token]]:
    """Text, a sentence a line, and tokens with their place in it."""
    text, tokens = "", []
    skip_to = 0
    with gzip.open(path, "rt", encoding="utf-8") as f:
        for line in f:
            columns = line.rstrip("\n").split("\t")
            if len(columns) < 10:
                if not line.strip() and text and not text.endswith("\n"):
                    text = text.rstrip() + "\n"
                continue
            number, form, _, upos, *_, misc = columns
            if "-" in number:  # a contraction: its parts carry the annotation, its form the characters
                start, skip_to = len(text), int(number.split("-")[1])
                text += form + ("" if "SpaceAfter=No" in misc else " ")
                whole = (start, start + len(form))
                continue
            if "." in number:
                continue
            inside = int(number) <= skip_to
            entity = re.search(r"Entity=([^|]*)", misc)
            if inside:
                span = whole
                skip_to = 0 if int(number) == skip_to else skip_to
            else:
                span = (len(text), len(text) + len(form))
                text += form + ("" if "SpaceAfter=No" in misc else " ")
            tokens.append(_Token(*span, form, upos, entity[1] if entity else ""))
    return text, tokens


def read_gap(path: Path, tokenizer) -> list[Document]:
    """GAP: a pronoun and two names, of which it means one or none."""
    docs = []
    for line in path.read_text(encoding="utf-8").splitlines()[1:]:
        name, text, pronoun, at, a, a_at, a_is, b, b_at, b_is, _ = line.split("\t")
        named = [(int(a_at), int(a_at) + len(a)), (int(b_at), int(b_at) + len(b))]
        answer = {i for i, yes in enumerate((a_is, b_is)) if yes == "TRUE"}
        encoding = encode_blocks(text, [Span(0, len(text))], tokenizer)
        found = in_pieces(encoding, [(int(at), int(at) + len(pronoun))], named, [answer])
        docs.append(Document(name, text, encoding, [], mentions=found, attributed=False))
    return docs


def add_silver(docs: list[Document], path: Path) -> None:
    """Give PolNeAR's documents the entities and clusters that a machine found in them, cleaned."""
    with gzip.open(path, "rt", encoding="utf-8") as f:
        silver = {row["id"]: row["silver"] for row in map(json.loads, f) if "silver" in row}
    skipped = load_tables().demonyms.keys() | load_tables().nationals
    for doc in docs:
        if doc.id not in silver:
            continue
        rows = silver[doc.id]["entities"]
        doubtful = [
            k not in CLASSES or fold(doc.text[a:b]) in skipped or doc.text[a:b].count(" ") > 4
            for a, b, k in rows
        ]
        names = [(a, b, CLASSES[k]) for (a, b, k), no in zip(rows, doubtful, strict=True) if not no]
        ignored = [(a, b) for (a, b, _), no in zip(rows, doubtful, strict=True) if no]
        doc.names = tag_names(doc.encoding, names, ignored)
        doc.mentions = silver_mentions(doc, silver[doc.id]["coreference"], names)


def silver_mentions(
    doc: Document, clusters: list[list[list[int]]], names: list[tuple[int, int, str]]
) -> Mentions:
    """Clusters whose names agree with each other; their pronouns and noun phrases are the mentions."""
    named = [(a, b) for a, b, _ in names]
    words = [{w for w in re.findall(r"\w+", fold(doc.text[a:b])) if len(w) > 1} for a, b in named]
    children: list[Chars] = []
    answers: list[set[int]] = []
    for cluster in clusters:
        spans = [(a, b) for a, b in cluster if b - a < 60]
        inside = {s: [i for i, n in enumerate(named) if s[0] <= n[0] and n[1] <= s[1]] for s in spans}
        whole = {
            i for s, ii in inside.items() for i in ii if s[1] - named[i][1] <= 3 and named[i][0] - s[0] < 25
        }
        if not whole or not agree([words[i] for i in whole]):
            continue
        same = {i for i, w in enumerate(words) if any(w == words[j] for j in whole)}
        people = all(names[i][2] == "person" for i in whole)
        for span in spans:
            mention = fold(doc.text[span[0] : span[1]])
            if not inside[span] and mention not in _FIRST_SECOND and (people or mention not in _HE_SHE):
                children.append(span)
                answers.append(same)
    found = in_pieces(doc.encoding, children, named, answers)
    found.trusted, found.weight = False, 0.4
    return found


def agree(names: list[set[str]]) -> bool:
    """Whether every name shares a word with the longest one."""
    longest = max(names, key=len)
    return all(name & longest for name in names)


def read_labels(path: Path, docs: dict[str, Document]) -> int:
    """Sources with who is meant (offsets only), laid over documents that have names; how many were read.

    Rows: {"id", "targets": [[start, end, class, [[start, end] of the name, …]], …]}.
    """
    count = 0
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        doc = docs.get(row["id"])
        if doc is None or doc.names is None:
            continue
        named = names_in(doc)
        children, answers = [], []
        for start, end, kind, who in row["targets"]:
            if kind in ("bad", "name") or (kind == "title" and not who):
                continue
            named += [tuple(w) for w in who if tuple(w) not in named]
            children.append((start, end))
            answers.append({i for w in who for i, n in enumerate(named) if same_words(doc.text, tuple(w), n)})
        count += len(children)
        doc.labels = in_pieces(doc.encoding, children, named, answers)
        doc.labels.weight = 1.5
    return count


def names_in(doc: Document) -> list[Chars]:
    """The names that a document's tags mark, nationalities left out."""
    out, first = [], 0
    for i, tag in enumerate(doc.names):
        if tag > 0 and (tag - 1) // 4 < 3:
            part = (tag - 1) % 4
            first = i if part in (0, 3) else first
            if part in (2, 3):
                out.append((int(doc.encoding.start[first]), int(doc.encoding.end[i])))
    return out


def same_words(text: str, full: Chars, other: Chars) -> bool:
    """Whether `other` is the full name, a part that ends or begins it, or the same words."""
    a, b = (re.findall(r"\w+", fold(text[s:e])) for s, e in (full, other))
    if not a or not b:
        return False
    return (
        a == b
        or (len(b) < len(a) and (a[-len(b) :] == b or a[: len(b)] == b))
        or (len(a) < len(b) and b[-len(a) :] == a)
    )
