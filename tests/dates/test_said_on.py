"""When statements were made: the text, its statements as `source | cue | content`, and the days beside each.

`-` is undated. A day stands alone, a stretch as `first..last`; the rule follows in brackets where it matters.
The article is of Friday 14 February 2025 unless a row says otherwise.
"""

from __future__ import annotations

from dataclasses import replace

import pytest

from onrecord.dates import date_statements
from onrecord.types import Span, Statement

from marks import article, at, person, statement

PUBLISHED = "2025-02-14T09:55"


def spoken(text: str, parts: str) -> Statement:
    """A statement by its `source | cue | content`, the content sought near the cue; quotation marks are noted."""
    source, cue, content = (p.strip() for p in parts.split("|"))
    made = statement(text, content, cue if cue.count("@") == 0 else "", source)
    if "@" in cue:  # the cue after the words that follow the @
        words, _, after = cue.partition("@")
        made = replace(made, cue=(at(text, words, text.index(after)),))
    if source and made.cue and source.islower():
        near = text.rfind(source, 0, made.cue[0].start)
        made = replace(made, source=(Span(near, near + len(source)),)) if near >= 0 else made
    quoted = tuple(s for s in made.content if s.of(text)[0] in "“\"'")
    return replace(
        made,
        quoted=quoted,
        speaker=person(source, text) if source[:1].isupper() and " " not in source else None,
    )


def dates_of(text: str, told: list[str], published: str | None = PUBLISHED) -> list[str]:
    statements = [spoken(text, parts) for parts in told]
    out = []
    for dated in date_statements(article(text, published=published), statements):
        when = dated.said_on
        days = (
            "-"
            if when is None
            else when.earliest
            if when.earliest == when.latest
            else f"{when.earliest}..{when.latest}"
        )
        out.append(days + (f" [{when.rule}]" if when else ""))
        assert when is None or when.from_span is None or when.from_span.of(text).strip()
    return out


OWN_CLAUSE = [
    # the clause that reports
    ("Rao said on Tuesday that the dam would hold.", "Rao | said | that the dam would hold", "2025-02-11 [weekday]"),
    ("On Tuesday, Rao said that the dam would hold.", "Rao | said | that the dam would hold", "2025-02-11 [weekday]"),
    ("Rao said that the dam would hold, in a speech on Tuesday.", "Rao | said | that the dam would hold", "2025-02-11 [weekday]"),
    ("“The dam will hold,” Rao said on Tuesday.", "Rao | said | “The dam will hold,”", "2025-02-11 [weekday]"),
    ("“The dam will hold,” said Rao, the minister for water, in an interview on Tuesday.", "Rao | said | “The dam will hold,”", "2025-02-11 [weekday]"),
    ("Rao told reporters in Delhi late on Tuesday night that it would hold.", "Rao | told | that it would hold", "2025-02-11 [weekday]"),
    ("Rao said on February 12 that the dam would hold.", "Rao | said | that the dam would hold", "2025-02-12 [explicit]"),
    ("Rao announced on 3 May 2021 that the dam would go.", "Rao | announced | that the dam would go", "2021-05-03 [explicit]"),
    ("In 2019, Rao promised to mend the dam.", "Rao | promised | to mend the dam", "2019-01-01..2019-12-31 [explicit]"),
    ("Rao said last month that the dam would hold.", "Rao | said | that the dam would hold", "2025-01-01..2025-01-31 [relative]"),
    ("Rao said earlier this week that the dam would hold.", "Rao | said | that the dam would hold", "2025-02-10..2025-02-14 [relative]"),
    ("Rao said this week that the dam would hold.", "Rao | said | that the dam would hold", "2025-02-10..2025-02-14 [relative]"),
    ("Rao said this year that the dam would hold.", "Rao | said | that the dam would hold", "2025-01-01..2025-02-14 [relative]"),
    ("Rao said yesterday that the dam would hold.", "Rao | said | that the dam would hold", "2025-02-13 [relative]"),
    ("Rao said two weeks ago that the dam would hold.", "Rao | said | that the dam would hold", "2025-01-27..2025-02-02 [relative]"),
    ("Rao said last summer that the dam would hold.", "Rao | said | that the dam would hold", "2024-06-01..2024-08-31 [season]"),
    ("In a New Year’s Day interview, Rao said that the dam would hold.", "Rao | said | that the dam would hold", "2025-01-01 [festival]"),
    ("Rao has said since 2014 that the dam would go.", "Rao | has said | that the dam would go", "2014-01-01..2025-02-14 [explicit]"),
    ("In a message posted Wednesday, Rao said the dam would hold.", "Rao | said | the dam would hold", "2025-02-12 [weekday]"),
    ("After a phone call with the mayor on February 12, Rao repeated that view.", "Rao | repeated | that view", "2025-02-12 [explicit]"),
    ("At Tuesday’s hearing, Rao said the dam would hold.", "Rao | said | the dam would hold", "2025-02-11 [weekday]"),
    ("A 2014 study that ran in a journal of water found that dams leak.", "A 2014 study that ran in a journal of water | found | that dams leak", "2014-01-01..2014-12-31 [explicit]"),
    ("Rao will announce on Tuesday that the dam is to go.", "Rao | will announce | that the dam is to go", "2025-02-18 [weekday]"),
]  # fmt: skip

