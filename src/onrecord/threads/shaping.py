"""The members of a thread -> its wordings, how each departs from the fullest quotation, and what the thread is as a whole."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from hashlib import blake2b

from onrecord.answers import DRIFTS, Drift
from onrecord.threads.drift import Departure, departure
from onrecord.threads.utterance import Utterance

__all__ = ["Shape", "Wording", "face_of", "shape_of", "wording_key"]

COMPARED = 40  # wordings of a thread that are set against the fullest one: those of the most outlets


@dataclass(frozen=True, slots=True)
class Wording:
    """Members that carry the same words, the first to appear first, and how these words depart from the fullest quotation."""

    key: int
    members: tuple[Utterance, ...]
    departure: Departure


@dataclass(frozen=True, slots=True)
class Shape:
    """A thread's wordings in order of appearance; `base` is the place of the one that the others are set against."""

    wordings: tuple[Wording, ...]
    base: int
    drift: tuple[Drift, ...]
    strength: float
    speaker: tuple[str, str] | None  # id and name whom most members name
    said: tuple[str | None, str | None]


def wording_key(utterance: Utterance) -> int:
    """A number for the words of a statement, the same for the same words: 31 bits."""
    words = " ".join(utterance.stems).encode("utf-8")
    return int.from_bytes(blake2b(words, digest_size=4).digest(), "big") >> 1


def shape_of(members: Iterable[Utterance]) -> Shape:
    """Sort the members of a thread into wordings and name what drifted.

    The others are set against the wording that quotes most words; where none quotes any, against the first to appear.
    """
    groups = _grouped(members)
    firsts = [group[0] for group in groups.values()]
    base = _fullest(firsts)
    compared = set(sorted(range(len(firsts)), key=lambda i: -len(groups[wording_key(firsts[i])]))[:COMPARED])
    wordings = tuple(
        Wording(
            key, tuple(group), _departure(firsts[base], group) if i in compared else Departure((), (), 0.0)
        )
        for i, (key, group) in enumerate(groups.items())
    )
    found = {kind for w in wordings for kind in w.departure.drift}
    return Shape(
        wordings,
        base,
        tuple(kind for kind in DRIFTS if kind in found),
        max(w.departure.strength for w in wordings),
        _whom(m for w in wordings for m in w.members),
        _when([m for w in wordings for m in w.members]),
    )


def face_of(members: Iterable[Utterance]) -> tuple[str, str | None]:
    """The words that the others are set against, and the outlet that was first."""
    firsts = [group[0] for group in _grouped(members).values()]
    return firsts[_fullest(firsts)].content, firsts[0].outlet


def _grouped(members: Iterable[Utterance]) -> dict[int, list[Utterance]]:
    """The members by wording, both in order of appearance."""
    groups: defaultdict[int, list[Utterance]] = defaultdict(list)
    for member in sorted(members, key=_appeared):
        groups[wording_key(member)].append(member)
    return groups


def _fullest(firsts: Sequence[Utterance]) -> int:
    """The place of the wording that quotes most."""
    return max(range(len(firsts)), key=lambda i: (_quoted(firsts[i]), -i))


def _departure(base: Utterance, group: list[Utterance]) -> Departure:
    """How a wording departs from the base: its words do once, speaker and date may in any of its members."""
    return max((departure(base, member) for member in group[:COMPARED]), key=lambda d: d.strength)


def _appeared(member: Utterance) -> tuple[str, int]:
    return (member.published or "9999", member.key)


def _quoted(member: Utterance) -> float:
    return sum(w for w, q in zip(member.weights, member.in_quotes, strict=True) if q)


def _whom(members: Iterable[Utterance]) -> tuple[str, str] | None:
    named = Counter((m.speaker, m.name) for m in members if m.speaker and m.name)
    if not named:
        return None
    (speaker, name), _ = min(named.items(), key=lambda item: (-item[1], item[0]))
    return (speaker or "", name or "")


def _when(members: list[Utterance]) -> tuple[str | None, str | None]:
    """The days said, as the member tells that knows them best."""
    known = [(m.said_latest, m.said_earliest) for m in members if m.said_earliest and m.said_latest]
    if not known:
        return (None, None)
    narrowest = min(known, key=lambda d: (_days(d), d))
    return (narrowest[1], narrowest[0])


def _days(said: tuple[str, str]) -> int:
    from datetime import date

    return (date.fromisoformat(said[0][:10]) - date.fromisoformat(said[1][:10])).days
