"""Watching feeds of a site that misbehaves: what comes on record, once each, and when the next visit is."""

from __future__ import annotations

import gzip
import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

import pytest

from onrecord.engine import EngineOptions
from onrecord.ingest import Added
from onrecord.opened import Record
from onrecord.reading.manners import Visitor
from onrecord.record.feeds import FeedState, follow_feed, list_feeds, seconds
from onrecord.record.log import logged_inputs, logged_runs
from onrecord.record.store import Store
from onrecord.types import Article
from onrecord.watching.means import Item, Means
from onrecord.watching.watch import Stopped, watch

from websites import Hours, Reply, Request, Site, article, moved, site

FEED, MINUTE, HOUR, DAY = "/feed.xml", 60.0, 3600.0, 86_400.0
LONG = (
    "<p>"
    + "The ferry company said on Monday that the boats would stay where they were until the autumn. " * 12
    + "</p>"
)


def unread(items: Iterable[Item], _options: EngineOptions) -> Iterator[Item]:
    """In place of the engine: articles without statements."""
    yield from items


@dataclass
class Desk:
    """A watch on one site."""

    post: Site
    store: Store
    clock: Hours
    means: Means

    def follow(self, *paths: str) -> None:
        with self.store.writing() as connection:
            for path in paths:
                follow_feed(connection, self.post.url(path), self.clock.now())

    def look(self, after: float = 0.0, once: bool = True) -> list[Added]:
        self.clock.time += after
        return list(watch(self.means, once=once))

    def verdicts(self, after: float = 0.0) -> list[str]:
        return [added.verdict for added in self.look(after)]

    def articles(self) -> list[Article]:
        return list(Record(self.store).articles())

    def headlines(self) -> list[str]:
        return [a.headline.of(a.text) if a.headline else "" for a in self.articles()]

    def state(self, path: str = FEED) -> FeedState:
        with self.store.reading() as connection:
            [state] = list_feeds(connection, [self.post.url(path)])
        return state

    def wait(self, path: str = FEED) -> float:
        """Minutes until the feed is asked again."""
        return round((seconds(self.state(path).next_at) - self.clock.now()) / MINUTE)


@pytest.fixture
def desk(store: Store) -> Iterator[Desk]:
    clock = Hours()
    with site() as post:
        visitor = Visitor(post.options(seconds=2, max_bytes=300_000), clock)
        yield Desk(post, store, clock, Means(store, visitor, clock, 15 * MINUTE, read=unread))


def item(
    name: str, *, link: str | None = None, id: str | None = None, content: str = "", date: str | None = None
) -> str:
    told = f"<pubDate>{date}</pubDate>" if date else ""
    return (
        f"<item><title>The {name}</title><link>{link or f'/{name}'}</link><guid isPermaLink='false'>{id or name}</guid>{told}"
        f"<description><![CDATA[{content}]]></description></item>"
    )


def rss(*items: str) -> Reply:
    return Reply(
        f"<rss version='2.0'><channel><title>Post</title>{''.join(items)}</channel></rss>",
        kind="application/rss+xml",
    )


def publish(desk: Desk, *names: str) -> None:
    for name in names:
        desk.post.pages[f"/{name}"] = article(f"The {name}")
    desk.post.pages[FEED] = rss(*map(item, names))


def test_new_articles_are_taken_from_their_pages_once(desk: Desk) -> None:
    publish(desk, "ferry", "pier")
    desk.follow(FEED)
    assert desk.verdicts() == ["added", "added"]
    assert desk.verdicts(15 * MINUTE) == []
    publish(desk, "ferry", "pier", "quay")
    assert desk.verdicts(15 * MINUTE) == ["added"]
    assert sorted(desk.headlines()) == ["The ferry", "The pier", "The quay"]
    assert desk.post.paths.count("/ferry") == 1 and desk.wait() == 15
    assert all("did not believe a word" in a.text for a in desk.articles())


def test_where_the_page_has_no_date_the_feeds_is_taken(desk: Desk) -> None:
    publish(desk, "ferry")
    desk.post.pages[FEED] = rss(item("ferry", date="Mon, 04 May 2026 08:00:00 +0200"))
    desk.follow(FEED)
    desk.look()
    [found] = desk.articles()
    assert (found.published, found.published_from) == ("2026-05-04T08:00+02:00", "metadata")


