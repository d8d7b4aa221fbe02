"""Who is in an article: mentions in, the `Cast` out: one `Figure` for each person, institution or country named.

"Mr. Trump", "Trump" and "Donald Trump" are one figure; its name is the fullest mention. Two people of one surname stay
two; a bare surname goes to the one whom the article names more often, or named last, by title and gender.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from rapidfuzz.distance import DamerauLevenshtein

from onrecord.speakers.evidence import Entity
from onrecord.speakers.kinds import with_entities
from onrecord.speakers.mentions import Mention, MentionKind, find_mentions, is_title_case
from onrecord.speakers.tables import Gender, Tables, fold
from onrecord.types import Article, Span, SpeakerKind

__all__ = ["Cast", "Figure", "gather_cast"]

MAX_TRIED = 24  # figures of one surname that are looked at, so that no text costs quadratic time
MAX_ROLES = 12
MISSPELT = 6  # letters that a surname has at least, if another spelling of it is to count as a slip
_SUFFIXES = {"jr", "sr", "ii", "iii", "iv"}
_WORD = re.compile(r"[^\W\d_][\w’'-]*")


@dataclass(slots=True)
class Figure:
    """Somebody the article names. `words` are those of the fullest mention; `roles` the words that introduce them."""

    name: str
    kind: SpeakerKind
    gender: Gender
    named_at: Span
    words: tuple[str, ...]
    times: int = 1
    full: int = 0
    last_at: int = 0
    roles: list[str] = field(default_factory=list)
    article: str = ""  # "The", where a newspaper keeps it before its name

    @property
    def display(self) -> str:
        """The name as it is given out."""
        return f"{self.article} {self.name}".strip()


@dataclass(frozen=True, slots=True)
class Cast:
    """`who[i]` is the figure of `mentions[i]`; `starts` are the mentions' first characters, for bisection."""

    mentions: tuple[Mention, ...]
    starts: tuple[int, ...]
    who: tuple[int, ...]
    figures: tuple[Figure, ...]
    by_role: dict[str, tuple[int, ...]]
    by_name: dict[str, tuple[int, ...]]

    def within(self, span: Span) -> range:
        """Indices of the mentions that lie in `span`."""
        first = bisect_left(self.starts, span.start)
        last = bisect_left(self.starts, span.end)
        while last > first and self.mentions[last - 1].span.end > span.end:
            last -= 1
        return range(first, last)

    def before(self, at: int) -> int:
        """How many mentions begin before the character `at`."""
        return bisect_left(self.starts, at)


