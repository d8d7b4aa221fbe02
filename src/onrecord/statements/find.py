"""An article and a reader model -> its statements, outermost and nested, in reading order."""

from __future__ import annotations

import hashlib
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from onrecord.statements.acts import act_of, stance_of
from onrecord.statements.confidence import Calibration
from onrecord.statements.decode import Attribution, DecodingOptions, PieceSpan, decode_level
from onrecord.statements.quotes import Quotation, find_quotations, kind_of, quoted_parts
from onrecord.statements.signed import find_signed
from onrecord.statements.spans import character_span, content_spans
from onrecord.types import Article, Span, Statement
from onrecord.weights.encoding import Encoding
from onrecord.weights.signals import Reader, Signals

__all__ = ["StatementOptions", "find_statements", "parts_of", "statement_id", "statements_in"]

MARKS = frozenset("\"“”„«'‘`")
BEFORE = 60  # characters before a cue that may make it hypothetical
PART = 60_000  # characters read at a time: what bounds memory


@dataclass(frozen=True, slots=True)
class StatementOptions:
    """How signals become statements; `from_card` takes what was measured for a bundle."""

    decoding: DecodingOptions = field(default_factory=DecodingOptions)
    calibration: Calibration = field(default_factory=Calibration)
    nested: bool = True

    @classmethod
    def from_card(cls, card: Mapping[str, Any], nested: bool = True) -> StatementOptions:
        """The options that a bundle's card records."""
        decoding = {k: tuple(v) for k, v in card.get("decoding", {}).items()}
        return cls(DecodingOptions(**decoding), Calibration(**card.get("calibration", {})), nested)


def parts_of(article: Article) -> Iterator[list[Span]]:
    """The blocks of an article in parts of bounded size; an overlong block is cut between words."""
    part: list[Span] = []
    size = 0
    for block in article.blocks:
        for span in _pieces_of(block.span, article.text):
            if part and size + span.end - span.start > PART:
                yield part
                part, size = [], 0
            part.append(span)
            size += span.end - span.start
    if part:
        yield part


def _pieces_of(span: Span, text: str) -> Iterator[Span]:
    start = span.start
    while span.end - start > PART:
        cut = max(text.rfind(". ", start, start + PART) + 1, text.rfind(" ", start, start + PART))
        cut = cut if cut > start else start + PART
        yield Span(start, cut)
        start = cut
    yield Span(start, span.end)


def find_statements(article: Article, reader: Reader, options: StatementOptions) -> tuple[Statement, ...]:
    """Statements of `article` in reading order; every span points into `article.text`. Speakers are not named yet."""
    signals = (reader.read(article.text, part) for part in parts_of(article))
    return statements_in(article, signals, options)


def statements_in(
    article: Article, signals: Iterable[Signals], options: StatementOptions
) -> tuple[Statement, ...]:
    """Statements from the signals of each part of `article`; a part is let go before the next is taken."""
    outer: list[Statement] = []
    inner: list[Statement] = []
    quotations = find_quotations(article.text, [b.span for b in article.blocks])
    for part in signals:
        found = decode_level(part, 0, options.decoding)
        within = {int(part.encoding.block[c.first]) for a in found for c in a.content}
        deeper = decode_level(part, 1, options.decoding, within) if options.nested and within else []
        for into, attributions in ((outer, found), (inner, deeper)):
            for attribution in attributions:
                if made := _statement(
                    article, attribution, part.encoding, quotations, options, into is inner
                ):
                    into.append(made)
    signed = find_signed(article.text, article.blocks)
    return _in_order(_with_ids(article, *_beside_signed(outer, inner, signed)))


def _beside_signed(
    outer: list[Statement], inner: list[Statement], signed: list[Statement]
) -> tuple[list[Statement], list[Statement]]:
    """Outermost and nested statements, where those found inside a signed quotation are nested in it."""
    said = sorted(s.content[0] for s in signed)
    starts = [s.start for s in said]

    def inside(statement: Statement) -> bool:
        at = bisect_right(starts, statement.content[0].start) - 1
        return at >= 0 and statement.content[0].start < said[at].end

    lower = [s for s in outer if inside(s)]
    own = [s for s in lower if s.cue and any(_within(s.cue[0], q) for q in said)]
    return [s for s in outer if not inside(s)] + signed, inner + own


