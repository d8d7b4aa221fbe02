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
from typing import Any, Self

from onrecord.batch.tasks import Task, Worker

__all__ = ["Crashed", "Here"]

AHEAD = 2  # tasks handed out a worker, so that none waits


class Crashed(Exception):
    """A worker went down in the middle of a task (out of memory, a fault in a library)."""


class Here:
    """The processes of this machine that do the tasks of a job, `workers` at most; they begin when there is work, and stay for all its rounds."""

    def __init__(self, worker: Worker, workers: int) -> None:
        self._worker, self._workers = worker, workers
        self._pool: ProcessPoolExecutor | None = None
        self._pipe: tuple[Connection, Connection] | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, error: type[BaseException] | None, *_: object) -> None:
        self._end(at_once=error is not None)

    def __call__(self, tasks: Sequence[Task]) -> Iterator[tuple[Task, dict[str, Any]]]:
        """Do tasks; each with its result, as they are done.

        Raises:
            Crashed: a worker went down; what was done before stays done.
        """
        waiting = iter(tasks)
        running: dict[Future[dict[str, Any]], Task] = {}
        pool = self._pool or self._start()
        try:
            while True:
                while len(running) < AHEAD * self._workers and (task := next(waiting, None)):
                    running[pool.submit(_do, task)] = task
                if not running:
                    return
                for done in wait(running, return_when=FIRST_COMPLETED).done:
                    yield running.pop(done), done.result()
        except BrokenProcessPool as error:
            self._end(at_once=True)
            raise Crashed from error
        finally:
            if running:  # stopped in the middle: nobody waits for the workers to come to an end
                self._end(at_once=True)

    def _start(self) -> ProcessPoolExecutor:
        context = multiprocessing.get_context("spawn")
        watched, held = context.Pipe(duplex=False)
        self._pipe = held, watched
        self._pool = ProcessPoolExecutor(
            self._workers, mp_context=context, initializer=_begin, initargs=(self._worker, watched)
        )
        return self._pool

    def _end(self, *, at_once: bool) -> None:
        if self._pool is None or self._pipe is None:
            return
        pool, (held, watched) = self._pool, self._pipe
        self._pool = self._pipe = None
        if at_once:
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
