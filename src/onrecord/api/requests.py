"""What requests carry, as the description of the API tells it: filters, articles, corrections, issues, names and passwords."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from onrecord.api.shaping import OneOf
from onrecord.record.asking import Order
from onrecord.record.exporting import FORMATS
from onrecord.types import ACTS, How, Kind, Stance

__all__ = [
    "Act", "CorrectIn", "ExportIn", "Filters", "FindIn", "Id", "IssueIn", "NewArticleIn", "NewStatementIn", "SessionIn", "Short", "UndoIn",
]  # fmt: skip

Short = Annotated[str, StringConstraints(max_length=500)]
Id = Annotated[str, StringConstraints(max_length=1000)]
Note = Annotated[str, StringConstraints(max_length=2000)]
Act = Annotated[str, OneOf(ACTS)]
Sent = Annotated[str, OneOf(tuple(name for name in FORMATS if name != "parquet"))]  # formats that can be sent


class In(BaseModel):
    """What a request carries: unknown names are refused, so that a misspelt filter is not taken for none."""

    model_config = ConfigDict(extra="forbid")


class Filters(In):
    """The filters of `find`; values of one field are alternatives, fields must all fit."""

    q: Short = Field("", description="Words to search: see docs/find.md.", examples=["harbour bridge"])
    by: list[Short] = Field([], max_length=20, description="Who said it: a name, typed roughly, or an id.")
    about: Short = Field("", description="Words it is about; they do not rank.")
    outlet: list[Short] = Field([], max_length=20)
    published: Short | None = Field(None, description="A day, month, year or range.", examples=["2025-10"])
    said: Short | None = Field(None, description="When it was said; as `published`.")
    kind: list[Kind] = Field([], description="Whether the words are quoted.", max_length=3)
    act: list[Act] = Field([], max_length=30, examples=[["deny"]])
    stance: list[Stance] = Field([], description="Whether the speaker stands by it.", max_length=4)
    how: list[How] = Field([], description="How the speaker is named.", max_length=7)
    min_confidence: float = Field(0.0, ge=0, le=1)
    issue: Id | None = None
    article: Id | None = None
    thread: Id | None = None


class FindIn(Filters):
    """What to find, and which page of it."""

    order: Order | None = Field(None, description="By default by rank where words are sought.")
    limit: int = Field(20, ge=1, le=200)
    after: Short | None = Field(None, description="The `next` of the page before.")


class ExportIn(Filters):
    """What of the record to export, and as what."""

    format: Sent = "jsonl"


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


class Wishes(In):
    content: Short | list[Any] | None = None
    cue: Short | list[Any] | None = None
    source: Short | list[Any] | None = None
    speaker: Short | list[Short] | None = None
    kind: Kind | None = None
    act: Act | None = None
    stance: Stance | None = None
    said_on: Short | None = None
    parent: Id | None = None
    note: Note | None = None


class CorrectIn(Wishes):
    """What is to change, words as in the article; `null` where nobody is named, no day is told, it stands in no other."""

    statement: Id
    reject: bool = False


class NewStatementIn(Wishes):
    """A statement that was missed."""

    article: Id
    content: Short | list[Any]


class UndoIn(In):
    note: Note | None = None


class IssueIn(In):
    name: Annotated[str, StringConstraints(min_length=1, max_length=200)]
    words: Annotated[str, StringConstraints(min_length=1, max_length=2000)]


class SessionIn(In):
    name: Short
    password: Short
