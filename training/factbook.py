"""The World Factbook as facts: who heads each country and since when, its ambassadors, its names.

In: `factbook.jsonl.gz` and `country-codes.csv`. Out: people with offices, and rows of countries.
"""

from __future__ import annotations

import csv
import gzip
import html
import json
import re
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

from onrecord.speakers.offices import Office, Person, plain_title, read_title
from onrecord.speakers.people_names import surname_alone
from onrecord.speakers.people_rows import local_id

from make_forenames import ADJECTIVE, MAIN_FORM, OTHER_CAPITALS, OTHER_FORMS

# Titles as the Factbook prints them, the longest first where one begins another.
TITLES = (
    "Prime Minister and Co-Vice President", "Prime Minister and Foreign Minister", "Prime Minister Crown Prince",
    "Crown Prince and Prime Minister", "Sultan and Prime Minister", "Prime Minister", "Deputy Prime Minister",
    "President of the Government of Spain", "President of the Government", "President of Council of Ministers",
    "President of the Swiss Confederation", "President, Presidential Council,", "President of China",
    "Vice President", "President", "Premier", "Chancellor", "Taoiseach", "Emperor", "King Sultan", "King", "Queen",
    "Grand Duke", "Prince", "Amir", "Sultan", "Pope", "Governor General", "Governor-General", "Governor",
    "Chief Minister", "Chief Executive", "Minister of State", "Supreme Leader", "Taliban Leader",
    "Presidential Leadership Council Chairperson", "Chairperson of the Presidency",
    "Chairperson of the Council of Ministers", "Chairman of the Cabinet of Ministers", "State Affairs Commission President",
    "Supreme People's Assembly President", "Ambassador", "Apostolic Nuncio Cardinal",
)  # fmt: skip
# What the table calls them where it is not the title itself.
PLAIN = {
    "prime minister and co-vice president": "prime minister", "prime minister and foreign minister": "prime minister",
    "prime minister crown prince": "prime minister", "crown prince and prime minister": "crown prince",
    "sultan and prime minister": "sultan", "president of the government of spain": "prime minister",
    "president of the government": "prime minister", "president of council of ministers": "prime minister",
    "president of the swiss confederation": "president", "president, presidential council,": "president",
    "taoiseach": "prime minister", "premier": "prime minister", "amir": "emir", "king sultan": "king",
    "governor-general": "governor general", "taliban leader": "supreme leader",
    "presidential leadership council chairperson": "president", "chairperson of the presidency": "president",
    "chairperson of the council of ministers": "prime minister", "chairman of the cabinet of ministers": "prime minister",
    "state affairs commission president": "leader", "supreme people's assembly president": "parliament president",
    "ambassador": "ambassador to the united states", "apostolic nuncio cardinal": "ambassador to the united states",
}  # fmt: skip
_TITLE = re.compile(
    "(?:GNU |CNSP |Acting |Interim |Transitional |Transition |Caretaker |Lord of Mann )*("
    + "|".join(map(re.escape, sorted(TITLES, key=len, reverse=True)))
    + r")(?: \([^)]*\))? "
)
_RANK = re.compile(
    r"^(?:(?:Sir|Dame|Dr\.|Gen\.|Sr\.|Col\.|Capt\.|General|Grand Chief|Ratu|Tan Sri|Cardinal)\s+)+"
)
_SINCE = re.compile(r"(?:since )?((?:\d{1,2} )?(?:[A-Za-z]+ )?\d{4})")
_CAPS = re.compile(r"^[^\W\da-z_](?:[’'\-]?[^\W\d_])*(?<![a-zà-ÿ])$")
_FORMATS = ("%d %B %Y", "%d %b %Y", "%B %Y", "%Y")
# Heads who reign elsewhere too: only their own country is theirs here.
HOME = {"Charles III": "United Kingdom", "Emmanuel Macron": "France", "Donald J. Trump": "United States",
        "Frederik X": "Denmark", "Willem-Alexander": "Netherlands", "Harald V": "Norway", "Xi Jinping": "China"}  # fmt: skip


def facts(kb: Path) -> Iterator[tuple[str, dict[str, Any]]]:
    """Each country's main name with its facts."""
    with gzip.open(kb / "factbook.jsonl.gz", "rt", encoding="utf-8") as lines:
        for fact in map(json.loads, lines):
            names = fact.get("name") or {}
            short = clean(names.get("conventional short form"))
            if short in ("", "none", "The Dominican"):
                short = clean(names.get("conventional long form"))
            if short and short != "none" and fact.get("chief_of_state"):
                yield MAIN_FORM.get(short, re.sub(r"\s*\(.*", "", short)), fact


def factbook_people(kb: Path) -> Iterator[Person]:
    """Chiefs of state, heads of government and ambassadors to the United States."""
    for country, fact in facts(kb):
        for role in ("chief_of_state", "head_of_government", "ambassador_to_us"):
            for part in re.split(r"; and |;| represented by | and (?=Co-)", clean(fact.get(role))):
                person = read_holder(part.strip(" ,"), country)
                if person and HOME.get(person.name, country) == country:
                    yield person


def read_holder(words: str, country: str) -> Person | None:
    """The person of `President Emmanuel MACRON (since 14 May 2017)`, if there is one.

    >>> read_holder("President XI Jinping (since 14 March 2013)", "China").aliases
    ('Xi',)
    """
    titled = _TITLE.match(words)
    since = _SINCE.search(words)
    if not titled or not since or "vacant" in words:
        return None
    printed = _RANK.sub("", re.sub(r"\s*\(.*", "", words[titled.end() :])).split(" of the ")[0].strip()
    name, surname = proper(printed)
    if len(name) < 3 or not name[0].isupper():
        return None
    title = PLAIN.get(titled[1].casefold(), plain_title(titled[1]))
    asked = read_title(title, country)
    title = asked[0].title if len(asked) == 1 and asked[0].country == country else title
    aliases = [surname] if surname and surname_alone(name, surname) else []
    aliases += [f"{titled[1]} {name}"] if title in ("king", "queen", "pope", "emperor") else []
    return Person(
        local_id(name),
        name,
        tuple(aliases),
        "person",
        "",
        country,
        (Office(title, country, "", day(since[1])),),
    )


