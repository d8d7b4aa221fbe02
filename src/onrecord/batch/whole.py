"""Files that are there whole or not at all: written under another name, flushed to the disk, then renamed."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

__all__ = ["put", "read_json", "write_json"]


def write_json(path: Path, value: Any) -> None:
    """A file of JSON; letters as they are, but for halves of surrogate pairs."""
    part = path.with_name(path.name + ".part")
    part.write_text(json.dumps(value, separators=(",", ":")), encoding="utf-8")
    put(part, path)


def read_json(path: Path) -> Any:
    """What `write_json` wrote; None where there is no such file."""
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return None


def put(part: Path, path: Path) -> None:
    """Flush `part` to the disk and let it take the name of `path`."""
    with part.open("rb") as file:
        os.fsync(file.fileno())
    part.replace(path)
    if hasattr(os, "O_DIRECTORY"):
        folder = os.open(path.parent, os.O_RDONLY | os.O_DIRECTORY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)
