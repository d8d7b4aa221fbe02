"""The options by which commands choose statements, each defined once, with their closed lists and their checks."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated, get_args

import typer

from onrecord.types import ACTS, How, Kind, Stance

__all__ = [
    "About",
    "ActChoice",
    "Acts",
    "By",
    "From",
    "HowChoice",
    "Hows",
    "Issue",
    "KindChoice",
    "Kinds",
    "MinConfidence",
    "Outlets",
    "People",
    "SaidFrom",
    "SaidOn",
    "SaidTo",
    "StanceChoice",
    "Stances",
    "To",
    "published_days",
    "said_days",
]

ActChoice = StrEnum("ActChoice", [(name, name) for name in ACTS])  # type: ignore[misc]
KindChoice = StrEnum("KindChoice", [(name, name) for name in get_args(Kind)])  # type: ignore[misc]
StanceChoice = StrEnum("StanceChoice", [(name, name) for name in get_args(Stance)])  # type: ignore[misc]
HowChoice = StrEnum("HowChoice", [(name, name) for name in get_args(How)])  # type: ignore[misc]

By = Annotated[
    list[str] | None,
    typer.Option(
        "--by", metavar="NAME", help="Said by: a name, roughly typed, a part of one, or an id. Repeatable."
    ),
]
About = Annotated[
    str,
    typer.Option(
        "--about",
        metavar="WORDS",
        help="These stand in the words said or in the sentence around, whatever WORDS rank.",
    ),
]
Outlets = Annotated[
    list[str] | None,
    typer.Option("--outlet", metavar="NAME", help="Published by: a name or words of it. Repeatable."),
]
From = Annotated[
    str | None,
    typer.Option("--from", metavar="DATE", help="Published on or after: 2025-02-14, 2025-02 or 2025."),
]
To = Annotated[str | None, typer.Option("--to", metavar="DATE", help="Published on or before.")]
SaidOn = Annotated[
    str | None,
    typer.Option(
        "--said-on",
        metavar="DATE|RANGE",
        help="Said on a day, in a month or year, or in a range such as 2025-02-12..2025-02-14, as far as is known.",
    ),
]
SaidFrom = Annotated[str | None, typer.Option("--said-from", metavar="DATE", help="Said on or after.")]
SaidTo = Annotated[str | None, typer.Option("--said-to", metavar="DATE", help="Said on or before.")]
Kinds = Annotated[
    list[KindChoice] | None, typer.Option("--kind", help="How much of it is quoted. Repeatable.")
]
Acts = Annotated[
    list[ActChoice] | None,
    typer.Option(
        "--act",
        metavar="ACT",
        show_choices=False,
        help="What was done by saying it: deny, promise, … (docs/record-format.md). Repeatable.",
    ),
]
Stances = Annotated[
    list[StanceChoice] | None,
    typer.Option("--stance", help="Whether it is asserted, denied, hearsay or hypothetical. Repeatable."),
]
Hows = Annotated[list[HowChoice] | None, typer.Option("--how", help="How the speaker is named. Repeatable.")]
Issue = Annotated[
    str | None,
    typer.Option("--issue", metavar="NAME", help="Of a matter that you watch (onrecord issues)."),
]
MinConfidence = Annotated[
    float,
    typer.Option(
        "--min-confidence", min=0.0, max=1.0, help="Leave out statements that are less sure than this."
    ),
]
People = Annotated[
    Path | None,
    typer.Option(
        "--people",
        metavar="FILE",
        help="A table of people to use in place of the one you imported (docs/people.md).",
    ),
]


def published_days(from_: str | None, to: str | None) -> tuple[str | None, str | None]:
    """The first and the last day of `--from` and `--to`.

    Raises:
        UsageError: one is no date, or the last is before the first.
    """
    return _days("--from", from_, "--to", to)


def said_days(on: str | None, from_: str | None, to: str | None) -> tuple[str | None, str | None]:
    """The first and the last day of `--said-on`, or of `--said-from` and `--said-to`.

    Raises:
        UsageError: one is no date, the last is before the first, or all are given.
    """
    from onrecord.errors import UsageError
    from onrecord.record.asking import days_of

    if on and (from_ or to):
        raise UsageError("--said-on: says all; leave out --said-from and --said-to, or it")
    return days_of(on, "--said-on") if on else _days("--said-from", from_, "--said-to", to)


def _days(
    from_option: str, from_: str | None, to_option: str, to: str | None
) -> tuple[str | None, str | None]:
    from onrecord.errors import UsageError
    from onrecord.record.asking import days_of

    first = days_of(from_, from_option)[0] if from_ else None
    last = days_of(to, to_option)[1] if to else None
    if first and last and first > last:
        raise UsageError(f"{from_option} {from_} is after {to_option} {to}; write the earlier day first")
    return first, last
