"""Statements of an article in, the same statements with `said_on` filled out: days, the words that tell them, the rule.

Rules, in the order in which they are tried (docs/record-format.md explains them): an expression in the
statement's own clause; the scene that the same speaker is in; words inside a quotation that fix the day; a
story of the day itself; headline and lead. What none of them tells stays undated.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from onrecord.dates.around import date_between, date_openings, date_story_of_the_day, told_just_before
from onrecord.dates.clauses import DOCUMENTS, at_occasion, dating_time, lay_out
from onrecord.dates.deictics import Spoken, day_of_speaking
from onrecord.dates.finding import find_times
from onrecord.dates.forms import Time
from onrecord.dates.intervals import Interval
from onrecord.dates.resolving import Anchor, resolve
from onrecord.dates.scenes import WORK, Frame, Said, carries, in_order, is_event, to_the_writer
from onrecord.dates.story import Story, tell, when_of
from onrecord.dates.tense import tense_at
from onrecord.types import Article, Span, Statement, When

__all__ = ["date_statements"]

_FUTURE_CUE = re.compile(r"(?:will|shall|to|plans?|(?:is|are)\s+(?:going\s+)?to)\b", re.I)
_BESIDE = 6  # statements before and after one, of its sentence, that may own a date in it


def date_statements(article: Article, statements: Sequence[Statement]) -> tuple[Statement, ...]:
    """The same statements, in the same order, with `said_on` where the article tells the day.

    `published` is taken as the day it names, in the time zone that it is given in. Without it, what counts
    from it ("Tuesday", "last month", "May 3") dates nothing. The work grows with the length of the text.
    """
    if not statements:
        return ()
    times = find_times(article.text, [b.span for b in article.blocks] or None)
    outer = [s for s in statements if s.parent is None]
    story = tell(article, lay_out(article, outer, times))
    found = _date_outer(story, in_order(story.page, story.paragraph, outer))
    found.update(_date_nested(article, statements, times, found))
    return tuple(
        s if (when := found.get(s.id)) == s.said_on else replace(s, said_on=when) for s in statements
    )


def _date_outer(story: Story, ordered: Sequence[Said]) -> dict[str, When]:
    page = story.page
    own = _own_clauses(story, ordered)
    deictic = _deictics(story, [s for s in ordered if s.id not in own])
    own.update({s: when for s, when in deictic.items() if when.rule == "tonight"})
    used = {when.from_span.start for when in own.values() if when.from_span}
    breaks = story.breaks(used, {s.sentence for s in ordered})
    found: dict[str, When] = {}
    frames: dict[str, Frame] = {}
    for said in ordered:
        when, frame = own.get(said.id), frames.get(said.key) or _of_work(frames, said)
        if when is None and is_event(said):
            if (
                said.key
                and frame
                and carries(page, frame, said, breaks)
                and not story.set_elsewhere(said, frame, used)
            ):
                when = replace(frame.when, rule="scene")
            else:
                when = told_just_before(story, said, used)
        if when:
            found[said.id] = when
        if when and not story.is_ahead(when):
            frames[said.key] = opened = _frame(story, said, when, frame)
            if said.id in own and DOCUMENTS.search(page.masked, *page.around(said.group)):
                frames[WORK] = replace(
                    opened, work=True
                )  # "told in a memo on Friday": what the memo says, too
    found.update(date_between(story, ordered, found))
    found.update({s: when for s, when in deictic.items() if s not in found})
    found.update(date_story_of_the_day(story, ordered, found))
    found.update(date_openings(story, ordered, found))
    return found


def _of_work(frames: dict[str, Frame], said: Said) -> Frame | None:
    """The scene of a work whose maker is told only later: "a study on Tuesday", then "the study" by those who made it."""
    return frames.get(WORK) if DOCUMENTS.search(said.source) else None


def _frame(story: Story, said: Said, when: When, before: Frame | None) -> Frame:
    """The scene after a dated statement: the one it carries on, or the one it opens."""
    if when.rule == "scene" and before:
        return replace(before, at=said.group.end, paragraph=said.paragraph)
    at = story.page.time_at(when.from_span)
    return Frame(
        when,
        said.group.end,
        said.paragraph,
        named=at is not None and at_occasion(story.page, story.page.times[at]),
        work=bool(DOCUMENTS.search(said.source)),
        to_writer=to_the_writer(story.page, story.page.around(said.group)),
        begun=said.paragraph,
    )


def _own_clauses(story: Story, ordered: Sequence[Said]) -> dict[str, When]:
    """The statements that an expression of their own clause dates."""
    page, out = story.page, {}
    for i, said in enumerate(ordered):
        beside = ordered[max(0, i - _BESIDE) : i + _BESIDE + 1]
        others = [s.group for s in beside if s.sentence == said.sentence and s.group != said.group]
        time = dating_time(page, said.statement, others)
        if time is None:
            continue
        ahead = _FUTURE_CUE.match(said.cue)
        if not ahead and _apart(time, said.statement) and tense_at(page.masked, time.span) == "future":
            continue  # "will meet in July with Rao backing the plan"
        when = story.when(time, "future" if ahead else "past")
        if when:
            out[said.id] = when
    return out


def _apart(time: Time, statement: Statement) -> bool:
    """Whether an expression stands away from the words that report."""
    start = time.span.start
    return all(abs(start - s.end) > 4 and not s.start <= start < s.end for s in statement.cue)


def _deictics(story: Story, undated: Sequence[Said]) -> dict[str, When]:
    """The statements whose day their own words fix."""
    out = {}
    for said in undated:
        quoted = said.statement.quoted
        spoken = (
            day_of_speaking(story.page.text, quoted, story.told_near(said.group.start)) if quoted else None
        )
        if spoken and spoken.day <= (story.published or date.max):
            out[said.id] = _spoken(spoken)
    return out


def _spoken(spoken: Spoken) -> When:
    day = spoken.day.isoformat()
    return When(day, day, spoken.word, "tonight" if spoken.tonight else "deictic")


def _date_nested(
    article: Article, statements: Sequence[Statement], times: Sequence[Time], found: dict[str, When]
) -> dict[str, When]:
    """Nested statements by their own clause; inside a quotation, days count from the day of speaking."""
    nested = [replace(s, parent=None) for s in statements if s.parent is not None]
    if not nested or not times:
        return {}
    parents = {s.id: s.parent for s in statements}
    by_id = {s.id: s for s in statements}
    inside = _times_within(times, [c for s in statements if s.parent is None for c in s.content])
    story = tell(article, lay_out(article, nested, inside))
    out: dict[str, When] = {}
    for statement in nested:
        parent = by_id.get(parents[statement.id] or "")
        time = dating_time(story.page, statement, ()) if parent else None
        if time is None or parent is None or not _within(time.span, parent.content):
            continue
        day = story.published
        if _within(time.span, parent.quoted):
            spoken = found.get(parent.id) or out.get(parent.id)
            day = date.fromisoformat(spoken.latest) if spoken and spoken.earliest == spoken.latest else None
        days = resolve(time, Anchor(day, None, "past"))
        when = when_of(days, time, day, "past") if isinstance(days, Interval) else None
        if when:
            out[statement.id] = when
    return out


def _times_within(times: Sequence[Time], contents: Sequence[Span]) -> list[Time]:
    """The times that stand within one of the contents of outermost statements, which do not overlap."""
    spans = sorted(contents)
    starts = [s.start for s in spans]
    out = []
    for time in times:
        at = bisect_left(starts, time.span.start + 1) - 1
        if at >= 0 and time.span.end <= spans[at].end:
            out.append(time)
    return out


def _within(span: Span, spans: Sequence[Span]) -> bool:
    return any(s.start <= span.start and span.end <= s.end for s in spans)
