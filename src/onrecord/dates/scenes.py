"""Scenes: how far the date of one statement reaches to those around it.

A speech, an interview, a report told over several sentences is dated once; what the same speaker says in the
sentences that follow belongs to it, until another date, another occasion or another matter comes.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from onrecord.dates.clauses import DOCUMENTS, OCCASIONS, Page
from onrecord.types import Span, Statement, When

__all__ = ["Frame", "carries", "is_event", "is_noun", "keys_of", "to_the_writer"]

_PRONOUN = re.compile(r"(?:he|she|it|they|who|which|that|one)$", re.I)
_PARTICIPLE = re.compile(r"\w+ing\b")
_WORD = re.compile(r"[^\W\d_]+")
# Cues that tell of a standing view, a habit, or a thing not (yet) said.
_HABIT = re.compile(
    r"\b(?:has|have|had|['’]ve|will|would|could|might|may|should|can|long|often|repeatedly|always|never|consistently|"
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
_REACH = (2, 4)  # paragraphs that a scene may run on without its speaker: with no occasion named, with one


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


def keys_of(page: Page, ordered: Sequence[tuple[Statement, Span]]) -> list[str]:
    """Who speaks, as a key, for each statement in reading order; "" where nothing tells."""
    keys: list[str] = []
    last_sentence = -9
    for statement, group in ordered:
        sentence = page.sentence(group.start)
        words = " ".join(s.of(page.text) for s in statement.source)
        if statement.speaker:
            key = statement.speaker.id
        elif DOCUMENTS.search(words):
            key = "a work"
        elif not words.strip():
            key = (
                keys[-1]
                if keys and sentence == last_sentence and _PARTICIPLE.match(page.text, group.start)
                else ""
            )
        elif _PRONOUN.match(words.strip()):
            key = keys[-1] if keys and sentence - last_sentence <= 1 else ""
        else:
            found = _WORD.findall(words.lower())
            key = f"words {found[-1]}" if found else ""
        keys.append(key)
        last_sentence = sentence
    return keys


def is_event(page: Page, statement: Statement) -> bool:
    """Whether the cue tells of one act of saying, not of a view, a habit or a possibility."""
    if statement.stance in ("hypothetical", "hearsay") or not statement.cue:
        return False
    cue = " ".join(s.of(page.text) for s in statement.cue)
    return not _HABIT.search(cue) and not _VIEW.match(cue)


def is_noun(page: Page, statement: Statement) -> bool:
    """Whether the cue is a noun ("his hard-line stance on"), which no verb sets in time."""
    cue = " ".join(s.of(page.text) for s in statement.cue)
    return not statement.source or bool(
        _STANCE.search(cue) or _WHOSE.search(statement.source[-1].of(page.text))
    )


def to_the_writer(page: Page, span: Span) -> bool:
    """Whether words tell that something was said to the writer: "told me", "came to talk to me"."""
    return bool(_TO_ME.search(page.masked, span.start, span.end))


def carries(
    page: Page, frame: Frame, statement: Statement, here: tuple[Span, int], breaks: Iterable[int]
) -> bool:
    """Whether a scene still runs at a statement of the same speaker.

    `here`: the statement's group and its paragraph; `breaks`: where the story moves to another time. A report or
    another work, once dated, keeps its date throughout the article, and so does a talk with the writer.
    """
    group, paragraph = here
    words = " ".join(s.of(page.text) for s in statement.source)
    if _NEW.match(words):
        return False
    if frame.work and DOCUMENTS.search(words):
        return True
    bounds = page.bounds(page.sentence(group.start))
    if _OTHER_OCCASION.search(page.masked, bounds.start, bounds.end):
        return False
    if frame.to_writer:
        return True
    reach = 2 if frame.long else _REACH[frame.named]
    if paragraph - (frame.begun if frame.long else frame.paragraph) > reach:
        return False
    return not any(frame.at < b < group.start for b in breaks)
