"""Where the sentences and paragraphs of a text begin."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass

__all__ = ["Places", "find_places"]

_SHORT = "Mr Ms Dr St Lt Fr Mrs Sen Rep Gov Gen Col Maj Sgt Rev Hon Prof Capt Supt".split()
_NO_END = (
    "".join(rf"(?<!\b{word}\.)" for word in _SHORT) + r"(?<![\s.(“\"‘-][A-Z]\.)"
)  # "Dr. Rao", "U.S. envoy"
_SENTENCE = re.compile(rf"(?:\.{_NO_END}|[!?…])[\"”’')\]]*\s+(?=[\"“‘'(\[]*\w)|\n\s*")
_PARAGRAPH = re.compile(r"\n\s*")


@dataclass(frozen=True, slots=True)
class Places:
    """Sentence and paragraph starts, in order."""

    sentences: tuple[int, ...]
    paragraphs: tuple[int, ...]

    def sentence(self, at: int) -> int:
        return bisect_right(self.sentences, at)

    def paragraph(self, at: int) -> int:
        return bisect_right(self.paragraphs, at)


def find_places(text: str) -> Places:
    """Sentence and paragraph starts of `text`."""
    return Places(
        (0, *(m.end() for m in _SENTENCE.finditer(text))), (0, *(m.end() for m in _PARAGRAPH.finditer(text)))
    )
