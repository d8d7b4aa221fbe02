"""Who is meant by a name typed roughly: a name, a part of one, an alias, another spelling or an id in, speakers of the record out.

The table of people (the user's rows over ours) knows aliases; the record knows its speakers' names and each word of them. The first
way that finds somebody decides: an id; a full name or alias; all words of the name; words of the same sound.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, NamedTuple

from sqlalchemy import Connection, or_, select

from onrecord.record.names import LIKENESS, fold_name, folded_words, likeness, sound, sounds_asked
from onrecord.record.packing import storable
from onrecord.record.schema import speaker_aliases, speakers

if TYPE_CHECKING:
    from onrecord.speakers.offices import Person
    from onrecord.speakers.people import People

__all__ = ["Found", "Named", "find_speakers", "known_aliases", "near_names", "statement_counts"]

Way = Literal["id", "name", "part", "sound"]
AT_ONCE = 500
NEAR = 0.1  # how much less alike than the likeliest a spelling may be to be meant too
MOST_NEAR = 50_000  # names compared for "did you mean"

_alias = speaker_aliases.c


class Named(NamedTuple):
    """A speaker of the record: row number, public id, name, kind."""

    row: int
    speaker_id: str
    name: str
    kind: str


@dataclass(frozen=True, slots=True)
class Found:
    """Those who are meant, the likeliest first; `others` bear the name too but are not meant. `way`: how they were found."""

    speakers: tuple[Named, ...] = ()
    others: tuple[Named, ...] = ()
    way: Way = "name"


def find_speakers(connection: Connection, asked: str, people: People | None = None) -> Found:
    """The speakers whom a reader means by `asked`; several where the name fits several."""
    known = _by_ids(connection, [storable(asked.strip())])
    if known:
        return Found(tuple(known), way="id")
    words = folded_words(asked)
    if not words:
        return Found()
    persons = _persons(asked, people)
    named = _of_persons(connection, persons) or _called(connection, words)
    if persons and named:  # the same name with no id: read with another table
        named += [n for n in _with_alias(connection, [" ".join(words)]) if n.speaker_id.startswith("local:")]
    if named:
        named += _spelt_otherwise(connection, named)
    bearers = _bearers(connection, words)
    if named:
        sure = tuple(dict.fromkeys(named))
        return Found(sure, tuple(b for b in bearers if b not in sure), "name")
    if bearers:
        return Found(tuple(bearers), way="part")
    return Found(tuple(_sounding(connection, asked)), way="sound")


def near_names(connection: Connection, asked: str, most: int = 3) -> list[Named]:
    """Speakers of names that resemble `asked` in any way: whom a reader may have meant where nobody is found."""
    from rapidfuzz.fuzz import WRatio
    from rapidfuzz.process import extract

    begin = sound(asked)[:1]
    rows = connection.execute(
        select(_alias.speaker, _alias.folded)
        .where(_alias.sound >= begin, _alias.sound < begin + "\U0010ffff", _alias.part != "word")
        .limit(MOST_NEAR)
    ).all()
    best = extract(
        fold_name(asked), [row.folded for row in rows], scorer=WRatio, limit=4 * most, score_cutoff=72
    )
    found = _by_rows(connection, dict.fromkeys(rows[number].speaker for _, _, number in best))
    return found[:most]


def known_aliases(connection: Connection, row: int) -> list[str]:
    """The names that a speaker goes by in the record, in order of the alphabet."""
    asked = select(_alias.alias).where(_alias.speaker == row, _alias.part.in_(("name", "alias")))
    return sorted(set(connection.execute(asked).scalars()))


def statement_counts(connection: Connection, rows: Iterable[int]) -> dict[int, int]:
    """How many statements of each speaker (row numbers) stand, alone or jointly."""
    asked = select(speakers.c.id, speakers.c.statements).where(speakers.c.id.in_(list(rows)))
    return {row[0]: row[1] for row in connection.execute(asked)}


def _persons(asked: str, people: People | None) -> tuple[Person, ...]:
    """People of the table who are called just so: by a name or alias, else by a name with initials more or less."""
    return (people.called(asked) or people.named(asked)) if people else ()


def _of_persons(connection: Connection, persons: Sequence[Person]) -> list[Named]:
    """Those people as the record names them, under their id or, read with another table, by name."""
    if not persons:
        return []
    found = _by_ids(connection, [p.id for p in persons])
    names = {fold_name(name) for p in persons for name in (p.name, *p.aliases)}
    full = [n for n in names if " " in n] + [fold_name(p.name) for p in persons]
    return found + [n for n in _with_alias(connection, full) if n.speaker_id.startswith("local:")]


def _called(connection: Connection, words: Sequence[str]) -> list[Named]:
    """Speakers whose whole name or alias this is; a person known by a surname alone may be anybody of that surname."""
    found = _with_alias(connection, [" ".join(words)])
    if len(words) > 1:
        return found
    sure = [n for n in found if n.kind != "person" or fold_name(n.name) != words[0]]
    return found if sure else []


def _with_alias(connection: Connection, folded: Sequence[str]) -> list[Named]:
    asked = select(_alias.speaker).where(_alias.folded.in_(folded), _alias.part.in_(("name", "alias")))
    return _by_rows(connection, connection.execute(asked).scalars())


def _spelt_otherwise(connection: Connection, named: Sequence[Named]) -> list[Named]:
    """Speakers known by name only, whose full name is another spelling of a name found."""
    full = {n.name for n in named if n.kind == "person" and len(folded_words(n.name)) > 1}
    sounds = {s: name for name in full for s in sounds_asked(name)}
    if not sounds:
        return []
    asked = select(_alias.speaker, _alias.alias, _alias.sound).where(
        _alias.sound.in_(sounds), _alias.part.in_(("name", "alias"))
    )
    rows = [r.speaker for r in connection.execute(asked) if likeness(sounds[r.sound], r.alias) >= LIKENESS]
    return [n for n in _by_rows(connection, rows) if n.speaker_id.startswith("local:")]


def _bearers(connection: Connection, words: Sequence[str]) -> list[Named]:
    """Speakers whose names hold all the words; where one word is somebody's surname, those of that surname."""
    holders: list[dict[int, set[str]]] = []
    for word in words:
        parts: dict[int, set[str]] = defaultdict(set)
        for row in connection.execute(select(_alias.speaker, _alias.part).where(_alias.folded == word)):
            parts[row.speaker].add(row.part)
        holders.append(parts)
    together = " ".join(words)
    if len(words) > 1:
        surname = connection.execute(select(_alias.speaker).where(_alias.folded == together)).scalars().all()
        if surname:
            return _most_quoted_first(connection, _by_rows(connection, surname))
    shared = set(holders[0]).intersection(*holders[1:])
    if len(words) == 1 and (surnamed := {s for s in shared if holders[0][s] != {"word"}}):
        shared = surnamed
    return _most_quoted_first(connection, _by_rows(connection, shared))


