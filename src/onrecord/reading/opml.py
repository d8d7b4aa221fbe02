"""A list of feeds in OPML -> their addresses."""

from __future__ import annotations

from pathlib import Path
from xml.etree import ElementTree

from onrecord.errors import UsageError
from onrecord.reading.addresses import is_address

__all__ = ["read_opml"]


def read_opml(path: Path) -> list[str]:
    """The addresses of the feeds, each once, as they stand in the list.

    Raises:
        UsageError: it cannot be read, or names no feed.
    """
    try:
        outlines = ElementTree.fromstring(path.read_bytes()).iter("outline")
        named = [outline.get("xmlUrl") or outline.get("xmlurl") or "" for outline in outlines]
    except OSError as error:
        raise UsageError(
            f"{path}: cannot be read ({error.strerror}); name a feed's address or an OPML file"
        ) from error
    except ElementTree.ParseError as error:
        raise UsageError(
            f"{path}: no OPML ({error}); name a feed's address, or a list as other readers export it"
        ) from error
    found = list(dict.fromkeys(url.strip() for url in named if is_address(url)))
    if not found:
        raise UsageError(f"{path}: names no feed (no outline with an xmlUrl)")
    return found
