"""A quotation and the words of a statement -> a verdict on the two alone, how alike they are, and what differs.

Pure: no store, no model. docs/check.md defines the verdicts; the figures below were chosen on one half of the events of a
corpus of news and measured on the other (benchmarks/check.py).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rapidfuzz.distance import OSA

from onrecord.answers import Change, Verdict
from onrecord.checking.aligning import Said, Step, Wording, align, changes_of, spans_of
from onrecord.checking.forms import NEGATIONS, is_number, stem, weight
from onrecord.checking.normalising import Word
from onrecord.checking.noting import notes_on
from onrecord.checking.quoting import Quote, is_marked, is_parted
from onrecord.types import Span

__all__ = ["Fit", "compare"]

ALTERED = 0.66  # the least likeness of an altered quotation
SURE_WORDS, SURE_WEIGHT = 3, 2.0  # what an altered quotation must share with the record
TURNED_WEIGHT = 1.3  # the same where nothing but a negation differs
FOREIGN = 4  # so many words in one place that are not on record make a quotation partly so, not altered
RUN_WORDS, RUN_WEIGHT = 5, 2.0  # the shortest run of words that counts as a part of a quotation
PIECE = 0.2  # the least share of a quotation that a statement must have to be a part of it (judging.py asks for more in all)
GIST, GIST_WORDS = 0.6, 4  # of the words of weight, the share and number that a paraphrase has;
SHORT_GIST, SHORT_GIST_WORDS = 0.75, 3  # a share that fewer words must have
BRACKET_WORDS = 3  # words on record in whose place one word in brackets may stand
RELATED = 0.4  # the cost of another form of the same word, or of a slip of the pen
_RANKS: dict[Verdict, int] = {"verbatim": 5, "altered": 3, "partial": 2, "paraphrased only": 1}
_ALL_THERE = 4  # partial, but every word is on record, with others between


@dataclass(frozen=True, slots=True)
class Fit:
    """How a quotation fits one statement. `covered`: the words of the quotation that the statement has, by number;
    `spans`: where they stand in the article; `notes`: what a reader must know beside the verdict, in plain words."""

    verdict: Verdict
    likeness: float
    changes: tuple[Change, ...]
    spans: tuple[Span, ...]
    notes: tuple[str, ...]
    covered: frozenset[int]

    @property
    def rank(self) -> int:
        """Verdicts in order, the strongest highest."""
        whole = self.verdict == "partial" and self.likeness == 1
        return _ALL_THERE if whole else _RANKS[self.verdict]


def compare(quote: Quote, said: Said) -> Fit | None:
    """The verdict on a quotation and one statement; None where they have too little in common.

    >>> from onrecord.checking.aligning import said_in
    >>> from onrecord.checking.quoting import quote_of
    >>> text = 'She said: “We have the steel, we have the crews.”'
    >>> words = said_in(text, [Span(10, 49)], [Span(11, 48)])
    >>> compare(quote_of("we have the crews"), words).verdict
    'verbatim'
    >>> compare(quote_of("we have the steel, we have no crews"), words).changes[1]
    Change(kind='replaced', here='no', there='the')
    """
    if not quote.wording.words:
        return None
    return _quoted(quote, said) or _reworded(quote, said)


def _quoted(quote: Quote, said: Said) -> Fit | None:
    """The quotation against the words within quotation marks."""
    there = {w.form for w in said.quoted.words}
    held = sum(w for w, word in zip(quote.weights, quote.wording.words, strict=True) if word.form in there)
    if held < PIECE * quote.weight:
        return None
    steps = list(_through(quote, said.quoted))
    same = [s for s in steps if s.kind == "same"]
    covered = frozenset(i for s in same for i in range(s.i1, s.i2))
    shared = sum(quote.weights[i] for i in covered)
    if not shared:
        return None
    cost = sum(_cost(s, quote, said.quoted) for s in steps)
    cut = sum(
        weight(w.form)
        for s in steps
        if s.kind == "cut" and not is_marked(s, quote)
        for w in said.quoted.words[s.j1 : s.j2]
    )
    likeness = max(0.0, 1 - cost / (quote.weight + cut))
    parted = is_parted(same, quote, said.quoted)
    verdict = _verdict(likeness, parted, steps, quote, said.quoted)
    if verdict is None:
        return None
    if verdict == "partial":
        covered = (
            frozenset(i for s in same if _is_run(s, quote, said.quoted) for i in range(s.i1, s.i2))
            if cost
            else covered
        )
        shared = sum(quote.weights[i] for i in covered)
        likeness = shared / quote.weight if cost else likeness
        steps = [_lacking(s) for s in steps if s.kind != "cut" or is_marked(s, quote)]
        same = [s for s in same if not cost or _is_run(s, quote, said.quoted)]
    notes = tuple(notes_on(verdict, steps, quote, said.quoted))
    spans = tuple(_spans(same, said))
    return Fit(
        verdict, round(likeness, 3), changes_of(steps, quote.wording, said.quoted), spans, notes, covered
    )


def _lacking(step: Step) -> Step:
    """A step of a quotation that is only partly on record: what is not there, is not there, rather than put for something else."""
    return Step("added", step.i1, step.i2, step.j1, step.j1) if step.kind == "replaced" else step


def _through(quote: Quote, said: Wording) -> Iterator[Step]:
    """The steps through all pieces of the quotation; each is sought behind the one before it first."""
    behind = 0
    for first, last in quote.pieces:
        asked, weights = quote.wording.words[first:last], quote.weights[first:last]
        steps = align(asked, said.words[behind:], weights) if behind else []
        if not _exact(steps):
            whole = align(asked, said.words, weights)
            if not steps or _exact(whole) or len(whole) < len(steps):
                steps, shift = whole, 0
            else:
                shift = behind
        else:
            shift = behind
        if not steps:
            steps, shift = [Step("added", 0, last - first, 0, 0)], 0
        if behind and shift and steps[0].j1:
            yield Step("cut", first, first, behind, behind + steps[0].j1)  # what the ellipsis stands for
        for s in steps:
            yield Step(s.kind, s.i1 + first, s.i2 + first, s.j1 + shift, s.j2 + shift)
        behind = steps[-1].j2 + shift


def _exact(steps: Sequence[Step]) -> bool:
    return len(steps) == 1 and steps[0].kind == "same"


def _cost(step: Step, quote: Quote, said: Wording) -> float:
    """What a step takes from the likeness, in weights of words."""
    if step.kind == "same" or is_marked(step, quote):
        return 0.0
    asked, there = quote.wording.words[step.i1 : step.i2], said.words[step.j1 : step.j2]
    if asked and all(w.bracketed for w in asked) and _harmless(asked, there):
        return 0.0
    if step.kind == "cut" and all(w.bracketed for w in there):
        return 0.0
    if len(asked) == len(there):
        return sum(
            max(weight(a.form), weight(b.form)) * (RELATED if _related(a.form, b.form) else 1)
            for a, b in zip(asked, there, strict=True)
        )
    ours, theirs = Counter(w.form for w in asked), Counter(w.form for w in there)
    return max(sum(weight(form) for form in left.elements()) for left in (ours - theirs, theirs - ours))


def _harmless(asked: Sequence[Word], there: Sequence[Word]) -> bool:
    """Whether words in brackets stand for words on record as quoters may put them: few, no number and no negation."""
    if len(there) > BRACKET_WORDS * len(asked):
        return False
    return not any(w.form in NEGATIONS or is_number(w.form) for w in (*asked, *there))


def _related(one: str, other: str) -> bool:
    """Forms of one word, or one misspelt."""
    if stem(one) == stem(other):
        return True
    longest = max(len(one), len(other))
    return longest > 5 and not one.isdigit() and OSA.distance(one, other, score_cutoff=1) <= 1


def _far_apart(same: Sequence[Step], said: Wording) -> bool:
    """Whether runs of the words come from two quotations with the reporter's words between."""
    return len({said.runs[s.j1] for s in same if s.i2 - s.i1 >= SURE_WORDS}) > 1


