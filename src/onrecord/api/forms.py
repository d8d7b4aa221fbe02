"""What answers look like, as the description of the API tells it (they are built elsewhere)."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import BaseModel

from onrecord.answers import (
    Carried,
    Change,
    Check,
    Correction,
    Evidence,
    Office,
    Profile,
    Report,
    Tally,
    Thread,
    Variant,
)
from onrecord.api.requests import Act
from onrecord.api.shaping import OneOf, told_as
from onrecord.ingest import Added
from onrecord.record.accounts import Deed
from onrecord.record.listing import Entry
from onrecord.record.watching import Issue
from onrecord.serving.visitors import Role, Via
from onrecord.types import (
    CONTACT_KINDS,
    CONTACT_STATUSES,
    FORMAT,
    How,
    Kind,
    PublishedFrom,
    SpeakerKind,
    Stance,
)

__all__ = [
    "AddedOut",
    "ArticlesOut",
    "CheckOut",
    "ContactsOut",
    "CorrectionsOut",
    "DeedsOut",
    "IssuesOut",
    "ProblemOut",
    "RecordOut",
    "SessionOut",
    "SpeakerOut",
    "SpeakersOut",
    "StatementOut",
    "StatementsOut",
    "ThreadOut",
    "ThreadsOut",
]


class Out(BaseModel):
    """What is answered."""


class FieldOut(Out):
    where: str
    what: str


class ProblemOut(Out):
    """Problem details (RFC 9457)."""

    type: str
    title: str
    status: int
    detail: str
    instance: str
    errors: list[FieldOut] = []


@told_as(Entry)
class ArticleEntryOut(Out):
    """An article in a list; `statements` counts those that stand."""


class ArticlesOut(Out):
    items: list[ArticleEntryOut]
    next: str | None


class SpanOut(Out):
    start: int
    end: int
    text: str


class SpeakerInTextOut(Out):
    id: str
    name: str
    kind: SpeakerKind
    how: How
    named_at: SpanOut | None
    confidence: float
    rule: str
    chain: list[SpanOut]
    members: list[SpeakerInTextOut]


class ArticleOut(Out):
    id: str
    path: str | None
    url: str | None
    outlet: str | None
    section: str | None
    headline: SpanOut | None
    byline: list[str]
    published: str | None
    published_from: PublishedFrom
    dateline: SpanOut | None
    language: str | None
    copy_of: str | None
    text: str


class SaidOut(Out):
    """A statement in the record format (docs/record-format.md)."""

    id: str
    parent: str | None
    kind: Kind
    act: Act
    stance: Stance
    content: list[SpanOut]
    quoted: list[SpanOut]
    cue: list[SpanOut]
    source: list[SpanOut]
    speaker: SpeakerInTextOut | None
    unnamed: dict[str, Any] | None
    candidates: list[SpeakerInTextOut]
    addressee: dict[str, Any] | None
    place: dict[str, Any] | None
    occasion: dict[str, Any] | None
    said_on: dict[str, Any] | None
    confidence: float


class RecordOut(Out):
    """An article in the record format, version 1."""

    format: Annotated[str, OneOf((FORMAT,))]
    article: ArticleOut
    statements: list[SaidOut]
    contacts: list[dict[str, Any]]
    warnings: list[str]


@told_as(Added, without=("source", "message"))
class AddedOut(Out):
    """What became of an article."""

    article: str


@told_as(Report)
class ReportOut(Out):
    """A statement as it is cited: `sentence` is the text around it, from `start` to `end` of the article's text."""


class NameOut(Out):
    id: str
    name: str


class StatementsOut(Out):
    """`at_least`: there are more than `total`, which were not counted; `speakers`: who was taken to be meant by `by`."""

    items: list[ReportOut]
    total: int
    at_least: bool
    next: str | None
    speakers: list[NameOut]


@told_as(Correction, without=("snapshot", "machine"))
class CorrectionOut(Out):
    """What an editor changed of a statement; `before` and `after` are fields of the record format."""


class StatementOut(Out):
    """A statement in full: as it is cited, in the record format, and what people changed of it."""

    report: ReportOut
    statement: SaidOut
    corrections: list[CorrectionOut]


class CorrectionsOut(Out):
    items: list[CorrectionOut]


class QuotedOut(Out):
    id: str
    name: str
    kind: str
    statements: int


class SpeakersOut(Out):
    """`others` bear the name too, but are not meant."""

    items: list[QuotedOut]
    others: list[QuotedOut]


@told_as(Tally)
class TallyOut(Out):
    """How many statements go with a name."""


@told_as(Office)
class OfficeOut(Out):
    """An office that somebody held; days are ISO, empty where not known or still held."""


@told_as(Carried)
class CarriedOut(Out):
    """An utterance that several articles carry."""


@told_as(Profile)
class SpeakerOut(Out):
    """What the record holds of a speaker; `by_month` goes by the day said, else by that of publication."""


@told_as(Change)
class ChangeOut(Out):
    """A step from one wording to another: `here` the words of the one, `there` of the other."""


@told_as(Evidence, without=("report",))
class EvidenceOut(ReportOut):
    """A statement on record set against the quotation; in `changes`, `here` is the quotation and `there` the record."""

    spans: list[SpanOut]


@told_as(Check)
class CheckOut(Out):
    """`told` says the verdict in plain words; see docs/check.md."""

    told: str


@told_as(Variant)
class VariantOut(Out):
    """One wording: who carries it, and the steps to it from the wording that the thread is set against."""


@told_as(Thread)
class ThreadOut(Out):
    """Reports of one utterance; in lists `variants` is empty."""


class ThreadsOut(Out):
    items: list[ThreadOut]


class PartyOut(Out):
    id: str
    name: str
    kind: SpeakerKind


class DaysOut(Out):
    earliest: str
    latest: str


class ContactOut(Out):
    """A contact, with the sentence that tells it, which stands from `start` to `end` of the article's text."""

    kind: Annotated[str, OneOf(CONTACT_KINDS)]
    status: Annotated[str, OneOf(CONTACT_STATUSES)]
    place: str | None
    parties: list[PartyOut]
    on: DaysOut | None
    sentence: str
    start: int
    end: int
    article: str
    headline: str | None
    outlet: str | None
    published: str | None


class ContactsOut(Out):
    items: list[ContactOut]
    total: int
    next: str | None


@told_as(Issue)
class IssueOut(Out):
    """A matter that is watched."""


class IssuesOut(Out):
    items: list[IssueOut]


class SessionOut(Out):
    """Who you are. `csrf_token` goes with writing requests as the header `X-CSRF-Token` where a cookie tells who you are."""

    name: str
    role: Role
    via: Via
    csrf_token: str


@told_as(Deed)
class DeedOut(Out):
    """An entry of the audit log."""


class DeedsOut(Out):
    items: list[DeedOut]
    next: str | None
