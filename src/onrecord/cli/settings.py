"""Where a user's own things lie: the one place that looks at the environment."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from onrecord.errors import UsageError

__all__ = ["Settings", "contact", "people_file", "read_settings"]


@dataclass(frozen=True, slots=True)
class Settings:
    """`people`: the user's own table of people; `record`: path or address of the record."""

    people: Path
    record: str

    @property
    def editor(self) -> str:
        """Under which name corrections are made: `ONRECORD_EDITOR`, else the name of the login."""
        import getpass

        try:
            return os.environ.get("ONRECORD_EDITOR") or getpass.getuser()
        except (OSError, KeyError):
            return "local editor"

    @property
    def shown_record(self) -> str:
        """The record's path or address, without a password."""
        if "://" not in self.record:
            return self.record
        from sqlalchemy.engine import make_url

        return make_url(self.record).render_as_string(hide_password=True)


def read_settings(db: str | None = None, people: Path | None = None) -> Settings:
    """The settings: what the command line says, else the environment, else the defaults.

    Raises:
        UsageError: the table of people that the command line names is not there.
    """
    if people and not people.is_file():
        raise UsageError(f"--people {people}: no such file; name a CSV or JSON Lines file of people")
    return Settings(people or people_file(), db or os.environ.get("ONRECORD_DB") or "onrecord.db")


def contact() -> str | None:
    """Whom the owner of a site that is visited may turn to, told to it with every visit: `ONRECORD_CONTACT`, an address or an e-mail."""
    given = " ".join(os.environ.get("ONRECORD_CONTACT", "").split())
    return given if given.isascii() and given.isprintable() and given else None


def people_file() -> Path:
    """The user's own table of people: `ONRECORD_PEOPLE`, else `people.jsonl` in the user's data folder."""
    named = os.environ.get("ONRECORD_PEOPLE")
    if named:
        return Path(named)
    from platformdirs import user_data_path

    return user_data_path("onrecord", appauthor=False) / "people.jsonl"
