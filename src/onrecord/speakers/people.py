"""The people and countries that everybody may report on: names, surnames and titles in, who it is on a day out.

The shipped table (`people.jsonl.gz`) is made by `training/make_people.py`: a header, an index, the countries,
then a line a person. Only the index is parsed at first; a person's line when somebody asks. A user's own rows lie over it.
"""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from functools import cached_property, lru_cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from onrecord.speakers.offices import Asked, Office, Person, read_title, seniority
from onrecord.speakers.people_names import (
    fits,
    name_key,
    name_words,
    surname_alone,
    surname_key,
    surname_keys,
)
from onrecord.speakers.people_rows import local_id, read_user_rows
from onrecord.speakers.tables import fold

__all__ = [
    "Country",
    "Index",
    "Office",
    "People",
    "Person",
    "index_people",
    "load_people",
    "read_user_rows",
]


@dataclass(frozen=True, slots=True)
class Country:
    """A country: `names` in every form, adjectives and plural nouns for its people, seats and parliament."""

    id: str
    name: str
    names: tuple[str, ...]
    adjectives: tuple[str, ...]
    nouns: tuple[str, ...]
    capitals: tuple[str, ...]
    parliament: str


@dataclass(frozen=True, slots=True)
class Index:
    """Where to look: each key to the numbers of the rows that it may mean."""

    ids: dict[str, int] = field(default_factory=dict)
    names: dict[str, list[int]] = field(default_factory=dict)
    surnames: dict[str, list[int]] = field(default_factory=dict)
    offices: dict[str, list[int]] = field(default_factory=dict)


def index_people(people: Iterable[Person]) -> Index:
    """The index of people in their order."""
    index = Index()
    for row, person in enumerate(people):
        index.ids[person.id] = row
        for keys, place in (
            ({name_key(name) for name in _names(person)}, index.names),
            (surname_keys(person.name, person.aliases), index.surnames),
            ({f"{o.title}|{o.country}" for o in person.offices}, index.offices),
        ):
            for key in sorted(keys - {""}):
                place.setdefault(key, []).append(row)
    return index


class People:
    """Who is known. Every answer is a tuple, empty where nobody fits."""

    def __init__(self, shipped: _Shelf, own: Iterable[Person] = ()) -> None:
        rows = [shipped.adopt(person) for person in own]
        self._own = _Shelf.of_people(rows)
        self._shipped = shipped
        self._hidden = frozenset(n for person in rows for n in shipped.same(person))

    @property
    def header(self) -> dict[str, Any]:
        """Version, date and sources of the shipped table."""
        return self._shipped.header

    def named(self, name: str) -> tuple[Person, ...]:
        """Those of this full name or alias; initials, middle names and marks may differ, a bare surname is no name."""
        words = name_words(name)
        near = [p for p in self._rows("names", [name_key(name)]) if _is_called(p, words)]
        exact = [p for p in near if any(name_words(n) == words for n in _names(p))]
        return tuple(exact or near)

    def surnamed(self, surname: str, on: str | None) -> tuple[Person, ...]:
        """Those of this surname who held an office on an ISO day (ever, without one), the most senior first."""
        found = []
        for person in self._rows("surnames", [surname_key(surname)]):
            held = [o for o in person.offices if on is None or o.held_on(on)]
            if held:
                found.append((min(map(seniority, held)), person.name, person))
        return tuple(person for *_, person in sorted(found, key=lambda f: f[:2]))

    def called(self, name: str) -> tuple[Person, ...]:
        """Those of this very name or alias, be it a surname alone; where the user's own table has some, only they."""
        words = name_words(name)
        keys = {"names": [name_key(name)], "surnames": [surname_key(name)]}
        known = {p.id: p for kind, asked in keys.items() for p in self._rows(kind, asked)}
        found = [p for p in known.values() if any(name_words(n) == words for n in (p.name, *p.aliases))]
        own = [p for p in found if p.id in self._own.index.ids]
        return tuple(own or found)

    def holders(
        self, title: str, country: str = "", of: str = "", on: str | None = None
    ) -> tuple[Person, ...]:
        """Who held the office on an ISO day; on none, its holder if it only ever had one.

        `title` may be any that papers use and may name the country ("the US secretary of state").
        """
        found: dict[str, Person] = {}
        for asked in read_title(title, country, of):
            terms = list(self._terms(asked))
            held = [p for p, o in terms if on and o.held_on(on)]
            held = held or [p for p, o in terms if on and o.end == on]
            found |= {p.id: p for p in (held if on else (p for p, _ in terms))}
        return tuple(found.values()) if on or len(found) == 1 else ()

    def with_id(self, id: str) -> Person | None:
        """Who has this id; the user's own go before ours."""
        for shelf, hidden in ((self._own, frozenset()), (self._shipped, self._hidden)):
            row = shelf.index.ids.get(id)
            if row is not None and row not in hidden:
                return shelf.person(row)
        return None

    def country(self, words: str) -> Country | None:
        """The country of this name, in any of its forms."""
        return self._shipped.countries.get(fold(words).removeprefix("the "))

    def countries_qid(self, country: str) -> str | None:
        """The Wikidata id of a country."""
        found = self.country(country)
        return found.id or None if found else None

    def _terms(self, asked: Asked) -> Iterator[tuple[Person, Office]]:
        keys = [f"{asked.title}|{asked.country}"]
        if not asked.country:
            keys = sorted(k for k in self._shipped.titles(asked.title) | self._own.titles(asked.title))
        for person in self._rows("offices", keys):
            for office in person.offices:
                same = office.title == asked.title and asked.country in ("", office.country)
                if same and fold(asked.of) in ("", fold(office.of)):
                    yield person, office

    def _rows(self, kind: str, keys: list[str]) -> Iterator[Person]:
        for shelf, hidden in ((self._own, frozenset()), (self._shipped, self._hidden)):
            place: dict[str, list[int]] = getattr(shelf.index, kind)
            for row in dict.fromkeys(row for key in keys for row in place.get(key, ())):
                if row not in hidden:
                    yield shelf.person(row)


