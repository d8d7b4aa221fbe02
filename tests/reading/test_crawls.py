"""What a crawl holds: articles are found, other pages left with a reason, copies linked."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from onrecord.errors import LeftOut, UnreadableArticle
from onrecord.reading import Copies, ReadingOptions, article_from_text, read_source
from onrecord.reading.copies import sketch_of
from onrecord.reading.left import Tally
from onrecord.reading.pages import Page, article_from_page
from onrecord.types import Article

from crawls import crawl, stories
from pages import ARTICLES, FOREIGN_LAYOUTS, OTHERS

STORIES = stories(24)


def read(html: str, **options: bool) -> Article:
    return article_from_page(Page("here", "here", html.encode()), ReadingOptions(**options))  # type: ignore[arg-type]


@pytest.mark.parametrize("layout", sorted(ARTICLES))
def test_articles_are_found_in_every_layout(layout: str) -> None:
    for number, story in enumerate(STORIES[:6]):
        article = read(ARTICLES[layout](story, random.Random(number)))
        words = set(article.text.split())
        told = story.paragraphs[: 2 if layout == "brief" else None]
        assert all(set(p.split()) <= words for p in told), layout
        assert not {"Reply", "hours", "Subscribe"} & words, "comments and menus are no part of it"


@pytest.mark.parametrize("layout", sorted(OTHERS))
def test_other_pages_are_left_with_a_reason(layout: str) -> None:
    for number, story in enumerate(STORIES[:6]):
        with pytest.raises(LeftOut) as left:
            read(OTHERS[layout](story, random.Random(number)))
        assert left.value.reason == "no article"
        assert left.value.detail in {"listing", "comments", "house page", "too little running text"}
        if layout not in ("shell",):
            assert isinstance(read(OTHERS[layout](story, random.Random(number)), everything=True), Article)


def test_other_languages_are_left() -> None:
    for number in range(30):
        name = sorted(FOREIGN_LAYOUTS)[number % 3]
        with pytest.raises(LeftOut) as left:
            read(FOREIGN_LAYOUTS[name](STORIES[0], random.Random(number)))
        assert left.value.reason == "not English"


def test_a_crawl_is_told_apart(tmp_path: Path) -> None:
    paths, truth = crawl(tmp_path, 66)
    copies, found, left, failed = Copies(), {}, Tally(), 0
    for path in paths:
        for item in read_source(path, copies=copies):
            if isinstance(item, Article):
                found[item.url] = item
            elif isinstance(item, LeftOut):
                left.add(item)
            else:
                failed += isinstance(item, UnreadableArticle)
    assert set(truth.articles) <= set(found)
    assert set(found) <= {*truth.articles, *truth.copies}
    assert truth.copies and all(found[u].copy_of == found[first].id for u, first in truth.copies.items())
    assert all(found[u].copy_of is None for u in truth.articles)
    assert any("copy of article" in w for w in found[next(iter(truth.copies))].warnings)
    assert left.counts.total() + failed >= len(truth.others) + len(truth.foreign) + len(truth.broken) - 1
    assert failed == len(truth.broken) - 1, "all but the page that was not found"


def test_a_folder_is_gone_through(tmp_path: Path, examples: Path) -> None:
    (tmp_path / "a" / "b").mkdir(parents=True)
    (tmp_path / "a" / "b" / "page.html").write_bytes((examples / "reservoir.html").read_bytes())
    (tmp_path / "a" / "again.html").write_bytes((examples / "reservoir.html").read_bytes())
    (tmp_path / "a" / "style.css").write_text("p { color: red }")
    (tmp_path / "lines.jsonl").write_text('{"text": "The mayor said the bridge would open in May."}\n')
    (tmp_path / ".hidden.html").write_text("<html>")
    got = list(read_source(tmp_path, copies=Copies()))
    kinds = [type(item).__name__ for item in got]
    assert sorted(kinds) == ["Article", "Article", "LeftOut", "LeftOut"]
    assert {str(i).rpartition(": ")[2] for i in got if isinstance(i, LeftOut)} == {
        "no page (.css)",
        "seen (https://www.valley-ledger.example/2026/05/19/reservoir-lowest-level)",
    }


def test_an_empty_folder_is_told(tmp_path: Path) -> None:
    [error] = read_source(tmp_path)
    assert "a folder without files" in str(error)


def text(paragraphs: tuple[str, ...]) -> Article:
    return article_from_text("\n\n".join(paragraphs))


def test_copies_are_told_from_other_stories() -> None:
    copies = Copies()
    for story in STORIES:
        assert copies.find(story.url, story.url, sketch_of(text(story.paragraphs))).copy_of is None
    for story in STORIES:
        cut = (*story.paragraphs[:-1], "The rest was cut for want of room, and this was put in its place.")
        found = copies.find(story.url + "/copy", None, sketch_of(text(cut)))
        assert found.copy_of == story.url and found.alike >= 0.7
    assert copies.find(STORIES[0].url, STORIES[0].url, None).seen


def test_short_texts_are_no_copies() -> None:
    article = article_from_text("The mayor said the bridge would open in May.")
    assert sketch_of(article) is None
