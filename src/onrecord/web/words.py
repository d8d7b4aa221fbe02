"""Values -> the words in which a page says them: plain text, nothing escaped."""

from __future__ import annotations

from markupsafe import Markup, escape

from onrecord.formats.words import day, month, plural

__all__ = ["day", "exact", "flat", "month", "number", "percent", "plural", "shortened"]


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