def _verdict(
    likeness: float, parted: bool, steps: Sequence[Step], quote: Quote, said: Wording
) -> Verdict | None:
    """The verdict on a quotation that `steps` set against words within quotation marks."""
    if likeness == 1:
        return "partial" if parted else "verbatim"
    same = [s for s in steps if s.kind == "same"]
    words = sum(s.i2 - s.i1 for s in same)
    shared = sum(sum(quote.weights[s.i1 : s.i2]) for s in same)
    holds = max(s.i2 - s.i1 for s in same) >= SURE_WORDS or len(same) == 1
    foreign = max(s.i2 - s.i1 for s in steps if s.kind != "same")
    sure = words >= SURE_WORDS and shared >= SURE_WEIGHT and holds and _in_each_piece(same, quote)
    if likeness >= ALTERED and sure and foreign < FOREIGN and not _far_apart(same, said):
        return "altered"
    if words >= SURE_WORDS and shared >= TURNED_WEIGHT and _turned_round(steps, quote, said):
        return "altered"
    part = sum(sum(quote.weights[s.i1 : s.i2]) for s in same if _is_run(s, quote, said)) / quote.weight
    return "partial" if part >= PIECE else None


def _turned_round(steps: Sequence[Step], quote: Quote, said: Wording) -> bool:
    """Whether nothing but a negation differs, for which a quotation may be short: "we did get it", where "we did not" is on record."""
    differ: set[str] = set()
    for s in steps:
        if s.kind != "same":
            ours, theirs = (
                Counter(w.form for w in of)
                for of in (quote.wording.words[s.i1 : s.i2], said.words[s.j1 : s.j2])
            )
            differ |= {*(ours - theirs), *(theirs - ours)}
    return bool(differ & NEGATIONS) and differ <= NEGATIONS | {"do", "does", "did"}


