"""The filters of a request -> the `Query` that they mean."""

from __future__ import annotations

from typing import Any

from onrecord.api.requests import Filters
from onrecord.record.asking import Query, query_of

__all__ = ["query_in"]


def query_in(asked: Filters, **how: Any) -> Query:
    """The query, with `order`, `limit` and `after` where a page of it is wanted.

    Raises:
        UsageError: a date that is none.
    """
    given = asked.model_dump(include=set(Filters.model_fields) - {"q"}, exclude_none=True)
    days = {name: given.pop(name, "") for name in ("published", "said")}
    return query_of(asked.q, **given, **{name: day for name, day in days.items() if day}, **how)
