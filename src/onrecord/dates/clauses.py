"""Which time expressions stand in a statement's own reporting clause: those that date the saying, not the said.

The words of contents are masked, sentences are cut in what is left, and an expression counts where nothing
between it and the words that report ("said", "the mayor") shows that it belongs to something else.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from onrecord.dates.forms import Time
from onrecord.types import Article, Span, Statement

__all__ = [
    "DOCUMENTS",
    "OCCASIONS",
    "Page",
    "at_occasion",
    "dating_time",
    "group_of",
    "lay_out",
    "opens_content",
    "stands_for_when",
]

MASK = "\0"
# Events and works in which things are said: "a Labor Day interview" dates what is said in it, "the 2015 law" not.
OCCASIONS = (
    r"interviews?|speech|address|remarks|rall(?:y|ies)|town\s+halls?|appearance|press\s+conference|news\s+conference|conference|"
    r"briefing|hearing|testimony|debate|meeting|summit|session|call|event|ceremony|visit|stop|forum|panel|podcast|"
    r"broadcast|show|episode|segment|program(?:me)?|statement|news\s+release|press\s+release|release|letter|memo|"
    r"e-?mail|message|post|tweets?|editorial|op-ed|column|essay|profile|story|feature|piece|article|exposé|expose|"
    r"book|memoir|blog|filing|lawsuit|ruling|opinion|decision|announcement|note|video|monologue|sermon|keynote|lecture|"
    r"report|study|survey|poll|analysis|paper|review|audit|investigation|complaint|order|convention|gala|fundraiser"
)
# The narrower list for words that only stand near a date: a "call" or an "order" there may be anything.
TALKS = (
    r"interviews?|speech|address|remarks|rall(?:y|ies)|town\s+halls?|appearance|conference|briefing|hearing|testimony|"
    r"debate|meeting|summit|session|event|forum|panel|podcast|broadcast|show|episode|statement|release|letter|memo|"
    r"message|post|tweets?|editorial|op-ed|column|essay|profile|feature|article|interviewed|taped|phone\s+call|"
    r"book|memoir|report|study|survey|poll|gala|fundraiser|lecture|sermon|keynote|ceremony"
)
DOCUMENTS = re.compile(
    r"\b(?:report|study|survey|poll|analysis|paper|review|article|piece|story|feature|column|book|memo|letter|"
    r"researchers|authors|findings?|survey|editorial|statement|post|document|filing|lawsuit|complaint|ruling|email)\b",
    re.I,
)
_OCCASION_NEXT = re.compile(rf"(?:['’]s)?(?:[\s-]+[\w’'.-]+){{0,3}}?[\s-]+(?:{OCCASIONS})\b", re.I)
_END = re.compile(
    r"[.!?…]{1,3}[\"”’'»)\]]{0,4}\s{1,9}(?=[\"“‘'«(\[]?[A-Z\d\0])|\n+|(?<=[.!?])[\"”»]+\s*(?=\0)"
)
_SHORT = re.compile(
    r"\b(?:[A-Z]|Mr|Mrs|Ms|Dr|Sen|Rep|Gov|Gen|Col|Lt|Sgt|St|Jr|Sr|vs|No|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec|"
    r"Mon|Tues?|Wed|Thurs?|Fri|Sat|Sun|[ap]\.m|U\.S|U\.K|U\.N|D\.C|Prof|Rev|Hon|Inc|Co|Corp|Ltd|Mich|Calif|Fla|Pa|Ariz|Colo|Ill|Mass|Wash|Va)$"
)


@dataclass(frozen=True, slots=True)
class Page:
    """An article laid out for dating: text with contents masked, its sentences, and the times outside contents."""

    text: str
    masked: str
    ends: tuple[int, ...]
    times: tuple[Time, ...]
    starts: tuple[int, ...]

    def sentence(self, at: int) -> int:
        """The number of the sentence in which a character stands."""
        return bisect_right(self.ends, at)

    def bounds(self, sentence: int) -> Span:
        """Where a sentence begins and ends."""
        begin = self.ends[sentence - 1] if sentence else 0
        return Span(begin, self.ends[sentence] if sentence < len(self.ends) else len(self.text))

    def around(self, span: Span, reach: int = 400) -> Span:
        """The sentence of a span, as far as it is near: a sentence has no end in some texts."""
        begin, end = self.bounds(self.sentence(span.start))
        return Span(max(begin, span.start - reach), min(end, span.end + reach))

    def time_at(self, span: Span | None) -> int | None:
        """The number of the time that stands on a span."""
        at = bisect_left(self.starts, span.start) if span else len(self.times)
        return at if at < len(self.times) and self.times[at].span == span else None

    def times_in(self, span: Span) -> Sequence[Time]:
        """The times that begin in a span."""
        return self.times[bisect_left(self.starts, span.start) : bisect_left(self.starts, span.end)]


def lay_out(article: Article, statements: Sequence[Statement], times: Sequence[Time]) -> Page:
    """Mask the contents of outermost statements and cut what is left into sentences."""
    text = article.text
    cues = [s for st in statements if st.parent is None for s in (*st.cue, *st.source)]
    contents = sorted(s for st in statements if st.parent is None for s in st.content)
    masked = _masked(text, contents, cues)
    ends = [
        m.end() for m in _END.finditer(masked) if "\n" in m.group() or not _SHORT.search(masked, max(0, m.start() - 6), m.start())
    ]  # fmt: skip
    outside = tuple(t for t in times if MASK not in masked[t.span.start : t.span.end])
    return Page(text, masked, tuple(ends), outside, tuple(t.span.start for t in outside))


def _masked(text: str, contents: Sequence[Span], cues: Sequence[Span]) -> str:
    """The text with contents overwritten, but for their last full stop and for cues that stand within one."""
    pieces, reached = [], 0
    kept = sorted(cues)
    for start, end in contents:
        start = max(start, reached)
        if end <= start:
            continue
        closing = re.search(r"\.[\"”’'»]*$", text[max(start, end - 4) : end])
        stop = end - len(closing.group()) if closing else end
        pieces.append(text[reached:start])
        i = bisect_left(kept, (start, start))
        at = start
        while i < len(kept) and kept[i].start < stop:
            if kept[i].start >= at and kept[i].end <= stop:
                pieces += [MASK * (kept[i].start - at), text[kept[i].start : kept[i].end]]
                at = kept[i].end
            i += 1
        pieces += [MASK * (stop - at), text[stop:end]]
        reached = end
    return "".join((*pieces, text[reached:]))


def group_of(page: Page, statement: Statement) -> Span:
    """The words that report, cue and source, as far as they stand in the sentence of the cue."""
    heads = statement.cue or statement.source or statement.content
    if not heads:
        return Span(0, 0)
    bounds = page.bounds(page.sentence(heads[0].start))
    spans = [s for s in (*statement.cue, *statement.source) if bounds.start <= s.start < bounds.end] or [
        heads[0]
    ]
    return Span(min(s.start for s in spans), max(s.end for s in spans))


_BREAK = re.compile(
    r"[;:\n]|[—–]|\s-\s|\b(?:who|which|when|where|while|because|although|though|whereas|but|than|if|whether|whose|before)\b",
    re.I,
)
_AFTER_BREAK = re.compile(
    r"[;:\n]|\b(?:who|which|that|when|where|while|because|although|though|but|than|if|whether|since|as|before|"
    r"after(?!\s+(?:an?|the|his|her|their|its)\b))\b",
    re.I,
)
_SKIP = re.compile(r"[\s,]{0,4}")
_QUOTES = "\"“”‘’'«„"
_DEED = re.compile(
    r"\W*(?:\w+ly\s+)?(?!Asked|Pressed|Questioned|Reached|Contacted|Interviewed|Challenged|Cornered)"
    r"(?:[A-Z]\w{2,}ed|Born|Built|Made|Held|Set|Begun)\b[^,]*$"
)
# "Rao, who left last year, says": the date of something else; "the report, which was published last year, says" is not.
_ASIDE = re.compile(r"\b(?:who|which|that|whose)\b", re.I)
_ISSUED = re.compile(
    r"\b(?:published|released|issued|posted|aired|broadcast|taken|conducted|dated|written)\b", re.I
)
_FAR = 3000  # characters, contents included, between the words that report and a date of theirs
_HUNG = re.compile(r"\b(?:for|of|by|from|about|without|despite)\s+\w+ing\b", re.I)
_UNDER = re.compile(r"(?:^|[\n.]\s*)(?:Under|During)\s[^,.\n]{2,40}\($")
_RELATIVE = re.compile(r"(?:who|which|that|whose)\b", re.I)
_ADVERBIAL = frozenset(("weekday", "relative", "discourse", "vague"))
_NOT_WHEN = re.compile(
    r"\b(?:until|till|by|before|for|than|of|about|after|and|or|to|through|ahead\s+of|as\s+of)\s+(?:the\s+)?$",
    re.I,
)
_WHEN = re.compile(
    r"\b(?:on|in|during|over|at|around|from|since|back\s+in)\s+(?:the\s+|about\s+|early\s+|late\s+|mid-)*$",
    re.I,
)
_BARE_DETERMINER = re.compile(r"(?:\b(?:the|a|an|its|his|her|their|our|my)|\w['’]s)\s+$", re.I)
_LED_IN = re.compile(
    r"[,\s]*(?:[\"”’'»])?[,\s]*(?:in|at|on|during|late|early|earlier|over|to|from|after|via|through)\b", re.I
)
_LED_BY = re.compile(
    r"\b(?:in|at|during|on|from|with|to|following|through|via)\s+(?:[\w’'.-]+\s+){0,3}$", re.I
)
_OCCASION_NEAR = re.compile(rf"\b(?:{TALKS})\b(?:\s+[^\s,;:]+){{0,8}}\s*$", re.I)
_OCCASION_BEFORE = re.compile(rf"\b(?:{OCCASIONS})\s+(?:of|from|on|in)\s+$", re.I)


def stands_for_when(page: Page, time: Time) -> bool:
    """Whether an expression tells when something was done, and is no part of a name for something else.

    "On Tuesday", "said Tuesday", "in a Labor Day interview", "a study of 2014": yes. "The 2015 law",
    "Monday's vote", "until Thursday", "for 2014": no.
    """
    text, (start, end) = page.masked, time.span
    before = text[max(0, start - 48) : start]
    if time.part in ("since", "later") or _UNDER.search(before):
        return True
    after = text[end : end + 60]
    bare = (
        _BARE_DETERMINER.search(before)
        and time.kind != "discourse"
        and not text.startswith(("the", "The"), start)
    )
    if bare or re.match(r"['’]s?\s|-", after):
        return _is_attribute_of_talk(time, before, after)
    if _NOT_WHEN.search(before):
        return bool(_OCCASION_BEFORE.search(before))
    if (
        _WHEN.search(before)
        or time.kind in _ADVERBIAL
        or time.toward
        or (time.kind == "date" and len(time.value) >= 10)
    ):
        return True
    return bool(_OCCASION_NEXT.match(after) and _LED_BY.search(before))


def _is_attribute_of_talk(time: Time, before: str, after: str) -> bool:
    """Of expressions that stand before a noun, or after a determiner, those that tell when something was said."""
    if _OCCASION_BEFORE.search(before) and time.kind in ("weekday", "relative", "date"):
        return True
    if time.value.startswith("weekend") and not re.match(r"['’]s\s", after):
        return not _NOT_WHEN.search(re.sub(r"the\s+$", "", before))
    return bool(_OCCASION_NEXT.match(after) and (_LED_BY.search(before) or not re.search(r"\w", before)))


def at_occasion(page: Page, time: Time) -> bool:
    """Whether an event or a work in which things are said stands by an expression: "held a briefing on Friday"."""
    begin = page.bounds(page.sentence(time.span.start)).start
    before = page.masked[max(begin, time.span.start - 90) : time.span.start]
    return bool(
        _OCCASION_NEAR.search(before) or _OCCASION_NEXT.match(page.masked, time.span.end, time.span.end + 60)
    )


def dating_time(page: Page, statement: Statement, others: Sequence[Span]) -> Time | None:
    """The expression of the statement's own clause that dates it, or None.

    `others`: groups (cue and source) of the other statements of the same sentence.
    """
    group = group_of(page, statement)
    bounds = page.around(group, _FAR)
    best: tuple[int, Time] | None = None
    relative = any(_RELATIVE.match(s.of(page.text)) for s in statement.source)
    hung = statement.cue and _HUNG.search(
        page.masked, max(0, statement.cue[0].start - 12), statement.cue[0].start + 24
    )
    for time in page.times_in(bounds):
        if hung and time.span.start < statement.cue[0].start:
            continue  # "at a hearing in May for saying that …": it was not said there
        away = _distance(page, time, group, relative, others)
        if away is None or (best and best[0] <= away):
            continue
        inside = group.start <= time.span.start < group.end
        if stands_for_when(page, time) or (inside and _dates_source(page, time, statement)):
            best = (away, time)
    return best[1] if best else None


def _dates_source(page: Page, time: Time, statement: Statement) -> bool:
    """ "A 2014 study": a source that is a work of that time; "said in 2014" is no such thing."""
    return any(
        s.start <= time.span.start < s.end and _OCCASION_NEXT.match(page.text, time.span.end, min(s.end, time.span.end + 60))
        for s in statement.source
    )  # fmt: skip


def _distance(page: Page, time: Time, group: Span, relative: bool, others: Sequence[Span]) -> int | None:
    """How far an expression stands from the words that report, None where it belongs to another clause."""
    start, end = time.span
    if group.start <= start < group.end:
        aside = _ASIDE.search(page.masked, group.start, start)
        return None if aside and not _ISSUED.search(page.masked, max(group.start, start - 24), start) else 0
    if end <= group.start:
        between = page.masked[max(end, group.start - 300) : group.start]
        taken = any(o.start <= start or o.end <= group.start for o in others)
        if relative or taken or len(between) > 260 or _BREAK.search(between):
            return None
        return None if opens_content(page, time) or _of_participle(page, time) else len(between)
    if any(group.end < o.end <= start for o in others):
        return None
    between = page.masked[group.end : start]
    return len(between) + 20 if _follows(between, time) else None


def opens_content(page: Page, time: Time) -> bool:
    """ "On Tuesday, the dam burst, Rao said": a date that opens a sentence, right before what is told, unless that is in quotation marks."""
    begin = page.around(time.span, 60).start
    if len(page.masked[begin : time.span.start].split()) > 2:
        return False
    after = _SKIP.match(page.masked, time.span.end)
    at = after.end() if after else time.span.end
    return page.masked.startswith(MASK, at) and page.text[at] not in _QUOTES


def _of_participle(page: Page, time: Time) -> bool:
    """ "Built in 2016, the mill is known as": the date of another deed; "Asked on Tuesday, Rao said" is none."""
    begin = page.around(time.span, 60).start
    return bool(_DEED.match(page.masked[begin : time.span.start]))


def _follows(between: str, time: Time) -> bool:
    """Whether an expression after the words that report, and after contents of theirs, still belongs to them."""
    tail = between.rpartition(MASK)[2]
    words = len(tail.split())
    if words > 14 or _AFTER_BREAK.search(tail):
        return False
    if MASK not in between:
        return True
    # "growth of 3 percent this year": the year is of what was said
    return bool(_LED_IN.match(tail)) if words else _names_a_day(time)


def _names_a_day(time: Time) -> bool:
    return (
        time.kind in ("weekday", "discourse", "festival")
        or time.value.startswith("day")
        or len(time.value) >= 10
    )
