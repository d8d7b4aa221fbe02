"""What of an article has no column -> compact JSON, and back: the record format's names, spans as [start, end]; and times as texts.

What is empty is left out. JSON is ASCII, so that no text, however odd, is refused by a database.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from onrecord.types import Addressee, Contact, Occasion, Place, Span, Speaker, Unnamed, When

__all__ = [
    "dump",
    "exact",
    "iso",
    "load",
    "pack_contact",
    "pack_place",
    "pack_span",
    "pack_spans",
    "pack_speaker",
    "pack_when",
    "restore",
    "storable",
    "unpack_addressee",
    "unpack_contact",
    "unpack_occasion",
    "unpack_place",
    "unpack_span",
    "unpack_spans",
    "unpack_speaker",
    "unpack_unnamed",
    "unpack_when",
    "utc",
]

Packed = dict[str, Any]


def storable(words: str) -> str:
    """The words as every database takes them: a NUL and half a surrogate pair become U+FFFD, and no character moves.

    >>> storable("as\\0is") == "as\\ufffdis"
    True
    """
    if "\0" in words:
        words = words.replace("\0", "\ufffd")
    try:
        words.encode("utf-8")
    except UnicodeEncodeError:
        return "".join("\ufffd" if "\ud800" <= c <= "\udfff" else c for c in words)
    return words


def exact(words: str) -> dict[str, list[int]] | None:
    """Which characters `storable` replaces: places by code point; None where it replaces none."""
    kept = storable(words)
    if kept == words:
        return None
    places: dict[str, list[int]] = {}
    for at, (was, now) in enumerate(zip(words, kept, strict=True)):
        if was != now:
            places.setdefault(str(ord(was)), []).append(at)
    return places


def restore(words: str, places: dict[str, list[int]] | None) -> str:
    """Undo `storable` by what `exact` noted."""
    if not places:
        return words
    letters = list(words)
    for code, where in places.items():
        for at in where:
            letters[at] = chr(int(code))
    return "".join(letters)


def utc(hours: int = 0) -> str:
    """The time now, or so many hours from now, as the record writes times: UTC, ISO, whole seconds, as in 2026-03-05T09:30:00Z."""
    return iso(datetime.now(UTC) + timedelta(hours=hours))


def iso(at: datetime) -> str:
    """A time in UTC as the record writes times.

    >>> iso(datetime(2026, 3, 5, 9, 30, tzinfo=UTC))
    '2026-03-05T09:30:00Z'
    """
    return at.isoformat(timespec="seconds").replace("+00:00", "Z")


def dump(packed: Any) -> str:
    """Compact ASCII JSON."""
    return json.dumps(packed, separators=(",", ":"))


def load(packed: str | None) -> Packed:
    """What `dump` wrote; nothing is an empty dict."""
    return json.loads(packed) if packed else {}


def pack_span(span: Span | None) -> list[int] | None:
    return None if span is None else [span.start, span.end]


def unpack_span(packed: Sequence[int] | None) -> Span | None:
    return None if packed is None else Span(*packed)


def pack_spans(spans: Iterable[Span]) -> list[list[int]]:
    return [[span.start, span.end] for span in spans]


def unpack_spans(packed: Iterable[Sequence[int]]) -> tuple[Span, ...]:
    return tuple(Span(*span) for span in packed)


def pack_speaker(speaker: Speaker) -> Packed:
    return _filled(
        id=speaker.id,
        name=speaker.name,
        kind=speaker.kind,
        how=speaker.how,
        named_at=pack_span(speaker.named_at),
        confidence=speaker.confidence,
        rule=speaker.rule,
        chain=pack_spans(speaker.chain),
        members=[pack_speaker(m) for m in speaker.members],
    )


def unpack_speaker(packed: Packed) -> Speaker:
    return Speaker(
        id=packed["id"],
        name=packed["name"],
        kind=packed["kind"],
        how=packed["how"],
        named_at=unpack_span(packed.get("named_at")),
        confidence=packed["confidence"],
        rule=packed.get("rule", ""),
        chain=unpack_spans(packed.get("chain", ())),
        members=tuple(unpack_speaker(m) for m in packed.get("members", ())),
    )


def unpack_unnamed(packed: Packed | None) -> Unnamed | None:
    return Unnamed(Span(*packed["description"]), packed.get("number")) if packed else None


def unpack_addressee(packed: Packed | None) -> Addressee | None:
    if not packed:
        return None
    speaker = packed.get("speaker")
    return Addressee(Span(*packed["span"]), unpack_speaker(speaker) if speaker else None)


def pack_place(place: Place | None) -> Packed | None:
    if place is None:
        return None
    return _filled(span=pack_span(place.span), name=place.name, country=place.country)


def unpack_place(packed: Packed | None) -> Place | None:
    return Place(Span(*packed["span"]), packed["name"], packed.get("country")) if packed else None


def unpack_occasion(packed: Packed | None) -> Occasion | None:
    return Occasion(Span(*packed["span"]), packed["kind"]) if packed else None


def pack_when(when: When | None) -> Packed | None:
    """`{"earliest", "latest", "from", "rule"}`."""
    if when is None:
        return None
    return _filled(
        earliest=when.earliest, latest=when.latest, **{"from": pack_span(when.from_span)}, rule=when.rule
    )


def unpack_when(packed: Packed | None) -> When | None:
    if not packed:
        return None
    return When(packed["earliest"], packed["latest"], unpack_span(packed.get("from")), packed["rule"])


def pack_contact(contact: Contact) -> Packed:
    return _filled(
        parties=[pack_speaker(p) for p in contact.parties],
        place=pack_place(contact.place),
        on=pack_when(contact.on),
    )


def unpack_contact(kind: str, status: str, evidence: Span, packed: Packed) -> Contact:
    return Contact(
        kind=kind,
        status=status,
        parties=tuple(unpack_speaker(p) for p in packed.get("parties", ())),
        place=unpack_place(packed.get("place")),
        on=unpack_when(packed.get("on")),
        evidence=evidence,
    )


def _filled(**values: Any) -> Packed:
    """Only what is there; numbers and names stay, whatever they are."""
    return {k: v for k, v in values.items() if v is not None and v != [] and (v != "" or k not in _MAY_LACK)}


_MAY_LACK = frozenset(("rule",))
