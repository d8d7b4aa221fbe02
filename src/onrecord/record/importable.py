"""Files that onrecord wrote -> what they hold, article by article: JSON Lines (also gzipped), or a folder of Parquet.

A line or row that is not sound comes as an error in its place, one line that says where and what; the others go on.
"""

from __future__ import annotations

import gzip
import json
import sys
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any

from onrecord.answers import Correction
from onrecord.arrow import arrow
from onrecord.errors import OnRecordError, UsageError
from onrecord.record.exporting.lines import CORRECTION
from onrecord.record.packing import load, restore
from onrecord.record.parsing import BadRecord, Fields, article_from_dict
from onrecord.types import FORMAT, Article

__all__ = ["BadLine", "Item", "correction_from_dict", "items_of"]

_FIELDS = (
    "speaker", "content", "cue", "source", "kind", "act", "stance", "said_on", "parent", "reject", "add", "undo",
)  # fmt: skip
_NAMES = "format number article statement field before after editor made_at note undone_at undone_by snapshot machine"
_PARTS = ("statements", "contacts")
_BATCH = 64  # rows of Parquet at a time


class BadLine(OnRecordError):
    """A line of a file that cannot be imported; the message names the file, the line, and what is wrong."""


@dataclass(slots=True)
class Item:
    """An article with the corrections of it, or corrections of an article that must be on record already."""

    place: str
    article_id: str
    article: Article | None = None
    corrections: list[Correction] = field(default_factory=list)


def items_of(path: Path) -> Iterator[Item | BadLine]:
    """What a file or folder holds; `-` is standard input.

    Raises:
        UsageError: it cannot be read, or is neither.
    """
    if path.is_dir():
        yield from _of_folder(path)
        return
    if path.suffix == ".parquet":
        raise UsageError(
            f"{path}: one table is no record; name the folder with articles.parquet and statements.parquet"
        )
    with _opened(path) as lines:
        yield from _of_lines(lines, "standard input" if str(path) == "-" else str(path))


@contextmanager
def _opened(path: Path) -> Iterator[IO[bytes]]:
    if str(path) == "-":
        yield sys.stdin.buffer
        return
    try:
        with path.open("rb") as file:
            packed = file.peek(2).startswith(b"\x1f\x8b")
            yield gzip.GzipFile(fileobj=file) if packed else file  # type: ignore[misc]
    except (OSError, EOFError, zlib.error) as error:
        reason = "no such file" if isinstance(error, FileNotFoundError) else getattr(error, "strerror", None)
        raise UsageError(
            f"{path}: cannot be read ({reason or error}); name a file that onrecord export wrote"
        ) from error


def _of_lines(lines: IO[bytes], name: str) -> Iterator[Item | BadLine]:
    item: Item | None = None
    for number, line in enumerate(lines, 1):
        place = f"{name}, line {number}"
        if not line.strip():
            continue
        try:
            row = _json(line)
            found = _correction_of(row, place) if row.get("format") == CORRECTION else _article_of(row, place)
        except BadRecord as error:
            yield BadLine(f"{place}: {error}")
            continue
        if item and found.article is None and found.article_id == item.article_id:
            item.corrections += found.corrections
            continue
        if item:
            yield item
        item = found
    if item:
        yield item


def _json(line: bytes) -> dict[str, Any]:
    try:
        row = json.loads(line.decode("utf-8-sig"))
    except UnicodeDecodeError:
        raise BadRecord("not UTF-8; is it a file that onrecord export wrote?") from None
    except (json.JSONDecodeError, RecursionError) as error:
        reason = error.msg if isinstance(error, json.JSONDecodeError) else "nested without end"
        raise BadRecord(f"not JSON ({reason}); is the file whole?") from None
    if not isinstance(row, dict):
        raise BadRecord("no object; is it a file that onrecord export wrote?")
    if row.get("format") not in (FORMAT, CORRECTION) and "text" in row:
        raise BadRecord("an article that was not read yet; add it with: onrecord add")
    return row


