"""`job.json`: what a job is, so that it can be gone on with, and nothing else is mixed into its folder; and what came of it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from onrecord.batch.outcome import Summary
from onrecord.batch.places import Places
from onrecord.batch.planning import Unit, units_of
from onrecord.batch.whole import read_json, write_json
from onrecord.errors import UsageError
from onrecord.version import __version__
from onrecord.weights.bundle import describe_bundle

if TYPE_CHECKING:
    from onrecord.batch.job import BatchOptions

__all__ = ["begin_job", "end_job", "held"]

FORMAT = "onrecord-batch/1"
_NAMES = {"inputs": "inputs", "options": "options", "onrecord": "version of onrecord", "bundle": "model"}


def begin_job(
    inputs: Sequence[Path], places: Places, options: BatchOptions
) -> tuple[list[Unit], Summary | None]:
    """The units of a job, new or begun before; of one that is done, what came of it too.

    Raises:
        UsageError: the folder holds something else, or a job with other inputs or options.
    """
    asked = _asked(inputs, options)
    there = _there(places)
    if there is None:
        units = units_of(inputs)
        rows = [[list(pair) for pair in unit.paths] for unit in units]
        places.work.mkdir(exist_ok=True)
        write_json(places.job, asked | {"units": rows, "done": None})
        return units, None
    for name, told in _NAMES.items():
        if there.get(name) != asked[name]:
            raise UsageError(
                f"{places.out}: holds a job with other {told}; go on with the same command, or name a new folder"
            )
    units = [
        Unit(number, tuple((path, in_folder) for path, in_folder in paths))
        for number, paths in enumerate(there["units"])
    ]
    return units, Summary(**there["done"]) if there["done"] else None


def end_job(places: Places, summary: Summary) -> None:
    """Note what came of a job."""
    write_json(places.job, read_json(places.job) | {"done": asdict(summary)})


@contextmanager
def held(places: Places) -> Iterator[None]:
    """Keep other processes of this machine out of the folder, which is made where it is missing.

    Raises:
        UsageError: one is at work in it.
    """
    places.out.mkdir(parents=True, exist_ok=True)
    try:
        import fcntl
    except ModuleNotFoundError:  # no such locks on Windows
        yield
        return
    with (places.out / ".lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            raise UsageError(f"{places.out}: another onrecord batch is at work in it; wait for it") from error
        yield


def _there(places: Places) -> dict[str, Any] | None:
    """The job in the folder; None in a new one."""
    there = read_json(places.job)
    if isinstance(there, dict) and there.get("format") == FORMAT:
        return there
    if any(path.name not in (".lock", "work", "job.json.part") for path in places.out.iterdir()):
        raise UsageError(f"{places.out}: the folder is not empty, and holds no job; name a new one")
    return None


def _asked(inputs: Sequence[Path], options: BatchOptions) -> dict[str, Any]:
    reading = {name: getattr(options.reading, name) for name in ("published", "columns", "everything")}
    own = options.people if options.people and options.people.is_file() else None
    return {
        "format": FORMAT,
        "onrecord": __version__,
        "bundle": describe_bundle()["version"],
        "inputs": [str(path) for path in inputs],
        "options": {
            **reading,
            "columns": [list(pair) for pair in options.reading.columns],
            "part_size": options.part_size,
            "find_only": options.find_only,
            "people": hashlib.sha256(own.read_bytes()).hexdigest() if own else None,
        },
    }