def _statement(
    article: Article,
    found: Attribution,
    encoding: Encoding,
    quotations: Sequence[Quotation],
    options: StatementOptions,
    nested: bool,
) -> Statement | None:
    text = article.text

    def spans(*pieces: PieceSpan | None) -> tuple[Span, ...]:
        return tuple(character_span(p, encoding, text) for p in pieces if p)

    content = content_spans(spans(*_near(found, encoding, text)), text)
    if not content:
        return None
    cue, source = spans(found.cue), spans(found.source)
    own = cue[0] if cue else None  # a quotation that holds the cue as well is the parent's
    kind = kind_of(content, quotations, text, own)
    words = cue[0].of(text) if cue else ""
    before = text[max(0, cue[0].start - BEFORE) : cue[0].start] if cue else ""
    said = content[0].of(text)
    return Statement(
        id="",
        content=content,
        cue=cue,
        source=source,
        kind=kind,
        quoted=quoted_parts(content, quotations, text, own) if kind != "indirect" else (),
        act=act_of(words, content=said, has_source=bool(source)),
        stance=stance_of(words, content=said, before=before, has_source=bool(source), kind=kind),
        confidence=options.calibration.confidence(found, nested),
    )


def _near(found: Attribution, encoding: Encoding, text: str) -> list[PieceSpan]:
    """The content pieces in the cue's paragraph, and quotations that go on in others; the rest is a mislink."""
    if not found.cue:
        return list(found.content)
    home = encoding.block[found.cue.first]
    return [
        p for p in found.content if encoding.block[p.first] == home or text[encoding.start[p.first]] in MARKS
    ]


def _with_ids(article: Article, outer: list[Statement], inner: list[Statement]) -> list[Statement]:
    """Ids for all, and for nested statements the statement in whose content they stand; others are dropped."""
    taken: dict[str, int] = {}
    done = [replace(s, id=_id(article, s.content, taken)) for s in outer]
    owners = sorted(((span, s) for s in done for span in s.content), key=lambda pair: pair[0])
    outer_cues = {s.cue for s in done}
    at = 0
    for statement in sorted(inner, key=_position):
        if statement.cue in outer_cues:
            continue
        middle = _position(statement)
        while at + 1 < len(owners) and owners[at + 1][0].start <= middle:
            at += 1
        if owners and owners[at][0].start <= middle < owners[at][0].end:
            parent = owners[at][1]
            content = tuple(c for c in statement.content if any(_within(c, p) for p in parent.content))
            if content:
                made = _id(article, content, taken)
                done.append(replace(statement, id=made, content=content, parent=parent.id))
    return done


def _within(inner: Span, outer: Span) -> bool:
    return outer.start <= inner.start and inner.end <= outer.end


def _position(statement: Statement) -> int:
    return (statement.cue or statement.content)[0].start


def _id(article: Article, content: Iterable[Span], taken: dict[str, int]) -> str:
    """Hash of the article's id and the content spans; a second statement of the same content gets a number."""
    digest = statement_id(article.id, content)
    taken[digest] = taken.get(digest, 0) + 1
    return digest if taken[digest] == 1 else f"{digest}-{taken[digest]}"


def statement_id(article_id: str, content: Iterable[Span]) -> str:
    """The id of a statement of an article by what was said."""
    spans = ",".join(f"{s}-{e}" for s, e in content)
    return hashlib.sha256(f"{article_id}|{spans}".encode("utf-8", "surrogatepass")).hexdigest()[:16]


def _in_order(statements: list[Statement]) -> tuple[Statement, ...]:
    """Reading order: by where a statement's first word stands; a parent before what is nested in it."""
    return tuple(
        sorted(
            statements,
            key=lambda s: (min(span.start for span in (*s.content, *s.cue, *s.source)), s.parent is not None),
        )
    )
