"""What threads need to know of a statement, small enough to hold many: an `Article` or its row in, `Utterance`s out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from onrecord.record.sentences import sentence_of
from onrecord.threads.words import RAREST, Word, stems_of, weight_of, word_class, words_of
from onrecord.types import Article, Span, Statement

__all__ = ["GAP", "Utterance", "utterance_of", "utterances_of"]

GAP = " … "  # between the pieces of a content that stands in several places
DEGREE = 1.0  # what a word of degree weighs: "quite" for "pretty" changes little


@dataclass(frozen=True)
class Utterance:
    """A statement as threads compare it.

    `key` tells it from all others of the record; `article` and `outlet` say where it stands, `spans` on which characters
    (content). `speaker` is the id, None where nobody is named; `name` and `kind` are theirs. `content` is the words
    said, pieces joined by `GAP`; `quoted` are ranges of `content` that stand in quotation marks; `sentence` is the text
    around. Days are ISO dates.
    """

    key: int
    article: int
    spans: tuple[Span, ...]
    content: str
    quoted: tuple[Span, ...] = ()
    speaker: str | None = None
    name: str | None = None
    kind: str | None = None
    outlet: str | None = None
    published: str | None = None
    said_earliest: str | None = None
    said_latest: str | None = None
    nested: bool = False
    act: str = "say"
    sentence: str = ""
    words: tuple[Word, ...] = field(default=(), repr=False, compare=False)

    def __post_init__(self) -> None:
        if not self.words:
            object.__setattr__(self, "words", words_of(self.content))

    @cached_property
    def stems(self) -> tuple[str, ...]:
        """The stems of the content in order."""
        return tuple(w.stem for w in self.words)

    @cached_property
    def weights(self) -> tuple[float, ...]:
        """What each word tells; words of degree tell little."""
        return tuple(DEGREE if word_class(s) == "degree" else weight_of(s) for s in self.stems)

    @cached_property
    def weight(self) -> float:
        """What the whole content tells."""
        return sum(self.weights)

    @cached_property
    def mostly_quoted(self) -> bool:
        """Whether at least four in five words stand in quotation marks."""
        return sum(self.in_quotes) > 0.8 * len(self.words)

    @cached_property
    def in_quotes(self) -> tuple[bool, ...]:
        """Which words stand in quotation marks."""
        return tuple(any(q.start <= w.start < q.end for q in self.quoted) for w in self.words)

    @cached_property
    def telling(self) -> tuple[str, ...]:
        """The stems that tell something of the matter, most telling first, quoted ones before others; each once."""
        best: dict[str, float] = {}
        for stem, weight, marked in zip(self.stems, self.weights, self.in_quotes, strict=True):
            if word_class(stem) in ("word", "number") and weight >= RAREST / 2:
                best[stem] = max(best.get(stem, 0.0), weight + (2.0 if marked else 0.0))
        return tuple(sorted(best, key=lambda s: (-best[s], s)))

    @cached_property
    def around(self) -> frozenset[str]:
        """The stems of the sentence in which it stands."""
        return frozenset(stems_of(self.sentence or self.content))

    @cached_property
    def around_weight(self) -> float:
        """What the sentence tells."""
        return sum(map(weight_of, self.around))

    @cached_property
    def levelled(self) -> tuple[str, ...]:
        """The stems with all words of degree made one: "quite accurate" and "pretty accurate" are to meet."""
        return tuple("~" if word_class(s) == "degree" else s for s in self.stems)

    @cached_property
    def marked(self) -> tuple[int, ...]:
        """The places of the words in quotation marks."""
        return tuple(i for i, q in enumerate(self.in_quotes) if q)

    @cached_property
    def numbers(self) -> frozenset[str]:
        """The numbers in the content."""
        return frozenset(stem for stem in self.stems if any(c.isdigit() for c in stem))

    @cached_property
    def counted(self) -> Counter[str]:
        """How often each stem stands in the content."""
        return Counter(self.stems)

    @cached_property
    def week(self) -> int | None:
        """The week of publication, counted from year 1; None where it is unknown."""
        day = (self.published or self.said_latest or "")[:10]
        return date.fromisoformat(day).toordinal() // 7 if len(day) == 10 else None


def utterances_of(article: Article, number: int = 0, first_key: int = 0) -> Iterator[Utterance]:
    """The statements of an article that is not in a store: keys count on from `first_key`."""
    for key, statement in enumerate(article.statements, first_key):
        yield utterance_of(statement, article, number, key)


def utterance_of(statement: Statement, article: Article, number: int, key: int) -> Utterance:
    """A statement of an article as threads compare it."""
    content, quoted = joined(article.text, statement.content, statement.quoted)
    speaker, said = statement.speaker, statement.said_on
    return Utterance(
        key=key,
        article=number,
        spans=statement.content,
        content=content,
        quoted=quoted,
        speaker=speaker.id if speaker else None,
        name=speaker.name if speaker else None,
        kind=speaker.kind if speaker else None,
        outlet=article.outlet,
        published=article.published,
        said_earliest=said.earliest if said else None,
        said_latest=said.latest if said else None,
        nested=statement.parent is not None,
        act=statement.act,
        sentence=sentence_of(article.text, statement.content, statement.cue).of(article.text),
    )


def joined(text: str, content: tuple[Span, ...], quoted: tuple[Span, ...]) -> tuple[str, tuple[Span, ...]]:
    """The pieces of a content as one string, and where its quoted parts lie in that string."""
    pieces: list[str] = []
    ranges: list[Span] = []
    position = 0
    for span in content:
        for q in quoted:
            start, end = max(q.start, span.start), min(q.end, span.end)
            if start < end:
                ranges.append(Span(position + start - span.start, position + end - span.start))
        pieces.append(span.of(text))
        position += len(pieces[-1]) + len(GAP)
    return GAP.join(pieces), tuple(ranges)