@pytest.mark.parametrize("kind", ["ids", "links", "both"])
def test_ids_and_links_that_change_every_time_double_nothing(desk: Desk, kind: str) -> None:
    publish(desk, "ferry", "pier")
    turn = 0

    def feed(_asked: Request) -> Reply:
        nonlocal turn
        turn += 1
        odd = f"?session={turn}" if kind != "ids" else ""
        ids = str(turn) if kind != "links" else ""
        names = ("ferry", "pier")
        return rss(
            *(item(n, link=f"/{n}{odd}", id=n + ids, date="Mon, 04 May 2026 08:00:00 GMT") for n in names)
        )

    desk.post.pages[FEED] = feed
    desk.follow(FEED)
    for _ in range(5):
        desk.look(15 * MINUTE)
    assert sorted(desk.headlines()) == ["The ferry", "The pier"]
    assert len([path for path in desk.post.paths if path != FEED]) == 2


def test_the_page_says_that_two_addresses_are_one(desk: Desk) -> None:
    for name in ("a7", "b9"):
        desk.post.pages[f"/{name}"] = article(
            "The ferry", head='<link rel="canonical" href="/2026/05/ferry">'
        )
    desk.post.pages[FEED] = rss(item("a7"), item("b9"))
    desk.follow(FEED)
    assert desk.verdicts() == ["added", "unchanged"] and len(desk.articles()) == 1


def test_a_feed_that_has_not_changed_is_not_sent_but_once_a_day(desk: Desk) -> None:
    publish(desk, "ferry")
    whole = desk.post.pages[FEED]
    assert isinstance(whole, Reply)
    desk.post.pages[FEED] = lambda asked: (
        Reply(status=304) if asked.headers.get("if-none-match") == '"x"' else Reply(whole.body, kind=whole.kind, headers={"ETag": '"x"'})
    )  # fmt: skip
    desk.follow(FEED)
    for _ in range(100):
        desk.look(15 * MINUTE)
    asked = [v.headers.get("if-none-match") for v in desk.post.visits if v.path == FEED]
    assert (asked.count(None), asked.count('"x"')) == (2, 98)


@pytest.mark.parametrize(
    ("reply", "told"),
    [
        (Reply(status=500), "answers 500"),
        (Reply(status=404), "answers 404"),
        (Reply("x", manner="drip"), "took over 2 seconds"),
        (Reply("<rss>", manner="endless"), "over the limit"),
        (Reply(gzip.compress(b"x" * 9_000_000), headers={"Content-Encoding": "gzip"}), "over the limit"),
        (Reply(b"no gzip", headers={"Content-Encoding": "gzip"}), "sent broken"),
        (Reply("<rss version='2.0'>", manner="broken off"), "does not answer"),
        (moved(FEED), "without end"),
        (moved("http://127.0.0.2/feed"), "not on the open web"),
        (moved("http://169.254.169.254/latest"), "not on the open web"),
        (moved("file:///etc/passwd"), "no address of a page"),
        (Reply("<html><body>Hello</body></html>"), "a web page that names no feed"),
        (Reply(""), "is empty"),
        (Reply("<rss><channel><item><ti"), "broken XML"),
        (Reply(b"\x00\x01\x02" * 50), "no text"),
    ],
)
def test_a_feed_that_fails_is_asked_later_and_later_until_it_comes(
    desk: Desk, reply: Reply, told: str
) -> None:
    publish(desk, "ferry")
    good, desk.post.pages[FEED] = desk.post.pages[FEED], reply
    desk.follow(FEED)
    waits = []
    for failures in range(1, 9):
        [failed] = desk.look()
        assert failed.verdict == "failed" and told in (failed.message or ""), failed
        assert failed.source == desk.post.url(FEED) and desk.state().failures == failures
        waits.append(desk.wait())
        assert desk.look() == []  # not before its time, not even once
        desk.clock.time += desk.wait() * MINUTE + 1
    assert waits == [30, 60, 120, 240, 480, 960, 1440, 1440]
    with desk.store.reading() as connection:
        [entry] = logged_inputs(connection, 50, failed=True)
        assert entry.source == desk.post.url(FEED)
    desk.post.pages[FEED] = good
    assert desk.verdicts() == ["added"] and desk.state().failures == 0 and desk.state().message is None
    with desk.store.reading() as connection:
        assert logged_inputs(connection, 50, failed=True) == []
        assert {run.command for run in logged_runs(connection, 50)} == {"watch"}


def test_a_feed_that_is_gone_is_asked_once_a_day(desk: Desk) -> None:
    desk.post.pages[FEED] = Reply(status=410)
    desk.follow(FEED)
    desk.look()
    assert desk.wait() == 24 * 60


