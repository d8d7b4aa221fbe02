"""Many statements together: whose the words are, what is stitched, what is on record at all."""

from __future__ import annotations

import pytest

from onrecord.answers import Check
from onrecord.checking.judging import Asked, judge
from onrecord.checking.quoting import quote_of

from said import found

ROTH, LINDQVIST, NOBODY = 1, 2, 0
NAMES = {ROTH: "Anders Roth", LINDQVIST: "Tove Lindqvist", NOBODY: None}
KNOWS = "{“She knows the number and has known it since August,”} Roth said."
VOTE = "{“I think people deserve to hear it before they vote,”} he said."
STEEL = "{“We have the steel, we have the crews and we have the budget,”} Lindqvist said."
DENIED = "She denied {that anybody had known the number since August}."
RECORD = [(KNOWS, ROTH), (VOTE, ROTH), (STEEL, LINDQVIST), (DENIED, LINDQVIST)]


def ask(quote: str, by: int | None = None, record: list[tuple[str, int]] | None = None) -> Check:
    statements = [found(quote, text, NAMES[who], who) for text, who in record or RECORD]
    asked = Asked(quote, quote_of(quote), by and NAMES[by], frozenset({by}) if by else None)
    return judge(asked, [f for f in statements if f])


@pytest.mark.parametrize(
    ("quote", "by", "verdict", "whose"),
    [
        ("She knows the number", None, "verbatim", ["Anders Roth"]),
        ("She knows the number", ROTH, "verbatim", ["Anders Roth"]),
        ("She knows the number and has known it", LINDQVIST, "said by someone else", ["Anders Roth"]),
        ("She knew the number and has known it since August", ROTH, "altered", ["Anders Roth"]),
        ("She knew the number and has known it since August", LINDQVIST, "said by someone else", ["Anders Roth", "Tove Lindqvist"]),
        ("We have the steel and the votes of the whole town", None, "not on record", []),
        ("anybody had known the number since August", LINDQVIST, "paraphrased only", ["Tove Lindqvist"]),
        # to somebody else's effect is nobody's business
        ("The budget is there, the crews are there, so is the steel", None, "paraphrased only", ["Tove Lindqvist"]),
        ("The budget is there, the crews are there, so is the steel", ROTH, "not on record", []),
        # two of one speaker's statements in one quotation
        ("She knows the number and has known it. I think people deserve to hear it", ROTH, "partial", ["Anders Roth", "Anders Roth"]),
        ("She knows the number … people deserve to hear it before they vote", None, "partial", ["Anders Roth", "Anders Roth"]),
        # half of it is another's
        ("She knows the number and has known it … we have the steel, we have the crews", ROTH, "partial", ["Anders Roth", "Tove Lindqvist"]),
        ("The harbour is a disgrace to every one of us", ROTH, "not on record", []),
    ],
)  # fmt: skip
def test_the_verdict_on_all_statements(quote: str, by: int | None, verdict: str, whose: list[str]) -> None:
    check = ask(quote, by)
    assert check.verdict == verdict
    assert [e.report.speaker for e in check.evidence] == whose


def test_words_of_nobody_known_are_not_said_by_someone_else() -> None:
    check = ask("She knows the number", LINDQVIST, [(KNOWS, NOBODY)])
    assert check.verdict == "not on record"
    assert [(e.verdict, e.report.speaker) for e in check.evidence] == [("verbatim", None)]


def test_words_of_an_unnamed_source_are() -> None:
    statement = found("She knows the number", KNOWS, None, NOBODY, unnamed="an official")
    assert statement is not None
    asked = Asked(
        "She knows the number", quote_of("She knows the number"), "Lindqvist", frozenset({LINDQVIST})
    )
    assert judge(asked, [statement]).verdict == "said by someone else"


def test_one_place_is_given_once_a_speaker() -> None:
    quote = "We have the steel"
    outer = found(
        quote, "{Lindqvist’s claim that “we have the steel” and more}", "Anders Roth", ROTH, article="one"
    )
    inner = found(
        quote, "{Lindqvist’s claim that “we have the steel”}", "Tove Lindqvist", LINDQVIST, article="one"
    )
    again = found(
        quote, "{Lindqvist’s claim that “we have the steel” and}", "Tove Lindqvist", LINDQVIST, article="one"
    )
    assert inner and outer and again
    check = judge(Asked(quote, quote_of(quote)), [outer, again, inner])
    assert [e.report.speaker for e in check.evidence] == ["Tove Lindqvist", "Anders Roth"]
    assert "relays the words of Tove Lindqvist" in check.evidence[1].notes


def test_evidence_is_limited_and_best_first() -> None:
    quote = "We have the steel, we have the crews"
    texts = [
        "{“We have the steel, we have the ships,”}",
        "{“We have the steel, we have the crews,”}",
        "{“We have the steel, we have the crew,”}",
    ]
    some = [found(quote, text, "Tove Lindqvist", LINDQVIST, article=text) for text in texts]
    check = judge(Asked(quote, quote_of(quote), limit=2), [f for f in some if f])
    assert [e.verdict for e in check.evidence] == ["verbatim", "altered"]
