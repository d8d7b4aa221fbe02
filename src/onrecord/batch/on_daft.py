"""Tasks -> their results, by Daft: on this machine, or on the machines of a Ray cluster (the extra `[batch]`)."""

from __future__ import annotations

import json
import logging
import os
import socket
from collections.abc import Iterator, Sequence
from typing import Any

from onrecord.batch.local import Crashed
from onrecord.batch.tasks import Task, Worker
from onrecord.errors import UsageError

__all__ = ["run_on_daft"]

REACHED_WITHIN = 10.0  # seconds


def run_on_daft(
    tasks: Sequence[Task], worker: Worker, workers: int, address: str | None = None
) -> Iterator[tuple[Task, dict[str, Any]]]:
    """Do tasks in `workers` processes of Daft; each with its result, as they are done. `address` is that of a Ray cluster, whose
    machines must see the inputs and the folder of the job under the same paths.

    Raises:
        Crashed: a worker went down; what was done before stays done.
        UsageError: Daft, or Ray where there is an address, is not installed or cannot be reached.
    """
    daft = _daft(address)

    @daft.cls(max_concurrency=workers, use_process=None if address else True)
    class Doing:
        @daft.method(return_dtype=daft.DataType.string())  # type: ignore[untyped-decorator]
        def do(self, task: str) -> str:
            done = worker.do(json.loads(task))
            return json.dumps(done)

    frame = daft.from_pydict(
        {"number": list(range(len(tasks))), "task": [json.dumps(task) for task in tasks]}
    )
    frame = frame.into_batches(1).select(daft.col("number"), Doing().do(daft.col("task")).alias("done"))
    try:
        with daft.execution_config_ctx(maintain_order=False):
            for row in frame.iter_rows(results_buffer_size=None):
                yield tasks[row["number"]], json.loads(row["done"])
    except Exception as error:
        if isinstance(error, OSError | UsageError):
            raise
        raise Crashed(str(error)) from error


def _daft(address: str | None) -> Any:
    os.environ["DO_NOT_TRACK"] = "1"  # before it is imported: it would call home
    os.environ["DAFT_PROGRESS_BAR"] = "0"  # the job has its own
    try:
        import daft
    except ModuleNotFoundError as error:
        raise UsageError("--engine daft needs Daft; run: pip install 'onrecord[batch]'") from error
    if address:
        try:
            _connect(daft, address)
        except Exception as error:
            raise UsageError(
                f"--engine {address}: cannot be reached ({error}); it needs Ray (pip install 'daft[ray]') and a running cluster"
            ) from error
    return daft


def _connect(daft: Any, address: str) -> None:
    host, _, port = address.rpartition("://")[2].strip("/").rpartition(":")
    socket.create_connection((host, int(port)), REACHED_WITHIN).close()  # Ray itself would wait for minutes
    import ray

    ray.init(address, log_to_driver=False, logging_level="ERROR", ignore_reinit_error=True)
    logging.getLogger("daft").setLevel(logging.ERROR)
    daft.set_runner_ray(noop_if_initialized=True)
