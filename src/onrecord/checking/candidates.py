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
from typing import Any

from sqlalchemy import Connection, text

from onrecord.checking.comparing import Quote
from onrecord.checking.forms import forms_of, variants, weight
from onrecord.record.fulltext import TABLE

__all__ = ["Narrowing", "Search"]

Phrase = tuple[str, ...]
Lookup = tuple[tuple[Phrase, ...], ...]  # of each group, any phrase

FREQUENT = 3000  # statements: counting stops there, and a word that so many hold is frequent
CHUNK, CHUNKS = 8, 5  # words of a piece from which two runs are looked up, and how many times at most
RUN, LONG_RUN = 3, 5  # words of a run; of one that has only frequent words
WHOLE, PER_RUN, TOGETHER = 50, 40, 40  # statements that one look-up may give
LONGEST_PHRASE = 40
GIST_WORDS = 6
_TOKEN = re.compile(r"[^\W_]+")
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


@dataclass(frozen=True, slots=True)
class Narrowing:
    """Which statements are looked at: those an outlet published, from one day to another (ISO dates, both included)."""

    outlet: str | None = None
    since: str | None = None
    until: str | None = None


@dataclass(slots=True)
class Search:
    """The look-ups for one quotation. `speakers`: row numbers of those asked about, whose statements are never crowded out."""

    connection: Connection
    quote: Quote
    narrowing: Narrowing = Narrowing()
    speakers: tuple[int, ...] = ()
    _counts: dict[str, int] = field(default_factory=dict)

    def worded(self) -> list[int]:
        """Statements that share runs of words with the quotation."""
        found: dict[int, float] = defaultdict(float)
        pieces = [self._tokens(*piece) for piece in self.quote.pieces]
        for piece in pieces:
            whole = (tuple(dict.fromkeys(_phrasings(piece[:LONGEST_PHRASE]))),)
            for row in self._both(whole, WHOLE):
                found[row] += 10 * len(piece)
        for run in dict.fromkeys(run for piece in pieces for run in self._runs(piece)):
            rows = self._both((_spelt(run),), PER_RUN)
            for row in rows:
                found[row] += 1 / len(rows)
        return sorted(found, key=lambda row: (-found[row], row))

    def gist(self) -> list[int]:
        """Statements, of those asked about if anybody is, that share the quotation's rarer words."""
        tokens = dict.fromkeys(token for piece in self.quote.pieces for token in self._tokens(*piece))
        rarest = sorted((t for t in tokens if _says(t) and self._count(t)), key=self._count)[:GIST_WORDS]
        if not rarest:
            return []
        many = 3 if len(rarest) > 2 and self._count(rarest[1]) >= FREQUENT else 2
        found: dict[int, int] = defaultdict(int)
        alone = [(token,) for token in rarest if self._count(token) <= TOGETHER]
        for some in (*alone, *combinations(rarest, min(many, len(rarest)))):
            groups = tuple(_spelt((token,)) for token in some)
            for row in self._rows(groups, TOGETHER, bool(self.speakers)):
                found[row] += 1
        return sorted(found, key=lambda row: (-found[row], row))

    def _tokens(self, first: int, last: int) -> list[str]:
        """The words of a piece as the index has them."""
        of, words = self.quote.wording, self.quote.wording.words[first:last]
        return [t.lower() for t in _TOKEN.findall(of.text[words[0].start : words[-1].end])] if words else []

    def _runs(self, tokens: Sequence[str]) -> Iterator[Phrase]:
        """Two runs of words from every stretch of a piece, those whose rarest word is the rarest."""
        starts = list(range(0, len(tokens), CHUNK))
        if len(starts) > CHUNKS:  # as many, spread over the piece
            starts = [starts[round(i * (len(starts) - 1) / (CHUNKS - 1))] for i in range(CHUNKS)]
        for start in starts:
            stretch = tokens[start : start + CHUNK + RUN - 1]
            yield from self._chosen([tuple(stretch[at : at + RUN]) for at in range(len(stretch) - RUN + 1)])
            if len(stretch) >= RUN and sum(map(self._is_rare, stretch)) < 2:  # frequent words only: longer runs
                yield tuple(tokens[start : start + LONG_RUN])
                yield tuple(stretch[-LONG_RUN:])

    def _chosen(self, runs: Sequence[Phrase]) -> Iterator[Phrase]:
        """Of runs, the two with the rarest words; not two for one word, which may be the one that differs."""
        sought: set[str] = set()
        for run in sorted(runs, key=self._rarest):
            rarest = min(run, key=self._count)
            if self._is_rare(rarest) and all(self._count(token) for token in run) and not sought & set(run):
                sought.add(rarest)
                yield run
            if len(sought) == 2:
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
            dialect = self.connection.dialect.name
            bound = {"words": _WRITTEN[dialect]((((token,),),)), "most": FREQUENT}
            self._counts[token] = int(self.connection.execute(text(_COUNTS[dialect]), bound).scalar() or 0)
        return self._counts[token]

    def _both(self, lookup: Lookup, limit: int) -> list[int]:
        """Statements of anybody; where there are as many as the limit, first those of whom is asked about."""
        rows = self._rows(lookup, limit, False)
        if self.speakers and len(rows) >= limit:
            rows = list(dict.fromkeys([*self._rows(lookup, limit, True), *rows]))
        return rows

    def _rows(self, lookup: Lookup, limit: int, by: bool) -> list[int]:
        dialect = self.connection.dialect.name
        if not any(phrase for group in lookup for phrase in group):
            return []
        bound: dict[str, Any] = {"words": _WRITTEN[dialect](lookup), "most": limit}
        kept = list(_narrowed(self.narrowing, bound))
        if by:
            names = {f"by{i}": speaker for i, speaker in enumerate(self.speakers)}
            kept.append(_BY.format(", ".join(f":{name}" for name in names)))
            bound |= names
        asked = _ROWS[dialect].format("".join(f" AND {condition}" for condition in kept))
        return list(self.connection.execute(text(asked), bound).scalars())


