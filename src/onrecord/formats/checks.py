"""A `Check` -> plain words, plain data, or a report for the terminal with the words marked and the differences shown.

Where there is no colour, what is on record but not in the quotation stands in [-…-], what is in the quotation but not on record in
{+…+} (`changes.py`), and the words found between ** and **.
"""

from __future__ import annotations

from io import StringIO
from typing import IO, Any

from rich.console import Console
from rich.padding import Padding
from rich.text import Text

from onrecord.answers import Check, Evidence, Report
from onrecord.formats.changes import marked_changes, turned
from onrecord.formats.plain import plain
from onrecord.formats.terminal import console_on
from onrecord.formats.words import day, one_line, plural, printable

__all__ = ["check_to_dict", "print_check", "told"]

NAMES = 3  # speakers whom a name was taken to mean that are told
_COLOURS = {
    "verbatim": "bold green", "altered": "bold yellow", "partial": "bold yellow", "said by someone else": "bold red",
    "paraphrased only": "bold cyan", "not on record": "bold red",
}  # fmt: skip


def told(check: Check) -> str:
    """The verdict in one line of plain words, which say what the record holds and never what somebody did not say.

    >>> told(Check("We have the steel", None, "not on record", (), (), 12))
    'Not on record: 12 statements on record, none with these words'
    >>> told(Check("We have the steel", None, "not on record", ()))
    'Not on record: no statement on record has these words'
    >>> told(Check("We have the steel", "roth", "not on record", (), ("Anders Roth",), 1))
    'Not on record: 1 statement by Anders Roth on record, none with these words'
    """
    verdict = check.verdict[:1].upper() + check.verdict[1:]
    if check.verdict == "not on record":
        return f"{verdict}: {_held(check)}{_by_nobody_known(check)}"
    return f"{verdict}: {cited(check.evidence[0].report)}"


def _held(check: Check) -> str:
    """How much the record holds that has not these words."""
    if check.by is not None and not check.speakers:
        return f"nobody on record goes by “{check.by}”"
    if check.statements is None:
        return "no statement on record has these words"
    number = plural(check.statements, "statement") if check.statements else "no statement"
    whose = f" by {_named(check)}" if check.by is not None else ""
    return f"{number}{whose} on record" + (", none with these words" if check.statements else "")


def _named(check: Check) -> str:
    rest = len(check.speakers) - NAMES
    return " or ".join(check.speakers[:NAMES]) + (f" or {rest} more" if rest > 0 else "")


def _by_nobody_known(check: Check) -> str:
    if not check.evidence:
        return ""
    return "; the words are on record, but not whose they are"


def cited(report: Report) -> str:
    """Who, where and when, as one cites it.

    The day is that of publication.
    """
    return ", ".join(part for part in (who(report), report.outlet, day(report.published)) if part)


def who(report: Report) -> str:
    """The speaker, or what is known instead."""
    if report.speaker:
        return report.speaker
    return f"unnamed ({report.unnamed})" if report.unnamed else "speaker unknown"


def check_to_dict(check: Check) -> dict[str, Any]:
    """The check as plain data (docs/check.md); absent is None or [], never missing."""
    return {
        "quote": check.quote,
        "by": check.by,
        "verdict": check.verdict,
        "told": told(check),
        "speakers": list(check.speakers),
        "statements": check.statements,
        "evidence": [_evidence(e) for e in check.evidence],
    }


def _evidence(evidence: Evidence) -> dict[str, Any]:
    report = evidence.report
    return {
        "verdict": evidence.verdict,
        "likeness": evidence.likeness,
        **plain(report),
        "spans": [
            {
                "start": s.start,
                "end": s.end,
                "text": report.sentence[s.start - report.start : s.end - report.start],
            }
            for s in evidence.spans
        ],
        "changes": plain(evidence.changes),
        "notes": list(evidence.notes),
    }


def print_check(check: Check, out: IO[str], width: int | None = None) -> None:
    """Write the verdict in plain words and the evidence under it; `width` is of the terminal if not given."""
    plain = not out.isatty()
    console = console_on(StringIO() if plain else out, width)
    line = told(check)
    verdict, _, rest = line.partition(":")
    console.print(Text.assemble((f"{verdict}:", _COLOURS[check.verdict]), rest))
    if check.verdict == "said by someone else":
        console.print(Padding(Text(_held(check)), (0, 0, 0, 2)))
    elif check.by is not None and check.verdict != "not on record" and len(check.speakers) > 1:
        console.print(Padding(Text(f"“{check.by}” was taken to mean {_named(check)}", "dim"), (0, 0, 0, 2)))
    for number, evidence in enumerate(check.evidence, 1):
        _print_evidence(console, number, evidence)
    if isinstance(console.file, StringIO):
        out.writelines(f"{line.rstrip()}\n" for line in console.file.getvalue().splitlines())


def _print_evidence(console: Console, number: int, evidence: Evidence) -> None:
    report, coloured = evidence.report, console.is_terminal
    console.print()
    head = Text.assemble(
        (f"{number}. ", "dim"), (evidence.verdict, _COLOURS[evidence.verdict]), f" · {cited(report)}"
    )
    console.print(head)
    indented = [_sentence(evidence, coloured)]
    if any(c.kind != "same" for c in evidence.changes):
        indented.append(
            Text.assemble(("differs: ", "dim"), marked_changes(turned(evidence.changes), coloured))
        )
    indented += [Text(f"note: {note}", "yellow") for note in evidence.notes]
    place = f"characters {evidence.spans[0].start}–{evidence.spans[-1].end}" if evidence.spans else None
    source = [
        one_line(report.headline or ""),
        report.url or report.path,
        place,
        f"statement {report.statement}",
    ]
    indented.append(Text(" · ".join(part for part in source if part), "dim"))
    for text in indented:
        console.print(Padding(text, (0, 0, 0, 3)))


def _sentence(evidence: Evidence, coloured: bool) -> Text:
    """The sentence with the words found marked."""
    report, out, at = evidence.report, Text(), 0
    for span in sorted(evidence.spans):
        start, end = max(at, span.start - report.start), min(len(report.sentence), span.end - report.start)
        if start < end:
            out.append(printable(report.sentence[at:start]))
            words = printable(report.sentence[start:end])
            out.append(words if coloured else f"**{words}**", "bold underline")
            at = end
    out.append(printable(report.sentence[at:]))
    return out
