"""What everything is made of: frozen dataclasses that point into one unaltered text.

A `Span` is a half-open character range `[start, end)` in `Article.text`, in code points (Python string
indices). Field names and closed lists are those of the record format, version 1 (docs/record-format.md).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any, Literal, NamedTuple

__all__ = [
    "ACTS",
    "CONTACT_KINDS",
    "CONTACT_STATUSES",
    "FORMAT",
    "Addressee",
    "Article",
    "Block",
    "Contact",
    "How",
    "Kind",
    "Occasion",
    "Place",
    "PublishedFrom",
    "Span",
    "Speaker",
    "SpeakerKind",
    "Stance",
    "Statement",
    "Unnamed",
    "When",
]

FORMAT = "onrecord/1"

Kind = Literal["direct", "mixed", "indirect"]
Stance = Literal["asserted", "denied", "hearsay", "hypothetical"]
SpeakerKind = Literal[
    "person", "government", "party", "organisation", "publication", "campaign", "group", "document",
    "unnamed", "author", "none",
]  # fmt: skip
How = Literal["name", "title", "pronoun", "description", "metonym", "omitted", "unnamed"]
PublishedFrom = Literal["given", "metadata", "dateline", "url", "unknown"]

ACTS: tuple[str, ...] = (
    "say", "announce", "confirm", "deny", "reject", "accept", "support", "oppose", "accuse", "blame",
    "praise", "promise", "plan", "want", "urge", "ask", "warn", "describe", "stress", "believe", "know",
    "predict", "decide", "show", "decline", "hearsay",
)  # fmt: skip
CONTACT_KINDS: tuple[str, ...] = ("meeting", "call", "visit", "talks", "letter", "summit")
CONTACT_STATUSES: tuple[str, ...] = ("held", "planned", "proposed", "cancelled", "denied")


class Span(NamedTuple):
    """Characters `start` up to, not including, `end` of an article's text."""

    start: int
    end: int

    def of(self, text: str) -> str:
        """The characters of `text` that the span covers.

        >>> Span(0, 5).of("Trump said so")
        'Trump'
        """
        return text[self.start : self.end]


class Block(NamedTuple):
    """A block (headline or paragraph) of an article that may hold statements; `role` is `headline` or `body`."""

    span: Span
    role: Literal["headline", "body"]


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who a statement is attributed to.

    `name` is the canonical name without title; `id` a Wikidata QID or `local:…`; `named_at` the fullest
    mention of that speaker by name in the article; `confidence` in [0, 1] is how often its rule was right, or the ranking's
    probability (docs/model-card.md says how far it can be trusted).
    `rule` says how the source was resolved; `chain` are the mentions that lead from the source to the name, the source
    first. Joint speakers are one Speaker of kind `group` with its `members`, whose names it joins by "; ".
    """

    id: str
    name: str
    kind: SpeakerKind
    how: How
    named_at: Span | None
    confidence: float
    rule: str = ""
    chain: tuple[Span, ...] = ()
    members: tuple[Speaker, ...] = ()


@dataclass(frozen=True, slots=True)
class Unnamed:
    """A source that names nobody: the words that describe it, and how many they are (`None`: several, uncounted)."""

    description: Span
    number: int | None


@dataclass(frozen=True, slots=True)
class When:
    """The days on which a statement was made, as far as the article supports (ISO dates, inclusive)."""

    earliest: str
    latest: str
    from_span: Span | None
    rule: str


@dataclass(frozen=True, slots=True)
class Addressee:
    """To whom a statement was made: the words that name them, and who they are where the article tells."""

    span: Span
    speaker: Speaker | None = None


@dataclass(frozen=True, slots=True)
class Place:
    """Where something was said or happened: the words, the name without article, the country where it is known."""

    span: Span
    name: str
    country: str | None = None


@dataclass(frozen=True, slots=True)
class Occasion:
    """The event or medium in which a statement was made.

    `kind` is one of interview, speech, statement, briefing, meeting, call, visit, event, hearing, post, letter,
    document, article, book, broadcast.
    """

    span: Span
    kind: str


@dataclass(frozen=True, slots=True)
class Statement:
    """One attribution: what was said (`content`), the words that report it (`cue`) and that name who (`source`).

    Spans of a role are in text order and do not overlap. `parent` is the id of the statement in whose
    content a nested one stands, `None` for outermost ones. `speaker` is `None` where nobody is named: then
    `unnamed` describes the source, and `candidates` are those who fit where two do and nothing decides.
    `confidence` in [0, 1] is calibrated: of the statements at 0.8, some 80 % agree with a careful reader.
    """

    id: str
    content: tuple[Span, ...]
    cue: tuple[Span, ...]
    source: tuple[Span, ...]
    kind: Kind
    quoted: tuple[Span, ...]
    act: str
    stance: Stance
    confidence: float
    parent: str | None = None
    speaker: Speaker | None = None
    unnamed: Unnamed | None = None
    candidates: tuple[Speaker, ...] = ()
    addressee: Addressee | None = None
    place: Place | None = None
    occasion: Occasion | None = None
    said_on: When | None = None


@dataclass(frozen=True, slots=True)
class Contact:
    """A meeting, call, visit or letter between parties, as an article reports it.

    `kind` is one of `CONTACT_KINDS`, `status` of `CONTACT_STATUSES`; `evidence` is the sentence that tells most of it.
    """

    kind: str
    status: str
    parties: tuple[Speaker, ...]
    place: Place | None
    on: When | None
    evidence: Span


@dataclass(frozen=True, slots=True)
class Article:
    """One text as published. `text` is never altered; all spans point into it.

    `blocks` are the parts in which statements are sought (headline and body paragraphs, in order);
    header and footer lines are in none. `published` is an ISO date or date-time as the source gives it
    (`2025-02-14T09:55`, with an offset only where one is stated). `copy_of` is the id of the article that this one says again in
    nearly the same words; its statements are looked for there only.
    """

    id: str
    text: str
    blocks: tuple[Block, ...]
    path: str | None = None
    url: str | None = None
    outlet: str | None = None
    section: str | None = None
    headline: Span | None = None
    byline: tuple[str, ...] = ()
    published: str | None = None
    published_from: PublishedFrom = "unknown"
    dateline: Span | None = None
    language: str | None = None
    statements: tuple[Statement, ...] = ()
    contacts: tuple[Contact, ...] = ()
    warnings: tuple[str, ...] = ()
    copy_of: str | None = None

    def with_statements(self, statements: tuple[Statement, ...]) -> Article:
        """A copy of the article that carries `statements`."""
        return replace(self, statements=statements)

    def to_dict(self) -> dict[str, Any]:
        """The article in the record format, version 1: what `--format jsonl` prints, as plain data."""
        from onrecord.formats.record import article_to_dict

        return article_to_dict(self)

    def _repr_html_(self) -> str:
        from onrecord.formats.page import article_fragment

        return article_fragment(self)
