"""A path, an address or standard input -> articles; one error for each thing that cannot be read, and what is left of archives in its place.

Archives (web archives, folders, tables) are gone through as a stream, whatever their size.
"""

from __future__ import annotations

import gzip
import json
import re
import sys
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any, BinaryIO, cast

from onrecord.errors import LeftOut, UnreadableArticle
from onrecord.reading.addresses import is_address
from onrecord.reading.build import ReadingOptions, article_from_record, article_from_text
from onrecord.reading.copies import Copies
from onrecord.reading.decode import decode
from onrecord.reading.pages import Page, article_from_page, leave_foreign
from onrecord.reading.rows import mapped
from onrecord.types import Article

__all__ = ["files_of", "is_crawl", "kind_of", "read_file", "read_source"]

_SUFFIXES = {
    ".html": "html", ".htm": "html", ".xhtml": "html", ".json": "json", ".jsonl": "jsonl", ".ndjson": "jsonl",
    ".txt": "text", ".text": "text", ".md": "text", ".csv": "csv", ".tsv": "csv", ".parquet": "parquet", ".warc": "warc",
}  # fmt: skip
_PACKED = frozenset(("jsonl", "csv", "warc"))  # what may be gzipped
_MARKUP = re.compile(
    rb"^\s*(?:<\?xml[^>]*>\s*)?(?>(?:<!--.*?-->\s*)*)<(?:!doctype\s+html|html|head|body)\b",
    re.IGNORECASE | re.DOTALL,
)
Items = Iterator[Article | UnreadableArticle]


def read_source(
    source: str | Path,
    options: ReadingOptions | None = None,
    stdin: BinaryIO | None = None,
    copies: Copies | None = None,
) -> Items:
    """The articles of one file or folder, of the page at an address, or of standard input for "-". Errors are yielded in their place, not raised.

    With `copies`, articles of crawls (folders, web archives) that say what one of them says come linked to it, and all join them.

    Raises:
        UsageError: `options.published` is no date.
    """
    options = options or ReadingOptions()
    items = _read(str(source), options, stdin)
    return copies.linked(items) if copies and is_crawl(source) and not options.everything else items


def is_crawl(source: str | Path) -> bool:
    """Whether a source holds whatever a robot fetched: a folder or a web archive."""
    return str(source) != "-" and (kind_of(str(source)) == "warc" or Path(source).is_dir())


def kind_of(name: str) -> str | None:
    """What a file is by its name; None where the name does not tell."""
    suffixes = [suffix.lower() for suffix in Path(name).suffixes[-2:]]
    if len(suffixes) == 2 and suffixes[1] == ".gz":
        kind = _SUFFIXES.get(suffixes[0])
        return kind if kind in _PACKED else None
    return _SUFFIXES.get(suffixes[-1]) if suffixes else None


def files_of(folder: Path) -> Iterator[Path]:
    """The files in a folder and in those below it, by name; hidden ones are passed over."""
    for path in sorted(folder.iterdir()):
        if path.name.startswith("."):
            continue
        if path.is_dir():
            yield from files_of(path)
        elif path.is_file():
            yield path


def _read(name: str, options: ReadingOptions, stdin: BinaryIO | None = None) -> Items:
    try:
        if name == "-":
            yield from _articles(name, stdin or sys.stdin.buffer, None, options)
            return
        if is_address(name):
            from onrecord.reading.visiting import visit

            article, _ = visit(name, options)
            if article:
                yield article
            return
        path = Path(name)
        if path.is_dir():
            empty = True
            for file in files_of(path):
                empty = False
                yield from read_file(file, options)
            if empty:
                raise UnreadableArticle(f"{name}: a folder without files; check the path")
            return
        with path.open("rb") as stream:
            yield from _articles(name, stream, path.stat().st_size, options)
    except UnreadableArticle as error:
        yield error
    except FileNotFoundError:
        yield UnreadableArticle(f"{name}: no such file; check the path")
    except PermissionError:
        yield UnreadableArticle(f"{name}: not allowed to read it; check its permissions")
    except (OSError, EOFError, zlib.error, ValueError) as error:
        yield UnreadableArticle(f"{name}: cannot be opened ({error}); check the path")


def read_file(path: Path, options: ReadingOptions) -> Items:
    """The articles of a file in a folder: a page is sifted as one of a crawl, what is no text is left."""
    kind = kind_of(str(path))
    if kind is None:
        yield LeftOut(str(path), "no page", path.suffix or "no suffix")
    elif kind != "html":
        yield from _read(str(path), options)
    else:
        yield from _page(path, options)


def _page(path: Path, options: ReadingOptions) -> Items:
    name = str(path)
    try:
        if (size := path.stat().st_size) > options.max_bytes:
            raise _too_large(name, size, options)
        yield article_from_page(Page(name, name, path.read_bytes()), options)
    except UnreadableArticle as error:
        yield error
    except OSError as error:
        yield UnreadableArticle(f"{name}: cannot be read ({error.strerror or error}); check its permissions")


