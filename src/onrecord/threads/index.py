"""An utterance -> the few keys under which others like it are found, so that no two statements need be compared blindly.

Three sorts, each hashed to an integer of 63 bits:

- *wording*: shingles of four words, thinned by winnowing (Schleimer, Wilkerson and Aiken 2003), at any distance in time:
  a shared stretch of seven words is always found;
- *speaker*: the speaker and one telling word, within a week;
- *matter*: two telling words together, within a week, for sources that nobody names or that are named otherwise.

A bucket holds at most `FULL` statements: what everybody says is found through its first reports. So a statement costs
the same however large the record is.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache
from hashlib import blake2b
from itertools import combinations

from onrecord.speakers.people_names import name_words
from onrecord.threads.utterance import Utterance

__all__ = ["FULL", "keys_of", "seeking_keys"]

FULL = 48  # statements a bucket holds
SHINGLE = 4  # words
WINDOW = 4  # shingles of which one is kept
WORDINGS = 12  # keys of wording a statement has at most
SPOKEN = 8  # telling words that go with the speaker
PAIRED = 4  # telling words that are taken by twos
NEAR = (-1, 0, 1)  # weeks in which a like statement is sought


def keys_of(utterance: Utterance) -> frozenset[int]:
    """The keys under which a statement is kept."""
    return frozenset((*_wordings(utterance), *_matters(utterance, (0,))))


def seeking_keys(utterance: Utterance) -> frozenset[int]:
    """The keys under which statements like it are sought: its own, and those of the weeks around."""
    return frozenset((*_wordings(utterance), *_matters(utterance, NEAR)))


def _wordings(utterance: Utterance) -> Iterator[int]:
    """Hashes of shingles: the least of every window, so that two statements choose alike from what they share."""
    stems = utterance.stems
    if len(stems) < SHINGLE:
        return
    hashes = [_hashed(" ".join(stems[i : i + SHINGLE])) for i in range(len(stems) - SHINGLE + 1)]
    chosen = {min(hashes[i : i + WINDOW]) for i in range(max(1, len(hashes) - WINDOW + 1))}
    yield from sorted(chosen)[:WORDINGS]


def _matters(utterance: Utterance, weeks: Iterable[int]) -> Iterator[int]:
    if utterance.week is None:
        return
    telling = utterance.telling
    named = _surname(utterance.name) if utterance.name else ""
    for week in (utterance.week + w for w in weeks):
        if named:
            for word in telling[:SPOKEN]:
                yield _hashed(f"{week} {named}: {word}")
        for pair in combinations(sorted(telling[:PAIRED]), 2):
            yield _hashed(f"{week} {' '.join(pair)}")


@lru_cache(maxsize=65536)
def _surname(name: str) -> str:
    """What all ways to name a speaker share most often: the last word of the name, of joint speakers the first one's."""
    return " ".join(name_words(name.split("; ")[0])[-1:])


@lru_cache(maxsize=65536)
def _hashed(text: str) -> int:
    return int.from_bytes(blake2b(text.encode("utf-8"), digest_size=8).digest(), "big") >> 1
