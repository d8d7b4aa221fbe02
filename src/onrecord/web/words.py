"""Values -> the words in which a page says them: plain text, nothing escaped."""

from __future__ import annotations

from datetime import date

from markupsafe import Markup, escape

__all__ = ["day", "exact", "flat", "month", "number", "percent", "plural", "shortened"]


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


def percent(share: float | None) -> str:
    """A probability as a whole percentage that is not broken over lines.

    >>> percent(0.934), percent(None)
    ('93\\xa0%', '')
    """
    return "" if share is None else f"{share * 100:.0f}\N{NO-BREAK SPACE}%"


def number(many: int) -> str:
    """A number with its thousands apart.

    >>> number(1234567)
    '1,234,567'
    """
    return f"{many:,}"


def plural(many: int, one: str, several: str = "") -> str:
    """A number and what it counts.

    >>> plural(1, "statement"), plural(2000, "statement"), plural(2, "company", "companies")
    ('1 statement', '2,000 statements', '2 companies')
    """
    return f"{many:,} {one if many == 1 else several or one + 's'}"


def flat(words: str) -> str:
    """On one line."""
    return " ".join(words.split())


def shortened(words: str | None, most: int = 160) -> str:
    """At most so many characters, cut between words.

    >>> shortened("The bridge would open in May", 14)
    'The bridge…'
    """
    line = flat(words or "")
    return line if len(line) <= most else line[:most].rsplit(" ", 1)[0] + "…"


def exact(text: str) -> Markup:
    """Text of an article, escaped, so that a browser counts its characters as we do: it would join CR and LF, and drop NUL.

    >>> exact("a <b>\\r\\n")
    Markup('a &lt;b&gt;&#13;\\n')
    """
    return Markup(str(escape(text)).replace("\r", "&#13;").replace("\0", "\ufffd"))
