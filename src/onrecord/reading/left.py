"""What was left of archives -> a line that says how much of what."""

from __future__ import annotations

from collections import Counter

from onrecord.errors import LeftOut

__all__ = ["Tally"]

_NAMES = {
    "not English": "not in English",
    "no article": "no articles",
    "no page": "no pages",
    "seen": "pages met before",
}
SHOWN = 6  # details of a reason that are told


class Tally:
    """Counts what is left, by reason and detail, and the copies that were linked."""

    def __init__(self) -> None:
        self.counts: Counter[tuple[str, str]] = Counter()
        self.copies = 0

    def add(self, left: LeftOut) -> None:
        """Count one."""
        self.counts[left.reason, left.detail if left.reason != "seen" else ""] += 1

    def line(self) -> str | None:
        """One line, or None where nothing was left and no copy was met."""
        reasons: Counter[str] = Counter()
        for (reason, _), count in self.counts.items():
            reasons[reason] += count
        told = [
            f"{count:,} {_NAMES[reason]}{self._details(reason)}" for reason, count in reasons.most_common()
        ]
        parts = [f"left {reasons.total():,}: {', '.join(told)}"] if told else []
        if self.copies:
            parts.append(f"{self.copies:,} copies of articles linked, not read")
        return "; ".join(parts) or None

    def _details(self, reason: str) -> str:
        details = Counter({detail: n for (r, detail), n in self.counts.items() if r == reason and detail})
        told = [f"{detail} {count:,}" for detail, count in details.most_common(SHOWN)]
        return f" ({', '.join(told)}{', …' if len(details) > SHOWN else ''})" if told else ""
