"""Stories -> web archives with the truth about them: which addresses are articles, copies, foreign, none, broken.

Records are as crawlers write them: each a gzip member, bodies plain, packed or chunked; some of them lie.
"""

from __future__ import annotations

import gzip
import json
import random
import zlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from pages import ARTICLES, FOREIGN_LAYOUTS, OTHERS, Story

__all__ = ["Truth", "make_crawl", "stories_of", "warc_record"]

OK = "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8"
OUTLETS = ("The Courier", "Valley Ledger", "Harbour Post", "Evening Star", "North Gazette", "Morning Wire")
BROKEN = (
    "long",
    "short",
    "cut member",
    "bad member",
    "cut chunks",
    "cut page",
    "no http",
    "picture",
    "binary",
    "not found",
)


@dataclass(slots=True)
class Truth:
    """Addresses by what is there: `copies` lead from an address to that of the first telling, `texts` hold the paragraphs."""

    articles: dict[str, str] = field(default_factory=dict)  # address -> layout
    copies: dict[str, str] = field(default_factory=dict)
    foreign: dict[str, str] = field(default_factory=dict)
    others: dict[str, str] = field(default_factory=dict)
    broken: dict[str, str] = field(default_factory=dict)
    texts: dict[str, tuple[str, ...]] = field(default_factory=dict)

    def pages(self) -> int:
        """How many there are in all."""
        return sum(map(len, (self.articles, self.copies, self.foreign, self.others, self.broken)))


def stories_of(texts: Sequence[tuple[str, Sequence[str]]], rng: random.Random) -> Iterator[Story]:
    """Stories of titles and paragraphs; the teasers of each are of the others."""
    for number, (title, paragraphs) in enumerate(texts):
        others = tuple((t, ps[0]) for t, ps in rng.sample(list(texts), min(16, len(texts))) if t != title)
        author = f"{rng.choice(('Ana', 'Bo', 'Eva', 'Ida', 'Per'))} {rng.choice(('Cruz', 'Lund', 'Ruiz', 'Holm', 'Nilsen'))}"
        slug = "-".join(word for word in title.lower().split()[:8] if word.isalpha()) or "story"
        outlet = rng.choice(OUTLETS)
        site = outlet.lower().replace(" ", "-")
        yield Story(
            title, tuple(paragraphs), author, outlet, f"2026-01-{1 + number % 28:02d}T0{number % 10}:15:00Z",
            f"https://{site}.example/{rng.choice(('news', 'politics', 'world'))}/{number}/{slug}", others,
        )  # fmt: skip


