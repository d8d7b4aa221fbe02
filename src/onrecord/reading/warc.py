"""A web archive (WARC) -> its records, one after the other. A record that lies about its length costs that record only.

A record ends where its `Content-Length` says, if another record, blank lines or the end of the file follow there; else it lies, and
reading goes on at the next line that begins a record. Memory is bounded by the largest record that is taken.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

from onrecord.reading.unpacking import DAMAGE, unpacked

__all__ = ["Broken", "RawRecord", "raw_records"]

HEADER = 1 << 16  # bytes of a record's header at most
_START = re.compile(rb"WARC/\d\.\d+[ \t]*\r?\n")
_NEXT = re.compile(rb"(WARC/\d\.\d+[ \t]*\r?\n)(?=[A-Za-z-]+[ \t]*:)")
_BLANK = re.compile(rb"[\r\n]*")
_HEADER_END = re.compile(rb"\r?\n\r?\n")
_LENGTH = re.compile(rb"^Content-Length[ \t]*:[ \t]*(\d{1,18})[ \t]*\r?$", re.IGNORECASE | re.MULTILINE)
_URI = re.compile(rb"^WARC-Target-URI[ \t]*:[ \t]*<?([^\s>]+)", re.IGNORECASE | re.MULTILINE)
_AFTER = 16  # bytes looked at behind a record
_LONGEST_START = 64


@dataclass(frozen=True, slots=True)
class RawRecord:
    """A whole record: its place in the archive, counted from 1, its header and its block, as they stand there."""

    number: int
    header: bytes
    block: bytes


@dataclass(frozen=True, slots=True)
class Broken:
    """A record that cannot be taken: its place, what is wrong, and its address where it can be told."""

    number: int
    reason: str
    url: str | None = None


def raw_records(stream: BinaryIO, max_bytes: int) -> Iterator[RawRecord | Broken]:
    """The records of an archive, gzipped or not; those over `max_bytes` are told as broken."""
    window = _Window(unpacked(stream))
    number, told = 0, False  # whether the last thing told was a record that broke
    while True:
        if gap := window.skip_to_start():
            number, told = number + 1, True
            yield Broken(number, f"{gap:,} bytes that belong to no record")
        if window.broken():
            if not told:
                number += 1
                yield Broken(number, "a damaged gzip member; nothing of it could be unpacked")
            told = False
            continue
        if not window.fill(1):
            return
        number += 1
        record = _record(window, number, max_bytes)
        told = isinstance(record, Broken)
        yield record


def _record(window: _Window, number: int, max_bytes: int) -> RawRecord | Broken:
    window.fill(HEADER)
    end = _HEADER_END.search(window.data, 0, HEADER)
    if end is None:
        return _lost(window, number, "a header without an end", None, 1)
    header = bytes(window.data[: end.end()])
    found, uri = _LENGTH.search(header), _URI.search(header)
    url = uri.group(1).decode("utf-8", "replace") if uri else None
    if found is None:
        return _lost(window, number, "no Content-Length", url, len(header) - 1)
    length = int(found.group(1))
    if length > max_bytes:
        told = f"{length:,} bytes, over the limit of {max_bytes:,} for one record"
        return _lost(window, number, told, url, len(header) - 1)
    whole = len(header) + length
    window.fill(whole + _AFTER)
    if len(window.data) < whole:
        reason = f"cut short: {len(window.data) - len(header):,} of {length:,} bytes"
        return _lost(window, number, reason, url, len(header) - 1)
    if not _ends_there(window.data, len(header), whole):
        return _lost(window, number, f"its Content-Length of {length:,} bytes is wrong", url, len(header) - 1)
    record = RawRecord(number, header, bytes(window.data[len(header) : whole]))
    window.drop(whole)
    return record


def _ends_there(data: bytearray, begin: int, end: int) -> bool:
    """Whether a record whose block begins and ends there does so: another follows, or blank lines and none within."""
    behind = bytes(data[end : end + _AFTER])
    if not behind.strip(b"\r\n") or behind.lstrip(b"\r\n").startswith(b"WARC/"):
        return True
    return behind.startswith(b"\r\n\r\n") and not _NEXT.search(data, begin, end)


def _lost(window: _Window, number: int, reason: str, url: str | None, after: int) -> Broken:
    """Go on at the next beginning of a record `after` so many bytes."""
    window.skip_to_next(after)
    return Broken(number, reason, url)


class _Window:
    """The bytes at hand, up to the next damage."""

    def __init__(self, blocks: Iterator[bytes | None]) -> None:
        self.data = bytearray()
        self._blocks, self._at_damage = blocks, False

    def fill(self, size: int) -> bool:
        """Have `size` bytes at hand, if there are so many before the next damage."""
        while len(self.data) < size and not self._at_damage:
            block = next(self._blocks, b"")
            if block is DAMAGE:
                self._at_damage = True
            elif not block:
                break
            else:
                self.data += block
        return len(self.data) >= size

    def drop(self, size: int) -> None:
        del self.data[:size]

    def broken(self) -> bool:
        """Whether nothing is left before a damage; reading then goes on behind it."""
        if self._at_damage and not self.data:
            self._at_damage = False
            return True
        return False

    def skip_to_start(self) -> int:
        """Drop what stands before the next record; how many bytes that were no line ends."""
        dropped = 0
        while self.fill(_LONGEST_START) or self.data:
            blank = _BLANK.match(self.data)
            self.drop(blank.end() if blank else 0)
            if not self.fill(_LONGEST_START) and not self.data:
                break
            if _START.match(self.data):
                break
            dropped += self.skip_to_next(0)
        return dropped

    def skip_to_next(self, after: int) -> int:
        """Drop `after` bytes and what follows, up to the next line that begins a record; how many bytes that were."""
        dropped = 0
        while not (found := _NEXT.search(self.data, after)):
            keep = min(len(self.data) - after, _LONGEST_START) if len(self.data) > after else 0
            dropped += len(self.data) - keep
            self.drop(len(self.data) - keep)
            after = 0
            if not self.fill(keep + 1):
                dropped += len(self.data)
                self.drop(len(self.data))
                return dropped
        self.drop(found.start(1))
        return dropped + found.start(1)
