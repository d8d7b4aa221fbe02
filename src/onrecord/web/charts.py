"""Tallies -> charts as SVG made here: bars over months, each a link that filters the list. No script, no style attribute."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from markupsafe import Markup

from onrecord.web.words import month, plural

__all__ = ["bars_over_time"]

HEIGHT, TOP, FOOT = 120, 18, 34  # px of the bars, above them, below them
BAR, GAP = 18, 6
MOST = 60  # bars; of longer times each bar is a year


def bars_over_time(
    by_month: Mapping[str, int],
    link_to: Callable[[str], str],
    chosen: str = "",
    label: str = "Statements by month",
    counted: str = "statement",
) -> Markup:
    """Bars of statements by month ("2025-02"), or by year where there are many months, with gaps for those without any.

    `link_to` gives the address of the list of a month or year. Empty where nothing is dated.
    """
    known = {m: n for m, n in by_month.items() if len(m) == 7 and m[:4].isdigit()}
    if not known:
        return Markup("")
    times = _months(min(known), max(known))
    counts = {m: known.get(m, 0) for m in times}
    if len(times) > MOST:
        counts = {}
        for m in times:
            counts[m[:4]] = counts.get(m[:4], 0) + known.get(m, 0)
    width = max(len(counts) * (BAR + GAP) + GAP, 120)
    bars = Markup("").join(
        _bar(at, (when, many), max(counts.values()), link_to(when), (when == chosen, counted))
        for at, (when, many) in enumerate(counts.items())
    )
    marks = Markup("").join(
        _mark(at, when) for at, when in enumerate(counts) if _marked(when, at, list(counts))
    )
    return Markup(
        '<div class="w-strip"><svg class="w-bars" width="{}" height="{}" role="list" aria-label="{}">{}'
        '<line x1="0" x2="{}" y1="{}" y2="{}"/>{}</svg></div>'
    ).format(width, HEIGHT + TOP + FOOT, label, bars, width, HEIGHT + TOP, HEIGHT + TOP, marks)


def _bar(at: int, time: tuple[str, int], most: int, address: str, look: tuple[bool, str]) -> Markup:
    (when, many), (chosen, counted) = time, look
    if not many:
        return Markup("")
    x, high = GAP + at * (BAR + GAP), max(3, round(HEIGHT * many / most))
    y = TOP + HEIGHT - high
    told = f"{month(when) if len(when) == 7 else when}: {plural(many, counted)}"
    classes = "w-bar w-chosen" if chosen else "w-bar"
    return Markup(
        '<g role="listitem"><a href="{}" aria-label="{}"{}><title>{}</title>'
        '<rect class="w-hit" x="{}" y="{}" width="{}" height="{}"/>'
        '<rect class="{}" x="{}" y="{}" width="{}" height="{}"/><text x="{}" y="{}">{}</text></a></g>'
    ).format(
        address,
        told,
        Markup(' aria-current="true"') if chosen else "",
        told,
        x - GAP / 2,
        0,
        BAR + GAP,
        HEIGHT + TOP,
        classes,
        x,
        y,
        BAR,
        high,
        x + BAR / 2,
        y - 5,
        many,
    )


def _marked(when: str, at: int, times: Sequence[str]) -> bool:
    """Whether there is room and need for a label under a bar: the first, each January, and every third month of a short time."""
    if len(when) == 4:
        return at % 3 == 0
    return when.endswith("-01") or (at == 0 and not any(t.endswith("-01") for t in times[:3]))


def _mark(at: int, when: str) -> Markup:
    x = GAP + at * (BAR + GAP) + BAR / 2
    label = when[:4] if when.endswith("-01") else when
    return Markup('<text class="w-when" x="{}" y="{}">{}</text>').format(
        max(x, 26) if len(label) == 7 else max(x, 14), TOP + HEIGHT + 18, label
    )


def _months(first: str, last: str) -> list[str]:
    year, number = int(first[:4]), int(first[5:])
    found: list[str] = []
    while (at := f"{year:04}-{number:02}") <= last and len(found) < 12_000:
        found.append(at)
        year, number = (year + 1, 1) if number == 12 else (year, number + 1)
    return found
