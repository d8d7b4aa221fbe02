"""What the room knows of contacts: nouns and verbs that report one, and the words that tell whether it took place."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from onrecord.circumstances.tables import read_sets

__all__ = ["ContactTables", "load_contacts", "status_of"]

_UP_TO = r"(?:\W+[\w’'-]+){0,%d}\W*$"  # words between the telling word and the contact
_VERB = (
    r"(?:hold|have|host|attend|begin|start|resume|pay|make|receive|welcome|take part in|send|write|arrange|organi[sz]e|"
    r"join|chair|schedule|restart|convene|conduct|embark on|go on|undertake)"
)
_NOT_TO = r"(?:refus\w*|declin\w*)(?: to)?|will not|won['’]t|would not|wouldn['’]t|no longer"
# The first row that matches the words before or after a contact decides.
_STATUS: tuple[tuple[str, re.Pattern[str], re.Pattern[str]], ...] = (
    (
        "denied",
        re.compile(
            r"\b(?:den(?:y|ies|ied|ying)|refut\w+)\b" + _UP_TO % 8
            + r"|\b(?:(?:did|had|have|has) (?:not|never)|never|(?:didn|hadn|hasn|haven)['’]t)" + _UP_TO % 3
            + r"|\b(?:there was no|no such)" + _UP_TO % 2, re.I,
        ),
        re.compile(r"^[^.;:,]{0,60}?\b(?:never (?:took place|happened)|(?:did not|didn['’]t) (?:take place|happen))\b", re.I),
    ),
    (
        "cancelled",
        re.compile(
            r"\b(?:cancel\w*|call(?:ed|s|ing)? off|scrap\w*|postpon\w*|abandon\w*|pull\w* out of|withdr[ae]w\w* from|suspend\w*|"
            rf"boycott\w*|snub\w*|skip\w*|rul\w+ out|reject\w*|break\w* off|broke off|{_NOT_TO})\b" + _UP_TO % 4, re.I,
        ),
        re.compile(
            r"^[^.;:]{0,80}?\b(?:(?:was|were|is|are|been|be) (?:\w+ )?(?:cancel\w*|called off|scrapped|postponed|abandoned|shelved|"
            r"suspended|aborted)|fell through|(?:will not|won['’]t) (?:take place|happen|go ahead|be held))\b", re.I,
        ),
    ),
    (
        "held",
        re.compile(
            r"\b(?:during|after|following|since)" + _UP_TO % 3
            + r"|\b(?:flew|travell?ed|went|came|arrived|managed|was able|were able|began|returned|stayed|stopped)\b[^.;,]{0,40}\bto (?:\w+ )?$", re.I,
        ),
        re.compile(r"(?!)"),
    ),
    (
        "proposed",
        re.compile(
            r"\b(?:propos\w*|offer\w*|suggest\w*|call(?:s|ed|ing)? for|invit\w*|request\w*|s(?:eek|eeks|ought|eeking)|want(?:s|ed|ing)?|hop(?:e|es|ed|ing)|"
            r"(?:would|['’]d) (?:like|love|be (?:willing|happy|ready|open))|willing|ready|open|urg\w+|ask(?:s|ed|ing)? to|demand\w*|keen|prepared|"
            r"push\w* for|appeal\w* for|consider\w*|mull\w*)\b" + _UP_TO % 5, re.I,
        ),
        re.compile(r"^[^.;:,]{0,60}?\b(?:was|were|is|are|been) (?:\w+ )?(?:proposed|suggested|requested|offered|under discussion|possible)\b", re.I),
    ),
    (
        "planned",
        re.compile(
            r"\b(?:will|would|['’]ll|shall|can|could|may|might|plan(?:s|ned|ning)?|scheduled|set|due|expect\w*|upcoming|forthcoming|next|"
            r"future|ahead of|before|agree[ds]? (?:to|on)|arrang\w*|looking forward to|eve of|announc\w+)\b" + _UP_TO % 5
            + rf"|\bto (?:\w+ly )?(?:{_VERB}\b" + _UP_TO % 4 + r"|$)", re.I,
        ),
        re.compile(
            r"^[^.;,]{0,70}?\b(?:(?:will|would|could|may|might|shall|can) (?:\w+ )?(?:take place|be held|happen|begin|start|follow|come|focus|be)|"
            r"(?:is|are|was|were) (?:to|due|set|scheduled|expected|planned|likely|being (?:planned|arranged|prepared)))\b|"
            r"^[^.;,]{0,40}?\b(?:tomorrow|next (?:week|month|year|\w+day)|later this (?:week|month|year))\b|"
            r"^[^.;,]{0,40}? (?:planned|scheduled|expected|due|set) (?:for|to|in|on)\b", re.I,
        ),
    ),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class ContactTables:
    """`nouns` and `verbs`: a folded word (a noun of up to two) to the kind of contact; `sets`: the other rows."""

    nouns: dict[str, str]
    verbs: dict[str, str]
    sets: dict[str, frozenset[str]]


@lru_cache(maxsize=1)
def load_contacts() -> ContactTables:
    """Read contacts.tsv."""
    sets = read_sets("contacts.tsv")
    nouns: dict[str, str] = {}
    verbs: dict[str, str] = {}
    for name, listed in sets.items():
        part, _, kind = name.partition(".")
        if part == "noun":
            nouns |= dict.fromkeys(listed, kind)
        if part == "verb":
            verbs |= dict.fromkeys(listed, kind)
    return ContactTables(nouns, verbs, sets)


def status_of(before: str, after: str) -> str:
    """Whether a contact took place, from the words of its sentence before and after it.

    >>> status_of("The premier will ", "met the mayor"), status_of("The premier ", "met the mayor")
    ('planned', 'held')
    """
    for status, leading, trailing in _STATUS:
        if leading.search(before[-90:]) or trailing.search(after[:110]):
            return status
    return "held"
