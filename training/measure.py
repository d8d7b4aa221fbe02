"""Names and pronouns of a bundle, measured: F1 on held-out tenths of each set, by region; GAP by gender.

    python measure.py --data DIR [--bundle DIR] [--without GOLD] [--annotated FILE --labels labels --sheets 05 …] [--write]

`--write` puts the figures into the bundle's card. Names: exact span and class, person, organisation, place and people
(people only where a set marks them). GAP: its own F1 over both names of every pronoun, and F1 of feminine over masculine ones.
"""

from __future__ import annotations

import argparse
import json
from collections import defaultdict
from itertools import pairwise
from pathlib import Path

import numpy as np

from onrecord.reading import article_from_record, article_from_text
from onrecord.speakers import Evidence, name_speakers, set_scene
from onrecord.speakers.tables import fold
from onrecord.statements import parts_of
from onrecord.types import Span, Speaker, Statement
from onrecord.weights.bundle import HOME, find_bundle
from onrecord.weights.model import OnnxReader
from onrecord.weights.signals import NAMES

from corpora import gold_ids, held_out, named_sets
from data import Document
from entities import IGNORE
from label import articles
from rank import statements_of

REGIONS = {
    "Africa": "af afs alg eg et ghana kenya mauritius nm panaf sa",
    "Asia": "asia bangladesh cn in jp kr mong my pk th tw",
    "Latin America": "arg bol chile col cosric cosrica cuba ecuador elsalv guyana hond mex nic pan paraguay peru uruguay ven",
    "Middle East": "iran israel jr kw oman qt saud uae",
    "Oceania and indigenous Canada": "aus canada nz",
}
REGION_OF = {code: region for region, codes in REGIONS.items() for code in codes.split()}


def main() -> None:
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("--data", type=Path, required=True)
    p.add_argument("--bundle", type=Path, default=HOME)
    p.add_argument("--without", type=Path, help="gold folder, whose articles were left out of training")
    p.add_argument("--annotated", type=Path, help="attributions of the labelled articles (annotate.py)")
    p.add_argument("--labels", type=Path)
    p.add_argument("--sheets", nargs="*", default=[], help="labels that the bundle was not trained on")
    p.add_argument("--write", action="store_true")
    args = p.parse_args()
    reader = OnnxReader(find_bundle(args.bundle))
    figures: dict[str, dict[str, float]] = {}
    without = gold_ids(args.without) if args.without else set()
    for name, docs in named_sets(args.data, reader.tokenizer, without).items():
        figures |= names_of(reader, name, [d for i, d in enumerate(docs) if held_out(i)])
    figures["GAP development"] = gap(reader, args.data / "gap" / "gap-development.tsv")
    if args.labels:
        figures["sources labelled, not trained on"] = sources(reader, args)
    for name, row in figures.items():
        print(f"{name:44}", "  ".join(f"{k} {v}" for k, v in row.items()))
    if args.write:
        card_file = args.bundle / "card.json"
        card = json.loads(card_file.read_text(encoding="utf-8"))
        card["figures"] |= figures
        card_file.write_text(json.dumps(card, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


def names_of(reader: OnnxReader, name: str, docs: list[Document]) -> dict[str, dict[str, float]]:
    """F1 of a set, and of the worldwide one by region and class."""
    counts: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0])
    for doc in docs:
        for kind, hit, said, wanted in compared(reader, doc):
            keys = [f"names, {name}"]
            if name == "worldwide":
                keys += [f"names, worldwide, {REGION_OF[doc.id.split('_')[0]]}", f"names, worldwide, {kind}"]
            for key in keys:
                for i, value in enumerate((hit, said, wanted)):
                    counts[key][i] += value
    return {key: {"f1": f1(*c), "names": c[2]} for key, c in counts.items()}


def compared(reader: OnnxReader, doc: Document) -> list[tuple[str, int, int, int]]:
    """For each class: names found right, found, and there; what a corpus leaves open does not count."""
    evidence = Evidence(doc.text)
    blocks = blocks_of(doc)
    for _ in evidence.watch([reader.read(doc.text, blocks)]):
        pass
    gold = {(a, b, k) for a, b, k in gold_names(doc)}
    people = any(k == "people" for *_, k in gold)
    ignored = [
        (int(doc.encoding.start[i]), int(doc.encoding.end[i])) for i in np.flatnonzero(doc.names == IGNORE)
    ]
    found = set()
    for e in evidence.entities:
        open_question = any(a < e.span.end and e.span.start < b for a, b in ignored)
        if not open_question and (people or e.kind != "people"):
            found.add((e.span.start, e.span.end, e.kind))
    return [
        (k, sum(x[2] == k for x in gold & found), sum(x[2] == k for x in found), sum(x[2] == k for x in gold))
        for k in NAMES
    ]


def blocks_of(doc: Document) -> list[Span]:
    e = doc.encoding
    edges = [0, *(np.flatnonzero(np.diff(e.block)) + 1).tolist(), len(e)]
    return [Span(int(e.start[a]), int(e.end[b - 1])) for a, b in pairwise(edges)]


