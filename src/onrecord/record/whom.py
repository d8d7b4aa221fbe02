"""The name that an editor gives -> the speaker it means, as the article, the record or the table of people knows them.

The article's own people come first, then those of the record, then the table; who is in none of them is new.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from sqlalchemy import Connection, select

from onrecord.errors import UsageError
from onrecord.record.names import fold_name
from onrecord.record.packing import storable
from onrecord.record.rows import leaves
from onrecord.record.schema import speaker_aliases, speakers
from onrecord.speakers.identity import goes_by
from onrecord.speakers.people import People
from onrecord.speakers.people_names import name_words
from onrecord.speakers.people_rows import local_id
from onrecord.types import Article, How, Span, Speaker, SpeakerKind

__all__ = ["CORRECTED", "Party", "speaker_named"]

CORRECTED = "corrected"  # the rule by which a person resolved something


class Party(NamedTuple):
    """Who somebody is, in whatever article."""

    id: str
    name: str
    kind: SpeakerKind


def speaker_named(
    connection: Connection, names: Sequence[str], article: Article, source: Sequence[Span], people: People
) -> Speaker:
    """The speaker of a statement with this source; several names are joint speakers.

    A name may be an id (`Q…`, `local:…`) and may end in a kind in brackets (`Port Authority [organisation]`) for somebody new.

    Raises:
        UsageError: a name means several, or an id nobody.
    """
    wanted = [name.strip() for given in names for name in given.split(";") if name.strip()]
    if not wanted:
        raise UsageError("no name given; name the speaker, or say that there is none (--no-speaker)")
    found = [_party(connection, name, article, people) for name in wanted]
    members = tuple(_speaker(party, article.text, source) for party in dict.fromkeys(found))
    if len(members) == 1:
        return members[0]
    chain = tuple(source)
    id, name = "+".join(m.id for m in members), "; ".join(m.name for m in members)
    return Speaker(id, name, "group", members[0].how, None, 1.0, CORRECTED, chain, members)


def _speaker(party: Party, text: str, source: Sequence[Span]) -> Speaker:
    at = text.find(party.name)
    named_at = Span(at, at + len(party.name)) if at >= 0 else None
    chain = [*source, *([named_at] if named_at and not any(_touch(named_at, s) for s in source) else [])]
    how = _how(party, " ".join(span.of(text) for span in source))
    return Speaker(party.id, party.name, party.kind, how, named_at, 1.0, CORRECTED, tuple(chain))


def _how(party: Party, source: str) -> How:
    """How the words of the source name the speaker."""
    words = set(name_words(source))
    if not words:
        return "omitted"
    if words & set(name_words(party.name)):
        return "name"
    return "pronoun" if words <= set("he she they it we i who his her their".split()) else "description"


def _party(connection: Connection, name: str, article: Article, people: People) -> Party:
    name, kind = _kind(name)
    if re.fullmatch(r"Q\d+|local:\S+", name):
        return _by_id(connection, name, people)
    for found in (
        _in_article(name, article, people),
        _on_record(connection, name),
        (Party(p.id, p.name, p.kind) for p in people.named(name)),
        (Party(p.id, p.name, p.kind) for p in people.surnamed(name, (article.published or "")[:10] or None)),
    ):
        parties = list(dict.fromkeys(found))
        if len(parties) > 1:
            shown = ", ".join(f"{p.name} ({p.id})" for p in parties[:6])
            raise UsageError(
                f"{name!r} may be {len(parties)} speakers: {shown}; give the full name or the id"
            )
        if parties:
            return parties[0]
    return Party(local_id(name), " ".join(name.split()), kind or "person")


def _kind(name: str) -> tuple[str, SpeakerKind | None]:
    kinds: tuple[SpeakerKind, ...] = (
        "person", "government", "party", "organisation", "publication", "campaign", "document", "author",
    )  # fmt: skip
    for kind in kinds:
        if name.endswith(f"[{kind}]"):
            return name[: -len(kind) - 2].strip(), kind
    return name, None


def _by_id(connection: Connection, id: str, people: People) -> Party:
    row = connection.execute(select(speakers).where(speakers.c.speaker_id == storable(id))).one_or_none()
    if row:
        return Party(row.speaker_id, row.name, row.kind)
    if person := people.with_id(id):
        return Party(person.id, person.name, person.kind)
    raise UsageError(f"{id}: no speaker has this id; give the name")


def _in_article(name: str, article: Article, people: People) -> Iterable[Party]:
    everyone = [s.speaker for s in article.statements if s.speaker]
    everyone += [c for s in article.statements for c in s.candidates] + [
        p for c in article.contacts for p in c.parties
    ]
    parties = [leaf for speaker in everyone for leaf in leaves(speaker)]
    exact = [p for p in parties if name_words(p.name) == name_words(name)]
    return _one_each(
        Party(p.id, p.name, p.kind) for p in exact or parties if exact or goes_by(p, name, people)
    )


def _on_record(connection: Connection, name: str) -> Iterable[Party]:
    known = (
        select(speakers.c.speaker_id, speakers.c.name, speakers.c.kind)
        .join_from(speakers, speaker_aliases, speaker_aliases.c.speaker == speakers.c.id)
        .where(speaker_aliases.c.folded == fold_name(name), speaker_aliases.c.part.in_(("name", "alias")))
        .where(speakers.c.speaker_id.not_like("local:%@%"), speakers.c.kind != "group")
    )
    return _one_each(Party(*row) for row in connection.execute(known))


def _one_each(parties: Iterable[Party]) -> list[Party]:
    """One of each id, under the longest name."""
    found: dict[str, Party] = {}
    for party in sorted(parties, key=lambda p: (-len(p.name), p.name)):
        found.setdefault(party.id, party)
    return list(found.values())


def _touch(one: Span, other: Span) -> bool:
    return one.start < other.end and other.start < one.end
