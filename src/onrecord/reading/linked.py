"""A page -> the things that its JSON-LD describes."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

__all__ = ["is_article", "kinds_of", "linked_nodes"]

_LD = re.compile(r"<script[^>]{0,200}application/ld\+json[^>]{0,200}>", re.IGNORECASE)
_SCRIPT_END = re.compile(r"</script", re.IGNORECASE)
_ARTICLE_TYPES = re.compile(r"(?:Article|Posting|Report|Review)$")


def linked_nodes(page: str) -> Iterator[Mapping[str, Any]]:
    """The objects at the top of the page's JSON-LD, in the order in which they stand there; broken scripts are passed over."""
    for script in _linked_scripts(page):
        try:
            found = json.loads(script, strict=False)
        except (ValueError, RecursionError):
            continue
        yield from _nodes(found, 0)


def kinds_of(node: Mapping[str, Any]) -> list[str]:
    """The types of an object."""
    kinds = node.get("@type")
    return [k for k in (kinds if isinstance(kinds, list) else [kinds]) if isinstance(k, str)]


def is_article(node: Mapping[str, Any]) -> bool:
    """Whether an object is an article of some kind."""
    return any(_ARTICLE_TYPES.search(kind) for kind in kinds_of(node))


def _linked_scripts(page: str) -> Iterator[str]:
    """What stands in JSON-LD scripts; one pass, however many are opened and never closed."""
    at = 0
    while opening := _LD.search(page, at):
        closing = _SCRIPT_END.search(page, opening.end())
        if closing is None:
            return
        yield page[opening.end() : closing.start()]
        at = closing.end()


def _nodes(value: Any, depth: int) -> Iterator[Mapping[str, Any]]:
    if depth > 5:
        return
    if isinstance(value, list):
        for item in value[:100]:
            yield from _nodes(item, depth + 1)
    elif isinstance(value, dict):
        yield value
        yield from _nodes(value.get("@graph"), depth + 1)
