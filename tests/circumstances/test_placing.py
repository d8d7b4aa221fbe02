"""To whom, where and on what occasion: marked sentences in, the three as words out."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.circumstances import find_contacts, place_statements
from onrecord.types import Span, Statement

from marked import marked, scene, told
from marks import article

# `<source>`, `_cue_`, `[content]`; to whom; where; on what occasion.
SENTENCES = [
    ("<Ana Kovač> _told_ reporters [that the mill would close].", "reporters", "", ""),
    ("<Ana Kovač> _told_ the council [the mill would close].", "the council", "", ""),
    ("[“The mill will close,”] <Ana Kovač> _told_ Radio Nord.", "Radio Nord", "", ""),
    ("[“The mill will close,”] <Ana Kovač> _told_ reporters in Zagreb.", "reporters", "Zagreb", ""),
    ("[“It will close,”] <Ana Kovač> _told_ reporters on Friday at the harbour.", "reporters", "the harbour", ""),
    ("<Ana Kovač> _told_ Lena Fischer of the Evening Courier [that it would close].", "Lena Fischer of the Evening Courier", "", ""),
    ("<She> _told_ me [that it would close].", "me", "", ""),
    ("<Ana Kovač> _told_ her supporters [to wait].", "her supporters", "", ""),
    ("<Ana Kovač> _told_ her [to wait].", "her", "", ""),
    ("<Ana Kovač> _told_ a cheering rally [that she would run].", "a cheering rally", "", ""),
    ("<Ana Kovač> _urged_ the unions [to accept the offer].", "the unions", "", ""),
    ("<Ana Kovač> _urged_ [the unions to accept the offer].", "the unions", "", ""),
    ("<Ana Kovač> _urged_ restraint, [saying the talks were hard].", "", "", ""),
    ("<Ana Kovač> _asked_ Omar Aziz [to resign].", "Omar Aziz", "", ""),
    ("<Ana Kovač> _asked_ [whether the mill was safe].", "", "", ""),
    ("<Ana Kovač> _asked_ for [more time].", "", "", ""),
    ("<Ana Kovač> _warned_ lawmakers [that the river would rise].", "lawmakers", "", ""),
    ("<Ana Kovač> _warned_ [the river would rise].", "", "", ""),
    ("<Ana Kovač> _warned_ [that the river would rise].", "", "", ""),
    ("<The ministry> _reminded_ residents [to boil water].", "residents", "", ""),
    ("<The mayor> _assured_ voters [that the bridge was safe].", "voters", "", ""),
    ("<Ana Kovač> _called on_ both sides [to stop].", "both sides", "", ""),
    ("<Ana Kovač> _appealed to_ the court [to wait].", "the court", "", ""),
    ("<Ana Kovač> _said_ to the judges [that she was ill].", "the judges", "", ""),
    ("<The rate> _is said_ to be [high].", "", "", ""),
    ("<Ana Kovač> _complained_ to Omar Aziz [that the road was closed].", "Omar Aziz", "", ""),
    ("<Ana Kovač> _promised_ [to mend the road].", "", "", ""),
    ("<Ana Kovač> _told_ the truth [about the mill].", "", "", ""),
    ("[The park will have twelve stalls], _informed_ <the Ministry of Water>.", "", "", ""),
    ("<Ana Kovač> _said_ in Zagreb [that the mill would close].", "", "Zagreb", ""),
    ("<Ana Kovač> _said_ on Friday in Zagreb [that the mill would close].", "", "Zagreb", ""),
    ("In Zagreb on Friday, <Ana Kovač> _said_ [the mill would close].", "", "Zagreb", ""),
    ("In Kenya, <both parties> _said_ [the vote was fair].", "", "", ""),
    ("Speaking in Kenya, <Ana Kovač> _said_ [the vote was fair].", "", "Kenya", ""),
    ("[“It is over,”] <Ana Kovač> _said_ outside the courthouse.", "", "the courthouse", ""),
    ("<Ana Kovač> _said_ at the White House [that it was over].", "", "the White House", ""),
    ("<Ana Kovač> _said_ [that the mill in Zagreb would close].", "", "", ""),
    ("<Ana Kovač> _said_ in May [that the mill would close].", "", "", ""),
    ("<Ana Kovač> _said_ in English [that the mill would close].", "", "", ""),
    ("<Ana Kovač> _wrote_ in The Courier [that the mill would close].", "", "", ""),
    ("<Ana Kovač> _said_ in an interview with Radio Nord [that it would close].", "Radio Nord", "", "an interview with Radio Nord"),
    ("In a brief interview, <Ana Kovač> _rejected_ [the idea].", "", "", "a brief interview"),
    ("<Ana Kovač> _said_ in a statement on Monday [that it would close].", "", "", "a statement"),
    ("<Ana Kovač> _said in a statement_ [that it would close].", "", "", "a statement"),
    ("In a letter to the committee, <Ana Kovač> _asked_ for [more time].", "the committee", "", "a letter to the committee"),
    ("<Ana Kovač> _wrote_ in an email to Omar Aziz [that it was over].", "Omar Aziz", "", "an email to Omar Aziz"),
    ("<Ana Kovač> _said_ on Twitter [that it was over].", "", "", "Twitter"),
    ("<Ana Kovač> _wrote_ on her Facebook page [that it was over].", "", "", "her Facebook page"),
    ("<Ana Kovač> _said_ on the same show [that it was over].", "", "", "the same show"),
    ("<Ana Kovač> _said_ on Monday [that it was over].", "", "", ""),
    ("[“It is over,”] <Ana Kovač> _said_ on BBC Radio 4.", "", "", "BBC Radio"),
    ("At a rally in Lansing, Mich., <Ana Kovač> _said_ [it was over].", "", "Lansing, Mich", "a rally"),
    ("Speaking at a meeting of the Lake Commission in Jinja, <she> _said_ [it was over].", "", "Jinja", "a meeting of the Lake Commission"),
    ("Speaking to reporters in Jinja, <she> _said_ [it was over].", "reporters", "Jinja", ""),
    ("<She> _repeated_ [the offer] after a phone call with Omar Aziz.", "", "", "a phone call with Omar Aziz"),
    ("<Ana Kovač>, at a later press conference, _said_ [it was over].", "", "", "a later press conference"),
    ("<Ana Kovač> in her blog post _said_ [it was over].", "", "", "her blog post"),
    ("<The minister in a radio interview> _said_ [it was over].", "", "", "a radio interview"),
    ("<Ana Kovač> _criticised_ [the bill during a speech in Turin].", "", "Turin", "a speech"),
    ("<Ana Kovač> _said_ [she would be at a rally in Turin].", "", "", ""),
    ("<She> sent a letter to the board, _calling for_ [his dismissal].", "the board", "", "a letter to the board"),
    ("<Ana Kovač> _said_ at Tuesday’s debate [that it was over].", "", "", "Tuesday’s debate"),
    ("<Ana Kovač> _said_ in a series of tweets [that it was over].", "", "", "a series of tweets"),
    ("<Ana Kovač> _said_ during the hearing [that it was over].", "", "", "the hearing"),
    ("<Ana Kovač> _said_ by roll call vote [that it was over].", "", "", ""),
    ("In swing states, <Ana Kovač> _said_ [it was over].", "", "", ""),
    ("<Ana Kovač> _said_ in response [that it was over].", "", "", ""),
    ("<Ana Kovač> _said_ in a commencement address at the college [that it was over].", "", "the college", "a commencement address"),
    ("<Ana Kovač> _testified_ at a Senate hearing [that it was over].", "", "", "a Senate hearing"),
    ("<Ana Kovač> _told_ Radio Nord in an interview [that it was over].", "Radio Nord", "", "an interview"),
    ("<Ana Kovač> _told_ the BBC’s Lena Fischer [that it was over].", "the BBC’s Lena Fischer", "", ""),
    ("<Ana Kovač> _told_ CBS This Morning [that it was over].", "CBS This Morning", "", "CBS This Morning"),
]  # fmt: skip


@pytest.mark.parametrize(("line", "whom", "where", "when"), SENTENCES)
def test_a_reporting_clause_tells_whom_where_and_on_what_occasion(
    line: str, whom: str, where: str, when: str
) -> None:
    found, statement = marked(line)
    assert told(found.text, place_statements(found, [statement])[0]) == (whom, where, when)


SCENES = [
    # A speech goes on over the sentences of its speaker.
    (("At a rally in Turin, <Ana Kovač> _said_ [it was over].", "[“We won,”] <she> _said_."), ("Ana Kovač", "Ana Kovač"), ("", "Turin", "a rally")),
    # Another speaker does not share it.
    (("At a rally in Turin, <Ana Kovač> _said_ [it was over].", "[“She lost,”] <Omar Aziz> _said_."), ("Ana Kovač", "Omar Aziz"), ("", "", "")),
    # A date of its own ends it.
    (("At a rally in Turin, <Ana Kovač> _said_ [it was over].", "On Friday, <she> _said_ [she was tired]."), ("Ana Kovač", "Ana Kovač"), ("", "", "")),
    # A new occasion replaces it.
    (("At a rally in Turin, <Ana Kovač> _said_ [it was over].", "In a statement, <she> _said_ [she was tired]."), ("Ana Kovač", "Ana Kovač"), ("", "", "a statement")),
    # "The rally" is still the one in Turin.
    (("During a visit to the plant in Turin, <Ana Kovač> _said_ [it was over].", "At the rally, <she> _said_ [she was tired]."), ("Ana Kovač", "Ana Kovač"), ("", "Turin", "the rally")),
    # Who was told one thing was told the next.
    (("<Ana Kovač> _told_ judges [that it was over].", "[“We won,”] <she> _said_."), ("Ana Kovač", "Ana Kovač"), ("judges", "", "")),
    # What was said after a call is over with it.
    (("<She> _repeated_ [the offer] after a phone call with Omar Aziz.", "[“We won,”] <she> _said_."), ("Ana Kovač", "Ana Kovač"), ("", "", "")),
]  # fmt: skip


@pytest.mark.parametrize(("lines", "speakers", "last"), SCENES)
def test_a_scene_goes_on_and_ends(
    lines: tuple[str, ...], speakers: tuple[str, ...], last: tuple[str, str, str]
) -> None:
    found, statements = scene(*lines, speakers=speakers)
    assert told(found.text, place_statements(found, statements)[-1]) == last


def test_a_scene_told_afterwards_reaches_back() -> None:
    found, statements = scene(
        "<Ana Kovač> _wants_ [a new mill].", "In a radio interview, <she> _said_ [it was over].",
        speakers=("Ana Kovač", "Ana Kovač"),
    )  # fmt: skip
    assert told(found.text, place_statements(found, statements)[0]) == ("", "", "a radio interview")


def test_whoever_answers_was_asked() -> None:
    text = "Asked about the mill, Ana Kovač said no."
    asked = Statement("1", (Span(12, 20),), (Span(0, 11),), (), "indirect", (), "ask", "asserted", 0.9)
    answer = Statement(
        "2", (Span(37, 39),), (Span(32, 36),), (Span(22, 31),), "indirect", (), "say", "asserted", 0.9
    )
    assert told(text, place_statements(article(text), [asked, answer])[0])[0] == "Ana Kovač"


def test_a_nested_statement_keeps_to_its_own_clause() -> None:
    found, statements = scene(
        "At a rally, <Ana Kovač> _said_ [it was over].", "<She> _said_ [Omar Aziz was ill].",
        speakers=("Ana Kovač", "Ana Kovač"),
    )  # fmt: skip
    outer, inner = statements
    nested = Statement(**{f: getattr(inner, f) for f in inner.__slots__} | {"parent": outer.id})
    assert told(found.text, place_statements(found, [outer, nested])[1]) == ("", "", "")


def test_whom_the_article_names_is_known() -> None:
    found, statement = marked("<Omar Aziz> _told_ Ana Kovač [that it was over].")
    addressee = place_statements(found, [statement])[0].addressee
    assert addressee is not None and addressee.speaker is not None
    assert (addressee.speaker.name, addressee.speaker.kind) == ("Ana Kovač", "person")
    found, statement = marked("<Omar Aziz> _told_ reporters [that it was over].")
    addressee = place_statements(found, [statement])[0].addressee
    assert addressee is not None and addressee.speaker is None


@pytest.mark.parametrize(
    ("line", "name", "country"),
    [
        ("<Ana Kovač> _said_ in Nairobi [that it was over].", "Nairobi", "Kenya"),
        (
            "<Ana Kovač> _said_ at a rally in Lansing, Michigan, [that it was over].",
            "Lansing, Michigan",
            "United States",
        ),
        ("<Ana Kovač> _said_ at the White House [that it was over].", "White House", None),
    ],
)
def test_a_place_has_a_name_and_its_country_where_it_is_known(
    line: str, name: str, country: str | None
) -> None:
    found, statement = marked(line)
    place = place_statements(found, [statement])[0].place
    assert place is not None and (place.name, place.country) == (name, country)


def test_an_occasion_has_a_kind() -> None:
    kinds = {
        "a phone call": "call", "a press conference": "briefing", "an op-ed": "article", "a tweet": "post",
        "an open letter": "letter", "a memoir": "book", "a Senate hearing": "hearing", "a radio show": "broadcast",
    }  # fmt: skip
    for words, kind in kinds.items():
        found, statement = marked(f"<Ana Kovač> _said_ in {words} [that it was over].")
        occasion = place_statements(found, [statement])[0].occasion
        assert occasion is not None and occasion.kind == kind, words


def test_statements_come_back_in_their_order_with_all_else_as_it_was() -> None:
    found, statements = scene(
        "<Ana Kovač> _told_ judges [that it was over].", "[“We won,”] <Omar Aziz> _said_.",
        speakers=("Ana Kovač", "Omar Aziz"),
    )  # fmt: skip
    placed = place_statements(found, tuple(reversed(statements)))
    assert [s.id for s in placed] == ["1", "0"]
    assert [(s.content, s.cue, s.source, s.speaker) for s in placed] == [
        (s.content, s.cue, s.source, s.speaker) for s in reversed(statements)
    ]
    assert place_statements(found, ()) == ()


WORDS = st.sampled_from(
    (
        "Ana Kovač told said asked urged reporters in at on the a of to with and Zagreb Kenya "
        "interview rally letter meeting call Twitter CNN “ ” , . \n her his was after during Friday "
        "US May I' ’s Mr. — ( ) met spoke visited talks"
    ).split()
)


@settings(max_examples=200, deadline=None)
@given(st.lists(WORDS, min_size=1, max_size=60), st.data())
def test_no_text_breaks_it_and_every_span_is_sound(words: list[str], data: st.DataObject) -> None:
    text = " ".join(words)
    spot = st.integers(0, len(text) - 1)

    def span() -> tuple[Span, ...]:
        start = data.draw(spot)
        end = data.draw(st.integers(start + 1, len(text)))
        return (Span(start, end),)

    statements = [
        Statement(str(i), span(), span() if data.draw(st.booleans()) else (), span() if data.draw(st.booleans()) else (),
                  "indirect", (), "say", "asserted", 0.5)
        for i in range(data.draw(st.integers(0, 4)))
    ]  # fmt: skip
    found = article(text)
    placed = place_statements(found, statements)
    assert [s.id for s in placed] == [s.id for s in statements]
    contacts = find_contacts(found.with_statements(placed))
    spans = [k.span for s in placed for k in (s.addressee, s.place, s.occasion) if k]
    spans += [c.evidence for c in contacts] + [c.place.span for c in contacts if c.place]
    assert all(0 <= s.start < s.end <= len(text) for s in spans)


@settings(max_examples=100, deadline=None)
@given(st.text(min_size=1, max_size=200))
def test_any_characters_are_read(text: str) -> None:
    statement = Statement(
        "1", (Span(0, len(text)),), (Span(0, 1),), (), "indirect", (), "say", "asserted", 0.5
    )
    assert len(place_statements(article(text), [statement])) == 1
    find_contacts(article(text))


def test_eight_times_the_text_takes_about_eight_times_as_long() -> None:
    line = "<Ana Kovač> _told_ reporters at a rally in Zagreb [that Omar Aziz had met Lena Fischer]."

    def seconds(copies: int) -> float:
        found, statements = scene(*[line] * copies, speakers=("Ana Kovač",) * copies)
        began = time.perf_counter()
        find_contacts(found.with_statements(place_statements(found, statements)))
        return time.perf_counter() - began

    seconds(20)
    small = min(seconds(100) for _ in range(2))
    assert min(seconds(800) for _ in range(2)) < 24 * max(0.01, small)
