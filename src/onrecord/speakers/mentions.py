"""Proper names in running text: an article in, `Mention`s in text order out.

A mention is a run of capitalised words with the particles, initials and "of" that names carry, split into title and
name, with a first guess at what it names. Title-case headlines are no evidence of a name and are left out.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple

from onrecord.speakers.tables import Gender, Tables, fold
from onrecord.types import Article, Span

__all__ = ["Mention", "MentionKind", "capitals", "find_mentions", "is_title_case", "mention_of_entity"]

MentionKind = Literal["person", "organisation", "country", "unknown"]


@dataclass(frozen=True, slots=True)
class Mention:
    """One name in the text. `span` is the name alone, `start` where its titles begin; `words` are folded.

    `kind` is a first guess from the words alone; `role` are the words that introduce it ("us president").
    """

    span: Span
    start: int
    name: str
    words: tuple[str, ...]
    kind: MentionKind
    gender: Gender
    titled: bool
    possessive: bool
    role: str


class _Word(NamedTuple):
    start: int
    end: int
    folded: str
    text: str


def _upper_class() -> str:
    return "".join(re.escape(chr(c)) for c in range(min(sys.maxunicode, 0x2000)) if chr(c).isupper())


UPPER = _upper_class()
_CAP = rf"(?:(?:[{UPPER}]\.)+(?:[{UPPER}]\b)?|[{UPPER}]\w*(?:[-'’&](?![sS]\b)\w+)*(?:\.[a-z]{{2,}}\b)*)"
_ABBREVIATED = r"(?:Mr|Mrs|Ms|Mx|Dr|Prof|Sen|Rep|Gov|Gen|Lt|Col|Maj|Capt|Sgt|Cmdr|Adm|Brig|Rev|Fr|Hon|Supt|Jr|Sr|St|Inc|Ltd|Corp)\."
_PARTICLE = (
    r"(?:de la|de los|de las|de|del|della|di|da|do|dos|das|du|van der|van den|van de|van|von|der|den|ter|ten|zu|la|le|"
    r"el|al|ul|bin|bint|ibn|ben|abu|binti|a/l|y|e)"
)
_GAP = r"[ \u00a0]*\n?[ \u00a0]+|\n"
_NICKNAME = r"[“\"‘'](?![A-Z]{2,}[”\"’'])[^\s“”\"]{2,20}[”\"’']"
_CALLED = re.compile(rf"\s+{_NICKNAME}(?=\s)")
_ARABIC = r"(?:al|el|as|ash|ad|an|ul|ibn|bin)-"
_ARTICLE = re.compile(rf"^{_ARABIC}")
_ONE = rf"(?:{_ABBREVIATED}|(?:{_ARABIC})?{_CAP})"
_RUN = re.compile(
    rf"(?<![\w-]){_ONE}(?:(?:{_GAP})(?:{_NICKNAME}(?:{_GAP}))?(?:{_PARTICLE}(?:{_GAP}))?{_ONE}(?!\w))*"
)
_WORD = re.compile(rf"{_ONE}|[^\W\d_][\w’'-]*")
_OF = re.compile(r"[ \u00a0]+(?:of|of the|for|for the|on|to the|and|&|und)[ \u00a0]+")
_LINKING = frozenset("of for and the in on at to by with".split())
_LOWER = re.compile(r"\b[^\W\d_]{2,}\b")
_SENTENCE_END = re.compile(r"(?:^|[.!?:;…\n*•·—–|]|[“\"‘(\[])[\s“\"‘'’”)(\[]*$")
_STOP = re.compile(r"[.;:!?“”\"\n(),]")
_AFTER = re.compile(
    r"(?:\s*\([^)\n]{1,40}\))?,?\s+((?:[^.;:!?“”\"\n,()]|(?<=\b[A-Z])\.(?=[A-Z]\.| [a-z])){3,140})"
)
_COMPOUND = re.compile(
    r"-(?:winning|based|led|born|backed|owned|funded|nominated|trained|educated|area|style|wide|sponsored)$"
)
_GIVEN = re.compile(rf"[{UPPER}][a-z]+-[a-z]+")
_STRONG_END = re.compile(r"['’](?=\W|$)|['’][sS]\b")


def capitals(text: str) -> tuple[int, int]:
    """How many words of `text` begin with a capital, and how many words there are."""
    words = re.findall(r"[^\W\d_][\w’'-]*", text)
    return sum(w[0].isupper() for w in words), len(words)


def is_title_case(text: str) -> bool:
    """Whether most words are capitalised, so that a capital tells nothing.

    >>> is_title_case("Mayor Opens Bridge Over The River"), is_title_case("Mayor Opoku opens bridge over river")
    (True, False)
    """
    upper, total = capitals(text)
    long = [w for w in re.findall(r"[^\W\d_][\w’'-]*", text) if len(w) > 3]
    return (
        total > 2
        and len(long) > 2
        and sum(w[0].isupper() for w in long) > 0.75 * len(long)
        and upper > 0.5 * total
    )


def _is_label(text: str) -> bool:
    """Whether a paragraph is a label in capitals ("FULL TEXT.")."""
    return len(text) < 60 and text.isupper() and " " in text.strip() and not text.rstrip().endswith(":")


def find_mentions(article: Article, tables: Tables) -> list[Mention]:
    """Names in the article's blocks, in text order; every span points into `article.text`."""
    text = article.text
    lower = _lower_words(article)
    found: list[Mention] = []
    for block in article.blocks:
        if (block.role == "headline" and is_title_case(block.span.of(text))) or _is_label(
            block.span.of(text)
        ):
            continue
        for run in _joined_runs(text, block.span, tables):
            found += _mentions_of(text, run, block.span, lower, tables)
    return found