def test_a_feed_that_wants_to_be_left_alone_is(desk: Desk) -> None:
    publish(desk, "ferry")
    good = desk.post.pages[FEED]
    desk.post.pages[FEED] = Reply(status=429, headers={"Retry-After": "7200"})
    desk.follow(FEED)
    assert desk.verdicts() == ["failed"] and desk.wait() == 120
    desk.post.pages[FEED] = good
    desk.follow("/other.xml")
    desk.post.pages["/other.xml"] = rss()
    assert desk.verdicts() == [] and "/other.xml" not in desk.post.paths  # the same host
    assert desk.verdicts(2 * HOUR + 1) == ["added"]


def test_a_page_leads_to_its_feed_and_to_another_when_that_is_gone(desk: Desk) -> None:
    publish(desk, "ferry")
    desk.post.pages["/"] = Reply(
        '<html><head><link rel="alternate" type="application/rss+xml" href="feed.xml"></head><body>Hi</body></html>'
    )
    desk.follow("/")
    assert desk.verdicts() == ["added"] and desk.state("/").leads_to == desk.post.url(FEED)
    desk.look(15 * MINUTE)
    assert desk.post.paths.count("/") == 1
    desk.post.pages["/"] = Reply(
        '<html><head><link rel="alternate" type="application/rss+xml" href="new.xml"></head><body>Hi</body></html>'
    )
    desk.post.pages["/pier"] = article("The pier")
    desk.post.pages["/new.xml"] = rss(item("ferry"), item("pier"))
    del desk.post.pages[FEED]
    assert desk.verdicts(15 * MINUTE) == ["failed"]
    assert desk.verdicts(2 * HOUR) == ["added"]


def test_robots_txt_holds_for_feeds_and_for_pages(desk: Desk) -> None:
    publish(desk, "ferry", "pier")
    desk.post.pages["/robots.txt"] = Reply(
        "User-agent: *\nDisallow: /pier\nDisallow: /secret.xml\n", kind="text/plain"
    )
    desk.follow(FEED, "/secret.xml")
    told = desk.look()
    assert sorted(a.verdict for a in told) == ["added", "failed", "failed"]
    assert not {"/pier", "/secret.xml"} & set(desk.post.paths)


Answers = Callable[[int], Reply]
PAGE = article("The ferry")


@pytest.mark.parametrize(
    ("answers", "verdicts"),
    [
        (lambda n: Reply(status=500) if n < 4 else PAGE, ["failed"] * 3 + ["added"]),
        (lambda n: Reply("x", manner="drip") if n < 3 else PAGE, ["failed"] * 2 + ["added"]),
        (lambda n: Reply("<p>", manner="broken off") if n < 2 else PAGE, ["failed", "added"]),
        (lambda n: Reply(status=429, headers={"Retry-After": "1800"}) if n < 2 else PAGE, ["failed", "added"]),
        (lambda n: Reply(status=404) if n < 3 else PAGE, ["failed", "failed", "added"]),  # a feed ahead of its pages
        (lambda _: Reply(status=404), ["failed"] * 3),
        (lambda _: Reply(status=500), ["failed"] * 8),
        (lambda _: Reply(status=403), ["failed"]),
        (lambda _: Reply("%PDF", kind="application/pdf"), ["failed"]),
        (lambda _: moved("http://10.0.0.1/"), ["failed"]),
        (lambda _: moved("/ferry"), ["failed"]),
        (lambda _: Reply("<html><body><div id=app></div></body></html>"), ["failed"]),
    ],
)  # fmt: skip
def test_a_page_that_may_come_later_is_tried_again(desk: Desk, answers: Answers, verdicts: list[str]) -> None:
    visits = 0

    def page(_asked: Request) -> Reply:
        nonlocal visits
        visits += 1
        return answers(visits)

    desk.post.pages |= {FEED: rss(item("ferry")), "/ferry": page}
    desk.follow(FEED)
    assert [verdict for _ in range(150) for verdict in desk.verdicts(15 * MINUTE)] == verdicts
    assert len(desk.articles()) == verdicts.count("added") and desk.state().waiting == 0


@pytest.mark.parametrize(
    ("page", "tries"),
    [
        (Reply(status=403), 1),
        (Reply(status=500), 4),
        (Reply("<p>Subscribe to continue reading.</p>"), 1),
        (Reply("<i></i>"), 1),
    ],
)
def test_what_the_feed_carries_stands_in_for_a_page_that_cannot_be_had(
    desk: Desk, page: Reply, tries: int
) -> None:
    desk.post.pages |= {
        FEED: rss(item("ferry", content=LONG, date="Mon, 04 May 2026 08:00:00 GMT")),
        "/ferry": page,
    }
    desk.follow(FEED)
    verdicts = [verdict for _ in range(20) for verdict in desk.verdicts(15 * MINUTE)]
    assert verdicts == ["failed"] * (tries - 1) + ["added"]
    [found] = desk.articles()
    assert found.text.startswith("The ferry\n\nThe ferry company said") and found.url == desk.post.url(
        "/ferry"
    )
    assert found.published == "2026-05-04T08:00+00:00"
    [warning] = [w for w in found.warnings if "the page could not be had" in w]
    assert warning.endswith("this is the text that the feed carries")


