"""The record format, version 1 -> an article: plain data in, an `Article` out, or an error that names the field.

Strict, so that nothing of a line is lost unseen: every field must be there, none that the format does not know, every
span must lie in the text and carry its words. The format holds no blocks: they are found anew, by the layout of the text.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterator, Mapping
from itertools import pairwise
from typing import Any, NoReturn, TypeVar, get_args

from onrecord.errors import OnRecordError
from onrecord.reading.plain import lay_out
from onrecord.types import (
    ACTS,
    FORMAT,
    Addressee,
    Article,
    Block,
    Contact,
    How,
    Kind,
    Occasion,
    Place,
    PublishedFrom,
    Span,
    Speaker,
    SpeakerKind,
    Stance,
    Statement,
    Unnamed,
    When,
)

__all__ = ["BadRecord", "Fields", "article_from_dict", "statement_from_dict"]

_DAY = re.compile(r"\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])")
_PUBLISHED = re.compile(_DAY.pattern + r"(?:T\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:?\d{2})?)?")
_MEMBERS_DEEP = 8  # joint speakers within joint speakers: more is no article but an attack
_T = TypeVar("_T")


class BadRecord(OnRecordError):
    """Data that is not in the record format; the message names the field."""


def article_from_dict(row: object) -> Article:
    """The article that `article_to_dict` made plain data of.

    A `parent` may be missing among the statements, as in what `onrecord read --by` prints.

    Errors: `BadRecord`.
    """
    whole = Fields.of(row, "", "")
    if "format" not in whole.row or "article" not in whole.row:
        whole.fail("", f'no article of the record format: it begins with "format": "{FORMAT}" and "article"')
    if whole.row["format"] != FORMAT:
        whole.fail("format", f"is {whole.row['format']!r}; this version of onrecord reads {FORMAT}")
    head = whole.sub("article")
    text = head.string("text")
    head.text = whole.text = text
    article = Article(
        id=head.filled("id"),
        text=text,
        blocks=_blocks(text),
        path=head.maybe("path", head.string),
        url=head.maybe("url", head.string),
        outlet=head.maybe("outlet", head.string),
        section=head.maybe("section", head.string),
        headline=head.maybe("headline", head.span),
        byline=head.strings("byline"),
        published=head.maybe("published", head.published),
        published_from=head.one_of("published_from", get_args(PublishedFrom)),
        dateline=head.maybe("dateline", head.span),
        language=head.maybe("language", head.string),
        copy_of=head.maybe("copy_of", head.filled)
        if "copy_of" in head.row
        else None,  # younger than the format
        statements=_linked(whole, tuple(_statement(s) for s in whole.subs("statements"))),
        contacts=tuple(_contact(c) for c in whole.subs("contacts")),
        warnings=whole.strings("warnings"),
    )
    head.only(
        "id path url outlet section headline byline published published_from dateline language copy_of text"
    )
    whole.only("format article statements contacts warnings")
    return article


def statement_from_dict(row: object, text: str) -> Statement:
    """One statement of an article whose text is `text`. Errors: `BadRecord`."""
    return _statement(Fields.of(row, "statement", text))


class Fields:
    """An object of the format that is being read: its fields, where it stands, and the text that its spans point into."""

    def __init__(self, row: Mapping[str, Any], at: str, text: str) -> None:
        self.row, self.at, self.text = row, at, text

    @classmethod
    def of(cls, value: object, at: str, text: str) -> Fields:
        """`value` as an object, or an error."""
        if not isinstance(value, dict):
            raise BadRecord(f"{at + ': ' if at else ''}an object {{…}} is wanted, not {_shown(value)}")
        return cls(value, at, text)

    def fail(self, name: str, what: str) -> NoReturn:
        """An error about a field."""
        place = ".".join(filter(None, (self.at, name)))
        raise BadRecord(f"{place}: {what}" if place else what)

    def value(self, name: str) -> Any:
        """The field, which must be there."""
        if name not in self.row:
            self.fail(name, "is missing; what is not known is null or []")
        return self.row[name]

    def only(self, names: str) -> None:
        """No field beyond these."""
        for name in self.row:
            if name not in names.split():
                self.fail(name, f"is no field of {FORMAT}")

    def maybe(self, name: str, read: Callable[[str], _T]) -> _T | None:
        """The field, or None where it is null."""
        return None if self.value(name) is None else read(name)

    def string(self, name: str) -> str:
        """A text."""
        value = self.value(name)
        return value if isinstance(value, str) else self.fail(name, f"is {_shown(value)}; a text is wanted")

    def filled(self, name: str) -> str:
        """A text that is not empty."""
        return self.string(name) or self.fail(name, "is empty")

    def strings(self, name: str) -> tuple[str, ...]:
        """A list of texts."""
        value = self.listed(name)
        if not all(isinstance(v, str) for v in value):
            self.fail(name, "is no list of texts")
        return tuple(value)

    def listed(self, name: str) -> list[Any]:
        """A list."""
        value = self.value(name)
        return value if isinstance(value, list) else self.fail(name, f"is {_shown(value)}; a list is wanted")

    def one_of(self, name: str, allowed: tuple[str, ...]) -> Any:
        """A word of a closed list."""
        value = self.value(name)
        if value not in allowed:
            self.fail(name, f"is {_shown(value)}; one of {', '.join(allowed)} is wanted")
        return value

    def share(self, name: str) -> float:
        """A number in [0, 1]."""
        value = self.value(name)
        if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value <= 1:
            self.fail(name, f"is {_shown(value)}; a number from 0 to 1 is wanted")
        return float(value) if math.isfinite(value) else self.fail(name, "is no number")

    def whole(self, name: str) -> int:
        """A whole number, not below nought."""
        value = self.value(name)
        if isinstance(value, bool) or not isinstance(value, int) or value < 0:
            self.fail(name, f"is {_shown(value)}; a whole number is wanted")
        return value

    def published(self, name: str) -> str:
        """An ISO date or date-time."""
        value = self.string(name)
        return (
            value if _PUBLISHED.fullmatch(value) else self.fail(name, f"is {value!r}; an ISO date is wanted")
        )

    def day(self, name: str) -> str:
        """An ISO date."""
        value = self.string(name)
        return (
            value
            if _DAY.fullmatch(value)
            else self.fail(name, f"is {value!r}; a day such as 2025-02-14 is wanted")
        )

    def sub(self, name: str) -> Fields:
        """An object within."""
        return Fields.of(self.value(name), ".".join(filter(None, (self.at, name))), self.text)

    def subs(self, name: str) -> Iterator[Fields]:
        """The objects of a list."""
        at = ".".join(filter(None, (self.at, name)))
        for number, value in enumerate(self.listed(name)):
            yield Fields.of(value, f"{at}[{number}]", self.text)

    def span(self, name: str) -> Span:
        """A span with its words and nothing else."""
        inner = self.sub(name)
        inner.only("start end text")
        return inner.here()

    def here(self) -> Span:
        """The span that this object is."""
        span = Span(self.whole("start"), self.whole("end"))
        if not span.start <= span.end <= len(self.text):
            self.fail("", f"{span.start} to {span.end} lies not in the text of {len(self.text)} characters")
        if self.string("text") != span.of(self.text):
            self.fail(
                "text",
                f"is {_shown(self.row['text'])}, but {span.start} to {span.end} of the article is {_shown(span.of(self.text))}",
            )
        return span

    def spans(self, name: str) -> tuple[Span, ...]:
        """Spans in text order that do not overlap."""
        found = []
        for inner in self.subs(name):
            inner.only("start end text")
            found.append(inner.here())
        for number, (one, other) in enumerate(pairwise(found), 1):
            if other.start < one.end:
                self.fail(f"{name}[{number}]", "begins before the piece before it ends")
        return tuple(found)


def _statement(s: Fields) -> Statement:
    content = s.spans("content")
    if not content or any(span.start == span.end for span in content):
        s.fail("content", "is empty; a statement has words")
    made = Statement(
        id=s.filled("id"),
        content=content,
        cue=s.spans("cue"),
        source=s.spans("source"),
        kind=s.one_of("kind", get_args(Kind)),
        quoted=s.spans("quoted"),
        act=s.one_of("act", ACTS),
        stance=s.one_of("stance", get_args(Stance)),
        confidence=s.share("confidence"),
        parent=s.maybe("parent", s.filled),
        speaker=_speaker(s, "speaker"),
        unnamed=s.maybe("unnamed", lambda name: _unnamed(s.sub(name))),
        candidates=tuple(_whom(c) for c in s.subs("candidates")),
        addressee=s.maybe("addressee", lambda name: _addressee(s.sub(name))),
        place=s.maybe("place", lambda name: _place(s.sub(name))),
        occasion=s.maybe("occasion", lambda name: _occasion(s.sub(name))),
        said_on=s.maybe("said_on", lambda name: _when(s.sub(name))),
    )
    s.only(
        "id parent kind act stance content quoted cue source speaker unnamed candidates addressee place occasion said_on confidence"
    )
    return made


def _linked(whole: Fields, statements: tuple[Statement, ...]) -> tuple[Statement, ...]:
    """The statements, where each id is used once and no parent leads back."""
    parents: dict[str, str | None] = {}
    for number, statement in enumerate(statements):
        if statement.id in parents:
            whole.fail(f"statements[{number}].id", f"{statement.id!r} is also that of one before")
        parents[statement.id] = statement.parent
    for number, statement in enumerate(statements):
        seen, above = {statement.id}, statement.parent
        while above is not None:
            if above in seen:
                whole.fail(f"statements[{number}].parent", "leads back to the statement itself")
            seen.add(above)
            above = parents.get(above)
    return statements


def _speaker(fields: Fields, name: str, depth: int = 0) -> Speaker | None:
    return fields.maybe(name, lambda _: _whom(fields.sub(name), depth))


def _whom(s: Fields, depth: int = 0) -> Speaker:
    if depth > _MEMBERS_DEEP:
        s.fail("", "joint speakers within joint speakers without end")
    s.only("id name kind how named_at confidence rule chain members")
    return Speaker(
        id=s.filled("id"),
        name=s.string("name"),
        kind=s.one_of("kind", get_args(SpeakerKind)),
        how=s.one_of("how", get_args(How)),
        named_at=s.maybe("named_at", s.span),
        confidence=s.share("confidence"),
        rule=s.string("rule"),
        chain=_chain(s),
        members=tuple(_whom(m, depth + 1) for m in s.subs("members")),
    )


def _chain(s: Fields) -> tuple[Span, ...]:
    """The mentions from the source to the name: in the order in which they lead there, not in that of the text."""
    spans = []
    for inner in s.subs("chain"):
        inner.only("start end text")
        spans.append(inner.here())
    return tuple(spans)


def _unnamed(s: Fields) -> Unnamed:
    s.only("description number")
    return Unnamed(s.span("description"), s.maybe("number", s.whole))


def _addressee(s: Fields) -> Addressee:
    s.only("start end text speaker")
    return Addressee(s.here(), _speaker(s, "speaker"))


def _place(s: Fields) -> Place:
    s.only("start end text name country")
    return Place(s.here(), s.string("name"), s.maybe("country", s.string))


def _occasion(s: Fields) -> Occasion:
    s.only("start end text kind")
    return Occasion(s.here(), s.filled("kind"))


def _when(s: Fields) -> When:
    s.only("earliest latest from rule")
    when = When(s.day("earliest"), s.day("latest"), s.maybe("from", s.span), s.string("rule"))
    return when if when.earliest <= when.latest else s.fail("latest", "lies before earliest")


def _contact(s: Fields) -> Contact:
    s.only("kind status parties place on evidence")
    return Contact(
        kind=s.filled("kind"),
        status=s.filled("status"),
        parties=tuple(_whom(p) for p in s.subs("parties")),
        place=s.maybe("place", lambda name: _place(s.sub(name))),
        on=s.maybe("on", lambda name: _when(s.sub(name))),
        evidence=s.span("evidence"),
    )


def _blocks(text: str) -> tuple[Block, ...]:
    return tuple(lay_out(text).blocks)


def _shown(value: object) -> str:
    """A value, shortened, for a message."""
    if isinstance(value, dict | list):
        return "an object" if isinstance(value, dict) else "a list"
    shown = "null" if value is None else repr(value)
    return shown if len(shown) <= 40 else shown[:39] + "…" + shown[0]
