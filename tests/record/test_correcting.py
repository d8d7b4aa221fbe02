"""Corrections: what an editor asks for, what the record then says, and how it is taken back. On every kind of store."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from ferry import ADA, READ_AGAIN, STEPS, TEXT, ferry, held, new_record, take
from hypothesis import HealthCheck, given, settings
from sqlalchemy import text as sql

from onrecord.errors import UsageError
from onrecord.record.correcting import (
    Editor,
    add_statement,
    correct,
    corrections_of,
    find_statement,
    list_corrections,
    undo,
)
from onrecord.record.store import Store
from onrecord.types import Span, Speaker, Statement

from marks import article, person, statement
from stores import READ, put


def one(store: Store, id: str) -> Statement | None:
    return next((s for s in held(store).statements if s.id == id), None)


def change(store: Store, id: str, **wishes: Any) -> Statement | None:
    with store.writing() as connection:
        correct(connection, id, wishes, ADA)
    return one(store, id)


def told(s: Statement | None) -> dict[str, Any]:
    assert s
    return {
        "content": [c.of(TEXT) for c in s.content], "quoted": [q.of(TEXT) for q in s.quoted], "cue": [c.of(TEXT) for c in s.cue],
        "source": [c.of(TEXT) for c in s.source], "speaker": s.speaker.name if s.speaker else None, "kind": s.kind, "act": s.act,
        "stance": s.stance, "parent": s.parent, "days": (s.said_on.earliest, s.said_on.latest) if s.said_on else None,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("id", "wishes", "then"),
    [
        ("denied", {"speaker": "Ines Falk"}, {"speaker": "Ines Falk"}),
        ("denied", {"speaker": "falk"}, {"speaker": "Ines Falk"}),
        ("denied", {"speaker": "local:ines-falk"}, {"speaker": "Ines Falk"}),
        ("denied", {"speaker": "Ulla Berg"}, {"speaker": "Ulla Berg"}),
        ("denied", {"speaker": "Ines Falk; Pelle Strand"}, {"speaker": "Ines Falk; Pelle Strand"}),
        ("denied", {"speaker": ["Falk", "Strand"]}, {"speaker": "Ines Falk; Pelle Strand"}),
        ("denied", {"speaker": None}, {"speaker": None}),
        ("denied", {"act": "reject"}, {"act": "reject", "stance": "denied"}),
        ("denied", {"stance": "asserted"}, {"stance": "asserted"}),
        ("denied", {"content": "the engine had failed. The ferry was built in 1994"}, {"content": ["the engine had failed. The ferry was built in 1994"]}),
        ("safe", {"content": "that the ferry was … it would stay in port"}, {"content": ["that the ferry was", "it would stay in port"], "kind": "indirect", "quoted": []}),
        ("safe", {"content": "“not safe to sail”"}, {"content": ["“not safe to sail”"], "kind": "direct"}),
        ("safe", {"content": "the  ferry\nwas"}, {"content": ["the ferry was"], "kind": "indirect", "quoted": []}),
        ("safe", {"content": "22:30,40:45"}, {"content": [TEXT[22:30], TEXT[40:45]], "kind": "indirect", "quoted": []}),
        ("safe", {"content": [Span(22, 30)]}, {"content": [TEXT[22:30]], "kind": "indirect", "quoted": []}),
        ("safe", {"cue": ""}, {"cue": []}),
        ("safe", {"source": "Ines Falk"}, {"source": ["Ines Falk"]}),
        ("sue", {"kind": "indirect"}, {"kind": "indirect", "quoted": []}),
        ("sue", {"said_on": "2025-03-01..2025-03-02"}, {"days": ("2025-03-01", "2025-03-02")}),
        ("sue", {"said_on": "2025-03-01"}, {"days": ("2025-03-01", "2025-03-01")}),
        ("safe", {"said_on": None}, {"days": None}),
        ("failed", {"parent": None}, {"parent": None}),
        ("failed", {"parent": "twice"}, {"parent": "twice"}),
        ("sue", {"speaker": "Falk", "act": "warn", "content": "“We will sue"}, {"speaker": "Ines Falk", "act": "warn", "content": ["“We will sue"], "quoted": ["We will sue"]}),
    ],
)  # fmt: skip
def test_what_is_asked_for_and_nothing_else_changes(
    store: Store, id: str, wishes: dict[str, Any], then: dict[str, Any]
) -> None:
    put(store, ferry())
    before = {s.id: s for s in ferry().statements}
    assert told(change(store, id, **wishes)) == told(before[id]) | then
    others = {s.id: s for s in held(store).statements if s.id != id}
    assert others == {i: s for i, s in before.items() if i != id}
    with store.writing() as connection:
        for _ in wishes:
            undo(connection, ADA)
    assert held(store) == ferry()


@pytest.mark.parametrize(
    ("id", "wishes", "error"),
    [
        ("none", {"act": "say"}, "no statement on record"),
        ("", {"act": "say"}, "no statement on record"),
        ("s", {"act": "say"}, "several statements have such an id: ferry/safe, ferry/sue"),
        ("sue", {}, "nothing to correct"),
        ("sue", {"act": "say"}, "act is so already"),
        ("sue", {"speaker": "Strand"}, "speaker is so already"),
        ("sue", {"act": "shout"}, "act 'shout' is not known; write one of say, announce"),
        ("sue", {"mood": "angry"}, "'mood' cannot be corrected"),
        ("sue", {"content": "We will settle"}, "no words 'We will settle'"),
        ("safe", {"content": "the engine had failed"}, "stands in 2 places: "),
        ("safe", {"content": ""}, "a statement has words"),
        ("safe", {"content": "5:2"}, "is no piece of the text"),
        ("safe", {"content": "5:99999"}, "is no piece of the text"),
        ("safe", {"speaker": "Q0"}, "no speaker has this id"),
        ("safe", {"speaker": " ; "}, "no name given"),
        ("safe", {"said_on": "Monday"}, "'Monday' is no day"),
        ("safe", {"said_on": "2025-03-02..2025-03-01"}, "ends before it begins"),
        ("denied", {"parent": "failed"}, "stands inside this statement itself"),
        ("denied", {"parent": "gone"}, "the article has no statement of this id"),
    ],
)
def test_what_cannot_be_done_is_told_and_changes_nothing(
    store: Store, id: str, wishes: dict[str, Any], error: str
) -> None:
    put(store, ferry())
    with pytest.raises(UsageError) as raised:
        change(store, id, **wishes)
    assert error in str(raised.value) and "\n" not in str(raised.value)
    assert held(store) == ferry()
    with store.reading() as connection:
        assert list_corrections(connection) == []


def test_words_in_several_places_are_those_of_the_statements_own_sentence(store: Store) -> None:
    put(store, ferry())
    assert told(change(store, "twice", cue="the engine"))["cue"] == ["the engine"]
    assert one(store, "twice").cue[0].start > TEXT.index("Falk told")  # type: ignore[union-attr]


def test_rejected_is_not_there_and_can_be_brought_back(store: Store) -> None:
    put(store, ferry())
    assert change(store, "denied", reject=True) is None
    assert one(store, "failed").parent == "denied"  # type: ignore[union-attr]
    with pytest.raises(UsageError, match="rejected already"):
        change(store, "denied", reject=True)
    with store.writing() as connection:
        undo(connection, ADA)
    assert held(store) == ferry()


def test_a_statement_that_was_missed(store: Store) -> None:
    put(store, ferry())
    with store.writing() as connection:
        wishes = {"content": "The ferry was built in 1994", "speaker": "Strand"}
        made = add_statement(connection, "fer", wishes, ADA)
        with pytest.raises(UsageError, match="has a statement of these words"):
            add_statement(connection, "ferry", wishes, ADA)
        with pytest.raises(UsageError, match="needs --content"):
            add_statement(connection, "ferry", {"speaker": "Strand"}, ADA)
        with pytest.raises(UsageError, match="no article"):
            add_statement(connection, "gone", wishes, ADA)
    ids = [s.id for s in held(store).statements]
    assert ids == ["safe", "sue", "denied", "failed", made.statement, "twice"]
    added = one(store, made.statement)
    assert told(added)["speaker"] == "Pelle Strand" and added.confidence == 1.0  # type: ignore[union-attr]
    assert told(change(store, made.statement, speaker=None))["speaker"] is None
    with store.writing() as connection:
        undo(connection, ADA, number=made.number)
    assert held(store) == ferry()
    with store.writing() as connection:
        redone = undo(connection, ADA)  # the speaker, which has no statement to stand on
        undo(connection, ADA, number=redone.number - 1)  # the undoing of the addition
    assert told(one(store, made.statement)) == told(added)


def test_act_and_stance_of_what_was_missed_follow_from_its_cue(store: Store) -> None:
    put(store, replace(article(TEXT), id="ferry"))
    with store.writing() as connection:
        words = {
            "content": "that the engine had failed",
            "cue": "denied",
            "source": "He",
            "speaker": "Pelle Strand",
        }
        made = add_statement(connection, "ferry", words, ADA)
    assert told(one(store, made.statement)) == {
        "content": ["that the engine had failed"], "quoted": [], "cue": ["denied"], "source": ["He"], "speaker": "Pelle Strand",
        "kind": "indirect", "act": "deny", "stance": "denied", "parent": None, "days": None,
    }  # fmt: skip


def test_undoing_an_undoing(store: Store) -> None:
    put(store, ferry())
    change(store, "sue", act="warn")
    with store.writing() as connection:
        first = undo(connection, ADA)
        assert first.after == {"undo": first.number - 1}
        with pytest.raises(UsageError, match="was undone by ada"):
            undo(connection, ADA, number=first.number - 1)
        second = undo(connection, ADA, number=first.number)
    assert one(store, "sue").act == "warn"  # type: ignore[union-attr]
    with store.writing() as connection:
        undo(connection, ADA, number=second.number)
    assert held(store) == ferry()
    with store.writing() as connection:
        with pytest.raises(UsageError, match="no correction stands"):
            undo(connection, ADA)
        with pytest.raises(UsageError, match="there is no correction 99"):
            undo(connection, ADA, number=99)


def test_the_list_says_who_what_when_and_why(store: Store) -> None:
    put(store, ferry())
    with store.writing() as connection:
        correct(connection, "sue", {"act": "warn"}, Editor("  Bo Lund ", note="heard it"))
        correct(connection, "safe", {"speaker": "Strand"}, ADA)
        undo(connection, ADA, statement="sue")
        with pytest.raises(UsageError, match="has an editor"):
            correct(connection, "sue", {"act": "ask"}, Editor(" "))
    with store.reading() as connection:
        warn, strand, undone = list_corrections(connection)
        assert (warn.editor, warn.note, warn.statement, warn.article) == (
            "Bo Lund",
            "heard it",
            "sue",
            "ferry",
        )
        assert (warn.before, warn.after, warn.undone_by) == ({"act": "say"}, {"act": "warn"}, "ada")
        assert strand.before and strand.before["speaker"]["name"] == "Ines Falk"
        assert undone.field == "undo"
        assert list_corrections(connection, standing=True) == [strand]
        assert list_corrections(connection, editor="ada") == [strand, undone]
        assert list_corrections(connection, statement="su") == [warn, undone]


def test_the_engines_version_is_kept(store: Store) -> None:
    put(store, ferry())
    change(store, "sue", act="warn", speaker=None)
    change(store, "sue", act="ask")
    with store.reading() as connection:
        [row] = connection.execute(sql("SELECT id FROM articles")).scalars()
        assert [c.machine["act"] for c in corrections_of(connection, row) if c.machine] == ["say"] * 3


@pytest.mark.parametrize("again", READ_AGAIN)
def test_reading_again_keeps_corrections(store: Store, again: str) -> None:
    put(store, ferry())
    change(store, "denied", speaker="Ines Falk")
    change(store, "sue", content="We will sue")
    change(store, "twice", reject=True)
    with store.writing() as connection:
        added = add_statement(connection, "ferry", {"content": "The ferry was built in 1994"}, ADA).statement
    newer = READ._replace(engine="2.0")
    anew = READ_AGAIN[again](ferry())
    put(store, anew, by=newer)
    assert told(one(store, "sue"))["content"] == ["We will sue"]
    assert told(one(store, "denied"))["speaker"] == "Ines Falk"
    assert one(store, "twice") is None and one(store, "twice-new") is None
    assert told(one(store, added))["content"] == ["The ferry was built in 1994"]
    corrected = {"sue", "denied", "twice", added}
    assert {s.id.removesuffix("-new") for s in held(store).statements} == (
        corrected | {s.id.removesuffix("-new") for s in anew.statements}
    ) - {"twice"}
    with store.writing() as connection:
        for _ in range(4):
            undo(connection, ADA)
    assert held(store) == anew


def test_a_new_revision_keeps_the_corrections_whose_words_it_has(store: Store) -> None:
    put(store, ferry())
    change(store, "denied", speaker="Ines Falk")
    change(store, "sue", content="We will sue", act="warn")
    longer = "UPDATED 10:15.\n" + TEXT.replace("We will sue,", "We shall see,")
    by = 15
    moved = [
        replace(s, id=f"{s.id}2", parent=None, content=(Span(s.content[0].start + by, s.content[0].end + by),), cue=(), source=(), quoted=(), speaker=None, said_on=None)
        for s in ferry().statements
        if s.id in ("denied", "twice")
    ]  # fmt: skip
    [outcome] = put(store, replace(article(longer, *moved), id="ferry"))
    assert outcome.verdict == "revised"
    kept = held(store)
    assert [(s.id, s.speaker and s.speaker.name) for s in kept.statements] == [
        ("denied", "Ines Falk"),
        ("twice2", None),
    ]


Q1 = Speaker("Q1", "Mads Krogh", "person", "name", None, 0.9)


def test_names_mean_whom_the_record_knows(store: Store) -> None:
    other = replace(
        article(
            "Mads Krogh said no.", statement("Mads Krogh said no.", "no", "said", "Mads Krogh", speaker=Q1)
        ),
        id="other",
    )
    put(store, ferry(), other)
    assert change(store, "sue", speaker="Mads Krogh").speaker.id == "Q1"  # type: ignore[union-attr]
    assert change(store, "safe", speaker="Angela Merkel").speaker.id == "Q567"  # type: ignore[union-attr]
    new = change(store, "denied", speaker="Port Board [organisation]").speaker  # type: ignore[union-attr]
    assert (new.id, new.name, new.kind, new.rule) == (
        "local:port-board",
        "Port Board",
        "organisation",
        "corrected",
    )  # type: ignore[union-attr]


def test_a_name_that_means_several_is_asked_back(store: Store) -> None:
    text = "Ana Falk and Ines Falk left. She said no."
    two = [
        statement(
            text,
            "no",
            "said",
            "She",
            id="no",
            candidates=(person("Ana Falk", text), person("Ines Falk", text)),
        )
    ]
    put(store, replace(article(text, *two), id="two"))
    with pytest.raises(UsageError, match=r"'Falk' may be 2 speakers: .*local:ana-falk"):
        change(store, "no", speaker="Falk")


def test_the_same_id_in_two_articles_is_told_apart(store: Store) -> None:
    put(
        store,
        *(
            replace(article(f"He said {w}.", statement(f"He said {w}.", w, "said", id="1")), id=w)
            for w in ("yes", "no")
        ),
    )
    with pytest.raises(UsageError, match="several statements have such an id: yes/1, no/1"):
        change(store, "1", act="ask")
    with store.writing() as connection:
        correct(connection, "no/1", {"act": "ask"}, ADA)
        assert [c.article for c in list_corrections(connection)] == ["no"]


def test_corrected_words_are_found_and_former_ones_are_not(store: Store) -> None:
    put(store, ferry())
    change(store, "sue", content="owner")
    if store.dialect == "sqlite":
        with store.reading() as connection:
            check = "INSERT INTO statement_words(statement_words, rank) VALUES ('integrity-check', 0)"
        with store.writing() as connection:
            connection.execute(sql(check))
            asked = "SELECT count(*) FROM statement_words WHERE statement_words MATCH :words"
            assert connection.execute(sql(asked), {"words": 'said : "we will sue"'}).scalar() == 0
            assert connection.execute(sql(asked), {"words": "said : owner"}).scalar() == 1


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=STEPS)
def test_any_sequence_is_the_replay_of_what_stands(
    tmp_path_factory: pytest.TempPathFactory, steps: list[tuple[str, str, Any]]
) -> None:
    """The record after any steps is what the last reading gives with the standing corrections laid over it in one go."""
    with new_record(tmp_path_factory.mktemp("record")) as store:
        put(store, ferry())
        for step in steps:
            take(store, step)
        after = held(store)
        read = [value for what, _, value in steps if what == "read again"]
        machine = READ_AGAIN[read[-1] if read else "the same"](ferry())
        with store.writing() as connection:
            rows = [
                dict(r._mapping)
                for r in connection.execute(
                    sql("SELECT * FROM corrections WHERE undone_at IS NULL AND field <> 'undo'")
                )
            ]
        with new_record(tmp_path_factory.mktemp("other")) as other:
            put(other, machine)
            with other.writing() as connection:
                from onrecord.record.correcting import reapply
                from onrecord.record.schema import corrections

                if rows:
                    connection.execute(corrections.insert(), rows)
                reapply(connection, 1)
            assert held(other) == after
            with store.reading() as one_, other.reading() as two:
                status = sql(
                    "SELECT statement_id, number, status, machine IS NULL FROM statements ORDER BY number"
                )
                assert one_.execute(status).all() == two.execute(status).all()
                assert find_statement(one_, after.statements[0].id) if after.statements else True
        if store.dialect == "sqlite":
            with store.writing() as connection:
                connection.execute(
                    sql("INSERT INTO statement_words(statement_words, rank) VALUES ('integrity-check', 0)")
                )
