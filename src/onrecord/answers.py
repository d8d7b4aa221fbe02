"""What the record answers: frozen dataclasses in which every fact leads back to its sentence."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal, NamedTuple

__all__ = [
    "DRIFTS",
    "VERDICTS",
    "Change",
    "Check",
    "Correction",
    "Drift",
    "Evidence",
    "Report",
    "Thread",
    "Variant",
    "Verdict",
]

Verdict = Literal[
    "verbatim", "altered", "partial", "said by someone else", "paraphrased only", "not on record"
]
VERDICTS: tuple[Verdict, ...] = (
    "verbatim", "altered", "partial", "said by someone else", "paraphrased only", "not on record",
)  # fmt: skip
Drift = Literal["cut", "added", "replaced", "scare-quoted", "merged", "speaker", "date"]
DRIFTS: tuple[Drift, ...] = ("cut", "added", "replaced", "scare-quoted", "merged", "speaker", "date")


@dataclass(frozen=True, slots=True)
class Report:
    """One statement as the record holds it, with all that is needed to cite it.

    `statement`, `article`, `speaker_id` and `thread` are ids; `content` are the words said, pieces joined by " … ";
    `sentence` is the text around, which begins at `start`, a code point of the article's text, and ends before `end`.
    Dates are ISO; what is not known is None.
    """

    statement: str
    article: str
    outlet: str | None
    url: str | None
    path: str | None
    headline: str | None
    published: str | None
    speaker: str | None
    speaker_id: str | None
    unnamed: str | None
    content: str
    quoted: tuple[str, ...]
    cue: str
    source: str
    sentence: str
    start: int
    end: int
    kind: str
    act: str
    stance: str
    said_earliest: str | None
    said_latest: str | None
    confidence: float
    thread: str | None = None


class Change(NamedTuple):
    """A step of an alignment of two wordings: `here` the words of the one, `there` of the other ("" where none)."""

    kind: Literal["same", "cut", "added", "replaced"]
    here: str
    there: str


@dataclass(frozen=True, slots=True)
class Evidence:
    """A statement on record set against a quotation: the verdict on it alone, how alike they are in [0, 1], and how they differ."""

    report: Report
    verdict: Verdict
    likeness: float
    changes: tuple[Change, ...]


@dataclass(frozen=True, slots=True)
class Check:
    """What the record holds of a quotation; `evidence` likeliest first, empty where it is not on record."""

    quote: str
    by: str | None
    verdict: Verdict
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class Variant:
    """One wording of an utterance: who carries it, the steps from the wording that the thread is set against, and the drift in them.

    `wire`: whether outlets carry it inside the same sentence, word for word, so that one copied the other or both an agency.
    """

    words: str
    reports: tuple[Report, ...]
    changes: tuple[Change, ...]
    drift: tuple[Drift, ...]
    wire: bool


@dataclass(frozen=True, slots=True)
class Thread:
    """Reports of one utterance. Variants in order of publication, the first wording first.

    `against` is the place, among the variants, of the wording that the others are set against: the fullest quotation, or the
    first wording where none quotes. `strength` in [0, 1] is how far the wording that departs most does so. In lists of threads
    `variants` is empty and `words` holds that wording.
    """

    id: str
    speaker: str | None
    speaker_id: str | None
    said_earliest: str | None
    said_latest: str | None
    first_outlet: str | None
    first_published: str | None
    statements: int
    articles: int
    outlets: int
    drift: tuple[Drift, ...]
    strength: float
    words: str = ""
    variants: tuple[Variant, ...] = ()
    against: int = 0


@dataclass(frozen=True, slots=True)
class Correction:
    """What an editor changed of a statement, and when (UTC, ISO). It stands until `undone_at`.

    `before` and `after` are the fields of the record format that it changes, in that format; None where the statement was not
    there (`add`) or is there no more (`reject`). `snapshot` is the whole statement as it stood before, `machine` as the engine has it.
    An `undo` names the correction it undoes in `after`.
    """

    number: int
    made_at: str
    editor: str
    article: str
    statement: str
    field: str
    before: Mapping[str, Any] | None
    after: Mapping[str, Any] | None
    note: str | None = None
    undone_at: str | None = None
    undone_by: str | None = None
    snapshot: Mapping[str, Any] | None = None
    machine: Mapping[str, Any] | None = None
