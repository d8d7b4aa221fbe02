"""Makes three data files of `onrecord/speakers/`: forenames with gender, surnames, countries with capital and demonym.

In: the folder of public facts (`forenames.csv`, CC0: gendered forenames by country; `us-legislators-current.yaml`,
CC0: forename and gender of office holders; `nicknames.csv`, Apache-2.0; `surnames.csv` and
`us-executive.yaml`, CC0; `factbook.jsonl.gz`, public domain: countries). Out: `forenames.tsv`
(name, `f`, `m` or `u`), `surnames.tsv` and `countries.tsv` (country, capital, adjective, plural noun, other forms).

    python training/make_forenames.py KB_FOLDER src/onrecord/speakers
"""

from __future__ import annotations

import csv
import gzip
import html
import json
import re
import sys
import unicodedata
from collections import defaultdict
from pathlib import Path

# Forms that newspapers write and the list of countries lacks.
OTHER_FORMS = {
    "United States": "US;U.S.;USA;U.S.A.;America;United States of America",
    "United Kingdom": "UK;U.K.;Britain;Great Britain",
    "Myanmar": "Burma",
    "Turkey": "Türkiye;Turkiye",
    "Czechia": "Czech Republic",
    "Ivory Coast": "Cote d'Ivoire;Côte d’Ivoire",
    "North Korea": "DPRK",
    "South Korea": "Republic of Korea",
    "United Arab Emirates": "UAE;Emirates",
    "Democratic Republic of Congo": "DR Congo;DRC",
    "Holy See": "Vatican",
}
MAIN_FORM = {
    "Burma": "Myanmar",
    "Korea, North": "North Korea",
    "Korea, South": "South Korea",
    "The Bahamas": "Bahamas",
    "The Gambia": "Gambia",
    "DRC": "Democratic Republic of Congo",
    "Congo (Kinshasa)": "Democratic Republic of Congo",
    "Congo (Brazzaville)": "Republic of Congo",
    "Côte d'Ivoire": "Ivory Coast",
    "Holy See (Vatican City)": "Holy See",
    "UAE": "United Arab Emirates",
}
ADJECTIVE = {
    "North Korea": "North Korean",
    "South Korea": "South Korean",
    "Hong Kong": "",
    "Taiwan": "Taiwanese",
}
OTHER_CAPITALS = {"Ukraine": "Kyiv;Kiev", "United States": "Washington;Washington DC;Washington D.C.",
                  "China": "Beijing;Peking", "Bolivia": "La Paz;Sucre", "South Africa": "Pretoria",
                  "Sri Lanka": "Colombo", "Netherlands": "The Hague", "Israel": "", "Mexico": "Mexico City",
                  "Myanmar": "Naypyidaw", "India": "New Delhi;Delhi", "Tanzania": "Dodoma",
                  "Ivory Coast": "Yamoussoukro", "Moldova": "Chisinau", "Romania": "Bucharest"}  # fmt: skip


def plain(text: str) -> str:
    """Letters without marks, casefolded."""
    return unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().casefold().strip()


def gendered_forenames(kb: Path) -> dict[str, set[str]]:
    genders: dict[str, set[str]] = defaultdict(set)
    with (kb / "forenames.csv").open(encoding="utf-8-sig", newline="") as lines:
        for row in csv.DictReader(lines):
            if row["Gender"] in ("F", "M"):
                genders[plain(row["Romanized Name"])].add(row["Gender"].lower())
    first = None
    for line in (kb / "us-legislators-current.yaml").read_text("utf-8").splitlines():
        if found := re.match(r"\s+first: (.+)", line):
            first = plain(found[1])
        elif (found := re.match(r"\s+gender: ([FM])", line)) and first:
            genders[first].add(found[1].lower())
    told, full = {name: frozenset(found) for name, found in genders.items()}, defaultdict(set)
    with (kb / "nicknames.csv").open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            one, other = plain(row["name1"]), plain(row["name2"])
            known = {one: set(genders.get(one, ())), other: set(genders.get(other, ()))}
            genders[one] |= known[other] if not known[one] else set()
            genders[other] |= known[one] if not known[other] else set()
            full[other] |= told.get(one, frozenset())
    # "Marty" is Martha's and Martin's
    genders |= {name: found for name, found in full.items() if name not in told and len(found) > 1}
    return {name: found for name, found in genders.items() if re.fullmatch(r"[a-z][a-z'-]+", name)}


def surnames(kb: Path) -> set[str]:
    """Common surnames by country, and those of office holders."""
    with (kb / "surnames.csv").open(encoding="utf-8-sig", newline="") as lines:
        found = {plain(row["Romanized Name"]) for row in csv.DictReader(lines)}
    for name in ("us-legislators-current.yaml", "us-executive.yaml"):
        text = (kb / name).read_text("utf-8")
        found |= {plain(last.strip("\"' ")) for last in re.findall(r"^\s+last: (.+)$", text, re.M)}
    return {name for name in found if re.fullmatch(r"[a-z][a-z'-]{2,}", name)}


def countries(kb: Path) -> list[tuple[str, ...]]:
    rows = []
    with gzip.open(kb / "factbook.jsonl.gz", "rt", encoding="utf-8") as lines:
        for fact in map(json.loads, lines):
            names, nation = fact.get("name") or {}, fact.get("nationality") or {}
            short = html.unescape(names.get("conventional short form") or "").replace("’", "'")
            if short in ("", "none"):
                short = names.get("conventional long form") or ""
            if not short or not nation.get("adjective") or not fact.get("chief_of_state"):
                continue
            name = MAIN_FORM.get(short, short)
            capital = re.sub(r"\s*[(;].*", "", fact.get("capital") or "")
            noun = re.split(r"[,;/(]| or ", nation.get("noun") or "")[0].strip()
            plural = noun + "s" if "(s)" in (nation.get("noun") or "") else noun
            adjective = re.split(r"[,;/(]| or ", nation["adjective"])[0].strip()
            adjective = ADJECTIVE.get(name, adjective if adjective != "none" else "")
            if re.fullmatch(r"[\w .'’-]+", name):
                plural = "" if noun == "none" else plural
                rows.append(
                    (name, OTHER_CAPITALS.get(name, capital), adjective, plural, OTHER_FORMS.get(name, ""))
                )
    return sorted(rows)


def main(kb: Path, room: Path) -> None:
    genders = gendered_forenames(kb)
    lines = [f"{name}\t{min(found) if len(found) == 1 else 'u'}\n" for name, found in sorted(genders.items())]
    (room / "forenames.tsv").write_text("".join(lines), "utf-8")
    names = sorted(surnames(kb) - genders.keys())
    (room / "surnames.tsv").write_text("".join(f"{name}\n" for name in names), "utf-8")
    (room / "countries.tsv").write_text("".join("\t".join(row) + "\n" for row in countries(kb)), "utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
