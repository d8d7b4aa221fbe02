"""`onrecord people`: the user's own people, who win over the shipped table, and look-ups in both."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from onrecord.cli.output import note, say
from onrecord.cli.settings import people_file

if TYPE_CHECKING:
    from onrecord.speakers.offices import Person

__all__ = ["app"]

app = typer.Typer(
    help="Your own table of people: they win over those that onrecord ships.",
    no_args_is_help=True,
    epilog="Example: onrecord people import ministers.csv",
    rich_markup_mode=None,
)
Json = Annotated[bool, typer.Option("--json", help="Print as JSON, one object a person.")]


@app.command("import", epilog="Example: onrecord people import ministers.csv")
def import_(
    files: Annotated[
        list[Path], typer.Argument(metavar="FILE…", help="CSV or JSON Lines (columns: docs/people.md).")
    ],
    replace: Annotated[bool, typer.Option("--replace", help="Forget the people imported before.")] = False,
) -> None:
    """Take people over from CSV or JSON Lines files; a row with a known id replaces that person.

    Nothing is taken over where a file has an error; the message names the line.
    """
    from onrecord.speakers.people_rows import read_user_rows, write_user_rows

    home = people_file()
    kept = {} if replace or not home.exists() else {p.id: p for p in read_user_rows(home)}
    before = len(kept)
    read = [person for file in files for person in read_user_rows(file)]
    kept |= {person.id: person for person in read}
    write_user_rows(home, kept.values())
    typer.echo(f"{len(read)} people read, {len(kept) - before} of them new; {len(kept)} in {home}")


@app.command("list", epilog="Example: onrecord people list --json")
def list_(json: Json = False) -> None:
    """List the people that you imported."""
    from onrecord.speakers.people_rows import read_user_rows

    home = people_file()
    _show(
        read_user_rows(home) if home.exists() else [],
        json,
        "nobody imported yet; see: onrecord people import --help",
    )


@app.command("remove", epilog="Example: onrecord people remove local:tove-lindqvist")
def remove(
    ids: Annotated[
        list[str], typer.Argument(metavar="ID…", help="Ids as `onrecord people list` prints them.")
    ],
) -> None:
    """Forget people that you imported."""
    from onrecord.errors import UsageError
    from onrecord.speakers.people_rows import read_user_rows, write_user_rows

    home = people_file()
    people = read_user_rows(home) if home.exists() else []
    if unknown := set(ids) - {p.id for p in people}:
        raise UsageError(f"{min(unknown)}: not among the imported people; see: onrecord people list")
    write_user_rows(home, (p for p in people if p.id not in ids))
    typer.echo(f"{len(set(ids))} removed, {len(people) - len(set(ids))} left")


@app.command(
    "find",
    epilog='Examples: onrecord people find "Viktor Orbán" | onrecord people find "French president" --on 2016-05-01',
)
def find(
    words: Annotated[str, typer.Argument(metavar="NAME|TITLE", help="A full name, a surname, or an office.")],
    on: Annotated[
        str | None,
        typer.Option(metavar="DATE", help="The day that offices are asked for; today if not given."),
    ] = None,
    json: Json = False,
) -> None:
    """Look up who somebody is, or who held an office on a day, in your table and in ours. Exit code 1: nobody."""
    from onrecord.speakers import load_people

    day = _day(on) if on else date.today().isoformat()
    people = load_people(people_file())
    found = people.named(words) or people.holders(words, on=day) or people.surnamed(words, day)
    _show(list(found), json, f"nobody found for {words!r} on {day}", day)
    raise typer.Exit(0 if found else 1)


def _day(written: str) -> str:
    from onrecord.errors import UsageError

    try:
        return date.fromisoformat(written).isoformat()
    except ValueError:
        raise UsageError(f"--on {written}: not a date; write it as 2025-01-20") from None


def _show(people: list[Person], json: bool, nobody: str, day: str | None = None) -> None:
    from onrecord.formats.record import to_json
    from onrecord.speakers.people_rows import person_to_fields

    if json:
        for person in people:
            typer.echo(to_json(person_to_fields(person)))
        return
    if not people:
        note(nobody)
    for person in people:
        held = [o for o in person.offices if day is None or o.held_on(day)] or person.offices[-1:]
        offices = "; ".join(
            " ".join(
                filter(
                    None,
                    (
                        o.title,
                        o.of and f"({o.of})",
                        o.country and f"of {o.country}",
                        f"{o.start or '?'}..{o.end}",
                    ),
                )
            )
            for o in held
        )
        say(f"{person.name}  {person.id}" + (f"  {offices}" if offices else ""))
