"""What the record answers: frozen dataclasses in which every fact leads back to its sentence."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, NamedTuple

from onrecord.types import Span

__all__ = [
    "DRIFTS",
    "VERDICTS",
    "Change",
    "Check",
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
    """A statement on record set against a quotation: the verdict on it alone, how alike they are in [0, 1], and how they differ.

    In `changes`, `here` is the quotation and `there` the record. `spans` are where the words stand in the article's text, and `notes`
    say in plain words what a reader must know beside the verdict: a negation that differs, what an ellipsis leaves out.
    """

    report: Report
    verdict: Verdict
    likeness: float
    changes: tuple[Change, ...]
    spans: tuple[Span, ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Check:
    """What the record holds of a quotation; `evidence` likeliest first.

    `speakers` are the names that `by` was taken to mean, and `statements` how many statements of theirs the record holds (of
    anybody, where nobody was asked about); None where the quotation was found and they were not counted. Evidence may stand beside "not on record": the words of somebody whom the record cannot name.
    """

    quote: str
    by: str | None
    verdict: Verdict
    evidence: tuple[Evidence, ...]
    speakers: tuple[str, ...] = ()
    statements: int | None = None


@dataclass(frozen=True, slots=True)
class Variant:
    """One wording of an utterance: who carries it, the steps from the thread's first wording, and the drift in them.

    `wire`: whether outlets carry it inside the same sentence, word for word, so that one copied the other or both an agency.
    """

    words: str
    reports: tuple[Report, ...]
    changes: tuple[Change, ...]
    drift: tuple[Drift, ...]
    wire: bool


@dataclass(frozen=True, slots=True)
class Thread:
    """Reports of one utterance. Variants in order of publication, the first wording first."""

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
    variants: tuple[Variant, ...] = ()