def gold_names(doc: Document) -> list[tuple[int, int, str]]:
    out, first = [], 0
    for i, tag in enumerate(doc.names):
        if tag > 0:
            kind, part = divmod(int(tag) - 1, 4)
            first = i if part in (0, 3) else first
            if part in (2, 3):
                out.append((int(doc.encoding.start[first]), int(doc.encoding.end[i]), NAMES[kind]))
    return out


def gap(reader: OnnxReader, path: Path) -> dict[str, float]:
    """GAP's F1 (both names of every pronoun are questions), by gender, and feminine over masculine.

    The pronoun is given as a source; right is a name if whoever the source is bears it.
    """
    counts = {"F": [0, 0, 0], "M": [0, 0, 0]}
    for line in path.read_text(encoding="utf-8").splitlines()[1:]:
        _, text, pronoun, at, a, a_at, a_is, b, b_at, b_is, _ = line.split("\t")
        article = article_from_text(text)
        evidence = Evidence(text, every_piece=True)
        for _ in evidence.watch(reader.read(text, part) for part in parts_of(article)):
            pass
        source = Span(int(at), int(at) + len(pronoun))
        asked = Statement("1", (), (), (source,), "indirect", (), "say", "asserted", 1.0)
        [answer] = name_speakers(article, [asked], set_scene(article, evidence))
        count = counts["F" if pronoun.lower() in ("she", "her", "hers") else "M"]
        for name, begin, true in ((a, int(a_at), a_is), (b, int(b_at), b_is)):
            yes = answer.speaker is not None and bears(answer.speaker, name, Span(begin, begin + len(name)))
            count[0] += yes and true == "TRUE"
            count[1] += yes
            count[2] += true == "TRUE"
    f, m = f1(*counts["F"]), f1(*counts["M"])
    both = [x + y for x, y in zip(counts["F"], counts["M"], strict=True)]
    return {"f1": f1(*both), "feminine": f, "masculine": m, "bias": round(f / m, 3)}


def sources(reader: OnnxReader, args: argparse.Namespace) -> dict[str, float]:
    """Accuracy over labelled sources by class; prints how often each rule and each step of confidence is right."""
    everything = articles(args.data)
    annotated = {r["id"]: r["outer"] for r in map(json.loads, args.annotated.read_text("utf-8").splitlines())}
    right: dict[str, list[bool]] = defaultdict(list)
    by_rule: dict[str, list[bool]] = defaultdict(list)
    by_step: dict[int, list[tuple[float, bool]]] = defaultdict(list)
    for row in (
        json.loads(x)
        for s in args.sheets
        for x in (args.labels / f"{s}.jsonl").read_text("utf-8").splitlines()
    ):
        text = everything[row["id"]]
        article = article_from_record({k: text.get(k) for k in ("id", "text", "published", "title")})
        given = statements_of(article, text.get("attributions") or annotated[row["id"]])
        evidence = Evidence(article.text, every_piece=True)
        for _ in evidence.watch(reader.read(article.text, part) for part in parts_of(article)):
            pass
        found = {
            tuple(s.source[0]): s
            for s in name_speakers(article, given, set_scene(article, evidence))
            if s.source
        }
        for start, end, kind, who in row["targets"]:
            if kind == "bad" or (start, end) not in found:
                continue
            speaker = found[start, end].speaker
            ok = is_meant(speaker, [Span(*w) for w in who], article.text)
            right["all"].append(ok)
            right[kind].append(ok)
            if speaker:
                by_rule[speaker.rule].append(ok)
                by_step[min(9, int(10 * speaker.confidence))].append((speaker.confidence, ok))
    for rule, oks in sorted(by_rule.items(), key=lambda t: -len(t[1])):
        print(f"  rule {rule:20} {sum(oks) / len(oks):.2f} of {len(oks)}")
    for step, pairs in sorted(by_step.items()):
        mean, share = (sum(x) / len(pairs) for x in zip(*pairs, strict=True))
        print(f"  confidence {step / 10:.1f}  mean {mean:.2f}  right {share:.2f}  of {len(pairs)}")
    return {kind: round(100 * sum(oks) / len(oks), 1) for kind, oks in sorted(right.items())}


def is_meant(speaker: Speaker | None, who: list[Span], text: str) -> bool:
    """Whether the speaker is whom a label means; nobody where it names none."""
    if speaker is None or not who:
        return speaker is None and not who
    members = speaker.members or (speaker,)
    names = [set(fold(w.of(text)).split()) - {"the"} for w in who]
    if len(members) != len(who):
        return False
    return all(
        any(
            bears(m, w.of(text), w) or n <= set(fold(m.name).split()) for w, n in zip(who, names, strict=True)
        )
        for m in members
    )


def bears(speaker: Speaker, name: str, at: Span) -> bool:
    """Whether the name is the speaker's: the same place, or words of the one among the other's."""
    if speaker.named_at and speaker.named_at.start < at.end and at.start < speaker.named_at.end:
        return True
    mine, theirs = set(fold(speaker.name).split()), set(fold(name).split())
    return mine <= theirs or theirs <= mine


def f1(hit: int, said: int, wanted: int) -> float:
    return round(200 * hit / max(1, said + wanted), 1)


if __name__ == "__main__":
    main()
