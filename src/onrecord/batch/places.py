"""Where a job keeps what: its folder in, the paths of its files out."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

__all__ = ["TABLES", "Places"]

TABLES = ("statements", "contacts", "articles")  # articles last: where they are, the others are


@dataclass(frozen=True, slots=True)
class Places:
    """The folder of a job. `work` is there until the job is done."""

    out: Path

    @property
    def work(self) -> Path:
        """What is kept between the rounds."""
        return self.out / "work"

    @property
    def job(self) -> Path:
        """What the job is, and when it is done, what came of it."""
        return self.out / "job.json"

    def found(self, unit: str) -> Path:
        """What was found in a unit."""
        return self.work / "found" / f"{unit}.json"

    def articles(self, part: str) -> Path:
        """The articles of a part, to be read."""
        return self.work / "found" / f"{part}.jsonl.gz"

    def read(self, part: str) -> Path:
        """What came of reading a part."""
        return self.work / "read" / f"{part}.json"

    def begun(self, task: str) -> Path:
        """There while a task is under way."""
        return self.work / "begun" / task

    def table(self, table: str, part: str) -> Path:
        """A part of a table."""
        return self.out / table / f"{part}.parquet"

    def make(self) -> None:
        """Make the folders."""
        for name in ("found", "read", "begun"):
            (self.work / name).mkdir(parents=True, exist_ok=True)
        for table in TABLES:
            (self.out / table).mkdir(exist_ok=True)
