"""A source that names nobody: what it is called and how many they are."""

from __future__ import annotations

import re

from onrecord.speakers.scene import Scene
from onrecord.speakers.tables import fold
from onrecord.types import Span, Unnamed

__all__ = ["count_of", "names_nobody", "unnamed_in"]

_NUMBERS = {
    word: n
    for n, word in enumerate("zero one two three four five six seven eight nine ten eleven twelve".split())
} | {
    "both": 2,
    "a": 1,
    "an": 1,
    "another": 1,
    "every": 1,
    "each": 1,
    "the pair": 2,
    "a couple": 2,
    "a couple of": 2,
    "a dozen": 12,
    "the couple": 2,
}
_COUNT = re.compile(
    r"(?:the |these |those |at least |about |some |nearly |more than |only |all )?([a-z]+|\d{1,6})\b"
)
_PLURALS = frozenset(
    (
        "people police men women children staff media public press officials they them others many "
        "some most several few both authorities these those"
    ).split()
)
_SINGULAR_S = ("ss", "us", "is", "news", "'s", "’s")
_INDEFINITE = re.compile(
    r"(?:an?|whoever|whatever|some|any|many|most|several|few|other|others|another|no|none|nobody|everyone|everybody|someone|somebody|anyone|anybody|two|three|four|five|six|seven|eight|nine|ten|\d+)\b"
)
_DEFINITE = frozenset(
    "the this that these those his her its their our both they them he she it who which".split()
)
_SOURCES = frozenset("source sources insider insiders onlooker onlookers bystander bystanders".split())
_HEAD_END = re.compile(
    r"\s(?:of|from|for|in|at|on|with|by|to|who|which|that|whose|close|near|familiar|speaking)\b|[,;(—–]"
)


def names_nobody(scene: Scene, span: Span) -> bool:
    """Whether the words alone say that nobody in particular is meant: "two officials", "delegates", "the source"."""
    words = fold(" ".join(span.of(scene.text)[:120].split())).strip(" ,.'’")
    head = _HEAD_END.split(f"{words} ", maxsplit=1)[0].split()
    if _INDEFINITE.match(words):
        return not words.startswith("one of")
    if not head:
        return False
    if head[-1] in _SOURCES:
        return True
    listed = scene.tables.words
    plural = head[-1] in _PLURALS or (head[-1].endswith("s") and not head[-1].endswith(_SINGULAR_S))
    single = head[-1].removesuffix("s")
    institution = (
        single in listed["org"] | listed["generic"] | listed["document"] or head[-1] in listed["state"]
    )
    return plural and not institution and head[0] not in _DEFINITE and not re.search(r"['’]s?\s", words)


def unnamed_in(text: str, span: Span) -> Unnamed:
    """The description that a source gives, with its number: 1, the count where one is told, `None` for several."""
    return Unnamed(span, count_of(span.of(text)))


def count_of(words: str) -> int | None:
    """How many a source is; `None`: several, uncounted.

    >>> count_of("Two officials"), count_of("critics"), count_of("a source close to the talks"), count_of("17 residents")
    (2, None, 1, 17)
    >>> count_of("one of the officials"), count_of("the woman"), count_of("Some analysts")
    (1, 1, None)
    """
    phrase = fold(" ".join(words.split())).strip(" ,.'’")
    head = _HEAD_END.split(f"{phrase} ", maxsplit=1)[0].strip()
    for opening in (head, " ".join(head.split()[:3]), " ".join(head.split()[:2])):
        if opening in _NUMBERS:
            return _NUMBERS[opening]
    found = _COUNT.match(head)
    first = found[1] if found else ""
    if first.isdigit():
        return int(first)
    if first in _NUMBERS:
        return _NUMBERS[first]
    last = head.split()[-1] if head.split() else ""
    plural = last in _PLURALS or (last.endswith("s") and not last.endswith(_SINGULAR_S))
    return None if plural or " and " in f" {head} " else 1
