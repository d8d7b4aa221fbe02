"""Where statements are made known: an article's words in, the occasions and platforms it names out.

"in a *radio interview*", "at *a meeting of the council*", "on *Twitter*": a noun of occasions.tsv with the words
before it, back to a preposition that goes with its kind, and the phrases that complete it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from onrecord.circumstances.phrases import Word, Words, ends_possessive
from onrecord.circumstances.tables import CircumstanceTables
from onrecord.types import Span

__all__ = ["Found", "find_occasions"]

BEFORE = 8  # words between a determiner and the noun
WRITTEN = frozenset(("post", "letter", "document", "article", "statement"))  # with a capital: a paper's name
REACH = 110  # characters in which a completing phrase ends
_COMPLETES = {
    "with": ("interview", "meeting", "call", "event", "visit", "hearing", "broadcast", "briefing"),
    "to": ("speech", "letter", "statement", "post", "document", "interview", "visit", "message"),
    "of": None,
    "at": ("speech", "visit", "event", "interview", "meeting"),
    "on": ("interview", "post", "broadcast", "article", "visit", "letter", "speech", "statement"),
    "for": ("article", "event", "interview", "broadcast", "meeting"),
    "by": ("meeting", "event", "document", "article", "broadcast", "statement", "hearing"),
    "from": ("letter", "statement", "post", "document"),
    "between": ("meeting", "call", "event"),
}
_HEARD = {"with": ("interview", "call"), "to": ("letter", "speech", "statement", "post", "interview")}
_AIRED = re.compile(
    r"(?:,? (?:that |which )?(?:was )?(?:published|aired|posted|broadcast|released|taped|aired|airing|recorded))"
    r"(?: (?:on )?(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)?(?: (?:by|on|in) )"
)
_QUOTED = re.compile(r"\s[“\"‘][A-Z][^”\"’\n]{1,50}[”\"’]")
_TITLE = re.compile(
    r"(?:on|in|for)\s+((?:[\w.’'-]+\s){0,4}?[“\"‘'](?:[A-Z][\w’'&.-]*|the|with|of|and|\s){2,40}[”\"’'])"
)


@dataclass(frozen=True, slots=True)
class Found:
    """A circumstance in the text: `start` is where its preposition begins; `listener` is named inside an occasion."""

    start: int
    span: Span
    kind: str
    preposition: str
    listener: Span | None = None


def find_occasions(words: Words) -> Iterator[Found]:
    """Occasions and platforms in text order."""
    tables = words.tables
    for index, word in enumerate(words.all):
        if word.folded in tables.last_words:
            found = _at_noun(words, index)
            if found:
                yield found
        if word.folded in ("on", "via", "over", "in", "through"):
            found = _at_platform(words, index)
            if found:
                yield found


def _kind(words: Words, index: int) -> str | None:
    """The kind that the noun ending at `index` names: "phone call" before "call"."""
    tables = words.tables
    for length in (3, 2, 1):
        if index - length + 1 < 0:
            continue
        phrase = " ".join(w.folded for w in words.all[index - length + 1 : index + 1])
        kind = tables.occasions.get(phrase)
        if kind:
            return kind
    return None


def _at_noun(words: Words, index: int) -> Found | None:
    kind = _kind(words, index)
    if kind is None or _modifies(words, index) or _is_name(words.all[index], kind):
        return None
    first = _first(words, index)
    if first is None:
        return None
    before = words.all[first - 1] if first and words.joined(first) else None
    if before is None:
        return None
    lead = before.folded
    if not (kind in words.tables.words.get(lead, ()) or lead in words.tables.words["gives"]):
        return None
    if lead in words.tables.words["gives"] and kind in ("event", "visit", "book") and lead != "addressing":
        return None
    end, listener = _completed(words, index, kind)
    if lead in ("after", "following"):
        listener = None
    return Found(before.start, Span(words.all[first].start, end), kind, lead, listener)


def _is_name(word: Word, kind: str) -> bool:
    """Whether the noun is a paper's or a month's name: "Post", "March"."""
    return word.capital and (kind in WRITTEN or word.folded == "march")


def _modifies(words: Words, index: int) -> bool:
    """Whether a noun follows ("interview programme", "roll call vote"), so that this one is no head."""
    after = index + 1
    if after < len(words.all) and words.joined(after) and words.all[after].folded in words.tables.last_words:
        return True
    return words.modifies(index)


def _first(words: Words, index: int) -> int | None:
    """Index of the phrase's first word, its determiner included; None where no phrase can be told."""
    sets = words.tables.words
    first = index
    while first and index - first < BEFORE and words.joined(first):
        before = words.all[first - 1]
        if before.folded in sets["determiner"] and not ends_possessive(before):
            first -= 1
            break
        if before.folded in sets["stop"] and not (before.capital and before.folded == "us"):
            break
        if before.folded in sets["gives"] and first - 1 > 0:
            break
        first -= 1
    if first > 1 and words.all[first - 1].folded == "of" and words.joined(first):
        if words.all[first - 2].folded in sets["part_of"]:
            return _first(words, first - 2)
        return None
    return first


