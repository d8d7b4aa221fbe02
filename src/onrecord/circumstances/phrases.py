"""Words and noun phrases in running text: an article's text in, its words and where a phrase ends out.

No parser: a phrase goes on over words that are no stop word, through "of" and "and", up to a bound.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from onrecord.circumstances.tables import CircumstanceTables
from onrecord.speakers.places import Places as Cuts
from onrecord.speakers.places import find_places
from onrecord.speakers.tables import fold

__all__ = ["Word", "Words", "ends_possessive", "find_sentences", "find_words"]

LONGEST = 12  # words of a phrase
_WORD = re.compile(r"[^\W_](?:[\w&/-]|[’'.](?=\w))*(?:[’'](?=\s\w))?|&")
_DOTTED = frozenset(
    (
        "mr mrs ms mx dr prof sen rep gov gen lt col capt rev hon st jr sr no jan feb mar apr aug "
        "sept sep oct nov dec"
    ).split()
)
_CLOSE = re.compile(r"[ \u00a0]{1,2}|[ \u00a0]?\n[ \u00a0]?(?=\w)")


class Word(NamedTuple):
    """A word of the text; `folded` without the possessive ending."""

    start: int
    end: int
    text: str
    folded: str

    @property
    def capital(self) -> bool:
        return self.text[0].isupper()


@dataclass(frozen=True, slots=True)
class Words:
    """The words of a text in order; `starts` are their first characters, for bisection."""

    text: str
    all: tuple[Word, ...]
    starts: tuple[int, ...]
    tables: CircumstanceTables

    def at_or_after(self, place: int) -> int:
        """Index of the first word that begins at or after `place`."""
        return bisect_left(self.starts, place)

    def within(self, start: int, end: int) -> Iterator[int]:
        """Indices of the words that lie in `[start, end)`."""
        index = bisect_left(self.starts, start)
        while index < len(self.all) and self.all[index].end <= end:
            yield index
            index += 1

    def joined(self, index: int) -> bool:
        """Whether only a space stands between the word before `index` and the word there."""
        if not 0 < index < len(self.all):
            return False
        end, start = self.all[index - 1].end, self.starts[index]
        return self.text[end:start] == " " or bool(_CLOSE.fullmatch(self.text, end, start))

    def phrase(self, first: int, bound: int) -> int | None:
        """Index after the last word of the noun phrase that begins at word `first`; None where none begins.

        No word of it reaches over the character `bound`.
        """
        sets = self.tables.words
        index, found = first, None
        while index < len(self.all) and index - first < LONGEST and self.all[index].end <= bound:
            if index > first and not self.joined(index):
                break
            word = self.all[index]
            opens = index == first or self.all[index - 1].folded in ("of", "and", "&")
            pronoun = word.folded in sets["pronoun_object"] and word.text != "US"
            if opens and pronoun and not self._owns(index, bound):
                return index + 1
            if word.folded in ("of", "and", "&") and found is not None and self._goes_on(index, bound):
                index += 1
                continue
            # "CBS This Morning": a capital inside a name determines nothing.
            determines = (word.folded in sets["determiner"] or word.folded == "her") and (
                opens or not word.capital
            )
            if determines and not opens:
                break
            if not determines:
                if self._ends(index, opens):
                    break
                found = index + 1
            index += 1
        return found

    def _owns(self, index: int, bound: int) -> bool:
        """Whether "her" is a possessor: a word follows that can be a noun's."""
        if self.all[index].folded != "her" or index + 1 >= len(self.all) or not self.joined(index + 1):
            return False
        word = self.all[index + 1]
        return word.end <= bound and not self._ends(index + 1, True)

    def _goes_on(self, index: int, bound: int) -> bool:
        """Whether what follows "of" or "and" still belongs to the phrase."""
        if index + 1 >= len(self.all) or not self.joined(index + 1) or self.all[index + 1].end > bound:
            return False
        after = self.all[index + 1]
        if self._ends(index + 1, True) and after.folded not in self.tables.words["determiner"]:
            return False
        return (
            self.all[index].folded != "and"
            or after.capital
            or after.folded in self.tables.words["determiner"] | self.tables.words["audience"]
        )

    def _ends(self, index: int, opens: bool) -> bool:
        """Whether the word is none of a phrase: a stop word, a date, an adverb, a name after "reporters"."""
        sets, word = self.tables.words, self.all[index]
        if word.folded in sets["stop"] or word.folded in sets["date"] or word.text[0].isdigit():
            return not (word.capital and word.folded in ("may", "will") and not opens)
        if opens:
            return False
        former = self.all[index - 1]
        plural = former.folded.endswith("s") and not former.capital and not ends_possessive(former)
        if plural and (word.capital or word.folded.endswith("ing")):
            return True
        return self.is_adverb(index)

    def is_adverb(self, index: int) -> bool:
        """Whether the word looks like an adverb: "quietly", not "rally"."""
        word = self.all[index]
        return (
            word.folded.endswith("ly")
            and not word.capital
            and word.folded not in self.tables.words["no_adverb"]
        )

    def modifies(self, index: int) -> bool:
        """Whether a noun follows the word, so that it is no head: "call" in "a roll call vote"."""
        if index + 1 >= len(self.all) or not self.joined(index + 1):
            return False
        after, sets = self.all[index + 1], self.tables.words
        plain = after.folded in sets["stop"] or after.folded in sets["date"] or after.folded in sets["filler"]
        verbal = after.folded.endswith(("ed", "ing")) or after.folded in sets["subject"] | sets["determiner"]
        return not (plain or verbal or after.capital or after.text[0].isdigit() or self.is_adverb(index + 1))


