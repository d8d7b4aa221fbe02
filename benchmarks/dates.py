"""Dates against gold: values of time expressions beside dateparser, and days of statements.

    python benchmarks/dates.py --data FOLDER            # folders of TimeML files (*.tml, *.tml.gz), TIMEX3 marked
    python benchmarks/dates.py --gold FILE.jsonl …      # rows with `said_on` of each statement; gold spans given

Expressions: TIMEX3 of type DATE in <TEXT>; a found span matches where it overlaps; a value is right where it
names the same days at the same granularity. `dated` leaves out PRESENT_REF, PAST_REF, FUTURE_REF and values with
X, which name no days. Anchor: the document's creation time.
"""

from __future__ import annotations

import argparse
import gzip
import json
import re
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from html import unescape
from pathlib import Path
from typing import Any

from onrecord.dates import Anchor, Interval, date_statements, find_times, resolve
from onrecord.dates.tense import tense_at
from onrecord.types import Article, Block, Span, Speaker, Statement

_TIMEX = re.compile(r"<TIMEX3\b([^>]*)>(.*?)</TIMEX3>|<[^>]*>", re.DOTALL)


@dataclass
class Document:
    """A text without its marks, its creation day, and the marked expressions: span, type, value."""

    text: str
    made: date
    marked: list[tuple[Span, str, str]]


def documents(folder: Path) -> Iterator[Document]:
    for path in sorted([*folder.rglob("*.tml"), *folder.rglob("*.tml.gz")]):
        raw = (gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()).decode(
            "utf-8"
        )
        made = re.search(r"<DCT>.*?value=\"(\d{4}-\d\d-\d\d)", raw, re.DOTALL)
        body = re.search(r"<TEXT>(.*?)</TEXT>", raw, re.DOTALL)
        if made and body:
            yield _unmarked(body.group(1), date.fromisoformat(made.group(1)))


def _unmarked(body: str, made: date) -> Document:
    parts: list[str] = []
    marked, length, reached = [], 0, 0
    for match in _TIMEX.finditer(body):
        parts.append(unescape(body[reached : match.start()]))
        length += len(parts[-1])
        reached = match.end()
        if match.group(1) is not None:
            inner = unescape(re.sub(r"<[^>]*>", "", match.group(2)))
            values = dict(re.findall(r'(\w+)="([^"]*)"', match.group(1)))
            marked.append(
                (Span(length, length + len(inner)), values.get("type", ""), values.get("value", ""))
            )
            parts.append(inner)
            length += len(inner)
    parts.append(unescape(body[reached:]))
    return Document("".join(parts), made, marked)


def value_of(days: Interval) -> str:
    """An interval as a TIMEX3 value."""
    first = days.earliest
    if days.granularity in ("week", "weekend"):
        year, week, _ = first.isocalendar()
        return f"{year}-W{week:02d}" + ("-WE" if days.granularity == "weekend" else "")
    season = {3: "SP", 6: "SU", 9: "FA", 12: "WI"}
    return {
        "day": first.isoformat(),
        "month": f"{first:%Y-%m}",
        "quarter": f"{first.year}-Q{(first.month + 2) // 3}",
        "half": f"{first.year}-H{1 if first.month < 7 else 2}",
        "season": f"{first.year}-{season.get(first.month, '')}",
        "year": f"{first.year}",
        "decade": f"{first.year}"[:3],
        "century": f"{first.year}"[:2],
    }.get(days.granularity, "")


def tidy(value: str) -> str:
    """A marked value in the form of `value_of`: no part of the day, weeks of two digits, no trailing X."""
    value = re.sub(r"T.*", "", value).replace("XX-XX", "").replace("-XX", "")
    return re.sub(r"-W(\d)(?!\d)", r"-W0\1", value).rstrip("X")


def ours(document: Document) -> list[tuple[Span, str]]:
    last: Interval | None = None
    out = []
    whole = find_times(document.text)
    # TimeML marks the ends of a range one by one, and leaves "since" out
    for found in (
        replace(e, part="" if e.part == "since" else e.part) for t in whole for e in t.ends or (t,)
    ):
        days = resolve(found, Anchor(document.made, last, tense_at(document.text, found.span)))
        if isinstance(days, Interval):
            last = days
        out.append((found.span, value_of(days) if isinstance(days, Interval) else ""))
    return out


def theirs(document: Document) -> list[tuple[Span, str]]:
    """`dateparser.search.search_dates` alone, told the day of creation and that the past is meant."""
    from dateparser.search import search_dates

    settings = {
        "RELATIVE_BASE": datetime.combine(document.made, datetime.min.time()),
        "PREFER_DATES_FROM": "past",
    }
    out, reached = [], 0
    for words, moment in search_dates(document.text, languages=["en"], settings=settings) or []:
        at = document.text.find(words, reached)
        if at >= 0:
            out.append((Span(at, at + len(words)), moment.date().isoformat()))
            reached = at + len(words)
    return out


