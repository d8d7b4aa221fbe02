"""Statements for tests: a wording with its quotation marks in, an `Utterance` out."""

from __future__ import annotations

import re
from typing import Any

from onrecord.threads.utterance import Utterance
from onrecord.types import Span

LINDQVIST = {"speaker": "local:tove-lindqvist", "name": "Tove Lindqvist", "kind": "person"}
BRANDT = {"speaker": "local:ada-brandt", "name": "Ada Brandt", "kind": "person"}


def said(words: str, key: int = 0, **about: Any) -> Utterance:
    """A statement whose quoted parts are those between “ and ”; each has its own article unless told otherwise."""
    quoted = tuple(Span(m.start(), m.end()) for m in re.finditer("“[^”]*”", words))
    given = {"article": key, "published": "2025-03-04", "outlet": f"Paper {key}", **LINDQVIST, **about}
    return Utterance(
        key=key, spans=(Span(key * 1000, key * 1000 + len(words)),), content=words, quoted=quoted, **given
    )
