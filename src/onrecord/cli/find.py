"""`onrecord find`: search the record."""

from __future__ import annotations

import sys
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, cast

import typer

from onrecord.cli.choices import ActChoice, HowChoice, KindChoice, OrderChoice, StanceChoice
from onrecord.cli.output import DatabaseOption, opened_output
from onrecord.cli.settings import read_settings

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from onrecord.answers import Reports
    from onrecord.record.asking import Query
    from onrecord.record.people import Found
    from onrecord.speakers.people import People

__all__ = ["EPILOG", "find"]

EPILOG = (
    "Examples: onrecord find tariffs --by Trump | onrecord find '\"fair share\" OR spending -gas' --from 2025 | "
    "onrecord find --by zelensky --said-on 2025-02-12..2025-02-14 --act deny | onrecord find nato -f csv -o nato.csv"
)
NAMED = 5  # speakers that a note names


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
    by: Annotated[
        list[str] | None,
        typer.Option(metavar="NAME", help="Said by: a name, roughly typed, a part of one, or an id. Repeatable, as are all below that name something."),
    ] = None,
    about: Annotated[
        str, typer.Option(metavar="WORDS", help="These stand in the words said or in the sentence around, whatever WORDS rank.")
    ] = "",
    outlet: Annotated[list[str] | None, typer.Option(metavar="NAME", help="Published by: a name or words of it.")] = None,
    from_: Annotated[str | None, typer.Option("--from", metavar="DATE", help="Published on or after: 2025-02-14, 2025-02 or 2025.")] = None,
    to: Annotated[str | None, typer.Option(metavar="DATE", help="Published on or before.")] = None,
    said_on: Annotated[
        str | None, typer.Option(metavar="DATE|RANGE", help="Said on a day, in a month or year, or in a range such as 2025-02-12..2025-02-14, as far as is known.")
    ] = None,
    said_from: Annotated[str | None, typer.Option(metavar="DATE", help="Said on or after.")] = None,
    said_to: Annotated[str | None, typer.Option(metavar="DATE", help="Said on or before.")] = None,
    kind: Annotated[list[KindChoice] | None, typer.Option(help="How much of it is quoted.")] = None,
    act: Annotated[list[ActChoice] | None, typer.Option(help="What was done by saying it.", show_choices=False, metavar="ACT")] = None,
    stance: Annotated[list[StanceChoice] | None, typer.Option(help="Whether it is asserted, denied, hearsay or hypothetical.")] = None,
    how: Annotated[list[HowChoice] | None, typer.Option(help="How the speaker is named.")] = None,
    issue: Annotated[str | None, typer.Option(metavar="NAME", help="Of a matter that you watch (onrecord issues).")] = None,
    min_confidence: Annotated[float, typer.Option(min=0.0, max=1.0, help="Leave out statements that are less sure than this.")] = 0.0,
    order: Annotated[OrderChoice | None, typer.Option(help="By rank, or the latest said or published first. Default: rank where WORDS are given, else published.")] = None,
    limit: Annotated[int, typer.Option("--limit", "-n", min=1, help="So many statements.")] = 20,
    page: Annotated[int, typer.Option(min=1, help="The first --limit statements are page 1.")] = 1,
    after: Annotated[str | None, typer.Option(metavar="PLACE", help="Go on where a page ended, by what it named as `next`.")] = None,
    people: Annotated[Path | None, typer.Option(metavar="FILE", help="A table of people to use in place of the one you imported (docs/people.md).")] = None,
    format: Annotated[Format, typer.Option("--format", "-f", help="How to print what is found.")] = Format.table,
    output: Annotated[Path | None, typer.Option("--output", "-o", help="Write to this file.")] = None,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="No notes; errors are still told.")] = False,
    db: DatabaseOption = None,
) -> None:  # fmt: skip
    """Search what is on record: by words, by who said it, when, where and how.

    Words said rank before words around. What is revised or rejected is not found. The exit code is 1 where nothing is found.
    """
    from onrecord.errors import UsageError
    from onrecord.record.asking import Query, days_of

    if format is Format.parquet and output is None:
        raise UsageError("--format parquet: name a file to write to with -o")
    if said_on and (said_from or said_to):
        raise UsageError("--said-on: says all; leave out --said-from and --said-to, or it")
    first, last = days_of(said_on, "--said-on") if said_on else (None, None)
    query = Query(
        words=" ".join(words or ()), by=tuple(by or ()), about=about, outlet=tuple(outlet or ()),
        published_from=days_of(from_, "--from")[0] if from_ else None,
        published_to=days_of(to, "--to")[1] if to else None,
        said_from=days_of(said_from, "--said-from")[0] if said_from else first,
        said_to=days_of(said_to, "--said-to")[1] if said_to else last,
        kind=tuple(kind or ()), act=tuple(act or ()), stance=tuple(stance or ()), how=tuple(how or ()),
        min_confidence=min_confidence, issue=issue, order=order.value if order else None,
        limit=limit, offset=(page - 1) * limit, after=after,
    )  # fmt: skip
    settings = read_settings(db, people)
    if people and not people.is_file():
        raise UsageError(f"--people {people}: no such file; name a CSV or JSON Lines file of people")
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
        _note(f"nobody on record is called {name!r}" + (f"; did you mean {near}?" if near else ""))
        return
    named = "; ".join(f"{n.name} ({n.speaker_id})" for n in who.speakers[:NAMED])
    more = f" and {len(who.speakers) - NAMED} more" if len(who.speakers) > NAMED else ""
    if len(who.speakers) > 1:
        _note(f"{name!r} fits {named}{more}; for one of them: --by {who.speakers[0].speaker_id}")
    elif who.way == "sound":
        _note(f"{name!r} is taken for {named}")
    elif who.others:
        others = "; ".join(f"{n.name} ({n.speaker_id})" for n in who.others[:NAMED])
        _note(f"{name!r} is taken for {named}; not for {others}")


def _tell_nothing(connection: Connection, query: Query, people: People | None) -> None:
    """What the record does hold."""
    from onrecord.record.asking import Query
    from onrecord.record.outlets import list_outlets
    from onrecord.record.searching import find
    from onrecord.record.summing import summary

    held = summary(connection)
    if not held.statements:
        _note("nothing found: the record is empty; add articles with: onrecord add ARTICLE")
        return
    days = f", published {held.first[:10]} to {held.last[:10]}" if held.first and held.last else ""
    _note(
        f"nothing found; the record holds {held.statements:,} statements from {held.articles:,} articles{days}"
    )
    if query.outlet and not find(connection, Query(outlet=query.outlet, limit=1), people):
        _note("its outlets: " + ", ".join(list_outlets(connection)[:20]))
    elif query.by and (said := find(connection, Query(by=query.by, limit=1), people)):
        _note(f"{said.counted} by {', '.join(query.by)}; leave out a condition to see them")


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


def _note(words: str) -> None:
    print(f"onrecord: {words}", file=sys.stderr)
