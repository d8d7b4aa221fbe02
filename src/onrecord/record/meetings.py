"""Who met, called or wrote to whom, over all articles: an `Asked` in, the contacts with the sentences that tell them out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Connection, Row, Select, and_, func, or_, select

from onrecord.answers import Tally
from onrecord.record.names import folded_words
from onrecord.record.packing import load, storable, unpack_contact
from onrecord.record.schema import articles, contact_parties, contacts, speaker_aliases, speakers
from onrecord.types import Contact, Span

__all__ = ["Asked", "Met", "count_by_month", "find_contacts"]


@dataclass(frozen=True, slots=True)
class Asked:
    """Which contacts are sought; what is empty does not matter. `party`: a name, or words of one, or an id; days are ISO, inclusive."""

    party: str = ""
    kind: str = ""
    status: str = ""
    since: str = ""
    until: str = ""
    limit: int = 50
    skip: int = 0


class Met(NamedTuple):
    """A contact, the sentence that tells it, and the article it stands in."""

    contact: Contact
    sentence: str
    article: str
    headline: str | None
    outlet: str | None
    published: str | None
    place: str | None
    number: int


def find_contacts(connection: Connection, asked: Asked) -> tuple[list[Met], int]:
    """A page of the contacts of current articles, the latest first, those of no known day last; and how many there are."""
    c, a = contacts.c, articles.c
    number = _narrowed(select(func.count()).select_from(contacts).where(_current()), asked)
    wanted = select(contacts, a.article_id, a.headline, a.outlet, a.published, a.text)
    ordered = (
        _narrowed(wanted.join_from(contacts, articles).where(_current()), asked)
        .order_by(func.coalesce(c.on_latest, "").desc(), func.coalesce(a.published, "").desc(), c.id)
        .limit(asked.limit)
        .offset(asked.skip)
    )
    found = [_met(row) for row in connection.execute(ordered)]
    return found, int(connection.execute(number).scalar_one())


def _met(row: Row[Any]) -> Met:
    contact = unpack_contact(row.kind, row.status, Span(row.start, row.end), load(row.details))
    sentence = " ".join(contact.evidence.of(row.text).split())
    place = contact.place.name if contact.place else None
    return Met(contact, sentence, row.article_id, row.headline, row.outlet, row.published, place, row.number)


def count_by_month(connection: Connection, asked: Asked) -> tuple[Tally, ...]:
    """How many contacts fit by the month of their last day, through time; those of no known day are left out."""
    month = func.substr(contacts.c.on_latest, 1, 7)
    counted = _narrowed(
        select(month, func.count()).select_from(contacts).where(_current(), month.is_not(None)), asked
    )
    return tuple(Tally(*row) for row in connection.execute(counted.group_by(month).order_by(month)))


def _current() -> ColumnElement[bool]:
    """Of current revisions: told by those that are not, which are few."""
    return contacts.c.article.not_in(select(articles.c.id).where(~articles.c.current))


def _narrowed(wanted: Select[Any], asked: Asked) -> Select[Any]:
    for column, value in ((contacts.c.kind, asked.kind), (contacts.c.status, asked.status)):
        if value:
            wanted = wanted.where(column == storable(value))
    if asked.since:
        wanted = wanted.where(contacts.c.on_latest >= storable(asked.since))
    if asked.until:
        wanted = wanted.where(contacts.c.on_earliest <= storable(asked.until))
    if asked.party.strip():
        wanted = wanted.where(
            contacts.c.id.in_(
                select(contact_parties.c.contact).where(contact_parties.c.speaker.in_(_called(asked.party)))
            )
        )
    return wanted


def _called(party: str) -> Select[Any]:
    """Row numbers of the speakers who go by a name, have all its words in theirs, or have that id."""
    words = folded_words(party)
    each = [
        speakers.c.id.in_(select(speaker_aliases.c.speaker).where(speaker_aliases.c.folded == word))
        for word in words
    ]
    whole = speakers.c.id.in_(
        select(speaker_aliases.c.speaker).where(speaker_aliases.c.folded == " ".join(words))
    )
    same = speakers.c.speaker_id == storable(party.strip())
    return select(speakers.c.id).where(or_(same, whole, and_(*each)) if words else same)
