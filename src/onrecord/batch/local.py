"""Tasks -> their results, on the cores of this machine: a process a core, in which the model is loaded once."""

from __future__ import annotations

import multiprocessing
import os
import threading
from collections.abc import Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from multiprocessing.connection import wait as wait_for
from typing import Any

from onrecord.batch.tasks import Task, Worker

__all__ = ["Crashed", "run_here"]

AHEAD = 2  # tasks handed out a worker, so that none waits


class Crashed(Exception):
    """A worker went down in the middle of a task (out of memory, a fault in a library)."""


def run_here(tasks: Sequence[Task], worker: Worker, workers: int) -> Iterator[tuple[Task, dict[str, Any]]]:
    """Do tasks in `workers` processes; each with its result, as they are done.

    Raises:
        Crashed: a worker went down; what was done before stays done.
    """
    context = multiprocessing.get_context("spawn")
    waiting = iter(tasks)
    running: dict[Future[dict[str, Any]], Task] = {}
    with ProcessPoolExecutor(
        min(workers, len(tasks)) or 1, mp_context=context, initializer=_begin, initargs=(worker,)
    ) as pool:
        try:
            while True:
                while len(running) < AHEAD * workers and (task := next(waiting, None)):
                    running[pool.submit(_do, task)] = task
                if not running:
                    return
                for done in wait(running, return_when=FIRST_COMPLETED).done:
                    yield running.pop(done), done.result()
        except BrokenProcessPool as error:
            raise Crashed from error
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            raise


_worker: Worker | None = None


def _begin(worker: Worker) -> None:
    """In a worker: remember what it is given, and go down with the process that made it, however that ends."""
    global _worker
    _worker = worker
    threading.Thread(target=_watch, daemon=True).start()


def _watch() -> None:
    parent = multiprocessing.parent_process()
    if parent:
        wait_for([parent.sentinel])
        os._exit(1)


def _do(task: Task) -> dict[str, Any]:
    assert _worker is not None
    return _worker.do(task)
