"""Rules that look beyond a statement's own clause and scene: what stands before it, around it, at the story's head."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from onrecord.dates.clauses import Page, at_occasion, opens_content, stands_for_when
from onrecord.dates.scenes import Said, is_event, is_noun
from onrecord.dates.story import Story
from onrecord.dates.tense import tense_at
from onrecord.types import Span, When

__all__ = ["date_between", "date_openings", "date_story_of_the_day", "told_just_before"]

_PAST_CUE = re.compile(r"\b(?:said|told|wrote|\w+ed|according\s+to|went|gave|made|took|put|spoke)\b", re.I)
_PASSIVE = re.compile(r"\b(?:is|are|was|were|been|being)\b", re.I)
_DATELINE = re.compile(r"\s*(?:\([\w ]{1,30}\))?\s*(?:[—–:-]|--)")
_REPORTS = re.compile(r"\b(?:said|says|told|reported|according\s+to)\b")  # of a statement that was not found
_TALK = re.compile(
    r"\b(?:interview|(?:press|news)\s+conference|hearing|testimony|briefing|town\s+hall|profile|interviewed|taped)\b",
    re.I,
)
_PRONOUN = re.compile(r"(?:he|she|they|who|it)$", re.I)
_NAME = re.compile(r"\b[A-Z][\w’'-]{2,}")
_LEAD = 3  # paragraphs between an undated opening and the sentence that dates it


def told_just_before(story: Story, said: Said, used: set[int]) -> When | None:
    """The occasion that the sentence before has dated: "They met the press on Friday. “…,” he said."."""
    page = story.page
    if not said.sentence:
        return None
    bounds = page.bounds(said.sentence - 1)
    if said.paragraph - story.paragraph(bounds.start) > 1 or bounds.start < story.headline_end:
        return None
    times = [t for t in page.times_in(bounds)[:6] if t.span.start not in used and stands_for_when(page, t)]
    if len(times) != 1 or times[0].part == "since" or not at_occasion(page, times[0]):
        return None
    if tense_at(page.text, times[0].span) == "future" or not _takes_part(page, said, bounds):
        return None
    when = story.when(times[0])
    return replace(when, rule="occasion") if when else None


def _takes_part(page: Page, said: Said, bounds: Span) -> bool:
    """Whether a sentence tells of a talk in which the speaker takes part, as far as can be seen."""
    sentence = page.masked[bounds.start : min(bounds.end, bounds.start + 1000)]
    if _TALK.search(sentence) or _PRONOUN.match(said.source):
        return True
    return any(name in sentence for name in _NAME.findall(said.source)[:8])


def date_between(story: Story, ordered: Sequence[Said], found: dict[str, When]) -> dict[str, When]:
    """What somebody else says between two statements of one speaker's scene belongs to it: questions, answers."""
    out = {}
    for first, said, last in zip(ordered, ordered[1:], ordered[2:], strict=False):
        before, after = found.get(first.id), found.get(last.id)
        if said.id in found or not said.source or not before or not after or first.key != last.key:
            continue
        same = (before.earliest, before.latest) == (after.earliest, after.latest) and after.rule == "scene"
        near = last.paragraph - first.paragraph <= 2 and said.group.start > story.headline_end
        if same and near and is_event(said):
            out[said.id] = replace(before, rule="between")
    return out


def date_openings(story: Story, ordered: Sequence[Said], found: dict[str, When]) -> dict[str, When]:
    """Headline and lead tell what the story dates further down: the first dated statement of the same speaker."""
    out = {}
    first: dict[str, tuple[int, When]] = {}
    for said in reversed(ordered):
        when = found.get(said.id)
        headline = said.group.end <= story.headline_end
        if when:
            if when.rule != "deictic" and _is_short(when) and not story.is_ahead(when):
                first[said.key] = (said.paragraph, when)
        elif said.key in first and is_event(said) and not is_noun(said):
            below, told = first[said.key]
            lead = said.paragraph <= _LEAD + 1 and below - said.paragraph <= _LEAD
            if lead or (headline and below <= _LEAD + 2):
                out[said.id] = replace(told, rule="headline" if headline else "lead")
        elif not headline:
            first.pop(said.key, None)
    return out


def _is_short(when: When) -> bool:
    """Whether the days are one occasion's, a week at most, and not a month or a year."""
    return (date.fromisoformat(when.latest) - date.fromisoformat(when.earliest)).days < 7


def date_story_of_the_day(story: Story, ordered: Sequence[Said], found: dict[str, When]) -> dict[str, When]:
    """A story that opens with what happened on the day of publication can report no other day's words on it."""
    page, published = story.page, story.published
    if not published:
        return {}
    opening = 2 + (story.headline_end > 0)
    telling = {s.sentence for s in ordered}
    for time, days in zip(page.times, story.days, strict=True):
        if story.paragraph(time.span.start) > opening:
            break
        today = days and days.earliest == days.latest == published and time.span.start >= story.headline_end
        if (
            today
            and stands_for_when(page, time)
            and tense_at(page.text, time.span) == "past"
            and not _DATELINE.match(page.text, time.span.end)
            and not opens_content(page, time)
            and (
                page.sentence(time.span.start) in telling
                or not _REPORTS.search(page.masked, *page.around(time.span))
            )
        ):
            when = When(published.isoformat(), published.isoformat(), time.span, "story of the day")
            return {s.id: when for s in ordered if s.id not in found and is_event(s) and _is_past(s.cue)}
    return {}


def _is_past(cue: str) -> bool:
    """Whether a cue tells of one act in the past: "said", "added", "asked"; not "are debated"."""
    return bool(_PAST_CUE.search(cue)) and not _PASSIVE.search(cue)
