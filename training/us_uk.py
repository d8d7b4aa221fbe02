"""Office holders of the United States and the United Kingdom from their public lists.

In: the folder of public facts. Out: people with offices; US legislators carry their Wikidata ids.
"""

from __future__ import annotations

import csv
import re
from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import yaml

from onrecord.speakers.offices import Office, Person, plain_title
from onrecord.speakers.people_rows import local_id

STATES = dict(pair.split(":") for pair in ["AL:Alabama", "AK:Alaska", "AZ:Arizona", "AR:Arkansas", "CA:California", "CO:Colorado", "CT:Connecticut", "DE:Delaware", "FL:Florida", "GA:Georgia", "HI:Hawaii", "ID:Idaho", "IL:Illinois", "IN:Indiana", "IA:Iowa", "KS:Kansas", "KY:Kentucky", "LA:Louisiana", "ME:Maine", "MD:Maryland", "MA:Massachusetts", "MI:Michigan", "MN:Minnesota", "MS:Mississippi", "MO:Missouri", "MT:Montana", "NE:Nebraska", "NV:Nevada", "NH:New Hampshire", "NJ:New Jersey", "NM:New Mexico", "NY:New York", "NC:North Carolina", "ND:North Dakota", "OH:Ohio", "OK:Oklahoma", "OR:Oregon", "PA:Pennsylvania", "RI:Rhode Island", "SC:South Carolina", "SD:South Dakota", "TN:Tennessee", "TX:Texas", "UT:Utah", "VT:Vermont", "VA:Virginia", "WA:Washington", "WV:West Virginia", "WI:Wisconsin", "WY:Wyoming", "DC:District of Columbia", "PR:Puerto Rico", "GU:Guam", "AS:American Samoa", "VI:Virgin Islands", "MP:Northern Mariana Islands"])  # fmt: skip
TYPES = {"prez": "president", "viceprez": "vice president", "sen": "senator", "rep": "representative"}
UK = "United Kingdom"
# How papers call the secretaries of state, by what their full title begins with after "Secretary of State for".
UK_TITLES = (
    ("Foreign", "foreign secretary"), ("the Home Department", "home secretary"), ("Defence", "defence secretary"),
    ("Health", "health secretary"), ("Education", "education secretary"), ("Transport", "transport secretary"),
    ("Justice", "justice secretary"), ("Business", "business secretary"), ("Work and Pensions", "work and pensions secretary"),
    ("Environment", "environment secretary"), ("the Environment", "environment secretary"),
    ("Culture", "culture secretary"), ("Digital, Culture", "culture secretary"),
    ("Northern Ireland", "northern ireland secretary"), ("Scotland", "scotland secretary"), ("Wales", "wales secretary"),
    ("Housing", "housing secretary"), ("Levelling Up", "levelling up secretary"), ("Energy", "energy secretary"),
    ("International Development", "international development secretary"), ("International Trade", "trade secretary"),
    ("Science, Innovation", "technology secretary"), ("Exiting the European Union", "brexit secretary"),
    ("Communities", "communities secretary"), ("Trade and Industry", "trade and industry secretary"),
    ("Social Security", "social security secretary"), ("Employment", "employment secretary"),
)  # fmt: skip
_PEER = re.compile(
    r"^(?:Lord|Lady|Baroness|Baron|Viscount|Viscountess|Earl|Countess|Marquess|Duke|Sir|Dame) "
)


def us_people(kb: Path) -> Iterator[Person]:
    """Presidents, vice-presidents, and the members of Congress with all their terms."""
    for name in ("us-executive.yaml", "us-legislators-current.yaml"):
        with (kb / name).open(encoding="utf-8") as lines:
            for row in yaml.load(lines, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader)):
                yield _us_person(row)


