"""Quotations signed with a dash and a name ("“…” — Ana Cruz"), as letters, vox pops and pull quotes print them.

In: blocks of an article. Out: statements whose cue is the dash. The layout alone decides, no model.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from onrecord.statements.acts import act_of
from onrecord.types import Block, Span, Statement

__all__ = ["find_signed"]

CONFIDENCE = 0.9
_SIGNATURE = r"(?P<cue>[―—–]|-{1,2})\s*(?P<who>[^\W\d_a-z][^“”\"«»!?;:\n]{1,79})"
_WHOLE = re.compile(rf"\s*(?P<said>[“”\"„«].{{15,}}[”\"“»])\s*{_SIGNATURE}\s*", re.S)
_SAID = re.compile(r"\s*(?P<said>[“”\"„«].{15,}[”\"“»])\s*", re.S)
_SIGNED = re.compile(rf"\s*{_SIGNATURE}\s*")
_RUNNING_ON = re.compile(
    r"\b[a-z]{2,}\.\s|\s(?:said|says|is|was|are|were|has|have|had|told|wrote|asked|added)\b"
)
LONGEST = 6000  # characters of a block that are looked at


def find_signed(text: str, blocks: Sequence[Block]) -> list[Statement]:
    """A statement for every block that is a signed quotation, alone or with its signature in the next block."""
    body = [b.span for b in blocks if b.role == "body" and b.span.end - b.span.start <= LONGEST]
    found = [m for span in body if (m := _WHOLE.fullmatch(text, *span)) and _is_name(m["who"])]
    made = [_statement(text, m.span("said"), m.span("cue"), m.span("who")) for m in found]
    for first, second in pairwise(body):
        said, signed = _SAID.fullmatch(text, *first), _SIGNED.fullmatch(text, *second)
        if said and signed and _is_name(signed["who"]):
            made.append(_statement(text, said.span("said"), signed.span("cue"), signed.span("who")))
    return made


def _is_name(who: str) -> bool:
    words = who.split()
    capital = sum(w[0].isupper() for w in words)
    return len(words) <= 12 and capital >= min(2, len(words)) and not _RUNNING_ON.search(who)


def _statement(text: str, said: tuple[int, int], cue: tuple[int, int], who: tuple[int, int]) -> Statement:
    end = who[0] + len(text[who[0] : who[1]].rstrip(" .,"))
    content = Span(*said)
    return Statement(
        id="", content=(content,), cue=(Span(*cue),), source=(Span(who[0], end),), kind="direct",
        quoted=(Span(content.start + 1, content.end - 1),), act=act_of("said", content=content.of(text), has_source=True),
        stance="asserted", confidence=CONFIDENCE,
    )  # fmt: skip