def test_an_entry_without_a_page_is_taken_where_it_is_an_article(desk: Desk) -> None:
    items = [
        {"id": "a", "title": "The ferry", "content_html": LONG},
        {"id": "b", "title": "The pier", "content_text": "Closed."},
    ]
    desk.post.pages[FEED] = Reply(
        json.dumps({"version": "https://jsonfeed.org/version/1.1", "items": items}),
        kind="application/feed+json",
    )
    desk.follow(FEED)
    assert sorted(desk.verdicts()) == ["added", "failed"] and desk.headlines() == ["The ferry"]
    assert desk.verdicts(15 * MINUTE) == []


def test_an_article_that_its_feed_says_has_changed_is_a_revision(desk: Desk) -> None:
    def told(updated: str) -> Reply:
        item = {"id": "a", "url": "/ferry", "title": "The ferry", "date_modified": updated}
        return Reply(json.dumps({"items": [item]}), kind="application/feed+json")

    desk.post.pages |= {FEED: told("2026-05-04T08:00:00Z"), "/ferry": article("The ferry")}
    desk.follow(FEED)
    assert desk.verdicts() == ["added"]
    desk.post.pages |= {
        FEED: told("2026-05-04T09:00:00Z"),
        "/ferry": article("The ferry", more="<p>The mayor has since resigned.</p>"),
    }
    assert desk.verdicts(15 * MINUTE) == []
    assert desk.verdicts(15 * MINUTE) == ["revised"]
    assert "has since resigned" in desk.articles()[0].text
    desk.post.pages["/ferry"] = Reply(status=410)
    desk.post.pages[FEED] = told("2026-05-04T10:00:00Z")
    desk.look(15 * MINUTE)
    assert desk.verdicts(HOUR) == ["failed"] and len(desk.articles()) == 1
    assert desk.verdicts(DAY) == []


def test_a_watch_goes_on_by_itself_and_stops_when_told(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    publish(desk, "ferry")
    desk.follow(FEED)
    seen = watch(desk.means)
    assert next(seen).verdict == "added"
    publish(desk, "ferry", "pier", "quay")
    assert next(seen).verdict == "added"
    assert desk.clock.waited >= 15 * MINUTE

    def stop(_seconds: float) -> None:
        raise Stopped

    monkeypatch.setattr(desk.clock, "sleep", stop)
    assert list(seen) == [] and desk.state().waiting == 1
    monkeypatch.undo()
    with desk.store.reading() as connection:
        assert all(run.ended_at for run in logged_runs(connection, 10))
    assert desk.verdicts() == ["added"] and len(desk.articles()) == 3


def test_a_watch_that_dies_between_storing_and_noting_doubles_nothing(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish(desk, "ferry")
    desk.follow(FEED)

    def dies(*_: object) -> None:
        raise MemoryError

    monkeypatch.setattr("onrecord.watching.taking.settle_entry", dies)
    with pytest.raises(MemoryError):
        desk.look()
    monkeypatch.undo()
    assert desk.verdicts() == ["unchanged"] and len(desk.articles()) == 1 and desk.state().waiting == 0


def test_the_pause_owed_to_one_host_is_used_for_others(desk: Desk) -> None:
    for host in ("a.example", "b.example", "c.example"):
        desk.post.pages |= {
            f"{host}/feed.xml": rss(
                item("ferry", link=desk.post.url("/ferry", host)),
                item("pier", link=desk.post.url("/pier", host)),
            )
        }
        desk.post.pages |= {
            f"{host}/ferry": article(f"Ferry of {host}"),
            f"{host}/pier": article(f"Pier of {host}"),
        }
    with desk.store.writing() as connection:
        for host in ("a.example", "b.example", "c.example"):
            follow_feed(connection, desk.post.url(FEED, host), desk.clock.now())
    assert desk.verdicts() == ["added"] * 6
    assert desk.clock.waited <= 3.0
    hosts = [visit.host for visit in desk.post.visits if visit.path not in ("/robots.txt", FEED)]
    assert all(one != other for one, other in pairwise(hosts))
