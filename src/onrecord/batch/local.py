"""Tasks -> their results, on the cores of this machine: a process a core, in which the model is loaded once."""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from collections.abc import Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from multiprocessing.connection import Connection
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
    watched, held = context.Pipe(duplex=False)
    pool = ProcessPoolExecutor(
        min(workers, len(tasks)) or 1, mp_context=context, initializer=_begin, initargs=(worker, watched)
    )
    try:
        while True:
            while len(running) < AHEAD * workers and (task := next(waiting, None)):
                running[pool.submit(_do, task)] = task
            if not running:
                break
            for done in wait(running, return_when=FIRST_COMPLETED).done:
                yield running.pop(done), done.result()
    except BrokenProcessPool as error:
        raise Crashed from error
    finally:
        if running:  # stopped in the middle: nobody waits for the workers to come to an end
            held.close()
        pool.shutdown(cancel_futures=True)
        held.close()
        watched.close()


_worker: Worker | None = None


def _begin(worker: Worker, watched: Connection) -> None:
    """In a worker: remember what it is given, and go down when the other end of `watched` is closed, as it is when the process
    that holds it ends, however that comes."""
    global _worker
    _worker = worker
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the process that made it
    threading.Thread(target=_watch, args=(watched,), daemon=True).start()


def _watch(watched: Connection) -> None:
    watched.poll(None)
    os._exit(1)


def _do(task: Task) -> dict[str, Any]:
    assert _worker is not None
    return _worker.do(task)
