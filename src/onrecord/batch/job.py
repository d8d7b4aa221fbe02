"""Inputs and a folder -> the folder filled: the two rounds of a job, begun or gone on with, and what came of it.

The first round finds articles; then copies are told, in the order of the inputs, whoever found them when; the second round
reads. A task that brings its worker down twice is given up and told; the others go on.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any, Protocol

from onrecord.batch.local import Crashed, Here
from onrecord.batch.manifest import begin_job, end_job, held
from onrecord.batch.on_daft import run_on_daft
from onrecord.batch.outcome import Summary, write_outcome
from onrecord.batch.places import Places
from onrecord.batch.planning import Unit
from onrecord.batch.tasks import Task, Worker, find_task, name_of, read_task
from onrecord.batch.whole import read_json, write_json
from onrecord.engine import EngineOptions
from onrecord.errors import UsageError
from onrecord.reading import Copies, ReadingOptions
from onrecord.reading.copies import Finding

__all__ = ["BatchOptions", "Progress", "Summary", "run_batch"]

_Engine = Callable[[Sequence[Task]], Iterator[tuple[Task, dict[str, Any]]]]


class Progress(Protocol):
    """Who is told how a job goes on."""

    def round(self, name: str, total: int, done: int) -> None:
        """A round begins: its name, how much there is to do (inputs, articles), and how much is done already."""

    def step(self, count: int, statements: int) -> None:
        """So much more is done."""


@dataclass(frozen=True, slots=True)
class BatchOptions:
    """How a job is done.

    `engine` is `local`, `daft`, or the address of a Ray cluster (`head:6379`, `ray://head:10001`), on which Daft does it; `workers` are processes, each with
    one thread and the model; `part_size` is how many articles a part of the tables has at most; `find_only`: articles are found, not read;
    `nested`, `people`: as in `EngineOptions`.
    """

    reading: ReadingOptions = field(default_factory=ReadingOptions)
    engine: str = "local"
    workers: int = 1
    part_size: int = 200
    find_only: bool = False
    people: Path | None = None


def run_batch(inputs: Sequence[Path], out: Path, options: BatchOptions, progress: Progress) -> Summary:
    """Do a job, or go on with it where it was stopped; what came of it in all.

    Raises:
        UsageError: the folder holds something else, another job is at work in it, or it cannot be written to.
    """
    if ":" in options.engine and not all(path.is_absolute() for path in (*inputs, out)):
        raise UsageError(
            "on a cluster inputs and folder must be named by whole paths, which all its machines see"
        )
    places = Places(out)
    try:
        with held(places):
            return _run(inputs, places, options, progress)
    except OSError as error:
        where = error.filename or out
        raise UsageError(
            f"{where}: cannot be written or read ({error.strerror or error}); the same command goes on from here"
        ) from error


def _run(inputs: Sequence[Path], places: Places, options: BatchOptions, progress: Progress) -> Summary:
    units, summary = begin_job(inputs, places, options)
    if summary:
        return summary
    places.make()
    with _engine(places, options) as engine:
        doing = _Doing(places, engine, progress)
        found = _longest_first([find_task(unit) for unit in units], _bytes)
        doing.round("finding", found, lambda task: places.found(f"{task['unit']:05d}"), _ONE)
        sizes, tasks = _told_apart(units, places, options)

        def size(task: Task) -> int:
            return sizes[task["part"]]

        doing.round("reading", _longest_first(tasks, size), lambda task: places.read(task["part"]), size)
    summary = write_outcome(units, [task["part"] for task in tasks], places)
    end_job(places, summary)
    shutil.rmtree(places.work)
    return summary


def _ONE(_task: Task) -> int:  # noqa: N802
    return 1


def _bytes(task: Task) -> int:
    files = [Path(path) for path, _ in task["paths"]]
    return sum(file.stat().st_size for file in files if file.is_file())


def _longest_first(tasks: Sequence[Task], size: Callable[[Task], int]) -> list[Task]:
    """So that in the end no worker is long at a task while the others have nothing left to do."""
    return sorted(tasks, key=size, reverse=True)


def _told_apart(
    units: Sequence[Unit], places: Places, options: BatchOptions
) -> tuple[dict[str, int], list[Task]]:
    """The parts to read with their sizes, and the tasks: copies are told in the order of the inputs."""
    copies, sizes, tasks = Copies(), dict[str, int](), list[Task]()
    for unit in units:
        found = read_json(places.found(unit.name))
        articles = iter(found["articles"])
        for part, size in found["parts"]:
            findings: dict[int, Finding] = {}
            for number in range(size):
                article_id, url, sketch = next(articles)
                if options.reading.everything:
                    continue
                finding = copies.find(article_id, url, bytes.fromhex(sketch) if sketch else None)
                if finding != Finding():
                    findings[number] = finding
            sizes[part] = size
            tasks.append(read_task(part, findings))
    return sizes, tasks


class _Doing:
    """The tasks of a round, done by an engine."""

    def __init__(self, places: Places, engine: _Engine, progress: Progress) -> None:
        self._places, self._engine, self._progress = places, engine, progress

    def round(
        self, name: str, tasks: Sequence[Task], result: Callable[[Task], Path], size: Callable[[Task], int]
    ) -> None:
        """Do those of the tasks whose results are not there yet."""
        todo = [task for task in tasks if not result(task).exists()]
        total = sum(map(size, tasks))
        self._progress.round(name, total, total - sum(map(size, todo)))
        suspects: list[Task] = []
        while todo:
            try:
                self._do(todo, size)
                todo = []
            except Crashed:
                todo = [task for task in todo if not result(task).exists()]
                suspects = [task for task in todo if self._places.begun(name_of(task)).exists()]
                for task in suspects or todo[:1]:
                    self._alone(task, result(task), size)
                todo = [task for task in todo if not result(task).exists()]

    def _do(self, tasks: Sequence[Task], size: Callable[[Task], int]) -> None:
        for begun in (self._places.work / "begun").iterdir():
            begun.unlink()
        for task, done in self._engine(tasks):
            self._progress.step(size(task), done.get("statements", 0))

    def _alone(self, task: Task, result: Path, size: Callable[[Task], int]) -> None:
        """Try a task by itself, after a worker went down while it was under way."""
        try:
            self._do([task], size)
        except Crashed as error:
            if not self._places.begun(name_of(task)).exists():
                raise UsageError(
                    f"the workers cannot be started ({error.__cause__ or error}); in a script of your own, call run_batch "
                    'under: if __name__ == "__main__":'
                ) from error
            write_json(result, _given_up(task))
            self._progress.step(size(task), 0)


def _given_up(task: Task) -> dict[str, Any]:
    """What came of a task that brings its worker down."""
    message = "brought the worker down twice (out of memory?); given up"
    if task["task"] == "find":
        failed = [[path, message] for path, _ in task["paths"]]
        return {"articles": [], "left": [], "failed": failed, "parts": []}
    failed = [[f"part {task['part']}", message]]
    return {"articles": 0, "copies": 0, "statements": 0, "left": [], "failed": failed}


def _engine(places: Places, options: BatchOptions) -> AbstractContextManager[_Engine]:
    reading = None if options.find_only else EngineOptions(threads=1, people=options.people)
    worker = Worker(places.out.resolve(), options.reading, reading, options.part_size)
    if options.engine == "local":
        return Here(worker, options.workers)
    address = None if options.engine == "daft" else options.engine
    return nullcontext(partial(run_on_daft, worker=worker, workers=options.workers, address=address))
