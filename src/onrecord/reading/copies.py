"""Texts that say nearly the same (wire copy, a page captured twice): each is linked to the first, which alone is read.

A text is sketched by MinHash (Broder 1997) over its runs of three words; sketches that agree in a band of rows are compared, and
alike is what agrees in 70 % of the rows. Some 1.5 kB of memory an article.
"""

from __future__ import annotations

import hashlib
import re
from array import array
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import pairwise
from typing import NamedTuple

from onrecord.errors import LeftOut, UnreadableArticle
from onrecord.types import Article

__all__ = ["Copies", "Finding", "as_found", "sketch_of"]

ROWS, BANDS = 5, 12
ALIKE = 0.7  # of the rows
ENOUGH = 40  # words: shorter texts have too few runs to be told apart
SEED = 1
_WORD = re.compile(r"\w+")


def sketch_of(article: Article) -> bytes | None:
    """The sketch of an article's body; None where it is too short."""
    from rensa import RMinHash

    body = (block.span.of(article.text) for block in article.blocks if block.role == "body")
    words = _WORD.findall(" ".join(body).lower())
    if len(words) < ENOUGH:
        return None
    sketch = RMinHash(ROWS * BANDS, SEED)
    sketch.update([" ".join(words[at : at + 3]) for at in range(len(words) - 2)])
    return array("I", sketch.digest()).tobytes()


class Finding(NamedTuple):
    """What a text is: `copy_of` is the id of the first one like it, `alike` how much of the two agrees; `seen`: the same page again."""

    copy_of: str | None = None
    alike: float = 0.0
    seen: bool = False


class Copies:
    """The texts met so far, in the order in which they were met."""

    def __init__(self) -> None:
        self._sketches: list[bytes] = []
        self._ids: list[str] = []
        self._bands: dict[int, int] = {}  # a band of rows -> the first text that has it
        self._pages: set[int] = set()  # addresses with their texts

    def find(self, article_id: str, url: str | None, sketch: bytes | None) -> Finding:
        """What a text is among those met before; it is one of them from now on."""
        page = _number(f"{url}\n{article_id}".encode("utf-8", "replace"))
        if url and page in self._pages:
            return Finding(seen=True)
        self._pages.add(page)
        if sketch is None:
            return Finding()
        keys = [_number(b"%d " % band + sketch[a:b]) for band, (a, b) in enumerate(pairwise(_EDGES))]
        for number in sorted({self._bands[key] for key in keys if key in self._bands}):
            alike = _alike(self._sketches[number], sketch)
            if alike >= ALIKE:
                return Finding(self._ids[number], alike)
        for key in keys:
            self._bands.setdefault(key, len(self._ids))
        self._sketches.append(sketch)
        self._ids.append(article_id)
        return Finding()

    def linked(self, items: Iterable[Article | UnreadableArticle]) -> Iterator[Article | UnreadableArticle]:
        """The items, copies among them linked; what was seen before is left."""
        for item in items:
            if isinstance(item, Article):
                found = self.find(item.id, item.url, sketch_of(item))
                yield as_found(item, found)
            else:
                yield item


def as_found(article: Article, found: Finding) -> Article | LeftOut:
    """The article with the link to the one it copies; a page that was seen before is left."""
    if found.seen:
        return LeftOut(article.path or article.id, "seen", article.url or "")
    if found.copy_of is None:
        return article
    own, apart = article.id, article.url or article.outlet or article.path or ""
    if own == found.copy_of:  # the same text to the letter, at another address
        own = f"{own}@{hashlib.sha256(apart.encode('utf-8', 'replace')).hexdigest()[:8]}"
    told = f"a copy of article {found.copy_of} ({found.alike:.0%} alike), which holds the statements"
    return replace(article, id=own, copy_of=found.copy_of, warnings=(*article.warnings, told))


def _alike(one: bytes, other: bytes) -> float:
    rows = zip(memoryview(one).cast("I"), memoryview(other).cast("I"), strict=True)
    return sum(a == b for a, b in rows) / (ROWS * BANDS)


def _number(data: bytes) -> int:
    return int.from_bytes(hashlib.blake2b(data, digest_size=8).digest(), "big")


_EDGES = range(0, 4 * ROWS * BANDS + 1, 4 * ROWS)