NOT_DATED = [
    # dates of what was said, of other things, or of standing views
    ("Rao said that the dam burst on Tuesday.", "Rao | said | that the dam burst on Tuesday"),
    ("“It burst on Tuesday,” Rao said.", "Rao | said | “It burst on Tuesday,”"),
    ("Rao wants the dam to go.", "Rao | wants | the dam to go"),
    ("Rao has long opposed the 2019 dam.", "Rao | has long opposed | the 2019 dam"),
    ("Rao believes that dams leak.", "Rao | believes | that dams leak"),
    ("Until Tuesday, Rao had refused to show the plans.", "Rao | had refused | to show the plans"),
    ("Rao criticised the 2015 law as a gift to builders.", "Rao | criticised | as a gift to builders"),
    ("Rao married on April 30 Ana Lima, who said that two men came.", "who | said | that two men came"),
    ("Rao cheered Tuesday’s vote and said it would pass.", "Rao | said | it would pass"),
    ("Growth will be 3 percent this year, Rao said.", "Rao | said | Growth will be 3 percent this year"),
    ("Rao said the dam would hold. He left on Tuesday for a holiday.", "Rao | said | the dam would hold"),
    ("The dam burst on Tuesday, but Rao said it would hold.", "Rao | said | it would hold"),
    ("Rao, who left the council last year, says that dams leak.", "Rao, who left the council last year, | says | that dams leak"),
    ("Built in 2016, the dam is known as Rao’s folly, say locals.", "locals | say | the dam is known as Rao’s folly"),
    ("Rao said it on Fox News Sunday: the dam will go.", "Rao | said | the dam will go"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "told", "want"), OWN_CLAUSE, ids=lambda v: v)
def test_the_reporting_clause_dates_a_statement(text: str, told: str, want: str) -> None:
    assert dates_of(text, [told]) == [want]


@pytest.mark.parametrize(("text", "told"), NOT_DATED, ids=lambda v: v)
def test_other_dates_do_not(text: str, told: str) -> None:
    assert dates_of(text, [told]) == ["-"]