def ends_possessive(word: Word) -> bool:
    """Whether the word is a possessor: "Tuesday's", "voters'"."""
    return word.text.endswith(("'s", "’s", "s'", "s’", "'S", "’S"))


def find_words(text: str, tables: CircumstanceTables) -> Words:
    """The words of `text`, with their folded forms."""
    found = []
    for match in _WORD.finditer(text):
        start, end = match.span()
        word = match[0]
        folded = fold(word)
        if text.startswith(".", end) and (
            folded in _DOTTED or "." in folded or (len(word) == 1 and word.isupper())
        ):
            end += 1
            word += "."
            folded += "." if len(folded) < 4 else ""
        if "'" in folded and folded.endswith(("'s", "'")):
            folded = folded[: folded.rindex("'")]
        found.append(Word(start, end, word, folded))
    return Words(text, tuple(found), tuple(w.start for w in found), tables)


_ABBREVIATION = re.compile(
    r"(?:\b(?:Mr|Mrs|Ms|Mx|Dr|Prof|Sen|Rep|Gov|Gen|Lt|Col|Capt|Rev|Hon|Sgt|St|No|vs|Jan|Feb|Mar|Apr|Aug|Sept|Sep|Oct|Nov|Dec|"
    r"Ala|Ariz|Ark|Calif|Colo|Conn|Del|Fla|Ga|Ill|Ind|Kan|Ky|La|Md|Mass|Mich|Minn|Miss|Mo|Mont|Neb|Nev|Okla|Ore|Pa|Tenn|"
    r"Tex|Vt|Va|Wash|Wis|Wyo)|(?<![\w.])[A-Z]|\b(?:[A-Z]\.)+[A-Z](?=\.\s(?![ATIHSWB][a-z]*\s)))\.\s+$"
)


def find_sentences(text: str) -> Cuts:
    """Where the sentences and paragraphs of `text` begin; "Mr." and "Mich.," end none."""
    cuts = find_places(text)
    starts = tuple(at for at in cuts.sentences if not _ABBREVIATION.search(text, max(0, at - 12), at))
    return Cuts(starts, cuts.paragraphs)
