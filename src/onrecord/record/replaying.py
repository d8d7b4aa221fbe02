"""What the engine read and what editors changed of it -> the statements as they stand. Pure: no database.

Statements and changes are plain data in the record format. A statement as it stands is the engine's with its standing
corrections laid over it in the order in which they were made; nothing else counts, so an undone correction leaves no trace.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from onrecord.answers import Correction
from onrecord.reading.plain import lay_out
from onrecord.statements.quotes import Quotation, find_quotations, kind_of, quoted_parts
from onrecord.types import Span

__all__ = ["NotHere", "Said", "Standing", "moved", "replay", "stands", "with_quotes"]

Said = dict[str, Any]  # a statement in the record format
LEAST_SHARE = (
    0.5  # of the characters of two contents that must be the same for them to be one statement read twice
)


class NotHere(Exception):
    """Words of a correction that the text does not have, or has more than once."""


@dataclass(frozen=True, slots=True)
class Standing:
    """A statement as it stands. `machine` is the engine's version where a correction lies over it; `source` the place of
    that version among those given to `replay`, None where the engine has none."""

    said: Said
    status: str  # machine, corrected, rejected, added
    machine: Said | None
    source: int | None


def stands(correction: Correction) -> bool:
    """Whether a correction counts: not undone, and no undoing itself."""
    return correction.undone_at is None and correction.field != "undo"


def replay(text: str, machine: Sequence[Said], made: Mapping[str, Sequence[Correction]]) -> list[Standing]:
    """The statements of an article of this text, in reading order.

    `machine` are the engine's, in order; `made` the corrections by the id of the statement, in the order they were made. The
    engine's statement is that of the same id, else the one whose content shares most with it; else the statement as it was
    when it was first corrected is put back.
    """
    standing = {
        id: [c for c in all_ if stands(c)]
        for id, all_ in made.items()
        if any(map(stands, all_)) and (all_[0].field != "add" or stands(all_[0]))
    }
    bases = {id: base for id in standing if (base := _base(made[id], text))}
    pairs = _pair(machine, bases, standing)
    renamed = {machine[at]["id"]: id for id, at in pairs.items()}
    corrected = {at: id for id, at in pairs.items()}
    found = []
    for at, said in enumerate(machine):
        said = said | {"parent": renamed.get(said["parent"], said["parent"])}
        id = corrected.get(at)
        if id is None:
            found.append(Standing(said, "machine", None, at))
        else:
            now, rejected = _laid_over(said, standing[id], text)
            found.append(Standing(now | {"id": id}, "rejected" if rejected else "corrected", machine[at], at))
    for id, base in bases.items():
        if id not in pairs:
            now, rejected = _laid_over(base, standing[id], text)
            status = "rejected" if rejected else "added" if made[id][0].field == "add" else "corrected"
            _insert(found, Standing(now | {"id": id}, status, None, None))
    return found


def with_quotes(said: Said, text: str, kind: str | None = None) -> Said:
    """The statement with `quoted` and `kind` as the marks in the text tell them; a `kind` that is given stands."""
    quotations = _quotations(text)
    content = [Span(s["start"], s["end"]) for s in said["content"]]
    cue = Span(said["cue"][0]["start"], said["cue"][0]["end"]) if said["cue"] else None
    kind = kind or kind_of(content, quotations, text, cue)
    parts = quoted_parts(content, quotations, text, cue) if kind != "indirect" else ()
    return said | {
        "kind": kind,
        "quoted": [{"start": p.start, "end": p.end, "text": p.of(text)} for p in parts],
    }


def moved(value: Any, text: str, shift: int = 0) -> Any:
    """Plain data whose spans point into this text: where their words stand `shift` further on, or where they were, else where
    the text has them once.

    Raises:
        NotHere: there is no such place.
    """
    if isinstance(value, list):
        return [moved(each, text, shift) for each in value]
    if not isinstance(value, Mapping):
        return value
    found = {name: moved(each, text, shift) for name, each in value.items()}
    if "start" not in value:
        return found
    words = value["text"]
    for start in (value["start"] + shift, value["start"]):
        if start >= 0 and text.startswith(words, start):
            break
    else:
        start = text.find(words)
        if start < 0 or text.find(words, start + 1) >= 0:
            raise NotHere(words)
    return found | {"start": start, "end": start + len(words)}


def _laid_over(base: Said, standing: Sequence[Correction], text: str) -> tuple[Said, bool]:
    """The statement with the corrections laid over it, and whether it is rejected."""
    said, kind, rejected, moves = dict(base), None, False, False
    for correction in standing:
        if correction.field == "reject":
            rejected = True
            continue
        try:
            change = moved(dict(correction.after or {}), text, _shift(correction.snapshot or {}, text))
        except NotHere:
            continue  # the text of this revision has no such words
        said |= change
        moves = moves or correction.field in ("content", "cue")
        kind = change["kind"] if correction.field == "kind" else kind
    if moves or kind:
        said = with_quotes(said, text, kind)
    return said | {"confidence": 1.0}, rejected


def _base(made: Sequence[Correction], text: str) -> Said | None:
    """The statement as it was when it was first corrected; None where the text does not have its words."""
    first = made[0]
    said = dict((first.after if first.field == "add" else first.snapshot) or {})
    try:
        return dict(moved(said, text, _shift(said, text))) if said else None
    except NotHere:
        return None


def _shift(said: Mapping[str, Any], text: str) -> int:
    """How far the longest piece of the content has moved; 0 where it stands where it was, or nobody can tell."""
    pieces = sorted(said.get("content", ()), key=lambda piece: -len(piece["text"]))
    for piece in pieces[:1]:
        words, start = piece["text"], piece["start"]
        at = text.find(words)
        if not text.startswith(words, start) and at >= 0 and text.find(words, at + 1) < 0:
            return int(at - start)
    return 0


def _pair(
    machine: Sequence[Said], bases: Mapping[str, Said], standing: Mapping[str, Sequence[Correction]]
) -> dict[str, int]:
    """For each corrected statement the place of the engine's, where it has one."""
    places = {said["id"]: at for at, said in enumerate(machine)}
    pairs = {id: places[id] for id in standing if id in places}
    free = set(range(len(machine))) - set(pairs.values())
    for id, base in bases.items():
        if id in pairs:
            continue
        shares = [(_share(base, machine[at]), -at) for at in free]
        best, at = max(shares, default=(0.0, 0))
        if best >= LEAST_SHARE:
            pairs[id] = -at
            free.discard(-at)
    return pairs


def _share(one: Said, other: Said) -> float:
    """Characters that both contents have, of those that either has."""
    ours, theirs = (
        {at for piece in said["content"] for at in range(piece["start"], piece["end"])}
        for said in (one, other)
    )
    return len(ours & theirs) / len(ours | theirs) if ours & theirs else 0.0


def _insert(found: list[Standing], new: Standing) -> None:
    """Put a statement before the first that begins after it."""
    start = _start(new.said)
    at = next((n for n, each in enumerate(found) if _start(each.said) > start), len(found))
    found.insert(at, new)


def _start(said: Said) -> int:
    return min(int(s["start"]) for role in ("content", "cue", "source") for s in said[role])


@lru_cache(maxsize=4)
def _quotations(text: str) -> list[Quotation]:
    """By the layout of the text alone, so that an article that was imported is read as the one it was exported from."""
    return find_quotations(text, [block.span for block in lay_out(text).blocks])
