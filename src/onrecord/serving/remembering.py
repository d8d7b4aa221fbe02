"""What costs to find out, remembered until the record changes."""

from __future__ import annotations

import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Any, TypeVar

from sqlalchemy import Connection, func, select

from onrecord.record.schema import articles, corrections, issues, statements

__all__ = ["Remembered"]

T = TypeVar("T")
KEPT = 10.0  # seconds that an answer from a large record may be out of date while it is being written
LARGE = 50_000  # statements above which a record is large
MOST = 500  # answers that are remembered
_CHANGES = select(
    *(select(func.max(t.c.id)).scalar_subquery() for t in (statements, articles, corrections, issues)),
    select(func.count(issues.c.id)).scalar_subquery(),
    select(func.sum(func.length(issues.c.words))).scalar_subquery(),
)


class Remembered:
    """Answers by name, forgotten when the record has changed; those from a large record not before some seconds are over."""

    def __init__(self) -> None:
        self._held: OrderedDict[Hashable, tuple[tuple[Any, ...], float, Any]] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, connection: Connection, name: Hashable, compute: Callable[[], T]) -> T:
        """What `compute` gives, now or when it was asked last."""
        state = tuple(connection.execute(_CHANGES).one())
        with self._lock:
            known = self._held.get(name)
        if known and (known[0] == state or ((state[0] or 0) > LARGE and time.monotonic() - known[1] < KEPT)):
            answer: T = known[2]
            return answer
        value = compute()
        with self._lock:
            self._held[name] = (state, time.monotonic(), value)
            self._held.move_to_end(name)
            if len(self._held) > MOST:
                self._held.popitem(last=False)
        return value