class _Shelf:
    """People by row number: lines still to be parsed, or people."""

    def __init__(self, header: dict[str, Any], index: Index, lines: list[str], countries: str = "[]") -> None:
        self.header, self.index, self._lines, self._countries = header, index, lines, countries
        self._parsed: dict[int, Person] = {}

    @classmethod
    def of_people(cls, people: list[Person]) -> _Shelf:
        shelf = cls({}, index_people(people), [])
        shelf._parsed = dict(enumerate(people))
        return shelf

    def person(self, row: int) -> Person:
        known = self._parsed.get(row)
        if known is None:
            known = self._parsed[row] = person_from_row(json.loads(self._lines[row]))
        return known

    def titles(self, title: str) -> set[str]:
        return self._by_title.get(title, set())

    def same(self, person: Person) -> list[int]:
        """The rows of the same id or the same canonical name."""
        row = self.index.ids.get(person.id)
        words = name_words(person.name)
        alike = [
            n
            for n in self.index.names.get(name_key(person.name), ())
            if name_words(self.person(n).name) == words
        ]
        return alike if row is None else [row, *alike]

    def adopt(self, person: Person) -> Person:
        """The person under the id that the table has for this name, unless the person brings one."""
        same = self.same(person)
        if len(same) == 1 and person.id == local_id(person.name):
            return replace(person, id=self.person(same[0]).id)
        return person

    @cached_property
    def countries(self) -> dict[str, Country]:
        found: dict[str, Country] = {}
        rows = [_country_from_row(row) for row in json.loads(self._countries)]
        own = [(country.name, country) for country in rows]
        for form, named in own + [(form, country) for country in rows for form in country.names]:
            found.setdefault(fold(form).removeprefix("the "), named)
        return found

    @cached_property
    def _by_title(self) -> dict[str, set[str]]:
        found: dict[str, set[str]] = {}
        for key in self.index.offices:
            found.setdefault(key.partition("|")[0], set()).add(key)
        return found


def load_people(user: Path | None = None) -> People:
    """The shipped table with the user's own file, if there is one, laid over it.

    A row of the user's hides ours of the same id or the same name. Errors: see `read_user_rows`.
    """
    own = read_user_rows(user) if user is not None and user.exists() else []
    return People(_shipped(), own)


@lru_cache(maxsize=1)
def _shipped() -> _Shelf:
    packed = files("onrecord.speakers").joinpath("people.jsonl.gz").read_bytes()
    header, index, countries, *lines = gzip.decompress(packed).decode("utf-8").splitlines()
    return _Shelf(json.loads(header), Index(**json.loads(index)), lines, countries)


def person_from_row(row: list[Any]) -> Person:
    """A person from a line of the shipped table."""
    id, name, aliases, kind, gender, country, offices = row
    return Person(id, name, tuple(aliases), kind, gender, country, tuple(Office(*o) for o in offices))


def person_to_row(person: Person) -> list[Any]:
    """A line of the shipped table from a person."""
    offices = [[o.title, o.country, o.of, o.start, o.end] for o in person.offices]
    return [
        person.id,
        person.name,
        list(person.aliases),
        person.kind,
        person.gender,
        person.country,
        offices,
    ]


def _country_from_row(row: list[Any]) -> Country:
    id, name, names, adjectives, nouns, capitals, parliament = row
    return Country(id, name, tuple(names), tuple(adjectives), tuple(nouns), tuple(capitals), parliament)


def _names(person: Person) -> list[str]:
    """The name and the aliases, the surname on its own left out."""
    return [person.name, *(a for a in person.aliases if not surname_alone(person.name, a))]


def _is_called(person: Person, words: tuple[str, ...]) -> bool:
    return any(fits(words, name_words(name)) for name in _names(person))
