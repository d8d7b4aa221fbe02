"""Articles -> CSV, one row a statement (RFC 4180, UTF-8)."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator

from onrecord.types import Addressee, Article, Occasion, Place, Span, Statement

__all__ = ["COLUMNS", "csv_line", "csv_rows"]

COLUMNS = (
    "article", "path", "url", "outlet", "headline", "published", "statement", "parent", "kind", "act", "stance",
    "speaker", "speaker_id", "speaker_kind", "how", "source", "cue", "content", "start", "end", "confidence",
    "said_on_earliest", "said_on_latest", "addressee", "place", "occasion",
)  # fmt: skip
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
BETWEEN = " […] "  # between the parts of a content that is not in one piece


def csv_rows(articles: Iterable[Article]) -> Iterator[str]:
    """The header, then a row for each statement, each with its line end."""
    yield csv_line(COLUMNS)
    for article in articles:
        for statement in article.statements:
            yield csv_line(_cells(article, statement))


def csv_line(values: Iterable[object]) -> str:
    """One row with its line end; None is empty, and no cell is a formula to a spreadsheet."""
    out = io.StringIO()
    csv.writer(out, lineterminator="\r\n").writerow(_safe("" if v is None else str(v)) for v in values)
    return out.getvalue()


def _cells(article: Article, s: Statement) -> list[object]:
    text = article.text

    def words(*spans: Span | None) -> str:
        return BETWEEN.join(" ".join(span.of(text).split()) for span in spans if span)

    speaker, when = s.speaker, s.said_on
    return [
        article.id, article.path, article.url, article.outlet, words(article.headline), article.published,
        s.id, s.parent, s.kind, s.act, s.stance,
        speaker and speaker.name, speaker and speaker.id, speaker and speaker.kind, speaker and speaker.how,
        words(*s.source), words(*s.cue), words(*s.content), s.content[0].start, s.content[-1].end, s.confidence,
        when and when.earliest, when and when.latest, words(*_span_of(s.addressee)), words(*_span_of(s.place)), words(*_span_of(s.occasion)),
    ]  # fmt: skip


def _span_of(circumstance: Addressee | Place | Occasion | None) -> tuple[Span, ...]:
    return (circumstance.span,) if circumstance else ()


def _safe(cell: str) -> str:
    """A cell that a spreadsheet would run as a formula gets an apostrophe before it."""
    return "'" + cell if cell.startswith(_FORMULA) else cell
