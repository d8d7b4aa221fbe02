"""What is asked of the record: a `Query` with its filters, and days and ranges of days as people write them."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass, fields
from datetime import date
from typing import Any, Literal

from onrecord.errors import UsageError

__all__ = ["ORDERS", "Order", "Query", "days_of", "query_of"]

Order = Literal["rank", "said", "published"]
ORDERS: tuple[Order, ...] = ("rank", "said", "published")

_SEVERAL = ("by", "outlet", "kind", "act", "stance", "how")
_DAY = re.compile(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?")


@dataclass(frozen=True, slots=True)
class Query:
    """Which statements are sought; what is empty or None does not matter. Values of one field are alternatives; fields must all fit.

    `words` and `about` are searches in the language of docs/find.md: both look in the words said and in the sentence around, and
    `words` decide the ranking. `by` are names, typed roughly, or ids. Days are ISO and inclusive. `order` None is by rank where words are
    sought, else by publication, the newest first. `after` is the `next` of the page before.
    """

    words: str = ""
    by: tuple[str, ...] = ()
    about: str = ""
    outlet: tuple[str, ...] = ()
    published_from: str | None = None
    published_to: str | None = None
    said_from: str | None = None
    said_to: str | None = None
    kind: tuple[str, ...] = ()
    act: tuple[str, ...] = ()
    stance: tuple[str, ...] = ()
    how: tuple[str, ...] = ()
    min_confidence: float = 0.0
    issue: str | None = None
    article: str | None = None
    thread: str | None = None
    order: Order | None = None
    limit: int = 20
    offset: int = 0
    after: str | None = None


def query_of(words: str = "", **conditions: Any) -> Query:
    """A query from what is handy to write: one name where several may stand, `published` and `said` as days or ranges of days.

    >>> query_of("tax", by="Ana Cruz", published="2025-02").published_to
    '2025-02-28'

    Raises:
        UsageError: no such condition, or a date that is none.
    """
    known = {field.name for field in fields(Query)}
    given: dict[str, Any] = {}
    for name, value in conditions.items():
        if name in ("published", "said") and value is not None:
            given[f"{name}_from"], given[f"{name}_to"] = days_of(value, name)
        elif name not in known:
            raise UsageError(
                f"{name}: no such condition; there are published, said, {', '.join(sorted(known))}"
            )
        elif name in _SEVERAL:
            given[name] = (value,) if isinstance(value, str) else tuple(value or ())
        elif name.endswith(("_from", "_to")) and value is not None:
            given[name] = days_of(value, name)[name.endswith("_to")]
        else:
            given[name] = value
    return Query(words, **given)


def days_of(written: str, option: str = "date") -> tuple[str | None, str | None]:
    """The first and the last day of a day, month, year or range of them.

    >>> days_of("2025-02"), days_of("2025-02-12..2025-02-14"), days_of("..2024")
    (('2025-02-01', '2025-02-28'), ('2025-02-12', '2025-02-14'), (None, '2024-12-31'))

    Raises:
        UsageError: it is none of these, or ends before it begins; `option` is named.
    """
    first, dots, last = written.strip().partition("..")
    if not dots:
        return _ends(first, option)
    begin = _ends(first, option)[0] if first.strip() else None
    end = _ends(last, option)[1] if last.strip() else None
    if begin and end and begin > end:
        raise UsageError(f"{option} {written}: ends before it begins; write the earlier day first")
    return begin, end


def _ends(written: str, option: str) -> tuple[str, str]:
    match = _DAY.fullmatch(written.strip())
    try:
        if not match:
            raise ValueError
        year, month, day = (int(n) if n else None for n in match.groups())
        assert year is not None
        if month is None:
            return date(year, 1, 1).isoformat(), date(year, 12, 31).isoformat()
        if day is None:
            return date(year, month, 1).isoformat(), date(year, month, monthrange(year, month)[1]).isoformat()
        return (date(year, month, day).isoformat(),) * 2
    except (ValueError, IndexError):
        raise UsageError(
            f"{option} {written}: not a date; write it as 2025-02-14, 2025-02, 2025 or 2025-02-12..2025-02-14"
        ) from None
