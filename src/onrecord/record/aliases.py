"""The forms under which speakers go: names in, rows of `speaker_aliases` out, as `names` folds them for looking up.

Kept by writing.py in the transaction that brings a speaker in, or a name that the speaker did not have.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from sqlalchemy import Connection, insert, select

from onrecord.record.loading import portions
from onrecord.record.names import Alias, aliases_of
from onrecord.record.packing import storable
from onrecord.record.schema import speaker_aliases

__all__ = ["Naming", "add_aliases"]


class Naming(NamedTuple):
    """A speaker (row number and id) under a name."""

    speaker: int
    speaker_id: str
    name: str
    kind: str


def add_aliases(connection: Connection, namings: Iterable[Naming]) -> None:
    """Note that speakers go by names, and by those that the table of people knows; what is noted already stays."""
    wanted: dict[tuple[int, str], Alias] = {}
    for naming in namings:
        for alias in aliases_of(naming.name, naming.kind, _known(naming)):
            wanted.setdefault((naming.speaker, storable(alias.folded)), alias)
    if not wanted:
        return
    columns = speaker_aliases.c
    noted = select(columns.speaker, columns.folded)
    for portion in portions({speaker for speaker, _ in wanted}):
        for row in connection.execute(noted.where(columns.speaker.in_(portion))):
            wanted.pop((row.speaker, row.folded), None)
    rows = [
        {"speaker": speaker, "folded": folded, "alias": storable(alias.alias), "sound": alias.sound, "part": alias.part}
        for (speaker, folded), alias in wanted.items()
    ]  # fmt: skip
    if rows:
        connection.execute(insert(speaker_aliases), rows)


def _known(naming: Naming) -> tuple[str, ...]:
    """The other names of somebody in the table of people."""
    if naming.speaker_id.startswith("local:"):
        return ()
    from onrecord.speakers.people import load_people

    people = load_people().named(naming.name)
    return next((person.aliases for person in people if person.id == naming.speaker_id), ())
