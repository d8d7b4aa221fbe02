"""A selection -> GraphML: speakers and issues as nodes, and from each speaker to what they spoke about an edge.

Its `weight` is the number of statements; `first` and `last` are the days between which they were made (said, else published).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from xml.sax.saxutils import escape, quoteattr

from onrecord.record.exporting.selection import Selection
from onrecord.record.rows import leaves
from onrecord.types import Article, Speaker, Statement

__all__ = ["graph_pieces"]

_NO_XML = re.compile(
    "[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]"
)  # what XML 1.0 has no place for
_KEYS = (
    ("node", "type", "string"), ("node", "name", "string"), ("node", "kind", "string"),
    ("edge", "weight", "int"), ("edge", "first", "string"), ("edge", "last", "string"),
)  # fmt: skip
_HEAD = (
    '<?xml version="1.0" encoding="UTF-8"?>\n<graphml xmlns="http://graphml.graphdrawing.org/xmlns" '
    'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:schemaLocation="http://graphml.graphdrawing.org/xmlns '
    'http://graphml.graphdrawing.org/xmlns/1.0/graphml.xsd">\n'
)


@dataclass(slots=True)
class _Edge:
    """How often, from when to when."""

    weight: int = 0
    first: str = ""
    last: str = ""

    def add(self, earliest: str, latest: str) -> None:
        self.weight += 1
        if earliest and (not self.first or earliest < self.first):
            self.first = earliest
        self.last = max(self.last, latest)


def graph_pieces(selection: Selection) -> Iterator[str]:
    """The document, piece by piece; speakers and edges are held, articles are not."""
    speakers: dict[str, Speaker] = {}
    edges: dict[tuple[str, str], _Edge] = {}
    for article in selection.articles:
        for statement in article.statements:
            _count(selection, article, statement, speakers, edges)
    yield _HEAD
    for target, name, kind in _KEYS:
        yield f'<key id="{name}" for="{target}" attr.name="{name}" attr.type="{kind}"/>\n'
    yield '<graph id="record" edgedefault="directed">\n'
    for speaker in speakers.values():
        yield _node(f"speaker:{speaker.id}", type="speaker", name=speaker.name, kind=speaker.kind)
    for matter in selection.matters:
        yield _node(f"issue:{matter.id}", type="issue", name=matter.name)
    for (who, what), edge in edges.items():
        ends = f"source={_attribute('speaker:' + who)} target={_attribute('issue:' + what)}"
        yield f"<edge {ends}>{_data(weight=str(edge.weight), first=edge.first, last=edge.last)}</edge>\n"
    yield "</graph>\n</graphml>\n"


def _count(
    selection: Selection,
    article: Article,
    statement: Statement,
    speakers: dict[str, Speaker],
    edges: dict[tuple[str, str], _Edge],
) -> None:
    if not statement.speaker:
        return
    published = (article.published or "")[:10]
    when = statement.said_on
    days = (when.earliest, when.latest) if when else (published, published)
    about = list(selection.about(article, statement))
    for speaker in leaves(statement.speaker):
        speakers.setdefault(speaker.id, speaker)
        for matter in about:
            edges.setdefault((speaker.id, matter), _Edge()).add(*days)


def _node(id: str, **data: str) -> str:
    return f"<node id={_attribute(id)}>{_data(**data)}</node>\n"


def _data(**data: str) -> str:
    return "".join(
        f'<data key="{name}">{escape(_clean(value))}</data>' for name, value in data.items() if value
    )


def _attribute(value: str) -> str:
    return quoteattr(_clean(value))


def _clean(value: str) -> str:
    return _NO_XML.sub("\ufffd", value)