def _in_each_piece(same: Sequence[Step], quote: Quote) -> bool:
    """Whether half of every piece is there."""
    there = {i for s in same for i in range(s.i1, s.i2)}
    return all(sum(i in there for i in range(*piece)) * 2 >= piece[1] - piece[0] for piece in quote.pieces)


def _is_run(step: Step, quote: Quote, said: Wording) -> bool:
    """Whether a match is long enough to be a part of a quotation; shorter ones are if they are a piece of it, or a whole quotation on
    record."""
    words, heavy = step.i2 - step.i1, sum(quote.weights[step.i1 : step.i2])
    if words >= RUN_WORDS and heavy >= RUN_WEIGHT:
        return True
    before, after = step.j1 - 1, step.j2
    whole = (before < 0 or said.edges[before] != said.edges[step.j1]) and (
        after == len(said.words) or said.edges[after] != said.edges[step.j1]
    )
    return ((step.i1, step.i2) in quote.pieces and words >= 2 and heavy >= 1.3) or (
        whole and words >= SURE_WORDS and heavy >= RUN_WEIGHT
    )


def _spans(same: Sequence[Step], said: Said) -> Iterator[Span]:
    """Where the matches stand; those with nothing between them as one."""
    stretches: list[list[int]] = []
    for step in sorted(same, key=lambda s: s.j1):
        if stretches and step.j1 == stretches[-1][1]:
            stretches[-1][1] = step.j2
        else:
            stretches.append([step.j1, step.j2])
    for first, last in stretches:
        yield from spans_of(said.quoted, first, last, said.offset)


def _reworded(quote: Quote, said: Said) -> Fit | None:
    """The quotation against all words of the content, in any order: whether they say as much."""
    whole = said.whole
    found = _same_words(quote, whole) or _gist(quote, whole)
    if found is None:
        return None
    first, last, covered, share = found
    exact = share == 1 and len(covered) == len(quote.wording.words)
    steps = align(quote.wording.words, whole.words, quote.weights)
    shown = exact or any(s.kind == "same" and s.i2 - s.i1 >= SURE_WORDS for s in steps)
    notes = [
        "the same words, but not within quotation marks" if exact else "words to that effect, not these words"
    ]
    ours = {w.form for w in quote.wording.words} & NEGATIONS
    theirs = {w.form for w in whole.words[first:last]} & NEGATIONS
    if bool(ours) != bool(theirs):
        where = "in the quotation asked" if ours else "on record"
        notes.append(f"a negation stands only {where}: {min(ours or theirs)}")
    return Fit(
        "paraphrased only",
        1.0 if exact else round(0.9 * share, 3),
        changes_of(steps, quote.wording, whole) if shown else (),
        tuple(spans_of(whole, first, last, said.offset)),
        tuple(notes),
        covered,
    )


def _same_words(quote: Quote, whole: Wording) -> tuple[int, int, frozenset[int], float] | None:
    """Where all words of the quotation stand in a row."""
    asked = quote.wording.forms
    if len(asked) < SHORT_GIST_WORDS:
        return None
    there = whole.forms
    for at in range(len(there) - len(asked) + 1):
        if there[at] == asked[0] and there[at : at + len(asked)] == asked:
            return at, at + len(asked), frozenset(range(len(asked))), 1.0
    return None


def _gist(quote: Quote, whole: Wording) -> tuple[int, int, frozenset[int], float] | None:
    """Where most words of weight of the quotation stand, in any form and order, and their share."""
    asked = [(i, stem(w.form)) for i, w in enumerate(quote.wording.words) if quote.weights[i] == 1]
    if len(asked) < SHORT_GIST_WORDS:
        return None
    first, last, covered = _densest(asked, whole)
    share = len(covered) / len(asked)
    if share >= GIST and len(covered) >= GIST_WORDS:
        return first, last, covered, share
    if share >= SHORT_GIST and len(covered) >= SHORT_GIST_WORDS:
        return first, last, covered, share
    return None


def _densest(asked: Sequence[tuple[int, str]], whole: Wording) -> tuple[int, int, frozenset[int]]:
    """The stretch of a content, some twice as long as the quotation, that has most of its words of weight."""
    wanted = {s for _, s in asked}
    hits = [(j, stem(w.form)) for j, w in enumerate(whole.words) if stem(w.form) in wanted]
    reach = 2 * len(asked) + 12
    best: tuple[int, int, frozenset[str]] = (0, 0, frozenset())
    for n, (j, _) in enumerate(hits):
        inside = [(k, s) for k, s in hits[n:] if k - j < reach]
        found = frozenset(s for _, s in inside)
        if len(found) > len(best[2]):
            best = (j, inside[-1][0] + 1, found)
    return best[0], best[1], frozenset(i for i, s in asked if s in best[2])
