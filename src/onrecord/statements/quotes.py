"""The quotation marks really in a text -> quotations, and what part of a content they cover.

Curly, straight, low-high and angled double marks; single ones where they cannot be apostrophes. A mark that never
closes runs to the end of its paragraph or to the next opening mark. In the newspaper convention each paragraph of a
long quotation opens again and only the last one closes; a paragraph that closes what the one before left open is
quoted too.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from onrecord.types import Kind, Span

__all__ = ["Quotation", "find_quotations", "is_title", "kind_of", "quoted_parts"]

# opening mark -> the marks that may close it; ”, » and '' open where a writer set them the wrong way round
_CLOSERS: dict[str, tuple[str, ...]] = {
    "“": ("”", '"', "“"),
    "”": ("“", "”"),
    "„": ("“", "”", '"'),
    "‟": ("”",),
    "«": ("»",),
    "»": ("«",),
    "‹": ("›",),
    "〝": ("〞",),
    '"': ('"', "”"),
    "``": ("''", '"'),
    "''": ("''",),
    "‘": ("’",),
    "'": ("'",),
}
_TURNED = frozenset("”»") | {"''"}
_SINGLE = frozenset("‘'")
_OPENERS = frozenset("“„‟«‹〝‘") | {"``"}
_MARK = re.compile(r"``|''|[\"“”„‟«»‹›〝〞‘’']")
_ELISION = re.compile(r"(?:tis|twas|em|til|cause|bout|n|\d0s)\b", re.IGNORECASE)
_WORD = re.compile(r"\w")
_DEPTH = 2

_WORK = (
    r"(?:ads?|albums?|articles?|ballads?|books?|columns?|comed(?:y|ies)|documentar(?:y|ies)|drama|editorials?|episodes?|"
    r"essays?|films?|hits?|magazines?|memoirs?|movies?|musicals?|novels?|operas?|paintings?|pamphlets?|plays?|"
    r"podcasts?|poems?|programs?|programmes?|reports?|series|shows?|sitcoms?|songs?|speech(?:es)?|stor(?:y|ies)|"
    r"thrillers?|(?:en)?titled)"
)
_WORK_BEFORE = re.compile(rf"\b{_WORK},?\s*$", re.IGNORECASE)
_WORK_AFTER = re.compile(rf"\s+{_WORK}\b", re.IGNORECASE)
_SMALL_WORD = re.compile(r"(?:an?|and|as|at|but|by|for|from|in|is|of|on|or|the|to|vs?|with)$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Quotation:
    """One quotation: its marks and what stands between them; `close` is None where it never closes.

    `level` 1 stands inside another quotation. `open` is empty where the paragraph before had opened it.
    """

    open: Span
    inside: Span
    close: Span | None
    level: int

    @property
    def whole(self) -> Span:
        """Marks included."""
        return Span(self.open.start, self.close.end if self.close else self.inside.end)


@dataclass(slots=True)
class _Opened:
    """A mark that has opened, under how many others, and the mark that closed it."""

    mark: str
    at: Span
    depth: int
    close: Span | None = None


def find_quotations(text: str, blocks: Sequence[Span]) -> list[Quotation]:
    """Quotations in each block (paragraph), in text order."""
    pairs: list[tuple[Span, list[_Opened]]] = []
    carried: str | None = None
    for block in blocks:
        opened = _in_block(text, block, carried)
        carried = next(
            (o.mark for o in opened if o.close is None and o.depth == 0 and o.mark not in _SINGLE), None
        )
        pairs.append((block, opened))
    styles = {o.mark for _, opened in pairs for o in opened if o.close and o.mark not in _SINGLE}
    out: list[Quotation] = []
    for block, opened in pairs:
        out.extend(_resolve(text, block, opened, styles))
    return sorted(out, key=lambda q: (q.open.start, q.level))


def _in_block(text: str, block: Span, carried: str | None) -> list[_Opened]:
    """The marks that open in a block, in text order; `carried`: the mark that the block before left open."""
    found: list[_Opened] = []
    stack: list[_Opened] = []
    for match in _MARK.finditer(text, block.start, block.end):
        mark, at = match.group(), Span(*match.span())
        closed = next((i for i in range(len(stack) - 1, -1, -1) if mark in _CLOSERS[stack[i].mark]), None)
        opens = (
            mark in _CLOSERS and _may_open(text, at, block) and not (closed is not None and mark in _TURNED)
        )
        if closed is not None and _may_close(text, at, mark) and not opens:
            stack[closed].close = at
            del stack[closed:]
        elif opens and len(stack) < _DEPTH:
            stack.append(_Opened(mark, at, len(stack)))
            found.append(stack[-1])
        elif carried and not found and mark in _CLOSERS[carried] and at.start > block.start:
            found.append(_Opened(carried, Span(block.start, block.start), 0, at))
    return found


def _resolve(text: str, block: Span, opened: list[_Opened], styles: set[str]) -> Iterator[Quotation]:
    """Quotations of a block: one that never closes gives way to the next double mark that opens."""
    lone = next((o for o in opened if o.close is None and o.depth == 0), None)
    cut = block.end
    if lone is not None:
        later = (o.at.start for o in opened if o.at.start > lone.at.start and o.mark not in _SINGLE)
        cut = next(later, block.end)
    if lone is not None and (lone.mark in _SINGLE or (styles and lone.mark not in styles)):
        cut = lone.at.start  # an apostrophe, or a stray mark of a kind that this text never closes
    for o in opened:
        after_lone = lone is not None and o.at.start > lone.at.start
        level = int(o.at.start < cut) if after_lone else o.depth
        if o.close is not None:
            yield Quotation(o.at, Span(o.at.end, o.close.start), o.close, level)
        elif o.mark not in _SINGLE and (after_lone or o.depth == 0):
            end = cut if o is lone else block.end
            if end > o.at.start and _WORD.search(text, o.at.end, end):
                yield Quotation(o.at, Span(o.at.end, end), None, level)


def _may_open(text: str, at: Span, block: Span) -> bool:
    """A mark opens before a word, and after a blank, a bracket, a dash or another mark.

    Marks with a direction also open before a blank (« non ») and right after a word or a comma.
    """
    mark = text[at.start : at.end]
    if at.end >= block.end:
        return False
    before = text[at.start - 1] if at.start > block.start else " "
    after = text[at.end]
    if mark == "'" and _ELISION.match(text, at.end):
        return False
    touching = before.isalnum() or before in ".,;:!?)]…"
    if mark in _OPENERS and mark not in _SINGLE:
        return after.isalnum() or not touching
    if after.isspace():
        return at.start == block.start and mark not in _SINGLE
    return not touching or (mark == '"' and before in ",:" and after.isalpha() and _is_first(text, at, block))


def _is_first(text: str, at: Span, block: Span) -> bool:
    """Whether a straight mark is the first one within reach: after `said,"` it can then only open."""
    return '"' not in text[max(block.start, at.start - 400) : at.start]


def _may_close(text: str, at: Span, mark: str) -> bool:
    """A single mark between letters is an apostrophe."""
    if mark not in "'’":
        return True
    return not (at.start and text[at.start - 1].isalnum() and text[at.end : at.end + 1].isalnum())


def is_title(quotation: Quotation, text: str) -> bool:
    """Whether the quotation is the title of a work: capitalised, beside a word such as “novel” or “titled”.

    >>> text = 'He praised the film “The Long Way Home”.'
    >>> is_title(find_quotations(text, [Span(0, len(text))])[0], text)
    True
    """
    inside = quotation.inside
    if inside.end - inside.start > 80:
        return False
    words = re.findall(r"[^\W\d_][\w'’-]*", inside.of(text))
    if not words or not all(w[0].isupper() or _SMALL_WORD.match(w) for w in words) or words[0].islower():
        return False
    start, end = quotation.whole
    return bool(
        _WORK_BEFORE.search(text[max(0, start - 20) : start]) or _WORK_AFTER.match(text[end : end + 20])
    )


def quoted_parts(
    content: Sequence[Span], quotations: Sequence[Quotation], text: str, cue: Span | None = None
) -> tuple[Span, ...]:
    """What of `content` stands within quotation marks, marks and titles left out, in text order.

    Level 0 counts; but a quotation that holds the `cue` too is somebody else's, and the ones in it count instead.
    """
    parts = []
    for span, quotation in _pairs(content, quotations, cue):
        start, end = max(span.start, quotation.inside.start), min(span.end, quotation.inside.end)
        while start < end and text[start].isspace():
            start += 1
        while start < end and text[end - 1].isspace():
            end -= 1
        if start < end and _WORD.search(text, start, end) and not is_title(quotation, text):
            parts.append(Span(start, end))
    return tuple(parts)


def kind_of(
    content: Sequence[Span], quotations: Sequence[Quotation], text: str, cue: Span | None = None
) -> Kind:
    """direct: every word of the content within quotation marks; mixed: some; indirect: none (`cue`: as in `quoted_parts`).

    >>> text = 'He called it “unfair”.'
    >>> kind_of([Span(10, 21)], find_quotations(text, [Span(0, 22)]), text)
    'mixed'
    """
    parts = quoted_parts(content, quotations, text, cue)
    if not parts:
        return "indirect"
    first = 0
    for span in content:
        at = span.start
        while first < len(parts) and parts[first].start < span.end:
            if _WORD.search(text, at, max(at, parts[first].start)):
                return "mixed"
            at = parts[first].end
            first += 1
        if _WORD.search(text, at, span.end):
            return "mixed"
    return "direct"


def _pairs(
    content: Sequence[Span], quotations: Sequence[Quotation], cue: Span | None
) -> Iterator[tuple[Span, Quotation]]:
    """Content spans with the quotations that overlap them and count for them."""
    for span in content:
        at = bisect_left(quotations, span.start, key=lambda q: q.open.start)
        while at > 0:
            at -= 1
            if quotations[at].level == 0:
                break
        other: Quotation | None = None  # holds the cue as well
        for quotation in islice(quotations, at, None):
            if quotation.open.start >= span.end:
                break
            theirs = quotation.open.start < span.start and _holds(quotation, cue)
            if quotation.level == 0 and theirs:
                other = quotation
            elif quotation.inside.end > span.start and (quotation.level == 0 or _within(quotation, other)):
                yield span, quotation


def _holds(quotation: Quotation, span: Span | None) -> bool:
    return span is not None and quotation.inside.start <= span.start and span.end <= quotation.inside.end


def _within(quotation: Quotation, other: Quotation | None) -> bool:
    return other is not None and _holds(other, quotation.inside)
