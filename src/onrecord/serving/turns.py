"""Articles are read one after the other: who comes waits for a turn, and is sent away where too many wait."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from onrecord.serving.problem import Problem
from onrecord.serving.settings import Limits

__all__ = ["Turns"]


class Turns:
    """`async with turns.turn(): …` waits until there is room.

    Raises:
        Problem: 429, too many wait already.
    """

    def __init__(self, limits: Limits) -> None:
        self._limits, self._waiting = limits, 0
        self._room = asyncio.Semaphore(limits.under_way)

    @asynccontextmanager
    async def turn(self) -> AsyncIterator[None]:
        """Room to read one article."""
        if self._waiting >= self._limits.waiting:
            raise Problem(
                429, "too many articles wait to be read; try again in a minute", headers={"retry-after": "60"}
            )
        self._waiting += 1
        try:
            await self._room.acquire()
        finally:
            self._waiting -= 1
        try:
            yield
        finally:
            self._room.release()
