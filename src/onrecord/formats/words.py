"""Values and words from outside -> words for a reader: days, numbers, and lines that a terminal shows and does not obey."""

from __future__ import annotations

from datetime import date

__all__ = ["day", "month", "one_line", "plural", "printable"]


def day(iso: str | None) -> str:
    """An ISO date or date-time in words.

    >>> day("2025-02-12T09:55"), day("2025-02"), day(None)
    ('12 February 2025', 'February 2025', '')
    """
    if not iso:
        return ""
    try:
        when = date.fromisoformat(iso[:10])
    except ValueError:
        return month(iso) if len(iso) == 7 else iso
    return f"{when.day} {when:%B %Y}"


def month(iso: str) -> str:
    """A month in words.

    >>> month("2025-02"), month("whenever")
    ('February 2025', 'whenever')
    """
    try:
        return f"{date.fromisoformat(iso[:7] + '-01'):%B %Y}"
    except ValueError:
        return iso


def plural(many: int, one: str, several: str = "") -> str:
    """A number and what it counts.

    >>> plural(1, "statement"), plural(2000, "statement"), plural(2, "company", "companies")
    ('1 statement', '2,000 statements', '2 companies')
    """
    return f"{many:,} {one if many == 1 else several or one + 's'}"


def printable(text: str) -> str:
    """The text with a blank for each line end and tab, and without control characters, also those that turn the direction of writing.

    >>> printable("so\\nthey \\x1b[31msay \\u202eon")
    'so they [31msay on'
    """
    if text.isprintable():
        return text
    return "".join(" " if c.isspace() else c for c in text if c.isprintable() or c.isspace())


def one_line(text: str) -> str:
    """The text on one line, printable.

    >>> one_line("so\\n they \\x1b[31msay")
    'so they [31msay'
    """
    return " ".join(printable(text).split())
