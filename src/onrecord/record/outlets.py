"""Outlets of the record: a name typed roughly in, the outlets that are meant out."""

from __future__ import annotations

from sqlalchemy import Connection, func, select

from onrecord.record.names import folded_words
from onrecord.record.schema import articles

__all__ = ["find_outlets", "list_outlets"]


def list_outlets(connection: Connection) -> list[str]:
    """All outlets, each once, by name. As many steps along the index as there are outlets, however many articles they have."""
    found: list[str] = []
    column = articles.c.outlet
    name = connection.execute(select(func.min(column))).scalar()
    while name is not None:
        found.append(name)
        name = connection.execute(select(func.min(column)).where(column > name)).scalar()
    return found


def find_outlets(connection: Connection, asked: str) -> list[str]:
    """The outlets called so; if none is, those with all these words in their name."""
    words, outlets = _words(asked), list_outlets(connection)
    same = [name for name in outlets if _words(name) == words]
    return same or [name for name in outlets if words and set(words) <= set(_words(name))]


def _words(name: str) -> tuple[str, ...]:
    words = folded_words(name)
    return words[1:] if len(words) > 1 and words[0] == "the" else words
