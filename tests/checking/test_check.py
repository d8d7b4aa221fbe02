"""Quotations checked against a record, on every kind of store: whom, where, when, and what must never break."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from onrecord.answers import VERDICTS, Check
from onrecord.checking.check import CheckOptions, check_quote, whom_by
from onrecord.errors import UsageError
from onrecord.record.store import Store
from onrecord.types import Article, Statement

from marks import article, at, person, statement
from stores import put

POST = (
    "“We don’t have the colour charts and the organised crews,” said Ana Cruz, the builder. “We have nine weeks … and forty percent of the money.”\n"
    "Bo Lund said the tower would fall before Easter. “I think we will be all right,” Lund added."
)
HERALD = (
    "“We have the crews,” Ana Cruz told reporters. “We will be there on Monday.”\n"
    "Officials said “the tower is leaning to the north”."
)
OLD = "Ana Cruz said: “The tower was never mine to paint.”"
NEW = "Ana Cruz said: “The tower was always mine to paint.”"


def quoted(text: str, speaker: str | None, source: str, *pieces: str, id: str) -> Statement:
    """A direct statement: pieces within quotation marks."""
    spans = tuple(at(text, piece) for piece in pieces)
    who = person(speaker, text) if speaker else None
    whole = statement(
        text, "said" if "said" in text else "told", "", source, id=id, kind="direct", speaker=who
    )
    return replace(whole, content=spans, quoted=spans)


def papers() -> list[Article]:
    p, h = POST, HERALD
    post = article(
        p,
        quoted(p, "Ana Cruz", "Ana Cruz", "We don’t have the colour charts and the organised crews,", "We have nine weeks … and forty percent of the money.", id="p1"),
        statement(p, "the tower would fall before Easter", "said", "Bo Lund", id="p2", speaker=person("Bo Lund", p)),
        quoted(p, "Bo Lund", "Lund", "I think we will be all right,", id="p3"),
        outlet="The Valley Post", published="2025-02-14T09:55", published_from="given",
    )  # fmt: skip
    herald = article(
        h,
        quoted(h, "Ana Cruz", "Ana Cruz", "We have the crews,", "We will be there on Monday.", id="h1"),
        quoted(h, None, "Officials", "the tower is leaning to the north", id="h2"),
        outlet="Coast Herald", published="2025-03-02", published_from="given",
    )  # fmt: skip
    old = article(OLD, quoted(OLD, "Ana Cruz", "Ana Cruz", "The tower was never mine to paint.", id="o1"))
    new = article(NEW, quoted(NEW, "Ana Cruz", "Ana Cruz", "The tower was always mine to paint.", id="o2"))
    named = {"post": post, "herald": herald, "tower": old}
    first = [replace(a, id=id, url=f"https://{id}.example/") for id, a in named.items()]
    return [*first, replace(new, id="tower", url="https://tower.example/")]


@pytest.fixture
def record(store: Store) -> Iterator[Store]:
    put(store, *papers())
    yield store


def ask(store: Store, quote: str, by: str | None = None, **options: object) -> Check:
    with store.reading() as connection:
        whom = whom_by(connection, by) if by else None
        return check_quote(connection, quote, whom, CheckOptions(**options))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("quote", "by", "verdict", "statements"),
    [
        # the words as they stand, and in other coats
        ("We have the crews", None, "verbatim", ["h1"]),
        ("we've the crews", "cruz", "verbatim", ["h1"]),
        ("WE DO NOT HAVE THE COLOR CHARTS AND THE ORGANIZED CREWS", "ana cruz", "verbatim", ["p1"]),
        ("40 % of the money", None, "verbatim", ["p1"]),
        ("9 weeks... and 40 per cent of the money", "Cruz", "verbatim", ["p1"]),
        ("I think we’ll be all right", "lund", "verbatim", ["p3"]),  # frequent words only
        ("Monday", None, "verbatim", ["h1"]),
        # other words
        ("We have the colour charts and the organised crews", "cruz", "altered", ["p1"]),
        ("the tower is leaning to the south", None, "altered", ["h2"]),
        # parts
        ("We have the crews … forty percent of the money", "cruz", "partial", ["h1", "p1"]),
        (
            "the tower is leaning to the north and nobody in this town hall has told us why",
            None,
            "partial",
            ["h2"],
        ),
        # somebody else's
        ("I think we will be all right", "cruz", "said by someone else", ["p3"]),
        # not in these words
        ("The tower would fall before Easter", "lund", "paraphrased only", ["p2"]),
        ("The tower will fall before the Easter week", "lund", "paraphrased only", ["p2"]),
        # nothing of the kind
        ("The cathedral is burning again", None, "not on record", []),
        ("We have the money", "lund", "not on record", []),
        ("The tower was never mine to keep", "cruz", "not on record", []),
    ],
)
def test_verdicts_on_a_record(
    record: Store, quote: str, by: str | None, verdict: str, statements: list[str]
) -> None:
    check = ask(record, quote, by)
    assert (check.verdict, [e.report.statement for e in check.evidence]) == (verdict, statements)


def test_only_the_newest_text_of_an_article_counts(record: Store) -> None:
    assert ask(record, "The tower was always mine to paint").verdict == "verbatim"
    old = ask(record, "The tower was never mine to paint")
    assert old.verdict == "altered" and old.evidence[0].report.statement == "o2"
    assert "a negation differs: always → never" in old.evidence[0].notes


def test_words_of_a_speaker_the_record_cannot_name(record: Store) -> None:
    check = ask(record, "the tower is leaning to the north", "cruz")
    assert check.verdict == "not on record"
    assert [(e.verdict, e.report.speaker) for e in check.evidence] == [("verbatim", None)]


@pytest.mark.parametrize(
    ("options", "verdict"),
    [
        ({"outlet": "coast herald"}, "verbatim"),
        ({"outlet": "Valley Post"}, "not on record"),
        ({"outlet": "The Nowhere Times"}, "not on record"),
        ({"since": "2025-03-01"}, "verbatim"),
        ({"until": "2025-03-01"}, "not on record"),
        ({"since": "2025-03-02", "until": "2025-03-02"}, "verbatim"),
    ],
)
def test_where_it_is_looked(record: Store, options: dict[str, str], verdict: str) -> None:
    assert ask(record, "We will be there on Monday", **options).verdict == verdict


def test_how_much_is_on_record_is_told_where_the_words_are_not(record: Store) -> None:
    check = ask(record, "The cathedral is burning again", "lund")
    assert check.speakers == ("Bo Lund",) and check.statements == 2
    nobody = ask(record, "The cathedral is burning again", "nakamura")
    assert nobody.speakers == () and nobody.statements == 0


def test_every_piece_of_evidence_points_at_the_words(record: Store) -> None:
    check = ask(record, "we have the crews")
    [evidence] = check.evidence
    assert [span.of(HERALD) for span in evidence.spans] == ["We have the crews"]
    assert evidence.report.sentence == HERALD.split("\n")[0] and evidence.report.outlet == "Coast Herald"


@pytest.mark.parametrize("quote", ["", "   ", "“”", "…", "?!", "\x00", "[ ]"])
def test_a_quotation_without_words_is_refused(record: Store, quote: str) -> None:
    with pytest.raises(UsageError, match="no words to check"):
        ask(record, quote)


@given(st.text(min_size=1, max_size=80))
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_quotation_breaks_it(record: Store, quote: str) -> None:
    try:
        check = ask(record, quote, "cruz")
    except UsageError:
        return
    assert check.verdict in VERDICTS


HOSTILE = [
    '" OR 1',
    "a NEAR b",
    "said:tower",
    "x'; DROP TABLE statements; --",
    "tower* -crews",
    "\ud800tower",
    "a" * 5000,
    "tower " * 500,
]


@pytest.mark.parametrize("quote", HOSTILE)
def test_what_looks_like_a_search_is_words(record: Store, quote: str) -> None:
    assert ask(record, quote, "cruz' OR 1=1 --").verdict in VERDICTS
    assert ask(record, "We have the crews").verdict == "verbatim"


@given(st.data())
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_what_is_quoted_on_record_is_verbatim(record: Store, data: st.DataObject) -> None:
    """Any stretch of words of any quotation on record."""
    said = [s for a in papers()[:2] for s in a.statements for span in s.quoted for s in [span.of(a.text)]]
    words = data.draw(st.sampled_from(said)).split()
    first = data.draw(st.integers(0, len(words) - 1))
    last = data.draw(st.integers(first + 1, len(words)))
    stretch = " ".join(words[first:last])
    if any(c.isalnum() for c in stretch):
        assert ask(record, stretch).verdict == "verbatim", stretch