def _lower_words(article: Article) -> frozenset[str]:
    """Words that the article also writes small: capitals at a sentence's start tell nothing about them."""
    words: set[str] = set()
    for block in article.blocks:
        words.update(_LOWER.findall(article.text, *block.span))
    return frozenset([w for w in words if w[0].islower()])


def _words(text: str, start: int, end: int) -> list[_Word]:
    return [_Word(m.start(), m.end(), fold(m.group()), m.group()) for m in _WORD.finditer(text, start, end)]


def _joined_runs(text: str, block: Span, tables: Tables) -> Iterator[list[_Word]]:
    """Capitalised runs, with "of", "for" and "and" kept inside the names of institutions and offices."""
    held: list[_Word] = []
    for match in _RUN.finditer(text, block.start, block.end):
        run = _words(text, *match.span())
        if not run:
            continue
        if held:
            link = text[held[-1].end : run[0].start]
            if len(link) < 12 and _OF.fullmatch(link) and _joins(held, link.strip(), run, tables):
                held += [*_words(text, held[-1].end, run[0].start), *run]
                continue
            yield held
        held = run
    if held:
        yield held


def _joins(left: list[_Word], link: str, right: list[_Word], tables: Tables) -> bool:
    heads = tables.words["of_head"] | tables.words["role_of"]
    folded = [w.folded for w in left if w.folded not in tables.words["common"]] or [left[-1].folded]
    phrases = set(folded) | {" ".join(folded[-2:])}
    if link in ("and", "&"):
        if link == "&":
            return True
        has_of = any(w in ("of", "for") for w in folded)
        institution = right[-1].folded in tables.words["org"] and len(right) > 1 and len(folded) == 1
        return (has_of and bool(phrases & tables.words["of_head"])) or (
            institution and folded[0] not in tables.genders and folded[0] not in tables.countries
        )
    if folded[0] in tables.genders and len(folded) > 1 and not phrases & tables.words["of_head"]:
        return False
    return len(folded) < 14 and bool(phrases & heads)


def _mentions_of(
    text: str, run: list[_Word], block: Span, lower: frozenset[str], tables: Tables
) -> list[Mention]:
    run = _without_common_ends(text, run, block, lower, tables)
    run = _without_office(run, tables)
    if not run or len(run) > 16 or (len(run) > 3 and all(w.text.isupper() for w in run)):
        return []
    if _is_institution(run, tables):
        return [_mention(text, run, run[0].start, "organisation", tables)]
    title_at = _last_title(run, tables)
    if title_at is None:
        run = _without_demonym(run, tables)
        return [_mention(text, run, run[0].start, _guess(run, tables), tables)]
    begin, end = title_at
    out = []
    before, after = run[:begin], run[end:]
    if before and len(before) < 6:
        before = _without_demonym(before, tables)
        out.append(_mention(text, before, before[0].start, _guess(before, tables), tables))
    person = _after_office(after, tables)
    if person:
        out.append(_mention(text, person, run[begin].start, "person", tables, titled=True))
    return out