def _completed(words: Words, index: int, kind: str) -> tuple[int, Span | None]:
    """Where the occasion ends, with the phrases that complete it, and the listener among them."""
    end, listener = words.all[index].end, None
    for _ in range(3):
        after = words.at_or_after(end)
        if not words.joined(after):
            break
        link = words.all[after].folded
        fits = _COMPLETES.get(link, ())
        if fits is not None and kind not in fits:
            break
        last = words.phrase(after + 1, end + REACH) if words.joined(after + 1) else None
        if last is None or not _names(words, after + 1, last, link):
            break
        end = words.all[last - 1].end
        if kind in _HEARD.get(link, ()):
            listener = Span(words.all[after + 1].start, end)
    title = _QUOTED.match(words.text, end)
    end = title.end() if title else end
    aired = _AIRED.match(words.text, end, end + REACH)
    if aired and listener is None:
        last = words.phrase(words.at_or_after(aired.end()), aired.end() + REACH)
        end = words.all[last - 1].end if last else end
    return end, listener


def _names(words: Words, first: int, last: int, link: str) -> bool:
    """Whether a phrase after "to" or "on" names somebody, so that it is no verb and no topic."""
    if link in ("of", "with", "by", "between"):
        return True
    phrase, sets = words.all[first:last], words.tables.words
    if link == "to":
        return (
            phrase[0].capital
            or phrase[0].folded in sets["determiner"] | sets["audience"] | sets["pronoun_object"]
        )
    if phrase[0].folded in sets["determiner"]:
        phrase = phrase[1:]
    return bool(phrase) and (phrase[0].capital or " ".join(w.folded for w in phrase) in sets["platform"])


def _at_platform(words: Words, index: int) -> Found | None:
    """ "on Twitter", "on his Facebook page", "on CNN", "on “Late News”": a medium without a noun of its own."""
    lead = words.all[index]
    title = _TITLE.match(words.text, lead.start)
    if title and lead.folded == "on":
        return Found(lead.start, Span(*title.span(1)), "broadcast", lead.folded)
    if index + 1 >= len(words.all) or not words.joined(index + 1):
        return None
    last = words.phrase(index + 1, lead.end + 80)
    if last is None:
        return None
    kind = _medium([w.folded for w in words.all[index + 1 : last]], words.all[last - 1].capital, words.tables)
    if kind is None or (kind != "post" and lead.folded in ("in", "over", "through")):
        return None
    if lead.folded == "in" or (lead.folded == "through" and kind != "post"):
        return None
    return Found(lead.start, Span(words.all[index + 1].start, words.all[last - 1].end), kind, lead.folded)


def _medium(phrase: list[str], capital: bool, tables: CircumstanceTables) -> str | None:
    sets = tables.words
    bare = phrase[1:] if phrase[0] in sets["determiner"] else phrase
    whole = " ".join(bare)
    if whole in sets["platform"] or "the " + whole in sets["platform"]:
        return "broadcast" if "tv" in bare or "television" in bare or "radio" in bare else "post"
    if any(w in sets["platform"] for w in bare[:2]) or (
        bare and bare[-1] in sets["own_page"] and len(phrase) > 1
    ):
        return "post"
    on_network = bool(bare) and bare[0] in sets["network"]
    shows = sets["show"] | sets["show_on_network"] if on_network else sets["show"]
    if on_network or (capital and len(bare) > 1 and bare[-1] in shows):
        return "broadcast"
    return None
