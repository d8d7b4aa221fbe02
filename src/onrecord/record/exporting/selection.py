"""What is to be exported: articles one by one, and what people added to the record: corrections and issues."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from onrecord.answers import Correction
from onrecord.types import Article, Statement

__all__ = ["Matter", "Selection"]


class Matter(NamedTuple):
    """An issue that the user watches."""

    id: str
    name: str


def _none(_article: Article) -> Sequence[Correction]:
    return ()


def _nothing(_article: Article, _statement: Statement) -> Iterable[str]:
    return ()


@dataclass(frozen=True, slots=True)
class Selection:
    """`articles` are gone through once, and carry the statements that are wanted, as corrected.

    `corrections` are those of an article, in the order in which they were made; `about` the ids of the `matters` that a
    statement is about.
    """

    articles: Iterable[Article]
    corrections: Callable[[Article], Sequence[Correction]] = _none
    matters: Sequence[Matter] = ()
    about: Callable[[Article, Statement], Iterable[str]] = _nothing
