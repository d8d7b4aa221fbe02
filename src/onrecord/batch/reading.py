"""A part of what was found -> its statements, as parts of the tables."""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from onrecord.batch.finding import found_articles
from onrecord.batch.places import TABLES, Places
from onrecord.batch.whole import put, write_json
from onrecord.engine import EngineOptions, read_articles
from onrecord.errors import LeftOut, UnreadableArticle
from onrecord.reading.copies import Finding, as_found
from onrecord.record.exporting import Selection
from onrecord.record.exporting.parquet import parquet_folder
from onrecord.types import Article

__all__ = ["read_part"]


def read_part(
    part: str, places: Places, findings: Mapping[int, Finding], engine: EngineOptions | None
) -> dict[str, Any]:
    """Read the articles of a part and write the tables; what came of it, as it is written to `places.read`.

    `findings` tells which of them, by number, are copies or were seen before. Without an `engine` nothing is read: the articles
    come without statements.
    """
    told: dict[str, Any] = {"articles": 0, "copies": 0, "statements": 0, "left": [], "failed": []}
    found = _marked(found_articles(places.articles(part)), findings)
    items: Iterable[Article | UnreadableArticle] = read_articles(found, engine) if engine else found
    articles = _counted(items, told)
    folder = places.work / f"{part}.part"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    parquet_folder(Selection(articles), folder, TABLES)
    if told["articles"]:
        for table in TABLES:
            put(folder / f"{table}.parquet", places.table(table, part))
    shutil.rmtree(folder)
    write_json(places.read(part), told)
    return told


def _marked(
    articles: Iterator[Article], findings: Mapping[int, Finding]
) -> Iterator[Article | UnreadableArticle]:
    for number, article in enumerate(articles):
        yield as_found(article, findings.get(number, Finding()))


def _counted(items: Iterable[Article | UnreadableArticle], told: dict[str, Any]) -> Iterator[Article]:
    for item in items:
        if isinstance(item, LeftOut):
            told["left"].append([item.place, item.reason, item.detail])
        elif isinstance(item, UnreadableArticle):
            told["failed"].append(item.told)
        else:
            told["articles"] += 1
            told["copies"] += item.copy_of is not None
            told["statements"] += len(item.statements)
            yield item
