"""Makes `onrecord/speakers/people.jsonl.gz`: who held which office when, and the countries of the world.

In: the folder of public facts (`factbook.jsonl.gz`, `us-executive.yaml`, `us-legislators-current.yaml`,
`uk-ministers/*.csv`, `country-codes.csv`, `nicknames.csv`) and `offices.tsv` beside this script, written by hand.
Out: the table, the same bytes from the same input: header, index, countries, a line a person.

    python training/make_people.py --kb KB_FOLDER [--gum GUM_FOLDER] [--out FILE]
"""

from __future__ import annotations

import argparse
import gzip
import io
import json
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

from onrecord.speakers.offices import Office, Person, plain_title
from onrecord.speakers.people import index_people, person_to_row
from onrecord.speakers.people_names import name_key, name_words, surname_alone
from onrecord.speakers.people_rows import local_id

from factbook import factbook_countries, factbook_people
from us_uk import uk_people, us_people

HERE = Path(__file__).parent
OUT = HERE.parent / "src/onrecord/speakers/people.jsonl.gz"
VERSION = "2026.1"
MADE_ON = "2026-11-24"
SOURCES = (
    ("CIA World Factbook: chiefs of state, heads of government, ambassadors, countries", "public domain", "2026-01"),
    ("unitedstates/congress-legislators: US presidents, vice-presidents, legislators", "CC0", "2026-06"),
    ("Institute for Government: UK ministers 1979 to 2026", "CC BY 4.0", "2026-06"),
    ("Country codes (ISO 3166, UNTERM, Wikidata ids)", "PDDL", "2026"),
    ("Nicknames", "Apache-2.0", "2026"),
    ("Office holders of the world 2009 to 2026, written by hand (training/offices.tsv)", "Apache-2.0", "2026-01"),
)  # fmt: skip
_TERM = re.compile(
    r"(?P<title>[^@/]+?)(?:@(?P<country>[^/]+?))?(?:/(?P<of>.+?))? (?P<start>[\d-]*)\.\.(?P<end>[\d-]*)"
)


def hand_people(table: Path) -> Iterator[Person]:
    """The people of `offices.tsv`: id, name, gender, country, aliases by ";", terms by ";" as `title@body from..to`."""
    for number, line in enumerate(table.read_text("utf-8").splitlines(), 1):
        if not line or line.startswith("#"):
            continue
        cells = line.split("\t")
        if len(cells) != 6:
            raise SystemExit(f"{table}, line {number}: {len(cells)} cells, not 6")
        id, name, gender, country, aliases, terms = cells
        offices = [
            _term(t.strip(), country, f"{table}, line {number}") for t in terms.split(";") if t.strip()
        ]
        listed = tuple(a.strip() for a in aliases.split(";") if a.strip())
        yield Person(id or local_id(name), name, listed, "person", gender, country, tuple(offices))  # type: ignore[arg-type]


