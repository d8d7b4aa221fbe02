"""pyarrow, which reads and writes Parquet, where it is installed (the extra `[parquet]`)."""

from __future__ import annotations

from typing import Any

from onrecord.errors import UsageError

__all__ = ["arrow"]


def arrow() -> Any:
    """pyarrow with its Parquet part.

    Raises:
        UsageError: it is not installed.
    """
    try:
        import pyarrow
        import pyarrow.parquet
    except ModuleNotFoundError as error:
        raise UsageError("Parquet needs pyarrow; run: pip install 'onrecord[parquet]'") from error
    return pyarrow
