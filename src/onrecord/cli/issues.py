"""`onrecord issues`: the matters that you watch, each with the words that find it."""

from __future__ import annotations

from dataclasses import asdict
from typing import Annotated

import typer

from onrecord.cli.output import DatabaseOption, FormatOption, OutputFormat, note, print_rows, say
from onrecord.cli.settings import read_settings

__all__ = ["app"]

app = typer.Typer(
    help="Matters that you watch: a name, and the words that find it (onrecord find --issue NAME).",
    no_args_is_help=True,
    epilog="Example: onrecord issues add Tariffs 'tariff* OR \"trade war\"'",
    rich_markup_mode=None,
)


@app.command("add", epilog="Example: onrecord issues add Tariffs 'tariff* OR \"trade war\"'")
def add(
    name: Annotated[str, typer.Argument(metavar="NAME", help="What you call it.")],
    words: Annotated[
        list[str], typer.Argument(metavar="WORDS…", help="A search, as `onrecord find` takes it.")
    ],
    db: DatabaseOption = None,
) -> None:
    """Watch a matter. One of the same name gets the new words."""
    from onrecord.formats.words import plural
    from onrecord.record.asking import Query
    from onrecord.record.searching import count_all
    from onrecord.record.store import Store
    from onrecord.record.watching import add_issue

    with Store.open(read_settings(db).record) as store, store.writing() as connection:
        issue = add_issue(connection, name, " ".join(words))
        total = count_all(connection, Query(issue=issue.id))
    say(f"{issue.id}: {plural(total, 'statement')} on record; see: onrecord find --issue {issue.id}")


@app.command("list", epilog="Example: onrecord issues list --format json")
def list_(db: DatabaseOption = None, format: FormatOption = OutputFormat.table) -> None:
    """List the matters that you watch, with how many statements each finds."""
    from onrecord.record.asking import Query
    from onrecord.record.searching import count_all
    from onrecord.record.store import Store
    from onrecord.record.watching import list_issues

    with Store.open(read_settings(db).record, create=False) as store, store.reading() as connection:
        rows = [
            asdict(issue) | {"statements": count_all(connection, Query(issue=issue.id))}
            for issue in list_issues(connection)
        ]
    if rows or format is not OutputFormat.table:
        print_rows(rows, format, ("id", "name", "statements", "words"))
    else:
        note("no issue yet; add one with: onrecord issues add NAME WORDS")


@app.command("remove", epilog="Example: onrecord issues remove tariffs")
def remove(
    names: Annotated[list[str], typer.Argument(metavar="NAME…", help="Names or ids.")],
    db: DatabaseOption = None,
) -> None:
    """Watch matters no more. What was said on them stays on record."""
    from onrecord.record.store import Store
    from onrecord.record.watching import remove_issue

    with Store.open(read_settings(db).record, create=False) as store, store.writing() as connection:
        for name in names:
            issue = remove_issue(connection, name)
            say(f"{issue.id}: removed")
