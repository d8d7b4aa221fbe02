"""Pages as a reader gets them, without a browser: what they show, that every link leads somewhere, that nothing from outside is markup."""

from __future__ import annotations

import json
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from starlette.testclient import TestClient

import onrecord

PAGES = {
    "/": ["Who said what", "Latest statements", "Tove Lindqvist", "Articles added", "Mayor promises harbour bridge"],
    "/find?words=steel": ["statement", "We have the steel", "The Keldavik Post", "CSV"],
    "/find?by=roth&act=accuse": ["Anders Roth", "hiding the true cost"],
    "/articles": ["Mayor promises harbour bridge will open before winter", "The Keldavik Post"],
    "/speakers": ["Tove Lindqvist", "Anders Roth", "statements"],
    "/speakers?name=lindq": ["Tove Lindqvist"],
    "/threads": ["Threads"],
    "/check": ["Did they say it?"],
    "/check?quote=We+have+the+steel&by=lindqvist": ["Verbatim", "Tove Lindqvist", "We have the steel"],
    "/check?quote=We+have+the+gold+and+silver&by=lindqvist": ["Not on record"],
    "/contacts": ["Who met whom"],
    "/review": ["The least certain statements come first", "None yet."],
    "/add": ["Paste its text", "Upload a file"],
    "/help": ["Help and keys", "What the marks mean"],
}  # fmt: skip


@pytest.mark.parametrize("address", PAGES)
def test_page_shows(pages: TestClient, address: str) -> None:
    response = pages.get(address)
    assert response.status_code == 200
    for words in PAGES[address]:
        assert words in response.text, words


def test_the_first_page_shows_only_likely_statements(pages: TestClient, examples_record: Path) -> None:
    with onrecord.open(examples_record) as record:
        latest = record.find(order="rank", limit=12).items
    shown = pages.get("/").text
    assert any(report.confidence < 0.5 for report in latest)
    for report in latest:
        assert (f"#s-{report.statement}" in shown) == (report.confidence >= 0.5), report.content