class _Casting:
    """Figures under construction, found by their words."""

    def __init__(self, tables: Tables) -> None:
        self.tables = tables
        self.figures: list[Figure] = []
        self.by_word: dict[str, list[int]] = defaultdict(list)
        self.by_initials: dict[str, int] = {}
        self.by_words: dict[tuple[str, ...], int] = {}
        self.by_opening: dict[str, list[str]] = defaultdict(list)  # surnames by their first three letters

    def place_full(self, mention: Mention) -> int:
        """The figure of a mention of two words or more."""
        known = self.by_words.get(mention.words)
        if known is None and mention.kind in ("person", "unknown"):
            known = self._same_person(mention)
        if known is None and mention.kind == "organisation":
            known = self._same_institution(mention)
        if known is None:
            known = self._add(mention)
        self.by_words.setdefault(mention.words, known)
        self._note(known, mention)
        self.figures[known].full += 1
        return known

    def place_single(self, mention: Mention) -> int:
        """The figure of a mention of one word: a surname, an acronym, a short form, or a name of its own."""
        word = mention.words[0] if mention.words else ""
        known = None
        if mention.kind == "organisation":
            known = self.by_initials.get(word.replace(".", ""))
        if known is None and mention.kind != "country":
            known = self._by_surname(word, mention)
        if known is None:
            known = self.by_words.get(mention.words)
        if known is None and mention.kind in ("person", "unknown"):
            known = self._misspelt(word, mention)
        if known is None:
            known = self._add(mention)
            self.by_words[mention.words] = known
        self._note(known, mention)
        return known

    def _misspelt(self, word: str, mention: Mention) -> int | None:
        """The person whose surname a slip of one letter made this word ("Bernhart" for "Bernhardt")."""
        if len(word) < MISSPELT or word in self.tables.surnames or word in self.tables.genders:
            return None
        near = (
            n
            for n in self.by_opening[word[:3]][:MAX_TRIED]
            if DamerauLevenshtein.distance(word, n, score_cutoff=1) < 2
        )
        for name in near:
            for index in self.by_word[name][-MAX_TRIED:]:
                figure = self.figures[index]
                full = figure.kind == "person" and figure.words[-1] == name and len(figure.words) > 1
                if full and self._gender_fits(figure, mention):
                    return index
        return None

    def _same_person(self, mention: Mention) -> int | None:
        mine = set(mention.words)
        for word in (mention.words[-1], mention.words[0]):
            for index in self.by_word[word][-MAX_TRIED:]:
                figure = self.figures[index]
                theirs = set(figure.words)
                if figure.kind != "person" or (mine ^ theirs) & _SUFFIXES or len(theirs) < 2:
                    continue
                initials = mention.words[-1] == figure.words[-1] and mention.words[0][0] == figure.words[0][0]
                short = min(len(mention.words[0]), len(figure.words[0])) == 1 and initials
                if (mine <= theirs or theirs <= mine or short) and self._gender_fits(figure, mention):
                    return index
        return None

    def _same_institution(self, mention: Mention) -> int | None:
        """The institution whose name this one has, with or without a last word such as "Group" or "Alliance"."""
        for index in self.by_word[mention.words[0]][-MAX_TRIED:]:
            figure = self.figures[index]
            short, long = sorted((figure.words, mention.words), key=len)
            ending = long[len(short) :]
            same = len(short) > 1 and long[: len(short)] == short and 0 < len(ending) < 3
            if (
                figure.kind not in ("person", "publication")
                and same
                and self.tables.words["suffix"].issuperset(ending)
            ):
                return index
        return None

    def _by_surname(self, word: str, mention: Mention) -> int | None:
        tried = [i for i in self.by_word.get(word, ())[-MAX_TRIED:] if self._may_stand_for(i, word, mention)]
        for position in (-1, None, 0):
            fitting = [i for i in tried if position is None or self.figures[i].words[position] == word]
            people = [i for i in fitting if self.figures[i].kind == "person"] or fitting
            if people:
                return self.likeliest(people)
        return None

    def _may_stand_for(self, index: int, word: str, mention: Mention) -> bool:
        figure = self.figures[index]
        if figure.kind == "person":
            surname = word == figure.words[-1] or word in self.tables.surnames
            near = surname or mention.kind != "organisation"
            return near and self._gender_fits(figure, mention) and word not in _SUFFIXES
        if mention.titled or mention.kind == "person":
            return False
        short = word in (figure.words[0], figure.words[-1]) or self.by_words.get((word,)) == index
        return short and word not in self.tables.demonyms

    def likeliest(self, people: list[int]) -> int:
        """Whom a bare surname means: the one named in full more often, else the one named last."""
        if len(people) == 1:
            return people[0]
        by_count = sorted(people, key=lambda i: -self.figures[i].full)
        if self.figures[by_count[0]].full > self.figures[by_count[1]].full:
            return by_count[0]
        return max(people, key=lambda i: (self.figures[i].last_at, -self.figures[i].named_at.start))

    def forget_places(self) -> None:
        """Go back to the start of the text: `last_at` is then the last mention before the one looked at."""
        for figure in self.figures:
            figure.last_at = -1

    def place_alias(self, text: str, mentions: list[Mention], who: list[int], index: int) -> int | None:
        """ "Ministry of Tourism (Mitur)": the word in brackets is the same institution."""
        mention, former = mentions[index], mentions[index - 1] if index else None
        close = text[mention.span.end : mention.span.end + 1]
        if former is None or close != ")" or text[former.span.end : mention.start] not in (" (", " (the "):
            return None
        known = who[index - 1]
        if mention.kind == "country" or self.figures[known].kind == "person":
            return None
        self.by_words[mention.words] = self.by_initials[mention.words[0].replace(".", "")] = known
        self.by_word[mention.words[0]].append(known)
        self._note(known, mention)
        return known

    @staticmethod
    def _gender_fits(figure: Figure, mention: Mention) -> bool:
        return not (figure.gender and mention.gender and figure.gender != mention.gender)

    def _add(self, mention: Mention) -> int:
        index = len(self.figures)
        kind, gender = _kind_of(mention, self.tables), mention.gender
        if kind == "person" and not gender:
            gender = (
                self.tables.gender_of(mention.words)
                if len(mention.words) > 1
                else self.tables.genders.get(mention.words[0], "")
            )
        self.figures.append(Figure(mention.name, kind, gender, mention.span, mention.words))
        self.figures[-1].times = 0
        for word in dict.fromkeys(mention.words):
            self.by_word[word].append(index)
        if kind == "person" and len(mention.words) > 1:
            self.by_opening[mention.words[-1][:3]].append(mention.words[-1])
        if kind != "person" and len(mention.words) > 1:
            big = [w for w in mention.words if w not in ("of", "the", "for", "and", "&", "on")]
            self.by_initials.setdefault("".join(w[0] for w in big), index)
            self.by_initials.setdefault("".join(w[0] for w in mention.words if w != "the"), index)
        return index

    def _note(self, index: int, mention: Mention) -> None:
        figure = self.figures[index]
        figure.times += 1
        figure.last_at = mention.span.start
        figure.gender = figure.gender or mention.gender
        if mention.titled and len(figure.words) == 1:
            figure.kind = "person"
        if len(mention.words) > len(figure.words):
            for word in set(mention.words) - set(figure.words):
                self.by_word[word].append(index)
            figure.name, figure.words, figure.named_at = mention.name, mention.words, mention.span
        if mention.role.strip(" |") and len(figure.roles) < MAX_ROLES:
            figure.roles.append(mention.role)


