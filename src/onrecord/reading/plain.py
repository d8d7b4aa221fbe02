"""The text of an article -> its header, its blocks, its footer. Offsets index the text as given."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import pairwise

from onrecord.reading.dateline import date_in, date_of_url
from onrecord.types import Block, PublishedFrom, Span

__all__ = ["Layout", "lay_out"]

HEADER_LINES = 12  # how far down a header may reach
_LINE = re.compile(r"[^\n\r\u2028\u2029]+")
_BLANK = re.compile(r"(?:\r\n|\n|\r)[ \t\u00a0]*(?:\r\n|\n|\r)")
_URL = re.compile(r"^(?:https?://|www\.)\S+$", re.IGNORECASE)
_NAME = r"[^\W\d_][\w'’.-]*(?:\s+(?:[^\W\d_][\w'’.-]*)){0,4}"
_BYLINE = re.compile(
    rf"^(?:written\s+|reported\s+|posted\s+)?by:?\s+(?P<names>{_NAME}(?:(?:,| and | & )\s*{_NAME})*)",
    re.IGNORECASE,
)
_PERSON = re.compile(
    r"^(?:[A-ZÀ-ÖØ-Þ][\w'’.-]*|d[eiu]|v[ao]n|bin|al|la|le|der|den)(?:[ ](?:[A-ZÀ-ÖØ-Þ][\w'’.-]*|d[eiu]|v[ao]n|bin|al|la|le|der|den)){1,3}$"
)
_AGENCY = r"AP|AFP|Reuters|UPI|CNN|Xinhua|dpa|PTI|ANI|IANS|ANSA|EFE|TASS|AAP|PA|Bloomberg|Yonhap|Kyodo|Anadolu|[A-Z]{2,6}"
_PLACE = r"(?:[A-ZÀ-ÖØ-Þ][A-ZÀ-ÖØ-Þ'’.-]+|[A-Z]\.[A-Z]\.)"
_DATELINE = re.compile(
    rf"(?P<place>{_PLACE}(?:[ /]{_PLACE}){{0,3}}(?:,\s+[A-Z][\w.]+(?:\s[A-Z][\w.]+)?)?)"
    rf"(?:,?\s+(?P<date>(?:[A-Z][a-z]{{2,8}}\.?\s+\d{{1,2}}|\d{{1,2}}\s+[A-Z][a-z]{{2,8}}\.?)(?:,?\s+\d{{4}})?))?"
    rf"(?:,?\s*[(/](?:{_AGENCY}|[A-Z][\w .]{{1,25}})[)/])?\s*(?P<mark>—|–|―|--|-|:)\s+(?=[\"“‘'«]?[A-Z0-9])"
)
_TWO_WORD = r"(?:New|San|Los|Las|Hong|Kuala|Buenos|Tel|Addis|Abu|Cape|Port|Saint|St\.?|Rio|El|La|Santo|Phnom|Ho|Fort|Mexico|Panama)"
_MIXED_DATELINE = re.compile(
    rf"(?P<place>(?:{_TWO_WORD}[ -])?[A-Z][a-zà-ÿ'’]+(?:,\s+[A-Z][\w.]+)?)"
    rf"(?:\s*[(/](?:{_AGENCY}|[A-Z][\w .]{{1,25}})[)/])?\s*(?P<mark>—|–|―|--|:)\s+(?=[\"“‘'«]?[A-Z])"
)
_NO_PLACE = frozenset(
    ("update updated analysis opinion exclusive watch breaking video photos editorial note question").split()
)
_NOISE = re.compile(
    r"^(?:share\b.{0,30}|advertisement\W*|read more\b.*|read the rest\b.*|read also\b.*|related\b.{0,40}|follow\s.{0,60}\bon\s+(?:twitter|facebook|x|instagram)\b.*"
    r"|sign up\b.{0,80}|subscribe\b.{0,80}|click here\b.*|continue reading\b.*|©.*|\(c\)\s.*|copyright\b.*|all rights reserved.*"
    r"|(?:additional )?reporting by\b.*|\(?(?:editing|writing) by\b.*|photo\s*(?:credit|by|:).*|image\s*(?:credit|source)?:.*|getty images.*"
    r"|file photo.{0,40}|tags?:.*|keywords?:.*|this article was originally\b.*|source:\s.{0,60}|comments?\s*\(?\d*\)?|\d+\s+(?:comments|shares)"
    r"|print|e-?mail|facebook|twitter|whatsapp|\S+@\S+\.\S+|for immediate release|media contacts?:?.*|press contacts?:?.*|contacts?:.*|#\s*#\s*#|[-*_=#~•.\s]+)$",
    re.IGNORECASE,
)
_DATE_WORDS = re.compile(
    r"\b(?:published|updated|posted|modified|created|on|at|by|date|last|monday|tuesday|wednesday|thursday|friday|saturday|sunday|mon|tue"
    r"|tues|wed|thu|thur|thurs|fri|sat|sun|am|pm|a\.m|p\.m|gmt|utc|bst|est|edt|cet|ist|et|pst|first|january|february|march|april|may|june|july"
    r"|august|september|october|november|december|jan|feb|mar|apr|jun|jul|aug|sept|sep|oct|nov|dec|st|nd|rd|th|\d+)\b",
    re.IGNORECASE,
)
_LABEL = re.compile(r"(?m)^[ \t]*([A-Z][\w.'’ -]{1,30}):\s")
_SENTENCE_END = re.compile(r"[.!?][\"”’»)]*\s*$")


@dataclass(slots=True)
class Layout:
    """What the lines of an article say about it; built line by line."""

    blocks: list[Block] = field(default_factory=list)
    url: str | None = None
    outlet: str | None = None
    section: str | None = None
    headline: Span | None = None
    byline: list[str] = field(default_factory=list)
    published: str | None = None
    published_from: PublishedFrom = "unknown"
    dateline: Span | None = None


def lay_out(text: str, title: str | None = None) -> Layout:
    """Header, blocks and footer of a plain text; `title`, where known, says which line is the headline."""
    layout = Layout()
    units = _units(text)
    at = _read_header(text, units, layout, title)
    end = len(units)
    while end > at + 1 and _is_footer(units[end - 1].of(text), layout):
        end -= 1
    for number, unit in enumerate(units[at:end]):
        if _NOISE.match(unit.of(text)) or (number and _URL.match(unit.of(text))):
            continue
        start = _skip_dateline(text, unit, layout) if number < 2 and layout.dateline is None else unit.start
        if start < unit.end:
            layout.blocks.append(Block(Span(start, unit.end), "body"))
    return layout


def _units(text: str) -> list[Span]:
    """Lines, or whole paragraphs where the text is wrapped by hand; trimmed, blank ones left out."""
    lines = [_trim(text, *m.span()) for m in _LINE.finditer(text)]
    lines = [s for s in lines if s.start < s.end]
    if not _is_wrapped(text, lines):
        return lines
    out: list[Span] = []
    start = 0
    for gap in [*_BLANK.finditer(text), None]:
        end = gap.start() if gap else len(text)
        span = _trim(text, start, end)
        if span.start < span.end:
            out.append(span)
        start = gap.end() if gap else end
    return out


def _is_wrapped(text: str, lines: list[Span]) -> bool:
    """Hard-wrapped: blank lines exist, lines are short and even, and most go on in the next without a full stop."""
    if len(lines) < 6 or not _BLANK.search(text):
        return False
    inner = [a for a, b in pairwise(lines) if not _BLANK.search(text, a.end, b.start + 1)]
    if len(inner) < len(lines) // 2:
        return False
    broken = sum(1 for s in inner if 40 <= s.end - s.start <= 100 and not _SENTENCE_END.search(s.of(text)))
    return broken > 0.6 * len(inner)


def _trim(text: str, start: int, end: int) -> Span:
    while start < end and (text[start].isspace() or text[start] in "\ufeff\u200b"):
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Span(start, end)


def _read_header(text: str, units: list[Span], layout: Layout, title: str | None) -> int:
    """Fill the header's fields; the index of the first unit of the body."""
    at = 0
    plain: list[int] = []  # short lines that may be section or headline
    while at < min(len(units), HEADER_LINES):
        line = units[at].of(text)
        if _URL.match(line):
            layout.url = layout.url or line
        elif _NOISE.match(line) or _take_byline(line, layout) or _take_date(line, layout):
            pass
        elif plain and _is_masthead(text, units, at):
            layout.outlet = line
        elif _is_title(line, title) or (title is None and _goes_above(text, units, at, plain)):
            plain.append(at)
        else:
            break
        at += 1
    if plain and at < len(units):
        _settle_headline(text, units, plain, layout)
    elif plain:  # nothing but short lines: that is the text
        at = plain[0]
    if layout.url and not layout.published and (found := date_of_url(layout.url)):
        layout.published, layout.published_from = found, "url"
    return at