SCENES = [
    (
        "the same speaker carries on",
        "Rao met the press on Tuesday and said the dam would hold.\n“It is sound,” Rao added. “We looked at it.”",
        ["Rao | said | the dam would hold", "Rao | added | “It is sound,” … “We looked at it.”"],
        ["2025-02-11 [weekday]", "2025-02-11 [scene]"],
    ),
    (
        "another speaker does not",
        "On Tuesday, Rao said the dam would hold.\n“It leaks,” Lima said.",
        ["Rao | said | the dam would hold", "Lima | said@Lima | “It leaks,”"],
        ["2025-02-11 [weekday]", "-"],
    ),
    (
        "a standing view does not",
        "On Tuesday, Rao said the dam would hold. Rao has always wanted bigger dams.",
        ["Rao | said | the dam would hold", "Rao | has always wanted | bigger dams"],
        ["2025-02-11 [weekday]", "-"],
    ),
    (
        "another occasion ends the scene",
        "On Tuesday, Rao said the dam would hold.\nRao told a rally in Pune, at an event for farmers, that water was life.",
        ["Rao | said | the dam would hold", "Rao | told | that water was life"],
        ["2025-02-11 [weekday]", "-"],
    ),
    (
        "another day ends the scene",
        "On Tuesday, Rao said the dam would hold.\nOn Wednesday, the dam burst and the town was flooded.\n“It was bad luck,” Rao said.",
        ["Rao | said | the dam would hold", "Rao | said@luck | “It was bad luck,”"],
        ["2025-02-11 [weekday]", "-"],
    ),
    (
        "many paragraphs on, the scene is over",
        "On Tuesday, Rao said the dam would hold.\nIt is old.\nIt is high.\nIt is long.\nIt is grey.\n“Dams are safe,” Rao said.",
        ["Rao | said | the dam would hold", "Rao | said@safe | “Dams are safe,”"],
        ["2025-02-11 [weekday]", "-"],
    ),
    (
        "a report keeps its date",
        "A report published on Tuesday found that dams leak.\nIt is long.\nIt is dear.\nIt is grey.\nIt is old.\nThe report says that "
        "pipes leak too.",
        ["A report published on Tuesday | found | that dams leak", "The report | says | that pipes leak too"],
        ["2025-02-11 [weekday]", "2025-02-11 [scene]"],
    ),
    (
        "the sentence before tells of the talk",
        "Rao held a press conference on Tuesday in Pune. “The dam will hold,” Rao said.",
        ["Rao | said | “The dam will hold,”"],
        ["2025-02-11 [occasion]"],
    ),
    (
        "a question between two answers",
        "On Tuesday, Rao said the dam would hold. “And if it does not?” asked Lima. “It will,” Rao said.",
        ["Rao | said | the dam would hold", "Lima | asked | “And if it does not?”", "Rao | said@It will | “It will,”"],
        ["2025-02-11 [weekday]", "2025-02-11 [between]", "2025-02-11 [scene]"],
    ),
    (
        "the same day looks back",
        "On February 12, Rao said the dam would hold. Lima said on the same day that it leaked.",
        ["Rao | said | the dam would hold", "Lima | said@Lima | that it leaked"],
        ["2025-02-12 [explicit]", "2025-02-12 [same day]"],
    ),
    (
        "the day after looks back",
        "On February 12, Rao said the dam would hold. The following day, Lima said that it leaked.",
        ["Rao | said | the dam would hold", "Lima | said@Lima | that it leaked"],
        ["2025-02-12 [explicit]", "2025-02-13 [same day]"],
    ),
    (
        "the lead is dated further down",
        "Rao defended the dam and its builders.\nIn an interview on Tuesday, Rao said it would hold.",
        ["Rao | defended | the dam and its builders", "Rao | said | it would hold"],
        ["2025-02-11 [lead]", "2025-02-11 [weekday]"],
    ),
    (
        "a story of the day",
        "The dam burst on Friday and drowned the fields.\n“It was bad luck,” said Rao.\nLima blamed the builders.",
        ["Rao | said | “It was bad luck,”", "Lima | blamed | the builders"],
        ["2025-02-14 [story of the day]", "2025-02-14 [story of the day]"],
    ),
    (
        "a dateline makes no story of the day",
        "PUNE, Feb. 14 (XYZ) — The dam is old.\n“It is sound,” said Rao.",
        ["Rao | said | “It is sound,”"],
        ["-"],
    ),
    (
        "yesterday and today fix the day of speaking",
        "On February 12, Lima called the dam old. On February 13, Lima called it weak.\n"
        "“I liked his words yesterday, and today he was milder,” Rao said.",
        ["Lima | called | the dam old", "Lima | called@13 | it weak", "Rao | said | “I liked his words yesterday, and today he was milder,”"],
        ["2025-02-12 [explicit]", "2025-02-13 [explicit]", "2025-02-13 [deictic]"],
    ),
    (
        "yesterday and a name",
        "The concert in Pune began on Wednesday at nine.\n“I saw him in Pune yesterday,” Rao said.",
        ["Rao | said | “I saw him in Pune yesterday,”"],
        ["2025-02-13 [deictic]"],
    ),
    (
        "yesterday alone fixes nothing",
        "The concert began on Wednesday at nine.\n“I saw him yesterday,” Rao said.",
        ["Rao | said | “I saw him yesterday,”"],
        ["-"],
    ),
    (
        "tonight is the night that is told of",
        "Lima won on Tuesday night in Pune.\n“She did well tonight,” Rao said.",
        ["Rao | said | “She did well tonight,”"],
        ["2025-02-11 [tonight]"],
    ),
    (
        "what is still to be said dates nothing else",
        "Rao praised the dam and its builders.\nRao will announce on Tuesday that it stays. “It is sound,” Rao added.",
        ["Rao | praised | the dam and its builders", "Rao | will announce | that it stays", "Rao | added | “It is sound,”"],
        ["-", "2025-02-18 [weekday]", "-"],
    ),
    (
        "two speakers, two days",
        "Rao said on Monday that the dam would hold, and Lima said on Tuesday that it leaked.",
        ["Rao | said | that the dam would hold", "Lima | said@Lima | that it leaked"],
        ["2025-02-10 [weekday]", "2025-02-11 [weekday]"],
    ),
    (
        "a talk with the writer goes on",
        "Rao came to talk to me last week about dams.\nThey are old.\nThey are high.\nThey are long.\nThey are grey.\nRao told me that they leak.",
        ["Rao | came to talk | about dams", "Rao | told | that they leak"],
        ["2025-02-03..2025-02-09 [relative]", "2025-02-03..2025-02-09 [scene]"],
    ),
]  # fmt: skip


