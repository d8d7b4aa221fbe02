"""Whether an article is on record already: an article in, what adding it would mean out.

The same article is one with the same address, else the same id of its own, else the same text (unless address or outlet tell
two apart, as with wire copy). The same article with a text that no revision of it had is a new revision.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple

from sqlalchemy import Connection, Row, or_, select

from onrecord.record.packing import storable
from onrecord.record.rows import text_digest
from onrecord.record.schema import articles
from onrecord.types import Article

__all__ = ["Provenance", "Standing", "find_standing"]

BY_TEXT = "sha256:"  # how ids begin that were made from the text
_TOLD = (
    "published",
    "url",
    "outlet",
    "section",
)  # known of an article from outside; `path` may change without it changing

_columns = articles.c
_SELECT = select(
    _columns.id, _columns.article_id, _columns.revision, _columns.current, _columns.text_sha256, _columns.url,
    _columns.outlet, _columns.section, _columns.published, _columns.engine, _columns.bundle,
)  # fmt: skip


class Provenance(NamedTuple):
    """Who read an article: versions of engine and bundle (None: imported), the row of the run, when (ISO, UTC)."""

    engine: str
    bundle: str | None
    run: int | None
    added_at: str


@dataclass(frozen=True, slots=True)
class Standing:
    """`verdict`: what adding does; `row`: the row it concerns (that is reread, revised or unchanged), and its revision.

    `article_id`: the id under which the article goes in the record.
    """

    verdict: Literal["added", "revised", "reread", "unchanged"]
    article_id: str
    row: int | None = None
    revision: int = 0


def find_standing(
    connection: Connection, article: Article, provenance: Provenance, reread: bool = False
) -> Standing:
    """Look the article up. `reread`: read it again even where the same engine and bundle have read it."""
    seen = _Seen.of(article)
    known = [row for row in _alike(connection, seen) if seen.is_same(row)]
    same_text = [row for row in known if row.text_sha256 == seen.digest]
    if same_text:
        row = max(same_text, key=_newest)
        stale = reread or _differs(row, seen, provenance)
        return Standing(
            "reread" if stale and row.current else "unchanged", row.article_id, row.id, row.revision
        )
    article_id = _free_id(connection, seen, known)
    current = [row for row in known if row.current]
    if current:
        row = max(current, key=_newest)
        return Standing("revised", article_id, row.id, row.revision)
    return Standing("added", article_id)


@dataclass(frozen=True, slots=True)
class _Seen:
    """An article as it would stand in the record."""

    id: str
    other_id: str | None  # the id it goes by where another article has taken its own
    digest: str
    url: str | None
    outlet: str | None
    section: str | None
    published: str | None

    @classmethod
    def of(cls, article: Article) -> _Seen:
        texts = (article.url, article.outlet, article.section, article.published)
        url, outlet, section, published = (None if t is None else storable(t) for t in texts)
        own, apart = storable(article.id), url or outlet
        other = f"{own}@{hashlib.sha256(apart.encode()).hexdigest()[:8]}" if apart else None
        return cls(own, other, text_digest(article.text), url, outlet, section, published)

    def is_same(self, row: Row[tuple[int, str, int, bool, str, str, str, str, str, str, str]]) -> bool:
        own = not self.id.startswith(BY_TEXT)
        ids_agree = row.article_id in (self.id, self.other_id)
        if own and not ids_agree and not row.article_id.startswith(BY_TEXT):
            return False
        if self.url and row.url:
            return bool(self.url == row.url)
        if own and ids_agree:
            return True
        return bool(
            row.text_sha256 == self.digest and not (self.outlet and row.outlet and self.outlet != row.outlet)
        )


def _alike(connection: Connection, seen: _Seen) -> Sequence[Row]:  # type: ignore[type-arg]
    ids = [i for i in (seen.id, seen.other_id) if i]
    ways = [_columns.article_id.in_(ids), _columns.text_sha256 == seen.digest]
    if seen.url:
        ways.append(_columns.url == seen.url)
    return connection.execute(_SELECT.where(or_(*ways))).all()


def _newest(row: Row) -> tuple[bool, int, int]:  # type: ignore[type-arg]
    return row.current, row.revision, row.id


def _differs(row: Row, seen: _Seen, provenance: Provenance) -> bool:  # type: ignore[type-arg]
    """Whether another engine or bundle has read it, or more is known of it now. An import never replaces a reading."""
    if provenance.bundle is not None and (row.engine, row.bundle) != (provenance.engine, provenance.bundle):
        return True
    return any((value := getattr(seen, name)) and value != getattr(row, name) for name in _TOLD)


def _free_id(connection: Connection, seen: _Seen, known: Sequence[Row]) -> str:  # type: ignore[type-arg]
    """The article's own id, unless another article has it."""
    mine = {row.id for row in known}
    holders = connection.execute(select(_columns.id).where(_columns.article_id == seen.id)).scalars().all()
    taken = any(holder not in mine for holder in holders)
    return seen.other_id if taken and seen.other_id else seen.id
