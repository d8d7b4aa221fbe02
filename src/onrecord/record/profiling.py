"""Who somebody is on record: a speaker in, a `Profile` out: what they said by date, how often, where, to whom, about what."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from operator import itemgetter
from typing import TYPE_CHECKING, Any, NamedTuple

from sqlalchemy import Connection, func, select

from onrecord.answers import Carried, Office, Profile, Tally
from onrecord.record import fulltext, marks
from onrecord.record.asking import Query
from onrecord.record.fulltext import Search
from onrecord.record.loading import reports
from onrecord.record.names import fold_name
from onrecord.record.ordering import by_time
from onrecord.record.packing import load
from onrecord.record.people import Found, Named
from onrecord.record.schema import (
    articles,
    speaker_aliases,
    speakers,
    statement_speakers,
    statements,
    thread_statements,
    threads,
)
from onrecord.record.searching import searched
from onrecord.record.topics import topics
from onrecord.record.watching import list_issues

if TYPE_CHECKING:
    from onrecord.speakers.people import People

__all__ = ["most_quoted", "one_of", "profile"]

LOOKED_AT = 300  # of so many statements, the latest, what they are about and whom they address is looked at
SHOWN = 12  # names of one tally
LAST = "\uffff"  # sorts behind every letter
CARRIED = 5
LATEST = 5


def profile(connection: Connection, named: Sequence[Named], people: People | None = None) -> Profile:
    """The profile of one person or institution, whom the record may have under several ids (`named`, the surest first)."""
    who = [n.row for n in named]
    rows = _rows(connection, who)
    latest = [row.id for row in rows[:LOOKED_AT]]
    days = [row.day for row in rows if row.day]
    person = people.with_id(named[0].speaker_id) if people else None
    names = dict.fromkeys((*(person.aliases if person else ()), *_names(connection, who)))
    own = {word for name in (named[0].name, *names) for word in name.split()}
    return Profile(
        ids=tuple(n.speaker_id for n in named),
        name=named[0].name,
        kind=named[0].kind,
        aliases=tuple(name for name in names if name != named[0].name),
        offices=_offices(person.offices if person else ()),
        statements=len(rows),
        articles=len({row.article for row in rows}),
        first=min(days, default=None),
        last=max(days, default=None),
        by_month=_by_month(days),
        by_month_published=_by_month(row.published for row in rows if row.published),
        by_outlet=_tally(row.outlet for row in rows if row.outlet),
        by_act=_tally(row.act for row in rows),
        to=_addressed(connection, latest),
        about=topics(connection, latest, own, SHOWN),
        issues=_on_issues(connection, named),
        carried=_carried(connection, who),
        latest=_latest(connection, who),
    )


def one_of(found: Found) -> bool:
    """Whether those found are one: a single speaker, or one whom the record also has under the name alone."""
    known = [named for named in found.speakers if not named.speaker_id.startswith("local:")]
    return len(found.speakers) == 1 or (found.way == "name" and len(known) < 2)


def most_quoted(connection: Connection, limit: int, beginning: str = "") -> list[tuple[Named, int]]:
    """The speakers with most statements that stand, and how many; of `beginning` those one of whose names has a word that begins so."""
    c = speakers.c
    asked = select(c.id, c.speaker_id, c.name, c.kind, c.statements).where(
        c.statements > 0, c.kind != "group"
    )
    if begun := fold_name(beginning):
        folded = speaker_aliases.c.folded
        begins = select(speaker_aliases.c.speaker).where(folded >= begun, folded < begun + LAST)
        asked = asked.where(c.id.in_(begins))
    rows = connection.execute(asked.order_by(c.statements.desc(), c.name).limit(limit))
    return [(Named(*row[:4]), row.statements) for row in rows]


class _Said(NamedTuple):
    """Of a statement, what is counted; `day` is when it was said, else published, else empty."""

    day: str
    id: int
    article: int
    act: str
    published: str | None
    outlet: str | None


def _rows(connection: Connection, who: Sequence[int]) -> list[_Said]:
    """What stands of somebody's statements, the latest first."""
    s, a = statements.c, articles.c
    day = func.coalesce(func.substr(func.coalesce(s.said_latest, a.published), 1, 10), "")
    mine = select(statement_speakers.c.statement).where(statement_speakers.c.speaker.in_(who))
    asked = (
        select(day, s.id, s.article, s.act, a.published, a.outlet)
        .join_from(statements, articles, a.id == s.article)
        .where(s.id.in_(mine), a.current, s.status != "rejected")
    )
    return sorted(map(_Said._make, connection.execute(asked)), key=itemgetter(0, 1), reverse=True)


