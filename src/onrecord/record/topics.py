"""What statements are about: their row numbers in, the words and pairs of words that they have and others have not, out."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Sequence

from sqlalchemy import Connection

from onrecord.answers import Tally
from onrecord.record import fulltext
from onrecord.record.fulltext import Search
from onrecord.record.loading import stored_words
from onrecord.record.marks import EVERY
from onrecord.record.wording import Term, plain_words

__all__ = ["topics"]

WEIGHED = 40  # words and pairs that are looked up in the index
SAMPLE = 20_000  # statements in which they are counted
RARE = 2  # those that stand in fewer statements say little

_SMALL = frozenset(
    "a about after again against all also am an and any are as at back be because been before being between both but by can come "
    "could day did do does doing don done down each even every few for from get go going good got had has have he her here "
    "hers him his how i if in into is it its just know like ll made make many may me more most much must my need never new no nor not now "
    "of off on once one only or other our out over own people put re s said same say says see she should so some still such t "
    "take than that the their them then there these they thing things think this those through time to too two under until up us "
    "ve very want was way we well were what when where which while who whom why will with within without would year years yes "
    "yet you your".split()
)


def topics(connection: Connection, rows: Sequence[int], known: Iterable[str], most: int) -> tuple[Tally, ...]:
    """Words and pairs of words by how much they are these statements' own; words of `known` (the speaker's names) do not count.

    Each with the number of statements in which it stands.
    """
    passed = _SMALL | {word for name in known for word in plain_words(name)}
    said = [words.said for words in stored_words(connection, rows)]
    counts: Counter[str] = Counter()
    for text in said:
        counts.update(_terms(text, passed))
    often = [(term, n) for term, n in counts.most_common() if n >= min(RARE, len(said))]
    often = sorted(often, key=lambda pair: (-pair[1] * (1.5 if " " in pair[0] else 1), pair[0]))[:WEIGHED]
    since = (fulltext.newest(connection, Search(EVERY), 1, SAMPLE) or [0])[
        0
    ]  # how frequent a word is, the newest tell
    everything = max(fulltext.count(connection, Search(EVERY), SAMPLE, since), 1)
    weighed = []
    for term, n in often:
        search = Search(Term(tuple(term.split()), where="said"))
        held = fulltext.count(connection, search, SAMPLE, since)
        weighed.append((n * math.log(1 + everything / max(held, n)), term, n))
    chosen: list[tuple[str, int]] = []
    for _, term, n in sorted(weighed, key=lambda w: (-w[0], w[1])):
        # a pair and a word of it that hardly stands alone are one matter
        if not any(_covers(other, m, term, n) or _covers(term, n, other, m) for other, m in chosen):
            chosen.append((term, n))
    return tuple(Tally(term, n) for term, n in chosen[:most])


def _terms(text: str, passed: frozenset[str]) -> set[str]:
    """The words that mean something, each once, and the pairs of them that stand side by side."""
    found: set[str] = set()
    for clause in re.split(r"[.,;:!?…()“”\"\n]|\s[–—-]\s", text):
        words = plain_words(clause)
        telling = [len(w) > 2 and w not in passed and not w.isdigit() for w in words]
        found.update(w for w, tells in zip(words, telling, strict=True) if tells)
        pairs = zip(words, words[1:], telling, telling[1:], strict=False)
        found.update(f"{one} {two}" for one, two, tells, tells_too in pairs if tells and tells_too)
    return found


def _covers(pair: str, n: int, word: str, m: int) -> bool:
    return " " in pair and word in pair.split() and 2 * n >= m
