"""`onrecord correct` and `onrecord corrections`: an editor's changes to statements, undone again, and listed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Annotated, Any

import typer

from onrecord.cli.filters import ActChoice, KindChoice, People, StanceChoice
from onrecord.cli.output import DatabaseOption, FormatOption, OutputFormat, note, print_rows, say
from onrecord.cli.settings import read_settings

if TYPE_CHECKING:
    from onrecord.answers import Correction

__all__ = ["CORRECTIONS_EPILOG", "EPILOG", "correct", "corrections"]

EPILOG = (
    "Examples: onrecord correct 2994ff --speaker 'Tove Lindqvist' --note 'see line 3' | onrecord correct 2994ff --content "
    "'that any figure had been withheld' --act deny | onrecord correct 2994ff --reject | onrecord correct --add --article sha256:cbda --content "
    "'the pier is safe' --cue said --source Roth --speaker Roth | onrecord correct --undo | onrecord correct --undo --number 7"
)
CORRECTIONS_EPILOG = "Examples: onrecord corrections | onrecord corrections --standing --editor ada | onrecord corrections --format jsonl"
COLUMNS = (
    "number",
    "made_at",
    "editor",
    "statement",
    "field",
    "before",
    "after",
    "note",
    "undone_at",
    "undone_by",
)
NOBODY = "none"  # what is typed for no day and no parent


def correct(
    statement: Annotated[
        str | None,
        typer.Argument(
            metavar="STATEMENT",
            help="Its id, or the beginning of it, as `onrecord find --format jsonl` prints it.",
        ),
    ] = None,
    speaker: Annotated[
        list[str] | None,
        typer.Option(
            metavar="NAME",
            help="Who said it: a name or an id; given twice, joint speakers. [organisation] and the like after the name of somebody new.",
        ),
    ] = None,
    no_speaker: Annotated[bool, typer.Option("--no-speaker", help="Nobody can be named.")] = False,
    content: Annotated[
        str | None,
        typer.Option(
            metavar="WORDS",
            help="What was said: words of the article, pieces parted by ' … ', or characters such as 120:155.",
        ),
    ] = None,
    cue: Annotated[
        str | None, typer.Option(metavar="WORDS", help="The words that report it; '' for none.")
    ] = None,
    source: Annotated[
        str | None, typer.Option(metavar="WORDS", help="The words that name who; '' for none.")
    ] = None,
    kind: Annotated[
        KindChoice | None, typer.Option(help="Follows from the words where it is not given.")
    ] = None,
    act: Annotated[
        ActChoice | None,
        typer.Option(
            metavar="ACT", show_choices=False, help="say, deny, promise, … (docs/record-format.md)."
        ),
    ] = None,
    stance: Annotated[StanceChoice | None, typer.Option(help="Whether it is asserted.")] = None,
    said_on: Annotated[
        str | None,
        typer.Option(metavar="DAY", help="When it was said: 2025-02-12, 2025-02-10..2025-02-12, or none."),
    ] = None,
    parent: Annotated[
        str | None,
        typer.Option(metavar="STATEMENT", help="The statement in whose content it stands, or none."),
    ] = None,
    reject: Annotated[bool, typer.Option("--reject", help="It is no statement.")] = False,
    add: Annotated[
        bool, typer.Option("--add", help="Add a statement that was missed; needs --article and --content.")
    ] = False,
    article: Annotated[
        str | None, typer.Option(metavar="ID", help="The article, for --add: its id, or the beginning of it.")
    ] = None,
    undo: Annotated[
        bool, typer.Option("--undo", help="Undo the last correction (of the statement, if one is given).")
    ] = False,
    number: Annotated[
        int | None,
        typer.Option(
            metavar="N", help="With --undo: the correction of this number; undoing an undoing brings back."
        ),
    ] = None,
    note: Annotated[str | None, typer.Option(metavar="WORDS", help="Why.")] = None,
    editor: Annotated[
        str | None,
        typer.Option(metavar="NAME", help="Who corrects; else ONRECORD_EDITOR, else your user name."),
    ] = None,
    people: People = None,
    db: DatabaseOption = None,
    quiet: Annotated[
        bool, typer.Option("--quiet", "-q", help="Print nothing; errors are still told.")
    ] = False,
) -> None:
    """Correct a statement on record. Nothing is overwritten: each change is a dated row, kept when the article is read again,
    and can be undone.
    """  # fmt: skip
    from onrecord.errors import UsageError
    from onrecord.opened import open as open_record

    wishes = _wishes(
        speaker,
        no_speaker,
        {"content": content, "cue": cue, "source": source, "kind": kind, "act": act, "stance": stance},
    )
    for name, value in (("said_on", said_on), ("parent", parent)):
        if value is not None:
            wishes[name] = None if value.strip().lower() in ("", NOBODY) else value
    if reject:
        wishes["reject"] = True
    _one_way(statement, add, undo, number, article, wishes)
    settings = read_settings(db, people)
    with open_record(settings.record, create=False) as rec:
        by, table = editor if editor is not None else settings.editor, settings.people
        if undo:
            made = [rec.undo(number, editor=by, statement=statement, note=note)]
        elif add:
            if not article:
                raise UsageError("--add needs --article: the id of the article that holds the statement")
            made = [rec.add_statement(article, editor=by, note=note, people=table, **wishes)]
        else:
            made = rec.correct(statement or "", editor=by, note=note, people=table, **wishes)
    if not quiet:
        for correction in made:
            say(_told(correction))


def corrections(
    statement: Annotated[
        str | None,
        typer.Argument(
            metavar="STATEMENT", help="Only those of this statement: its id, or the beginning of it."
        ),
    ] = None,
    editor: Annotated[str | None, typer.Option(metavar="NAME", help="Only those of this editor.")] = None,
    standing: Annotated[
        bool, typer.Option("--standing", help="Only those that have not been undone.")
    ] = False,
    db: DatabaseOption = None,
    format: FormatOption = OutputFormat.table,
) -> None:
    """List the corrections, in the order in which they were made. Exit code 1: there are none."""  # fmt: skip
    from onrecord.opened import open as open_record

    with open_record(read_settings(db).record, create=False) as rec:
        found = rec.corrections(statement=statement, editor=editor, standing=standing)
    if found or format is not OutputFormat.table:
        plain = format in (OutputFormat.json, OutputFormat.jsonl)
        print_rows((_row(c, plain) for c in found), format, COLUMNS)
    else:
        note("no corrections; make one with: onrecord correct STATEMENT --speaker NAME")
    raise typer.Exit(0 if found else 1)


def _wishes(speaker: list[str] | None, no_speaker: bool, words: Mapping[str, str | None]) -> dict[str, Any]:
    from onrecord.errors import UsageError

    if speaker and no_speaker:
        raise UsageError("--speaker and --no-speaker: only one of them can be true")
    wishes: dict[str, Any] = {name: value for name, value in words.items() if value is not None}
    if speaker or no_speaker:
        wishes["speaker"] = speaker or None
    return wishes


def _one_way(
    statement: str | None,
    add: bool,
    undo: bool,
    number: int | None,
    article: str | None,
    wishes: Mapping[str, Any],
) -> None:
    """Refuse what cannot be done at once."""
    from onrecord.errors import UsageError

    if add and undo:
        raise UsageError("--add and --undo: one at a time")
    if undo and wishes:
        raise UsageError("--undo changes nothing else; give it alone, then correct again")
    if number is not None and not undo:
        raise UsageError("--number is for --undo")
    if article and not add:
        raise UsageError(
            "--article is for --add; to tell two statements of one id apart, write ARTICLE/STATEMENT"
        )
    if add and statement:
        raise UsageError("--add makes a new statement: give no id, or leave out --add")
    if not (statement or add or undo):
        raise UsageError(
            "name a statement by its id; see: onrecord find --format jsonl, or onrecord correct --help"
        )


def _told(c: Correction) -> str:
    """One line about a correction that was made."""
    if c.field == "undo":
        return f"{c.number}: correction {(c.after or {})['undo']} of {c.statement} undone"
    if c.field == "reject":
        return f"{c.number}: {c.statement} rejected"
    if c.field == "add":
        return f"{c.number}: {c.statement} added: {_words(c.after, 'content')}"
    return f"{c.number}: {c.statement} {c.field}: {_words(c.before, c.field)} → {_words(c.after, c.field)}"


def _row(c: Correction, plain: bool) -> dict[str, Any]:
    """A row of the list: data as it is, or words to read."""
    before, after = (c.before, c.after) if plain else (_words(c.before, c.field), _words(c.after, c.field))
    if c.field == "undo" and not plain:
        after = str((c.after or {})["undo"])
    values = {name: getattr(c, name) for name in COLUMNS}
    return values | {"article": c.article, "before": before, "after": after}


def _words(change: Mapping[str, Any] | None, field: str) -> str:
    """The value of a field as one reads it."""
    value = (change or {}).get("content" if field == "add" else field)
    if isinstance(value, list):
        return " … ".join(" ".join(piece["text"].split()) for piece in value) or "–"
    if isinstance(value, dict):
        return str(value["name"]) if "name" in value else f"{value['earliest']}..{value['latest']}"
    return str(value) if value else "–"
