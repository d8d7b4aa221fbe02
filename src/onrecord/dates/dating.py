"""Statements of an article in, the same statements with `said_on` filled out: days, the words that tell them, the rule.

Rules, in the order in which they are tried (docs/record-format.md explains them): an expression in the
statement's own clause; the scene that the same speaker is in; words inside a quotation that fix the day; the
lead and the headline of a story; a story of the day itself. What none of them tells stays undated.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from onrecord.dates.clauses import (
    DOCUMENTS,
    Page,
    at_occasion,
    dating_time,
    group_of,
    lay_out,
    stands_for_when,
)
from onrecord.dates.deictics import Dated, Spoken, day_of_speaking
from onrecord.dates.finding import find_times
from onrecord.dates.forms import Time
from onrecord.dates.intervals import Interval
from onrecord.dates.resolving import Anchor, Tense, resolve
from onrecord.dates.scenes import Frame, carries, is_event, is_noun, keys_of, to_the_writer
from onrecord.dates.tense import tense_at
from onrecord.types import Article, Span, Statement, When

__all__ = ["date_statements"]

_RULES = {
    "date": "explicit", "weekday": "weekday", "relative": "relative", "discourse": "same day", "season": "season",
    "quarter": "quarter", "festival": "festival", "span": "range", "range": "range",
}  # fmt: skip
_NEVER = ("about", "century")
_FUTURE_CUE = re.compile(r"\b(?:will|shall|to|plans?|going)\b", re.I)
_PAST_CUE = re.compile(r"\b(?:said|told|wrote|\w+ed|according\s+to|went|gave|made|took|put|spoke)\b", re.I)
_DATELINE = re.compile(r"\s*(?:\([\w ]+\))?\s*(?:[—–:-]|--)")
_SINCE = re.compile(r"\bsince\b[^.,;\n]*$", re.I)
_TALK = re.compile(
    r"\b(?:interview|(?:press|news)\s+conference|hearing|testimony|briefing|town\s+hall|profile|interviewed|taped)\b",
    re.I,
)
_PRONOUN = re.compile(r"(?:he|she|they|who|it)$", re.I)
_PASSIVE = re.compile(r"\b(?:is|are|was|were|been|being)\b", re.I)
_CAPITALISED = re.compile(r"\b[A-Z][\w’'-]{2,}")
_NEAR = 600  # characters within which "the same day" looks for its day
_LEAD = 3  # paragraphs between an undated opening and the sentence that dates it


@dataclass(frozen=True, slots=True)
class _Story:
    """An article while its statements are dated.

    `days` and `last`: for each time of the page its interval, and the last one told before it.
    """

    page: Page
    published: date | None
    paragraphs: tuple[int, ...]
    headline_end: int
    days: tuple[Interval | None, ...]
    last: tuple[Interval | None, ...]

    def paragraph(self, at: int) -> int:
        return bisect_right(self.paragraphs, at)

    def when(self, time: Time, tense: Tense = "past") -> When | None:
        """The days of an expression that dates something said: none of them after publication."""
        at = self.page.times.index(time)
        found = resolve(time, Anchor(self.published, self.last[at], tense))
        return _when(found, time, self.published, tense) if isinstance(found, Interval) else None


def date_statements(article: Article, statements: Sequence[Statement]) -> tuple[Statement, ...]:
    """The same statements, in the same order, with `said_on` where the article tells the day.

    `published` is taken as the day it names, in the time zone that it is given in. Without it, what counts
    from it ("Tuesday", "last month", "May 3") dates nothing. The work grows with the length of the text.
    """
    if not statements:
        return ()
    times = find_times(article.text, [b.span for b in article.blocks] or None)
    outer = [s for s in statements if s.parent is None]
    story = _story(article, lay_out(article, outer, times))
    ordered = sorted(((s, group_of(story.page, s)) for s in outer), key=lambda pair: pair[1])
    found = _date_outer(story, ordered)
    found.update(_date_nested(article, statements, times, found, story.published))
    return tuple(replace(s, said_on=found.get(s.id)) for s in statements)


def _story(article: Article, page: Page) -> _Story:
    published = None
    if article.published:
        try:
            published = date.fromisoformat(article.published[:10])
        except ValueError:
            published = None
    days, before = _in_order(page, published)
    starts = tuple(b.span.start for b in article.blocks)
    heads = [b.span.end for b in article.blocks if b.role == "headline"]
    return _Story(page, published, starts, max(heads, default=0), days, before)


def _in_order(
    page: Page, published: date | None
) -> tuple[tuple[Interval | None, ...], tuple[Interval | None, ...]]:
    """For each time of the page its days, and the last ones told before it, which "the same day" refers to."""
    days: list[Interval | None] = []
    before: list[Interval | None] = []
    last: tuple[Interval, int] | None = None
    last_day: tuple[Interval, int] | None = None
    for time in page.times:
        near = last_day if time.value == "day+0" and last_day else last
        before.append(near[0] if near and time.span.start - near[1] < _NEAR else None)
        found = resolve(time, Anchor(published, before[-1], tense_at(page.text, time.span)))
        days.append(found if isinstance(found, Interval) else None)
        aside = time.part == "since" or _SINCE.search(
            page.masked, max(0, time.span.start - 60), time.span.start
        )
        if isinstance(found, Interval) and found.granularity not in _NEVER and not aside:
            last = (found, time.span.end)
            last_day = last if found.granularity == "day" else last_day
    return tuple(days), tuple(before)


def _when(days: Interval, time: Time, published: date | None, tense: Tense) -> When | None:
    if days.granularity in _NEVER:
        return None
    latest = days.latest
    if published and tense != "future":
        if days.earliest > published:
            return None
        latest = min(latest, published)
    return When(days.earliest.isoformat(), latest.isoformat(), time.span, _RULES[time.kind])


def _date_outer(story: _Story, ordered: Sequence[tuple[Statement, Span]]) -> dict[str, When]:
    page = story.page
    keys = keys_of(page, ordered)
    own = _own_clauses(story, ordered)
    told = _told(story)
    for statement, _ in ordered:
        spoken = day_of_speaking(page.text, statement.quoted, told) if statement.id not in own else None
        if spoken and spoken.tonight and spoken.day <= (story.published or date.max):
            own[statement.id] = _deictic(spoken, "tonight")
    used = {when.from_span.start for when in own.values() if when.from_span}
    breaks = _breaks(story, used, {page.sentence(group.start) for _, group in ordered})
    found: dict[str, When] = {}
    frames: dict[str, Frame] = {}
    for (statement, group), key in zip(ordered, keys, strict=True):
        when, paragraph, frame = own.get(statement.id), story.paragraph(group.start), frames.get(key)
        if when is None and is_event(page, statement):
            if key and frame and carries(page, frame, statement, (group, paragraph), breaks):
                when = replace(frame.when, rule="scene")
            else:
                when, frame = _told_just_before(story, statement, group, used), None
        if when:
            found[statement.id] = when
            frames[key] = _frame(story, statement, when, frame)
    found.update(_between(story, ordered, keys, found))
    found.update(_from_deictics(story, ordered, found))
    found.update(_same_day(story, ordered, found))
    found.update(_openings(story, ordered, keys, found))
    return found


def _frame(story: _Story, statement: Statement, when: When, before: Frame | None) -> Frame:
    """The scene after a dated statement: the one it carries on, or the one it opens."""
    group = group_of(story.page, statement)
    paragraph = story.paragraph(group.start)
    if when.rule == "scene" and before:
        return replace(before, at=group.end, paragraph=paragraph)
    time = next((t for t in story.page.times if t.span == when.from_span), None)
    source = " ".join(s.of(story.page.text) for s in statement.source)
    work = bool(DOCUMENTS.search(source))
    named = bool(time and at_occasion(story.page, time))
    writer = to_the_writer(story.page, story.page.bounds(story.page.sentence(group.start)))
    return Frame(when, group.end, paragraph, named, work, writer, paragraph)


def _own_clauses(story: _Story, ordered: Sequence[tuple[Statement, Span]]) -> dict[str, When]:
    """The statements that an expression of their own clause dates."""
    page, out = story.page, {}
    groups: dict[int, list[Span]] = {}
    for _, group in ordered:
        groups.setdefault(page.sentence(group.start), []).append(group)
    for statement, group in ordered:
        others = [g for g in groups[page.sentence(group.start)] if g != group]
        time = dating_time(page, statement, others)
        if time is None:
            continue
        cue = " ".join(s.of(page.text) for s in statement.cue)
        ahead = _FUTURE_CUE.match(cue)
        if not ahead and _apart(time, statement) and tense_at(page.text, time.span) == "future":
            continue  # "will meet in July with Rao backing the plan"
        when = story.when(time, "future" if ahead else "past")
        if when:
            out[statement.id] = when
    return out


def _apart(time: Time, statement: Statement) -> bool:
    """Whether an expression stands away from the words that report."""
    return all(
        abs(time.span.start - s.end) > 4 and not s.start <= time.span.start < s.end for s in statement.cue
    )


def _breaks(story: _Story, used: set[int], telling: set[int]) -> list[int]:
    """Where a narrative moves to another time: dates that open a sentence, days of sentences in which nobody speaks."""
    page, out = story.page, []
    for time, days in zip(page.times, story.days, strict=True):
        if days is None or time.span.start in used or not stands_for_when(page, time):
            continue
        sentence = page.sentence(time.span.start)
        opens = len(page.masked[page.bounds(sentence).start : time.span.start].split()) <= 3
        silent = sentence not in telling and days.earliest == days.latest
        if (opens or silent) and not time.value.startswith("same"):
            out.append(time.span.start)
    return out


def _told_just_before(story: _Story, statement: Statement, group: Span, used: set[int]) -> When | None:
    """The occasion that the sentence before has dated: "They met the press on Friday. “…,” he said."."""
    page = story.page
    sentence = page.sentence(group.start)
    if not sentence:
        return None
    bounds = page.bounds(sentence - 1)
    if story.paragraph(group.start) - story.paragraph(bounds.start) > 1 or bounds.start < story.headline_end:
        return None
    times = [t for t in page.times_in(bounds) if t.span.start not in used and stands_for_when(page, t)]
    if len(times) != 1 or not at_occasion(page, times[0]) or tense_at(page.text, times[0].span) == "future":
        return None
    if times[0].part == "since" or not _same_party(page, statement, bounds):
        return None
    when = story.when(times[0])
    return replace(when, rule="occasion") if when else None


def _same_party(page: Page, statement: Statement, bounds: Span) -> bool:
    """Whether a sentence tells of a talk in which the speaker takes part, as far as can be seen."""
    words = " ".join(s.of(page.text) for s in statement.source)
    sentence = page.masked[bounds.start : bounds.end]
    names = _CAPITALISED.findall(words)
    return bool(_TALK.search(sentence) or _PRONOUN.match(words)) or any(n in sentence for n in names)


def _told(story: _Story) -> list[Dated]:
    page = story.page
    return [
        Dated.told(
            days.earliest,
            page.text[slice(*page.bounds(page.sentence(t.span.start)))],
            t.part in ("night", "evening"),
        )
        for t, days in zip(page.times, story.days, strict=True)
        if days and days.earliest == days.latest
    ]


def _deictic(spoken: Spoken, rule: str) -> When:
    return When(spoken.day.isoformat(), spoken.day.isoformat(), spoken.word, rule)


def _from_deictics(
    story: _Story, ordered: Sequence[tuple[Statement, Span]], found: dict[str, When]
) -> dict[str, When]:
    told, out = _told(story), {}
    for statement, _ in ordered:
        spoken = (
            day_of_speaking(story.page.text, statement.quoted, told) if statement.id not in found else None
        )
        if spoken and spoken.day <= (story.published or date.max):
            out[statement.id] = _deictic(spoken, "deictic")
    return out


def _between(
    story: _Story, ordered: Sequence[tuple[Statement, Span]], keys: Sequence[str], found: dict[str, When]
) -> dict[str, When]:
    """What somebody else says between two statements of one speaker's scene belongs to it: questions, answers."""
    out = {}
    for i in range(1, len(ordered) - 1):
        (statement, group), before, after = (
            ordered[i],
            found.get(ordered[i - 1][0].id),
            found.get(ordered[i + 1][0].id),
        )
        if (
            statement.id in found
            or not statement.source
            or not before
            or not after
            or keys[i - 1] != keys[i + 1]
        ):
            continue
        far = story.paragraph(ordered[i + 1][1].start) - story.paragraph(ordered[i - 1][1].start)
        same = (before.earliest, before.latest) == (after.earliest, after.latest) and after.rule == "scene"
        if same and far <= 2 and is_event(story.page, statement) and group.start > story.headline_end:
            out[statement.id] = replace(before, rule="between")
    return out


