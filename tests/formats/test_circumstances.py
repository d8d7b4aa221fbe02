"""When, to whom, where and on what occasion, and who met whom: in the table, on the page, in CSV."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from html.parser import HTMLParser

import pytest

from onrecord.formats.page import article_fragment, article_page
from onrecord.formats.table import COLUMNS, DEFAULT_COLUMNS, print_table
from onrecord.formats.tabular import csv_rows
from onrecord.formats.timeline import timeline, timeline_stops
from onrecord.types import Addressee, Article, Contact, Occasion, Place, Span, Statement, When

from marks import article, at, person, statement

TEXT = (
    "On Monday Ana Cruz told the mayor in Lima that the dam held. In a speech last week she said it leaked. "
    "She met Bo Lund in Oslo on Tuesday."
)
HOSTILE = '</svg><script>alert(1)</script>"onload="x&amp;'


def day(date: str, words: str, rule: str = "weekday", until: str | None = None) -> When:
    return When(date, until or date, at(TEXT, words), rule)


def sample() -> Article:
    ana = person("Ana Cruz", TEXT)
    first = statement(
        TEXT, "the dam held", "told", "Ana Cruz", speaker=ana, said_on=day("2025-02-10", "On Monday"),
        addressee=Addressee(at(TEXT, "the mayor"), person("Eva Ruiz", TEXT)), place=Place(at(TEXT, "Lima"), "Lima", "Peru"),
    )  # fmt: skip
    second = statement(
        TEXT, "it leaked", "said", "she", speaker=ana, occasion=Occasion(at(TEXT, "a speech"), "speech"),
        said_on=day("2025-02-03", "last week", "relative", "2025-02-09"),
    )  # fmt: skip
    met = Contact(
        "meeting", "held", (ana, person("Bo Lund", TEXT)), Place(at(TEXT, "Oslo"), "Oslo"),
        day("2025-02-11", "Tuesday"), Span(TEXT.index("She met"), len(TEXT)),
    )  # fmt: skip
    return article(TEXT, first, second, published="2025-02-14T09:55", contacts=(met,))


def table(shown: Article, *columns: str, width: int = 160) -> str:
    out = io.StringIO()
    print_table(shown, out, width=width, columns=columns or DEFAULT_COLUMNS)
    return out.getvalue()


class Links(HTMLParser):
    """Every id and every link of a page, its elements, and the words under each class."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.links: list[str] = []
        self.labels: list[str] = []
        self.tags: set[str] = set()
        self.text = ""
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        known = {name: value or "" for name, value in attrs}
        assert not any(name.startswith("on") for name in known), known
        self.tags.add(tag)
        self.ids += [known["id"]] if "id" in known else []
        self.links += [known[name] for name in ("href", "xlink:href", "src") if name in known]
        self.labels += [known["aria-label"]] if "aria-label" in known else []

    def handle_data(self, data: str) -> None:
        self.text += data


@pytest.mark.parametrize(
    ("column", "first", "second"),
    [
        ("when", "2025-02-10", "2025-02-03 – 2025-02-09"),
        ("to", "Eva Ruiz", ""),
        ("where", "Lima, Peru", ""),
        ("at", "", "a speech"),
        ("confidence", "90%", "90%"),
        ("what", "the dam held", "it leaked"),
        ("act", "say", "say"),
        ("who", "Ana Cruz", "Ana Cruz"),
    ],
)
def test_a_column_shows_what_is_known(column: str, first: str, second: str) -> None:
    header = 2  # lines above the first row: the article's name and date, the column's name
    lines = [line.strip() for line in table(sample(), column).splitlines()]
    assert lines[header + 1 : header + 3] == [first, second]


def test_columns_come_in_the_order_asked_for() -> None:
    head = table(sample(), "line", "when", "who").splitlines()[2]
    assert head.index("line") < head.index("when") < head.index("who") and "what" not in head


def test_contacts_follow_where_circumstances_are_asked_for() -> None:
    line = "meeting, held: Ana Cruz, Bo Lund · 2025-02-11 · in Oslo"
    for column in ("when", "to", "where", "at"):
        assert line in table(sample(), "who", column)
    assert line not in table(sample()) and line not in table(sample(), "who", "confidence")
    assert line in table(replace(sample(), statements=()), "when")


def test_every_column_at_once_on_a_narrow_terminal_keeps_the_days() -> None:
    shown = table(sample(), *COLUMNS, width=120)
    assert "2025-02-10" in shown and "2025-02-09" in shown and "confidence" in shown


def test_csv_has_the_circumstances() -> None:
    first, second = csv.DictReader(io.StringIO("".join(csv_rows([sample()]))))
    assert (first["said_on_earliest"], first["said_on_latest"]) == ("2025-02-10", "2025-02-10")
    assert (first["addressee"], first["place"], first["occasion"]) == ("the mayor", "Lima", "")
    assert (second["said_on_earliest"], second["said_on_latest"]) == ("2025-02-03", "2025-02-09")
    assert (second["addressee"], second["place"], second["occasion"]) == ("", "", "a speech")


