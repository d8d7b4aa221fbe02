"""The record in the formats of others: a selection of articles in, files or lines out (docs/export.md).

`FORMATS` is the table of them. A format has lines (pieces of one text), files (names and texts), or tables.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from onrecord.formats.annotations import annotation_pieces
from onrecord.record.exporting.brat import brat_files
from onrecord.record.exporting.citron import citron_files
from onrecord.record.exporting.entities import entity_lines
from onrecord.record.exporting.graph import graph_pieces
from onrecord.record.exporting.lines import record_lines
from onrecord.record.exporting.linked_data import linked_data_pieces
from onrecord.record.exporting.parquet import parquet_file, parquet_folder
from onrecord.record.exporting.selection import Matter, Selection
from onrecord.record.exporting.sheets import csv_folder, csv_lines
from onrecord.record.exporting.training import training_lines

__all__ = ["FORMATS", "Format", "Matter", "Selection"]


@dataclass(frozen=True, slots=True)
class Format:
    """A format. `lines`: pieces of one text; `files`: names and texts of many; `file`, `folder`: what writes to a path.

    All but `graphml`, which counts, hold one article at a time.
    """

    name: str
    suffix: str
    media_type: str
    about: str
    lines: Callable[[Selection], Iterator[str]] | None = None
    files: Callable[[Selection], Iterator[tuple[str, str]]] | None = None
    file: Callable[[Selection, Path], None] | None = None
    folder: Callable[[Selection, Path], None] | None = None


def _annotations(selection: Selection) -> Iterator[str]:
    return annotation_pieces(selection.articles)


FORMATS: dict[str, Format] = {
    f.name: f
    for f in (
        Format("jsonl", ".jsonl", "application/x-ndjson", "the record format, with corrections; can be imported", record_lines),
        Format("csv", ".csv", "text/csv", "a row a statement; a folder gets articles, contacts and corrections too", csv_lines, folder=csv_folder),
        Format(
            "parquet", ".parquet", "application/vnd.apache.parquet", "the same tables, typed; a folder can be imported",
            file=parquet_file, folder=parquet_folder,
        ),
        Format("annotations", ".jsonld", "application/ld+json", "W3C Web Annotations", _annotations),
        Format("schema-org", ".jsonld", "application/ld+json", "schema.org quotations and claims", linked_data_pieces),
        Format("brat", ".zip", "application/zip", "brat standoff: .txt and .ann, a folder or a .zip", files=brat_files),
        Format("citron", ".zip", "application/zip", "Citron's annotation files, a folder or a .zip", files=citron_files),
        Format("ftm", ".ftm.json", "application/x-ndjson", "FollowTheMoney entities", entity_lines),
        Format("graphml", ".graphml", "application/graphml+xml", "speakers and the issues they spoke about", graph_pieces),
        Format("training", ".jsonl", "application/x-ndjson", "articles with corrections, as training data", training_lines),
    )
}  # fmt: skip