def _openings(
    story: _Story, ordered: Sequence[tuple[Statement, Span]], keys: Sequence[str], found: dict[str, When]
) -> dict[str, When]:
    """Headline and lead tell what the story dates further down: the first dated statement of the same speaker."""
    page, out = story.page, {}
    first: dict[str, tuple[int, When]] = {}
    for (statement, group), key in reversed(list(zip(ordered, keys, strict=True))):
        paragraph = story.paragraph(group.start)
        when = found.get(statement.id)
        if when and when.rule != "deictic" and _is_short(when):
            first[key] = (paragraph, when)
        elif when is None and key in first and is_event(page, statement) and not is_noun(page, statement):
            below, told = first[key]
            headline = group.end <= story.headline_end
            if (headline and below <= _LEAD + 2) or (paragraph <= _LEAD + 1 and below - paragraph <= _LEAD):
                out[statement.id] = replace(told, rule="headline" if headline else "lead")
        elif when is None and not (group.end <= story.headline_end):
            first.pop(key, None)
    return out


def _is_past(cue: str) -> bool:
    """Whether a cue tells of one act in the past: "said", "added", "asked"; not "are debated"."""
    return bool(_PAST_CUE.search(cue)) and not _PASSIVE.search(cue)


def _is_short(when: When) -> bool:
    """Whether the days are one occasion's, a week at most, and not a month or a year."""
    return (date.fromisoformat(when.latest) - date.fromisoformat(when.earliest)).days < 7


