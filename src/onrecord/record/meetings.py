"""Who met, called or wrote to whom, over all articles: an `Asked` in, the contacts with the sentences that tell them out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Connection, Select, and_, func, or_, select

from onrecord.answers import Tally
from onrecord.record.loading import load_articles
from onrecord.record.names import folded_words
from onrecord.record.packing import storable
from onrecord.record.schema import articles, contact_parties, contacts, speaker_aliases, speakers
from onrecord.types import Contact

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
    wanted = _narrowed(
        select(contacts.c.id, contacts.c.article, contacts.c.number)
        .join_from(contacts, articles)
        .where(_current()),
        asked,
    )
    number = connection.execute(select(func.count()).select_from(wanted.subquery())).scalar_one()
    ordered = wanted.order_by(
        func.coalesce(contacts.c.on_latest, "").desc(),
        func.coalesce(articles.c.published, "").desc(),
        contacts.c.id,
    )
    rows = connection.execute(ordered.limit(asked.limit).offset(asked.skip)).all()
    held = list(dict.fromkeys(row.article for row in rows))
    loaded = dict(zip(held, load_articles(connection, held), strict=True))
    found = []
    for row in rows:
        article = loaded[row.article]
        contact = article.contacts[row.number]
        headline = article.headline.of(article.text) if article.headline else None
        place = contact.place.name if contact.place else None
        sentence = " ".join(contact.evidence.of(article.text).split())
        found.append(
            Met(
                contact,
                sentence,
                article.id,
                headline,
                article.outlet,
                article.published,
                place,
                int(row.number),
            )
        )
    return found, int(number)


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