def _settle_headline(text: str, units: list[Span], plain: list[int], layout: Layout) -> None:
    headline = plain[-1]
    if len(plain) > 1:
        layout.section = units[plain[0]].of(text)
    layout.headline = units[headline]
    layout.blocks.append(Block(units[headline], "headline"))


def _is_title(line: str, title: str | None) -> bool:
    if not title:
        return False

    def bare(t: str) -> str:
        return re.sub(r"\W+", " ", t).strip().casefold()

    return bare(line) == bare(title)


def _goes_above(text: str, units: list[Span], at: int, plain: list[int]) -> bool:
    """A line that may be the headline, or that follows a section's name and may be."""
    if not _may_be_headline(units[at].of(text), units, at, text):
        return False
    return not plain or (len(plain) == 1 and _is_section(units[plain[0]].of(text)))


def _is_masthead(text: str, units: list[Span], at: int) -> bool:
    """A name in capitals of a few words, with a date line or a byline right after it: the outlet."""
    line = units[at].of(text)
    words = re.findall(r"[^\W\d_]{3,}", line)
    if (
        not 0 < len(words) <= 5
        or len(line) > 40
        or _SENTENCE_END.search(line)
        or not all(w[0].isupper() for w in words)
    ):
        return False
    following = units[at + 1].of(text) if at + 1 < len(units) else ""
    return _take_date(following, Layout()) or _take_byline(following, Layout())


