"""What watching works with, handed in from outside."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

from onrecord.engine import EngineOptions, read_articles
from onrecord.errors import UnreadableArticle
from onrecord.ingest import Known
from onrecord.reading import ReadingOptions
from onrecord.reading.manners import Clock, Visitor
from onrecord.record.store import Store
from onrecord.types import Article

__all__ = ["Means", "Read"]

Item = Article | Known | UnreadableArticle
Read = Callable[[Iterable[Item], EngineOptions], Iterator[Item]]  # as `read_articles`


def _with_the_model(items: Iterable[Item], options: EngineOptions) -> Iterator[Item]:
    return read_articles(items, options)


@dataclass(frozen=True, slots=True)
class Means:
    """`every`: seconds between two times that a feed is asked; `read` finds the statements of articles."""

    store: Store
    visitor: Visitor
    clock: Clock
    every: float = 900.0
    engine: EngineOptions = field(default_factory=EngineOptions)
    read: Read = _with_the_model

    @property
    def reading(self) -> ReadingOptions:
        """How pages are read."""
        return ReadingOptions(visitor=self.visitor)