def score(documents: list[Document], find: Any, only_dated: bool, show: int = 0) -> dict[str, float]:
    right = matched = marked = found_all = 0
    spent = 0.0
    for document in documents:
        began = time.process_time()
        found = find(document)
        spent += time.process_time() - began
        gold = [(s, v) for s, kind, v in document.marked if kind == "DATE"]
        spare = [s for s, kind, _ in document.marked if kind != "DATE"]
        if only_dated:
            spare += [s for s, v in gold if "REF" in v or "X" in v]
            gold = [(s, v) for s, v in gold if not ("REF" in v or "X" in v)]
        taken: set[int] = set()
        for span, value in gold:
            at = next(
                (
                    i
                    for i, (f, _) in enumerate(found)
                    if i not in taken and f.start < span.end and span.start < f.end
                ),
                None,
            )
            if at is None:
                show and print(
                    "  missed",
                    repr(span.of(document.text)),
                    value,
                    repr(document.text[max(0, span.start - 30) : span.end + 20]),
                )
                continue
            taken.add(at)
            matched += 1
            # a day of theirs stands for the coarser unit that was asked: what they say is compared at its length
            same = found[at][1] == tidy(value) or (find is theirs and found[at][1].startswith(tidy(value)))
            right += same
            if show and not same:
                print(
                    "  value",
                    repr(span.of(document.text)),
                    value,
                    "got",
                    found[at][1],
                    document.made,
                    repr(document.text[max(0, span.start - 90) : span.end + 40]),
                )
        marked += len(gold)
        others = [
            f
            for i, (f, _) in enumerate(found)
            if i not in taken and not any(s.start < f.end and f.start < s.end for s in spare)
        ]
        if show:
            for f in others:
                print(
                    "  extra",
                    repr(f.of(document.text)),
                    repr(document.text[max(0, f.start - 30) : f.end + 20]),
                )
        found_all += len(taken) + len(others)
    precision, recall = matched / max(1, found_all), matched / max(1, marked)
    return {
        "P": 100 * precision, "R": 100 * recall, "F1": 200 * precision * recall / max(1e-9, precision + recall),
        "value accuracy": 100 * right / max(1, matched),
        "value F1": 200 * right / max(1, found_all + marked), "ms/document": 1000 * spent / max(1, len(documents)),
    }  # fmt: skip


def gold_article(row: dict[str, Any]) -> Article:
    """A gold row as an article whose statements carry the gold spans and speakers, no dates."""
    text = row["text"]
    blocks, start = [], 0
    title = row.get("headline")
    for line in text.split("\n"):
        if line.strip():
            role = "headline" if title and start <= title[0] < start + len(line) else "body"
            blocks.append(Block(Span(start, start + len(line)), role))
        start += len(line) + 1
    spans = lambda name, s: tuple(Span(a, b) for a, b in s[name] or ())  # noqa: E731
    statements = [
        Statement(
            id=str(i), content=spans("content", s), cue=spans("cue", s), source=spans("source", s), kind=s.get("kind") or "indirect",
            quoted=spans("content", s) if s.get("kind") == "direct" else (), act=s["act"], stance=s["stance"], confidence=1.0,
            speaker=Speaker(s["speaker"], s["speaker"], s["speaker_kind"], "name", None, 1.0) if s["speaker"] else None,
        )
        for i, s in enumerate(row["statements"])
    ]  # fmt: skip
    return Article(row["id"], text, tuple(blocks), published=row["published"], statements=tuple(statements))


def score_statements(path: Path, show: bool) -> dict[str, Any]:
    right = dated = false = undated = 0
    spent, words = 0.0, 0
    rules: Counter[str] = Counter()
    for row in (json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()):
        article = gold_article(row)
        began = time.process_time()
        answered = date_statements(article, article.statements)
        spent += time.process_time() - began
        words += len(article.text.split())
        for gold, statement in zip(row["statements"], answered, strict=True):
            when, want = statement.said_on, gold["said_on"]
            got = [when.earliest, when.latest] if when else None
            hit = got == want
            if want:
                dated, right = dated + 1, right + hit
            else:
                undated, false = undated + 1, false + (got is not None)
            rules[
                f"{when.rule if when else '-'} {'ok' if hit else 'missed' if want and not got else 'wrong' if want else 'false'}"
            ] += 1
            if show and not hit:
                cue = " ".join(s.of(article.text) for s in (*statement.source, *statement.cue))
                print(
                    f"  {row['id'][:24]} {gold['eid']} {cue[:60]!r} want {want} got {got} {when.rule if when else ''}"
                )
    return {
        "said_on": f"{100 * right / max(1, dated):.1f} % of {dated}",
        "said_on_false": f"{100 * false / max(1, undated):.1f} % of {undated}",
        "ms for 500 words": round(1000 * spent / max(1, words) * 500, 2),
        "rules": dict(sorted(rules.items())),
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--data", type=Path, help="folder of TimeML files")
    parser.add_argument("--gold", type=Path, nargs="*", default=[], help="gold rows with said_on")
    parser.add_argument("--alone", action="store_true", help="leave dateparser out")
    parser.add_argument("--errors", action="store_true", help="print what is wrong")
    options = parser.parse_args()
    if options.data:
        read = list(documents(options.data))
        for name, find in (("onrecord", ours), *((("dateparser", theirs),) if not options.alone else ())):
            for dated in (False, True):
                got = score(read, find, dated, options.errors and dated and find is ours)
                print(
                    f"{name:10} {'dated' if dated else 'all DATE':9}",
                    *(f"{k} {v:.1f}" for k, v in got.items()),
                )
    for path in options.gold:
        print(path.name, json.dumps(score_statements(path, options.errors), ensure_ascii=False, indent=1))


if __name__ == "__main__":
    main()