def _without_common_ends(
    text: str, run: list[_Word], block: Span, lower: frozenset[str], tables: Tables
) -> list[_Word]:
    common = tables.words["common"]
    opening = True
    while run and opening:
        first = run[0]
        opening = first.text != "WHO" and (
            first.folded in common
            or first.text.islower()
            or (
                first.folded in lower
                and first.folded not in tables.genders
                and first.folded not in tables.words["title"] | tables.words["org"]
                and bool(_SENTENCE_END.search(text[max(block.start, first.start - 4) : first.start]))
            )
        )
        # "May" and "Will" are names where a name goes on after them or a title stands before.
        run = run[1:] if opening else run
    ends = tables.words["ends"]
    while run and ((run[-1].folded in ends and len(run) > 1) or run[-1].text.islower()):
        run = run[:-1]
    single = len(run) == 1 and _SENTENCE_END.search(text[max(block.start, run[0].start - 4) : run[0].start])
    if single and run[0].folded in lower and run[0].folded not in tables.genders:
        return []
    return run


def _without_office(run: list[_Word], tables: Tables) -> list[_Word]:
    """ "Director of the Coastal Museum" without the office: whoever holds it has a name of their own."""
    office = _title_length(run, 0, tables) if run else 0
    between = [w.folded for w in run[office : office + 2]]
    if not office or between not in (["of", "the"], ["for", "the"]):
        return run
    rest = run[office + 2 :]
    named = len(rest) > 1 and rest[-1].folded in tables.words["org"] and _is_institution(rest, tables)
    return rest if named else run


def _is_institution(run: list[_Word], tables: Tables) -> bool:
    words, org = tables.words, tables.words["org"]
    first, last = run[0].folded, run[-1].folded
    whole = " ".join(w.folded for w in run)
    if first in tables.countries or whole in tables.countries:
        return last in org and whole not in tables.countries
    person = first in tables.genders or first in words["title"] | words["title_m"] | words["title_f"]
    if last in org and not (first in tables.genders and len(run) == 2):
        return last not in words["title"] or not person
    head = next((i for i, w in enumerate(run) if w.folded in words["of_head"]), None)
    follows = head is not None and head + 1 < len(run) and run[head + 1].folded in ("of", "for", "on")
    return follows and not any(
        0 < _title_length(run, i, tables) < len(run) - i for i in range(len(run)) if i != head
    )


def _last_title(run: list[_Word], tables: Tables) -> tuple[int, int] | None:
    """Start and end of the last title in the run that is not inside the name of an office's place."""
    found = None
    index = 0
    while index < len(run):
        length = _title_length(run, index, tables)
        if length:
            found = (found[0] if found and found[1] == index else index, index + length)
        index += length or 1
    return found


def _title_length(run: list[_Word], index: int, tables: Tables) -> int:
    words = tables.words
    for length in range(min(3, len(run) - index), 0, -1):
        phrase = " ".join([w.folded for w in run[index : index + length]])
        if phrase in words["title"] or phrase in words["title_m"] or phrase in words["title_f"]:
            return length
    return 0


def _after_office(rest: list[_Word], tables: Tables) -> list[_Word]:
    """The name after a title: after "of Ghana" in "President of Ghana Nana Addo"; empty where none follows."""
    if not rest or rest[0].folded not in ("of", "for"):
        return rest
    for index, word in enumerate(rest[1:], 1):
        country = tables.country_of(word.folded) or (word.text.isupper() and len(word.text) > 1)
        if word.folded in tables.genders and index > 1:
            return rest[index:]
        if country and index + 2 < len(rest) + 1 and index + 1 < len(rest):
            return rest[index + 1 :]
    named = [w for w in rest[1:] if w.text[0].isupper()]
    plain = len(named) == len(rest) - 1 > 2 and not any(w.folded in tables.words["org"] for w in named)
    return rest[-2:] if plain else []


def _without_demonym(run: list[_Word], tables: Tables) -> list[_Word]:
    plain = run
    if " ".join(w.folded for w in run) in tables.countries:
        return run
    while len(plain) > 1 and plain[0].folded in tables.demonyms and plain[0].folded not in tables.genders:
        plain = plain[1:]
    return plain