def _term(written: str, country: str, where: str) -> Office:
    found = _TERM.fullmatch(written)
    if not found:
        raise SystemExit(f"{where}: {written!r} is not title@body/of from..to")
    days = [
        d if len(d) in (0, 10) else d + "-01" * ((10 - len(d)) // 3) for d in (found["start"], found["end"])
    ]
    return Office(plain_title(found["title"]), found["country"] or country, found["of"] or "", *days)


class Merger:
    """One person a human being: rows of one country whose names fit are joined, the first row's name and id stay."""

    def __init__(self) -> None:
        self.people: list[Person] = []
        self._by_key: dict[tuple[str, str], list[int]] = defaultdict(list)

    def add(self, person: Person, strict: bool = False) -> None:
        """Join the person to whom they are, or put them down as new; `strict`: only names that are equal."""
        row = self._row_of(person, strict)
        if row is None:
            row = len(self.people)
            self.people.append(person)
        else:
            self.people[row] = _joined(self.people[row], person)
        for name in _full_names(self.people[row]):
            keys = self._by_key[name_key(name), person.country]
            if row not in keys:
                keys.append(row)

    def _row_of(self, person: Person, strict: bool) -> int | None:
        near = list(
            dict.fromkeys(r for n in _full_names(person) for r in self._by_key[name_key(n), person.country])
        )
        words = {name_words(n) for n in _full_names(person)}
        exact = [r for r in near if words & {name_words(n) for n in _full_names(self.people[r])}]
        if exact or strict:
            return exact[0] if len(exact) == 1 else None
        return near[0] if len(near) == 1 else None


def _full_names(person: Person) -> list[str]:
    return [person.name, *(a for a in person.aliases if not surname_alone(person.name, a))]


def _joined(known: Person, other: Person) -> Person:
    """The known person with what the other row adds; terms of an office that is known already are not added."""
    have = {(o.title, o.country, o.of) for o in known.offices}
    offices = known.offices + tuple(o for o in other.offices if (o.title, o.country, o.of) not in have)
    aliases = dict.fromkeys((*known.aliases, other.name, *other.aliases))
    kept = tuple(a for a in aliases if a != known.name)
    id = known.id if known.id.startswith("Q") or not other.id.startswith("Q") else other.id
    return replace(known, id=id, aliases=kept, gender=known.gender or other.gender, offices=offices)


def with_ids(people: Iterable[Person], gum: Path | None) -> list[Person]:
    """Unique ids: a QID by full name where the list of GUM's people has it, a number where two share a name."""
    listed = {}
    if gum:
        for line in (gum / "wiki_map.tab").read_text("utf-8").splitlines():
            title, _, qid, *_ = line.split("\t")
            listed[title.replace("_", " ")] = qid
    taken: set[str] = set()
    found = []
    for person in people:
        head = any(o.title in ("president", "prime minister", "chancellor") for o in person.offices)
        id = listed.get(person.name, person.id) if head and person.id.startswith("local:") else person.id
        number = 1
        while id in taken:
            number += 1
            id = f"{person.id}-{number}"
        taken.add(id)
        found.append(replace(person, id=id))
    return found


def all_people(kb: Path, gum: Path | None) -> list[Person]:
    """Everybody, those written by hand first: their names stand."""
    merger = Merger()
    for person in hand_people(HERE / "offices.tsv"):
        merger.add(person, strict=True)
    for person in us_people(kb):
        merger.add(person)
    for person in uk_people(kb):
        merger.add(person)
    for person in factbook_people(kb):
        merger.add(person)
    tidy = [replace(p, offices=tuple(sorted(set(p.offices), key=_newest))) for p in merger.people]
    return with_ids(sorted(tidy, key=lambda p: (p.name, p.id, p.country)), gum)


def _newest(office: Office) -> tuple[str, ...]:
    return (office.start, office.title, office.country, office.of, office.end)


def pack(people: list[Person], countries: list[list[Any]]) -> bytes:
    """The bytes of the table."""
    header = {
        "version": VERSION,
        "made_on": MADE_ON,
        "people": len(people),
        "countries": len(countries),
        "sources": [dict(zip(("name", "licence", "date"), s, strict=True)) for s in SOURCES],
    }
    lines = [header, asdict(index_people(people)), countries, *map(person_to_row, people)]
    text = "".join(json.dumps(line, ensure_ascii=False, separators=(",", ":")) + "\n" for line in lines)
    packed = io.BytesIO()
    with gzip.GzipFile(fileobj=packed, mode="wb", compresslevel=9, mtime=0, filename="") as out:
        out.write(text.encode())
    return packed.getvalue()


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--kb", type=Path, required=True, help="the folder of public facts")
    parser.add_argument(
        "--gum", type=Path, help="GUM's folder, whose wiki_map.tab gives QIDs of a few people"
    )
    parser.add_argument("--out", type=Path, default=OUT)
    given = parser.parse_args()
    people, countries = all_people(given.kb, given.gum), factbook_countries(given.kb)
    packed = pack(people, countries)
    given.out.write_bytes(packed)
    with_qid = sum(p.id.startswith("Q") for p in people)
    print(
        f"{given.out}: {len(people)} people ({with_qid} with a QID), {len(countries)} countries, {len(packed):,} bytes"
    )


if __name__ == "__main__":
    main()
