"""Words as an editor types them -> where they stand in a text: one place, or an error that lists the places.

Pieces are parted by " … ", as tables show them; `120:155` or `120:155,160:170` are characters of the text.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from onrecord.errors import UsageError
from onrecord.record.sentences import sentence_around
from onrecord.types import Span

__all__ = ["places_of"]

SHOWN = 5  # places that an error lists
AROUND = 24  # characters of text beside each
_NUMBERS = re.compile(r"\d+:\d+(?:,\d+:\d+)*")
_PARTED = re.compile(r"\s+…\s+")


def places_of(wanted: str, text: str, near: Sequence[Span] = ()) -> tuple[Span, ...]:
    """The spans of `wanted` in text order. Where the words stand in several places, those in the sentence of `near` count,
    if they stand there once.

    >>> places_of("her … left", "He saw her. The van left.")
    (Span(start=7, end=10), Span(start=20, end=24))

    Raises:
        UsageError: the text has no such words, or has them in several places.
    """
    if _NUMBERS.fullmatch(wanted.strip()):
        return _numbered(wanted.strip(), text)
    whole = wanted.strip() in text  # an article may have such dots itself
    pieces = [piece for piece in ([wanted.strip()] if whole else _PARTED.split(wanted.strip())) if piece]
    if not pieces:
        raise UsageError("no words given; give words of the article, or characters such as 120:155")
    found: list[Span] = []
    for piece in pieces:
        found.append(_place(piece, text, found[-1].end if found else 0, near or found))
    return tuple(found)


def _numbered(wanted: str, text: str) -> tuple[Span, ...]:
    spans = [Span(*map(int, pair.split(":"))) for pair in wanted.split(",")]
    end = 0
    for span in spans:
        if not end <= span.start < span.end <= len(text):
            raise UsageError(
                f"{span.start}:{span.end} is no piece of the text, which has {len(text)} characters; give pieces in order, start before end"
            )
        end = span.end
    return tuple(spans)


def _place(words: str, text: str, after: int, near: Sequence[Span]) -> Span:
    places = _all(re.escape(words), text, after)
    if not places:  # line ends and blanks as the article has them
        places = _all(r"\s+".join(map(re.escape, words.split())), text, after)
    if not places:
        raise UsageError(
            f"the article has no words {_short(words)!r}{' further on' if after else ''}; copy them from it"
        )
    if len(places) > 1 and near:
        zone = sentence_around(text, min(s.start for s in near), max(s.end for s in near))
        close = [p for p in places if zone.start <= p.start and p.end <= zone.end]
        places = close if len(close) == 1 else places
    if len(places) > 1:
        raise UsageError(_several(words, places, text))
    return places[0]


def _all(pattern: str, text: str, after: int) -> list[Span]:
    """Where a pattern stands; whole words before letters within others."""
    found = [Span(*match.span()) for match in re.compile(pattern).finditer(text, after)]
    whole = [s for s in found if not _goes_on(text, s.start) and not _goes_on(text, s.end)]
    return whole or found


def _goes_on(text: str, at: int) -> bool:
    """Whether a word runs over this place."""
    return 0 < at < len(text) and text[at - 1].isalnum() and text[at].isalnum()


def _several(words: str, places: Sequence[Span], text: str) -> str:
    shown = "; ".join(
        f"{p.start}:{p.end} “{' '.join(text[max(0, p.start - AROUND) : p.end + AROUND].split())}”"
        for p in places[:SHOWN]
    )
    more = f"; and {len(places) - SHOWN} more" if len(places) > SHOWN else ""
    return f"{_short(words)!r} stands in {len(places)} places: {shown}{more}; give more words, or the characters of the one you mean"


def _short(words: str) -> str:
    return words if len(words) <= 60 else words[:59] + "…"
