"""The small tables of the room: words in, what they tell about a name out (all read once, on first use)."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Literal

from onrecord.types import How, SpeakerKind

__all__ = ["Agency", "Gender", "Metonym", "Tables", "fold", "load_tables", "with_the"]

Gender = Literal["f", "m", ""]


@dataclass(frozen=True, slots=True)
class Metonym:
    """Who speaks where a source is only these words."""

    name: str
    kind: SpeakerKind
    how: How


@dataclass(frozen=True, slots=True)
class Agency:
    """A news agency; `country` "" where its short form means nothing else, else the country that an article must speak of."""

    name: str
    country: str


@dataclass(frozen=True, slots=True)
class Tables:
    """`words`: named sets of folded words; `genders`: forename to f, m or ""; the rest keyed by folded words."""

    words: dict[str, frozenset[str]]
    genders: dict[str, Gender]
    metonyms: dict[str, Metonym]
    countries: dict[str, str]
    demonyms: dict[str, str]
    nationals: frozenset[str]
    surnames: frozenset[str]
    roles: dict[str, tuple[str, ...]]
    classes: dict[str, frozenset[str]]
    agencies: dict[str, Agency]

    @property
    def posts(self) -> frozenset[str]:
        """Words for what a person is: titles, offices, callings."""
        words = self.words
        return words["title"] | words["role_of"] | words["someone"] | words["female"] | words["male"]

    def gender_of(self, words: Sequence[str]) -> Gender:
        """The gender that the forename of a name tells; a first word that is a family name ("Kim Min-jae") tells none."""
        if len(words) < 2 or (words[0] in self.surnames and words[-1] not in self.surnames):
            return ""
        return self.genders.get(words[0], "")

    def of_people(self, words: Sequence[str]) -> bool:
        """Whether a name is an adjective of a country or a word for its people ("Chinese", "Kenyans"), so no institution's."""
        last = words[-1] if words else ""
        return (last in self.demonyms and last not in self.countries) or last in self.nationals

    def country_of(self, word: str) -> str | None:
        """The country that a folded name or adjective belongs to."""
        return self.countries.get(word) or self.demonyms.get(word)


@lru_cache(maxsize=65536)
def fold(text: str) -> str:
    """Casefolded, marks off, straight apostrophes: the form in which words are compared.

    >>> fold("Rodríguez’")
    "rodriguez'"
    """
    straight = text.replace("’", "'").casefold()
    if straight.isascii():
        return straight
    return "".join(c for c in unicodedata.normalize("NFKD", straight) if not unicodedata.combining(c))


@lru_cache(maxsize=1)
def load_tables() -> Tables:
    """Read the room's data files."""
    words = {
        name: frozenset(fold(w.strip()) for w in listed.split(",")) for name, listed in _rows("words.tsv")
    }
    genders: dict[str, Gender] = {}
    for name, gender in _rows("forenames.tsv"):
        genders[name] = "f" if gender == "f" else "m" if gender == "m" else ""
    metonyms: dict[str, Metonym] = {}
    countries: dict[str, str] = {}
    demonyms: dict[str, str] = {}
    nationals = set()
    for country, capitals, adjective, plural, others in _rows("countries.tsv"):
        for name in filter(None, [country, *others.split(";")]):
            countries[fold(name)] = country
        for capital in filter(None, capitals.split(";")):
            metonyms.setdefault(
                fold(capital), Metonym(f"Government of {with_the(country)}", "government", "metonym")
            )
        if adjective:
            demonyms.setdefault(fold(adjective), country)
        nationals |= {fold(plural)} if plural.endswith("s") else set()
    for key, name, kind, how in _rows("metonyms.tsv"):
        metonyms[fold(key)] = Metonym(name, kind, how)  # type: ignore[arg-type]  # closed lists, held by a test
    surnames = frozenset(name for (name,) in _rows("surnames.tsv"))
    roles = {fold(key): tuple(r.strip() for r in listed.split(",")) for key, listed in _rows("roles.tsv")}
    classes = {
        name: frozenset(fold(w.strip()) for w in listed.split(",")) for name, listed in _rows("classes.tsv")
    }
    agencies = {short: Agency(name, country) for short, name, country in _rows("agencies.tsv")}
    return Tables(
        words,
        genders,
        metonyms,
        countries,
        demonyms,
        frozenset(nationals),
        surnames,
        roles,
        classes,
        agencies,
    )


def with_the(country: str) -> str:
    """The country as it stands after "of".

    >>> with_the("United States"), with_the("Kenya")
    ('the United States', 'Kenya')
    """
    return f"the {country}" if country.startswith("United") or country.endswith("s") else country


def _rows(name: str) -> Iterator[list[str]]:
    for line in files("onrecord.speakers").joinpath(name).read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            yield line.split("\t")
