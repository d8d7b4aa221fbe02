"""People and the offices they hold, and what the words of a title ask for.

In: a title as an article writes it ("the US secretary of state", "premier"), a country. Out: the offices it can
mean, in the plain titles that the table of people uses (`titles.tsv` holds the synonyms).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import NamedTuple

from onrecord.speakers.tables import Gender, fold, load_tables
from onrecord.types import SpeakerKind

__all__ = ["Asked", "Office", "Person", "country_named", "plain_title", "read_title", "seniority"]

# Bodies that have heads as countries have: how papers call them, and the name that the table uses.
BODIES = {
    "un": "United Nations", "u.n.": "United Nations", "united nations": "United Nations",
    "nato": "NATO", "eu": "European Union", "e.u.": "European Union", "european union": "European Union",
    "european commission": "European Commission", "eu commission": "European Commission",
    "european council": "European Council", "eu council": "European Council",
    "european parliament": "European Parliament", "eu parliament": "European Parliament",
    "imf": "International Monetary Fund", "international monetary fund": "International Monetary Fund",
    "world bank": "World Bank", "ecb": "European Central Bank", "european central bank": "European Central Bank",
    "fed": "Federal Reserve", "federal reserve": "Federal Reserve", "us federal reserve": "Federal Reserve",
    "bank of england": "Bank of England", "bank of japan": "Bank of Japan", "boj": "Bank of Japan",
    "who": "World Health Organization", "world health organization": "World Health Organization",
    "world health organisation": "World Health Organization",
    "wto": "World Trade Organization", "world trade organization": "World Trade Organization",
    "iaea": "International Atomic Energy Agency", "african union": "African Union",
    "international atomic energy agency": "International Atomic Energy Agency",
    "unhcr": "UNHCR", "un refugee agency": "UNHCR", "arab league": "Arab League", "opec": "OPEC",
    "palestinian authority": "Palestine", "palestinian": "Palestine", "palestine": "Palestine",
    "scottish": "Scotland", "scotland": "Scotland", "welsh": "Wales", "wales": "Wales", "northern ireland": "Northern Ireland",
    "vatican": "Holy See", "house": "United States", "senate": "United States",
}  # fmt: skip
_STATES = frozenset(
    [
        "alabama",
        "alaska",
        "arizona",
        "arkansas",
        "california",
        "colorado",
        "connecticut",
        "delaware",
        "florida",
        "hawaii",
        "idaho",
        "illinois",
        "indiana",
        "iowa",
        "kansas",
        "kentucky",
        "louisiana",
        "maine",
        "maryland",
        "massachusetts",
        "michigan",
        "minnesota",
        "mississippi",
        "missouri",
        "montana",
        "nebraska",
        "nevada",
        "new hampshire",
        "new jersey",
        "new mexico",
        "new york",
        "north carolina",
        "north dakota",
        "ohio",
        "oklahoma",
        "oregon",
        "pennsylvania",
        "rhode island",
        "south carolina",
        "south dakota",
        "tennessee",
        "texas",
        "utah",
        "vermont",
        "virginia",
        "washington state",
        "west virginia",
        "wisconsin",
        "wyoming",
    ]
)
_KEEP = {"house", "senate"}  # they belong to the title as well ("house speaker")
_PASSING = re.compile(r"^(?:the|acting|interim|caretaker|transitional|transition|current|incumbent) ")
_PAST = re.compile(r"\b(?:former|ex|late|then|outgoing|ousted|deposed)\b")
_RANKS = (
    ("president", "prime minister", "chancellor", "king", "queen", "emperor", "emir", "sultan", "grand duke",
     "prince", "pope", "supreme leader", "leader"),
    ("vice president", "secretary-general", "president-elect", "republican nominee", "democratic nominee",
     "deputy prime minister", "crown prince", "managing director", "high representative", "first minister"),
    ("secretary of state", "defense secretary", "treasury secretary", "attorney general", "foreign secretary",
     "foreign minister", "defence minister", "finance minister", "defence secretary", "home secretary",
     "chancellor of the exchequer", "speaker of the house", "senate majority leader", "senate minority leader",
     "house minority leader", "chair", "governor", "director-general", "speaker"),
)  # fmt: skip
_LOWER = {"representative": 5, "senator": 4, "ambassador to the united states": 6}


@dataclass(frozen=True, slots=True)
class Office:
    """A post held: `title` in folded lower case, `of` the part that is represented; `start` and `end` ISO days.

    `start` "" is unknown; `end` "" is still held. The day of `end` belongs to the successor where there is one.
    """

    title: str
    country: str
    of: str = ""
    start: str = ""
    end: str = ""

    def held_on(self, day: str) -> bool:
        """Whether it was held on this ISO day, the last day left out."""
        return self.start <= day and (not self.end or day < self.end)


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who speaks: `id` a Wikidata QID or `local:…`, `name` as papers know them, without title.

    Among `aliases`, a part of the name alone ("Xi" of "Xi Jinping") says which part stands as the surname.
    """

    id: str
    name: str
    aliases: tuple[str, ...] = ()
    kind: SpeakerKind = "person"
    gender: Gender = ""
    country: str = ""
    offices: tuple[Office, ...] = ()


