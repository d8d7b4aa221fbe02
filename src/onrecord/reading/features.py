"""A page -> what its layout tells: how much running text stands together, how much is links, comments, teasers.

A block is what stands between two block-level tags. Blocks belong to one group if nothing but wrappers and headings
without a link parts them: the paragraphs of an article are one group; each teaser of a listing, and each comment, is one.
"""

from __future__ import annotations

import re
from bisect import bisect
from collections import Counter
from dataclasses import dataclass, field
from typing import Any

__all__ = ["Features", "Group", "features_of", "items_of"]

_SKIPPED = frozenset(
    "head script style noscript template svg button select textarea iframe object figure nav footer aside dialog".split()
)
_BLOCKS = frozenset(
    "html body main article section div p blockquote pre ul ol li dl dt dd table tbody tr td th center header form "
    "fieldset address details summary hgroup h1 h2 h3 h4 h5 h6".split()
)
_HEADINGS = frozenset("h1 h2 h3 h4 h5 h6".split())
_WHOLE = frozenset("html body main article".split())  # their classes tell of the page, not of a part of it
_COMMENTS = re.compile(
    r"(?<![a-z])(?:comments?|commentlist|disqus\w*|replies|respond|forumposts?)(?![a-z])", re.IGNORECASE
)
_SENTENCE = re.compile(r"[.!?…][\"”’'»)\]]*(?=\s|$)|[。！？।]")
TITLE = 4  # words of a link that is like a title, at least
MANY = 4  # of a kind, at least, that make a list
RUNNING = 8  # words of a block of running text, at least


@dataclass(slots=True)
class Group:
    """Blocks of running text that stand together; `node` is the element that holds them, `titles` are links like titles among them."""

    words: int = 0
    titles: int = 0
    texts: list[str] = field(default_factory=list)
    node: Any = None

    @property
    def blocks(self) -> int:
        """How many blocks."""
        return len(self.texts)

    @property
    def make(self) -> tuple[str, str]:
        """What items of one list have in common: their tag and class."""
        return (self.node.tag, self.node.get("class") or "") if self.node is not None else ("", "")


@dataclass(slots=True)
class Features:
    """What a page's layout tells. Words are counted outside menus, footers, asides and pictures."""

    heading: str = ""  # the longest h1: the name of the site may be one too
    groups: list[Group] = field(default_factory=list)
    words: int = 0  # of all blocks
    linked: int = 0  # those of them that are links
    linked_headings: int = 0
    comments: int = 0  # words of running text in comments

    @property
    def text(self) -> int:
        """Words of running text outside comments."""
        return sum(group.words for group in self.groups)

    @property
    def main(self) -> Group:
        """The largest group."""
        return max(self.groups, key=lambda group: group.words, default=Group())

    @property
    def beside(self) -> list[Group]:
        """Groups that stand beside the text of an article, many of a kind: comments that nothing marks as such, teasers."""
        main, makes = self.main, Counter(group.make for group in self.groups)
        items = [g for g in self.groups if makes[g.make] >= MANY and g.make != main.make]
        return items if main.words >= 1.5 * max((g.words for g in items), default=main.words) else []

    @property
    def article(self) -> str:
        """The running text without what stands beside it; paragraphs are parted by blank lines."""
        beside = {id(group) for group in self.beside}
        return "\n\n".join(text for group in self.groups if id(group) not in beside for text in group.texts)


def items_of(features: Features) -> list[Any]:
    """The elements of what stands beside an article, and those of their kind."""
    return [item for group in features.beside for item in _alike(group.node)]


def features_of(tree: Any) -> Features:
    """The features of a parsed page (an lxml element)."""
    walk = _Walk()
    stack: list[tuple[Any, bool]] = [(tree, False)]
    while stack:
        node, left = stack.pop()
        if left:
            walk.leave(node)
        else:
            taken = isinstance(node.tag, str) and node.tag not in _SKIPPED
            if taken:
                walk.enter(node)
                stack.append((node, True))
                stack.extend((child, False) for child in reversed(node))
            else:
                walk.say(node.tail)
    return walk.grouped()


@dataclass(slots=True, eq=False)
class _Frame:
    """A block-level element that is open."""

    node: Any
    parent: _Frame | None
    in_comments: bool
    total: int = 0  # words of all that is in it
    titles: int = 0  # links like titles right in it
    led: bool | None = None  # whether such a link came before any running text
    breaks: list[int] = field(
        default_factory=list
    )  # after how many blocks a linked heading stands right in it


