"""`onrecord find`: search the record."""

from __future__ import annotations

import sys
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, cast

import typer

from onrecord.cli.filters import (
    About,
    Acts,
    By,
    From,
    Hows,
    Issue,
    Kinds,
    MinConfidence,
    Outlets,
    People,
    SaidFrom,
    SaidOn,
    SaidTo,
    Stances,
    To,
    published_days,
    said_days,
)  # fmt: skip
from onrecord.cli.output import DatabaseOption, note, opened_output
from onrecord.cli.settings import read_settings

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from onrecord.answers import Reports
    from onrecord.record.asking import Query
    from onrecord.record.people import Found
    from onrecord.speakers import people as tables

__all__ = ["EPILOG", "find"]

EPILOG = (
    "Examples: onrecord find tariffs --by Trump | onrecord find '\"fair share\" OR spending -gas' --from 2025 | "
    "onrecord find --by zelensky --said-on 2025-02-12..2025-02-14 --act deny | onrecord find nato -f csv -o nato.csv"
)
NAMED = 5  # speakers that a note names


class Order(StrEnum):
    rank = "rank"
    said = "said"
    published = "published"


class Format(StrEnum):
    table = "table"
    json = "json"
    jsonl = "jsonl"
    csv = "csv"
    parquet = "parquet"


def find(
    words: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[WORDS]",
            help='All must occur, in any inflection: "words in a row", -without, begins*, this OR that.',
        ),
    ] = None,
    by: By = None,
    about: About = "",
    outlet: Outlets = None,
    from_: From = None,
    to: To = None,
    said_on: SaidOn = None,
    said_from: SaidFrom = None,
    said_to: SaidTo = None,
    kind: Kinds = None,
    act: Acts = None,
    stance: Stances = None,
    how: Hows = None,
    issue: Issue = None,
    min_confidence: MinConfidence = 0.0,
    order: Annotated[Order | None, typer.Option(help="By rank, or the latest said or published first. Default: rank where WORDS are given, else published.")] = None,
    limit: Annotated[int, typer.Option("--limit", "-n", min=1, help="So many statements.")] = 20,
    page: Annotated[int, typer.Option(min=1, help="The first --limit statements are page 1.")] = 1,
    after: Annotated[str | None, typer.Option(metavar="PLACE", help="Go on where a page ended, by what it named as `next`.")] = None,
    people: People = None,
    format: Annotated[Format, typer.Option("--format", "-f", help="How to print what is found.")] = Format.table,
    output: Annotated[Path | None, typer.Option("--output", "-o", help="Write to this file.")] = None,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="No notes; errors are still told.")] = False,
    db: DatabaseOption = None,
) -> None:  # fmt: skip
    """Search what is on record: by words, by who said it, when, where and how.

    Words said rank before words around. What is revised or rejected is not found. The exit code is 1 where nothing is found.
    """
    from onrecord.errors import UsageError
    from onrecord.record.asking import query_of

    if format is Format.parquet and output is None:
        raise UsageError("--format parquet: name a file to write to with -o")
    published, said = published_days(from_, to), said_days(said_on, said_from, said_to)
    query = query_of(
        " ".join(words or ()), by=by, about=about, outlet=outlet, kind=kind, act=act, stance=stance, how=how, issue=issue,
        published_from=published[0], published_to=published[1], said_from=said[0], said_to=said[1], min_confidence=min_confidence,
        order=order.value if order else None, limit=limit, offset=(page - 1) * limit, after=after,
    )  # fmt: skip
    settings = read_settings(db, people)
    found = _found(settings.record, settings.people, query, quiet)
    if found:
        _write(found, query, format, output)
        if not quiet:
            _more(found, query, page, format)
    raise typer.Exit(0 if found else 1)


def _found(record: str, people_file: Path, query: Query, quiet: bool) -> Reports:
    from onrecord.record.searching import find, meant_by
    from onrecord.record.store import Store
    from onrecord.speakers.people import load_people

    with Store.open(record, create=False) as store, store.reading() as connection:
        people = load_people(people_file) if query.by else None
        meant = meant_by(connection, query, people)
        if not quiet:
            for name, who in meant:
                _tell_who(connection, name, who)
        found = find(connection, query, people)
        if not found and not quiet:
            _tell_nothing(connection, query, people)
        return found


