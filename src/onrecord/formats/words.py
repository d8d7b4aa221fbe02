"""Words from outside -> one line that a terminal shows and does not obey."""

from __future__ import annotations

__all__ = ["one_line"]


def one_line(text: str) -> str:
    """The text without line ends and control characters.

    >>> one_line("so\\n they \\x1b[31msay")
    'so they [31msay'
    """
    flat = "".join(" " if c.isspace() else c for c in text if c.isprintable() or c.isspace())
    return " ".join(flat.split())
