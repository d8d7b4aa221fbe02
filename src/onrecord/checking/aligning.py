"""Two lists of words -> how the one becomes the other, step by step, and what stands there in the texts."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal, NamedTuple

from onrecord.answers import Change
from onrecord.checking.normalising import Word, words_of
from onrecord.types import Span

__all__ = ["Said", "Step", "Wording", "align", "changes_of", "said_in", "spans_of", "wording", "written"]

CUE_WORDS = 15  # the longest interruption ("..., she told reporters on Monday, ...") that parts no quotation
_OPENING = "[(“„«‘\"'"
_CLOSING = re.compile(r"[.,;:!?…\])]*")
STRAY = 1.0  # a match that weighs no more than this, far from the others, is chance


class Step(NamedTuple):
    """Words [i1, i2) of the one are words [j1, j2) of the other: the same, cut from it, added to it or put in their place."""

    kind: Literal["same", "cut", "added", "replaced"]
    i1: int
    i2: int
    j1: int
    j2: int


@dataclass(frozen=True, slots=True)
class Wording:
    """Words with the text they stand in. `runs`: words of one number stand together, with nothing but a cue between.

    `edges`: ends, in the text, of the span in which each word stands.
    """

    text: str
    words: tuple[Word, ...]
    runs: tuple[int, ...]
    edges: tuple[int, ...]

    @property
    def forms(self) -> list[str]:
        return [word.form for word in self.words]


@dataclass(frozen=True, slots=True)
class Said:
    """The words of a statement: `quoted` those within quotation marks, `whole` all of its content; places count from `offset`
    in the article."""

    quoted: Wording
    whole: Wording
    offset: int


def wording(text: str, spans: Sequence[tuple[int, int]] | None = None) -> Wording:
    """The words of a text, or of some spans of it, told apart where more than a cue lies between."""
    words: list[Word] = []
    runs: list[int] = []
    edges: list[int] = []
    run, last = 0, None
    for start, end in spans if spans is not None else [(0, len(text))]:
        if last is not None and len(words_of(text, last, start)) > CUE_WORDS:
            run += 1
        found = words_of(text, start, end)
        words += found
        runs += [run] * len(found)
        edges += [end] * len(found)
        last = end
    return Wording(text, tuple(words), tuple(runs), tuple(edges))


def said_in(text: str, content: Sequence[Span], quoted: Sequence[Span], offset: int = 0) -> Said:
    """The words of a statement. `text` is the article from `offset` on, as far as the statement reaches."""
    whole = wording(text, [(s.start - offset, s.end - offset) for s in content])
    return Said(_within(whole, [(s.start - offset, s.end - offset) for s in quoted]), whole, offset)


def _within(whole: Wording, quotes: Sequence[tuple[int, int]]) -> Wording:
    """The words within quotation marks, told apart also where the reporter's own words lie between."""
    words: list[Word] = []
    runs: list[int] = []
    edges: list[int] = []
    run, last, at = -1, -2, 0
    for number, word in enumerate(whole.words):
        while at < len(quotes) and quotes[at][1] < word.end:
            at += 1
        if at == len(quotes):
            break
        if word.start >= quotes[at][0]:
            run += number != last + 1 or whole.runs[number] != whole.runs[last]
            words.append(word)
            runs.append(run)
            edges.append(quotes[at][1])
            last = number
    return Wording(whole.text, tuple(words), tuple(runs), tuple(edges))


def align(asked: Sequence[Word], said: Sequence[Word], weights: Sequence[float]) -> list[Step]:
    """Steps that lead through all of `asked`; words of `said` before the first and after the last match are left out.

    `weights`: of the words asked. Empty where no word of weight is shared.
    """
    a, b = [w.form for w in asked], [w.form for w in said]
    matcher = SequenceMatcher(None, a, b, autojunk=False)
    blocks = [(m.a, m.b, m.size) for m in matcher.get_matching_blocks() if m.size]
    blocks = _without_strays(_near(blocks, a, b), weights)
    if not blocks:
        return []
    return _widened(list(_steps(blocks, a, b)), asked, said)


def _near(blocks: list[tuple[int, int, int]], a: list[str], b: list[str]) -> list[tuple[int, int, int]]:
    """The blocks before the longest one, each in the last place where its words stand: the matcher takes the first."""
    if len(blocks) < 2:
        return blocks
    longest = max(range(len(blocks)), key=lambda n: blocks[n][2])
    out = list(blocks)
    for n in range(longest - 1, -1, -1):
        i, j, size = out[n]
        words = a[i : i + size]
        latest = out[n + 1][1] - size
        out[n] = (i, next((at for at in range(latest, j, -1) if b[at : at + size] == words), j), size)
    return out