def _says(token: str) -> bool:
    """Whether a word is none of the commonest."""
    return any(weight(form) == 1 for form in forms_of(token)) and len(token) > 1


def _phrasings(tokens: Sequence[str]) -> Iterator[Phrase]:
    """A run of words as asked, with other spellings, and with contractions written out or drawn together."""
    yield tuple(tokens)
    yield from _spelt(tokens)
    joined = " ".join(tokens)
    long = re.sub(r"\b(\w+)n t\b", r"\1 not", joined)
    for pattern, put in ((r" (?:re)\b", " are"), (r" ll\b", " will"), (r" ve\b", " have"), (r"\bi m\b", "i am")):
        long = re.sub(pattern, put, long)
    long = re.sub(r"\b(it|that|he|she|there|what) s\b", r"\1 is", long)
    yield tuple(long.replace("ca not", "can not").replace("wo not", "will not").split())
    for pattern_, put in _SHORTER:
        joined = pattern_.sub(put, joined)
    yield tuple(joined.split())


def _spelt(tokens: Sequence[str]) -> tuple[Phrase, ...]:
    """A run of words as asked and with each of its words spelt another way."""
    others = [
        (*tokens[:at], other, *tokens[at + 1 :]) for at, token in enumerate(tokens) for other in variants(token)
    ]
    return (tuple(tokens), *others[:4])


def _narrowed(narrowing: Narrowing, bound: dict[str, Any]) -> Iterator[str]:
    for name, condition in _CONDITIONS.items():
        if value := getattr(narrowing, name):
            bound[name] = value
            yield condition


def _for_sqlite(lookup: Lookup) -> str:
    groups = (" OR ".join(f'"{" ".join(phrase)}"' for phrase in group if phrase) for group in lookup)
    return f"said : ({' AND '.join(f'({group})' for group in groups if group)})"


def _for_postgresql(lookup: Lookup) -> str:
    return " & ".join(f"({' | '.join(_one(phrase) for phrase in group if phrase)})" for group in lookup if any(group))


def _one(phrase: Iterable[str]) -> str:
    return f"({' <-> '.join(f'{token}:A' for token in phrase)})"


_WRITTEN = {"sqlite": _for_sqlite, "postgresql": _for_postgresql}
_CONDITIONS = {
    "outlet": "lower(a.outlet) = lower(:outlet)",
    "since": "a.published >= :since",
    "until": "substr(a.published, 1, 10) <= :until",
}
_BY = "EXISTS (SELECT 1 FROM statement_speakers x WHERE x.statement = s.id AND x.speaker IN ({}))"
_KEPT = " AND s.status <> 'rejected' AND a.current{} LIMIT :most"
_ROWS = {
    "sqlite": (
        f"SELECT s.id FROM {TABLE} CROSS JOIN statements s ON s.id = {TABLE}.rowid JOIN articles a ON a.id = s.article "
        f"WHERE {TABLE} MATCH :words" + _KEPT
    ),
    "postgresql": (
        f"SELECT s.id FROM {TABLE} w JOIN statements s ON s.id = w.statement JOIN articles a ON a.id = s.article "
        "WHERE w.words @@ to_tsquery('english', :words)" + _KEPT
    ),
}
_COUNTS = {
    "sqlite": f"SELECT count(*) FROM (SELECT rowid FROM {TABLE} WHERE {TABLE} MATCH :words LIMIT :most)",
    "postgresql": (
        f"SELECT count(*) FROM (SELECT 1 FROM {TABLE} WHERE words @@ to_tsquery('english', :words) LIMIT :most) AS some"
    ),
}
