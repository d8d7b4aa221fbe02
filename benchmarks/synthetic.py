"""A record of any size from a few real articles, by recombination: seeds in, articles with their statements out.

An article is some paragraphs of the seeds with the statements that stand in them. In each paragraph half of the plain words
(in small letters, four letters or more) are drawn anew from the words of all seeds, as often as they stand there: so
common words stay common and hardly two statements are alike. Some paragraphs are copies of one made shortly
before, one word in thirty changed, by the same speaker: the wire copy and the drift that threads look for. Speakers are invented
names, few of whom say most (Zipf); publication goes through a few years; outlets are forty. The same seed number gives the same articles.
"""

from __future__ import annotations

import hashlib
import random
import re
from bisect import bisect_left
from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import accumulate
from typing import Any

from onrecord.types import Article, Block, Span, Speaker, Statement, When

__all__ = ["Synthesiser"]

PARAGRAPHS = (5, 14)  # of an article
COPIED = 0.15  # of the paragraphs
KEPT = 400  # paragraphs that may still be copied
SPEAKERS = 20_000
OUTLETS = 40
FIRST_DAY = date(2019, 1, 1)
DAYS = 2000
_WORD = re.compile(r"\b[a-z]{4,}\b")
_ONSETS = "b br c ch d dr f fl g gr h j k kl l m n p pr r s st t tr v w z".split()
_RHYMES = "a an ar as e el en er i in is o ol on or u un ur ai ei ou".split()


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph with the statements in it, whose spans count from its first character."""

    text: str
    statements: tuple[Statement, ...]


class Synthesiser:
    """Makes articles from `seeds`; `seed` is the number that chance starts from."""

    def __init__(self, seeds: Sequence[Article], seed: int = 1) -> None:
        self._chance = random.Random(seed)
        self._paragraphs = [p for article in seeds for p in _paragraphs(article)]
        self._words = [w for article in seeds for w in _WORD.findall(article.text)]
        names = [self._name() for _ in range(SPEAKERS)]
        self._speakers = [(f"local:{n.lower().replace(' ', '-')}", n) for n in dict.fromkeys(names)]
        self._weights = list(accumulate(1 / (rank + 8) for rank in range(len(self._speakers))))
        self._recent: deque[Paragraph] = deque(maxlen=KEPT)

    def articles(self, statements: int) -> Iterator[Article]:
        """Articles until they hold at least so many statements."""
        made, number = 0, 0
        while made < statements:
            share = made / statements
            article = self._article(number, FIRST_DAY + timedelta(days=int(share * DAYS)))
            made += len(article.statements)
            number += 1
            yield article

    def _article(self, number: int, day: date) -> Article:
        article_id = f"synthetic-{number}"
        pieces, blocks, statements, at = [], [], [], 0
        for _ in range(self._chance.randint(*PARAGRAPHS)):
            paragraph = self._paragraph(day)
            pieces.append(paragraph.text)
            blocks.append(Block(Span(at, at + len(paragraph.text)), "body"))
            statements += [_moved(s, at) for s in paragraph.statements]
            at += len(paragraph.text) + 2
        outlet = self._chance.randrange(OUTLETS)
        return Article(
            id=article_id,
            text="\n\n".join(pieces),
            blocks=tuple(blocks),
            path=f"{article_id}.txt",
            url=f"https://outlet{outlet}.example/{number}",
            outlet=f"Outlet {outlet}",
            published=day.isoformat(),
            published_from="given",
            language="en",
            statements=tuple(_named(statements, article_id)),
        )

    def _paragraph(self, day: date) -> Paragraph:
        if self._recent and self._chance.random() < COPIED:
            return self._changed(self._chance.choice(self._recent), 1 / 30)
        fresh = self._changed(self._chance.choice(self._paragraphs), 1 / 2)
        said: dict[str, Speaker | None] = {}
        for s in fresh.statements:  # one name for each speaker of the seed
            if s.speaker and s.speaker.id not in said:
                said[s.speaker.id] = self._speaker(s.speaker)
        made = replace(
            fresh,
            statements=tuple(
                replace(s, speaker=said[s.speaker.id] if s.speaker else None, said_on=self._said(s, day)) for s in fresh.statements
            ),
        )  # fmt: skip
        if made.statements:
            self._recent.append(made)
        return made

    def _changed(self, paragraph: Paragraph, rate: float) -> Paragraph:
        """Some words drawn anew, and all spans moved to where their characters stand now."""
        pieces: list[str] = []
        ends, shifts = [0], [0]  # from the old offset on, what is added to it
        last = shift = 0
        for match in _WORD.finditer(paragraph.text):
            if self._chance.random() < rate:
                new = self._chance.choice(self._words)
                pieces += [paragraph.text[last : match.start()], new]
                last = match.end()
                shift += len(new) - len(match.group())
                ends.append(last)
                shifts.append(shift)
        text = "".join(pieces) + paragraph.text[last:]

        def at(offset: int) -> int:
            place = bisect_left(ends, offset)
            if place == len(ends) or ends[place] > offset:
                place -= 1
            return min(max(0, offset + shifts[place]), len(text))

        return Paragraph(text, tuple(_spans_by(s, at) for s in paragraph.statements))

    def _speaker(self, of_seed: Speaker) -> Speaker:
        drawn = bisect_left(self._weights, self._chance.random() * self._weights[-1])
        speaker_id, name = self._speakers[min(drawn, len(self._speakers) - 1)]
        return replace(of_seed, id=speaker_id, name=name, kind="person", members=())

    def _said(self, statement: Statement, day: date) -> When | None:
        if statement.said_on is None:
            return None
        said = day - timedelta(days=self._chance.choice((0, 0, 1, 2, 7)))
        return replace(statement.said_on, earliest=said.isoformat(), latest=said.isoformat())

    def _name(self) -> str:
        def word(syllables: int) -> str:
            return "".join(
                self._chance.choice(_ONSETS) + self._chance.choice(_RHYMES) for _ in range(syllables)
            ).title()

        return f"{word(2)} {word(self._chance.choice((2, 3)))}"


def _paragraphs(article: Article) -> Iterator[Paragraph]:
    for block in article.blocks:
        start, end = block.span
        inside = [
            s for s in article.statements
            if all(start <= span.start and span.end <= end for span in (*s.content, *s.cue, *s.source))
        ]  # fmt: skip
        ids = {s.id for s in inside}
        kept = [replace(s, parent=s.parent if s.parent in ids else None) for s in inside]
        yield Paragraph(block.span.of(article.text), tuple(_moved(_plain(s), -start) for s in kept))


def _plain(s: Statement) -> Statement:
    """Without what may point out of the paragraph."""
    speaker = s.speaker and replace(s.speaker, named_at=None, chain=(), members=())
    when = s.said_on and replace(s.said_on, from_span=None)
    return replace(
        s,
        speaker=speaker,
        said_on=when,
        unnamed=None,
        candidates=(),
        addressee=None,
        place=None,
        occasion=None,
    )


def _moved(s: Statement, by: int) -> Statement:
    return _spans_by(s, lambda offset: offset + by)


def _spans_by(s: Statement, at: Any) -> Statement:
    def moved(spans: tuple[Span, ...]) -> tuple[Span, ...]:
        return tuple(Span(at(span.start), max(at(span.start), at(span.end))) for span in spans)

    return replace(
        s, content=moved(s.content), quoted=moved(s.quoted), cue=moved(s.cue), source=moved(s.source)
    )


def _named(statements: list[Statement], article_id: str) -> Iterator[Statement]:
    """Ids of their own: those of the seeds would stand in many articles."""
    new = {}
    for number, s in enumerate(statements):
        key = hashlib.sha256(f"{article_id}|{number}".encode()).hexdigest()[:16]
        new[s.id, s.content[0].start] = key
        parent = next((new[k] for k in reversed(new) if k[0] == s.parent), None) if s.parent else None
        yield replace(s, id=key, parent=parent)