def _article_of(row: dict[str, Any], place: str) -> Item:
    article = article_from_dict(row)
    return Item(place, article.id, article)


def _correction_of(row: dict[str, Any], place: str) -> Item:
    correction = correction_from_dict(row)
    return Item(place, correction.article, None, [correction])


def correction_from_dict(row: object) -> Correction:
    """The correction that `correction_to_dict` made plain data of. Errors: `BadRecord`."""
    c = Fields.of(row, "", "")
    c.only(_NAMES)
    return Correction(
        number=c.whole("number"),
        made_at=c.filled("made_at"),
        editor=c.filled("editor"),
        article=c.filled("article"),
        statement=c.filled("statement"),
        field=c.one_of("field", _FIELDS),
        before=c.maybe("before", lambda name: c.sub(name).row),
        after=c.maybe("after", lambda name: c.sub(name).row),
        note=c.maybe("note", c.string),
        undone_at=c.maybe("undone_at", c.string),
        undone_by=c.maybe("undone_by", c.string),
        snapshot=c.maybe("snapshot", lambda name: c.sub(name).row),
        machine=c.maybe("machine", lambda name: c.sub(name).row),
    )


def _of_folder(folder: Path) -> Iterator[Item | BadLine]:
    if (folder / "articles").is_dir():  # what onrecord batch wrote
        for path in sorted((folder / "articles").glob("*.parquet")):
            yield from _of_tables({name: folder / name / path.name for name in ("articles", *_PARTS)})
    else:
        yield from _of_tables(
            {name: folder / f"{name}.parquet" for name in ("articles", *_PARTS, "corrections")}
        )


def _of_tables(paths: dict[str, Path]) -> Iterator[Item | BadLine]:
    """What a file for each table holds."""
    for path in paths.values():
        if not path.is_file():
            raise UsageError(
                f"{path.parent}: no {path.name} in it; name a folder that onrecord export --format parquet or onrecord batch wrote"
            )
    sheets = {name: _rows(path) for name, path in paths.items()}
    for number, row in enumerate(sheets["articles"], 1):
        parts = {
            name: [record for _, record in zip(range(row[name]), sheet, strict=False)]
            for name, sheet in sheets.items()
            if name != "articles"
        }
        try:
            article = article_from_dict(_whole(row, parts))
            made = [correction_from_dict(load(c["record"])) for c in parts.get("corrections", ())]
        except BadRecord as error:
            yield BadLine(f"{paths['articles']}, row {number}: {error}")
            continue
        yield Item(f"{paths['articles']}, row {number}", article.id, article, made)


def _whole(row: dict[str, Any], parts: dict[str, list[dict[str, Any]]]) -> dict[str, Any]:
    """The article in the record format."""
    rest = load(row["record"])
    text = restore(row["text"], rest.pop("exact"))
    if len(parts["statements"]) < row["statements"] or len(parts["contacts"]) < row["contacts"]:
        raise BadRecord("statements or contacts are missing; are the tables of one export?")
    return rest | {
        "article": rest["article"] | {"text": text},
        "statements": [load(s["record"]) for s in parts["statements"]],
        "contacts": [load(c["record"]) for c in parts["contacts"]],
    }


def _rows(path: Path) -> Iterator[dict[str, Any]]:
    pa = arrow()
    try:
        with pa.parquet.ParquetFile(path) as file:
            if "record" not in file.schema_arrow.names:
                raise UsageError(
                    f"{path}: has no column 'record'; name a folder that onrecord export --format parquet wrote"
                )
            wanted = [
                name
                for name in ("text", "record", "statements", "contacts", "corrections")
                if name in file.schema_arrow.names
            ]
            for batch in file.iter_batches(batch_size=_BATCH, columns=wanted):
                yield from batch.to_pylist()
    except (OSError, pa.ArrowException) as error:
        raise UsageError(f"{path}: cannot be read ({error}); is it a whole Parquet file?") from error
