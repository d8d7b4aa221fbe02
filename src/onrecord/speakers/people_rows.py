"""A user's own people: a CSV or JSON Lines file in, `Person`s out, and back to the one file that keeps them.

Columns: id, name, aliases, kind, offices, country (docs/people.md); only `name` is needed.
"""

from __future__ import annotations

import csv
import io
import json
import re
from calendar import monthrange
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any, get_args

from onrecord.errors import OnRecordError
from onrecord.speakers.offices import Office, Person, country_named, plain_title, read_title
from onrecord.speakers.tables import Gender, fold
from onrecord.types import SpeakerKind

__all__ = ["BadPeopleRow", "local_id", "person_to_fields", "read_user_rows", "write_user_rows"]

_COLUMNS = ("id", "name", "aliases", "kind", "gender", "country", "offices")
_OFFICE = ("title", "country", "of", "from", "to")


class BadPeopleRow(OnRecordError):
    """A file of people, or a row of it, that cannot be used."""


def read_user_rows(path: Path) -> list[Person]:
    """The people of a CSV (`.csv`) or JSON Lines file, in its order.

    Errors: `BadPeopleRow`, one line with the file, the line and what to do.
    """
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise BadPeopleRow(f"{path}: not UTF-8 text; save it as CSV UTF-8 or JSON Lines") from error
    except OSError as error:
        reason = "no such file" if isinstance(error, FileNotFoundError) else error.strerror
        raise BadPeopleRow(f"{path}: {reason}; name a CSV or JSON Lines file of people") from error
    rows = _csv_rows(path, text) if path.suffix.casefold() == ".csv" else _json_rows(path, text)
    people: list[Person] = []
    seen: dict[str, int] = {}
    for line, row in rows:
        try:
            person = _person(row)
        except ValueError as error:
            raise BadPeopleRow(f"{path}, line {line}: {error}") from None
        if person.id in seen:
            raise BadPeopleRow(
                f"{path}, line {line}: id {person.id} is also on line {seen[person.id]}; give each person an id of their own"
            )
        seen[person.id] = line
        people.append(person)
    return people