def _us_person(row: dict[str, Any]) -> Person:
    parts = row["name"]
    last = parts["last"] + (f" {parts['suffix']}" if parts.get("suffix") else "")
    first, middle = parts["first"], parts.get("middle", "")
    call = parts.get("nickname") or first
    known = row["id"].get("wikipedia", "")
    name = re.sub(r"\s*\(.*", "", known) or f"{call} {parts['last']}"
    forms = [
        parts.get("official_full", "").replace('"', ""),
        f"{first} {last}",
        f"{call} {last}",
        f"{call} {parts['last']}",
    ]
    forms += [f"{first} {middle} {last}", f"{first} {middle[:1]}. {last}"] if middle else []
    surname = [parts["last"]] if " " in parts["last"] or "-" in parts["last"] else []
    aliases = tuple(dict.fromkeys(f.strip() for f in [*surname, *forms] if f.strip() and f.strip() != name))
    offices = [*_terms(row["terms"]), *_leading(row.get("leadership_roles", ()))]
    gender = {"M": "m", "F": "f"}.get(row["bio"].get("gender"), "")
    return Person(
        row["id"].get("wikidata") or local_id(name),
        name,
        aliases,
        "person",
        gender,
        "United States",
        tuple(offices),
    )  # type: ignore[arg-type]


def _terms(terms: list[dict[str, Any]]) -> list[Office]:
    """Terms in one seat that follow each other are one."""
    found: list[Office] = []
    for term in terms:
        of = STATES.get(term.get("state", ""), "")
        new = Office(TYPES[term["type"]], "United States", of, str(term["start"]), str(term["end"]))
        old = found[-1] if found else None
        if old and (old.title, old.of) == (new.title, new.of) and _days(old.end, new.start) <= 5:
            found[-1] = Office(old.title, old.country, old.of, old.start, new.end)
        else:
            found.append(new)
    return found


def _days(end: str, start: str) -> int:
    return (date.fromisoformat(start) - date.fromisoformat(end)).days


def _leading(roles: Any) -> Iterator[Office]:
    for role in roles:
        yield Office(
            plain_title(role["title"]), "United States", "", str(role["start"]), str(role.get("end") or "")
        )


def uk_people(kb: Path) -> Iterator[Person]:
    """Ministers since 1979 under every name they bore, the one without a title of nobility first."""
    folder = kb / "uk-ministers"
    posts = {row["id"]: row for row in _rows(folder / "post.csv")}
    held: dict[str, list[Office]] = defaultdict(list)
    for row in _rows(folder / "appointment.csv"):
        post = posts[row["post_id"]]
        held[row["person_id"]].append(
            Office(uk_title(post["display_name"]), UK, "", row["start_date"], row["end_date"])
        )
    names: dict[str, list[dict[str, str]]] = defaultdict(list)
    for row in _rows(folder / "person.csv"):
        names[row["id"]].append(row)
    for id, rows in sorted(names.items()):
        forms = sorted({r["display_name"] for r in rows}, key=lambda n: (bool(_PEER.match(n)), n))
        name = _PEER.sub("", forms[0]) if forms[0].startswith(("Sir ", "Dame ")) else forms[0]
        surname = [r["short_name"] for r in rows if r["display_name"] == forms[0]]
        gender = {"M": "m", "F": "f"}.get(rows[0]["gender"], "")
        aliases = [*surname, *forms, *(a for a in (r["name"] for r in rows))]
        kept = tuple(dict.fromkeys(a for a in aliases if a and a != name))
        yield Person(local_id(name), name, kept, "person", gender, UK, tuple(held[id]))  # type: ignore[arg-type]


def uk_title(written: str) -> str:
    """The title that papers use.

    >>> uk_title("Secretary of State for Foreign, Commonwealth and Development Affairs")
    'foreign secretary'
    """
    rest = written.removeprefix("Secretary of State for ")
    if rest != written:
        for start, title in UK_TITLES:
            if rest.startswith(start):
                return title
    return plain_title(re.sub(r"\s*\(.*|, [A-Z].*", "", written))


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as lines:
        return list(csv.DictReader(lines))
