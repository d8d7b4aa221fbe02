"""Statements for tests, written as text: the content in braces, what is quoted within curly marks inside them."""

from __future__ import annotations

import re

from onrecord.answers import Report
from onrecord.checking.aligning import Said, said_in
from onrecord.checking.comparing import compare
from onrecord.checking.judging import Found
from onrecord.checking.quoting import quote_of
from onrecord.types import Span


def spans(marked: str) -> tuple[str, list[Span], list[Span]]:
    """The text without braces, the content and the quoted spans."""
    text, content, quoted = "", [], []
    for part in re.split(r"(\{[^}]*\})", marked):
        if part.startswith("{"):
            start, part = len(text), part[1:-1]
            content.append(Span(start, start + len(part)))
            quoted += [Span(start + m.start(1), start + m.end(1)) for m in re.finditer("“([^”]*)”", part)]
        text += part
    return text, content, quoted


def said(marked: str) -> Said:
    return said_in(*spans(marked))


def report(
    marked: str, speaker: str | None, article: str = "a", statement: str = "s", **more: str | None
) -> Report:
    text, content, quoted = spans(marked)
    return Report(
        statement=statement, article=article, outlet="The Harbour Post", url=None, path=None, headline=None,
        published="2025-10-14", speaker=speaker, speaker_id=speaker and f"local:{speaker}", unnamed=more.get("unnamed"),
        content=" … ".join(c.of(text) for c in content), quoted=tuple(q.of(text) for q in quoted), cue="said", source="",
        sentence=text, start=0, end=len(text), kind="direct", act="say", stance="asserted", said_earliest=None,
        said_latest=None, confidence=0.9,
    )  # fmt: skip


def found(quote: str, marked: str, speaker: str | None, number: int, **more: str | None) -> Found | None:
    """The statement if the quotation fits it at all; speakers are told apart by `number`, 0 for nobody."""
    fit = compare(quote_of(quote), said(marked))
    told = report(marked, speaker, **{"article": marked[:12], **more})  # type: ignore[arg-type]
    return Found(told, fit, frozenset({number} if number else ())) if fit else None
