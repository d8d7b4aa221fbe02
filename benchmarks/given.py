"""Speakers alone: gold statements are given, span for span, and only who the sources are is asked.

Rows of gold in; accuracy overall, by how the source names the speaker, and of nested sources out (score.py's names).
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import replace
from typing import Any

from onrecord.reading import article_from_record
from onrecord.speakers import name_speakers, set_scene
from onrecord.speakers.evidence import Evidence
from onrecord.statements import parts_of
from onrecord.types import Article, Span, Statement
from onrecord.weights.model import OnnxReader

__all__ = ["measure_given"]

_QUOTATION = re.compile(r'[“"][^“”"]*[”"]?')


def measure_given(rows: list[dict[str, Any]], score: Any) -> dict[str, float]:
    """Accuracy in per cent; omitted sources are left out, as the scorer does."""
    reader = OnnxReader()
    right: dict[str, list[bool]] = defaultdict(list)
    for row in rows:
        article = article_from_record({k: row.get(k) for k in ("id", "text", "published", "title", "outlet")})
        given = list(gold_statements(row))
        evidence = Evidence(article.text, every_piece=True)
        for _ in evidence.watch(reader.read(article.text, part) for part in parts_of(article)):
            pass
        named = name_speakers(article, [s for s, _ in given], set_scene(article, evidence))
        for statement, (_, gold) in zip(named, given, strict=True):
            if gold["how"] == "omitted":
                continue
            ok = is_right(article, statement, gold, score)
            if statement.parent:
                right["nested"].append(ok)
                continue
            right["speaker"].append(ok)
            right[f"speaker|{gold['how']}"].append(ok)
            if gold["speaker"] is None:
                right["null_precision"].append(ok)
    return {key: round(100 * sum(oks) / len(oks), 1) for key, oks in sorted(right.items())}


def is_right(article: Article, statement: Statement, gold: dict[str, Any], score: Any) -> bool:
    """Whether the speaker is the gold's, or both are nobody."""
    speaker = statement.speaker
    at = list(speaker.named_at) if speaker and speaker.named_at else None
    name = speaker.name if speaker else None
    return bool(score.same_name(name, gold["speaker"], at, gold.get("named_at"), article.text))


def gold_statements(row: dict[str, Any]) -> Any:
    """Pairs of a statement with gold spans and its gold; a nested one after the one that holds it."""
    for number, gold in enumerate(s for s in row["statements"] if s["content"]):
        yield _statement(str(number), gold, row["text"], None), gold
        for inner, nested in enumerate(n for n in gold.get("nested") or [] if n["content"]):
            yield _statement(f"{number}.{inner}", nested, row["text"], str(number)), nested


def _statement(identity: str, gold: dict[str, Any], text: str, parent: str | None) -> Statement:
    def spans(role: str) -> tuple[Span, ...]:
        return tuple(Span(*s) for s in gold[role] or ())

    content = spans("content")
    quoted = tuple(Span(*m.span()) for s in content for m in _QUOTATION.finditer(text, s.start, s.end))
    made = Statement(
        identity, content, spans("cue"), spans("source"), "indirect", quoted, "say", "asserted", 1.0
    )
    return replace(made, parent=parent)
