"""The queue of Review: what no person has looked at, the least certain first."""

from __future__ import annotations

import pytest

from onrecord.record.correcting import Editor, correct, find_statement
from onrecord.record.loading import reports
from onrecord.record.store import Store
from onrecord.record.unreviewed import count_to_review, status_of, to_review

from papers import papers
from stores import put


@pytest.fixture
def filled(store: Store) -> Store:
    for paper in papers():
        put(store, paper)
    return store


def test_the_least_certain_come_first_and_the_queue_is_walked_one_by_one(filled: Store) -> None:
    with filled.reading() as connection:
        everything = to_review(connection, 100)
        sure = [r.confidence for r in reports(connection, everything)]
        assert sure == sorted(sure) and len(everything) == count_to_review(connection) > 5
        assert to_review(connection, 2, skip=3) == everything[3:5]
        walked = everything[:1]
        while following := to_review(connection, 1, after=walked[-1]):
            walked += following
        assert walked == everything


def test_what_somebody_decided_waits_no_more(filled: Store) -> None:
    with filled.writing() as connection:
        [first, *rest] = to_review(connection, 100)
        [report] = reports(connection, [first])
        held = to_review(connection, 100, article=report.article)
        assert first in held and len(held) == count_to_review(connection, report.article) < len(rest) + 1
        assert status_of(connection, first) == "machine"
        correct(connection, f"{report.article}/{report.statement}", {"accept": True}, Editor("ada"))
        assert to_review(connection, 100) == rest
        assert status_of(connection, find_statement(connection, report.statement)[1]) == "corrected"