class Links(HTMLParser):
    """The addresses and the ids of a page, and whether anything on it is inline script or style."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.addresses: set[str] = set()
        self.ids: list[str] = []
        self.inline: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self.addresses |= {str(given[name]) for name in ("href", "src") if given.get(name)}
        if given.get("id"):
            self.ids.append(str(given["id"]))
        if tag == "style" or "style" in given or (tag == "script" and "src" not in given):
            self.inline.append(tag)
        self.inline += [name for name in given if name.startswith("on")]


def test_every_link_leads_somewhere(pages: TestClient) -> None:
    todo, seen = ["/"], set()
    while todo:
        address = todo.pop()
        seen.add(address.partition("#")[0])
        response = pages.get(address)
        assert response.status_code == 200, address
        if "text/html" not in response.headers["content-type"] or "attachment" in response.headers.get(
            "content-disposition", ""
        ):
            continue
        found = Links(response.text)
        assert not found.inline, (address, found.inline)
        assert len(found.ids) == len(set(found.ids)), address
        for link in found.addresses:
            place, _, anchor = link.partition("#")
            if not place and anchor:
                assert anchor in found.ids, (address, link)
            if (
                place.startswith("/")
                and place not in seen
                and place not in todo
                and len(seen) + len(todo) < 160
            ):
                todo.append(place)
    assert len(seen) > 100


def articles_of(pages: TestClient) -> list[str]:
    return sorted(a for a in Links(pages.get("/articles").text).addresses if a.startswith("/articles/"))


class Text(HTMLParser):
    """The characters of the article that a page shows."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.depth, self.text = 0, ""
        self.feed(text)

    def handle_starttag(self, _tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if self.depth or dict(attrs).get("id") == "text":
            self.depth += 1

    def handle_endtag(self, _tag: str) -> None:
        self.depth -= bool(self.depth)

    def handle_data(self, data: str) -> None:
        self.text += data if self.depth else ""


def test_an_article_page_has_the_text_exactly(pages: TestClient) -> None:
    for address in articles_of(pages):
        record = json.loads(pages.get(f"{address}?format=jsonl").text)
        page = pages.get(address).text
        assert Text(page).text == record["article"]["text"]
        for statement in record["statements"]:
            assert f'id="s-{statement["id"]}"' in page


@pytest.mark.parametrize(
    ("format", "begins"),
    [("jsonl", '{"format"'), ("csv", "article,path"), ("html", "<!doctype html>"), ("annotations", "{")],
)
def test_an_article_can_be_taken_along(pages: TestClient, format: str, begins: str) -> None:
    response = pages.get(f"{articles_of(pages)[0]}?format={format}")
    assert response.text.startswith(begins)
    assert response.headers["content-disposition"].startswith("attachment")


def test_what_is_found_can_be_taken_along(pages: TestClient) -> None:
    rows = pages.get("/find?by=lindqvist&format=jsonl").text.splitlines()
    assert len(rows) == len(pages.get("/find?by=lindqvist&format=csv").text.strip().split("\r\n")) - 1
    speakers = {json.loads(row)["speaker"] for row in rows}
    assert speakers == {"Tove Lindqvist", "Tove Lindqvist; Jonas Feld"}  # “The two spoke about the ferry”


def test_a_bar_of_the_chart_filters_the_list(pages: TestClient) -> None:
    [roth] = {a for a in Links(pages.get("/speakers?name=roth").text).addresses if "roth" in a}
    page = pages.get(roth).text
    [(bar, number)] = re.findall(r'<a href="([^"]*month=[^"]*)" aria-label="[^:]*: (\d+) statement', page)
    filtered = pages.get(bar.replace("&amp;", "&")).text
    assert re.search(r'class="w-count">(\d+) statement', filtered).group(1) == number  # type: ignore[union-attr]
    assert "month: October 2025" in filtered


@pytest.mark.parametrize(
    "address",
    ["/articles/none", "/speakers/none", "/threads/none", "/review/none", "/static/none.css", "/static/../site.py", "/nowhere"],
)  # fmt: skip
def test_what_is_not_there_is_told(pages: TestClient, address: str) -> None:
    assert pages.get(address).status_code == 404


@pytest.mark.parametrize(
    "address",
    ["/find?published=yesterday", "/find?act=shout", "/find?after=x", "/contacts?since=x", "/find?order=up", "/check?quote=...", "/speakers/local:x?month=x"],
)  # fmt: skip
def test_what_cannot_be_asked_is_told(pages: TestClient, address: str) -> None:
    response = pages.get(address)
    assert response.status_code in (400, 404)
    assert "<h1>" in response.text


def token_of(pages: TestClient, address: str = "/add") -> str:
    found = re.search(r'name="csrf_token" value="([^"]+)"', pages.get(address).text)
    assert found
    return found.group(1)


def test_a_newcomer_is_led_to_the_example(empty: TestClient) -> None:
    page = empty.get("/").text
    assert "Your record is empty" in page
    assert 'action="/add/example"' in page
    response = empty.post("/add/example", data={"csrf_token": token_of(empty, "/")}, follow_redirects=True)
    assert "Mayor promises harbour bridge will open before winter" in response.text
    assert "Tove Lindqvist" in response.text
    assert "Your record is empty" not in empty.get("/").text


def test_the_example_is_the_one_of_the_repository() -> None:
    import onrecord.web

    shipped = Path(onrecord.web.__file__).parent / "example.txt"
    assert (
        shipped.read_bytes() == (Path(__file__).parents[2] / "examples" / "harbour-bridge.txt").read_bytes()
    )


HOSTILE = (
    '<script>alert(1)</script> mayor\'s "plan" & <img src=x onerror=alert(2)>\n\n'
    "Mayor </div><b onmouseover=alert(3)>Ada Brandt</b> said on Monday that {{ 7*7 }} <script>alert(4)</script> bridges would open.\n\n"
    "“We have </textarea><script>alert(5)</script> the steel,” Brandt told javascript:alert(6) reporters."
)


def test_nothing_from_an_article_is_markup(empty: TestClient) -> None:
    response = empty.post(
        "/add",
        data={"csrf_token": token_of(empty), "how": "text", "text": HOSTILE, "outlet": "<i>The</i> \"Post'"},
        follow_redirects=True,
    )
    assert response.status_code == 200
    pages = [
        "/",
        "/articles",
        "/speakers",
        "/review",
        "/find?words=<script>alert(1)</script>",
        "/check?quote=<script>x&by=<b>",
    ]
    pages += [a for a in Links(response.text).addresses if a.startswith(("/review/", "/speakers/", "/check"))]
    for page in (response.text, *(empty.get(p).text for p in pages)):
        assert "<script>alert" not in page
        assert "<img src=x" not in page
        assert "<b onmouseover" not in page
        assert "<i>The</i>" not in page
        assert ">49<" not in page
        assert not Links(page).inline


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({"how": "text", "text": "  "}, "there is no text"),
        ({"how": "text", "text": "Some words here.", "published": "soon"}, "soon"),
        ({"how": "file"}, "no file was chosen"),
    ],
)
def test_what_cannot_be_added_is_told(empty: TestClient, fields: dict[str, str], told: str) -> None:
    response = empty.post("/add", data={"csrf_token": token_of(empty), **fields})
    assert response.status_code == 422
    assert told in response.text


def test_a_file_is_uploaded(empty: TestClient) -> None:
    page = "<html><head><title>Bridge</title></head><body><article><h1>Bridge opens</h1><p>“We have the steel,” said Ada Brandt, the mayor of Keldavik, on Monday after a long meeting of the harbour committee.</p></article></body></html>"
    response = empty.post(
        "/add",
        data={"csrf_token": token_of(empty), "how": "file"},
        files={"file": ("../../bridge.html", page.encode(), "text/html")},
        follow_redirects=True,
    )
    assert "Ada Brandt" in response.text
    assert ".." not in empty.get("/articles").text


def test_a_form_of_another_site_is_refused(empty: TestClient) -> None:
    for data in ({}, {"csrf_token": "guess"}):
        assert empty.post("/add/example", data=data).status_code == 403


def test_contacts_show_who_met_whom_and_lead_to_the_sentence(empty: TestClient) -> None:
    text = "Ferry talks\n\nMayor Tove Lindqvist met Transport Minister Jonas Feld in Oslo on 3 March 2025. The two spoke about the ferry."
    sent = {"csrf_token": token_of(empty), "how": "text", "text": text, "published": "2025-03-04"}
    article = empty.post("/add", data=sent, follow_redirects=True).text
    assert "Who met whom" in article
    page = empty.get("/contacts?party=lindqvist").text
    assert "1 contact<" in page
    assert "Jonas Feld" in page
    assert "3 March 2025" in page
    [link] = {a for a in Links(page).addresses if "#c" in a}
    assert link.partition("#")[2] in Links(empty.get(link).text).ids
    assert "meeting,held" in empty.get("/contacts?format=csv").text
    assert "0 contacts" in empty.get("/contacts?kind=call").text
