"""Steps of work -> a bar on standard error: once it takes longer, and only where that is a terminal nobody else writes to."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Protocol

__all__ = ["Step", "progress"]

SLOW = 2.0  # seconds after which the bar is shown


class Step(Protocol):
    """So many more are done; `note` stands behind the bar."""

    def __call__(self, many: int = 1, note: str = "") -> None: ...


@contextmanager
def progress(
    what: str, total: int | None = None, *, quiet: bool = False, prints: bool = False
) -> Iterator[Step]:
    """What counts steps of `what` ("articles read"), of `total` where it is known.

    Nothing is shown where `quiet`, where standard error is no terminal, or where results meanwhile go to the same terminal (`prints`).
    """
    if quiet or not sys.stderr.isatty() or (prints and sys.stdout.isatty()):
        yield lambda *_, **__: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    bar = Progress(
        BarColumn(), MofNCompleteColumn(), TextColumn(what), TextColumn("{task.fields[rate]}"), TimeRemainingColumn(),
        console=Console(stderr=True), transient=True, redirect_stdout=False,
    )  # fmt: skip
    begun, task = time.monotonic(), bar.add_task(what, total=total, rate="")

    def step(many: int = 1, note: str = "") -> None:
        seconds = time.monotonic() - begun
        rate = f"{(bar.tasks[0].completed + many) / max(seconds, 0.1):,.1f}/s"
        bar.update(task, advance=many, rate=f"{rate}, {note}" if note else rate)
        if seconds > SLOW and not bar.live.is_started:
            bar.start()

    try:
        yield step
    finally:
        bar.stop()