def _by_month(days: Iterable[str]) -> tuple[Tally, ...]:
    return tuple(Tally(month, number) for month, number in sorted(Counter(day[:7] for day in days).items()))


def _on_issues(connection: Connection, named: Sequence[Named]) -> tuple[Tally, ...]:
    """How many of somebody's statements are on each issue that is watched."""
    ids = tuple(n.speaker_id for n in named)
    counted = {
        issue.name: fulltext.count(connection, searched(connection, Query(by=ids, issue=issue.id)))
        for issue in list_issues(connection)
    }
    return _tally(counted)


def _names(connection: Connection, who: Sequence[int]) -> list[str]:
    c = speaker_aliases.c
    asked = select(c.alias).where(c.speaker.in_(who), c.part.in_(("name", "alias"))).order_by(c.part, c.alias)
    return list(connection.execute(asked).scalars())


def _offices(held: Iterable[Any]) -> tuple[Office, ...]:
    found = (Office(o.title, ", ".join(filter(None, (o.of, o.country))), o.start, o.end) for o in held)
    return tuple(sorted(found, key=lambda office: office.start, reverse=True))


def _tally(names: Iterable[str] | dict[str, int]) -> tuple[Tally, ...]:
    """Names counted, or counts by name, the most frequent first."""
    ordered = sorted(Counter(names).items(), key=lambda pair: (-pair[1], pair[0]))
    return tuple(Tally(name, number) for name, number in ordered[:SHOWN] if number)


def _addressed(connection: Connection, rows: Sequence[int]) -> tuple[Tally, ...]:
    """To whom: by name where the article names them, else in its words."""
    s = statements.c
    details = select(s.article, s.details).where(s.id.in_(rows), s.details.contains('"addressee"'))
    spoken = [(row.article, load(row.details)["addressee"]) for row in connection.execute(details)]
    unnamed = {article for article, whom in spoken if not whom.get("speaker")}
    asked = select(articles.c.id, articles.c.text).where(articles.c.id.in_(unnamed))
    texts = {row.id: row.text for row in connection.execute(asked)}
    return _tally(
        whom["speaker"]["name"] if whom.get("speaker") else texts[article][slice(*whom["span"])]
        for article, whom in spoken
    )


def _carried(connection: Connection, who: Sequence[int]) -> tuple[Carried, ...]:
    """The utterances that most articles carry, each in the words of its first report."""
    t = threads.c
    asked = (
        select(threads)
        .where(t.speaker.in_(who), t.articles > 1)
        .order_by(t.articles.desc(), t.id)
        .limit(CARRIED)
    )
    found = []
    for thread in connection.execute(asked).all():
        first = connection.execute(
            select(statements.c.id)
            .join_from(thread_statements, statements, statements.c.id == thread_statements.c.statement)
            .join(articles, articles.c.id == statements.c.article)
            .where(thread_statements.c.thread == thread.id)
            .order_by(articles.c.published, statements.c.id)
            .limit(1)
        ).scalar_one()
        [report] = reports(connection, [first])
        found.append(
            Carried(thread.thread_id, report.content, thread.articles, thread.outlets, thread.first_published)
        )
    return tuple(found)


def _latest(connection: Connection, who: Sequence[int]) -> tuple[Any, ...]:
    places = by_time(connection, Search(marks.by(who)), "published", None, LATEST, 0)
    return tuple(reports(connection, [place.row for place in places]))
