"""What waits for a person's eye, on every kind of store: the least certain first, one after the other, none of older revisions."""

from __future__ import annotations

from sqlalchemy import text

from onrecord.record.store import Store
from onrecord.record.unreviewed import count_to_review, status_of, to_review

from papers import papers
from stores import put


def test_the_least_certain_wait_first_and_each_comes_once(store: Store) -> None:
    put(store, *papers())
    with store.writing() as connection:
        connection.execute(text("UPDATE statements SET status = 'rejected' WHERE statement_id = 'q1'"))
        connection.execute(text("UPDATE statements SET status = 'corrected' WHERE statement_id = 'h1'"))
        connection.execute(text("UPDATE statements SET confidence = 0.1 WHERE statement_id = 'm2'"))
        connection.execute(text("UPDATE statements SET confidence = 0.95 WHERE statement_id = 'q2'"))
    with store.reading() as connection:
        names = dict(connection.execute(text("SELECT id, statement_id FROM statements")).all())
        waiting = to_review(connection, 100)
        said = [names[row] for row in waiting]
        assert (
            said[0] == "m2"
            and said[-1] == "q2"
            and sorted(said) == ["h2", "h3", "l2", "m1", "m2", "q2", "q3", "q4"]
        )
        assert count_to_review(connection) == len(waiting) == 8
        assert [to_review(connection, 1, after=row) for row in waiting] == [
            *([row] for row in waiting[1:]),
            [],
        ]
        assert to_review(connection, 3, skip=2) == waiting[2:5]
        assert {names[r] for r in to_review(connection, 9, article="paper-harbour")} == {"h2", "h3"}
        assert count_to_review(connection, "paper-harbour") == 2 and count_to_review(connection, "none") == 0
        assert {status_of(connection, row) for row in waiting} == {"machine"}
