"""Where a user's own things lie: the one place that looks at the environment."""

from __future__ import annotations

import os
from pathlib import Path

__all__ = ["people_file"]


def people_file() -> Path:
    """The user's own table of people: `ONRECORD_PEOPLE`, else `people.jsonl` in the user's data folder."""
    named = os.environ.get("ONRECORD_PEOPLE")
    if named:
        return Path(named)
    from platformdirs import user_data_path

    return user_data_path("onrecord", appauthor=False) / "people.jsonl"