def _guess(run: list[_Word], tables: Tables) -> MentionKind:
    folded = [w.folded for w in run]
    whole = " ".join(folded)
    if whole in tables.countries:
        return "country"
    if _COMPOUND.search(folded[-1]):
        return "organisation"
    if len(run) == 1 and run[0].text.isupper() and 1 < len(run[0].text.replace(".", "")) < 7:
        return "organisation"
    if whole in tables.metonyms or whole in tables.nationals or whole in tables.demonyms:
        return "organisation"
    if folded[0] in tables.genders and not any(w in ("of", "for", "and", "&") for w in folded):
        return "person"
    if len(run) == 2 and folded[0] in tables.surnames and _GIVEN.fullmatch(run[1].text):
        return "person"  # "Park Soo-bin"
    if any(w in tables.words["thing"] for w in folded):
        return "organisation"
    if any(w in tables.words["org"] for w in folded) or any(w in ("of", "for") for w in folded):
        return "organisation"
    return "unknown"


def _mention(
    text: str, run: list[_Word], start: int, kind: MentionKind, tables: Tables, titled: bool = False
) -> Mention:
    begin, end = run[0].start, run[-1].end
    name = _CALLED.sub("", " ".join(text[begin:end].split()))
    words = tuple(_ARTICLE.sub("", w.folded.rstrip(".")) for w in run if not w.folded.startswith(("“", '"')))
    return Mention(
        Span(begin, end), start, name, words, kind, _gender(text[start:begin], words, kind, tables), titled,
        bool(_STRONG_END.match(text, end)), _role_of(text, start, begin, end),
    )  # fmt: skip


def mention_of_entity(
    text: str, span: Span, kind: MentionKind, over: Sequence[Mention], tables: Tables
) -> Mention | None:
    """The mention that a name found by the model makes; titles at its head are no part of it, and those of the mentions
    that it takes the place of stay its own. `None` where no capitalised word is left."""
    run = _words(text, *span)
    start, titled = span.start, False
    if kind == "person" and (title := _last_title(run, tables)) and title[1] < len(run):
        run, titled = run[title[1] :], True
    while run and (run[0].text.islower() or run[0].folded in tables.words["common"]) and len(run) > 1:
        run = run[1:]
    while len(run) > 1 and run[-1].text.islower() and (kind == "person" or run[-1].folded in _LINKING):
        run = run[:-1]
    if kind == "organisation" and all(w.folded in tables.words["title"] for w in run):
        return None
    if not run or run[0].text.islower() or all(w.folded in tables.words["common"] for w in run):
        return None
    if kind == "person" and len(run) > 1 and run[-1].folded in tables.words["org"]:
        kind = "organisation"
    for mention in over:
        if mention.titled and mention.start < start <= mention.span.start:
            start, titled = mention.start, True
    return _mention(text, run, start if titled else run[0].start, kind, tables, titled)


def _gender(title: str, words: tuple[str, ...], kind: MentionKind, tables: Tables) -> Gender:
    for word in fold(title).split():
        if word in tables.words["title_f"]:
            return "f"
        if word in tables.words["title_m"]:
            return "m"
    return tables.gender_of(words) if kind != "organisation" else ""


_SHORT = re.compile(r"\b(sen|rep|gov|gen|prof|col|capt|dr|rev|sgt|lt)\.")
_SPELT = {"sen": "senator", "rep": "representative", "gov": "governor", "gen": "general", "prof": "professor",
          "col": "colonel", "capt": "captain", "dr": "doctor", "rev": "reverend", "sgt": "sergeant",
          "lt": "lieutenant"}  # fmt: skip


def _spelt(match: re.Match[str]) -> str:
    return _SPELT[match[1]]


def _last_clause(text: str) -> str:
    return _STOP.split(text.removesuffix("\n"))[-1]


def _role_of(text: str, start: int, begin: int, end: int) -> str:
    """The words that introduce a name: "us president " before it, "the minister of health" after it."""
    left = text[max(0, start - 90) : start]
    near = _last_clause(left)
    if not near.strip() and left.rstrip().endswith(","):
        near = _last_clause(left.rstrip()[:-1])
    after = _AFTER.match(text, end, min(len(text), end + 190))
    behind = after.group(1) if after and text[end : end + 60].lstrip(" ")[:1] in (",", "(") else ""
    return _SHORT.sub(_spelt, fold(" ".join(f"{near[-70:]} {text[start:begin]} | {behind}".split())))
