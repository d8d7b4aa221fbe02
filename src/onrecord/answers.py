"""What the record answers: frozen dataclasses in which every fact leads back to its sentence."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import astuple, dataclass, fields
from typing import Any, Literal, NamedTuple, overload

from onrecord.types import Span

__all__ = [
    "DRIFTS",
    "VERDICTS",
    "Carried",
    "Change",
    "Check",
    "Correction",
    "Drift",
    "Evidence",
    "Office",
    "Profile",
    "Report",
    "Reports",
    "Tally",
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


@dataclass(frozen=True, slots=True)
class Reports(Sequence[Report]):
    """One page of what a search found: a sequence of `Report`, and a table where a table is wanted.

    `total` counts the statements of all pages; `at_least`: there are more than that, which were not counted. `next` asks for the next page
    (`after`), None on the last. `speakers` are the ids and names that were taken to be meant.
    """

    items: tuple[Report, ...]
    total: int
    at_least: bool = False
    next: str | None = None
    speakers: tuple[tuple[str, str], ...] = ()

    @overload
    def __getitem__(self, at: int) -> Report: ...
    @overload
    def __getitem__(self, at: slice) -> tuple[Report, ...]: ...
    def __getitem__(self, at: int | slice) -> Report | tuple[Report, ...]:
        return self.items[at]

    def __len__(self) -> int:
        return len(self.items)

    def __iter__(self) -> Iterator[Report]:
        return iter(self.items)

    @property
    def counted(self) -> str:
        """How many there are, in words: "12 statements", "more than 10,000 statements"."""
        more = "more than " if self.at_least else ""
        return f"{more}{self.total:,} statement{'s' if self.total != 1 else ''}"

    def to_dicts(self) -> list[dict[str, Any]]:
        """The reports as plain data: names as in `Report`, `quoted` a list."""
        return [dict(zip(_REPORT_FIELDS, (*_plain(astuple(report)),), strict=True)) for report in self.items]

    def to_pandas(self) -> Any:
        """The page as a DataFrame, a row a statement.

        Raises:
            UsageError: pandas is not installed.
        """
        return _wanted("pandas").DataFrame(self.to_dicts(), columns=list(_REPORT_FIELDS))

    def to_polars(self) -> Any:
        """The page as a DataFrame of Polars, a row a statement.

        Raises:
            UsageError: polars is not installed.
        """
        frame = _wanted("polars")
        schema = {
            name: {"quoted": frame.List(frame.String), "start": frame.Int64, "end": frame.Int64,
                   "confidence": frame.Float64}.get(name, frame.String)
            for name in _REPORT_FIELDS
        }  # fmt: skip
        return frame.DataFrame(self.to_dicts(), schema=schema)

    def to_arrow(self) -> Any:
        """The page as a table of Arrow.

        Raises:
            UsageError: pyarrow is not installed.
        """
        arrow = _wanted("pyarrow")
        kinds = {
            "quoted": arrow.list_(arrow.string()),
            "start": arrow.int64(),
            "end": arrow.int64(),
            "confidence": arrow.float64(),
        }
        schema = arrow.schema([(name, kinds.get(name, arrow.string())) for name in _REPORT_FIELDS])
        return arrow.Table.from_pylist(self.to_dicts(), schema=schema)

    def __arrow_c_stream__(self, requested_schema: object = None) -> object:
        return self.to_arrow().__arrow_c_stream__(requested_schema)


_REPORT_FIELDS = tuple(field.name for field in fields(Report))
_INSTALLED_BY = {
    "pandas": "pip install pandas",
    "polars": "pip install polars",
    "pyarrow": "pip install 'onrecord[parquet]'",
}


def _plain(values: tuple[Any, ...]) -> Iterator[Any]:
    for value in values:
        yield list(value) if isinstance(value, tuple) else value


def _wanted(library: str) -> Any:
    from importlib import import_module

    try:
        return import_module(library)
    except ModuleNotFoundError as error:
        from onrecord.errors import UsageError

        raise UsageError(f"{library} is not installed; run: {_INSTALLED_BY[library]}") from error


class Tally(NamedTuple):
    """How many statements go with a name: an outlet, an act, a month, a person spoken to, words spoken of."""

    name: str
    statements: int


class Office(NamedTuple):
    """An office that somebody held; days are ISO, empty where not known or still held."""

    title: str
    of: str
    start: str
    end: str


class Carried(NamedTuple):
    """An utterance that several articles carry: its thread, the words of its first report, and how far it spread."""

    thread: str
    words: str
    articles: int
    outlets: int
    first_published: str | None


@dataclass(frozen=True, slots=True)
class Profile:
    """What the record holds of one speaker.

    `ids` are those under which the record has the speaker, the surest first. `statements` and `articles` count what stands. `first` and
    `last` are the days of the earliest and the latest statement; they and `by_month` go by the day said, else by that of
    publication, `by_month_published` by that of publication alone. `about` are the words most characteristic of the latest statements,
    `issues` the names of those that are watched. Tallies have the most frequent first, those by month go through time, without the months
    in which nothing was said.
    """

    ids: tuple[str, ...]
    name: str
    kind: str
    aliases: tuple[str, ...]
    offices: tuple[Office, ...]
    statements: int
    articles: int
    first: str | None
    last: str | None
    by_month: tuple[Tally, ...]
    by_month_published: tuple[Tally, ...]
    by_outlet: tuple[Tally, ...]
    by_act: tuple[Tally, ...]
    to: tuple[Tally, ...]
    about: tuple[Tally, ...]
    issues: tuple[Tally, ...]
    carried: tuple[Carried, ...]
    latest: tuple[Report, ...]


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

    `speakers` are the names that `by` was taken to mean, and `statements` how many statements of theirs the record holds; None where
    nobody was asked about, or the quotation was found, and they were not counted. Evidence may stand beside "not on record": the words of somebody whom the record cannot name.
    """

    quote: str
    by: str | None
    verdict: Verdict
    evidence: tuple[Evidence, ...]
    speakers: tuple[str, ...] = ()
    statements: int | None = None


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
    `variants` is empty, `words` holds that wording, and `wordings` is how many there are.
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
    wordings: int
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