def make_crawl(
    folder: Path, stories: Sequence[Story], rng: random.Random, *, files: int = 4, packed: bool = True
) -> tuple[list[Path], Truth]:
    """Archives in a folder, and the truth. A third as many other pages as articles, a tenth each of copies and foreign ones."""
    truth = Truth()
    records = [*_articles(stories, truth, rng), *_others(stories, truth, rng), *_broken(stories, truth, rng)]
    rng.shuffle(records)
    told_long = (s for s in stories[::10] if len(s.paragraphs) >= 8 and truth.articles[s.url] != "brief")
    later = [_copy(story, truth, rng) for story in told_long]
    step = -(-len(records) // files)
    paths = []
    for number in range(files):
        own = records[number * step : (number + 1) * step]
        if number == files - 1:
            own += later  # copies come last, so that the first telling is known
        path = folder / f"crawl-{number:02d}.warc{'.gz' if packed else ''}"
        path.write_bytes(b"".join(member if packed else plain for member, plain in own))
        paths.append(path)
    return paths, truth


Record = tuple[bytes, bytes]  # packed, plain


def _articles(stories: Sequence[Story], truth: Truth, rng: random.Random) -> Iterator[Record]:
    names = sorted(ARTICLES)
    for number, story in enumerate(stories):
        name = names[number % len(names)]
        truth.articles[story.url], truth.texts[story.url] = name, story.paragraphs
        page = ARTICLES[name](story, rng)
        yield _page(
            story.url,
            page.encode("iso-8859-1", "xmlcharrefreplace") if name == "latin" else page.encode(),
            rng,
            name,
        )


def _others(stories: Sequence[Story], truth: Truth, rng: random.Random) -> Iterator[Record]:
    for kind, table, held, part in (
        ("o", OTHERS, truth.others, 3),
        ("f", FOREIGN_LAYOUTS, truth.foreign, 10),
    ):
        names = sorted(table)
        for number in range(max(len(stories) // part, len(names))):
            name, story = names[number % len(names)], stories[number % len(stories)]
            url = f"https://{story.url.split('/')[2]}/{kind}{number}"
            held[url] = name
            yield _page(url, table[name](story, rng).encode(), rng)


def _copy(story: Story, truth: Truth, rng: random.Random) -> Record:
    """The story in another outlet: another title, the last paragraph cut, a word changed here and there."""
    kept = list(story.paragraphs[:-1])
    kept[1] = kept[1].replace(" the ", " this ", 1)
    told = replace(
        story, title=f"Update: {story.title}", paragraphs=(*kept, "This story came from the wire and was not edited here."),
        outlet="Wire Mirror", url=f"https://mirror.example/{len(truth.copies)}",
    )  # fmt: skip
    truth.copies[told.url] = story.url
    return _page(told.url, ARTICLES[rng.choice(("semantic", "divs", "wrapped"))](told, rng).encode(), rng)


def _page(url: str, page: bytes, rng: random.Random, name: str = "") -> Record:
    head = OK.replace("utf-8", "iso-8859-1") if name == "latin" else OK
    way = rng.random()
    if way < 0.2:
        head, page = head + "\r\nTransfer-Encoding: chunked", _chunked(page)
    elif way < 0.4:
        head, page = head + "\r\nContent-Encoding: gzip", gzip.compress(page, 1)
    elif way < 0.5:
        head += (
            "\r\nTransfer-Encoding: chunked\r\nContent-Encoding: gzip"  # said, though the crawler unpacked it
        )
    plain = warc_record(url, head, page)
    return gzip.compress(plain, 1), plain


def warc_record(url: str, head: str, body: bytes, length: int | None = None) -> bytes:
    """An answer as a WARC record; `length` where it is to lie about that."""
    block = head.encode() + b"\r\n\r\n" + body
    told = len(block) if length is None else length
    return (
        (
            f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:{zlib.crc32(block):08x}>\r\nWARC-Target-URI: {url}\r\n"
            f"WARC-Date: 2026-01-31T00:00:00Z\r\nContent-Type: application/http; msgtype=response\r\nContent-Length: {told}\r\n\r\n"
        ).encode()
        + block
        + b"\r\n\r\n"
    )


def _chunked(body: bytes, size: int = 4000) -> bytes:
    pieces = (body[at : at + size] for at in range(0, len(body), size))
    return b"".join(b"%x\r\n%s\r\n" % (len(piece), piece) for piece in pieces) + b"0\r\n\r\n"


def _broken(stories: Sequence[Story], truth: Truth, rng: random.Random) -> Iterator[Record]:
    for number in range(max(len(stories) // 40, len(BROKEN))):
        story, name = stories[number % len(stories)], BROKEN[number % len(BROKEN)]
        url = f"https://broken.example/{number}"
        truth.broken[url] = name
        page = ARTICLES["semantic"](story, rng).encode()
        plain = _lying(name, url, page)
        member = gzip.compress(plain, 1)
        if name == "cut member":
            yield member[: len(member) // 2], plain[: len(plain) // 2]
        elif name == "bad member":
            yield member[:200] + bytes(200) + member[400:], plain[:250] + plain[400:]
        else:
            yield member, plain


def _lying(name: str, url: str, page: bytes) -> bytes:
    chunked = OK + "\r\nTransfer-Encoding: chunked"
    return {
        "long": lambda: warc_record(url, OK, page, len(page) + 5000),
        "short": lambda: warc_record(url, OK, page, 700),
        "cut chunks": lambda: warc_record(url, chunked, _chunked(page)[:-900]),
        "cut page": lambda: warc_record(url, OK + "\r\nContent-Encoding: gzip", gzip.compress(page)[:-300]),
        "no http": lambda: warc_record(url, "\0\1\2 no answer", page),
        "picture": lambda: warc_record(url, OK, b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 40),
        "binary": lambda: warc_record(url, OK, bytes(range(256)) * 90),
        "not found": lambda: warc_record(url, OK.replace("200 OK", "404 Not Found"), page),
    }.get(name, lambda: warc_record(url, OK, page))()


def write_truth(path: Path, truth: Truth) -> None:
    """The truth as JSON, to look things up in."""
    fields: Iterable[str] = ("articles", "copies", "foreign", "others", "broken")
    path.write_text(json.dumps({name: getattr(truth, name) for name in fields}, indent=1), encoding="utf-8")