@pytest.mark.parametrize(("what", "text", "told", "want"), SCENES, ids=[s[0] for s in SCENES])
def test_scenes(what: str, text: str, told: list[str], want: list[str]) -> None:
    assert dates_of(text, told) == want, what


def test_without_publication_only_whole_dates_tell() -> None:
    told = ["Rao | said | the dam would hold"]
    assert dates_of("On Tuesday, Rao said the dam would hold.", told, None) == ["-"]
    assert dates_of("Last month, Rao said the dam would hold.", told, None) == ["-"]
    assert dates_of("On May 3, Rao said the dam would hold.", told, None) == ["-"]
    assert dates_of("On 3 May 2021, Rao said the dam would hold.", told, None) == ["2021-05-03 [explicit]"]
    assert dates_of("On Tuesday, Rao said the dam would hold.", told, "soon") == ["-"]


@pytest.mark.parametrize("zone", ["", "Z", "+00:00", "-08:00", "+05:45", "+14:00", "-12:00"])
@pytest.mark.parametrize("clock", ["T00:00", "T09:55", "T23:59"])
def test_the_day_of_publication_is_that_of_its_own_time_zone(clock: str, zone: str) -> None:
    text = "Rao said yesterday that the dam would hold."
    got = dates_of(text, ["Rao | said | that the dam would hold"], f"2025-03-01{clock}{zone}")
    assert got == ["2025-02-28 [relative]"]


def test_nested_statements_have_dates_of_their_own() -> None:
    text = "On Tuesday, Rao said that Lima said on Monday that the dam leaked."
    outer = spoken(text, "Rao | said | that Lima said on Monday that the dam leaked")
    inner = replace(spoken(text, "Lima | said@Lima | that the dam leaked"), id="inner", parent=outer.id)
    first, second = date_statements(article(text, published=PUBLISHED), [outer, inner])
    assert first.said_on and first.said_on.earliest == "2025-02-11"
    assert second.said_on and second.said_on.earliest == "2025-02-10"


def test_inside_a_quotation_days_count_from_the_day_of_speaking() -> None:
    text = "“Lima said yesterday that it leaked,” Rao said on Tuesday."
    outer = spoken(text, "Rao | said@Rao | “Lima said yesterday that it leaked,”")
    inner = replace(spoken(text, "Lima | said | that it leaked"), id="inner", parent=outer.id)
    found = date_statements(article(text, published=PUBLISHED), [outer, inner])
    assert [s.said_on.earliest if s.said_on else "-" for s in found] == ["2025-02-11", "2025-02-10"]
    undated = text.replace(" on Tuesday", "")
    outer = spoken(undated, "Rao | said@Rao | “Lima said yesterday that it leaked,”")
    inner = replace(spoken(undated, "Lima | said | that it leaked"), id="inner", parent=outer.id)
    assert [s.said_on for s in date_statements(article(undated, published=PUBLISHED), [outer, inner])] == [
        None,
        None,
    ]


def test_a_work_keeps_its_date_where_its_maker_is_told_later() -> None:
    text = (
        "A study released on Tuesday shows that dams leak.\nRao made it.\nThe study says that pipes leak too."
    )
    made = spoken(text, "A study released on Tuesday | shows | that dams leak")
    later = replace(spoken(text, "The study | says | that pipes leak too"), speaker=person("Rao", text))
    found = date_statements(article(text, published=PUBLISHED), [made, later])
    assert [s.said_on.earliest if s.said_on else "-" for s in found] == ["2025-02-11", "2025-02-11"]


def test_the_words_that_date_are_kept() -> None:
    text = "Rao said on February 12 that the dam would hold."
    (found,) = date_statements(
        article(text, published=PUBLISHED), [spoken(text, "Rao | said | that the dam would hold")]
    )
    assert found.said_on and found.said_on.from_span and found.said_on.from_span.of(text) == "February 12"


def test_order_and_all_else_stay() -> None:
    text = "Rao said on Tuesday it would hold. Lima said on Monday it leaked."
    told = [spoken(text, "Lima | said@Lima | it leaked"), spoken(text, "Rao | said | it would hold")]
    found = date_statements(article(text, published=PUBLISHED), told)
    assert [replace(s, said_on=None) for s in found] == told
    assert date_statements(article(text), []) == ()
