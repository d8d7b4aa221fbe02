"""What became of every input: the runs and their inputs out of the record, newest first."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection, and_, exists, select

from onrecord.record.schema import articles, fetches, runs

__all__ = ["Entry", "Run", "logged_inputs", "logged_runs"]


@dataclass(frozen=True, slots=True)
class Run:
    """One run of `onrecord add` or `import`: `ended_at` is None while it runs, and where it was stopped."""

    run: int
    began_at: str
    ended_at: str | None
    command: str
    engine: str
    bundle: str | None
    added: int
    revised: int
    reread: int
    unchanged: int
    failed: int


@dataclass(frozen=True, slots=True)
class Entry:
    """What became of one input of a run; `message` says why where it failed."""

    run: int
    at: str
    source: str
    outcome: str
    article: str | None
    message: str | None


def logged_runs(connection: Connection, limit: int) -> list[Run]:
    """The runs, newest first."""
    found = connection.execute(select(runs).order_by(runs.c.id.desc()).limit(limit))
    return [Run(run=row.id, **{name: getattr(row, name) for name in _NAMES}) for row in found]


def logged_inputs(
    connection: Connection, limit: int, *, failed: bool = False, run: int | None = None
) -> list[Entry]:
    """The inputs, newest first. `failed`: only failures that stand, which no later run has got over; `run`: of one run."""
    asked = select(fetches, articles.c.article_id).join_from(
        fetches, articles, articles.c.id == fetches.c.article, isouter=True
    )
    if failed:
        later = fetches.alias()
        again = fetches.alias()
        same = and_(
            again.c.run == later.c.run,
            again.c.source == fetches.c.source,
            again.c.message == fetches.c.message,
        )
        tried_later = select(later.c.id).where(
            later.c.source == fetches.c.source, later.c.run > fetches.c.run
        )
        got_over = exists(tried_later.where(~exists(select(again.c.id).where(same))))
        repeated = exists(
            select(again.c.id).where(
                again.c.source == fetches.c.source,
                again.c.message == fetches.c.message,
                again.c.run > fetches.c.run,
            )
        )
        asked = asked.where(fetches.c.outcome == "failed", ~got_over, ~repeated)
    if run is not None:
        asked = asked.where(fetches.c.run == run)
    found = connection.execute(asked.order_by(fetches.c.id.desc()).limit(limit))
    return [Entry(r.run, r.at, r.source, r.outcome, r.article_id, r.message) for r in found]


_NAMES = tuple(name for name in Run.__dataclass_fields__ if name != "run")
