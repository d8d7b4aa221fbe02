"""Pages in a real browser: no errors, nothing that axe finds serious, Review by keyboard alone; screenshots of all are kept.

Needs Playwright and Debian's Chromium (/usr/bin/chromium); without them these tests say so and do not run. Screenshots go to
the folder that ONRECORD_TEST_SHOTS names, else to a temporary one. Articles that are no part of this project are looked for in the folder
that ONRECORD_TEST_SHARED names, else in `../shared`.
"""

from __future__ import annotations

import gzip
import json
import os
import re
import socket
import threading
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import uvicorn

import onrecord
from onrecord.ingest import AddOptions
from onrecord.reading import article_from_text
from onrecord.serving.app import build_app
from onrecord.serving.settings import ServingSettings
from onrecord.types import Article

SHARED = Path(os.environ.get("ONRECORD_TEST_SHARED") or Path(__file__).parents[3] / "shared")
CHROMIUM = Path("/usr/bin/chromium")
sync_api = pytest.importorskip(
    "playwright.sync_api", reason="Playwright is not installed: pip install -e '.[dev]'"
)
axe_core = pytest.importorskip(
    "axe_core_python.sync_playwright", reason="axe is not installed: pip install -e '.[dev]'"
)
pytestmark = pytest.mark.skipif(
    not CHROMIUM.exists(), reason="no /usr/bin/chromium: apt-get install chromium"
)

LOOKS = {
    "light": {"viewport": {"width": 1280, "height": 900}, "color_scheme": "light"},
    "dark": {"viewport": {"width": 1280, "height": 900}, "color_scheme": "dark"},
    "phone": {"viewport": {"width": 390, "height": 844}, "color_scheme": "light", "device_scale_factor": 2},
}  # fmt: skip
PAGES = {
    "home": "/", "find": "/find?words=bridge", "articles": "/articles", "article": "ARTICLE", "speakers": "/speakers", "speaker": "SPEAKER",
    "threads": "/threads?all=1", "thread": "THREAD", "check": "/check?quote=We+have+the+steel,+we+have+the+money&by=lindqvist",
    "contacts": "/contacts", "review": "/review", "statement": "STATEMENT", "add": "/add", "help": "/help", "missing": "/articles/none",
}  # fmt: skip


class Served:
    """A server on a record, in a thread of its own."""

    def __init__(self, record: Path) -> None:
        self.listening = socket.create_server(("127.0.0.1", 0))
        self.address = f"http://127.0.0.1:{self.listening.getsockname()[1]}"
        app = build_app(ServingSettings(record=str(record), editor="Ida"))
        self.server = uvicorn.Server(uvicorn.Config(app, log_level="warning"))
        self.thread = threading.Thread(target=self.server.run, kwargs={"sockets": [self.listening]})
        self.thread.start()
        while not self.server.started:
            time.sleep(0.02)

    def stop(self) -> None:
        self.server.should_exit = True
        self.thread.join()
        self.listening.close()


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    with sync_api.sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=str(CHROMIUM), args=["--no-sandbox"])
        yield chromium
        chromium.close()


