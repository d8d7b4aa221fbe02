"""Articles -> names for their files: numbered, of plain letters, whatever the article calls itself."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from onrecord.types import Article

__all__ = ["file_names"]

LONGEST = 60


def file_names(articles: Iterable[Article]) -> Iterator[tuple[str, Article]]:
    """A name for each article, without suffix: its number and its headline, else its id."""
    for number, article in enumerate(articles, 1):
        words = article.headline.of(article.text) if article.headline else article.id
        yield f"{number:06}-{_plain(words)}".rstrip("-"), article


def _plain(words: str) -> str:
    from onrecord.record.names import fold_name

    return re.sub(r"[^a-z0-9]+", "-", fold_name(words))[:LONGEST].strip("-")
