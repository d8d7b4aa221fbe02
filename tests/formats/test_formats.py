"""The same article in every format: nothing lost, nothing run, everything found again."""

from __future__ import annotations

import csv
import io
import json
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.formats.annotations import annotation_collection
from onrecord.formats.page import article_fragment, article_page
from onrecord.formats.record import article_to_dict, record_line
from onrecord.formats.table import print_table
from onrecord.formats.tabular import COLUMNS, csv_rows
from onrecord.types import Article, Span, Statement

from marks import article, at, person, statement

TEXT = "Mayor <b>wins</b>\n“We & they won,” Ana Cruz said. She thinks that it was =1+1 fair."
HOSTILE = '<script>alert(1)</script>"onmouseover="x'


def sample() -> Article:
    outer = statement(
        TEXT, "“We & they won,”", "said", "Ana Cruz", kind="direct", quoted=(at(TEXT, "We & they won,"),),
        speaker=person("Ana Cruz", TEXT),
    )  # fmt: skip
    second = statement(
        TEXT, "=1+1 fair", "thinks", "She", act="believe", stance="hearsay", parent=outer.id, confidence=0.3
    )
    return article(
        TEXT, outer, second, headline=at(TEXT, "Mayor <b>wins</b>"), outlet=HOSTILE, published="2025-01-02"
    )


class Visible(HTMLParser):
    """The text of the element with class or-text, tips left out; counts tags that open and close."""

    def __init__(self) -> None:
        super().__init__()
        self.stack: list[str] = []
        self.text = ""
        self.scripts = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.scripts += tag == "script"
        assert not any(name.startswith("on") for name, _ in attrs)
        if tag not in ("meta", "br"):
            self.stack.append(dict(attrs).get("class") or tag)

    def handle_endtag(self, tag: str) -> None:
        if tag not in ("meta", "br"):
            self.stack.pop()

    def handle_data(self, data: str) -> None:
        if "or-text" in self.stack and "or-tip" not in self.stack:
            self.text += data


def visible(page: str) -> Visible:
    parser = Visible()
    parser.feed(page)
    parser.close()
    assert parser.stack == []
    return parser


def test_record_names_every_field() -> None:
    row = json.loads(record_line(sample()))
    assert row["format"] == "onrecord/1"
    assert {
        "id",
        "path",
        "url",
        "outlet",
        "section",
        "headline",
        "byline",
        "published",
        "published_from",
        "language",
        "text",
    } <= set(row["article"])
    first, second = row["statements"]
    for s in (first, second):
        assert set(s) == {
            "id", "parent", "kind", "act", "stance", "content", "quoted", "cue", "source", "speaker", "unnamed",
            "candidates", "addressee", "place", "occasion", "said_on", "confidence",
        }  # fmt: skip
        for span in s["content"] + s["cue"] + s["source"] + s["quoted"]:
            assert row["article"]["text"][span["start"] : span["end"]] == span["text"]
    assert first["speaker"]["name"] == "Ana Cruz" and second["speaker"] is None
    assert second["parent"] == first["id"]
    assert row == article_to_dict(sample())


def test_a_lone_surrogate_can_be_printed() -> None:
    line = record_line(article("bad \ud800 letter"))
    line.encode("utf-8")
    assert json.loads(line)["article"]["text"] == "bad \ud800 letter"


def test_csv_reads_back_and_runs_no_formula() -> None:
    rows = list(csv.DictReader(io.StringIO("".join(csv_rows([sample()])))))
    assert len(rows) == 2 and set(rows[0]) == set(COLUMNS)
    assert (rows[0]["speaker"], rows[0]["content"], rows[0]["headline"]) == (
        "Ana Cruz",
        "“We & they won,”",
        "Mayor <b>wins</b>",
    )
    assert rows[1]["content"] == "'=1+1 fair" and rows[1]["parent"] == rows[0]["statement"]


def test_annotations_lead_back_to_the_words() -> None:
    got = annotation_collection([sample()])
    assert got["type"] == "AnnotationCollection" and got["total"] == 2
    for item in got["first"]["items"]:
        for target in item["target"]:
            quote, position = target["selector"]
            start, end = position["start"], position["end"]
            assert TEXT[start:end] == quote["exact"]
            assert TEXT[:start].endswith(quote["prefix"]) and TEXT[end:].startswith(quote["suffix"])


def test_page_shows_the_text_and_runs_nothing() -> None:
    page = article_page([sample()])
    got = visible(page)
    assert got.text == TEXT and got.scripts == 0
    assert "default-src 'none'" in page and "http" not in page.replace("http-equiv", "")
    assert "alert(1)" in page  # shown as text
    assert visible(article_fragment(sample())).text == TEXT


@given(st.data())
def test_page_keeps_the_text_whatever_the_spans(data: st.DataObject) -> None:
    text = data.draw(st.text(alphabet="ab<>&\"' \n", min_size=1, max_size=40))
    ends = st.integers(0, len(text))
    spans = st.tuples(ends, ends).filter(lambda p: p[0] < p[1]).map(lambda p: Span(*p))
    made: list[Statement] = []
    for n in range(data.draw(st.integers(0, 4))):
        content = (data.draw(spans),)
        made.append(
            Statement(
                f"s{n}",
                content,
                (data.draw(spans),),
                (data.draw(spans),),
                "indirect",
                (),
                "say",
                "asserted",
                0.5,
            )
        )
    got = visible(article_page([article(text, *made)]))
    assert got.text.replace("\r", "") == text and got.scripts == 0


@pytest.mark.parametrize("width", [70, 110])
def test_table_has_a_row_for_each_statement(width: int) -> None:
    out = io.StringIO()
    print_table(sample(), out, width=width)
    shown = " ".join(out.getvalue().split())
    for words in ("Mayor <b>wins</b>", "Ana Cruz", "say", "believe", "hearsay", "└"):
        assert words in shown
    assert "\x1b" not in out.getvalue()


def test_table_that_is_piped_names_the_speaker_in_every_row() -> None:
    text = "Ana said yes. She said no."
    ana = person("Ana", text)
    rows = [
        statement(text, "yes", "said", "Ana", speaker=ana),
        statement(text, "no", "said", "She", speaker=ana),
    ]
    out = io.StringIO()
    print_table(article(text, *rows), out, width=80)
    assert out.getvalue().count("Ana") == 2 and "(23-25)" in out.getvalue()


def test_table_obeys_no_control_characters() -> None:
    out = io.StringIO()
    text = "Ana said \x1b[31mred\x07 things."
    print_table(article(text, statement(text, "\x1b[31mred\x07 things", "said", "Ana")), out, width=80)
    assert "\x1b" not in out.getvalue() and "\x07" not in out.getvalue()


def test_an_article_without_statements_says_so() -> None:
    out = io.StringIO()
    print_table(article("Nothing here."), out, width=80)
    assert "no statements found" in out.getvalue()
