"""To whom, where and on what occasion, measured with gold spans given; contacts; milliseconds an article.

    python benchmarks/circumstances.py --gold FILE… [--errors]

FILE: gold in JSON lines (`id text statements`, spans as `[start, end]`), and gold with `contacts` (JSON; `text` names
the file beside it). Overlap counts as a hit, over all gold statements. End-to-end figures: benchmarks/accuracy.py.
"""

from __future__ import annotations

import argparse
import json
import time
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from onrecord.circumstances import find_contacts, place_statements, survey
from onrecord.reading import article_from_record
from onrecord.speakers import set_scene
from onrecord.types import Article, Span, Speaker, Statement

FIELDS = ("addressee", "place", "occasion")


def main() -> int:
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("--gold", type=Path, nargs="+", required=True)
    p.add_argument("--errors", action="store_true", help="print what is missed and what is wrong")
    args = p.parse_args()
    tally: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0])
    seconds, articles = 0.0, 0
    find_contacts(article_from_record({"id": "warm", "text": "She met Omar Aziz in Jinja."}))
    for path in args.gold:
        for article, statements, row in read_gold(path):
            scene = set_scene(article)  # the stage that names speakers has made it
            began = time.perf_counter()
            ground = survey(article, scene)
            placed = place_statements(article, statements, ground)
            contacts = find_contacts(article.with_statements(placed), ground)
            seconds, articles = seconds + time.perf_counter() - began, articles + 1
            if "contacts" in row:
                count_contacts(contacts, row["contacts"], tally)
            else:
                count(article, placed, row, tally, args.errors)
    for field, (hits, found, gold) in tally.items():
        precision, recall = hits / max(1, found), hits / max(1, gold)
        f1 = 2 * hits / max(1, found + gold)
        print(
            f"{field:10} P {100 * precision:5.1f}  R {100 * recall:5.1f}  F1 {100 * f1:5.1f}  ({hits}/{found}/{gold})"
        )
    print(
        f"{1000 * seconds / max(1, articles):.1f} ms an article (speakers named before), {articles} articles"
    )
    return 0


def read_gold(path: Path) -> Iterator[tuple[Article, tuple[Statement, ...], dict[str, Any]]]:
    """Articles of a gold file with their statements, speakers given."""
    data = path.read_text("utf-8")
    rows = (
        [json.loads(data)]
        if path.suffix == ".json"
        else [json.loads(x) for x in data.splitlines() if x.strip()]
    )
    for row in rows:
        text = row["text"]
        if path.suffix == ".json":
            text = (path.parent / text).read_bytes().decode("utf-8")
        known = {k: row.get(k) for k in ("id", "published", "title", "outlet")} | {"text": text}
        yield article_from_record(known), tuple(statement(s, i) for i, s in enumerate(row["statements"])), row


def statement(s: dict[str, Any], number: int) -> Statement:
    """A gold statement as the stages before would hand it on."""

    def spans(role: str) -> tuple[Span, ...]:
        return tuple(Span(*x) for x in s[role])

    name, kind = s.get("speaker"), s.get("speaker_kind") or "person"
    speaker = Speaker(f"local:{name}", name, kind, "name", None, 1.0) if name else None
    return Statement(
        s.get("id") or str(number), spans("content"), spans("cue"), spans("source"), "indirect", (), s["act"],
        "asserted", 1.0, parent=s.get("parent"), speaker=speaker,
    )  # fmt: skip


def count(
    article: Article,
    placed: tuple[Statement, ...],
    row: dict[str, Any],
    tally: dict[str, list[int]],
    errors: bool,
) -> None:
    """Add hits, found and gold of one article."""
    for s, gold in zip(placed, row["statements"], strict=True):
        for field in FIELDS:
            want, known = gold.get(field), getattr(s, field)
            got = known.span if known else None
            hit = bool(got and want and got.start < want[1] and want[0] < got.end)
            for i, value in enumerate((hit, got is not None, want is not None)):
                tally[field][i] += value
            if errors and (got or want) and not hit:
                words = [x and article.text[x[0] : x[1]] for x in (got, want)]
                print(f"{article.id} {field}: got {words[0]!r}, gold {words[1]!r}")


def count_contacts(
    contacts: tuple[Any, ...], gold: list[dict[str, Any]], tally: dict[str, list[int]]
) -> None:
    """A contact is right with its kind, its state, its place and all its parties."""
    kinds = {"talk": "talks"}
    got = {
        (c.kind, c.status, c.place.name if c.place else None, frozenset(p.name for p in c.parties))
        for c in contacts
    }
    want = {(kinds.get(c["type"], c["type"]), c["status"], c["place"], frozenset(c["parties"])) for c in gold}
    for i, value in enumerate((len(got & want), len(got), len(want))):
        tally["contacts"][i] += value


if __name__ == "__main__":
    raise SystemExit(main())
