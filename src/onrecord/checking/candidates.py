"""A quotation -> the row numbers of the statements that may hold it, likeliest first, by way of the full-text index.

What was said verbatim, altered or in part shares runs of words with the quotation; what was said to that effect shares its
rarer words. So runs are looked up as phrases, those with the rarest words first, and rare words together. Every look-up is
bounded, and none is for frequent words alone unless a quotation has no others.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import combinations

from sqlalchemy import Connection, text

from onrecord.checking.forms import forms_of, variants, weight
from onrecord.checking.quoting import Quote
from onrecord.record.fulltext import TABLE, Search
from onrecord.record.marks import by
from onrecord.record.wording import All, Any, Node, Term, plain_words

__all__ = ["LookUps"]

Phrase = tuple[str, ...]

FREQUENT = 3000  # statements: counting stops there, and a word that so many hold is frequent
CHUNK, CHUNKS = 8, 6  # words of a piece from which a run is looked up, and how many times at most;
FEW = 2  # where there are no more, two runs from each
RUN, LONG_RUN = 3, 5  # words of a run; of one that has only frequent words
PER_RUN, PER_WORD, TOGETHER = 40, 200, 40  # statements that one look-up may give
SHORT = 8  # words of a piece that may be looked up as a whole
MANY = 2  # where more runs are looked up, no other spelling of them is
LONGEST_PHRASE = 40
GIST_WORDS = 6
QUOTED = "EXISTS (SELECT 1 FROM statements AS s WHERE s.id = {row} AND s.kind <> 'indirect')"  # faster here than a mark
_SHORTER = (
    (re.compile(r"\b(do|does|did|is|was|are|were|has|have|had|could|would|should) not\b"), r"\1n t"),
    (re.compile(r"\bcan ?not\b"), "can t"),
    (re.compile(r"\bwill not\b"), "won t"),
    (re.compile(r"\bi am\b"), "i m"),
    (re.compile(r"\b(you|we|they) are\b"), r"\1 re"),
    (re.compile(r"\b(i|you|he|she|it|we|they) will\b"), r"\1 ll"),
    (re.compile(r"\b(i|you|we|they) have\b"), r"\1 ve"),
    (re.compile(r"\b(it|that|he|she|there|what) is\b"), r"\1 s"),
)


@dataclass(slots=True)
class LookUps:
    """What is looked up for one quotation, among the statements that `narrowed` admits. `speakers`: row numbers of those asked about,
    whose statements are never crowded out by others."""

    connection: Connection
    quote: Quote
    narrowed: tuple[Node, ...] = ()
    speakers: tuple[int, ...] = ()
    _counts: dict[str, int] = field(default_factory=dict)

    def worded(self) -> list[int]:
        """Statements with quotation marks that share runs of words with the quotation."""
        found: dict[int, float] = defaultdict(float)
        for piece in (self._tokens(*piece) for piece in self.quote.pieces):
            runs = list(dict.fromkeys(self._runs(piece)))
            others = _phrasings if len(runs) <= MANY else _alone
            looked_up = [self._quoted((_any(others(run)),), PER_RUN) for run in runs]
            for rows in looked_up:
                for row in rows:
                    found[row] += 1 / len(rows)
            if all(len(rows) >= PER_RUN for rows in looked_up):  # more have each run than were looked at
                for row in self._together(piece, runs):
                    found[row] += len(piece)
        return sorted(found, key=lambda row: (-found[row], row))

    def _together(self, piece: Sequence[str], runs: Sequence[Phrase]) -> list[int]:
        """Statements that have a short piece as it is, or as many runs of a long one as any have."""
        if len(piece) <= SHORT or len(runs) < 2:
            limit = PER_RUN if len(piece) > 2 else PER_WORD
            return self._quoted((_any(_phrasings(piece[:LONGEST_PHRASE])),), limit)
        rarest = sorted(runs, key=self._rarest)[:3]
        for number in range(len(rarest), 1, -1):
            for some in combinations(rarest, number):
                if rows := self._quoted(tuple(_any([run]) for run in some), PER_RUN):
                    return rows
        return []

    def gist(self) -> list[int]:
        """Statements, of those asked about if anybody is, that share the quotation's rarer words."""
        tokens = dict.fromkeys(token for piece in self.quote.pieces for token in self._tokens(*piece))
        rarest = sorted((t for t in tokens if _says(t) and self._count(t)), key=self._count)[:GIST_WORDS]
        if not rarest:
            return []
        many = 3 if len(rarest) > 2 and self._count(rarest[1]) >= FREQUENT else 2
        found: dict[int, int] = defaultdict(int)
        theirs = (by(self.speakers),) if self.speakers else ()
        alone = [(token,) for token in rarest if self._count(token) <= TOGETHER]
        for some in (*alone, *combinations(rarest, min(many, len(rarest)))):
            for row in self._rows((*(_any(_spelt((token,))) for token in some), *theirs), TOGETHER, ""):
                found[row] += 1
        return sorted(found, key=lambda row: (-found[row], row))

    def _tokens(self, first: int, last: int) -> list[str]:
        """The words of a piece as the index has them."""
        of, words = self.quote.wording, self.quote.wording.words[first:last]
        return plain_words(of.text[words[0].start : words[-1].end]) if words else []

    def _runs(self, tokens: Sequence[str]) -> Iterator[Phrase]:
        """Two runs of words from every stretch of a piece, those whose rarest word is the rarest."""
        starts = list(range(0, len(tokens), CHUNK))
        if len(starts) > CHUNKS:  # as many, spread over the piece
            starts = [starts[round(i * (len(starts) - 1) / (CHUNKS - 1))] for i in range(CHUNKS)]
        for start in starts:
            stretch = tokens[start : start + CHUNK + RUN - 1]
            runs = [tuple(stretch[at : at + RUN]) for at in range(len(stretch) - RUN + 1)]
            rare = list(self._chosen(runs, 2 if len(starts) <= FEW else 1))
            yield from rare
            if len(rare) < 2 and (not rare or len(starts) <= FEW) and len(stretch) >= min(RUN, len(tokens)):
                # frequent words only, or one word that may be the one that differs: a longer run without it
                yield from self._frequent(stretch, rare)

    def _frequent(self, stretch: Sequence[str], rare: Sequence[Phrase]) -> Iterator[Phrase]:
        """The first run of words, as long as may be, that has none of the rare word."""
        for length in range(min(LONG_RUN, len(stretch)), min(RUN, len(stretch)) - 1, -1):
            for at in range(len(stretch) - length + 1):
                run = tuple(stretch[at : at + length])
                if not rare or min(rare[0], key=self._count) not in run:
                    yield run
                    return

    def _chosen(self, runs: Sequence[Phrase], number: int) -> Iterator[Phrase]:
        """Of runs, those with the rarest words; not two for one word, which may be the one that differs."""
        sought: set[str] = set()
        for run in sorted(runs, key=self._rarest):
            rarest = min(run, key=self._count)
            if self._is_rare(rarest) and all(self._count(token) for token in run) and not sought & set(run):
                sought.add(rarest)
                yield run
            if len(sought) == number:
                return

    def _is_rare(self, token: str) -> bool:
        return 0 < self._count(token) < FREQUENT

    def _rarest(self, run: Phrase) -> int:
        return min(map(self._count, run))

    def _count(self, token: str) -> int:
        """How many statements hold a word, up to `FREQUENT`; the commonest words of English are not looked up."""
        if not _says(token):
            return FREQUENT
        if token not in self._counts:
            where, values = Search(_any([(token,)])).condition(self.connection.dialect.name, "t")
            asked = f"SELECT count(*) FROM (SELECT 1 FROM {TABLE} AS t WHERE {where} LIMIT :most) AS counted"
            counted = self.connection.execute(text(asked), {**values, "most": FREQUENT})
            self._counts[token] = int(counted.scalar_one())
        return self._counts[token]

    def _quoted(self, words: tuple[Node, ...], limit: int) -> list[int]:
        """Statements of anybody; where there are as many as the limit, first those of whom is asked about."""
        rows = self._rows(words, limit, QUOTED)
        if self.speakers and len(rows) >= limit:
            rows = list(dict.fromkeys([*self._rows((*words, by(self.speakers)), limit, QUOTED), *rows]))
        return rows

    def _rows(self, nodes: tuple[Node, ...], limit: int, also: str) -> list[int]:
        dialect = self.connection.dialect.name
        where, values = Search(All((*nodes, *self.narrowed)), also).condition(dialect, "t")
        row = "t.rowid" if dialect == "sqlite" else "t.statement"
        asked = text(f"SELECT {row} FROM {TABLE} AS t WHERE {where} LIMIT :most")
        return list(self.connection.execute(asked, {**values, "most": limit}).scalars())


