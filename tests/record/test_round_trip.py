"""What goes into the record comes out as it was, on every kind of store."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.record.loading import find_article, load_articles, load_statements
from onrecord.record.packing import exact, restore, storable, utc
from onrecord.record.store import Store
from onrecord.types import (
    Addressee,
    Article,
    Contact,
    Occasion,
    Place,
    Span,
    Speaker,
    Statement,
    Unnamed,
    When,
)

from marks import article, at, person, statement
from stores import put

TEXT = (
    "Quarry to close\n"
    "On Monday Ana Cruz and Bo Lund told the mayor in Lima that “the dam held”, and that it will “hold”. "
    "Two officials in the ministry, in a speech, said Cruz had denied that it leaked.\n"
    "She met Bo Lund in Oslo on Tuesday. Smith or Smythe, it says, will write."
)


def joint() -> Speaker:
    ana, bo = person("Ana Cruz", TEXT), person("Bo Lund", TEXT)
    return Speaker(
        "local:ana-cruz+local:bo-lund", "Ana Cruz; Bo Lund", "group", "name", None, 0.81, "several", (at(TEXT, "Ana"),), (ana, bo),
    )  # fmt: skip


def everything() -> Article:
    """An article that uses every field of the record format."""
    pieces = "“the dam held” … it will “hold”"
    first = statement(
        TEXT, pieces, "told", "Ana Cruz and Bo Lund", kind="mixed", quoted=(at(TEXT, "the dam held"), at(TEXT, "hold", 100)),
        speaker=joint(), addressee=Addressee(at(TEXT, "the mayor"), person("Eva Ruiz", TEXT)),
        place=Place(at(TEXT, "Lima"), "Lima", "Peru"), said_on=When("2025-02-10", "2025-02-10", at(TEXT, "On Monday"), "weekday"),
    )  # fmt: skip
    outer = statement(
        TEXT, "Cruz had denied that it leaked", "said", "Two officials in the ministry",
        unnamed=Unnamed(at(TEXT, "officials in the ministry"), 2), occasion=Occasion(at(TEXT, "a speech"), "speech"),
    )  # fmt: skip
    inner = statement(
        TEXT, "it leaked", "denied", "Cruz", act="deny", stance="denied", parent=outer.id, speaker=replace(person("Ana Cruz", TEXT), rule="short name"),
        said_on=When("2025-02-01", "2025-02-09", None, "scene"),
    )  # fmt: skip
    either = statement(
        TEXT, "will write", "says", candidates=(person("Smith", TEXT), person("Smythe", TEXT)),
        unnamed=Unnamed(at(TEXT, "Smith or Smythe"), None), confidence=1 / 3,
    )  # fmt: skip
    met = Contact(
        "meeting", "held", (person("Ana Cruz", TEXT), person("Bo Lund", TEXT)), Place(at(TEXT, "Oslo"), "Oslo"),
        When("2025-02-11", "2025-02-11", at(TEXT, "Tuesday"), "weekday"), at(TEXT, "She met Bo Lund in Oslo on Tuesday."),
    )  # fmt: skip
    visit = Contact("visit", "planned", (joint(),), None, None, Span(0, 15))
    return replace(
        article(TEXT, first, outer, inner, either, contacts=(met, visit)),
        id="paper-1", path="a.txt", url="https://example.org/1", outlet="The Courier", section="Home", headline=Span(0, 15),
        byline=("Ida Holm", "Per Nilsen"), published="2025-02-14T09:55+01:00", published_from="given", dateline=at(TEXT, "Lima"),
        language="en", warnings=("a warning",),
    )  # fmt: skip


def bare(text: str = "He said no.", **known: object) -> Article:
    return replace(article(text, statement(text, text[-3:-1], "said", "He")), **known)  # type: ignore[arg-type]


ODD = "A \0 NUL, half a pair \ud83d, an emoji 🙂, é in two e\u0301: He said it."
CASES = {
    "everything": everything(),
    "nothing known": bare(),
    "no statements": article("Nothing is said here."),
    "no blocks": Article(id="x", text="y", blocks=()),
    "text that no database takes": bare(ODD, id="odd", path="caf\udce9.txt", outlet="\0", byline=("\ud800",)),
    "a speaker under two names": article(
        TEXT,
        statement(TEXT, "the dam held", "told", "Ana Cruz", speaker=person("Ana Cruz", TEXT)),
        statement(TEXT, "it leaked", "denied", "Cruz", speaker=replace(person("Ana Cruz", TEXT), name="A. Cruz", kind="author")),
    ),
    "a parent that is not there": article(TEXT, statement(TEXT, "it leaked", "denied", "Cruz", parent="gone")),
    "no content": article(TEXT, Statement("i", (), (at(TEXT, "told"),), (), "indirect", (), "say", "asserted", 0.0)),
    "a child before its parent": article(
        TEXT,
        statement(TEXT, "it leaked", "denied", "Cruz", parent="above"),
        statement(TEXT, "Cruz had denied that it leaked", "said", id="above"),
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_an_article_comes_out_as_it_went_in(store: Store, name: str) -> None:
    [outcome] = put(store, CASES[name])
    with store.reading() as connection:
        [got] = load_articles(connection, [outcome.row])
        assert got == CASES[name]
        assert got.to_dict() == CASES[name].to_dict()
        assert find_article(connection, outcome.article_id) == outcome.row


def test_many_articles_come_in_the_order_asked_for(store: Store) -> None:
    articles = [bare(f"He said {word}.", id=word) for word in ("yes", "no", "maybe")]
    rows = [outcome.row for outcome in put(store, *articles)]
    with store.reading() as connection:
        assert load_articles(connection, rows[::-1]) == articles[::-1]
        assert load_articles(connection, []) == []
        with pytest.raises(KeyError):
            load_articles(connection, [10_000])


def test_a_nested_statement_alone_knows_its_parent(store: Store) -> None:
    put(store, everything())
    with store.reading() as connection:
        [inner] = [s for s in everything().statements if s.parent]
        number = connection.exec_driver_sql(
            f"SELECT id FROM statements WHERE statement_id = '{inner.id}'"
        ).scalar()
        assert load_statements(connection, [number]) == [inner]


def test_the_examples_come_out_as_they_went_in(store: Store, examples) -> None:  # type: ignore[no-untyped-def]
    import onrecord

    articles = list(onrecord.read_many(sorted(examples.glob("*.[th]*"))))
    assert len(articles) == 5 and sum(len(a.statements) for a in articles) > 40
    rows = [outcome.row for outcome in put(store, *articles)]
    with store.reading() as connection:
        assert load_articles(connection, rows) == articles


@given(st.text(st.characters(), max_size=60) | st.text("a\0\ud800\udfff🙂", max_size=20))
def test_whatever_is_replaced_for_the_database_is_put_back(words: str) -> None:
    kept = storable(words)
    kept.encode("utf-8")
    assert "\0" not in kept and len(kept) == len(words)
    assert restore(kept, exact(words)) == words


def test_portions_join_without_a_seam(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is asked in portions is the same as what is asked at once: here two at a time."""
    monkeypatch.setattr("onrecord.record.loading.AT_ONCE", 2)
    speakers = ("Ana Cruz", "Bo Lund", "Eva Ruiz", "Ida Holm", "Per Nilsen")
    text = " ".join(f"{name} said it was {number}." for number, name in enumerate(speakers))
    many = article(
        text,
        *(statement(text, f"it was {n}", speaker=person(name, text)) for n, name in enumerate(speakers)),
    )
    [outcome] = put(store, many)
    put(store, many, reread=True)
    with store.reading() as connection:
        assert load_articles(connection, [outcome.row]) == [many]
        assert connection.exec_driver_sql("SELECT count(*) FROM speakers").scalar() == 5


def test_times_are_utc_to_the_second() -> None:
    before = datetime.now(UTC).replace(microsecond=0)
    written = utc()
    assert written.endswith("Z") and len(written) == len("2026-03-05T09:30:00Z")
    assert before <= datetime.fromisoformat(written) <= datetime.now(UTC)
    assert datetime.fromisoformat(utc(48)) - before >= timedelta(hours=48)
