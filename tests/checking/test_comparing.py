"""A quotation and one statement: verbatim, altered, partial, paraphrased only, or nothing."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.checking.comparing import compare
from onrecord.checking.quoting import quote_of

from said import said, spans

STEEL = "{“We have the steel, we have the crews and we have the budget,”} Lindqvist told reporters. {“What we do not have is time to argue about it.”}"
SNOW = "The mayor said {the bridge would open “before the first snow of the year”}."
BILL = "He called it {“a repair bill of nine million crowns”} and {“a gift to the lawyers of the port”}."
ROTH = "Roth said {voters deserved to hear the true cost of the harbour bridge before election day}."
FERRY = "{“I don’t think that the ferry will ever run on a Sunday,”} said Oyelaran."
LOAN = "She said: {“The government [in Veresk] will stand by the city, whatever Mr. Roth may say.”}"
SHORT = "Strand said it was {“a fair, if late, offer”}."
SPREAD = "He said {“the steel is here”}, that {the crews would follow and “the money is safe with us”}."


@pytest.mark.parametrize(
    ("quote", "on_record", "verdict"),
    [
        # the same words, however they are dressed
        ("We have the steel, we have the crews and we have the budget", STEEL, "verbatim"),
        ("“WE HAVE THE STEEL – WE HAVE THE CREWS – AND WE HAVE THE BUDGET”", STEEL, "verbatim"),
        ("...we've the steel, we've the crews...", STEEL, "verbatim"),
        ("What we don’t have is time to argue", STEEL, "verbatim"),
        ("we have the budget. What we do not have is time", STEEL, "verbatim"),  # only the cue lies between
        ("a repair bill of 9 million crowns", BILL, "verbatim"),
        ("the bridge", SNOW.replace("the bridge would", "“the bridge would”"), "verbatim"),
        ("The government … in Veresk will stand by the city", LOAN, "verbatim"),  # the dots leave nothing out
        ("[The cabinet] will stand by the city", LOAN.replace(" [in Veresk]", ""), "verbatim"),
        ("a fair if late offer", SHORT, "verbatim"),
        # words that differ
        ("We have the steel, we have the ships and we have the budget", STEEL, "altered"),
        ("We have the steel, we have crews and we have the budget", STEEL, "altered"),
        ("What we have is time to argue about it", STEEL, "altered"),
        ("a repair bill of ninety million crowns", BILL, "altered"),
        ("I think that the ferry will never run on a Sunday", FERRY, "altered"),
        ("The government will stand by the city, whatever Ms. Lindqvist may say", LOAN, "altered"),
        ("What we do [now] not have is time to quarrel about it", STEEL, "altered"),
        ("What we do [always] have is time to argue about it", STEEL, "altered"),  # brackets hide no negation
        ("the ferry will never run", FERRY.replace("I don’t think that the", "The"), "altered"),
        ("We will not win", "{“We will win.”}", "altered"),  # short, but turned round
        ("We will lose", "{“We will win.”}", None),
        # only some of it, or not in one piece
        ("We have the steel … and we have the budget", STEEL, "partial"),
        ("What we do not have is time … we have the steel", STEEL, "partial"),
        ("What we do not have is time to argue about it, and I blame the council for every lost day", STEEL, "partial"),
        ("the bridge would open before the first snow of the year", SNOW, "partial"),
        ("the steel is here, the money is safe with us", SPREAD, "partial"),
        ("a repair bill of nine million crowns and a gift to the lawyers", BILL.replace(" and {", ", which is what the paper of record had said about it in a long and angry leader on the day before, {"), "partial"),
        # said to that effect
        ("Voters deserve to hear the true cost of the bridge before election day", ROTH, "paraphrased only"),
        ("voters deserved to hear the true cost of the harbour bridge", ROTH, "paraphrased only"),
        ("The bridge would open", SNOW, "paraphrased only"),
        ("Before they vote, on election day, voters should hear the cost of this bridge: the true one", ROTH, "paraphrased only"),
        # something else
        ("I have never seen such a meeting of minds", STEEL, None),
        ("We have the courage, we have the patience and we have the songs", STEEL, None),
        ("What they do not want is peace", STEEL, None),
        ("the bridge of sighs", SNOW, None),
        ("The lawyers of the city are late", BILL, None),
        ("and the", SNOW, None),
    ],
)  # fmt: skip
def test_the_verdict_on_one_statement(quote: str, on_record: str, verdict: str | None) -> None:
    fit = compare(quote_of(quote), said(on_record))
    assert (fit and fit.verdict) == verdict


@pytest.mark.parametrize(
    ("quote", "on_record", "differs"),
    [
        (
            "We have the steel, we have the ships and we have the budget", STEEL,
            "We have the steel, we have the [-crews-] {+ships+} and we have the budget",
        ),
        ("We have the steel, we have crews", STEEL, "We have the steel, we have [-the-] crews"),
        ("We do have the steel, we have the crews", STEEL, "We {+do+} have the steel, we have the crews"),
        ("I do think that the ferry will run on a Sunday", FERRY, "I [-don’t-] {+do+} think that the ferry will [-ever-] run on a Sunday"),
        ("We have the steel … and we have the budget", STEEL, "We have the steel … [-we have the crews-] and we have the budget"),
        ("the fair, if late, offer", SHORT, "[-a-] {+the+} fair, if late, offer"),
        ("a very fair, if late, offer", SHORT, "a {+very+} fair, if late, offer"),
    ],
)  # fmt: skip
def test_what_differs_is_shown(quote: str, on_record: str, differs: str) -> None:
    fit = compare(quote_of(quote), said(on_record))
    shown = fit and " ".join(
        " ".join(
            part
            for part in (
                change.here if change.kind == "same" else "",
                f"[-{change.there}-]" if change.kind in ("cut", "replaced") else "",
                f"{{+{change.here}+}}" if change.kind in ("added", "replaced") else "",
            )
            if part
        )
        for change in fit.changes
    )
    assert shown == differs


@pytest.mark.parametrize(
    ("quote", "on_record", "note"),
    [
        ("What we have is time to argue about it", STEEL, "a negation differs: do not → (nothing)"),
        ("a repair bill of ninety million crowns", BILL, "a number differs: nine → ninety"),
        ("will stand by the city, whatever Ms. Feld may say", LOAN, "a name differs: Mr. Roth → Ms. Feld"),
        ("will stand by the city, whatever Mr. Roth might say", LOAN, "how sure it is differs: may → might"),
        ("the ferry will ever run on a Sunday", FERRY, "an excerpt: the sentence goes on before it, and the words before hold “not”"),
        ("we have the crews", STEEL, "an excerpt: the sentence goes on before and after it"),
        ("We have the steel … and we have the budget", STEEL, "words on record are left out at the ellipsis"),
        ("What we … have is time to argue", STEEL, "words on record are left out at the ellipsis (a negation among them)"),
        ("[The cabinet] will stand by the city", LOAN.replace(" [in Veresk]", ""), "words in brackets are not on record"),
        ("voters deserved to hear the true cost", ROTH, "the same words, but not within quotation marks"),
        ("Voters don’t deserve to hear the true cost of the bridge", ROTH, "a negation stands only in the quotation asked: not"),
    ],
)  # fmt: skip
def test_what_a_reader_must_know_beside_it(quote: str, on_record: str, note: str) -> None:
    fit = compare(quote_of(quote), said(on_record))
    assert fit is not None and note in fit.notes


@pytest.mark.parametrize(
    ("quote", "on_record", "places"),
    [
        ("we have the crews", STEEL, ["we have the crews"]),
        ("the budget. What we do not have", STEEL, ["the budget", "What we do not have"]),
        ("We have the steel … the budget", STEEL, ["We have the steel", "the budget"]),
        ("a repair bill of ninety million crowns", BILL, ["a repair bill of", "million crowns"]),
        ("the bridge would open", SNOW, ["the bridge would open"]),
    ],
)
def test_where_the_words_stand(quote: str, on_record: str, places: list[str]) -> None:
    fit = compare(quote_of(quote), said(on_record))
    assert fit is not None and [span.of(spans(on_record)[0]) for span in fit.spans] == places


def test_places_count_from_the_beginning_of_the_article() -> None:
    from onrecord.checking.aligning import said_in
    from onrecord.types import Span

    text = "A long preamble. She said: “We have the steel.” The end."
    fit = compare(quote_of("the steel"), said_in(text[17:48], [Span(27, 47)], [Span(28, 46)], 17))
    assert fit is not None and [span.of(text) for span in fit.spans] == ["the steel"]


WORDS = st.lists(
    st.sampled_from("we you not never harbour bridge don’t 20 % the of steel colour won't … , . —".split()),
    max_size=30,
)


@given(WORDS, st.data())
def test_what_is_cut_out_of_a_quotation_is_verbatim(words: list[str], data: st.DataObject) -> None:
    first = data.draw(st.integers(0, len(words)))
    last = data.draw(st.integers(first, len(words)))
    asked = quote_of(" ".join(words[first:last]))
    if asked.wording.words and len(asked.pieces) == 1 and not any(w in "%" for w in words[first : first + 1]):
        fit = compare(asked, said(f"She said {{“{' '.join(words)}”}}"))
        assert fit is not None and fit.verdict == "verbatim" and fit.likeness == 1


@given(st.text(), st.text())
def test_no_text_breaks_it(quote: str, text: str) -> None:
    from onrecord.checking.aligning import said_in
    from onrecord.types import Span

    whole = [Span(0, len(text))]
    for quoted in ([], whole):
        fit = compare(quote_of(quote), said_in(text, whole, quoted))
        if fit:
            assert 0 <= fit.likeness <= 1
            assert all(0 <= s.start < s.end <= len(text) for s in fit.spans)


@given(WORDS, WORDS)
def test_likeness_and_spans_are_in_bounds(one: list[str], other: list[str]) -> None:
    marked = f"{{“{' '.join(other)}”}}"
    fit = compare(quote_of(" ".join(one)), said(marked))
    if fit:
        text = spans(marked)[0]
        assert 0 < fit.likeness <= 1
        assert (fit.verdict == "verbatim") <= (fit.likeness == 1)
        assert all(0 <= s.start < s.end <= len(text) for s in fit.spans)
