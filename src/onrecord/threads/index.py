"""An utterance -> the few keys under which others like it are found, so that no two statements need be compared blindly.

Three sorts, each hashed to an integer of 63 bits:

- *wording*: shingles of four words, thinned by winnowing (Schleimer, Wilkerson and Aiken 2003), at any distance in time:
  a shared stretch of seven words is always found;
- *speaker*: the speaker and one telling word, within a week;
- *matter*: two telling words, the most telling ones or neighbours in the content, within a week, for sources that nobody
  names or that are named otherwise. Neighbours find the short report in the long one.

Words are taken by their first letters: "resign" and "resignation" meet.

A bucket holds at most `FULL` statements: what everybody says is found through its first reports. So a statement costs
the same however large the record is.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from hashlib import blake2b
from itertools import combinations, pairwise

from onrecord.speakers.people_names import name_words
from onrecord.threads.utterance import Utterance

__all__ = ["FULL", "keys_and_seeking", "keys_of", "seeking_keys"]

FULL = 48  # statements a bucket holds
SHINGLE = 4  # words
WINDOW = 4  # shingles of which one is kept
WORDINGS = 12  # keys of wording a statement has at most
SPOKEN = 12  # telling words that go with the speaker
PAIRED = 3  # telling words that are taken by twos
NEIGHBOURS = 16  # pairs of telling words that stand next to each other
APART = 3  # words by which neighbours may be apart
BEGINNING = 6  # letters of a word that count
SPREAD = 0x9E3779B97F4A7C15  # parts the keys of one matter in several weeks (2^64 by the golden ratio; Knuth)


def keys_of(utterance: Utterance) -> frozenset[int]:
    """The keys under which a statement is kept."""
    return keys_and_seeking(utterance)[0]


def seeking_keys(utterance: Utterance) -> frozenset[int]:
    """The keys under which statements like it are sought: its own, and those of the weeks around."""
    return keys_and_seeking(utterance)[1]


def keys_and_seeking(utterance: Utterance) -> tuple[frozenset[int], frozenset[int]]:
    """`keys_of` and `seeking_keys` at once."""
    wordings, week = frozenset(_wordings(utterance)), utterance.week
    if week is None:
        return wordings, wordings
    matters = set(_matters(utterance))
    kept = wordings.union(_in_week(matter, week) for matter in matters)
    return kept, kept.union(_in_week(matter, week + w) for matter in matters for w in (-1, 1))


def _wordings(utterance: Utterance) -> Iterator[int]:
    """Hashes of shingles: the least of every window, so that two statements choose alike from what they share."""
    stems = utterance.stems
    if len(stems) < SHINGLE:
        return
    hashes = [_hashed(" ".join(stems[i : i + SHINGLE])) for i in range(len(stems) - SHINGLE + 1)]
    chosen = {min(hashes[i : i + WINDOW]) for i in range(max(1, len(hashes) - WINDOW + 1))}
    yield from sorted(chosen)[:WORDINGS]


def _matters(utterance: Utterance) -> Iterator[int]:
    telling = list(dict.fromkeys(stem[:BEGINNING] for stem in utterance.telling))
    if utterance.name:
        named = _surname(utterance.name)
        for word in telling[:SPOKEN]:
            yield _hashed(f"{named}: {word}")
    for pair in (*combinations(sorted(telling[:PAIRED]), 2), *_neighbours(utterance)):
        yield _hashed(" ".join(pair))


def _neighbours(utterance: Utterance) -> list[tuple[str, str]]:
    """Pairs of telling words that stand next to each other, small words left out; the most telling ones, each sorted."""
    telling = set(utterance.telling)
    places = [place for place, stem in enumerate(utterance.stems) if stem in telling]
    best: dict[tuple[str, str], float] = {}
    for here, there in pairwise(places):
        one, other = sorted(utterance.stems[place][:BEGINNING] for place in (here, there))
        if there - here <= APART and one != other:
            weight = utterance.weights[here] + utterance.weights[there]
            best[one, other] = max(best.get((one, other), 0.0), weight)
    return sorted(best, key=lambda pair: (-best[pair], pair))[:NEIGHBOURS]


@lru_cache(maxsize=65536)
def _surname(name: str) -> str:
    """What all ways to name a speaker share most often: the last word of the name, of joint speakers the first one's."""
    return " ".join(name_words(name.split("; ")[0])[-1:])


@lru_cache(maxsize=65536)
def _hashed(text: str) -> int:
    return int.from_bytes(blake2b(text.encode("utf-8"), digest_size=8).digest(), "big") >> 1


def _in_week(matter: int, week: int) -> int:
    return (matter + week * SPREAD) % 2**63
