"""Bytes -> text: the encoding declared, else detected; binary things refused."""

from __future__ import annotations

import codecs
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
_ESCAPES = ("unicode-escape", "raw-unicode-escape", "idna", "punycode")  # of Python's own, no page is in them
_LATIN = (
    "cp1250",
    "cp1254",
    "cp1257",
    "iso8859-2",
    "iso8859-15",
)  # English in cp1252 is taken for these by a letter or two
_DECLARED = re.compile(rb"(?:charset|encoding)\s*=\s*[\"']?\s*([A-Za-z0-9_.:-]+)", re.IGNORECASE)


def decode(data: bytes, name: str, *, markup: bool = False, charset: str | None = None) -> str:
    """Text of `data`. A byte order mark wins; then what was declared (by `charset`, the server's word, or in the page if it is markup), if the bytes bear it out; then UTF-8, UTF-16, and in markup what the bytes look like; at last cp1252.

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
    if 0 in data[:4096]:
        return _strictly(data, _wide(data[:4096]), name)
    match = _DECLARED.search(data[:4096]) if markup else None
    told = [charset, match.group(1).decode("ascii") if match else None]
    codecs_told = [codec for codec in map(_codec, told) if codec]
    for codec in ("utf-8", *codecs_told):
        if text := _borne_out(data, codec, lenient=markup and codec == "utf-8"):
            return _checked(text, name, len(data))
    codec = (_looks_like(data) if markup else None) or "cp1252"
    return _checked(data.decode(codec, errors="replace"), name, len(data))


def _borne_out(data: bytes, codec: str, lenient: bool) -> str | None:
    """The text, if `data` is of this encoding; `lenient`: a few broken bytes (cut in the middle) are let pass."""
    try:
        return data.decode(codec)
    except (UnicodeDecodeError, ValueError):
        if not lenient:
            return None
    text = data.decode(codec, errors="replace")
    good = sum(1 for byte in data if byte >= 0xC2)
    return text if good > 20 * text.count("\ufffd") else None


def _codec(name: str | None) -> str | None:
    """Python's name of a declared encoding of text, if it has one."""
    try:
        found = codecs.lookup(name or "")
    except (LookupError, ValueError):
        return None
    # pages that declare Latin-1 are, by the HTML standard, cp1252; a declared UTF-16 that got here as ASCII is not
    names = {"iso8859-1": "cp1252", "ascii": "cp1252"}
    if found.name.startswith(("utf-16", "utf-32")) or found.name in _ESCAPES or not found._is_text_encoding:
        return None
    return names.get(found.name, found.name)


def _looks_like(data: bytes) -> str | None:
    from resiliparse.parse.encoding import detect_encoding

    found = _codec(detect_encoding(data, max_len=65_536))
    return "cp1252" if found in _LATIN else found


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
