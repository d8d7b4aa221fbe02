"""A web site of our own on this machine that behaves as it is told, also badly; what was asked of it is kept."""

from __future__ import annotations

import contextlib
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Literal

from onrecord.reading.connecting import FetchOptions

HTML = "text/html; charset=utf-8"
ARTICLE = """<html><head><title>{title}</title>{head}</head><body><nav><a href="/">Home</a></nav><article><h1>{title}</h1>
<p>The ferry company said on Monday that {title} would be settled by the summer, and that nobody would lose by it.</p>
<p>“We have heard the islanders, and we will answer them,” said Inga Holm, the chairwoman of the company.</p>
<p>The mayor, Jonas Falk, told reporters that he did not believe a word of it, and that the council would meet on Friday.</p>
{more}</article><footer>© The Island Post</footer></body></html>"""


@dataclass(frozen=True)
class Reply:
    """What is answered. `manner`: the whole, without end, a byte at a time, or broken off in the middle."""

    body: str | bytes = b""
    status: int = 200
    kind: str = HTML
    headers: Mapping[str, str] = field(default_factory=dict)
    manner: Literal["whole", "endless", "drip", "broken off"] = "whole"


@dataclass(frozen=True)
class Request:
    """What is asked: host without port, path with query, headers by lower-case names."""

    host: str
    path: str
    headers: Mapping[str, str]


Answer = Reply | Callable[[Request], Reply]


def article(title: str, head: str = "", more: str = "") -> Reply:
    """A page with an article of three paragraphs."""
    return Reply(ARTICLE.format(title=title, head=head, more=more))


def moved(to: str, status: int = 302) -> Reply:
    """A redirect."""
    return Reply(status=status, headers={"Location": to})


class Site:
    """`pages`: what each path answers (404 elsewhere; "host/path" goes before "/path", with its query before without); `visits`: what was asked, in order."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.pages: dict[str, Answer] = {}
        self.visits: list[Request] = []
        self.answer: Callable[[Request], Reply] = self._page

    def url(self, path: str = "", host: str = "post.example") -> str:
        return f"http://{host}:{self.port}{path}"

    @property
    def paths(self) -> list[str]:
        """The paths visited, without robots.txt."""
        return [visit.path for visit in self.visits if visit.path != "/robots.txt"]

    def options(self, **others: object) -> FetchOptions:
        """Every `.example` host is this site; other names are looked up nowhere."""
        ports = frozenset((self.port, 80, 443))
        return FetchOptions(ports=ports, allowed=lambda ip: ip == "127.0.0.1", resolve=_resolve, **others)  # type: ignore[arg-type]

    def _page(self, request: Request) -> Reply:
        plain = request.path.partition("?")[0]
        names = (request.host + request.path, request.path, request.host + plain, plain)
        found = next((self.pages[name] for name in names if name in self.pages), None)
        if found is None:
            return Reply("nothing here", status=404)
        return found if isinstance(found, Reply) else found(request)


def _resolve(host: str, _port: int) -> list[str]:
    return ["127.0.0.1"] if host.endswith(".example") else [host]


@contextmanager
def site() -> Iterator[Site]:
    """A site that is up."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            headers = {name.lower(): value for name, value in self.headers.items()}
            request = Request(headers.get("host", "").partition(":")[0], self.path, headers)
            served.visits.append(request)
            _send(self, served.answer(request))

        def log_message(self, format: str, *args: object) -> None:
            pass

        def handle(self) -> None:
            with contextlib.suppress(OSError):
                super().handle()

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    served = Site(server.server_address[1])
    threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    try:
        yield served
    finally:
        server.shutdown()
        server.server_close()


def _send(handler: BaseHTTPRequestHandler, reply: Reply) -> None:
    body = reply.body.encode() if isinstance(reply.body, str) else reply.body
    handler.send_response(reply.status)
    handler.send_header("Content-Type", reply.kind)
    for name, value in reply.headers.items():
        handler.send_header(name, value)
    if reply.manner in ("whole", "broken off"):
        handler.send_header("Content-Length", str(len(body) + (100 if reply.manner == "broken off" else 0)))
    handler.end_headers()
    handler.wfile.write(body)
    if reply.manner in ("endless", "drip"):
        for _ in range(20_000):
            handler.wfile.write(b"x" * (65_536 if reply.manner == "endless" else 1))
            handler.wfile.flush()
            if reply.manner == "drip":
                time.sleep(0.05)


class Hours:
    """A clock whose waiting takes no time; `waited` is all that was waited."""

    def __init__(self, now: float = 1_780_000_000.0) -> None:
        self.time, self.waited = now, 0.0

    def now(self) -> float:
        return self.time

    def sleep(self, seconds: float) -> None:
        assert seconds >= 0
        self.time += seconds
        self.waited += seconds