def _is_section(line: str) -> bool:
    return len(line.split()) <= 3 and len(line) <= 30 and not re.search(r"[.!?:;,\"“”]", line)


def _may_be_headline(line: str, units: list[Span], at: int, text: str) -> bool:
    """Short, no sentence's end, no dateline, and prose follows."""
    if len(line) > 160 or len(line.split()) > 26 or at + 1 >= len(units):
        return False
    if (
        line.endswith((".", ",", ";", "”", '"'))
        and not re.search(r"\b(?:[A-Z]\.)+$|\.\.\.$", line)
        and not _is_title_case(line)
    ):
        return False
    if _DATELINE.match(line) or (not line[:1].strip("\"“‘'«").isalnum() and line[:1] not in "\"“‘'«"):
        return False
    return any(len(u.of(text)) > max(80, len(line)) for u in units[at + 1 : at + 5])


def _is_title_case(line: str) -> bool:
    words = re.findall(r"[^\W\d_]{4,}", line)
    return len(words) > 2 and sum(w[0].isupper() for w in words) > 0.8 * len(words)


def _take_byline(line: str, layout: Layout) -> bool:
    """A byline, perhaps with a date on the same line."""
    if len(line) > 120:
        return False
    date = date_in(line)
    rest = (line[: date[1][0]] + " " + line[date[1][1] :]).strip(" ,|-–—•·") if date else line
    match = _BYLINE.match(rest)
    if match and len(rest) <= 90 and not _SENTENCE_END.search(rest):
        names = re.split(r",\s*|\s+and\s+|\s+&\s+", match["names"])
        layout.byline += [
            n for n in map(str.strip, names) if _PERSON.match(n.title() if n.isupper() else n)
        ] or [names[0]]
    elif date and _PERSON.match(_without_date_words(rest)):
        layout.byline.append(_without_date_words(rest))
    else:
        return False
    if date:
        _set_date(layout, date[0])
    return True


def _without_date_words(line: str) -> str:
    return re.sub(r"[|,•·:]+", " ", _DATE_WORDS.sub(" ", line)).strip(" -–—").replace("  ", " ")


def _take_date(line: str, layout: Layout) -> bool:
    """A line that holds a date and hardly anything else."""
    if len(line) > 100:
        return False
    date = date_in(line)
    if not date:
        return False
    rest = _without_date_words(line[: date[1][0]] + " " + line[date[1][1] :])
    if len(re.findall(r"\w+", rest)) > 3:
        return False
    _set_date(layout, date[0])
    return True


def _set_date(layout: Layout, found: str) -> None:
    if layout.published_from != "dateline":
        layout.published, layout.published_from = found, "dateline"


def _skip_dateline(text: str, unit: Span, layout: Layout) -> int:
    """Where the first sentence begins, after "WASHINGTON (AP) — "; the dateline is kept as a span."""
    match = _DATELINE.match(text, unit.start, unit.end) or _MIXED_DATELINE.match(text, unit.start, unit.end)
    if not match or match.end() - unit.start > 80 or match["place"].lower() in _NO_PLACE:
        return unit.start
    if match["mark"] == ":" and _is_transcript(text):
        return unit.start
    layout.dateline = Span(*match.span("place"))
    if found := date_in(match.group()):
        _set_date(layout, found[0])
    return match.end()


def _is_transcript(text: str) -> bool:
    """Names before a colon at the beginning of lines, and again."""
    labels = _LABEL.findall(text)
    return len(set(labels)) < len(labels)


def _is_footer(line: str, layout: Layout) -> bool:
    if _NOISE.match(line) or _URL.match(line):
        return True
    if line in layout.byline or (_BYLINE.match(line) and len(line) < 60 and not _SENTENCE_END.search(line)):
        return True
    date = date_in(line)
    return bool(
        date
        and len(line) < 60
        and not re.search(r"\w{2,}", _without_date_words(line[: date[1][0]] + line[date[1][1] :]))
    )