def _any(phrases: Iterable[Phrase]) -> Node:
    """Any of these words said in a row."""
    return Any(tuple(Term(phrase, where="said") for phrase in dict.fromkeys(phrases) if phrase))


def _says(token: str) -> bool:
    """Whether a word is none of the commonest."""
    return any(weight(form) == 1 for form in forms_of(token)) and len(token) > 1


def _alone(tokens: Sequence[str]) -> Iterator[Phrase]:
    yield tuple(tokens)


def _phrasings(tokens: Sequence[str]) -> Iterator[Phrase]:
    """A run of words as asked, with other spellings, and with contractions written out or drawn together."""
    yield tuple(tokens)
    yield from _spelt(tokens)
    joined = " ".join(tokens)
    long = re.sub(r"(\w+)n t\b", r"\1 not", joined)
    for pattern, put in (
        (r" (?:re)\b", " are"),
        (r" ll\b", " will"),
        (r" ve\b", " have"),
        (r"\bi m\b", "i am"),
    ):
        long = re.sub(pattern, put, long)
    long = re.sub(r"\b(it|that|he|she|there|what) s\b", r"\1 is", long)
    yield tuple(long.replace("ca not", "can not").replace("wo not", "will not").split())
    for pattern_, put in _SHORTER:
        joined = pattern_.sub(put, joined)
    yield tuple(joined.split())


def _spelt(tokens: Sequence[str]) -> tuple[Phrase, ...]:
    """A run of words as asked and with each of its words spelt another way."""
    others = [
        (*tokens[:at], other, *tokens[at + 1 :])
        for at, token in enumerate(tokens)
        for other in variants(token)
    ]
    return (tuple(tokens), *others[:4])
