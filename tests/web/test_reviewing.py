"""Review without a browser: decisions become corrections by a named editor, and can be undone."""

from __future__ import annotations

import re

from starlette.testclient import TestClient
from test_pages import Links, token_of


def first(desk: TestClient) -> str:
    """The address of the statement that waits first."""
    found = re.search(r'class="w-queue-link" href="([^"]+)"', desk.get("/review").text)
    assert found
    return found.group(1).replace("&amp;", "&")


def waiting(desk: TestClient) -> int:
    found = re.search(r"(\d+) statements? waits? for|(\d+) statements wait", desk.get("/review").text)
    assert found
    return int(found.group(1) or found.group(2))


def decide(desk: TestClient, address: str, **fields: str) -> str:
    """Send the form of a statement with these fields changed; the page that follows."""
    page = desk.get(address).text
    form = {"csrf_token": token_of(desk, address)}
    for name in (
        "article",
        "only",
        "content_was",
        "cue_was",
        "source_was",
        "content_spans",
        "cue_spans",
        "source_spans",
        "speaker",
        "said_on",
    ):
        found = re.search(rf'name="{name}" value="([^"]*)"', page)
        form[name] = unescaped(found.group(1)) if found else ""
    for name in ("content", "cue", "source"):
        found = re.search(rf'name="{name}"[^>]*>([^<]*)</textarea>', page)
        form[name] = unescaped(found.group(1)) if found else ""
    for name in ("act", "stance", "kind"):
        found = re.search(rf'name="{name}">.*?<option selected>([^<]*)', page)
        form[name] = found.group(1) if found else ""
    response = desk.post(address.partition("?")[0], data=form | fields, follow_redirects=True)
    assert response.status_code in (200, 422), response.text
    return response.text


def unescaped(text: str) -> str:
    import html

    return html.unescape(text)


def test_the_least_certain_come_first(desk: TestClient) -> None:
    sure = [int(n) for n in re.findall(r'class="w-sure">(\d+)\s%', desk.get("/review").text)]
    assert len(sure) > 5
    assert sure == sorted(sure)


def test_accepting_goes_on_to_the_next(desk: TestClient) -> None:
    before, address = waiting(desk), first(desk)
    page = decide(desk, address, do="accept")
    assert "Accepted." in page
    assert "Is this right?" in page
    assert waiting(desk) == before - 1
    assert first(desk) != address
    assert re.search(r"accepted: “.*”</span><br><span class=\"or-meta\">Ida, <time", desk.get("/review").text)


def test_rejecting_takes_it_out_and_undoing_brings_it_back(desk: TestClient) -> None:
    before, address = waiting(desk), first(desk)
    article = address.partition("article=")[2].partition("&")[0]
    held = desk.get("/articles/" + unescaped(article).replace("%3A", ":")).text.count('class="or-outer"')
    page = decide(desk, address, do="reject")
    assert "Rejected." in page
    number = re.search(r'name="number" value="(\d+)"', page)
    assert number
    token = token_of(desk, "/review")
    back = desk.post(
        "/review/undo", data={"csrf_token": token, "number": number.group(1)}, follow_redirects=True
    )
    assert "Undone." in back.text
    assert waiting(desk) == before
    assert held >= 1


def test_a_fix_names_who_changed_what(desk: TestClient) -> None:
    address = first(desk)
    page = decide(desk, address, do="fix", speaker="Vera Holm", act="warn", note="she says so below")
    assert "The fix is saved." in page
    assert '<span class="or-who">Vera Holm</span>' in page
    assert "she says so below" in page
    assert page.count("Ida, ") == 2  # speaker and act


def test_borders_are_moved_by_their_numbers(desk: TestClient) -> None:
    address = first(desk)
    page = desk.get(address).text
    spans = re.search(r'name="content_spans" value="(\d+):(\d+)', page)
    assert spans
    start, end = int(spans.group(1)), int(spans.group(2))
    after = decide(desk, address, do="fix", content_spans=f"{start}:{end - 3}")
    assert f'name="content_spans" value="{start}:{end - 3}"' in after


def test_nothing_changed_is_told(desk: TestClient) -> None:
    assert "nothing was changed" in decide(desk, first(desk), do="fix")


def test_words_that_are_not_there_are_told(desk: TestClient) -> None:
    page = decide(desk, first(desk), do="fix", content="words that no article has")
    assert 'role="alert"' in page
    assert "no words" in page


def test_a_decision_needs_the_form(desk: TestClient) -> None:
    address = first(desk)
    assert desk.post(address.partition("?")[0], data={"do": "accept"}).status_code == 403
    assert desk.post("/review/undo", data={"number": "1"}).status_code == 403


def test_an_article_leads_to_its_statements(desk: TestClient) -> None:
    for address in Links(desk.get("/articles").text).addresses:
        if address.startswith("/articles/"):
            assert any(a.startswith("/review/") for a in Links(desk.get(address).text).addresses)
