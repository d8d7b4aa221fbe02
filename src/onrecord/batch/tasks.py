"""A task -> its results on disk; what every worker does, whoever runs it.

A task is plain data: `{"task": "find", "unit": …, "paths": …}` or `{"task": "read", "part": …, "findings": …}`.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from onrecord.batch.finding import find_articles
from onrecord.batch.places import Places
from onrecord.batch.planning import Unit
from onrecord.batch.reading import read_part
from onrecord.engine import EngineOptions
from onrecord.reading import ReadingOptions
from onrecord.reading.copies import Finding

__all__ = ["Task", "Worker", "find_task", "name_of", "read_task"]

Task = dict[str, Any]


def find_task(unit: Unit) -> Task:
    """Find the articles of a unit."""
    return {"task": "find", "unit": unit.number, "paths": [list(pair) for pair in unit.paths]}


def read_task(part: str, findings: dict[int, Finding]) -> Task:
    """Read a part; `findings` are those of articles that are copies or were seen before, by their number in it."""
    return {"task": "read", "part": part, "findings": [[n, *found] for n, found in sorted(findings.items())]}


def name_of(task: Task) -> str:
    """What a task is called, in messages and on disk."""
    return f"find-{task['unit']:05d}" if task["task"] == "find" else f"read-{task['part']}"


@dataclass(frozen=True, slots=True)
class Worker:
    """What workers are given once: where the job is, and how inputs are read. `engine` None: articles are found, not read."""

    out: Path
    reading: ReadingOptions
    engine: EngineOptions | None
    part_size: int

    def do(self, task: Task) -> dict[str, Any]:
        """Do a task; what came of it. A note of it lies in `begun` meanwhile, so that one that brings its worker down is known."""
        places = Places(self.out)
        begun = places.begun(name_of(task))
        begun.touch()
        done = self._find(task, places) if task["task"] == "find" else self._read(task, places)
        begun.unlink(missing_ok=True)
        return done

    def _find(self, task: Task, places: Places) -> dict[str, Any]:
        unit = Unit(task["unit"], tuple((path, in_folder) for path, in_folder in task["paths"]))
        found = find_articles(unit, places, self.reading, self.part_size)
        return {"articles": len(found["articles"]), "failed": len(found["failed"])}

    def _read(self, task: Task, places: Places) -> dict[str, Any]:
        findings = {number: Finding(*rest) for number, *rest in task["findings"]}
        done = read_part(task["part"], places, findings, self.engine)
        return {name: done[name] for name in ("articles", "statements")} | {"failed": len(done["failed"])}
