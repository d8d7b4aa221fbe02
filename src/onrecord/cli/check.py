"""`onrecord check`: did X say Y? The verdict on a quotation, or on many, with the evidence."""

from __future__ import annotations

import sys
from enum import StrEnum
from pathlib import Path
from typing import IO, TYPE_CHECKING, Annotated, Any, NamedTuple

import typer

from onrecord.cli.filters import From, To, published_days
from onrecord.cli.output import DatabaseOption
from onrecord.cli.progress import progress
from onrecord.cli.settings import read_settings

if TYPE_CHECKING:
    from onrecord.answers import Check

__all__ = ["EPILOG", "check"]

EPILOG = (
    'Examples: onrecord check "We have the steel" | onrecord check "We have the steel" --by lindqvist | '
    "onrecord check --file quotes.csv --format jsonl | cat quotes.txt | onrecord check -"
)


class Format(StrEnum):
    table = "table"
    json = "json"
    jsonl = "jsonl"
    claim_review = "claim-review"


class _Asked(NamedTuple):
    quote: str
    by: str | None


def check(
    quote: Annotated[
        str | None,
        typer.Argument(
            metavar="QUOTE",
            help="What is said to have been said; - reads quotations from standard input, one a line.",
        ),
    ] = None,
    by: Annotated[
        str | None, typer.Option(metavar="NAME", help="Who is said to have said it; typed roughly, or an id.")
    ] = None,
    file: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE",
            help="Check many: a text file with a quotation a line, or CSV with the columns quote and by.",
        ),
    ] = None,
    limit: Annotated[
        int, typer.Option("--limit", "-n", min=0, help="At most so much evidence for a quotation.")
    ] = 5,
    from_: From = None,
    to: To = None,
    outlet: Annotated[
        str | None, typer.Option(metavar="NAME", help="Only what this outlet published.")
    ] = None,
    format: Annotated[
        Format,
        typer.Option(
            "--format",
            "-f",
            help="How to print the verdicts; claim-review: schema.org's, as JSON-LD, one a line.",
        ),
    ] = Format.table,
    db: DatabaseOption = None,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="Print nothing: the exit code tells.")] = False,
) -> None:
    """Did X say Y? What the record holds of a quotation: verbatim, altered, partial, said by someone else, paraphrased only, or
    not on record, each with the sentence it stands in.

    Exit codes, as of grep: 0 where every quotation is on record verbatim (of the speaker asked about), 1 where one is not, 2 on a
    mistake. What is not on record may have been said all the same.
    """
    from onrecord.checking.check import CheckOptions
    from onrecord.opened import open as open_record

    asked = _asked(quote, by, file)
    options = CheckOptions(limit, outlet, *published_days(from_, to))
    settings = read_settings(db)
    verbatim = True
    with (
        open_record(settings.record, create=False) as record,
        progress("quotations", len(asked), quiet=quiet, prints=True) as step,
    ):
        write = _Writer(format, sys.stdout, len(asked) > 1)
        for item in asked:
            found = record.check(item.quote, by=item.by, options=options, people=settings.people)
            verbatim = verbatim and found.verdict == "verbatim"
            if not quiet:
                write(found)
            step()
        if not quiet:
            write.end()
    raise typer.Exit(0 if verbatim else 1)


def _asked(quote: str | None, by: str | None, file: Path | None) -> list[_Asked]:
    """The quotations to check."""
    from onrecord.errors import UsageError

    if (quote is None) == (file is None):
        raise UsageError('name one: a quotation, as in: onrecord check "We have the steel", or --file FILE')
    if quote == "-":
        lines = sys.stdin.read().splitlines()
    elif file is None:
        return [_Asked(quote or "", by)]
    else:
        try:
            text = file.read_text(encoding="utf-8-sig")
        except FileNotFoundError:
            raise UsageError(f"{file}: no such file; check the path") from None
        except (OSError, UnicodeDecodeError) as error:
            raise UsageError(f"{file}: cannot be read as text ({error}); save it as UTF-8") from error
        if file.suffix.lower() == ".csv":
            return _rows(text, by, file)
        lines = text.splitlines()
    asked = [_Asked(line.strip(), by) for line in lines if line.strip()]
    if not asked:
        raise UsageError(f"{file or '-'}: no quotation in it; write one a line")
    return asked


def _rows(text: str, by: str | None, file: Path) -> list[_Asked]:
    """The quotations of a CSV file with a heading; its own `by` wins."""
    import csv
    import io

    from onrecord.errors import UsageError

    reader = csv.DictReader(io.StringIO(text, newline=""))
    names = {(name or "").strip().lower(): name for name in reader.fieldnames or ()}
    if "quote" not in names:
        raise UsageError(f"{file}: no column “quote”; the first line must name the columns: quote,by")
    asked = []
    for row in reader:
        said, whose = (row.get(names.get(name, name)) or "" for name in ("quote", "by"))
        if said.strip():
            asked.append(_Asked(said.strip(), whose.strip() or by))
    if not asked:
        raise UsageError(f"{file}: no quotation in it")
    return asked


class _Writer:
    """Prints checks as they come; `end` is called once."""

    def __init__(self, format: Format, out: IO[str], many: bool) -> None:
        self.format, self.out, self.many = format, out, many
        self.kept: list[dict[str, Any]] = []

    def __call__(self, found: Check) -> None:
        from onrecord.formats.checks import check_to_dict, print_check
        from onrecord.formats.record import to_json
        from onrecord.formats.words import printable

        if self.format is Format.json:
            self.kept.append(check_to_dict(found))
        elif self.format is Format.jsonl:
            self.out.write(to_json(check_to_dict(found)) + "\n")
        elif self.format is Format.claim_review:
            from onrecord.formats.claim_review import claim_review

            self.out.write(to_json(claim_review(found)) + "\n")
        else:
            if self.many:
                asked = f"“{found.quote}”" + (f" – {found.by}" if found.by else "")
                print(printable(asked), file=self.out)
            print_check(found, self.out)
            print(file=self.out)
        self.out.flush()

    def end(self) -> None:
        from onrecord.formats.record import to_json

        if self.format is Format.json:
            self.out.write(to_json(self.kept if self.many else self.kept[0], indent=1) + "\n")
