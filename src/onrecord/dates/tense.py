"""Whether a time expression stands by a verb of the past or of the future."""

from __future__ import annotations

import re

from onrecord.dates.resolving import Tense
from onrecord.types import Span

__all__ = ["tense_at"]

_FUTURE = (
    r"will|would|could|may|might|won['’]t|shall|['’]ll|going\s+to|(?:is|are|was|were)\s+(?:to|set\s+to|due|scheduled|slated|expected)|scheduled|"
    r"slated|upcoming|planned|effective|payable|as\s+(?:early|soon)\s+as|ahead\s+of|plans?\s+to|due|expires?|begins?|starts?|opens?|until|by|to\s+be"
)
_PAST = r"was|were|had|did|said|told|took|made|came|went|met|held|began|won|lost|left|gave|got|ran|spoke|wrote|sent|saw|\w{2,}ed"
_VERB = re.compile(rf"\b(?:(?P<future>{_FUTURE})|(?P<past>{_PAST}))\b", re.I)
_END = re.compile(r"[.;!?]\s|\n")
_REACH = 110


def tense_at(text: str, span: Span) -> Tense:
    """The tense of the last verb before an expression in its sentence, else of the first after it.

    >>> tense_at("They will meet on Tuesday.", Span(18, 25))
    'future'
    """
    before = _END.split(text[max(0, span.start - _REACH) : span.start])[-1]
    found = next(reversed(list(_VERB.finditer(before))), None)
    if found is None:
        found = _VERB.search(_END.split(text[span.end : span.end + _REACH], maxsplit=1)[0])
    if found is None:
        return ""
    return "future" if found["future"] else "past"