@pytest.fixture(scope="session")
def shots(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = Path(os.environ.get("ONRECORD_TEST_SHOTS") or tmp_path_factory.mktemp("shots"))
    folder.mkdir(parents=True, exist_ok=True)
    return folder


@pytest.fixture(scope="session")
def site(examples_record: Path) -> Iterator[str]:
    served = Served(examples_record)
    yield served.address
    served.stop()


@pytest.fixture
def own_site(examples_record: Path, tmp_path: Path) -> Iterator[str]:
    import sqlite3

    with sqlite3.connect(examples_record) as whole, sqlite3.connect(tmp_path / "copy.db") as copy:
        whole.backup(copy)
    served = Served(tmp_path / "copy.db")
    yield served.address
    served.stop()


class Watched:
    """A page of the browser that notes every error of its console and every request that leaves the site."""

    def __init__(self, browser: Any, site: str, look: str = "light") -> None:
        self.context = browser.new_context(base_url=site, **LOOKS[look])
        self.page = self.context.new_page()
        self.page.set_default_timeout(15_000)
        self.errors: list[str] = []
        self.page.on(
            "console", lambda m: self.errors.append(m.text) if m.type in ("error", "warning") else None
        )
        self.page.on("pageerror", lambda e: self.errors.append(str(e)))
        self.page.on("request", lambda r: None if r.url.startswith(site) else self.errors.append(r.url))

    def goto(self, name: str) -> None:
        """Go to a page of the table."""
        ways = {
            "ARTICLE": ("/articles", ".w-table a >> text=Mayor promises"),
            "SPEAKER": ("/speakers?name=lindqvist", ".w-people a"),
            "THREAD": ("/threads?all=1", ".w-threads a"),
            "STATEMENT": ("/review", ".w-queue-link"),
        }
        first, link = ways.get(PAGES[name], (PAGES[name], ""))
        self.page.goto(first)
        if link:
            self.page.click(link)
        self.page.wait_for_load_state("networkidle")

    def wait_for(self, selector: str) -> None:
        """Wait until this is seen and the scripts of its page have run."""
        self.page.wait_for_selector(selector)
        self.page.wait_for_load_state("domcontentloaded")

    def assert_sound(self) -> None:
        """No errors, no wider than the window, and nothing that axe finds serious."""
        wide = self.page.evaluate(
            "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        )
        serious = [
            (v["id"], [n["html"][:160] for n in v["nodes"]])
            for v in axe_core.Axe().run(self.page)["violations"]
            if v["impact"] in ("serious", "critical")
        ]
        assert not serious
        assert wide <= 0, "the page is wider than the window"
        assert not self.errors


@pytest.mark.parametrize("look", LOOKS)
@pytest.mark.parametrize("name", PAGES)
def test_page_is_sound(browser: Any, site: str, shots: Path, name: str, look: str) -> None:
    watched = Watched(browser, site, look)
    watched.goto(name)
    page = watched.page
    page.screenshot(path=shots / f"{name}-{look}.png", full_page=name != "article")
    if name == "missing":
        watched.errors.clear()  # that it is not there, as a browser tells it
    watched.assert_sound()
    watched.context.close()


def test_an_article_is_walked_by_keyboard(browser: Any, site: str, shots: Path) -> None:
    watched = Watched(browser, site)
    watched.goto("article")
    page = watched.page
    for key in "jjj":
        page.keyboard.press(key)
    assert page.locator("#list li.w-at").get_attribute("data-n") == "2"
    assert page.locator("#list details[open]").count() == 1
    assert page.locator("#text mark.w-at").count() >= 1
    page.screenshot(path=shots / "article-walked.png")
    page.locator("#text mark[data-s='5']").first.click()
    assert page.locator("#list li.w-at").get_attribute("data-n") == "5"
    page.keyboard.press("/")
    page.wait_for_url("**/find")
    assert not watched.errors
    watched.context.close()


def test_review_by_keyboard_alone(browser: Any, own_site: str, shots: Path) -> None:
    """Accept, undo, reject, move a border, pick a speaker by typing, save, undo: no mouse."""
    watched = Watched(browser, own_site)
    page = watched.page
    page.goto("/review")
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    watched.wait_for("text=Is this right?")
    one = page.url
    page.keyboard.press("a")
    watched.wait_for("text=Accepted.")
    assert page.url.partition("?")[0] != one.partition("?")[0]
    page.keyboard.press("u")
    watched.wait_for("text=Undone.")
    assert page.url.partition("?")[0] == one.partition("?")[0]
    page.keyboard.press("x")
    watched.wait_for("text=Rejected.")
    page.keyboard.press("f")
    assert page.evaluate("document.activeElement.id") == "f-content"
    before = page.input_value("#f-content")
    page.keyboard.press("Alt+ArrowLeft")
    shorter = page.input_value("#f-content")
    assert before.startswith(shorter)
    assert len(shorter.split()) == len(before.split()) - 1
    page.screenshot(path=shots / "review-moved.png", full_page=True)
    page.focus("#f-speaker")
    page.keyboard.press("Control+A")
    page.keyboard.type("oyel")
    page.wait_for_selector(".w-offer li")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    assert page.input_value("#f-speaker") == "Marta Oyelaran"
    page.keyboard.press("Enter")  # saves the fix, though Accept is the first button that is seen
    watched.wait_for("text=The fix is saved.")
    assert page.input_value("#f-content") == shorter
    assert page.locator(".w-summary .or-who").inner_text() == "Marta Oyelaran"
    history = page.locator("#history + ol").inner_text()
    assert re.search(r"speaker: .* → Marta Oyelaran", history)
    assert "Ida, " in history
    assert not watched.errors
    watched.context.close()


def test_words_are_marked_with_the_mouse(browser: Any, own_site: str) -> None:
    watched = Watched(browser, own_site)
    page = watched.page
    page.goto("/review")
    page.click(".w-queue-link")
    watched.wait_for("text=Is this right?")
    words = page.evaluate(
        """() => { const range = document.createRange(), node = document.createTreeWalker(document.getElementById('passage'), NodeFilter.SHOW_TEXT).nextNode();
        range.setStart(node, 0); range.setEnd(node, Math.min(12, node.length)); const s = getSelection(); s.removeAllRanges(); s.addRange(range);
        return range.toString(); }"""
    )
    page.click("#mark [data-as=source]")
    assert page.input_value("#f-source") == " ".join(words.split())
    assert not watched.errors
    watched.context.close()


def test_pages_work_without_scripts(browser: Any, own_site: str) -> None:
    context = browser.new_context(base_url=own_site, java_script_enabled=False)
    page = context.new_page()
    page.goto("/")
    page.fill("#q", "steel")
    page.click(".w-search button")
    assert page.locator(".w-report").count() >= 1
    page.click(".w-said a")
    assert page.locator("#list li:target").count() == 1
    page.goto("/review")
    page.click(".w-queue-link")
    page.fill("#f-speaker", "Vera Holm")
    page.click("fieldset >> text=Save the fix")
    assert page.locator("text=The fix is saved.").count() == 1
    context.close()


def test_a_new_record_leads_to_the_example(browser: Any, tmp_path: Path, shots: Path) -> None:
    served = Served(tmp_path / "new.db")
    watched = Watched(browser, served.address)
    page = watched.page
    page.goto("/")
    page.screenshot(path=shots / "empty.png")
    page.click("text=Read the example article")
    page.wait_for_selector("#list li")
    assert page.locator("#list li").count() > 10
    assert not watched.errors
    watched.context.close()
    served.stop()


def test_an_article_is_printed(browser: Any, site: str, shots: Path) -> None:
    watched = Watched(browser, site)
    watched.goto("article")
    watched.page.emulate_media(media="print")
    assert not watched.page.locator(".w-top").is_visible()
    assert watched.page.locator("#text").is_visible()
    watched.page.pdf(path=shots / "article.pdf")
    watched.context.close()


def real_articles() -> Iterator[tuple[Article, str]]:
    """A long article, and three outlets on one event, with their outlets."""
    path = SHARED / "gold" / "trump-nato.txt"
    yield replace(article_from_text(path.read_text(encoding="utf-8")), id="nato"), "The long one"
    with gzip.open(SHARED / "data" / "multi-outlet" / "basil.jsonl.gz", "rt", encoding="utf-8") as lines:
        for row in (json.loads(line) for line, _ in zip(lines, range(3), strict=False)):
            paragraphs = [" ".join(sentences) for sentences in row["body-paragraphs"]]
            article = article_from_text("\n\n".join((row["title"], *paragraphs)))
            yield replace(article, id=row["id"], published=row["date"]), row["source"]


@pytest.mark.skipif(
    not SHARED.is_dir(), reason=f"no articles of others in {SHARED}: set ONRECORD_TEST_SHARED"
)
@pytest.mark.parametrize("look", LOOKS)
def test_pages_of_real_articles_are_sound(
    browser: Any, tmp_path_factory: pytest.TempPathFactory, shots: Path, look: str
) -> None:
    path = tmp_path_factory.getbasetemp() / "real.db"
    with onrecord.open(path) as record:
        ids = [record.add(a, AddOptions(outlet=outlet))[0].article for a, outlet in real_articles()]
    served = Served(path)
    watched = Watched(browser, served.address, look)
    for number, id in enumerate(ids):
        watched.page.goto(f"/articles/{id}")
        watched.page.keyboard.press("j")
        assert watched.page.locator("#list li.w-at").count() == 1
        watched.page.screenshot(path=shots / f"real-article-{number}-{look}.png")
        watched.assert_sound()
    for name, address, link in (
        ("home", "/", None), ("speaker", "/speakers", ".w-people a"), ("thread", "/threads?all=1", ".w-threads a"),
        ("contacts", "/contacts", None), ("statement", "/review", ".w-queue-link"),
    ):  # fmt: skip
        watched.page.goto(address)
        if link and watched.page.locator(link).count():
            watched.page.click(f"{link} >> nth=0")
            watched.page.wait_for_load_state("networkidle")
        watched.page.screenshot(path=shots / f"real-{name}-{look}.png", full_page=True)
        watched.assert_sound()
    watched.context.close()
    served.stop()
