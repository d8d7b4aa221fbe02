"""Scenes: how far the date of one statement reaches to those around it.

A speech, an interview, a report told over several sentences is dated once; what the same speaker says in the
sentences that follow belongs to it, until another date, another occasion or another matter comes.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from onrecord.dates.clauses import DOCUMENTS, OCCASIONS, Page, group_of
from onrecord.dates.intervals import Interval
from onrecord.types import Span, Statement, When

__all__ = ["WORK", "Break", "Frame", "Said", "carries", "in_order", "is_event", "is_noun", "to_the_writer"]

_PRONOUN = re.compile(r"(?:he|she|it|they|who|which|that|one)$", re.I)
_PARTICIPLE = re.compile(r"\w+ing\b")
_WORD = re.compile(r"[^\W\d_]+")
# Cues that tell of a standing view, a habit, or a thing not (yet) said.
_HABIT = re.compile(
    r"\b(?:(?:has|have|had|would|could|might|should|ca)(?:n['’]t)?|['’]ve|will|won['’]t|may|can|cannot|long|often|repeatedly|always|never|consistently|"
    r"routinely|frequently|usually|generally|steadfastly|recently|earlier|previously|once|initially|originally)\b",
    re.I,
)
_VIEW = re.compile(
    r"(?:(?:\w+ly|is|are|was|were|do|does|did|not|n['’]t|also|still)\s+)*"
    r"(?:believ\w+|want\w*|think\w*|thought|know\w*|knew|hop\w+|fear\w*|feel\w*|felt|supports?|oppos\w+|favou?rs?|"
    r"consider\w*|sees?|regards?|prefer\w*|likes?|respects?|loves?|hates?|plans?|intend\w*|needs?|sure|aware)\b",
    re.I,
)
_STANCE = re.compile(
    r"\b(?:stance|position|willingness|views?|support|opposition|desire|belief|commitment|plans?|intentions?|dreams?|hopes?|"
    r"fears?|faith|interest|promotion|embrace|outlook|reputation|tendency)\b",
    re.I,
)
_WHOSE = re.compile(r"(?:['’]s?|\b(?:his|her|its|their|my|our))$", re.I)
_TO_ME = re.compile(r"\b(?:me|us|this\s+(?:reporter|newspaper))\b")
_OTHER_OCCASION = re.compile(
    rf"\b(?:in|at|during|on|to|for)\s+(?:an?|another|separate|previous|earlier|one)\s+(?:[\w’'.-]+\s+){{0,4}}?(?:{OCCASIONS})\b",
    re.I,
)
_NEW = re.compile(r"(?:an?|one|another|some|several|many|other)\b", re.I)
WORK = "a work"  # the key of a work that nobody is known to speak by: "the report"
_REACH = (2, 4)  # paragraphs that a scene may run on without its speaker: with no occasion named, with one


class Break(NamedTuple):
    """A place where the story turns to other days, or, `days` None, to another event."""

    at: int
    days: Interval | None


@dataclass(frozen=True, slots=True)
class Frame:
    """A dated scene: its days, where its last statement stands, whether its occasion is named, or is a work."""

    when: When
    at: int
    paragraph: int
    named: bool
    work: bool
    to_writer: bool
    begun: int

    @property
    def long(self) -> bool:
        """Whether its days are more than a week or so: a time rather than an occasion."""
        return (date.fromisoformat(self.when.latest) - date.fromisoformat(self.when.earliest)).days > 7

    def differs(self, days: Interval) -> bool:
        """Whether other days are meant than those of the scene."""
        return (days.earliest.isoformat(), days.latest.isoformat()) != (self.when.earliest, self.when.latest)


@dataclass(frozen=True, slots=True)
class Said:
    """A statement where it stands: the words that report (`group`), its sentence and paragraph, who speaks.

    `key` tells speakers apart, "" where nothing tells; `cue` and `source` are the words themselves.
    """

    statement: Statement
    group: Span
    sentence: int
    paragraph: int
    key: str
    cue: str
    source: str

    @property
    def id(self) -> str:
        return self.statement.id


def in_order(page: Page, paragraph_of: Callable[[int], int], statements: Iterable[Statement]) -> list[Said]:
    """Statements in reading order, with the key of their speaker: a pronoun's is that of the sentence before."""
    out: list[Said] = []
    for group, statement in sorted(((group_of(page, s), s) for s in statements), key=lambda pair: pair[0]):
        cue, source = (
            " ".join(s.of(page.text) for s in spans) for spans in (statement.cue, statement.source)
        )
        sentence = page.sentence(group.start)
        key = _key(statement, source, cue, out[-1] if out else None, sentence)
        out.append(Said(statement, group, sentence, paragraph_of(group.start), key, cue, source))
    return out


def _key(statement: Statement, source: str, cue: str, before: Said | None, sentence: int) -> str:
    if statement.speaker:
        return statement.speaker.id
    if DOCUMENTS.search(source):
        return WORK
    if not source.strip():
        hangs = before and sentence == before.sentence and _PARTICIPLE.match(cue)
        return before.key if before and hangs else ""
    if _PRONOUN.match(source.strip()):
        return before.key if before and sentence - before.sentence <= 1 else ""
    words = _WORD.findall(source.lower())
    return f"words {words[-1]}" if words else ""


def is_event(said: Said) -> bool:
    """Whether the cue tells of one act of saying, not of a view, a habit or a possibility."""
    if said.statement.stance in ("hypothetical", "hearsay") or not said.cue:
        return False
    return not _HABIT.search(said.cue) and not _VIEW.match(said.cue)


def is_noun(said: Said) -> bool:
    """Whether the cue is a noun ("his hard-line stance on"), which no verb sets in time."""
    return not said.source or bool(_STANCE.search(said.cue) or _WHOSE.search(said.source))


def to_the_writer(page: Page, span: Span) -> bool:
    """Whether words tell that something was said to the writer: "told me", "came to talk to me"."""
    return bool(_TO_ME.search(page.masked, span.start, span.end))


def carries(page: Page, frame: Frame, said: Said, breaks: Sequence[Break]) -> bool:
    """Whether a scene still runs at a statement of the same speaker.

    `breaks`: where the story moves to another time, in order. A report or another work, once dated, keeps its date
    throughout the article, and so does a talk with the writer.
    """
    if _NEW.match(said.source):
        return False
    if frame.work and DOCUMENTS.search(said.source):
        return True
    if _OTHER_OCCASION.search(page.masked, *page.around(said.group)):
        return False
    if frame.to_writer:
        return True
    reach = 2 if frame.long else _REACH[frame.named]
    if said.paragraph - (frame.begun if frame.long else frame.paragraph) > reach:
        return False
    first = bisect_right(breaks, frame.at, key=lambda b: b.at)
    last = bisect_left(breaks, said.group.start, key=lambda b: b.at)
    return not any(b.days is None or frame.differs(b.days) for b in breaks[first : min(last, first + 8)])
