"""A stream -> the console that tables go to: as wide as the terminal, plain where that is none, and never obeying a text."""

from __future__ import annotations

from collections.abc import Iterable
from typing import IO

from rich.console import Console, ConsoleOptions, RenderableType
from rich.segment import Segment

from onrecord.formats.words import printable

__all__ = ["PIPED_WIDTH", "console_on"]

PIPED_WIDTH = 110  # of text that wraps, where nobody's screen bounds it


class _Deaf(Console):
    """A console that shows control characters of what it prints to nobody."""

    def render(self, renderable: RenderableType, options: ConsoleOptions | None = None) -> Iterable[Segment]:
        for segment in super().render(renderable, options):
            if segment.control or segment.text.isprintable():
                yield segment
            else:
                lines = (printable(line) for line in segment.text.split("\n"))
                yield Segment("\n".join(lines), segment.style)


def console_on(out: IO[str], width: int | None = None, piped: int = PIPED_WIDTH) -> Console:
    """The console on `out`; `width` in characters is the terminal's if not given, and `piped` where it is no terminal."""
    terminal = out.isatty() or width is not None
    return _Deaf(
        file=out, highlight=False, emoji=False, markup=False, no_color=not out.isatty(),
        width=width if width is not None else None if terminal else piped,
    )  # fmt: skip