def test_the_page_shows_the_circumstances_of_each_statement() -> None:
    text = Links(article_page([sample()])).text
    for tip in (
        "when: 2025-02-10 (“On Monday”, rule: weekday)",
        "to: the mayor (Eva Ruiz)",
        "where: Lima (Peru)",
        "occasion: a speech (speech)",
    ):
        assert tip in text
    assert "2025-02-10 · to the mayor (Eva Ruiz) · in Lima (Peru)" in text  # the row of the list
    assert "2025-02-03 – 2025-02-09 · in a speech" in text


def test_the_page_lists_who_met_whom_with_the_sentence() -> None:
    text = Links(article_page([sample()])).text
    assert "Who met whom" in text and "meeting, held: Ana Cruz, Bo Lund · 2025-02-11 · in Oslo" in text
    assert "“She met Bo Lund in Oslo on Tuesday.”" in text
    assert "Who met whom" not in article_page([replace(sample(), contacts=())])


def test_every_link_of_a_page_leads_to_a_place_on_it() -> None:
    for page in (article_page([sample(), sample()]), article_fragment(sample())):
        got = Links(page)
        assert len(set(got.ids)) == len(got.ids)
        assert got.links and all(link[0] == "#" and link[1:] in got.ids for link in got.links)


def test_the_timeline_has_a_stop_for_each_day_and_interval() -> None:
    stops = timeline_stops(sample())
    assert [(s.earliest, s.latest, s.statements, s.published) for s in stops] == [
        ("2025-02-03", "2025-02-09", (1,), False),
        ("2025-02-10", "2025-02-10", (0,), False),
        ("2025-02-14", "2025-02-14", (), True),
    ]
    got = Links(timeline(sample(), "a0"))
    assert got.links == ["#a0t1", "#a0t0"]
    assert got.labels[0] == "Statements by day"
    assert got.labels[1] == "2025-02-03 to 2025-02-09: 1 statement; go to the first"
    assert "4 days" in got.text and "published" in got.text and "2 of 2 statements dated" in got.text


def test_statements_of_one_day_share_a_stop_that_leads_to_the_first() -> None:
    one, other = sample().statements
    both = sample().with_statements((one, replace(other, said_on=one.said_on)))
    [stop] = timeline_stops(replace(both, published="2025-02-10"))
    assert stop.statements == (0, 1) and stop.published
    got = Links(timeline(replace(both, published="2025-02-10"), "x"))
    assert got.links == ["#xt0"] and "2025-02-10, day of publication: 2 statements" in got.labels[1]


@pytest.mark.parametrize("published", [None, "2025-02-14"])
def test_no_timeline_where_nothing_is_dated(published: str | None) -> None:
    undated = tuple(replace(s, said_on=None) for s in sample().statements)
    page = article_page([replace(sample(), statements=undated, published=published)])
    assert "<svg" not in page and "<figure" not in page


@pytest.mark.parametrize("published", [None, "soon", "2025-02", "9999-99-99"])
def test_a_publication_date_that_is_none_is_not_marked(published: str | None) -> None:
    assert all(not stop.published for stop in timeline_stops(replace(sample(), published=published)))


def hostile() -> Article:
    """Everything that an article can name is markup."""
    span = Span(0, len(HOSTILE))
    who = replace(person(HOSTILE, HOSTILE), rule=HOSTILE)
    when = When(HOSTILE, HOSTILE, span, HOSTILE)
    said = Statement(
        "s", (span,), (), (), "direct", (), "say", "asserted", 0.9, speaker=who, said_on=when,
        addressee=Addressee(span, replace(who, name=HOSTILE + "?")), place=Place(span, HOSTILE, HOSTILE + "!"),
        occasion=Occasion(span, HOSTILE),
    )  # fmt: skip
    met = Contact(HOSTILE, HOSTILE, (who, who), Place(span, HOSTILE), when, span)
    return article(HOSTILE, said, contacts=(met,), published=HOSTILE)


def test_hostile_words_are_shown_and_run_nothing() -> None:
    page = article_page([hostile()])
    got = Links(page)
    assert "script" not in got.tags and "<script" not in page
    assert {link[0] for link in got.links} == {"#"}
    assert f"when: {HOSTILE} (“{HOSTILE}”, rule: {HOSTILE})" in got.text
    assert (
        f"to: {HOSTILE} ({HOSTILE}?)" in got.text and f"{HOSTILE}: 1 statement; go to the first" in got.text
    )


def test_a_table_of_circumstances_obeys_no_control_characters() -> None:
    text = "Ana told \x1b[31mBo\x07 yes."
    span = at(text, "\x1b[31mBo\x07")
    said = statement(
        text, "yes", "told", "Ana", addressee=Addressee(span), place=Place(span, span.of(text)),
        occasion=Occasion(span, "speech"),
    )  # fmt: skip
    met = Contact("call", "held", (replace(person("Ana", text), name="\x1b[2J"),), None, None, span)
    shown = table(article(text, said, contacts=(met,)), *COLUMNS)
    assert "\x1b" not in shown and "\x07" not in shown and "call, held: [2J" in shown