def _sounding(connection: Connection, asked: str) -> list[Named]:
    """Speakers whose name, surname or words sound like what was asked, the likeliest first."""
    words = folded_words(asked)
    scores = _alike(connection, asked, whole=True)
    if len(words) == 1 and not scores:
        scores = _alike(connection, asked, whole=False)
    if len(words) > 1 and not scores:
        each = [_alike(connection, word, whole=False) | _initialled(connection, word) for word in words]
        shared = set(each[0]).intersection(*each[1:])
        scores = {s: sum(e[s] for e in each) / len(each) for s in shared}
    if not scores:
        return []
    best = max(scores.values())
    likely = sorted((s for s in scores if scores[s] >= best - NEAR), key=lambda s: -scores[s])
    return _most_quoted_first(connection, _by_rows(connection, likely))


def _alike(connection: Connection, asked: str, whole: bool) -> dict[int, float]:
    """Speakers with an alias of the same sound, and how alike the two are; `whole`: a name, alias or surname."""
    rows = select(_alias.speaker, _alias.alias, _alias.folded, _alias.part).where(
        _alias.sound.in_(sounds_asked(asked))
    )
    scores: dict[int, float] = {}
    for row in connection.execute(rows):
        if row.part == "word" and whole:
            continue
        # the alias of a word is the word itself
        score = likeness(asked, row.alias)
        scores[row.speaker] = max(scores.get(row.speaker, 0.0), score)
    return {speaker: score for speaker, score in scores.items() if score}


def _initialled(connection: Connection, word: str) -> dict[int, float]:
    """Speakers with just this word in their name."""
    rows = connection.execute(select(_alias.speaker).where(_alias.folded == word)).scalars()
    return dict.fromkeys(rows, 1.0)


def _most_quoted_first(connection: Connection, named: list[Named]) -> list[Named]:
    counts = statement_counts(connection, [n.row for n in named[:AT_ONCE]])
    return sorted(named, key=lambda n: (-counts.get(n.row, 0), n.name))


def _by_ids(connection: Connection, ids: Sequence[str]) -> list[Named]:
    columns = speakers.c
    asked = select(columns.id, columns.speaker_id, columns.name, columns.kind)
    wanted = or_(columns.speaker_id.in_(ids), columns.speaker_id.in_([i.lower() for i in ids if ":" in i]),
                 columns.speaker_id.in_([i.upper() for i in ids if ":" not in i]))  # fmt: skip
    return [Named(*row) for row in connection.execute(asked.where(wanted))]


def _by_rows(connection: Connection, rows: Iterable[int]) -> list[Named]:
    """The speakers of row numbers, in that order, each once."""
    numbers = list(dict.fromkeys(rows))
    columns = speakers.c
    found: dict[int, Named] = {}
    for at in range(0, len(numbers), AT_ONCE):
        asked = select(columns.id, columns.speaker_id, columns.name, columns.kind)
        some = connection.execute(asked.where(columns.id.in_(numbers[at : at + AT_ONCE])))
        found |= {row.id: Named(*row) for row in some}
    return [found[n] for n in numbers if n in found]