def _same_day(
    story: _Story, ordered: Sequence[tuple[Statement, Span]], found: dict[str, When]
) -> dict[str, When]:
    """A story that opens with what happened on the day of publication can report no other day's words on it."""
    page = story.page
    if not story.published:
        return {}
    opening = [
        (t, days)
        for t, days in zip(page.times, story.days, strict=True)
        if days
        and story.headline_end <= t.span.start
        and story.paragraph(t.span.start) <= 2 + (story.headline_end > 0)
    ]
    today = [
        t
        for t, days in opening
        if days.earliest == days.latest == story.published
        and stands_for_when(page, t)
        and tense_at(page.text, t.span) == "past"
        and not _DATELINE.match(page.text, t.span.end)
    ]
    if not today:
        return {}
    day = story.published.isoformat()
    return {
        s.id: When(day, day, today[0].span, "story of the day")
        for s, _ in ordered
        if s.id not in found
        and is_event(page, s)
        and _PAST_CUE.search(" ".join(c.of(page.text) for c in s.cue))
    }


def _date_nested(
    article: Article,
    statements: Sequence[Statement],
    times: Sequence[Time],
    found: dict[str, When],
    published: date | None,
) -> dict[str, When]:
    """Nested statements by their own clause; inside a quotation, days count from the day of speaking."""
    nested = [s for s in statements if s.parent is not None]
    if not nested or not times:
        return {}
    by_id = {s.id: s for s in statements}
    page = lay_out(article, [replace(s, parent=None) for s in nested], times)
    out: dict[str, When] = {}
    for statement in nested:
        parent = by_id.get(statement.parent or "")
        time = dating_time(page, statement, ()) if parent else None
        if time is None or parent is None or not _within(time.span, parent.content):
            continue
        day = published
        if _within(time.span, parent.quoted):
            spoken = found.get(parent.id) or out.get(parent.id)
            day = date.fromisoformat(spoken.latest) if spoken and spoken.earliest == spoken.latest else None
        days = resolve(time, Anchor(day, None, "past"))
        when = _when(days, time, day, "past") if isinstance(days, Interval) else None
        if when:
            out[statement.id] = when
    return out


def _within(span: Span, spans: Sequence[Span]) -> bool:
    return any(s.start <= span.start and span.end <= s.end for s in spans)
