"""The small tables of the room: which nouns name an occasion, which verbs have a listener, what is no place."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from onrecord.speakers.tables import fold

__all__ = ["CircumstanceTables", "forms_of", "load_circumstances", "read_sets"]


@dataclass(frozen=True, slots=True)
class CircumstanceTables:
    """`words`: named sets of folded words; `occasions`: noun, singular or plural, to kind of occasion;
    `last_words`: the last word of each;
    `capitals`: folded name of a capital to its country; `tell` and `said_to`: forms of verbs that have a listener."""

    words: dict[str, frozenset[str]]
    occasions: dict[str, str]
    last_words: frozenset[str]
    capitals: dict[str, str]
    tell: frozenset[str]
    said_to: frozenset[str]


@lru_cache(maxsize=1)
def load_circumstances() -> CircumstanceTables:
    """Read the room's data files."""
    words = read_sets("words.tsv")
    occasions: dict[str, str] = {}
    for kind, row in _rows("onrecord.circumstances", "occasions.tsv"):
        for noun in _listed(row):
            occasions.setdefault(noun, kind)
            occasions.setdefault(_plural(noun), kind)
    capitals: dict[str, str] = {}
    for country, listed, *_ in _rows("onrecord.speakers", "countries.tsv"):
        for capital in filter(None, listed.split(";")):
            capitals.setdefault(fold(capital), country)
    tell = frozenset(form for verb in words["tell"] for form in forms_of(verb))
    said_to = frozenset(form for verb in words["said_to"] for form in forms_of(verb))
    last_words = frozenset(noun.split()[-1] for noun in occasions)
    return CircumstanceTables(words, occasions, last_words, capitals, tell, said_to)


def read_sets(name: str) -> dict[str, frozenset[str]]:
    """The named sets of words of a data file of this room."""
    return {key: frozenset(_listed(row)) for key, row in _rows("onrecord.circumstances", name)}


def forms_of(verb: str) -> tuple[str, ...]:
    """The regular forms of a verb; of an irregular one the tables list the forms themselves.

    >>> forms_of("urge"), forms_of("notify")
    (('urge', 'urges', 'urged', 'urging'), ('notify', 'notifies', 'notified', 'notifying'))
    """
    if verb.endswith("e"):
        return verb, verb + "s", verb + "d", verb[:-1] + "ing"
    if verb.endswith("y") and verb[-2] not in "aeiou":
        return verb, verb[:-1] + "ies", verb[:-1] + "ied", verb + "ing"
    return verb, verb + ("es" if verb.endswith(("s", "ch", "sh", "x")) else "s"), verb + "ed", verb + "ing"


def _plural(noun: str) -> str:
    if noun.endswith("y") and noun[-2] not in "aeiou":
        return noun[:-1] + "ies"
    return noun + ("es" if noun.endswith(("s", "ch", "sh", "x")) else "s")


def _listed(row: str) -> list[str]:
    return [fold(word.strip()) for word in row.split(",")]


def _rows(package: str, name: str) -> Iterator[list[str]]:
    for line in files(package).joinpath(name).read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            yield line.split("\t")
