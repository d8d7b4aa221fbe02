"""Taking one article that a feed told of: its page, or, where that cannot be had, what the feed itself carries."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace

from onrecord.errors import UnreadableArticle, UsageError
from onrecord.ingest import Added, Adding
from onrecord.reading.dateline import given_date
from onrecord.reading.feeds import Entry, article_in_entry, words_in
from onrecord.reading.fetch import NotFetched
from onrecord.reading.manners import HeldOff
from onrecord.record.feeds import Waiting, put_off, settle_entry
from onrecord.types import Article
from onrecord.watching.means import Means

__all__ = ["ENOUGH", "take"]

ENOUGH = 150  # words that a feed must carry to stand for the article
TRIES, TRIES_WITH_TEXT, TRIES_NOT_THERE = 8, 4, 3
_FIRST_WAIT = 600.0  # seconds before the second try; twice as long before each next one
_NOT_THERE = 404


def take(waiting: Waiting, adding: Adding, means: Means) -> Added | None:
    """Put an article on record; what became of it, None where its host wants to be left alone for now.

    What may come later is tried again, later and later; then what the feed carries is taken, if it is long enough.
    """
    try:
        article = _from_page(waiting.entry, adding)
    except HeldOff as error:
        _put_off(waiting, error, error.until, waiting.tries, means)
        return None
    except UnreadableArticle as error:
        if waiting.tries + 1 < _most_tries(error, waiting.entry):
            _put_off(waiting, error, _next_try(waiting, error, means), waiting.tries + 1, means)
            return adding.settle(error)
        carried = None if waiting.looks else _from_feed(waiting.entry, error, means)
        if carried is None:
            return _settled(waiting, adding.settle(error), means)
        article = carried
    [read] = means.read(adding.looked_up([article]), means.engine)
    return _settled(waiting, adding.settle(read), means)


def _settled(waiting: Waiting, added: Added, means: Means) -> Added:
    with means.store.writing() as connection:
        lost = added.verdict == "failed" and not waiting.looks  # what was on record before still is
        settle_entry(connection, waiting.id, added.message if lost else None)
    return added


def _from_page(entry: Entry, adding: Adding) -> Article:
    if entry.address is None:
        raise UnreadableArticle(f"{entry.id or entry.title}: the feed names no page for it")
    article = adding.visited(entry.address)
    if article.published is None and entry.published:
        with suppress(UsageError):
            return replace(article, published=given_date(entry.published), published_from="metadata")
    return article


def _from_feed(entry: Entry, error: UnreadableArticle, means: Means) -> Article | None:
    """What the feed carries, with the reason; None where that is no article."""
    if words_in(entry.content) < ENOUGH:
        return None
    path = entry.address or entry.id or "feed"
    article = article_in_entry(entry, path, means.reading)
    warning = f"the page could not be had ({error.told[1].partition(';')[0]}); this is the text that the feed carries"
    return replace(article, warnings=(*article.warnings, warning))


def _most_tries(error: UnreadableArticle, entry: Entry) -> int:
    if not isinstance(error, NotFetched):
        return 1
    if error.status == _NOT_THERE:  # feeds are sometimes ahead of their pages
        return TRIES_NOT_THERE
    if not error.passing:
        return 1
    return TRIES_WITH_TEXT if words_in(entry.content) >= ENOUGH else TRIES


def _next_try(waiting: Waiting, error: UnreadableArticle, means: Means) -> float:
    asked = means.visitor.moment(error.retry_after) if isinstance(error, NotFetched) else None
    return max(means.clock.now() + _FIRST_WAIT * 2.0**waiting.tries, asked or 0.0)


def _put_off(waiting: Waiting, error: UnreadableArticle, until: float, tries: int, means: Means) -> None:
    with means.store.writing() as connection:
        put_off(connection, waiting.id, until, error.told[1], tries)
