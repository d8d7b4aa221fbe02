"""What of a record is exported: everything that stands, or what fits a query."""

from __future__ import annotations

from dataclasses import replace

import pytest
from ferry import ADA, ferry
from sqlalchemy import insert

from onrecord.errors import UsageError
from onrecord.record import selecting
from onrecord.record.asking import Query
from onrecord.record.correcting import correct
from onrecord.record.schema import issues
from onrecord.record.selecting import select_articles
from onrecord.record.store import Store
from onrecord.types import Article

from marks import article, person, statement
from stores import put


def tram() -> Article:
    text = "Mayor Ines Falk said the tram was safe. She met Pelle Strand."
    return replace(
        article(text, statement(text, "the tram was safe", "said", "Mayor Ines Falk", id="tram", speaker=person("Ines Falk", text))),
        id="tram-1", outlet="The Courier", published="2025-05-01",
    )  # fmt: skip


def fits(store: Store, **query: object) -> dict[str, list[str]]:
    """The statements of each article that a query leaves."""
    chosen = select_articles(store, Query(**query)).articles  # type: ignore[arg-type]
    return {a.id: [s.id for s in a.statements] for a in chosen}


@pytest.fixture
def filled(store: Store) -> Store:
    put(store, ferry(), tram())
    return store


ALL = ["safe", "sue", "denied", "failed", "twice"]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({}, {"ferry": ALL, "tram-1": ["tram"]}),
        ({"limit": 1, "order": "said"}, {"ferry": ALL, "tram-1": ["tram"]}),
        ({"outlet": ("courier",)}, {"tram-1": ["tram"]}),
        ({"published_to": "2025-04-01"}, {"ferry": ALL}),
        ({"article": "ferry"}, {"ferry": ALL}),
        ({"by": ("falk",)}, {"ferry": ["safe", "twice"], "tram-1": ["tram"]}),
        ({"by": ("falk",), "outlet": ("pilot",)}, {"ferry": ["safe", "twice"]}),
        ({"act": ("deny",)}, {"ferry": ["denied"]}),
        ({"words": "engine"}, {"ferry": ["denied", "failed", "twice"]}),
        ({"words": "zeppelin"}, {}),
    ],
)
def test_what_fits(filled: Store, query: dict[str, object], found: dict[str, list[str]]) -> None:
    assert fits(filled, **query) == found


def test_more_than_one_portion(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(selecting, "PORTION", 2)
    put(
        store,
        *(replace(tram(), id=f"t{n}", outlet=f"Paper {n}", text=tram().text + str(n)) for n in range(5)),
        ferry(),
    )
    steps: list[int] = []
    chosen = select_articles(store, step=lambda: steps.append(1))
    assert [a.id for a in chosen.articles] == ["t0", "t1", "t2", "t3", "t4", "ferry"] and len(steps) == 6
    assert list(fits(store, by=("falk",), published_from="2025-05-01")) == ["t0", "t1", "t2", "t3", "t4"]


def test_articles_stay_whole_where_no_statement_is_asked_for(store: Store) -> None:
    from test_round_trip import everything

    put(store, everything())
    [whole] = select_articles(store, Query(outlet=("courier",))).articles
    [part] = select_articles(store, Query(act=("deny",))).articles
    assert whole.contacts and not part.contacts and part.text == whole.text


def test_corrections_come_with_their_statements(filled: Store) -> None:
    with filled.writing() as connection:
        correct(connection, "sue", {"act": "warn"}, ADA)
        correct(connection, "twice", {"reject": True}, ADA)
        correct(connection, "tram", {"act": "ask"}, ADA)

    def made(**query: object) -> list[tuple[str, list[str]]]:
        chosen = select_articles(filled, Query(**query))  # type: ignore[arg-type]
        return [(a.id, [c.statement for c in chosen.corrections(a)]) for a in chosen.articles]

    assert made() == [("ferry", ["sue", "twice"]), ("tram-1", ["tram"])]
    assert made(act=("warn", "deny")) == [("ferry", ["sue"])]
    assert made(words="engine") == [("ferry", [])]
    assert fits(filled, words="engine") == {"ferry": ["denied", "failed"]}


def test_what_was_corrected_is_found_as_it_is_now(filled: Store) -> None:
    with filled.writing() as connection:
        correct(connection, "tram", {"speaker": "Ulla Berg", "content": "tram", "act": "promise"}, ADA)
    assert fits(filled, by=("Ulla Berg",)) == {"tram-1": ["tram"]} == fits(filled, act=("promise",))
    assert "tram-1" not in fits(filled, by=("falk",))


def test_issues_and_the_statements_about_them(filled: Store) -> None:
    with filled.writing() as connection:
        for id, words in (("safety", "safe"), ("engine", "engine OR ship"), ("sky", "zeppelin")):
            values = {"issue_id": id, "name": id.title(), "words": words, "added_at": "2025-01-01"}
            connection.execute(insert(issues).values(**values))
    chosen = select_articles(filled)
    found = {s.id: list(chosen.about(a, s)) for a in chosen.articles for s in a.statements}
    assert [m.name for m in chosen.matters] == ["Safety", "Engine", "Sky"]
    assert (found["safe"], found["twice"], found["tram"]) == (["safety"], ["engine"], ["safety"])
    assert fits(filled, issue="engine") == {"ferry": ["denied", "failed", "twice"]}
    with pytest.raises(UsageError, match="issue 'moon'"):
        select_articles(filled, Query(issue="moon"))
