"""Inputs -> units of work: an archive is one, files of pages and texts come some hundred to a unit."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from onrecord.errors import UsageError
from onrecord.reading.sources import files_of, kind_of

__all__ = ["Unit", "units_of"]

FILES = 200  # of pages and texts in a unit
_ARCHIVES = frozenset(("warc", "jsonl", "csv", "parquet"))


@dataclass(frozen=True, slots=True)
class Unit:
    """Inputs that one task goes through, in their order; `number` is its place among the units.

    Each is a path, and whether it was found in a folder: there, files that are no text are left.
    """

    number: int
    paths: tuple[tuple[str, bool], ...]

    @property
    def name(self) -> str:
        """What its files are called by."""
        return f"{self.number:05d}"


def units_of(inputs: Iterable[Path]) -> list[Unit]:
    """The units of these inputs, in the order in which they were named; folders are gone through.

    Raises:
        UsageError: standard input, which cannot be gone through twice.
    """
    units: list[Unit] = []
    files: list[tuple[str, bool]] = []

    def close() -> None:
        if files:
            units.append(Unit(len(units), tuple(files)))
            files.clear()

    for path, in_folder in _files(inputs):
        if kind_of(str(path)) in _ARCHIVES:
            close()
            units.append(Unit(len(units), ((str(path), in_folder),)))
            continue
        files.append((str(path), in_folder))
        if len(files) == FILES:
            close()
    close()
    return units


def _files(inputs: Iterable[Path]) -> Iterator[tuple[Path, bool]]:
    for path in inputs:
        if str(path) == "-":
            raise UsageError(
                "batch: standard input cannot be gone through twice; write it to a file and name that"
            )
        if path.is_dir():
            yield from ((file, True) for file in files_of(path))
        else:
            yield path, False
