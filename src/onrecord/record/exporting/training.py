"""A selection -> training data: a JSON line for each article that people corrected (docs/corrections.md).

`text` and `attributions` are what the training scripts read of a corpus: outermost statements as character ranges.
`corrections` say of each statement that was touched how the engine had it and how the editors want it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from onrecord.answers import Correction
from onrecord.formats.record import statement_to_dict, to_json
from onrecord.record.exporting.selection import Selection
from onrecord.types import Article, Span

__all__ = ["TRAINING", "training_lines"]

TRAINING = "onrecord-training/1"


def training_lines(selection: Selection) -> Iterator[str]:
    """Each line with its line end; articles without a standing correction are left out."""
    for article in selection.articles:
        standing = [c for c in selection.corrections(article) if c.undone_at is None and c.field != "undo"]
        if standing:
            yield to_json(_example(article, standing)) + "\n"


def _example(article: Article, standing: Sequence[Correction]) -> dict[str, Any]:
    return {
        "format": TRAINING,
        "id": article.id,
        "text": article.text,
        "attributions": [
            {"source": _bare(s.source), "cue": _bare(s.cue), "content": _bare(s.content)}
            for s in article.statements
            if s.parent is None
        ],
        "corrections": _touched(article, standing),
    }


def _touched(article: Article, standing: Sequence[Correction]) -> list[dict[str, Any]]:
    """For each corrected statement: the engine's version (None: missed) and the editors' (None: no statement)."""
    now = {s.id: statement_to_dict(s, article.text) for s in article.statements}
    by_statement: dict[str, list[Correction]] = {}
    for correction in standing:
        by_statement.setdefault(correction.statement, []).append(correction)
    return [
        {
            "statement": id,
            "fields": list(dict.fromkeys(c.field for c in made)),
            "before": made[-1].machine,
            "after": now.get(id),
            "editors": list(dict.fromkeys(c.editor for c in made)),
            "made_at": made[-1].made_at,
            "notes": [c.note for c in made if c.note],
        }
        for id, made in by_statement.items()
    ]


def _bare(spans: Sequence[Span]) -> list[list[int]]:
    return [[span.start, span.end] for span in spans]