def write_user_rows(path: Path, people: Iterable[Person]) -> None:
    """Write a JSON Lines file of people; the file that was there stays until the new one is whole.

    Errors: `BadPeopleRow`, where the file cannot be written.
    """
    part = path.with_name(f"{path.name}.part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with part.open("w", encoding="utf-8", newline="\n") as out:
            out.writelines(json.dumps(person_to_fields(p), ensure_ascii=False) + "\n" for p in people)
        part.replace(path)
    except OSError as error:
        raise BadPeopleRow(f"{path}: cannot be written ({error.strerror}); check the folder") from error


def local_id(name: str) -> str:
    """The id of a person who has none.

    >>> local_id("Tove Lindqvist")
    'local:tove-lindqvist'
    """
    return f"local:{re.sub(r'[^a-z0-9]+', '-', fold(name)).strip('-') or fold(name).replace(' ', '-')}"


def person_to_fields(person: Person) -> dict[str, Any]:
    """A person as a row of a JSON Lines file of people."""
    offices = [
        dict(zip(_OFFICE, (o.title, o.country, o.of, o.start, o.end), strict=True)) for o in person.offices
    ]
    values = (
        person.id,
        person.name,
        list(person.aliases),
        person.kind,
        person.gender,
        person.country,
        offices,
    )
    return dict(zip(_COLUMNS, values, strict=True))


def _csv_rows(path: Path, text: str) -> Iterable[tuple[int, dict[str, Any]]]:
    reader = csv.DictReader(io.StringIO(text, newline=""), strict=True)
    try:
        _check_columns([c.strip() for c in reader.fieldnames or ()])
        for row in reader:
            if None in row or None in row.values():
                raise ValueError("more or fewer cells than columns; put text with commas in double quotes")
            yield reader.line_num, {k.strip(): v for k, v in row.items()}
    except (csv.Error, ValueError) as error:
        raise BadPeopleRow(f"{path}, line {max(reader.line_num, 1)}: {error}") from None


def _json_rows(path: Path, text: str) -> Iterable[tuple[int, dict[str, Any]]]:
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
            if not isinstance(row, dict):
                raise ValueError('a row is an object, as in {"name": "Tove Lindqvist"}')
            _check_columns(list(row))
        except json.JSONDecodeError as error:
            raise BadPeopleRow(
                f"{path}, line {number}: not JSON ({error.msg}); write one object a line, or name the file .csv"
            ) from None
        except ValueError as error:
            raise BadPeopleRow(f"{path}, line {number}: {error}") from None
        yield number, row


def _check_columns(columns: list[str]) -> None:
    if unknown := [c for c in columns if c not in _COLUMNS]:
        raise ValueError(f"unknown column {unknown[0]!r}; the columns are {', '.join(_COLUMNS)}")
    if "name" not in columns:
        raise ValueError(f"no column 'name'; the columns are {', '.join(_COLUMNS)}")


def _person(row: dict[str, Any]) -> Person:
    name = " ".join(_text(row, "name").split())
    if not name:
        raise ValueError("the name is empty; give the fullest common name")
    kind: SpeakerKind = _one_of(_text(row, "kind") or "person", get_args(SpeakerKind), "kind")
    gender: Gender = _one_of(_text(row, "gender"), get_args(Gender), "gender")
    country = _country(_text(row, "country"))
    aliases = _listed(row.get("aliases") or [], "aliases")
    return Person(
        _text(row, "id") or local_id(name), name, aliases, kind, gender, country, _offices(row, country)
    )


def _text(row: dict[str, Any], column: str) -> str:
    value = row.get(column) or ""
    if not isinstance(value, str):
        raise ValueError(f"{column} is {value!r}; write it as text")
    return value.strip()


def _one_of(value: str, allowed: tuple[str, ...], column: str) -> Any:
    if value not in allowed:
        raise ValueError(f"{column} is {value!r}; write one of {', '.join(filter(None, allowed))}")
    return value


def _country(words: str) -> str:
    """The country as the table writes it, or in the user's own words."""
    return country_named(words) or words


def _listed(value: object, column: str) -> tuple[str, ...]:
    if isinstance(value, str):
        value = value.split(";")
    if not isinstance(value, list) or not all(isinstance(v, str) for v in value):
        raise ValueError(f"{column} is {value!r}; write a list of texts")
    return tuple(dict.fromkeys(v.strip() for v in value if v.strip()))


def _offices(row: dict[str, Any], country: str) -> tuple[Office, ...]:
    value = row.get("offices") or []
    if isinstance(value, str):
        value = [_office_cells(each) for each in value.split(";") if each.strip()]
    if not isinstance(value, list) or not all(isinstance(v, dict) for v in value):
        raise ValueError(f"offices is {value!r}; write a list of objects with {', '.join(_OFFICE)}")
    return tuple(_office(each, country) for each in value)


def _office_cells(written: str) -> dict[str, str]:
    cells = [cell.strip() for cell in written.split("|")]
    if len(cells) > len(_OFFICE):
        raise ValueError(f"office {written.strip()!r} has {len(cells)} parts; write {'|'.join(_OFFICE)}")
    return dict(zip(_OFFICE, cells, strict=False))


def _office(row: dict[str, Any], country: str) -> Office:
    if unknown := [key for key in row if key not in _OFFICE]:
        raise ValueError(f"unknown part {unknown[0]!r} of an office; the parts are {', '.join(_OFFICE)}")
    title = plain_title(_text(row, "title"))
    if not title:
        raise ValueError("an office has no title; write title|country|of|from|to")
    start, end = _day(_text(row, "from"), first=True), _day(_text(row, "to"), first=False)
    if start and end and end < start:
        raise ValueError(f"office {title!r} ends on {end}, before it starts on {start}; swap from and to")
    where = _country(_text(row, "country")) or country
    asked = read_title(title, where)
    if len(asked) == 1:
        title, where = asked[0].title, asked[0].country
    return Office(title, where, _text(row, "of"), start, end)


def _day(written: str, first: bool) -> str:
    """An ISO day; a year or a month is its first or last day."""
    if not written:
        return ""
    try:
        if part := re.fullmatch(r"(\d{4})(?:-(\d\d))?", written):
            year, month = int(part[1]), int(part[2] or (1 if first else 12))
            return date(year, month, 1 if first else monthrange(year, month)[1]).isoformat()
        return date.fromisoformat(written).isoformat()
    except ValueError:
        raise ValueError(f"date {written!r} of an office; write it as 2025-01-20, 2025-01 or 2025") from None
