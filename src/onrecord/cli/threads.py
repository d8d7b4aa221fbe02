"""`onrecord threads` and `onrecord thread`: what was reported more than once, and how its wording drifted."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import asdict
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, Any, cast

import typer

from onrecord.cli.filters import By, From, Outlets, To, published_days
from onrecord.cli.output import DatabaseOption, FormatOption, OutputFormat, note, print_rows
from onrecord.cli.settings import read_settings

if TYPE_CHECKING:
    from onrecord.answers import Drift, Thread

__all__ = ["EPILOG", "EPILOG_ONE", "thread", "threads"]

EPILOG = 'Examples: onrecord threads --drift | onrecord threads "harbour bridge" --by Lindqvist | onrecord threads --kind speaker,merged --min-articles 3 --format csv'
EPILOG_ONE = "Example: onrecord thread t1f0a22c9b3"
COLUMNS = ("thread", "articles", "outlets", "first", "first_outlet", "speaker", "drift", "strength", "words")
REPORTED = ("outlet", "published", "speaker", "variant", "drift", "wire", "words", "article", "statement")


class Order(StrEnum):
    spread = "spread"
    drift = "drift"
    recent = "recent"


def threads(
    words: Annotated[
        list[str] | None, typer.Argument(metavar="WORDS", help="Words that a statement of the thread has.")
    ] = None,
    drift: Annotated[bool, typer.Option("--drift", help="Only threads whose wordings drifted.")] = False,
    kind: Annotated[
        str | None,
        typer.Option(
            metavar="KINDS",
            help="Only with one of these kinds of drift, as in --kind cut,speaker: any of cut, added, replaced, scare-quoted, merged, speaker, date.",
        ),
    ] = None,
    by: By = None,
    outlet: Outlets = None,
    from_: From = None,
    to: To = None,
    min_articles: Annotated[int, typer.Option(min=1, help="Reported by at least so many articles.")] = 1,
    order: Annotated[
        Order,
        typer.Option(
            help="By articles (spread), by how far wordings part (drift), or newest first (recent)."
        ),
    ] = Order.spread,
    limit: Annotated[int, typer.Option("--limit", "-n", min=1, help="At most so many.")] = 20,
    db: DatabaseOption = None,
    format: FormatOption = OutputFormat.table,
) -> None:
    """List statements that several reports carry, or one article tells more than once.

    Days are those of the first report. The exit code is 1 where nothing is found.
    """
    from onrecord.record.store import Store
    from onrecord.speakers import load_people
    from onrecord.threads import ThreadQuery, find_threads

    settings = read_settings(db)
    first, last = published_days(from_, to)
    query = ThreadQuery(
        words=" ".join(words or ()),
        by=tuple(by or ()),
        outlet=tuple(outlet or ()),
        first_from=first,
        first_to=last,
        drift=cast("tuple[Drift, ...]", tuple(k.strip() for k in kind.split(",")) if kind else ()),
        drifted=drift,
        min_articles=min_articles,
        order=order.value,
        limit=limit,
    )
    people = load_people(settings.people) if by else None
    with Store.open(settings.record, create=False) as store, store.reading() as connection:
        found = find_threads(connection, query, people)
    if found or format is not OutputFormat.table:
        if format in (OutputFormat.json, OutputFormat.jsonl):
            print_rows((_listed(t) for t in found), format, COLUMNS)
        else:
            print_rows((_row(t) for t in found), format, COLUMNS)
    else:
        note("no thread fits; a thread is a statement that two reports carry")
    raise typer.Exit(0 if found else 1)


def thread(
    id: Annotated[str, typer.Argument(metavar="ID", help="As `onrecord threads` prints it.")],
    db: DatabaseOption = None,
    format: FormatOption = OutputFormat.table,
) -> None:
    """Show one thread: its wordings side by side, word by word, and who carried them when.

    Without colour, [-words-] are those that a wording lacks and {+words+} those that it has in their place.
    """
    from onrecord.formats.threads import print_thread
    from onrecord.record.store import Store
    from onrecord.threads import load_thread

    with Store.open(read_settings(db).record, create=False) as store, store.reading() as connection:
        found = load_thread(connection, id)
    if format in (OutputFormat.json, OutputFormat.jsonl):
        print_rows([asdict(found)], format, ())
    elif format is OutputFormat.csv:
        print_rows(_reported(found), format, REPORTED)
    else:
        print_thread(found, sys.stdout)


def _listed(found: Thread) -> dict[str, Any]:
    row = asdict(found)
    del row["variants"], row["against"]
    return row


def _row(found: Thread) -> dict[str, Any]:
    return {
        "thread": found.id,
        "articles": found.articles,
        "outlets": found.outlets,
        "first": (found.first_published or "")[:10],
        "first_outlet": found.first_outlet,
        "speaker": found.speaker,
        "drift": ", ".join(found.drift),
        "strength": f"{found.strength:.2f}" if found.drift else "",
        "words": found.words,
    }


def _reported(found: Thread) -> Iterator[dict[str, Any]]:
    for number, variant in enumerate(found.variants, 1):
        for report in variant.reports:
            yield {
                "outlet": report.outlet,
                "published": report.published,
                "speaker": report.speaker or report.unnamed,
                "variant": number,
                "drift": " ".join(variant.drift),
                "wire": variant.wire,
                "words": variant.words,
                "article": report.article,
                "statement": report.statement,
            }
