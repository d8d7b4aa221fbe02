"""Sources that are no plain names -> sheets to be labelled with who is meant; filled sheets -> `labels/*.jsonl`.

    python label.py ask --data DIR --annotated FILE --without GOLD --out DIR [--sheets 8] [--polnear 14] [--worldwide 26]
    python label.py take --data DIR --sheets DIR --out labels

A sheet holds articles with their sources numbered, "⟦3:the minister⟧". An answer is a line of three cells, tab-separated:
number, class (pronoun title description metonym unnamed name bad), and the fullest name of whoever is meant as the article
prints it, several joined by "; ", or "-". Labels keep character ranges only, no text.
"""

from __future__ import annotations

import argparse
import gzip
import json
import random
import re
from collections import Counter
from pathlib import Path
from typing import Any

from corpora import gold_ids, held_out

MOST = 16  # sources of an article that are asked for
LONGEST = 9000  # characters of an article
CLASSES = frozenset(["pronoun", "title", "description", "metonym", "unnamed", "name", "bad"])
_PLAIN = re.compile(
    r"(?:(?:Mr|Mrs|Ms|Dr|Sen|Rep|Gov)\.? )?(?:[A-Z][\w’'.-]*|de|al|bin|van|von|of)(?: (?:[A-Z][\w’'.-]*|de|al|bin|van|von|of))*"
)
_PRONOUN = re.compile(
    r"(?:I|He|She|They|It|We|Who|This|These|Those|You|Others?|Some|Many|Most|Both|One)", re.I
)


def main() -> None:
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    commands = p.add_subparsers(dest="command", required=True)
    asked, taken = commands.add_parser("ask"), commands.add_parser("take")
    for each in (asked, taken):
        each.add_argument("--data", type=Path, required=True)
        each.add_argument("--out", type=Path, required=True)
    asked.add_argument(
        "--annotated", type=Path, required=True, help="attributions of the worldwide articles (annotate.py)"
    )
    asked.add_argument("--without", type=Path, required=True, help="gold folder, whose articles are left out")
    asked.add_argument("--sheets", type=int, default=8)
    asked.add_argument("--polnear", type=int, default=14, help="articles of PolNeAR a sheet")
    asked.add_argument("--worldwide", type=int, default=26, help="articles of worldwide newswire a sheet")
    asked.add_argument("--first", type=int, default=0, help="number of the first sheet")
    asked.add_argument("--seed", type=int, default=5)
    asked.add_argument("--skip", type=Path, help="folder of labels, whose articles are not asked for again")
    taken.add_argument("--sheets", type=Path, required=True, help="folder of sheet-N.json and answer-N.tsv")
    args = p.parse_args()
    ask(args) if args.command == "ask" else take(args)


def articles(data: Path) -> dict[str, dict[str, Any]]:
    """PolNeAR's training articles and the worldwide ones by id."""
    found = {}
    for name in ("polnear/train.jsonl.gz", "ner/worldwide.jsonl.gz"):
        with gzip.open(data / name, "rt", encoding="utf-8") as f:
            found |= {row["id"]: row for row in map(json.loads, f)}
    return found


def ask(args: argparse.Namespace) -> None:
    """Write the sheets, the same ones from the same data."""
    rng = random.Random(args.seed)
    gold = gold_ids(args.without) | (gold_ids(args.skip) if args.skip else set())
    everything = articles(args.data)
    sources = {
        i: [tuple(s) for a in r["attributions"] for s in a["source"]]
        for i, r in everything.items()
        if "attributions" in r
    }
    polnear = sorted(sources.keys() - gold)
    rows = [json.loads(line) for line in args.annotated.read_text(encoding="utf-8").splitlines()]
    worldwide = [r["id"] for n, r in enumerate(rows) if not held_out(n) and r["id"] not in gold]
    sources |= {r["id"]: [tuple(s) for a in r["outer"] for s in a["source"]] for r in rows}
    chosen: dict[str, list[str]] = {}
    for name, ids, fewest, wanted in (
        ("polnear", polnear, 5, args.polnear),
        ("worldwide", worldwide, 3, args.worldwide),
    ):
        fitting = [
            i
            for i in ids
            if len(everything[i]["text"]) < LONGEST
            and len(targets(everything[i]["text"], sources[i])) >= fewest
        ]
        chosen[name] = rng.sample(fitting, args.sheets * wanted)
    args.out.mkdir(parents=True, exist_ok=True)
    for n in range(args.sheets):
        ids = [i for name in chosen for i in chosen[name][n :: args.sheets]]
        where, number, shown = [], 0, []
        for i in ids:
            row, text = everything[i], everything[i]["text"]
            marked, at = "", 0
            for start, end in targets(text, sources[i]):
                marked += f"{text[at:start]}⟦{number}:{text[start:end]}⟧"
                where.append([i, start, end])
                at, number = end, number + 1
            shown.append(f"######## ARTICLE {i} {row.get('published') or ''}\n{marked}{text[at:]}\n")
        n += args.first
        (args.out / f"sheet-{n}.txt").write_text("\n".join(shown), encoding="utf-8")
        (args.out / f"sheet-{n}.json").write_text(json.dumps(where), encoding="utf-8")
        print(f"sheet {n}: {len(ids)} articles, {number} sources, {sum(map(len, shown)):,} characters")


def targets(text: str, sources: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Sources that are no plain names, none inside another, at most MOST."""
    found: list[tuple[int, int]] = []
    for start, end in sorted(set(sources)):
        words = text[start:end]
        plain = _PLAIN.fullmatch(words) and not _PRONOUN.fullmatch(words)
        if not plain and end - start < 160 and "\n" not in words and (not found or start >= found[-1][1]):
            found.append((start, end))
    return found if len(found) <= MOST else sorted(random.Random(len(text)).sample(found, MOST))


def take(args: argparse.Namespace) -> None:
    """Read the filled sheets; a name that the article does not print is told and left out."""
    everything = articles(args.data)
    args.out.mkdir(parents=True, exist_ok=True)
    for sheet in sorted(args.sheets.glob("sheet-*.json")):
        n = sheet.stem.removeprefix("sheet-")
        answers = args.sheets / f"answer-{n}.tsv"
        if not answers.exists():
            print(f"sheet {n}: not filled")
            continue
        where = json.loads(sheet.read_text(encoding="utf-8"))
        labels: dict[str, list[Any]] = {}
        count: Counter[str] = Counter()
        for line in answers.read_text(encoding="utf-8").splitlines():
            number, kind, names = (*line.split("\t"), "", "")[:3]
            if not number.strip().isdigit() or int(number) >= len(where) or kind not in CLASSES:
                count["unreadable"] += 1
                continue
            i, start, end = where[int(number)]
            spans = [
                find(everything[i]["text"], name.strip())
                for name in names.split(";")
                if name.strip() not in ("", "-")
            ]
            if None in spans:
                count["not found"] += 1
                continue
            count[kind] += 1
            labels.setdefault(i, []).append([start, end, kind, spans])
        lines = (json.dumps({"id": i, "targets": sorted(t)}) for i, t in labels.items())
        (args.out / f"{int(n):02}.jsonl").write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
        print(f"sheet {n}: {len(labels)} articles,", dict(count))


def find(text: str, name: str) -> list[int] | None:
    """The first place where the name stands as words of its own."""
    found = re.search(r"(?<!\w)" + r"\s+".join(map(re.escape, name.split())) + r"(?!\w)", text)
    return list(found.span()) if found else None


if __name__ == "__main__":
    main()
