"""onrecord reads news articles and keeps the record of who said what.

>>> import onrecord
>>> onrecord.__version__.count(".")
2
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from onrecord.version import __version__

if TYPE_CHECKING:
    from onrecord.engine import read, read_many
    from onrecord.errors import BundleError, OnRecordError, RecordError, UnreadableArticle, UsageError
    from onrecord.opened import Record, open
    from onrecord.speakers.identity import same_speaker
    from onrecord.types import Article, Contact, Span, Speaker, Statement, Unnamed, When

_HOMES = {
    "read": "onrecord.engine",
    "read_many": "onrecord.engine",
    "BundleError": "onrecord.errors",
    "OnRecordError": "onrecord.errors",
    "RecordError": "onrecord.errors",
    "UnreadableArticle": "onrecord.errors",
    "UsageError": "onrecord.errors",
    "Article": "onrecord.types",
    "Contact": "onrecord.types",
    "Span": "onrecord.types",
    "Speaker": "onrecord.types",
    "Statement": "onrecord.types",
    "Unnamed": "onrecord.types",
    "When": "onrecord.types",
    "same_speaker": "onrecord.speakers.identity",
    "Record": "onrecord.opened",
    "open": "onrecord.opened",
}

__all__ = [
    "Article",
    "BundleError",
    "Contact",
    "OnRecordError",
    "Record",
    "RecordError",
    "Span",
    "Speaker",
    "Statement",
    "Unnamed",
    "UnreadableArticle",
    "UsageError",
    "When",
    "__version__",
    "open",
    "read",
    "read_many",
    "same_speaker",
]


def __getattr__(name: str) -> Any:
    if name in _HOMES:
        return getattr(import_module(_HOMES[name]), name)
    raise AttributeError(f"module 'onrecord' has no attribute {name!r}")


def __dir__() -> list[str]:
    return __all__
