"""The errors that onrecord raises: each message says what, where, and what to do next."""

__all__ = ["BundleError", "LeftOut", "OnRecordError", "RecordError", "UnreadableArticle", "UsageError"]


class OnRecordError(Exception):
    """Base of every error that onrecord raises on purpose."""

    @property
    def told(self) -> tuple[str, str]:
        """The input that the message begins with, and what is wrong with it; a message that names none stands for both.

        >>> UnreadableArticle("a.html: no text found").told
        ('a.html', 'no text found')
        """
        place, _, message = str(self).partition(": ")
        return place, message or place


class UnreadableArticle(OnRecordError):
    """An input that holds no article: missing, empty, binary, too large, broken, or without text."""


class BundleError(OnRecordError):
    """A model bundle that is missing, damaged or of another format."""


class RecordError(OnRecordError):
    """A record (database) that cannot be opened, read or written as asked."""


class UsageError(OnRecordError):
    """An option or argument that cannot be honoured."""


class LeftOut(UnreadableArticle):
    """A thing in an archive that is not read, and rightly so: it is no page, no article, or not in English.

    `reason` is one of few ("no page", "no article", "not English", "seen"); `detail` says more.
    """

    def __init__(self, place: str, reason: str, detail: str = "") -> None:
        super().__init__(f"{place}: {reason}" + (f" ({detail})" if detail else ""))
        self.place, self.reason, self.detail = place, reason, detail
