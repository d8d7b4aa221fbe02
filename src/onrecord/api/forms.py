"""What requests carry and what answers look like, as the description of the API tells it (answers are built elsewhere)."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

__all__ = [
    "AddedOut",
    "ArticlesOut",
    "CheckOut",
    "ContactsOut",
    "CorrectIn",
    "CorrectionsOut",
    "DeedsOut",
    "FindIn",
    "IssueIn",
    "IssuesOut",
    "NewArticleIn",
    "NewStatementIn",
    "ProblemOut",
    "RecordOut",
    "SessionIn",
    "SessionOut",
    "SpeakerOut",
    "SpeakersOut",
    "StatementOut",
    "StatementsOut",
    "ThreadOut",
    "ThreadsOut",
    "UndoIn",
]

Short = Annotated[str, StringConstraints(max_length=500)]
Id = Annotated[str, StringConstraints(max_length=1000)]
Kind = Literal["direct", "mixed", "indirect"]
Stance = Literal["asserted", "denied", "hearsay", "hypothetical"]
How = Literal["name", "title", "pronoun", "description", "metonym", "omitted", "unnamed"]


class In(BaseModel):
    """What a request carries: unknown names are refused, so that a misspelt filter is not taken for none."""

    model_config = ConfigDict(extra="forbid")


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


class FindIn(In):
    """The filters of `find`; values of one field are alternatives, fields must all fit."""

    q: Short = Field("", description="Words to search: see docs/find.md.", examples=["harbour bridge"])
    by: list[Short] = Field([], max_length=20, description="Who said it: a name, typed roughly, or an id.")
    about: Short = Field("", description="Words it is about; they do not rank.")
    outlet: list[Short] = Field([], max_length=20)
    published: Short | None = Field(None, description="A day, month, year or range.", examples=["2025-10"])
    said: Short | None = Field(None, description="When it was said; as `published`.")
    kind: list[Kind] = Field([], description="Whether the words are quoted.", max_length=3)
    act: list[Short] = Field([], max_length=30, examples=[["deny"]])
    stance: list[Stance] = Field([], description="Whether the speaker stands by it.", max_length=4)
    how: list[How] = Field([], description="How the speaker is named.", max_length=7)
    min_confidence: float = Field(0.0, ge=0, le=1)
    issue: Id | None = None
    article: Id | None = None
    thread: Id | None = None
    order: Literal["rank", "said", "published"] | None = Field(
        None, description="By default by rank where words are sought."
    )
    limit: int = Field(20, ge=1, le=200)
    after: Short | None = Field(None, description="The `next` of the page before.")


class ArticleEntryOut(Out):
    id: str
    revision: int
    headline: str | None
    outlet: str | None
    section: str | None
    url: str | None
    path: str | None
    published: str | None
    language: str | None
    added_at: str
    statements: int


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
    kind: str
    how: str
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
    published_from: str
    dateline: SpanOut | None
    language: str | None
    text: str


class SaidOut(Out):
    """A statement in the record format (docs/record-format.md)."""

    id: str
    parent: str | None
    kind: Kind
    act: str
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

    format: Literal["onrecord/1"]
    article: ArticleOut
    statements: list[SaidOut]
    contacts: list[dict[str, Any]]
    warnings: list[str]


class NewArticleIn(In):
    """An article to read: its text, its page (`html`), or only its `url`, which is then fetched."""

    text: str | None = None
    html: str | None = None
    url: Annotated[str, StringConstraints(max_length=2048)] | None = None
    id: Id | None = None
    headline: Short | None = None
    outlet: Short | None = None
    section: Short | None = None
    published: Short | None = None
    byline: list[Short] = Field(default=[], max_length=50)


class AddedOut(Out):
    verdict: Literal["added", "revised", "reread", "unchanged"]
    article: str
    statements: int


class ReportOut(Out):
    """A statement as it is cited: `sentence` is the text around it, from `start` to `end` of the article's text."""

    statement: str
    article: str
    outlet: str | None
    url: str | None
    path: str | None
    headline: str | None
    published: str | None
    speaker: str | None
    speaker_id: str | None
    unnamed: str | None
    content: str
    quoted: list[str]
    cue: str
    source: str
    sentence: str
    start: int
    end: int
    kind: str
    act: str
    stance: str
    said_earliest: str | None
    said_latest: str | None
    confidence: float
    thread: str | None


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


class CorrectionOut(Out):
    number: int
    made_at: str
    editor: str
    article: str
    statement: str
    field: str
    before: dict[str, Any] | None
    after: dict[str, Any] | None
    note: str | None
    undone_at: str | None
    undone_by: str | None


class StatementOut(Out):
    """A statement in full: as it is cited, in the record format, and what people changed of it."""

    report: ReportOut
    statement: SaidOut
    corrections: list[CorrectionOut]


class CorrectionsOut(Out):
    items: list[CorrectionOut]


class Wishes(In):
    content: Short | list[Any] | None = None
    cue: Short | list[Any] | None = None
    source: Short | list[Any] | None = None
    speaker: Short | list[Short] | None = None
    kind: Kind | None = None
    act: Short | None = None
    stance: Stance | None = None
    said_on: Short | None = None
    parent: Id | None = None
    note: Annotated[str, StringConstraints(max_length=2000)] | None = None


class CorrectIn(Wishes):
    """What is to change, words as in the article; `null` where nobody is named, no day is told, it stands in no other."""

    statement: Id
    reject: bool = False


class NewStatementIn(Wishes):
    """A statement that was missed."""

    article: Id
    content: Short | list[Any]


class UndoIn(In):
    note: Annotated[str, StringConstraints(max_length=2000)] | None = None


class QuotedOut(Out):
    id: str
    name: str
    kind: str
    statements: int


class SpeakersOut(Out):
    """`others` bear the name too, but are not meant."""

    items: list[QuotedOut]
    others: list[QuotedOut]


class SpeakerOut(Out):
    id: str
    name: str
    kind: str
    statements: int
    aliases: list[str]
    latest: list[ReportOut]


class CheckOut(Out):
    quote: str
    by: str | None
    verdict: str
    told: str
    speakers: list[str]
    statements: int | None
    evidence: list[dict[str, Any]]


class ThreadOut(Out):
    id: str
    speaker: str | None
    speaker_id: str | None
    said_earliest: str | None
    said_latest: str | None
    first_outlet: str | None
    first_published: str | None
    statements: int
    articles: int
    outlets: int
    drift: list[str]
    strength: float
    words: str
    against: int
    variants: list[dict[str, Any]]


class ThreadsOut(Out):
    items: list[ThreadOut]


class ContactsOut(Out):
    items: list[dict[str, Any]]
    total: int
    next: str | None


class IssueIn(In):
    name: Annotated[str, StringConstraints(min_length=1, max_length=200)]
    words: Annotated[str, StringConstraints(min_length=1, max_length=2000)]


class IssueOut(Out):
    id: str
    name: str
    words: str
    added_at: str


class IssuesOut(Out):
    items: list[IssueOut]


class SessionIn(In):
    name: Short
    password: Short


class SessionOut(Out):
    """Who you are. `csrf_token` goes with writing requests as the header `X-CSRF-Token` where a cookie tells who you are."""

    name: str
    role: Literal["reader", "editor", "admin"]
    via: Literal["local", "session", "token"]
    csrf_token: str


class DeedOut(Out):
    number: int
    at: str
    who: str
    via: str
    deed: str
    of: str | None
    details: dict[str, Any]


class DeedsOut(Out):
    items: list[DeedOut]
    next: str | None
