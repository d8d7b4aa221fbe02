"""A profile -> lines for the terminal: who, how much and when (with bars), where, how, to whom, about what, and what last."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import IO, Any

from rich.console import Console
from rich.padding import Padding
from rich.text import Text

from onrecord.answers import Profile, Report, Tally
from onrecord.formats.plain import plain
from onrecord.formats.reports import said_on
from onrecord.formats.terminal import console_on
from onrecord.formats.words import one_line, plural

__all__ = ["print_profile", "profile_to_dict"]

BAR = 40  # characters of the longest bar
MONTHS = 24  # more months than these are shown as years
OFFICES = 6


def profile_to_dict(profile: Profile) -> dict[str, Any]:
    """The profile as plain data: names as in `Profile`, tallies as objects of `name` and `statements`."""
    told: dict[str, Any] = plain(profile)
    return told


def print_profile(profile: Profile, out: IO[str], width: int | None = None) -> None:
    """Write the profile to `out`."""
    console = console_on(out, width)
    head = Text(one_line(profile.name), "bold")
    head.append(f"  {profile.kind}, {', '.join(profile.ids)}", "dim")
    console.print(head)
    if profile.aliases:
        console.print(Padding(Text("also " + "; ".join(map(one_line, profile.aliases)), "dim"), (0, 0, 0, 2)))
    for office in profile.offices[:OFFICES]:
        of = f" of {office.of}" if office.of else ""
        console.print(
            Padding(Text(f"{office.title}{of}, {office.start or '?'}..{office.end}", "dim"), (0, 0, 0, 2))
        )
    console.print(Text(_counted(profile)))
    if profile.by_month:
        console.print()
        for line in _bars(profile.by_month):
            console.print(Text(line))
    console.print()
    for title, tallies in (
        ("in", profile.by_outlet), ("acts", profile.by_act), ("to", profile.to), ("about", profile.about), ("issues", profile.issues),
    ):  # fmt: skip
        if tallies:
            console.print(_listed(title, tallies))
    for carried in profile.carried:
        where = f"{plural(carried.articles, 'article')}, {plural(carried.outlets, 'outlet')}"
        _entry(console, "carried", one_line(carried.words), f"{where}; onrecord thread {carried.thread}")
    for report in profile.latest:
        _entry(console, (report.published or said_on(report))[:10], one_line(report.content), _cited(report))


def _counted(profile: Profile) -> str:
    found = f"{plural(profile.statements, 'statement')} in {plural(profile.articles, 'article')}"
    if profile.first and profile.first != profile.last:
        return f"{found}, {profile.first} to {profile.last}"
    return f"{found}, {profile.first}" if profile.first else found


def _bars(months: Sequence[Tally]) -> Iterator[str]:
    """A bar a month, those between too; a bar a year where there are many."""
    counts = {month.name: month.statements for month in months}
    times = _months(months[0].name, months[-1].name)
    if len(times) > MONTHS:
        years = range(int(times[0][:4]), int(times[-1][:4]) + 1)
        by_year = {str(y): sum(n for month, n in counts.items() if month[:4] == str(y)) for y in years}
        times, counts = list(by_year), by_year
    most = max(counts.values())
    for time in times:
        number = counts.get(time, 0)
        length = BAR * number / most
        bar = "█" * int(length) + ("▌" if length % 1 >= 0.5 or (number and length < 1) else "")
        yield f"{time}  {bar} {number or ''}".rstrip()


def _months(first: str, last: str) -> list[str]:
    """The months from one to another.

    >>> _months("2024-11", "2025-01")
    ['2024-11', '2024-12', '2025-01']
    """
    begin, end = (int(m[:4]) * 12 + int(m[5:7] or 1) - 1 for m in (first, last))
    return [f"{n // 12:04}-{n % 12 + 1:02}" for n in range(begin, end + 1)]


def _listed(title: str, tallies: Sequence[Tally]) -> Text:
    line = Text(f"{title:7}", "dim")
    for number, tally in enumerate(tallies):
        line.append(", " if number else "")
        line.append(one_line(tally.name))
        line.append(f" {tally.statements}", "dim")
    return line


def _entry(console: Console, begin: str, words: str, end: str) -> None:
    line = Text(f"{begin:12}", "dim")
    line.append(words)
    line.append(f"  {end}", "dim")
    console.print(line)


def _cited(report: Report) -> str:
    return ", ".join(filter(None, (report.act, report.outlet or report.path)))
