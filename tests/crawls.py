"""Stories of our own for archives that tests make: the examples, and some that are put together from their like."""

from __future__ import annotations

import random
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "benchmarks"))

from crawl import Truth, make_crawl, stories_of  # noqa: E402
from pages import Story  # noqa: E402

__all__ = ["crawl", "stories"]

_WHO = (
    "Ada Brandt",
    "Bo Lund",
    "Clara Ruiz",
    "Dina Haas",
    "Emil Novak",
    "Fay Okoro",
    "Gus Petrov",
    "Hana Sato",
)
_WHAT = (
    "the harbour bridge",
    "the tram line",
    "the old theatre",
    "the reservoir",
    "the night market",
    "the clinic",
    "the ferry pier",
    "the school roof",
)
_LINES = (
    "{who} said on Tuesday that {what} would be open again before the winter, and that the money for it was there.",
    "“We have waited for {n} years and we will not wait for another one,” {last} told reporters outside the town hall.",
    "The council denied that {what} had cost more than the {n} million that were set aside for it in the spring.",
    "A spokeswoman for the builders confirmed that {n} workers had been sent home, but rejected the claim that the work had stopped.",
    "According to the regional audit office, plans for {what} were changed {n} times, and nobody wrote down why.",
    "Neighbours of {what} say that they have heard such promises before. They want to see a date, and they want it in writing.",
    "{last} warned that without {what} the town would lose its summer guests, and urged the ministry to decide before {n} May.",
    "The ministry declined to comment. It has promised a report of {n} pages on {what}, which was due in the autumn.",
    "Critics accuse {last} of having known about the cracks at number {n} since last year. “That is simply not true,” {last} said.",
    "The work on {what} is to be finished by a second company from the coast, which asked {n} per cent more than the first.",
)  # fmt: skip


def stories(count: int, seed: int = 1) -> list[Story]:
    """So many stories, no two alike, each of eight paragraphs or so."""
    rng = random.Random(seed)
    texts = []
    for number in range(count):
        who, what = _WHO[number % 8], _WHAT[(number // 8 + number) % 8]
        lines = rng.sample(_LINES, 8)
        told = [
            line.format(who=who, last=who.split()[1], what=what, n=rng.randint(2, 900)) + f" {_more(rng)}"
            for line in lines
        ]
        texts.append((f"{who.split()[1]} speaks up about {what} for the {number + 2}th time", told))
    return list(stories_of(texts, rng))


def _more(rng: random.Random) -> str:
    """A sentence that no other story has."""
    words = "rain paint steel glass votes bricks maps cables pumps roofs boats letters lamps stairs clocks doors".split()
    a, b, c, d = rng.sample(words, 4)
    return f"Talk of {a} and {b} went on for {rng.randint(3, 90)} minutes, then turned to {c}, {d} and the price of {rng.choice(words)}."


def crawl(
    folder: Path, count: int, *, files: int = 2, packed: bool = True, seed: int = 1
) -> tuple[list[Path], Truth]:
    """Archives of so many articles, of other pages and of broken records, and the truth about them."""
    return make_crawl(folder, stories(count, seed), random.Random(seed), files=files, packed=packed)
