"""Fetching an address: what is fetched from a server of our own, and every spelling of what must never be."""

from __future__ import annotations

import contextlib
import gzip
import socket
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from onrecord.errors import UnreadableArticle
from onrecord.reading.fetch import FetchOptions, fetch, is_public
from onrecord.reading.visiting import article_at

PAGE = b"<html><head><title>Pier to close</title></head><body><article><p>The harbour board said on Monday that the pier would close.</p></article></body></html>"


class Pages(BaseHTTPRequestHandler):
    """A site with a page, the same packed, one too large, one too slow, and some that lead elsewhere."""

    def do_GET(self) -> None:
        leads = {
            "/round": "/round",
            "/metadata": "http://169.254.169.254/latest",
            "/file": "file:///etc/passwd",
            "/on": "/page",
        }
        if self.path in leads:
            self.send_response(302)
            self.send_header("Location", leads[self.path])
            self.end_headers()
            return
        body = {
            "/large": b"x" * 300_000,
            "/packed": gzip.compress(PAGE),
            "/bomb": gzip.compress(b"x" * 3_000_000),
        }
        self.send_response(404 if self.path == "/none" else 200)
        self.send_header(
            "Content-Type", "application/pdf" if self.path == "/pdf" else "text/html; charset=utf-8"
        )
        if self.path in ("/packed", "/bomb"):
            self.send_header("Content-Encoding", "gzip")
        self.end_headers()
        if self.path == "/slow":
            while True:  # a byte now and then, for as long as anybody listens
                self.wfile.write(b"x")
                self.wfile.flush()
                time.sleep(0.05)
        self.wfile.write(body.get(self.path, PAGE))

    def log_message(self, format: str, *args: object) -> None:
        pass

    def handle(self) -> None:
        with contextlib.suppress(OSError):
            super().handle()


@pytest.fixture(scope="module")
def site() -> Iterator[tuple[str, FetchOptions]]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Pages)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    port = server.server_address[1]
    options = FetchOptions(
        max_bytes=200_000, seconds=5, ports=frozenset((port, 80)), allowed=lambda ip: ip == "127.0.0.1"
    )
    yield f"http://127.0.0.1:{port}", options
    server.shutdown()
    server.server_close()


@pytest.mark.parametrize("path", ["/page", "/packed", "/on"])
def test_a_page_is_fetched(site: tuple[str, FetchOptions], path: str) -> None:
    article = article_at(site[0] + path, site[1])
    assert "said on Monday that the pier would close" in article.text
    assert article.url is not None and article.url.endswith("/page" if path == "/on" else path)


@pytest.mark.parametrize(
    ("path", "told"),
    [
        ("/none", "answers 404"),
        ("/large", "over the limit"),
        ("/bomb", "over the limit"),
        ("/pdf", "application/pdf"),
        ("/round", "without end"),
        ("/metadata", "not on the open web"),
        ("/file", "no address of a page"),
    ],
)
def test_what_cannot_be_fetched_is_told(site: tuple[str, FetchOptions], path: str, told: str) -> None:
    with pytest.raises(UnreadableArticle, match=told):
        article_at(site[0] + path, site[1])


def test_a_page_that_drips_is_given_up(site: tuple[str, FetchOptions]) -> None:
    options = FetchOptions(seconds=0.5, ports=site[1].ports, allowed=site[1].allowed)
    with pytest.raises(UnreadableArticle, match="took over"):
        fetch(site[0] + "/slow", options)


def test_a_name_is_looked_up_once_and_the_answer_that_was_checked_is_used(
    site: tuple[str, FetchOptions],
) -> None:
    answers = iter((["127.0.0.1"], ["10.0.0.1"]))  # what a rebinding name server says first and then
    options = FetchOptions(
        ports=site[1].ports, allowed=site[1].allowed, resolve=lambda _host, _port: next(answers)
    )
    address = site[0].replace("127.0.0.1", "rebinding.example")
    assert fetch(f"{address}/page", options).data == PAGE
    with pytest.raises(UnreadableArticle, match="not on the open web"):
        fetch(f"{address}/page", options)


def test_a_name_with_one_private_address_among_others_is_refused() -> None:
    options = FetchOptions(resolve=lambda _host, _port: ["93.184.215.14", "10.0.0.1"])
    with pytest.raises(UnreadableArticle, match="not on the open web"):
        fetch("http://mixed.example/", options)


@pytest.mark.parametrize(
    "address",
    """127.0.0.1 127.8.8.8 0.0.0.0 10.1.2.3 172.16.0.1 192.168.1.1 169.254.169.254 100.64.0.1 192.0.0.1 192.0.2.1 198.18.0.1
    224.0.0.1 240.0.0.1 255.255.255.255 ::1 :: fe80::1 fe80::1%eth0 fc00::1 fd00:ec2::254 ff02::1 ::ffff:10.0.0.1 ::ffff:127.0.0.1
    ::127.0.0.1 64:ff9b::7f00:1 64:ff9b::a00:1 64:ff9b:1::a00:1 2002:7f00:1:: 2002:a00:1:: 2001:0:7f00:1::1 2001:db8::1 nonsense""".split(),
)
def test_addresses_that_are_not_public(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize(
    "address", ["93.184.215.14", "8.8.8.8", "2606:4700::1111", "::ffff:8.8.8.8", "64:ff9b::808:808"]
)
def test_addresses_that_are_public(address: str) -> None:
    assert is_public(address)


LOOPBACK = (
    "http://127.0.0.1/ http://localhost/ http://2130706433/ http://0x7f000001/ http://0x7f.1/ http://0177.0.0.1/ http://127.1/ "
    "http://[::1]/ http://[::ffff:127.0.0.1]/ http://[::]/ http://0/ http://127.0.0.1.:80/ http://LOCALHOST/ https://127.0.0.1/ "
    "http://[::ffff:7f00:1]/ http://017700000001/ http://127.0.0.1:8080/ http://①②⑦.0.0.1/"
).split()
NO_PAGE = (
    "file:///etc/passwd ftp://example.org/x gopher://example.org/ data:text/html,hi javascript:alert(1) //example.org/ http:///x http:// "
    "http://user:word@example.org/ http://example.org:22/ http://example.org:6379/ http://example.org:99999/ http://[::1 example.org/ "
    "http://example.org\\@127.0.0.1/ dict://127.0.0.1/ jar:http://example.org!/ unix:///var/run/docker.sock"
).split()


@pytest.mark.parametrize(
    "url", [*LOOPBACK, *NO_PAGE, "", " ", "http://a b/", "http://" + "a" * 3000, "http://x\n/"]
)
def test_no_connection_is_made_to_what_is_not_the_open_web(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[object] = []
    monkeypatch.setattr(socket, "create_connection", lambda *args, **_: made.append(args))
    with pytest.raises(UnreadableArticle):
        fetch(url, FetchOptions(seconds=2))
    assert not made
