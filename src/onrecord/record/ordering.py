"""Which statements of a search come on a page, in which order: by rank, by the day said, or by publication, newest first.

The index's marks of time lead from year to month to day, so that neither frequent words nor far pages make it slow.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any, NamedTuple

from sqlalchemy import Connection, text

from onrecord.record import fulltext
from onrecord.record.fulltext import Search
from onrecord.record.marks import held_years
from onrecord.record.schema import articles, statements
from onrecord.record.wording import All, But, Mark, Node, within
from onrecord.record.wording import Any as Either

__all__ = ["Place", "by_rank", "by_time"]

RANKED = (
    4_000  # of more hits than these, those added last are ranked, and the others follow as they were added
)
FREQUENT = 20_000  # statements: a word that so many have tells little, and finding out how little takes long
SORTED = 4_000  # hits that are sorted rather than parted into shorter spans of time


class Place(NamedTuple):
    """A place in an order by time: the day or time, and the statement's row number."""

    when: str
    row: int


@dataclass(slots=True)
class _Page:
    """How many are still to be passed over and to be taken."""

    skip: int
    wanted: int


def by_rank(
    connection: Connection, search: Search, said: Search, words: All, page: tuple[int, int]
) -> list[int]:
    """Those whose words said hold all that is sought (`words`), then those where some of it stands around.

    `said` is the search that asks for `words` among those said only; `page`: how many to pass over, and how many to take.
    """
    left, found = _Page(*page), list[int]()
    telling = tuple(group for group in words.parts if _tells(connection, group))
    around = search.but(But(search.node, within(words, "said")))
    for part, where in ((said, within(All(telling), "said")), (around, All(telling))):
        rows = _ranked(connection, part, where if telling else None, left)
        left.wanted -= len(rows)
        found += rows
        if left.wanted <= 0:
            break
    return found


def _tells(connection: Connection, group: Node) -> bool:
    """Whether it is worth while to rank by a word: not where it stands everywhere."""
    return fulltext.count(connection, Search(group), FREQUENT) < FREQUENT


def _ranked(connection: Connection, part: Search, words: Node | None, page: _Page) -> list[int]:
    """A page of one part; what is to be passed over in the next parts is left in `page`."""
    newest = fulltext.newest(connection, part, RANKED)
    rows = newest[page.skip : page.skip + page.wanted]
    if words and rows:
        rows = fulltext.ranked(connection, newest, words, page.wanted, page.skip)
    if len(newest) == RANKED and len(rows) < page.wanted:
        rows += fulltext.newest(connection, part, page.wanted - len(rows), max(page.skip, RANKED))
    if rows:
        page.skip = 0
    elif page.skip:
        page.skip -= fulltext.count(connection, part, page.skip)
    return rows


def by_time(
    connection: Connection, search: Search, order: str, after: Place | None, limit: int, offset: int
) -> list[Place]:
    """The newest by `order` (said or published): from `after` on, else without the first `offset`."""
    page, found = _Page(0 if after else offset, limit), []
    if fulltext.count(connection, search, SORTED + 1) <= SORTED:
        return _sorted(connection, search, order, after, page)
    for part in _years(connection, search, "p" if order == "published" else "l", after):
        found += _taken(connection, part, order, after, page)
        if page.wanted <= 0:
            break
    return found


@dataclass(frozen=True, slots=True)
class _Part:
    """Hits of one span of time; `label`: its digits ("202502"), empty for no known time; `rest`: those known no closer than it."""

    search: Search
    letter: str
    label: str
    rest: bool = False

    def within(self, label: str) -> _Part:
        return _Part(self.search.but(All((self.search.node, Mark(self.letter + label)))), self.letter, label)


def _years(connection: Connection, search: Search, letter: str, after: Place | None) -> Iterator[_Part]:
    """The years in which there are hits, the last first; then the hits of no known time."""
    everything = _Part(search, letter, "")
    first, last = held_years(connection, articles.c.published if letter == "p" else statements.c.said_latest)
    if after:
        last = min(last, int(after.when[:4] or 0))
    for year in range(last, first - 1, -1):
        yield everything.within(str(year))
    yield replace(everything.within("0"), label="", rest=True)


def _taken(connection: Connection, part: _Part, order: str, after: Place | None, page: _Page) -> list[Place]:
    if page.wanted <= 0 or (after and part.label > after.when.replace("-", "")[: len(part.label)]):
        return []
    number = fulltext.count(connection, part.search, page.skip + SORTED + 1)
    if number <= page.skip:
        page.skip -= number
        return []
    if number <= SORTED or part.rest or len(part.label) == len("20250214"):
        found = _sorted(connection, part.search, order, after, page)
        page.skip, page.wanted = 0, page.wanted - len(found)
        return found
    return [place for one in _shorter(part) for place in _taken(connection, one, order, after, page)]


def _shorter(part: _Part) -> Iterator[_Part]:
    """The months of a year or the days of a month, the last first; then what is known no closer."""
    year, month = part.label[:4], part.label[4:]
    last = monthrange(int(year), int(month))[1] if month else 12
    shorter = [f"{part.label}{n:02}" for n in range(last, 0, -1)]
    yield from map(part.within, shorter)
    closer = Either(tuple(Mark(part.letter + label) for label in shorter))
    yield replace(part, search=part.search.but(But(part.search.node, closer)), rest=True)


def _sorted(
    connection: Connection, search: Search, order: str, after: Place | None, page: _Page
) -> list[Place]:
    """A page of hits, sorted by the database."""
    dialect = connection.dialect.name
    row, alike = ("t.rowid", "") if dialect == "sqlite" else ("t.statement", ' COLLATE "C"')
    join = "CROSS JOIN" if dialect == "sqlite" else "JOIN"  # SQLite: the index first, in this order
    where, values = search.condition(dialect, "t")
    tables = f"{fulltext.TABLE} AS t {join} statements AS s"
    where = f"s.id = {row} AND {where}"
    when = f"COALESCE(s.said_latest, ''){alike}"
    if order == "published":
        tables, where = f"{tables} {join} articles AS a", f"a.id = s.article AND {where}"
        when = f"COALESCE(a.published, ''){alike}"
    if dialect != "sqlite":
        tables = tables.replace(f" {join} ", ", ")
    if after:
        where += f" AND ({when}, {row}) < (CAST(:at AS text), :row)"
        values |= {"at": after.when, "row": after.row}
    asked = text(
        f"SELECT {when} AS at, {row} AS id FROM {tables} WHERE {where} "
        f"ORDER BY {when} DESC, {row} DESC LIMIT :n OFFSET :o"
    )
    rows: Any = connection.execute(asked, {**values, "n": page.wanted, "o": page.skip})
    return [Place(r.at, r.id) for r in rows]
