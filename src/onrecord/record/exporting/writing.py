"""A format and a selection -> a file, a folder, a .zip or a stream. What is written appears only when it is whole."""

from __future__ import annotations

import shutil
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from onrecord.errors import UsageError
from onrecord.record.exporting import Format, Selection

__all__ = ["is_folder", "write"]


def write(format: Format, selection: Selection, target: Path | None, stream: IO[str]) -> None:
    """Write to `target`, or to the stream where there is none.

    A target that is a folder, or has no suffix, is a folder; it must be new or empty.

    Raises:
        UsageError: the format cannot be written there, or the place cannot be written to.
    """
    if target is None:
        if format.lines is None:
            kinds = "a folder or a .zip" if format.files else f"a {format.suffix} file or a folder"
            raise UsageError(f"{format.name} is no text; name {kinds} with --output")
        stream.writelines(format.lines(selection))
    elif format.files and target.suffix == ".zip":
        with _whole(target) as part:
            _zip(format.files(selection), part)
    elif is_folder(target, format):
        with _whole(target) as part:
            part.mkdir()
            _fill(format, selection, part)
    else:
        _write_file(format, selection, target)


def is_folder(target: Path, format: Format) -> bool:
    """Whether a target is meant as a folder."""
    return bool(format.files or format.folder) and (target.is_dir() or not target.suffix)


def _write_file(format: Format, selection: Selection, target: Path) -> None:
    if format.file:
        with _whole(target) as part:
            format.file(selection, part)
    elif format.lines:
        with (
            _whole(target) as part,
            part.open("w", encoding="utf-8", errors="backslashreplace", newline="") as out,
        ):
            out.writelines(format.lines(selection))
    else:
        raise UsageError(f"{target}: {format.name} is many files; name a folder (no suffix) or a .zip")


def _fill(format: Format, selection: Selection, folder: Path) -> None:
    if format.folder:
        format.folder(selection, folder)
    elif format.files:
        for name, text in format.files(selection):
            (folder / name).write_bytes(_encoded(text))


def _zip(files: Iterator[tuple[str, str]], target: Path) -> None:
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, text in files:
            packed.writestr(zipfile.ZipInfo(name), _encoded(text), zipfile.ZIP_DEFLATED)


def _encoded(text: str) -> bytes:
    """UTF-8 in which no offset moves: half a surrogate pair is one question mark."""
    return text.encode("utf-8", errors="replace")


@contextmanager
def _whole(target: Path) -> Iterator[Path]:
    """A place beside the target, which takes the target's when all has gone well."""
    direct = (
        target.exists() and not target.is_file() and not target.is_dir()
    )  # a pipe or a device is written through
    part = target if direct else target.with_name(target.name + ".part")
    if target.is_dir() and any(target.iterdir()):
        raise UsageError(f"{target}: the folder is not empty; name a new one")
    try:
        _remove(part, direct)
        yield part
        if target.is_dir():
            target.rmdir()
        if not direct:
            part.replace(target.resolve() if target.is_symlink() else target)
    except OSError as error:
        _remove(part, direct)
        raise UsageError(
            f"{target}: cannot be written ({error.strerror or error}); check the folder"
        ) from error
    except BaseException:
        _remove(part, direct)
        raise


def _remove(part: Path, direct: bool) -> None:
    if direct:
        return
    if part.is_dir():
        shutil.rmtree(part, ignore_errors=True)
    else:
        part.unlink(missing_ok=True)
