"""A record, and what of it is wanted -> a `Selection` for the exporters: articles one by one, of whatever number.

The articles come in portions, each as the record is at that moment.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from sqlalchemy import Connection, select

from onrecord.answers import Correction
from onrecord.record.correcting import corrections_of
from onrecord.record.exporting import Selection
from onrecord.record.loading import load_articles
from onrecord.record.schema import articles, corrections
from onrecord.record.store import Store
from onrecord.types import Article

__all__ = ["select_all"]

PORTION = 50  # articles in one transaction


def select_all(store: Store, step: Callable[[], None] = lambda: None) -> Selection:
    """The current revisions of all articles, with their corrections; `step` is called for each article."""
    source = _Source(store, step)
    return Selection(source.articles(), source.corrections)


class _Source:
    """The articles of a record, and the corrections of the portion that is being gone through."""

    def __init__(self, store: Store, step: Callable[[], None]) -> None:
        self._store, self._step = store, step
        self._made: dict[str, list[Correction]] = {}

    def articles(self) -> Iterator[Article]:
        last = 0
        while True:
            with self._store.reading() as connection:
                wanted = select(articles.c.id).where(articles.c.current, articles.c.id > last)
                rows = connection.execute(wanted.order_by(articles.c.id).limit(PORTION)).scalars().all()
                found = load_articles(connection, rows)
                self._made = _corrections(connection, rows, found)
            if not rows:
                return
            for article in found:
                self._step()
                yield article
            last = rows[-1]

    def corrections(self, article: Article) -> Sequence[Correction]:
        return self._made.get(article.id, ())


def _corrections(
    connection: Connection, rows: Sequence[int], found: Sequence[Article]
) -> dict[str, list[Correction]]:
    """The corrections of articles, by article id; none is looked for where the record has none."""
    if connection.execute(select(corrections.c.id).limit(1)).scalar() is None:
        return {}
    return {
        article.id: made
        for row, article in zip(rows, found, strict=True)
        if (made := corrections_of(connection, row))
    }
