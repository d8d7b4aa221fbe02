"""Where sentences begin and end: a text and a span of it in, the span of the sentences around it out. Fast, by rules.

Only the paragraph is looked at: no text is so long that showing a search result would take its time.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from onrecord.types import Span

__all__ = ["sentence_around", "sentence_of"]

LONGEST = 2000  # characters looked at on either side: a "paragraph" without end is cut there
_END = re.compile(r"[.!?…]{1,3}[\"”’'»)\]]{0,3}\s{1,9}(?=[\"“‘'«(\[—–-]{0,2}[^\W_a-z])")
_SHORT = re.compile(
    r"(?:\b(?:[A-Z]|Mr|Mrs|Ms|Mx|Dr|Prof|Sen|Rep|Reps|Sens|Gov|Gen|Lt|Col|Capt|Sgt|Maj|Rev|Hon|Jr|Sr|St|Mt|No|vs|Inc|Co|Corp|Ltd|"
    r"Jan|Feb|Mar|Apr|Aug|Sept?|Oct|Nov|Dec|Ala|Ariz|Ark|Calif|Colo|Conn|Del|Fla|Ga|Ill|Ind|Kan|Ky|La|Mass|Md|Mich|Minn|Miss|"
    r"Mo|Mont|Neb|Nev|Okla|Ore|Pa|Tenn|Tex|Vt|Va|Wash|Wis|Wyo)|\b(?:[A-Za-z]\.)+[A-Za-z])$"
)


def sentence_around(text: str, start: int, end: int) -> Span:
    """The sentence, or the sentences, in which the characters `start` to `end` of `text` stand, without blanks at the ends.

    >>> text = "It rained. Mr. Roth said the bridge was safe. Nobody asked."
    >>> sentence_around(text, 25, 44).of(text)
    'Mr. Roth said the bridge was safe.'
    """
    start, end = max(0, min(start, len(text))), max(0, min(end, len(text)))
    first = max(text.rfind("\n", 0, start) + 1, start - LONGEST)
    last = text.find("\n", max(start, end - 1), end + LONGEST)
    last = last if last >= 0 else min(len(text), end + LONGEST)
    begin, stop = first, last
    for match in _END.finditer(text, first, last):
        if _SHORT.search(text, max(first, match.start() - 12), match.start()):
            continue
        if match.end() <= start:
            begin = match.end()
        elif match.end() >= end:
            stop = match.end()
            break
    while begin < stop and text[begin].isspace():
        begin += 1
    while stop > begin and text[stop - 1].isspace():
        stop -= 1
    return Span(begin, stop)


def sentence_of(text: str, content: Iterable[Span], cue: Iterable[Span] = ()) -> Span:
    """The sentences of a statement: those of its content, and of its cue where no line end parts them."""
    spans = tuple(content)
    start, end = min(s.start for s in spans), max(s.end for s in spans)
    for span in cue:
        low, high = min(start, span.start), max(end, span.end)
        if high - low <= LONGEST and "\n" not in text[low:start] + text[end:high]:
            start, end = low, high
    return sentence_around(text, start, end)
