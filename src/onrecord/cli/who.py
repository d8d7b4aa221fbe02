"""`onrecord who`: what is on record of somebody, or who is quoted most."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from onrecord.cli.filters import People
from onrecord.cli.output import DatabaseOption, FormatOption, OutputFormat, note, print_rows
from onrecord.cli.settings import read_settings

__all__ = ["EPILOG", "who"]

EPILOG = 'Examples: onrecord who zelensky | onrecord who "Ana Cruz" --format json | onrecord who'
COLUMNS = ("statements", "name", "kind", "id")


def who(
    name: Annotated[
        str | None, typer.Argument(metavar="[NAME]", help="A name, roughly typed, a part of one, or an id.")
    ] = None,
    limit: Annotated[
        int, typer.Option("--limit", "-n", min=1, help="Without NAME: so many of the most quoted.")
    ] = 20,
    people: People = None,
    format: FormatOption = OutputFormat.table,
    db: DatabaseOption = None,
) -> None:
    """Show what somebody said: how often and when, where, to whom, about what; without a name, who is quoted most.

    The exit code is 1 where nobody is called so, and 2 where the name fits several, who are then listed.
    """
    from onrecord.record.people import find_speakers, near_names, statement_counts
    from onrecord.record.profiling import most_quoted, one_of, profile
    from onrecord.record.store import Store
    from onrecord.speakers.people import load_people

    settings = read_settings(db, people)
    with Store.open(settings.record, create=False) as store, store.reading() as connection:
        if name is None:
            often = most_quoted(connection, limit)
            if often or format is not OutputFormat.table:
                print_rows([_row(n, number) for n, number in often], format, COLUMNS)
            if not often:
                note("nobody is on record yet; add articles with: onrecord add ARTICLE")
            raise typer.Exit(0 if often else 1)
        table = load_people(settings.people)
        found = find_speakers(connection, name, table)
        if not found.speakers:
            near = ", ".join(f"{n.name} ({n.speaker_id})" for n in near_names(connection, name))
            more = f"; did you mean {near}?" if near else ""
            note(f"nobody on record is called {name!r}{more}")
            raise typer.Exit(1)
        if not one_of(found):
            counts = statement_counts(connection, [n.row for n in found.speakers])
            note(
                f"{name!r} fits {len(found.speakers)}; name one by id, as in: onrecord who {found.speakers[0].speaker_id}"
            )
            print_rows([_row(n, counts.get(n.row, 0)) for n in found.speakers], format, COLUMNS)
            raise typer.Exit(2)
        told = profile(connection, found.speakers, table)
    from onrecord.formats.profile import print_profile, profile_to_dict

    if format is OutputFormat.table:
        print_profile(told, sys.stdout)
    elif format is OutputFormat.csv:
        rows = [{"what": field, "name": t.name, "statements": t.statements} for field in ("by_month", "by_outlet", "by_act", "to", "about") for t in getattr(told, field)]  # fmt: skip
        print_rows(rows, format, ("what", "name", "statements"))
    else:
        print_rows([profile_to_dict(told)], format, ())
    raise typer.Exit(0)


def _row(named: object, statements: int) -> dict[str, object]:
    return {
        "statements": statements,
        "name": getattr(named, "name", ""),
        "kind": getattr(named, "kind", ""),
        "id": getattr(named, "speaker_id", ""),
    }