def _articles(name: str, stream: BinaryIO, size: int | None, options: ReadingOptions) -> Items:
    kind = options.format if options.format != "auto" else kind_of(name)
    if kind == "warc":
        from onrecord.reading.archives import articles_of_warc

        yield from articles_of_warc(name, stream, options)
        return
    if kind in _TABLES:
        if name.lower().endswith(".gz"):
            stream = cast(BinaryIO, gzip.GzipFile(fileobj=stream))
        for article in _TABLES[kind](name, stream, options):
            yield _in_english(article, name, options)
        return
    if size is not None and size > options.max_bytes:
        raise _too_large(name, size, options)
    data = stream.read(options.max_bytes + 1)
    if len(data) > options.max_bytes:
        raise _too_large(name, None, options)
    kind = kind if kind and kind != "text" else ("text" if options.format == "text" else _sniff(data))
    if kind == "html":
        from onrecord.reading.html import article_from_html

        yield article_from_html(data, path=name, options=options)
    elif kind == "json":
        yield from _json(name, decode(data, name), options)
    else:
        yield article_from_text(decode(data, name), path=name, options=options)


def _in_english(
    article: Article | UnreadableArticle, name: str, options: ReadingOptions
) -> Article | UnreadableArticle:
    if isinstance(article, UnreadableArticle):
        return article
    try:
        return leave_foreign(article, name, options)
    except LeftOut as left:
        return left


def _too_large(name: str, size: int | None, options: ReadingOptions) -> UnreadableArticle:
    what = f"{size / 1e6:,.0f} MB" if size else "the input"
    return UnreadableArticle(
        f"{name}: {what} is over the limit of {options.max_bytes / 1e6:,.0f} MB for one article; "
        "split it, or give many articles as JSON Lines"
    )


def _sniff(data: bytes) -> str:
    head = data[:2048]
    if _MARKUP.match(head):
        return "html"
    if re.match(rb"\s*\{\s*\"", head) or re.match(rb"\s*\[\s*\{\s*\"", head):
        return "json"
    return "text"


def _json(name: str, text: str, options: ReadingOptions) -> Items:
    """One object, a list of objects, or (whatever the suffix says) one object a line."""
    try:
        rows = json.loads(text)
    except (ValueError, RecursionError) as error:
        lines = text.splitlines()
        if len(lines) > 1 and _is_object(lines[0]):
            for number, line in enumerate(lines, 1):
                yield from _line(name, number, line.encode("utf-8", "surrogatepass"), options)
            return
        where = f"line {error.lineno}" if isinstance(error, json.JSONDecodeError) else "it"
        raise UnreadableArticle(
            f"{name}: broken JSON at {where}; mend it, or try --input-format text"
        ) from error
    many = isinstance(rows, list)
    for number, row in enumerate(rows if many else [rows], 1):
        yield _record(row, f"{name}: item {number}" if many else name, name, options)


def _is_object(line: str) -> bool:
    try:
        return isinstance(json.loads(line), dict)
    except (ValueError, RecursionError):
        return False


def _lines(name: str, stream: BinaryIO, options: ReadingOptions) -> Items:
    number, any_line = 0, False
    while line := stream.readline(options.max_bytes + 1):
        number += 1
        if len(line) > options.max_bytes and not line.endswith(b"\n"):
            yield UnreadableArticle(
                f"{name}: line {number} is over the limit of {options.max_bytes / 1e6:,.0f} MB; split it"
            )
            while (rest := stream.readline(options.max_bytes)) and not rest.endswith(b"\n"):
                pass
            continue
        any_line = any_line or bool(line.strip())
        yield from _line(name, number, line, options)
    if not any_line:
        yield UnreadableArticle(f"{name}: empty; is it the right file?")


def _line(name: str, number: int, line: bytes, options: ReadingOptions) -> Items:
    line = line.removeprefix(b"\xef\xbb\xbf")
    if not line.strip():
        return
    try:
        row = json.loads(line.decode("utf-8", "surrogatepass"), strict=False)
    except (ValueError, RecursionError):
        yield UnreadableArticle(f"{name}: broken JSON on line {number}; mend or remove that line")
        return
    yield _record(row, f"{name}: line {number}", name, options)


def _record(row: Any, where: str, name: str, options: ReadingOptions) -> Article | UnreadableArticle:
    if not isinstance(row, dict):
        return UnreadableArticle(f'{where}: not a JSON object; each article needs {{"text": "…"}}')
    try:
        article = article_from_record(mapped(row, options.columns), path=name, options=options)
    except UnreadableArticle as error:
        return UnreadableArticle(f"{where}{str(error).removeprefix(name)}")
    return article


def _csv(name: str, stream: BinaryIO, options: ReadingOptions) -> Items:
    from onrecord.reading.rows import csv_rows

    for number, row in csv_rows(name, stream, options.columns, options.max_bytes):
        yield _record(row, f"{name}: row {number}", name, options)


def _parquet(name: str, stream: BinaryIO, options: ReadingOptions) -> Items:
    from onrecord.reading.rows import parquet_rows

    for number, row in parquet_rows(name, stream, options.columns):
        yield _record(row, f"{name}: row {number}", name, options)


_TABLES = {"jsonl": _lines, "csv": _csv, "parquet": _parquet}