class Asked(NamedTuple):
    """An office that a title can mean; `country` or `of` "" where it says nothing of them."""

    title: str
    country: str
    of: str


def read_title(title: str, country: str = "", of: str = "") -> tuple[Asked, ...]:
    """The offices that the words of a title can mean, nothing where they speak of the past.

    >>> read_title("US president")
    (Asked(title='president', country='United States', of=''),)
    >>> read_title("Britain's defence minister")[0].title
    'defence secretary'
    >>> read_title("former president", "France")
    ()
    """
    words = plain_title(title)
    if _PAST.search(words):
        return ()
    meant = _synonyms()
    country = country_named(country) or country
    if not country and f"|{words}" not in meant:
        words, country, of = _split_country(words, of)
    whole = f"{country}|{words}"
    listed = meant.get(whole) or meant.get(f"|{words}") or (words,)
    found = []
    for each in listed:
        plain, _, where = each.partition("@")
        found.append(Asked(plain, where or country, of))
    return tuple(found)


def plain_title(title: str) -> str:
    """A title in the form in which titles are compared.

    >>> plain_title("The Acting Vice-President")
    'vice president'
    """
    words = " ".join(fold(title).replace("secretary general", "secretary-general").split()).strip(" ,.")
    words = words.replace("vice-president", "vice president").replace("presidential nominee", "nominee")
    while found := _PASSING.match(words):
        words = words[found.end() :]
    return words


def seniority(office: Office) -> int:
    """0 for heads of state and government; the higher, the less senior."""
    for rank, titles in enumerate(_RANKS):
        if office.title in titles:
            return rank
    return _LOWER.get(office.title, 3)


def country_named(words: str) -> str:
    """The country or body that a name or adjective stands for, as the table writes it; "" if none.

    >>> country_named("French"), country_named("UN"), country_named("Ruritania")
    ('France', 'United Nations', '')
    """
    folded = re.sub(r"'s?$", "", fold(words).strip())
    return load_tables().country_of(folded) or BODIES.get(folded) or ""


def _split_country(words: str, of: str) -> tuple[str, str, str]:
    """Title, country and constituency of "french president", "president of france", "governor of texas"."""
    head, found, tail = words.rpartition(" of ")
    tail = tail.removeprefix("the ")
    if found and tail not in _KEEP and country_named(tail):
        return head, country_named(tail), of
    if found and tail in _STATES:
        return head, "United States", tail.title()
    parts = words.split()
    for size in range(min(4, len(parts) - 1), 0, -1):
        first, rest = re.sub(r"'s?$", "", " ".join(parts[:size])), " ".join(parts[size:])
        if first in _STATES:
            return rest, "United States", first.title()
        if country := country_named(first):
            return (words if first in _KEEP else rest), country, of
    return words, "", of


@lru_cache(maxsize=1)
def _synonyms() -> dict[str, tuple[str, ...]]:
    """`country|words` to the plain titles they mean."""
    found = {}
    for line in files("onrecord.speakers").joinpath("titles.tsv").read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            written, country, meaning = line.split("\t")
            for words in written.split(";"):
                found[f"{country}|{fold(words.strip())}"] = tuple(m.strip() for m in meaning.split(";"))
    return found
