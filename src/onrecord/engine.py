"""The whole reading of an article: bytes in, an `Article` with its statements out. Stages meet here and nowhere else."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import TypeVar

from onrecord.circumstances import find_contacts, place_statements, survey
from onrecord.dates import date_contacts, date_statements
from onrecord.errors import LeftOut, OnRecordError, UnreadableArticle, UsageError
from onrecord.reading import Copies, ReadingOptions, article_from_text, read_source
from onrecord.reading.addresses import is_address
from onrecord.speakers import Evidence, People, load_people, name_speakers, set_scene
from onrecord.statements import StatementOptions, parts_of, statements_in
from onrecord.types import Article, Span
from onrecord.weights.bundle import find_bundle
from onrecord.weights.model import OnnxReader, PendingSignals
from onrecord.weights.signals import Signals

__all__ = ["EngineOptions", "articles_of", "read", "read_articles", "read_many", "read_sources"]

T = TypeVar("T")
AHEAD = 2  # articles under way a thread, so that no core waits for a decoder


@dataclass(frozen=True, slots=True)
class EngineOptions:
    """`min_confidence`: statements below it are left out; `threads`: None for all cores; `nested`: nested ones too;
    `people`: a user's own table of people, laid over the shipped one (docs/people.md)."""

    min_confidence: float = 0.0
    threads: int | None = None
    nested: bool = True
    people: Path | None = None


def read(path_or_text: str | Path, *, published: str | None = None, min_confidence: float = 0.0) -> Article:
    """Read one article, from a file, an address or from its text, and find its statements.

    A `Path`, or a string that names a file, is read from disk, an address (`https://…`) is visited; any other string is the text itself.

    >>> article = read("The mayor said the bridge would open in May.")
    >>> [s.cue[0].of(article.text) for s in article.statements]
    ['said']

    Raises:
        UnreadableArticle: nothing to read there; the message says what to do.
        UsageError: `published` is no date, or the input holds several articles (use `read_many`).
    """
    reading = ReadingOptions(published=published)
    options = EngineOptions(min_confidence=min_confidence)
    if isinstance(path_or_text, Path) or _names_source(path_or_text):
        found = list(read_sources([path_or_text], reading, options))
        if len(found) > 1:
            raise UsageError(f"{path_or_text}: holds {len(found)} articles; use onrecord.read_many")
    else:
        found = list(read_articles([article_from_text(path_or_text, options=reading)], options))
    for item in found:
        if isinstance(item, UnreadableArticle):
            raise item
        return item
    raise UnreadableArticle(f"{path_or_text}: no article in it; is the file empty?")


def read_many(
    inputs: Iterable[str | Path | Article],
    *,
    published: str | None = None,
    options: EngineOptions | None = None,
) -> Iterator[Article]:
    """Read many inputs (paths, texts, articles) on all cores; articles come in input order.

    Raises:
        UnreadableArticle: at the first input that cannot be read; `read_sources` yields such errors instead. What is left of
            archives is passed over.
    """
    reading = ReadingOptions(published=published)
    for item in read_articles(articles_of(inputs, reading), options or EngineOptions()):
        if isinstance(item, LeftOut):
            continue
        if isinstance(item, UnreadableArticle):
            raise item
        yield item


def read_sources(
    sources: Iterable[str | Path],
    reading: ReadingOptions | None = None,
    options: EngineOptions | None = None,
) -> Iterator[Article | UnreadableArticle]:
    """Read files and addresses ("-" for standard input); what cannot be read comes as an error in its place, and the rest goes on."""
    reading, copies = reading or ReadingOptions(), Copies()
    articles = (item for source in sources for item in read_source(source, reading, copies=copies))
    return read_articles(articles, options or EngineOptions())


