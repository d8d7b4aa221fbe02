"""The errors that onrecord raises: each message says what, where, and what to do next."""

__all__ = ["BundleError", "OnRecordError", "RecordError", "UnreadableArticle", "UsageError"]


class OnRecordError(Exception):
    """Base of every error that onrecord raises on purpose."""


class UnreadableArticle(OnRecordError):
    """An input that holds no article: missing, empty, binary, too large, broken, or without text."""


class BundleError(OnRecordError):
    """A model bundle that is missing, damaged or of another format."""


class RecordError(OnRecordError):
    """A record (database) that cannot be opened, read or written as asked."""


class UsageError(OnRecordError):
    """An option or argument that cannot be honoured."""
