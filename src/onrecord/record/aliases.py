"""The forms under which speakers go: names in, rows of `speaker_aliases` out, folded for looking up.

Kept by writing.py in the transaction that brings a speaker in.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from sqlalchemy import Connection, select

from onrecord.record.schema import speaker_aliases

__all__ = ["Naming", "add_aliases", "folded", "sound"]


class Naming(NamedTuple):
    """A speaker (row number and id) under a name."""

    speaker: int
    speaker_id: str
    name: str
    kind: str


def add_aliases(connection: Connection, namings: Iterable[Naming]) -> None:
    """Note that speakers go by names; names that are noted already do no harm."""
    wanted = {(n.speaker, folded(n.name)): n.name for n in namings}
    wanted = {key: name for key, name in wanted.items() if key[1]}
    if not wanted:
        return
    columns = speaker_aliases.c
    known = connection.execute(
        select(columns.speaker, columns.folded).where(columns.speaker.in_({s for s, _ in wanted}))
    )
    for row in known:
        wanted.pop((row.speaker, row.folded), None)
    if wanted:
        connection.execute(
            speaker_aliases.insert(),
            [
                {"speaker": speaker, "folded": key, "alias": name, "sound": sound(key)}
                for (speaker, key), name in wanted.items()
            ],
        )


def folded(name: str) -> str:
    """Lower case, Latin letters without marks, words parted by one blank.

    >>> folded("Željko O’Hara-Šimić")
    'zeljko ohara simic'
    """
    from anyascii import anyascii

    plain = anyascii(name).lower().replace("'", "")
    return " ".join("".join(c if c.isalnum() else " " for c in plain).split())


def sound(folded_name: str) -> str:
    """What roughly equal spellings share: consonants, repeated ones once, y as i, w as v, kh as h.

    >>> sound("zelenskyy") == sound("zelenskiy") == sound("zelensky")
    True
    """
    words = []
    for word in folded_name.split():
        plain = word.replace("kh", "h").replace("y", "i").replace("w", "v").replace("j", "i")
        bones = [c for i, c in enumerate(plain) if i == 0 or c not in "aeiou"]
        words.append("".join(c for i, c in enumerate(bones) if i == 0 or c != bones[i - 1]))
    return " ".join(words)
