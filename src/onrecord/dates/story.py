"""What an article tells of time, before any statement is looked at: the day of each expression, in reading order."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from onrecord.dates.clauses import Page, stands_for_when
from onrecord.dates.deictics import Dated
from onrecord.dates.forms import Time
from onrecord.dates.intervals import Interval
from onrecord.dates.resolving import Anchor, Tense, resolve
from onrecord.dates.scenes import Break, Frame, Said
from onrecord.dates.tense import tense_at
from onrecord.types import Article, Span, When

__all__ = ["Story", "tell", "when_of"]

RULES = {
    "date": "explicit", "weekday": "weekday", "relative": "relative", "discourse": "same day", "season": "season",
    "quarter": "quarter", "festival": "festival", "span": "range", "range": "range", "vague": "vague",
}  # fmt: skip
_NEVER = ("about", "century")  # too loose to date anything said
_SINCE = re.compile(r"\bsince\b[^.,;\n]*$", re.I)
_NEAR = 600  # characters within which "the same day" looks for its day
_WIDE = 40  # days told before a statement among which "yesterday" in it is sought


@dataclass(frozen=True, slots=True)
class Story:
    """An article while its statements are dated.

    `days` and `last`: for each time of the page its interval, and the last one told before it; `told`: the single
    days among them; `paragraphs`: where blocks begin.
    """

    page: Page
    published: date | None
    paragraphs: tuple[int, ...]
    headline_end: int
    days: tuple[Interval | None, ...]
    last: tuple[Interval | None, ...]
    told: tuple[tuple[int, Dated], ...]

    def paragraph(self, at: int) -> int:
        """The number of the block in which a character stands."""
        return bisect_right(self.paragraphs, at)

    def is_ahead(self, when: When) -> bool:
        """Whether days lie after publication: what is still to be said dates nothing else."""
        return self.published is not None and when.latest > self.published.isoformat()

    def when(self, time: Time, tense: Tense = "past") -> When | None:
        """The days of an expression that dates something said: none of them after publication."""
        at = self.page.time_at(time.span)
        last = self.last[at] if at is not None else None
        found = resolve(time, Anchor(self.published, last, tense))
        return when_of(found, time, self.published, tense) if isinstance(found, Interval) else None

    def told_near(self, at: int) -> list[Dated]:
        """The single days told before a place, the nearest ones, and the few after it."""
        here = bisect_right(self.told, at, key=lambda pair: pair[0])
        return [d for _, d in self.told[max(0, here - _WIDE) : here + _WIDE // 4]]

    def breaks(self, used: set[int], telling: set[int]) -> list[Break]:
        """Where the story moves to another time: dates that open a sentence, days of sentences in which nobody speaks.

        `used`: places of the times that date statements; `telling`: sentences that hold statements.
        """
        page, out = self.page, []
        for time, days in zip(page.times, self.days, strict=True):
            start = time.span.start
            if (
                days is None
                or start in used
                or time.value.startswith("same")
                or not stands_for_when(page, time)
            ):
                continue
            sentence = page.sentence(start)
            opening = page.masked[max(page.bounds(sentence).start, start - 60) : start]
            opens = len(opening) < 60 and len(opening.split()) <= 3
            silent = sentence not in telling and days.earliest == days.latest
            if opens or silent:
                out.append(Break(start, days if opens else None))
        return out

    def set_elsewhere(self, said: Said, frame: Frame, used: set[int]) -> bool:
        """Whether the statement's own sentence names another time before it: "He left in 2012, though they said"."""
        page = self.page
        begin = page.around(said.group, 300).start
        first, last = bisect_left(page.starts, begin), bisect_left(page.starts, said.group.start)
        return any(
            (days := self.days[i]) is not None
            and frame.differs(days)
            and page.starts[i] not in used
            and stands_for_when(page, page.times[i])
            for i in range(max(first, last - 4), last)
        )


def tell(article: Article, page: Page) -> Story:
    """The story of an article laid out on a page."""
    published = None
    if article.published:
        try:
            published = date.fromisoformat(article.published[:10])
        except ValueError:
            published = None
    days, last = _in_turn(page, published)
    starts = tuple(b.span.start for b in article.blocks)
    heads = [b.span.end for b in article.blocks if b.role == "headline"]
    told = tuple(
        (
            t.span.start,
            Dated.told(d.earliest, page.text[slice(*page.around(t.span))], t.part in ("night", "evening")),
        )
        for t, d in zip(page.times, days, strict=True)
        if d and d.earliest == d.latest
    )
    return Story(page, published, starts, max(heads, default=0), tuple(days), tuple(last), told)


def _in_turn(
    page: Page, published: date | None
) -> tuple[Sequence[Interval | None], Sequence[Interval | None]]:
    """For each time of the page its days, and the last ones told before it, which "the same day" refers to."""
    days: list[Interval | None] = []
    before: list[Interval | None] = []
    last: tuple[Interval, Span] | None = None
    last_day: tuple[Interval, Span] | None = None
    for time in page.times:
        start = time.span.start
        near = last_day if time.value == "day+0" and last_day else last
        before.append(near[0] if near and start - near[1].end < _NEAR else None)
        found = resolve(time, Anchor(published, before[-1], tense_at(page.text, time.span)))
        days.append(found if isinstance(found, Interval) else None)
        aside = time.part == "since" or _SINCE.search(page.masked, max(0, start - 60), start)
        if isinstance(found, Interval) and found.granularity not in _NEVER and not aside:
            last = (found, time.span)
            last_day = last if found.granularity == "day" else last_day
    return days, before


def when_of(days: Interval, time: Time, published: date | None, tense: Tense) -> When | None:
    """Days as those of something said: cut off at publication, None where they lie after it or are too loose."""
    if days.granularity in _NEVER:
        return None
    latest = days.latest
    if published and tense != "future":
        if days.earliest > published:
            return None
        latest = min(latest, published)
    return When(days.earliest.isoformat(), latest.isoformat(), time.span, RULES[time.kind])