def _tell_who(connection: Connection, name: str, who: Found) -> None:
    """A note where a name fits several or nobody, or was not typed as it is written."""
    from onrecord.record.people import near_names

    if not who.speakers:
        near = ", ".join(f"{n.name} ({n.speaker_id})" for n in near_names(connection, name))
        note(f"nobody on record is called {name!r}" + (f"; did you mean {near}?" if near else ""))
        return
    named = "; ".join(f"{n.name} ({n.speaker_id})" for n in who.speakers[:NAMED])
    more = f" and {len(who.speakers) - NAMED} more" if len(who.speakers) > NAMED else ""
    if len(who.speakers) > 1:
        note(f"{name!r} fits {named}{more}; for one of them: --by {who.speakers[0].speaker_id}")
    elif who.way == "sound":
        note(f"{name!r} is taken for {named}")
    elif who.others:
        others = "; ".join(f"{n.name} ({n.speaker_id})" for n in who.others[:NAMED])
        note(f"{name!r} is taken for {named}; not for {others}")


def _tell_nothing(connection: Connection, query: Query, people: tables.People | None) -> None:
    """What the record does hold."""
    from onrecord.record.asking import Query
    from onrecord.record.outlets import list_outlets
    from onrecord.record.searching import find
    from onrecord.record.summing import summary

    held = summary(connection)
    if not held.statements:
        note("nothing found: the record is empty; add articles with: onrecord add ARTICLE")
        return
    days = f", published {held.first[:10]} to {held.last[:10]}" if held.first and held.last else ""
    note(
        f"nothing found; the record holds {held.statements:,} statements from {held.articles:,} articles{days}"
    )
    if query.outlet and not find(connection, Query(outlet=query.outlet, limit=1), people):
        note("its outlets: " + ", ".join(list_outlets(connection)[:20]))
    elif query.by and (said := find(connection, Query(by=query.by, limit=1), people)):
        note(f"{said.counted} by {', '.join(query.by)}; leave out a condition to see them")


def _write(found: Reports, query: Query, format: Format, output: Path | None) -> None:
    if format is Format.parquet:
        assert output is not None
        _write_parquet(found, output)
        return
    from onrecord.formats.record import to_json
    from onrecord.formats.tabular import csv_line

    with opened_output(output) as out:
        if format is Format.table:
            from onrecord.formats.reports import print_reports
            from onrecord.record.highlighting import hits

            print_reports(found, out, lambda texts: hits(texts, query.words, query.about))
        elif format is Format.json:
            told = {"total": found.total, "at_least": found.at_least, "next": found.next}
            out.write(to_json({**told, "statements": found.to_dicts()}, indent=1) + "\n")
        elif format is Format.jsonl:
            out.writelines(to_json(row) + "\n" for row in found.to_dicts())
        else:
            rows = found.to_dicts()
            out.write(csv_line(rows[0]))
            for row in rows:
                cells = row | {"quoted": " | ".join(cast(list[str], row["quoted"]))}
                out.write(csv_line(" ".join(c.split()) if isinstance(c, str) else c for c in cells.values()))


def _write_parquet(found: Reports, output: Path) -> None:
    table = found.to_arrow()
    from pyarrow.parquet import write_table

    part = output.with_name(output.name + ".part")
    try:
        write_table(table, part)
        part.replace(output)
    except OSError as error:
        from onrecord.errors import UsageError

        part.unlink(missing_ok=True)
        raise UsageError(f"{output}: cannot be written ({error.strerror}); check the folder") from error


def _more(found: Reports, query: Query, page: int, format: Format) -> None:
    """How many there are, and how to see more."""
    if found.next is None and page == 1 and query.after is None:
        line = found.counted
    else:
        line = f"{len(found)} of {found.counted}"
        if found.next:
            line += f"; more: --after {found.next}" if query.after else f"; more: --page {page + 1}"
    print(line, file=sys.stdout if format is Format.table and sys.stdout.isatty() else sys.stderr)