def _kind_of(mention: Mention, tables: Tables) -> SpeakerKind:
    words = tables.words
    forename = bool(mention.words) and (
        mention.words[0] in tables.genders or mention.words[-1] in tables.surnames
    )
    if mention.kind == "person" or (mention.kind == "unknown" and (len(mention.words) > 1 or forename)):
        return "person"
    if mention.kind == "country":
        return "government"
    last = mention.words[-1] if mention.words else ""
    if last in tables.nationals:
        return "group"
    if last == "party":
        return "party"
    if last in ("campaign", "university"):
        return "campaign" if last == "campaign" else "organisation"
    if any(w in words["publication"] for w in mention.words):
        return "publication"
    heads = (mention.words[0], last) if mention.words else ()
    return "government" if any(w in words["government"] for w in heads) else "organisation"


def gather_cast(article: Article, tables: Tables, entities: Sequence[Entity] = ()) -> Cast:
    """Find the names of `article` and join those of one person or institution; `entities` are names that the model found."""
    mentions = with_entities(find_mentions(article, tables), entities, article.text, tables)
    casting = _Casting(tables)
    who = [-1] * len(mentions)
    for index, mention in enumerate(mentions):
        if len(mention.words) > 1 and mention.kind in ("organisation", "country"):
            who[index] = casting.place_full(mention)
    for index, mention in enumerate(mentions):
        if len(mention.words) > 1 and who[index] < 0:
            who[index] = casting.place_full(mention)
    casting.forget_places()
    for index, mention in enumerate(mentions):
        if who[index] < 0:
            alias = casting.place_alias(article.text, mentions, who, index)
            who[index] = casting.place_single(mention) if alias is None else alias
        else:
            casting.figures[who[index]].last_at = mention.span.start
    mentions, who = _with_headline(article, mentions, who, casting)
    for figure in casting.figures:
        start = figure.named_at.start
        if figure.kind == "publication" and article.text[max(0, start - 4) : start].casefold() == "the ":
            figure.article = "The"
    return Cast(
        tuple(mentions), tuple(m.span.start for m in mentions), tuple(who), tuple(casting.figures),
        _index_roles(casting.figures), {w: tuple(f) for w, f in casting.by_word.items()},
    )  # fmt: skip


def _with_headline(
    article: Article, mentions: list[Mention], who: list[int], casting: _Casting
) -> tuple[list[Mention], list[int]]:
    """Add the names that a title-case headline shares with the article's text."""
    added: list[tuple[Mention, int]] = []
    for block in article.blocks:
        text = block.span.of(article.text)
        if block.role != "headline" or not is_title_case(text):
            continue
        taken = [m.span for m in mentions if block.span.start <= m.span.start < block.span.end]
        for match in _WORD.finditer(re.sub(r"['’][sS]\b", "  ", text)):
            word = fold(match.group())
            known = [
                i for i in casting.by_word.get(word, ())[-MAX_TRIED:] if word == casting.figures[i].words[-1]
            ]
            span = Span(block.span.start + match.start(), block.span.start + match.end())
            if any(t.start < span.end and span.start < t.end for t in taken):
                continue
            if known and match.group()[0].isupper() and word not in casting.tables.words["common"]:
                possessive = article.text[span.end : span.end + 2] in ("'s", "’s")
                person = casting.figures[known[0]].kind == "person"
                kind: MentionKind = "person" if person else "organisation"
                mention = Mention(span, span.start, match.group(), (word,), kind, "", False, possessive, "")
                added.append((mention, casting.likeliest(known)))
    pairs = sorted([*zip(mentions, who, strict=True), *added], key=lambda pair: pair[0].span)
    return [m for m, _ in pairs], [w for _, w in pairs]


def _index_roles(figures: list[Figure]) -> dict[str, tuple[int, ...]]:
    """Word of a role to the figures whom it introduces, in the order of the text."""
    found: dict[str, list[int]] = defaultdict(list)
    for index, figure in enumerate(figures):
        for word in {w for role in figure.roles for w in _WORD.findall(role)}:
            found[word].append(index)
    return {word: tuple(indices) for word, indices in found.items()}
