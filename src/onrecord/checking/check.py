"""Did X say Y? A record, a quotation and a name in; the `Check`, with its evidence, out. The one part that asks the store."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from sqlalchemy import Connection, func, select

from onrecord.answers import Check
from onrecord.checking.aligning import said_in
from onrecord.checking.candidates import LookUps
from onrecord.checking.comparing import Fit, compare
from onrecord.checking.judging import Asked, Found, judge
from onrecord.checking.quoting import Quote, quote_of
from onrecord.errors import UsageError
from onrecord.record.fulltext import Search, count
from onrecord.record.loading import reports
from onrecord.record.marks import EVERY, by, outlet_is, published_in
from onrecord.record.outlets import find_outlets
from onrecord.record.people import find_speakers
from onrecord.record.schema import articles, spans, statement_speakers, statements
from onrecord.record.wording import All, Node
from onrecord.types import Span

if TYPE_CHECKING:
    from onrecord.speakers.people import People

__all__ = ["CheckOptions", "Whom", "check_quote", "whom_by"]

CLOSE = 36  # statements that share runs of words with a quotation, at most, that are set against it
CLOSE_SHORT = 200  # the same for a word or two, which many have outside their quotation marks
GIST = 40  # the same for those that share its rarer words
AT_ONCE = 12  # statements set against it before it is asked whether they are enough
TOLD = 16  # statements whose sentences are fetched, of those asked about and of others
PARAPHRASED = 1  # the rank of a fit that has none of the words in a row
DECIDED = ("verbatim", "altered")


@dataclass(frozen=True, slots=True)
class CheckOptions:
    """`limit`: how much evidence to give; `outlet`, and `since` and `until` (ISO dates of publication): where to look."""

    limit: int = 5
    outlet: str | None = None
    since: str | None = None
    until: str | None = None


@dataclass(frozen=True, slots=True)
class Whom:
    """Who is asked about: the name as typed, and the speakers it was taken to mean, by row number and name."""

    typed: str
    speakers: tuple[int, ...]
    names: tuple[str, ...]


def whom_by(connection: Connection, typed: str, people: People | None = None) -> Whom:
    """Whom a name, typed roughly, means. A bare surname that the record also holds as a name of its own means all who bear it."""
    named = find_speakers(connection, typed, people)
    found = named.speakers
    if found and all(s.kind == "person" and " " not in s.name for s in found) and named.way == "name":
        found += named.others
    return Whom(typed, tuple(s.row for s in found), tuple(dict.fromkeys(s.name for s in found)))


def check_quote(
    connection: Connection, quote: str, whom: Whom | None = None, options: CheckOptions | None = None
) -> Check:
    """What the record holds of a quotation, by `whom` or, where that is None, by anybody.

    Raises:
        UsageError: there is no word in the quotation.
    """
    options = options or CheckOptions()
    asked = quote_of(quote)
    if not asked.wording.words:
        raise UsageError(
            f'{quote!r}: no words to check; give what was said, as in: onrecord check "the words"'
        )
    narrowed = tuple(_narrowed(connection, options))
    search = LookUps(connection, asked, narrowed, whom.speakers if whom else ())
    close = CLOSE if len(asked.wording.words) > 2 else CLOSE_SHORT
    fits = _close(connection, asked, search.worded()[:close], whom, options.limit)
    if not any(fit.verdict in DECIDED for fit in fits.values()):
        fits |= _fits(connection, asked, [row for row in search.gist()[:GIST] if row not in fits])
    found = _found(connection, fits, whom)
    question = Asked(
        quote,
        asked,
        whom.typed if whom else None,
        frozenset(whom.speakers) if whom else None,
        whom.names if whom else (),
        options.limit,
    )
    check = judge(question, found)
    if check.verdict in DECIDED or not (whom or narrowed):
        return check
    return replace(check, statements=_statements(connection, whom, narrowed))


def _close(
    connection: Connection, asked: Quote, rows: Sequence[int], whom: Whom | None, enough: int
) -> dict[int, Fit]:
    """How the quotation fits statements, likeliest first: until enough have it verbatim, or some in a row have none of it."""
    fits: dict[int, Fit] = {}
    for at in range(0, len(rows), AT_ONCE):
        some = _fits(connection, asked, rows[at : at + AT_ONCE])
        fits |= some
        if fits and not any(fit.rank > PARAPHRASED for fit in some.values()):
            break
        verbatim = [row for row, fit in fits.items() if fit.verdict == "verbatim"]
        if whom is not None and verbatim:
            column = statement_speakers.c
            theirs = select(func.count()).where(
                column.statement.in_(verbatim), column.speaker.in_(whom.speakers)
            )
            if (connection.execute(theirs).scalar() or 0) >= enough:
                break
        elif len(verbatim) > enough:
            break
    return fits


def _fits(connection: Connection, asked: Quote, rows: Sequence[int]) -> dict[int, Fit]:
    """How the quotation fits statements; those that have too little of it are left out."""
    if not rows:
        return {}
    roles: dict[int, dict[str, list[Span]]] = defaultdict(lambda: {"content": [], "quoted": []})
    of_roles = select(spans).where(spans.c.statement.in_(rows), spans.c.role.in_(("content", "quoted")))
    for row in connection.execute(of_roles.order_by(spans.c.statement, spans.c.start)):
        roles[row.statement][row.role].append(Span(row.start, row.end))
    words = select(
        statements.c.id,
        statements.c.start,
        func.substr(articles.c.text, statements.c.start + 1, statements.c.end - statements.c.start).label(
            "words"
        ),
    ).join_from(statements, articles)
    fits = {}
    for row in connection.execute(words.where(statements.c.id.in_(rows))):
        said = said_in(row.words, roles[row.id]["content"], roles[row.id]["quoted"], row.start)
        if fit := compare(asked, said):
            fits[row.id] = fit
    return fits


def _found(connection: Connection, fits: dict[int, Fit], whom: Whom | None) -> list[Found]:
    """The likeliest fits, those of whom is asked about and the others, with what is needed to cite them."""
    if not fits:
        return []
    whose: dict[int, set[int]] = defaultdict(set)
    asked = select(statement_speakers).where(statement_speakers.c.statement.in_(list(fits)))
    for row in connection.execute(asked):
        whose[row.statement].add(row.speaker)
    ordered = sorted(fits, key=lambda row: (-fits[row].rank, -fits[row].likeness, row))
    theirs = set(whom.speakers if whom else ())
    mine = [row for row in ordered if whose[row] & theirs][:TOLD]
    rows = mine + [row for row in ordered if not whose[row] & theirs][:TOLD]
    told = reports(connection, rows)
    return [Found(report, fits[row], frozenset(whose[row])) for row, report in zip(rows, told, strict=True)]


def _narrowed(connection: Connection, options: CheckOptions) -> Iterator[Node]:
    """Where to look, as marks of the index."""
    if options.outlet is not None:
        yield outlet_is(find_outlets(connection, options.outlet))
    if options.since or options.until:
        yield published_in(options.since, options.until)


def _statements(connection: Connection, whom: Whom | None, narrowed: tuple[Node, ...]) -> int:
    """How many statements the record holds, where it was looked, of those asked about, or of anybody. Not asked for the whole record:
    the answer would take longer than the check."""
    whose = by(whom.speakers) if whom else EVERY
    return count(connection, Search(All((whose, *narrowed))))
