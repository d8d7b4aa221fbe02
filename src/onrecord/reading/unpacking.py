"""A file, gzipped or not -> its bytes, block by block. A damaged or truncated gzip member costs that member only.

Archives are many gzip members, one after the other; where one breaks, reading goes on at the next that can be found.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Generator, Iterator
from typing import BinaryIO

__all__ = ["DAMAGE", "unpacked"]

BLOCK = 1 << 18  # bytes read, and unpacked, at a time
KEPT = 1 << 23  # bytes of a member kept, to look for the next one in where it breaks
MAGIC = re.compile(rb"\x1f\x8b\x08[\x00-\x1f]")
DAMAGE = None  # stands between blocks where bytes are missing


def unpacked(stream: BinaryIO) -> Iterator[bytes | None]:
    """The bytes of `stream`, unpacked where it is gzip; `DAMAGE` where a member broke off."""
    block = stream.read(BLOCK)
    if not block.startswith(b"\x1f\x8b"):
        while block:
            yield block
            block = stream.read(BLOCK)
        return
    rest = block
    while rest:
        rest = yield from _member(stream, rest)


def _member(stream: BinaryIO, packed: bytes) -> Generator[bytes | None, None, bytes]:
    """One member, of which `packed` is the beginning; returns (to `yield from`) what follows it."""
    unpacker = zlib.decompressobj(31)
    kept, todo = bytearray(packed), packed
    try:
        while not unpacker.eof:
            if block := unpacker.decompress(todo, BLOCK):
                yield block
            todo = unpacker.unconsumed_tail
            if not todo and not unpacker.eof and not block:
                todo = stream.read(BLOCK)
                if not todo:
                    yield DAMAGE
                    return b""
                kept = (kept + todo)[-KEPT:]
    except zlib.error:
        yield DAMAGE
        return _next_member(stream, bytes(kept[1:]))
    rest = unpacker.unused_data.lstrip(b"\0") or stream.read(BLOCK)
    if rest and not MAGIC.match(rest):
        if len(rest) >= 4 or not (rest := rest + stream.read(BLOCK)):
            yield DAMAGE
        return rest if MAGIC.match(rest) else _next_member(stream, rest)
    return rest


def _next_member(stream: BinaryIO, packed: bytes) -> bytes:
    """From the next beginning of a member on; nothing where there is none."""
    while not (found := MAGIC.search(packed)):
        more = stream.read(BLOCK)
        if not more:
            return b""
        packed = packed[-3:] + more
    return packed[found.start() :]