def proper(printed: str) -> tuple[str, str]:
    """The name in small letters, and the part that was in capitals (the surname).

    >>> proper("Alexander VAN DER BELLEN"), proper('Ferdinand "BongBong" MARCOS, Jr.')
    (('Alexander Van der Bellen', 'Van der Bellen'), ('Ferdinand Marcos Jr.', 'Marcos'))
    """
    words = re.sub(r'"[^"]*"\s*|,', "", printed).split()
    capital = [i for i, w in enumerate(words) if _CAPS.match(w) and w.upper() == w and len(w.strip(".")) > 1]
    roman = [i for i in capital if re.fullmatch(r"[IVX]+", words[i])]
    surnames = [i for i in capital if i not in roman or len(capital) > 1]
    if not surnames:
        return " ".join(words), ""
    shown = [small(w, i) if i in capital and i not in roman else w for i, w in enumerate(words)]
    first, last = capital[0], surnames[-1]
    surname = " ".join(shown[first : last + 1])
    shown[first] = (
        shown[first][0].upper() + shown[first][1:] if not shown[first].startswith("el-") else shown[first]
    )
    surname = " ".join(shown[first : last + 1])
    if (
        first
        and last + 1 < len(words)
        and not roman
        and words[last + 1][0].isupper()
        and words[last + 1] != "Jr."
    ):
        shown = shown[: last + 1]  # a second surname, which papers leave out
    return " ".join(shown), surname


def small(word: str, at: int) -> str:
    """A word in capitals as a name is written."""
    if at and word in ("DE", "DER", "DEL", "BIN", "DOS", "DA", "DI", "I", "E"):
        return word.lower()
    parts = [p[:1] + p[1:].lower() for p in re.split(r"(?<=[-’'])", word)]
    shown = "".join(parts)
    shown = re.sub(r"^(Al|El)-", lambda m: m[0].lower(), shown)
    return re.sub(r"^Mc([a-z])", lambda m: "Mc" + m[1].upper(), shown)


def day(written: str) -> str:
    """An ISO day; the first where the Factbook gives a month or a year only."""
    for form in _FORMATS:
        try:
            return datetime.strptime(written.title(), form).date().isoformat()
        except ValueError:
            continue
    raise SystemExit(f"no date: {written}")


def clean(value: object) -> str:
    """Text without entities, curly apostrophes made straight."""
    return " ".join(html.unescape(str(value or "")).replace("’", "'").split())


def factbook_countries(kb: Path) -> list[list[Any]]:
    """Rows of countries: QID, name, other forms, adjectives, plural nouns, capitals, parliament."""
    with (kb / "country-codes.csv").open(encoding="utf-8-sig", newline="") as lines:
        codes = list(csv.DictReader(lines))
    by_code = {row["FIPS"].strip().casefold(): row for row in codes if row["FIPS"].strip()}
    by_name = {form: row for row in codes for form in (row["CLDR display name"], row["UNTERM English Short"])}
    rows = []
    for name, fact in facts(kb):
        code = by_name.get(name) or by_code.get(fact["code"]) or {}
        rows.append(_country(name, fact, code))
    return sorted(rows, key=lambda row: row[1])


def _country(name: str, fact: dict[str, Any], code: dict[str, str]) -> list[Any]:
    names, nation = fact.get("name") or {}, fact.get("nationality") or {}
    forms = [
        *OTHER_FORMS.get(name, "").split(";"),
        code.get("CLDR display name", ""),
        code.get("UNTERM English Short", ""),
    ]
    forms += [code.get("UNTERM English Formal", "").removeprefix("the "), clean(names.get("abbreviation"))]
    for kind in ("conventional short form", "conventional long form", "former"):
        forms += re.split(r",|;", re.sub(r"\s*\([^)]*\)|; note.*", "", clean(names.get(kind))))
    forms = [
        f.strip() for f in forms if f.strip() not in ("", "none", name) and not re.search(r"note|\(|\d", f)
    ]
    adjectives = _words_of(nation.get("adjective"))
    if name in ADJECTIVE:
        adjectives = [ADJECTIVE[name]] if ADJECTIVE[name] else []
    nouns = [w + "s" if f"{w}(s)" in clean(nation.get("noun")) else w for w in _words_of(nation.get("noun"))]
    capitals = OTHER_CAPITALS.get(name, re.sub(r"\s*[(;].*", "", clean(fact.get("capital"))))
    house = clean(
        (fact.get("parliament") or {}).get("legislature name")
        or (fact.get("parliament") or {}).get("chamber name")
    )
    qid = code.get("wikidata_id", "").rpartition("/")[2]
    listed = [
        list(dict.fromkeys(filter(None, each))) for each in (forms, adjectives, nouns, capitals.split(";"))
    ]
    return [qid, name, *listed, re.sub(r"\s*\(.*", "", house)]


def _words_of(value: object) -> list[str]:
    """The adjectives or nouns that the Factbook lists, without its remarks."""
    listed = re.split(r",|;|/| or ", re.sub(r"\((?!s\))[^)]*\)", "", clean(value).partition("; note")[0]))
    return [w.strip().removesuffix("(s)") for w in listed if w.strip() not in ("", "none", "NA")]
