"""What an editor wants of a statement -> the fields that it changes, in the record format: what becomes a correction.

Nothing is written here. `WISHES` are the changes that may be asked for.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, get_args

from sqlalchemy import Connection

from onrecord.errors import UsageError
from onrecord.formats.record import span_to_dict, speaker_to_dict
from onrecord.record.places import places_of
from onrecord.record.replaying import Said, with_quotes
from onrecord.record.whom import CORRECTED, speaker_named
from onrecord.speakers.people import People
from onrecord.statements.acts import act_of, stance_of
from onrecord.statements.find import statement_id
from onrecord.types import ACTS, Article, Kind, Span, Stance

__all__ = ["WISHES", "Desk", "changes_of", "new_statement"]

WISHES = (
    "content",
    "cue",
    "source",
    "speaker",
    "kind",
    "act",
    "stance",
    "said_on",
    "parent",
    "accept",
    "reject",
)
_CLOSED: dict[str, tuple[str, ...]] = {"act": ACTS, "stance": get_args(Stance), "kind": get_args(Kind)}
_BEFORE = 60  # characters before a cue that may make it hypothetical

Change = tuple[
    str, dict[str, Any]
]  # the field that is corrected, and the fields of the record format as they will be


@dataclass(frozen=True, slots=True)
class Desk:
    """What an editor works with: the record, the article as it stands, the table of people, and the ids that statements of
    the article have or had."""

    connection: Connection
    article: Article
    people: People
    taken: frozenset[str] = frozenset()


def changes_of(desk: Desk, said: Said, wishes: Mapping[str, Any]) -> list[Change]:
    """The corrections that give a statement what is wished; `accept` (a person found it right) and `reject` have no fields.

    Words may be given as words, as `START:END`, or as spans. `speaker`: a name, several, or None for nobody.

    Raises:
        UsageError: a wish is unknown, cannot be met, or is met already.
    """
    if unknown := [name for name in wishes if name not in WISHES]:
        raise UsageError(f"{unknown[0]!r} cannot be corrected; what can is {', '.join(WISHES)}")
    if not wishes:
        raise UsageError(
            "nothing to correct; say what is to change, as in: onrecord correct ID --speaker NAME"
        )
    made: list[Change] = []
    for field in (name for name in WISHES if name in wishes):
        if field in ("accept", "reject"):
            made.append((field, {}))
            continue
        change = _change(desk, said, field, wishes[field])
        if _same(said[field], change[field]):
            raise UsageError(f"{field} is so already; nothing was changed")
        made.append((field, change))
        said = said | change
    return made


def new_statement(desk: Desk, wishes: Mapping[str, Any]) -> Said:
    """A statement that the engine missed: `content` is needed; act, stance and kind follow from the words where not given.

    Raises:
        UsageError: as `changes_of`; or the article has such a statement.
    """
    if not wishes.get("content"):
        raise UsageError("a new statement needs --content: the words that were said, as the article has them")
    text = desk.article.text
    content = _spans(wishes["content"], text, ())
    cue = _spans(wishes["cue"], text, content) if wishes.get("cue") else ()
    source = _spans(wishes["source"], text, content + cue) if wishes.get("source") else ()
    if any(s.content == content and (s.cue, s.source) == (cue, source) for s in desk.article.statements):
        raise UsageError("the article has a statement of these words; correct that one")
    first = id = statement_id(desk.article.id, content)
    number = 2
    while id in desk.taken:
        id, number = f"{first}-{number}", number + 1
    said: Said = {
        "id": id, "parent": None, "kind": "indirect", "act": "say", "stance": "asserted",
        "content": _plain(content, text), "quoted": [], "cue": _plain(cue, text), "source": _plain(source, text),
        "speaker": None, "unnamed": None, "candidates": [], "addressee": None, "place": None, "occasion": None, "said_on": None,
        "confidence": 1.0,
    }  # fmt: skip
    said = with_quotes(said, text)
    said |= _manner(said, text)
    for field in ("speaker", "kind", "act", "stance", "said_on", "parent"):
        if wishes.get(field) is not None:
            said |= _change(desk, said, field, wishes[field])
    return said


def _same(one: Any, other: Any) -> bool:
    """Whether two values of a field say the same; of speakers their ids do."""
    if isinstance(one, dict) and isinstance(other, dict) and "id" in one:
        return bool(one["id"] == other["id"])
    return bool(one == other)


def _manner(said: Said, text: str) -> dict[str, str]:
    """Act and stance as the engine tells them by the cue."""
    cue = said["cue"][0] if said["cue"] else None
    words, at = (cue["text"], cue["start"]) if cue else ("", 0)
    content, has_source = said["content"][0]["text"], bool(said["source"])
    before = text[max(0, at - _BEFORE) : at]
    stance = stance_of(words, content=content, before=before, has_source=has_source, kind=said["kind"])
    return {"act": act_of(words, content=content, has_source=has_source), "stance": stance}


def _change(desk: Desk, said: Said, field: str, wanted: Any) -> dict[str, Any]:
    text = desk.article.text
    if field == "speaker":
        return _speaker(desk, said, wanted)
    if field in ("content", "cue", "source"):
        near = [Span(p["start"], p["end"]) for p in said["content"]]
        if not wanted and field == "content":
            raise UsageError("a statement has words; to say that it is none, reject it")
        spans = _spans(wanted, text, near) if wanted else ()
        change = {field: _plain(spans, text)}
        if field == "source":
            return change
        quotes = with_quotes(said | change, text)
        return change | {"kind": quotes["kind"], "quoted": quotes["quoted"]}
    if field in _CLOSED:
        if wanted not in _CLOSED[field]:
            raise UsageError(f"{field} {wanted!r} is not known; write one of {', '.join(_CLOSED[field])}")
        return {field: wanted} | (
            {"quoted": with_quotes(said, text, wanted)["quoted"]} if field == "kind" else {}
        )
    if field == "said_on":
        return {"said_on": _days(wanted)}
    return {"parent": _parent(desk, said, wanted)}


def _speaker(desk: Desk, said: Said, wanted: str | Sequence[str] | None) -> dict[str, Any]:
    if not wanted:
        return {"speaker": None, "candidates": []}
    source = [Span(p["start"], p["end"]) for p in said["source"]]
    names = [wanted] if isinstance(wanted, str) else wanted
    speaker = speaker_named(desk.connection, names, desk.article, source, desk.people)
    return {"speaker": speaker_to_dict(speaker, desk.article.text), "unnamed": None, "candidates": []}


def _spans(wanted: str | Sequence[Sequence[int]], text: str, near: Sequence[Span]) -> tuple[Span, ...]:
    if isinstance(wanted, str):
        return places_of(wanted, text, near)
    return places_of(",".join(f"{start}:{end}" for start, end in wanted), text)


def _plain(spans: Sequence[Span], text: str) -> list[dict[str, Any]]:
    return [span_to_dict(span, text) for span in spans]


def _days(wanted: str | None) -> dict[str, Any] | None:
    """A day, or two with `..` between; None where it is not known."""
    if not wanted:
        return None
    first, _, last = wanted.partition("..")
    try:
        days = [date.fromisoformat(day).isoformat() for day in (first, last or first)]
    except ValueError:
        raise UsageError(f"{wanted!r} is no day; write it as 2025-02-12, or 2025-02-10..2025-02-12") from None
    if days[1] < days[0]:
        raise UsageError(f"{wanted!r} ends before it begins; write the earlier day first")
    return {"earliest": days[0], "latest": days[1], "from": None, "rule": CORRECTED}


def _parent(desk: Desk, said: Said, wanted: str | None) -> str | None:
    if not wanted:
        return None
    parents = {s.id: s.parent for s in desk.article.statements}
    above: str | None = wanted
    if wanted not in parents:
        raise UsageError(f"{wanted}: the article has no statement of this id")
    while above is not None:
        if above == said["id"]:
            raise UsageError(f"{wanted} stands inside this statement itself; it cannot be its parent")
        above = parents.get(above)
    return wanted