def read_articles(
    articles: Iterable[Article | T], options: EngineOptions
) -> Iterator[Article | T | UnreadableArticle]:
    """Find the statements of articles already read; what is no article (an error), or a copy of one, passes through in its place.

    The model is loaded for the first article, and an article that it cannot get through comes out as an error.
    """
    threads = options.threads or os.cpu_count() or 1
    stages: _Stages | None = None
    with ThreadPoolExecutor(threads, thread_name_prefix="onrecord") as pool:
        under_way: deque[_Underway | Article | T] = deque()
        for item in articles:
            if isinstance(item, Article) and item.copy_of is None:
                stages = stages or _Stages.of(_shared_reader(), options)
                under_way.append(_Underway(item, stages, pool))
            else:
                under_way.append(item)
            if len(under_way) > AHEAD * threads:
                yield _finished(under_way.popleft(), options)
        while under_way:
            yield _finished(under_way.popleft(), options)


def _finished(item: _Underway | Article | T, options: EngineOptions) -> Article | T | UnreadableArticle:
    if not isinstance(item, _Underway):
        return item
    try:
        return _finish(item.article, item, item.stages, options)
    except OnRecordError:
        raise
    except Exception as error:  # of one article among many: the others go on
        failed = UnreadableArticle(
            f"{item.article.path or item.article.id}: reading it failed ({type(error).__name__}: {error}); "
            "please report it with the article"
        )
        failed.__cause__ = error
        return failed


@dataclass(frozen=True, slots=True)
class _Stages:
    """The model, and what the stages after it need; made once a run."""

    reader: OnnxReader
    statements: StatementOptions
    people: People

    @classmethod
    def of(cls, reader: OnnxReader, options: EngineOptions) -> _Stages:
        statements = StatementOptions.from_card(reader.bundle.card, options.nested)
        return cls(reader, statements, load_people(options.people))


def _finish(article: Article, signals: Iterable[Signals], stages: _Stages, options: EngineOptions) -> Article:
    """The stages after the model, a line each."""
    evidence = Evidence(article.text)
    statements = statements_in(article, evidence.watch(signals), stages.statements)
    scene = set_scene(article, evidence, stages.people)
    statements = name_speakers(article, statements, scene)
    statements = date_statements(article, statements)
    ground = survey(article, scene)
    statements = place_statements(article, statements, ground)
    contacts = date_contacts(article, find_contacts(article.with_statements(statements), ground))
    kept = {s.id for s in statements if s.confidence >= options.min_confidence}
    return replace(
        article,
        statements=tuple(s for s in statements if s.id in kept and (s.parent is None or s.parent in kept)),
        contacts=contacts,
    )


class _Underway:
    """The signals of an article, part by part; the next part is begun before one is handed out."""

    def __init__(self, article: Article, stages: _Stages, pool: ThreadPoolExecutor) -> None:
        self.article, self.stages = article, stages
        self._text = article.text
        self._parts = parts_of(article)
        self._reader, self._pool = stages.reader, pool
        self._next = self._begin()

    def _begin(self) -> PendingSignals | None:
        part: list[Span] | None = next(self._parts, None)
        return self._reader.begin(self._text, part, self._pool) if part else None

    def __iter__(self) -> Iterator[Signals]:
        while self._next is not None:
            ready, self._next = self._next, self._begin()
            yield ready()


@lru_cache(maxsize=1)
def _shared_reader() -> OnnxReader:
    return OnnxReader(find_bundle())


def _names_source(text: str) -> bool:
    """Whether a string is an address or meant as a path: it exists, or it is one word with a separator or a suffix."""
    if is_address(text):
        return True
    if not text or len(text) > 1000 or "\n" in text:
        return False
    try:
        if Path(text).exists():
            return True
    except (OSError, ValueError):
        return False
    return " " not in text and bool(Path(text).suffix)


def articles_of(
    inputs: Iterable[str | Path | Article | UnreadableArticle], reading: ReadingOptions
) -> Iterator[Article | UnreadableArticle]:
    """Paths and addresses read (a string that names a file is a path), other strings taken as texts, articles and errors as they are."""
    copies = Copies()
    for item in inputs:
        if isinstance(item, Article | UnreadableArticle):
            yield item
        elif isinstance(item, Path) or _names_source(item):
            yield from read_source(item, reading, copies=copies)
        else:
            yield article_from_text(item, options=reading)
