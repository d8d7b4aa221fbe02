"""A selection -> the record format as JSON Lines: a line an article, then a line for each correction of it (docs/export.md)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from onrecord.answers import Correction
from onrecord.formats.record import record_line, to_json
from onrecord.record.exporting.selection import Selection

__all__ = ["CORRECTION", "correction_to_dict", "record_lines"]

CORRECTION = "onrecord-correction/1"


def record_lines(selection: Selection) -> Iterator[str]:
    """Each line with its line end."""
    for article in selection.articles:
        yield record_line(article) + "\n"
        for correction in selection.corrections(article):
            yield to_json(correction_to_dict(correction)) + "\n"


def correction_to_dict(c: Correction) -> dict[str, Any]:
    """A correction as plain data."""
    return {
        "format": CORRECTION,
        "number": c.number,
        "article": c.article,
        "statement": c.statement,
        "field": c.field,
        "before": c.before,
        "after": c.after,
        "editor": c.editor,
        "made_at": c.made_at,
        "note": c.note,
        "undone_at": c.undone_at,
        "undone_by": c.undone_by,
        "snapshot": c.snapshot,
        "machine": c.machine,
    }
