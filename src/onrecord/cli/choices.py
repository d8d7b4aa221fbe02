"""The closed lists of the record format as choices of options, so that a shell can complete them."""

from __future__ import annotations

from enum import StrEnum
from typing import get_args

from onrecord.types import ACTS, How, Kind, Stance

__all__ = ["ActChoice", "HowChoice", "KindChoice", "OrderChoice", "StanceChoice"]

ActChoice = StrEnum("ActChoice", [(name, name) for name in ACTS])  # type: ignore[misc]
KindChoice = StrEnum("KindChoice", [(name, name) for name in get_args(Kind)])  # type: ignore[misc]
StanceChoice = StrEnum("StanceChoice", [(name, name) for name in get_args(Stance)])  # type: ignore[misc]
HowChoice = StrEnum("HowChoice", [(name, name) for name in get_args(How)])  # type: ignore[misc]


class OrderChoice(StrEnum):
    rank = "rank"
    said = "said"
    published = "published"
