"""An article about a ferry, what may be asked of its statements, and the record that holds it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

from hypothesis import strategies as st

from onrecord.errors import UsageError
from onrecord.record.correcting import Editor, add_statement, correct, undo
from onrecord.record.loading import find_article, load_articles
from onrecord.record.store import Store
from onrecord.record.writing import add_article
from onrecord.types import Article, Span, When

from marks import article, at, person, statement
from stores import READ

ADA = Editor("ada")
TEXT = (
    "Ferry to stay in port\n"
    "Harbour master Ines Falk said on Monday that the ferry was “not safe to sail”, and that it would stay in port.\n"
    "“We will sue,” owner Pelle Strand said. He denied that the engine had failed. The ferry was built in 1994.\n"
    "Falk told reporters the engine had failed twice. Strand and Falk will meet on Friday."
)


def ferry() -> Article:
    falk, strand = person("Ines Falk", TEXT), person("Pelle Strand", TEXT)
    said = statement(
        TEXT, "that the ferry was “not safe to sail”", "said", "Harbour master Ines Falk", id="safe", kind="mixed",
        quoted=(at(TEXT, "not safe to sail"),), speaker=falk, said_on=When("2025-03-03", "2025-03-03", at(TEXT, "Monday"), "weekday"),
    )  # fmt: skip
    sue = statement(
        TEXT, "“We will sue,”", "said", "owner Pelle Strand", id="sue", kind="direct", quoted=(at(TEXT, "We will sue,"),), speaker=strand,
    )  # fmt: skip
    denied = statement(
        TEXT,
        "that the engine had failed",
        "denied",
        "He",
        id="denied",
        act="deny",
        stance="denied",
        speaker=strand,
    )
    failed = statement(TEXT, "the engine had failed", id="failed", parent="denied")
    last = at(TEXT, "Falk", TEXT.index("1994"))
    twice = statement(TEXT, "the engine had failed twice", "told", id="twice", speaker=falk)
    return replace(
        article(TEXT, said, sue, denied, failed, replace(twice, source=(last,))),
        id="ferry",
        published="2025-03-04",
        outlet="The Pilot",
    )


def held(store: Store, article_id: str = "ferry") -> Article:
    with store.reading() as connection:
        row = find_article(connection, article_id)
        assert row is not None
        return load_articles(connection, [row])[0]


READ_AGAIN = {
    "the same": lambda a: a,
    "a speaker less": lambda a: a.with_statements(tuple(replace(s, speaker=None) for s in a.statements)),
    "other borders": lambda a: a.with_statements(
        tuple(replace(s, id=f"{s.id}-new", parent=s.parent and f"{s.parent}-new", content=(Span(s.content[0].start + 1, s.content[0].end),)) for s in a.statements)
    ),
    "nothing": lambda a: a.with_statements(()),
}  # fmt: skip


STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("act"), st.sampled_from(["safe", "sue", "failed"]), st.sampled_from(["warn", "ask", "plan"])),
        st.tuples(st.just("content"), st.sampled_from(["sue", "denied"]), st.sampled_from(["22:30", "150:170", "200:230,240:250"])),
        st.tuples(st.just("speaker"), st.sampled_from(["safe", "denied", "twice"]), st.sampled_from(["Ines Falk", "Ulla Berg", None])),
        st.tuples(st.just("parent"), st.sampled_from(["twice", "sue"]), st.sampled_from(["safe", "denied", None])),
        st.tuples(st.just("reject"), st.sampled_from(["safe", "denied", "failed"]), st.just(True)),
        st.tuples(st.just("add"), st.just(""), st.sampled_from(["10:20", "150:160", "300:310"])),
        st.tuples(st.just("undo"), st.just(""), st.integers(1, 12)),
        st.tuples(st.just("read again"), st.just(""), st.sampled_from(sorted(READ_AGAIN))),
    ),
    max_size=10,
)  # fmt: skip


def take(store: Store, step: tuple[str, str, Any]) -> None:
    what, id, value = step
    if what == "read again":
        with store.writing() as connection:
            add_article(connection, READ_AGAIN[value](ferry()), READ, reread=True)
        return
    try:
        with store.writing() as connection:
            if what == "undo":
                undo(connection, ADA, number=value)
            elif what == "add":
                add_statement(connection, "ferry", {"content": value}, ADA)
            else:
                correct(connection, id, {what: value}, ADA)
    except UsageError:
        pass  # is so already, undone already, not there: nothing was changed


def new_record(folder: Path) -> Store:
    """An empty record in SQLite, made once and copied: as fast as a test of many needs it."""
    if not _EMPTY:
        with Store.open(folder / "empty.db"):
            pass
        _EMPTY.append((folder / "empty.db").read_bytes())
    (folder / "onrecord.db").write_bytes(_EMPTY[0])
    return Store.open(folder / "onrecord.db")


_EMPTY: list[bytes] = []
