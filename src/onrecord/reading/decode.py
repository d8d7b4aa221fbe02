"""Bytes -> text: the encoding declared, else detected; binary things refused."""

from __future__ import annotations

import codecs
import contextlib
import re

from onrecord.errors import UnreadableArticle

__all__ = ["decode"]

_BOMS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_MAGIC = {
    b"%PDF": "a PDF; extract its text first (pdftotext)",
    b"PK\x03\x04": "a zip archive (a Word file?); save the text itself",
    b"\x1f\x8b": "gzip data; unpack it first (gunzip)",
    b"\x89PNG": "a PNG picture",
    b"\xff\xd8\xff": "a JPEG picture",
    b"GIF8": "a GIF picture",
    b"\x7fELF": "a program",
}
_DECLARED = re.compile(rb"(?:charset|encoding)\s*=\s*[\"']?\s*([A-Za-z0-9_.:-]+)", re.IGNORECASE)


def decode(data: bytes, name: str, *, markup: bool = False, told: str | None = None) -> str:
    """Text of `data`. A byte order mark wins, then UTF-8 that is unmistakable, then what is `told` (by a server) or (in markup) declared,
    UTF-16, what it looks like, cp1252.

    Raises:
        UnreadableArticle: empty, or not text.
    """
    if not data.strip():
        raise UnreadableArticle(f"{name}: empty; is it the right file?")
    for magic, what in _MAGIC.items():
        if data.startswith(magic):
            raise UnreadableArticle(f"{name}: {what}; onrecord reads text, HTML and JSON")
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            return _strictly(data, encoding, name)
    if declared := _known(told) or (_declared(data) if markup else None):
        return _as_declared(data, declared)
    if 0 in data[:4096]:
        return _strictly(data, _wide(data[:4096]), name)
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        text = data.decode("cp1252", errors="replace")
    return _checked(text, name, len(data))


def _declared(data: bytes) -> str | None:
    match = _DECLARED.search(data[:4096])
    found = _known(match.group(1).decode("ascii")) if match else None
    return (
        None if found and found.startswith(("utf-16", "utf-32")) else found
    )  # got here as ASCII, so it is not


def _known(charset: str | None) -> str | None:
    """Python's name of a charset of texts; what declares Latin-1 is, by the HTML standard, cp1252."""
    try:
        found = codecs.lookup(charset).name if charset else None
        b"a".decode(found or "ascii")
    except (LookupError, ValueError):  # Python also calls "hex" and the like a codec
        return None
    if found and found.replace("-", "_") in ("unicode_escape", "raw_unicode_escape", "idna", "punycode"):
        return None
    return {"iso8859-1": "cp1252", "ascii": "cp1252"}.get(found or "", found)


def _as_declared(data: bytes, declared: str) -> str:
    """Pages are declared wrongly often enough: words in UTF-8 are no accident, and what breaks its charset is in another one."""
    with contextlib.suppress(UnicodeDecodeError):
        if not declared.startswith(("utf-16", "utf-32")) and not data.isascii() and 0 not in data[:4096]:
            return data.decode("utf-8")
    try:
        return data.decode(declared)
    except UnicodeDecodeError:
        return data.decode(_looks_like(data) if declared == "utf-8" else declared, errors="replace")


def _looks_like(data: bytes) -> str:
    from resiliparse.parse.encoding import detect_encoding

    found = _known(detect_encoding(data)) or "cp1252"
    return "cp1252" if found.startswith(("cp125", "iso8859")) else found


def _strictly(data: bytes, encoding: str, name: str) -> str:
    try:
        return _checked(data.decode(encoding), name, len(data))
    except UnicodeDecodeError as error:
        raise UnreadableArticle(
            f"{name}: looks like {encoding} but is no text at byte {error.start}; if it is text, save it as UTF-8"
        ) from error


def _wide(sample: bytes) -> str:
    """What text with zero bytes can only be: UTF-16 where every other byte is zero, else UTF-8, which will be refused."""
    low, high = sample[::2].count(0), sample[1::2].count(0)
    if low + high < len(sample) // 4:
        return "utf-8"
    return "utf-16-le" if high >= low else "utf-16-be"


def _checked(text: str, name: str, size: int) -> str:
    """Text that is mostly control characters or replacement marks is no text."""
    sample = text[:20_000]
    odd = sum(1 for c in sample if (c < " " and c not in "\t\n\r\f\x0b") or c in "\ufffd\x7f")
    if "\x00" in sample or odd > max(4, len(sample) // 50):
        raise UnreadableArticle(
            f"{name}: {size:,} bytes that are no text; is it a binary file? onrecord reads text, HTML and JSON"
        )
    if not text.strip():
        raise UnreadableArticle(f"{name}: only blanks; is it the right file?")
    return text
