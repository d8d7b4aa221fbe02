"""Issues, on every kind of store: watched under a name, found by it, renamed, removed."""

from __future__ import annotations

import pytest

from onrecord.errors import UsageError
from onrecord.record.store import Store
from onrecord.record.watching import add_issue, find_issue, list_issues, remove_issue


def test_an_issue_is_found_by_id_and_by_name_and_takes_new_words(store: Store) -> None:
    with store.writing() as connection:
        first = add_issue(connection, "Ferry Tolls", "ferry toll*")
        add_issue(connection, "Ácid rain", '"acid rain"')
        again = add_issue(connection, "ferry-tolls", "toll* OR fare*")
        assert again.id == first.id == "ferry-tolls"
        assert (again.name, again.words, again.added_at) == ("ferry-tolls", "toll* OR fare*", first.added_at)
        assert {i.id for i in list_issues(connection)} == {"acid-rain", "ferry-tolls"}
        assert find_issue(connection, "FERRY tolls") == find_issue(connection, "ferry-tolls") == again
        assert remove_issue(connection, "acid rain").id == "acid-rain"
        assert list_issues(connection) == [again]


@pytest.mark.parametrize(
    ("name", "words", "message"),
    [
        ("!", "toll", "no letter or digit"),
        ("Tolls", " ", "finds nothing"),
        ("Tolls", "-toll", "finds nothing"),
    ],
)
def test_what_cannot_be_watched(store: Store, name: str, words: str, message: str) -> None:
    with store.writing() as connection:
        with pytest.raises(UsageError, match=message):
            add_issue(connection, name, words)
        with pytest.raises(UsageError, match="add one with: onrecord issues add"):
            remove_issue(connection, "tolls")
        assert list_issues(connection) == []
