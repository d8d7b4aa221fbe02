"""A path, an address or standard input -> articles, one error for each thing that cannot be read."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, BinaryIO

from onrecord.errors import UnreadableArticle
from onrecord.reading.addresses import is_address
from onrecord.reading.build import ReadingOptions, article_from_record, article_from_text
from onrecord.reading.decode import decode
from onrecord.types import Article

__all__ = ["read_source"]

_SUFFIXES = {
    ".html": "html", ".htm": "html", ".xhtml": "html", ".json": "json", ".jsonl": "jsonl", ".ndjson": "jsonl",
    ".txt": "text", ".text": "text", ".md": "text",
}  # fmt: skip
_MARKUP = re.compile(
    rb"^\s*(?:<\?xml[^>]*>\s*)?(?>(?:<!--.*?-->\s*)*)<(?:!doctype\s+html|html|head|body)\b",
    re.IGNORECASE | re.DOTALL,
)


def read_source(
    source: str | Path, options: ReadingOptions | None = None, stdin: BinaryIO | None = None
) -> Iterator[Article | UnreadableArticle]:
    """The articles of one file, of the page at an address, or of standard input for "-". Errors are yielded in their place, not raised.

    Raises:
        UsageError: `options.published` is no date.
    """
    options = options or ReadingOptions()
    name = str(source)
    try:
        if name == "-":
            yield from _articles(name, stdin or sys.stdin.buffer, None, options)
        elif is_address(source):
            from onrecord.reading.pages import visit

            article, _ = visit(name, options)
            if article:
                yield article
        else:
            path = Path(source)
            if path.is_dir():
                raise UnreadableArticle(f"{name}: a folder; name its files, as in {name.rstrip('/')}/*.txt")
            with path.open("rb") as stream:
                yield from _articles(name, stream, path.stat().st_size, options)
    except UnreadableArticle as error:
        yield error
    except FileNotFoundError:
        yield UnreadableArticle(f"{name}: no such file; check the path")
    except PermissionError:
        yield UnreadableArticle(f"{name}: not allowed to read it; check its permissions")
    except (OSError, ValueError) as error:
        yield UnreadableArticle(f"{name}: cannot be opened ({error}); check the path")


def _articles(
    name: str, stream: BinaryIO, size: int | None, options: ReadingOptions
) -> Iterator[Article | UnreadableArticle]:
    kind = options.format if options.format != "auto" else _SUFFIXES.get(Path(name).suffix.lower())
    if kind == "jsonl":
        yield from _lines(name, stream, options)
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


def _json(name: str, text: str, options: ReadingOptions) -> Iterator[Article | UnreadableArticle]:
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


def _lines(name: str, stream: BinaryIO, options: ReadingOptions) -> Iterator[Article | UnreadableArticle]:
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


def _line(
    name: str, number: int, line: bytes, options: ReadingOptions
) -> Iterator[Article | UnreadableArticle]:
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
        article = article_from_record(row, path=name, options=options)
    except UnreadableArticle as error:
        return UnreadableArticle(f"{where}{str(error).removeprefix(name)}")
    return article