def _without_strays(
    blocks: list[tuple[int, int, int]], weights: Sequence[float]
) -> list[tuple[int, int, int]]:
    """The blocks less those light ones that lie further from their neighbours than they are long."""
    kept = list(blocks)
    while len(kept) > 1:
        for at in (0, len(kept) - 1):
            i, j, size = kept[at]
            next_ = kept[1] if at == 0 else kept[-2]
            gap = next_[1] - j - size if at == 0 else j - next_[1] - next_[2]
            if sum(weights[i : i + size]) <= STRAY and gap > 2 * size + 1:
                del kept[at]
                break
        else:
            break
    return kept


def _steps(blocks: list[tuple[int, int, int]], a: list[str], b: list[str]) -> Iterator[Step]:
    i, j = 0, max(0, blocks[0][1] - blocks[0][0])
    for start, there, size in [*blocks, (len(a), min(len(b), _after(blocks, len(a))), 0)]:
        if start > i or there > j:
            yield _between(i, start, j, there, a, b)
        if size:
            yield Step("same", start, start + size, there, there + size)
        i, j = start + size, there + size


def _after(blocks: list[tuple[int, int, int]], length: int) -> int:
    """How far words of the one that follow the last match reach in the other: as many words again."""
    i, j, size = blocks[-1]
    return j + size + length - i - size


def _between(i1: int, i2: int, j1: int, j2: int, a: list[str], b: list[str]) -> Step:
    if _joined(a[i1:i2]) & _joined(b[j1:j2]):
        return Step("same", i1, i2, j1, j2)
    if i1 == i2:
        return Step("cut", i1, i2, j1, j2)
    return Step("added" if j1 == j2 else "replaced", i1, i2, j1, j2)


def _joined(forms: Sequence[str]) -> set[str]:
    """Words as one: fund raiser is fundraiser, and whose it is may be what it is (June's, June is)."""
    whole = "".join(forms)
    return {whole, whole.replace("'s", "is"), whole.replace("'s", "has")} if whole else set()


def _widened(steps: list[Step], asked: Sequence[Word], said: Sequence[Word]) -> list[Step]:
    """Steps that part no written word: where "don't" has become "do", the whole word is replaced."""
    out: list[Step] = []
    for at, step in enumerate(steps):
        if step.kind != "same":
            out.append(step)
            continue
        i1, i2, j1, j2 = step[1:]
        while i1 < i2 and at and (_one_word(asked, i1) or _one_word(said, j1)):
            i1, j1 = i1 + 1, j1 + 1
        while i2 > i1 and at + 1 < len(steps) and (_one_word(asked, i2) or _one_word(said, j2)):
            i2, j2 = i2 - 1, j2 - 1
        if out and i1 > step.i1:
            out[-1] = _of_two(out[-1], Step("same", step.i1, i1, step.j1, j1))
        if i1 < i2:
            out.append(Step("same", i1, i2, j1, j2))
        if i2 < step.i2 and at + 1 < len(steps):
            rest = Step("same", i2, step.i2, j2, step.j2)
            steps[at + 1] = _of_two(rest, steps[at + 1])
    return out


def _one_word(words: Sequence[Word], at: int) -> bool:
    """Whether words `at - 1` and `at` are one written word."""
    return 0 < at < len(words) and words[at - 1].start == words[at].start


def _of_two(first: Step, second: Step) -> Step:
    return Step("replaced", first.i1, second.i2, first.j1, second.j2)


def changes_of(steps: Sequence[Step], asked: Wording, said: Wording) -> tuple[Change, ...]:
    """The steps in the words of both texts: `here` as asked, `there` as on record."""
    return tuple(
        Change(s.kind, written(asked, s.i1, s.i2), written(said, s.j1, s.j2))
        for s in steps
        if s.i2 > s.i1 or s.j2 > s.j1
    )


def written(of: Wording, first: int, last: int) -> str:
    """Words [first, last) as they are written, with the marks about them."""
    out = []
    for at, to in _stretches(of, first, last):
        start, end = of.words[at].start, of.words[to].end
        if to + 1 < len(of.words) and of.edges[to + 1] == of.edges[to]:
            between = of.text[end : of.words[to + 1].start]
            end += len(between.rstrip().rstrip(_OPENING).rstrip())
        else:
            end = min(of.edges[to], end + len(_CLOSING.match(of.text, end).group()))  # type: ignore[union-attr]
        while start and of.text[start - 1] in "[(":
            start -= 1
        out.append(of.text[start:end])
    return " ".join(out)


def spans_of(of: Wording, first: int, last: int, offset: int) -> list[Span]:
    """Where words [first, last) stand in the article, a span each stretch."""
    return [
        Span(of.words[at].start + offset, of.words[to].end + offset) for at, to in _stretches(of, first, last)
    ]


def _stretches(of: Wording, first: int, last: int) -> Iterator[tuple[int, int]]:
    """The first and the last word of each stretch of words [first, last) that stands in one span."""
    at = first
    while at < last:
        to = at
        while to + 1 < last and of.edges[to + 1] == of.edges[at]:
            to += 1
        yield at, to
        at = to + 1