class _Walk:
    """What was met so far on a way through the tree."""

    def __init__(self) -> None:
        self.found = Features()
        self._frame = _Frame(None, None, False)
        self._blocks: list[tuple[_Frame, int, str, int]] = []  # of running text outside comments
        self._pieces: list[str] = []
        self._linked, self._links = 0, 0  # words of the pieces that are links; how many links are open
        self._title: int | None = None  # words before a link with which a line begins
        self._titles = 0  # links like titles in the block that is open
        self._heading: tuple[Any, bool] | None = (
            None  # the heading that is open, and whether there is a link in it
        )

    def enter(self, node: Any) -> None:
        tag = node.tag
        if tag == "a":
            self._links += 1
            self._title = self._linked if not "".join(self._pieces).rpartition("\n")[2].strip() else None
            if self._heading:
                self._heading = (self._heading[0], True)
        elif tag in _BLOCKS:
            self._flush()
            self._frame = _Frame(node, self._frame, self._frame.in_comments or _holds_comments(node))
            if tag in _HEADINGS and self._heading is None:
                self._heading = (node, self._links > 0)
        elif tag == "br":
            self._pieces.append(" \n")
        self.say(node.text)

    def leave(self, node: Any) -> None:
        tag = node.tag
        if tag == "a":
            self._links -= 1
            self._titles += self._title is not None and self._linked - self._title >= TITLE
            self._title = None
        elif tag in _BLOCKS:
            if self._heading and self._heading[0] is node:
                self._end_heading(tag)
            self._flush()
            parent = self._frame.parent
            assert parent is not None
            parent.total += self._frame.total
            self._frame = parent
        self.say(node.tail)

    def say(self, text: str | None) -> None:
        if text:
            self._pieces.append(text)
            if self._links:
                self._linked += _words(text)

    def grouped(self) -> Features:
        """The features, when all has been met."""
        self._flush()
        groups: dict[tuple[int, int], Group] = {}
        for number, (frame, words, text, titles) in enumerate(self._blocks):
            while frame.total == words and frame.parent:
                frame = frame.parent
            place = id(frame), bisect(frame.breaks, number)
            group = groups.setdefault(place, Group(titles=frame.titles if frame.led else 0, node=frame.node))
            group.words += words
            group.texts.append(text)
            group.titles += titles
        self.found.groups = list(groups.values())
        return self.found

    def _end_heading(self, tag: str) -> None:
        assert self._heading is not None
        linked, words = self._heading[1], " ".join("".join(self._pieces).split())
        self._heading = None
        if tag == "h1" and len(words) > len(self.found.heading):
            self.found.heading = words
        if linked and words:
            self.found.linked_headings += 1
            frame = self._frame.parent
            if frame and tag != "h1":
                frame.breaks.append(len(self._blocks))

    def _flush(self) -> None:
        """End the block that is open."""
        text, linked = " ".join("".join(self._pieces).split()), self._linked
        titles, self._pieces, self._linked, self._titles = self._titles, [], 0, 0
        if not text:
            return
        words = _words(text)
        found, frame = self.found, self._frame
        running = not self._heading and words >= RUNNING and linked <= words / 2
        running = running and bool(_SENTENCE.search(text))
        frame.total += words
        found.words += words
        found.linked += linked
        holder = frame.parent or frame
        if running or titles:
            holder.led = not running if holder.led is None else holder.led
        if not running:
            holder.titles += titles
            return
        if frame.in_comments:
            found.comments += words
        else:
            self._blocks.append((frame, words, text, titles))


def _alike(node: Any) -> list[Any]:
    """An element and those of its kind beside it."""
    around, kind = node.getparent(), node.get("class")
    return [
        one
        for one in (node if around is None else around)
        if one.tag == node.tag and one.get("class") == kind
    ]


def _words(text: str) -> int:
    """How many words; where no blanks part them, as many as there would be."""
    words = len(text.split())
    return words if len(text) < 16 * words else len(text) // 3


def _holds_comments(node: Any) -> bool:
    if node.tag in _WHOLE:
        return False
    told = f"{node.get('class', '')} {node.get('id', '')} {node.get('itemtype', '')}"
    return bool(_COMMENTS.search(told))
