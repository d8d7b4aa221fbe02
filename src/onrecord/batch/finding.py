"""A unit of inputs -> the articles in it, in parts to be read, and what was left or failed."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from onrecord.batch.places import Places
from onrecord.batch.planning import Unit
from onrecord.batch.whole import put, write_json
from onrecord.errors import LeftOut, UnreadableArticle
from onrecord.formats.record import article_to_dict, to_json
from onrecord.reading import ReadingOptions, read_source
from onrecord.reading.copies import sketch_of
from onrecord.reading.sources import kind_of, read_file
from onrecord.record.parsing import article_from_dict
from onrecord.types import Article, Block, Span

__all__ = ["find_articles", "found_articles"]


def find_articles(unit: Unit, places: Places, reading: ReadingOptions, part_size: int) -> dict[str, Any]:
    """Find the articles of a unit and write them down by parts; what was found, as it is written to `places.found`."""
    parts = _Parts(unit.name, places, part_size)
    told: dict[str, Any] = {"articles": [], "left": [], "failed": []}
    for item in _items(unit, reading):
        if isinstance(item, LeftOut):
            told["left"].append([item.place, item.reason, item.detail])
        elif isinstance(item, UnreadableArticle):
            told["failed"].append(item.told)
        else:
            sketch = sketch_of(item)
            told["articles"].append([item.id, item.url, sketch.hex() if sketch else None])
            parts.add(item)
    told["parts"] = parts.close()
    write_json(places.found(unit.name), told)
    return told


def found_articles(path: Path) -> Iterator[Article]:
    """The articles of a part, as they were found."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            blocks = tuple(Block(Span(start, end), role) for start, end, role in row["blocks"])
            yield replace(article_from_dict(row["article"]), blocks=blocks)


def _items(unit: Unit, reading: ReadingOptions) -> Iterator[Article | UnreadableArticle]:
    for name, in_folder in unit.paths:
        sifted = in_folder or kind_of(name) == "html"
        yield from read_file(Path(name), reading) if sifted else read_source(name, reading)


class _Parts:
    """Articles written part by part."""

    def __init__(self, unit: str, places: Places, size: int) -> None:
        self._unit, self._places, self._size = unit, places, size
        self._lines: list[str] = []
        self._sizes: list[int] = []

    def add(self, article: Article) -> None:
        blocks = [[*block.span, block.role] for block in article.blocks]
        self._lines.append(to_json({"article": article_to_dict(article), "blocks": blocks}) + "\n")
        if len(self._lines) == self._size:
            self._write()

    def close(self) -> list[list[Any]]:
        """The parts: their names, and how many articles each has."""
        if self._lines:
            self._write()
        return [[self._name(number), size] for number, size in enumerate(self._sizes)]

    def _write(self) -> None:
        path = self._places.articles(self._name(len(self._sizes)))
        part = path.with_name(path.name + ".part")
        with gzip.open(part, "wt", compresslevel=1, encoding="utf-8") as file:
            file.writelines(self._lines)
        put(part, path)
        self._sizes.append(len(self._lines))
        self._lines = []

    def _name(self, number: int) -> str:
        return f"{self._unit}-{number:05d}"
