"""Visits: what robots.txt forbids, the pause between two visits to a host, and a host that wants to be left alone."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from onrecord.reading.fetch import Asked, NotFetched
from onrecord.reading.manners import HeldOff, Visitor

from websites import Hours, Reply, Site, article, moved, site


@pytest.fixture
def post() -> Iterator[Site]:
    with site() as served:
        served.pages["/a"] = served.pages["/b"] = article("the ferry")
        yield served


def visitor(post: Site, clock: Hours | None = None, **others: object) -> Visitor:
    return Visitor(post.options(seconds=1.0, max_bytes=200_000, **others), clock or Hours(), delay=2.0)


ALLOWED = [
    Reply(status=404),
    Reply(status=403),
    Reply("User-agent: *\nDisallow: /b\n", kind="text/plain"),
    Reply("User-agent: *\nDisallow: /\n\nUser-agent: onrecord\nAllow: /\n", kind="text/plain"),
    Reply("User-agent: *\nDisallow: /a\nAllow: /a$\n", kind="text/plain"),
    Reply(b"\xff\xfe\x00\x00 \x80 Disallow everything? ::::\n\n<<<", kind="application/octet-stream"),
    Reply("<html><body>Our home page</body></html>"),
    Reply("", kind="text/plain"),
    moved("/robots.txt"),
    moved("http://10.0.0.1/robots.txt"),
    Reply("# nothing\n" * 5, kind="text/plain", manner="endless"),
]
FORBIDDEN = [
    Reply("User-agent: *\nDisallow: /\n", kind="text/plain"),
    Reply("User-agent: onrecord\nDisallow: /a\n", kind="text/plain"),
    Reply(b"\xef\xbb\xbfuser-agent:*\r\ndisallow:/\r\n", kind="text/plain"),
    Reply("User-agent: *\nDisallow: /*a\n" + "# so it is\n" * 100_000, kind="text/plain"),
]
NOT_NOW = [
    Reply(status=500),
    Reply(status=429, headers={"Retry-After": "10"}),
    Reply("x", manner="drip"),
    Reply("User-agent: *", manner="broken off"),
]


@pytest.mark.parametrize("robots", ALLOWED)
def test_a_robots_txt_that_lets_us_in(post: Site, robots: Reply) -> None:
    post.pages["/robots.txt"] = robots
    assert b"ferry" in visitor(post).get(post.url("/a")).data


@pytest.mark.parametrize("robots", FORBIDDEN)
def test_a_robots_txt_that_keeps_us_out(post: Site, robots: Reply) -> None:
    post.pages["/robots.txt"] = robots
    with pytest.raises(NotFetched, match=r"robots.txt asks programs to stay away") as raised:
        visitor(post).get(post.url("/a"))
    assert post.paths == [] and not raised.value.passing


@pytest.mark.parametrize("robots", NOT_NOW)
def test_a_robots_txt_that_cannot_be_had_keeps_us_out_for_ten_minutes(post: Site, robots: Reply) -> None:
    post.pages["/robots.txt"] = robots
    clock = Hours()
    guest = visitor(post, clock)
    for _ in range(2):
        with pytest.raises(NotFetched, match=r"robots.txt cannot be had \(.+\); try again later") as raised:
            guest.get(post.url("/a"))
        assert raised.value.passing
    assert len(post.visits) == 1
    post.pages["/robots.txt"] = Reply(status=404)
    clock.time += 601
    assert guest.get(post.url("/a")).data


def test_each_host_on_the_way_is_asked_and_paused_for(post: Site) -> None:
    post.pages["/go"] = moved(post.url("/b", host="other.example"))
    clock = Hours()
    guest = visitor(post, clock)
    assert guest.get(post.url("/go")).url == post.url("/b", host="other.example")
    assert [f"{v.host}{v.path}" for v in post.visits] == [
        "post.example/robots.txt", "post.example/go", "other.example/robots.txt", "other.example/b",
    ]  # fmt: skip
    assert clock.waited == 0
    guest.get(post.url("/a"))
    assert clock.waited == 2.0
    guest.get(post.url("/b", host="third.example"))
    assert clock.waited == 2.0
    post.pages["other.example/robots.txt"] = Reply("User-agent: *\nDisallow: /")
    with pytest.raises(NotFetched, match="stay away"):
        visitor(post).get(post.url("/go"))


@pytest.mark.parametrize(("asked_for", "kept"), [("7", 7.0), ("0.5", 2.0), ("86400", 30.0), ("soon", 2.0)])
def test_the_pause_is_what_robots_txt_asks_for_within_reason(post: Site, asked_for: str, kept: float) -> None:
    post.pages["/robots.txt"] = Reply(f"User-agent: *\nCrawl-delay: {asked_for}\n", kind="text/plain")
    clock = Hours()
    guest = visitor(post, clock)
    guest.get(post.url("/a"))
    guest.get(post.url("/b"))
    assert clock.waited == kept


@pytest.mark.parametrize("status", [429, 503])
@pytest.mark.parametrize("date", [False, True])
def test_a_host_that_asks_to_be_left_alone_is(post: Site, status: int, date: bool) -> None:
    from datetime import UTC, datetime
    from email.utils import format_datetime

    clock = Hours()
    when = format_datetime(datetime.fromtimestamp(clock.now() + 1800, UTC), usegmt=True) if date else "1800"
    post.pages["/busy"] = Reply(status=status, headers={"Retry-After": when})
    guest = visitor(post, clock)
    with pytest.raises(NotFetched, match=f"answers {status}"):
        guest.get(post.url("/busy"))
    with pytest.raises(HeldOff, match="left alone for 30 minutes") as raised:
        guest.get(post.url("/a"))
    assert raised.value.until == pytest.approx(clock.now() + 1800) and post.paths == ["/busy"]
    assert guest.get(post.url("/b", host="other.example")).data
    clock.time += 1800
    assert guest.get(post.url("/a")).data


@pytest.mark.parametrize("words", ["", "-5", "soon", "1e999", "9" * 400, "Mon, 99 Foo 2026 00:00:00 GMT"])
def test_a_retry_after_that_makes_no_sense_holds_nothing_for_more_than_a_day(post: Site, words: str) -> None:
    clock = Hours()
    until = visitor(post, clock).moment(words)
    assert until is None or until - clock.now() <= 86_400


def test_what_is_known_is_asked_for_changes(post: Site) -> None:
    post.pages["/a"] = lambda asked: (
        Reply(status=304) if asked.headers.get("if-none-match") == '"one"'
        else Reply("<p>The mayor said so.</p>", headers={"ETag": '"one"', "Last-Modified": "Mon, 04 May 2026 08:00:00 GMT"})
    )  # fmt: skip
    guest = visitor(post)
    first = guest.get(post.url("/a"))
    assert (first.etag, first.modified, first.unchanged) == ('"one"', "Mon, 04 May 2026 08:00:00 GMT", False)
    again = guest.get(post.url("/a"), Asked(etag=first.etag, modified=first.modified))
    assert again.unchanged and (again.etag, again.modified) == (first.etag, first.modified)
    assert post.visits[-1].headers["if-modified-since"] == first.modified
    assert guest.get(post.url("/a"), Asked(etag='"o\r\nX-Evil: 1"')).data


def test_who_visits_says_so(post: Site) -> None:
    visitor(post).get(post.url("/a"))
    Visitor(post.options(), Hours(), contact="desk@post.example").get(post.url("/a"))
    agents = {visit.headers["user-agent"] for visit in post.visits}
    assert any(a.endswith("(+desk@post.example)") for a in agents) and all(
        a.startswith("onrecord/") for a in agents
    )
