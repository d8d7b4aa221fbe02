"""How a wording of an utterance departs from another: the kinds of drift, and how strong it is.

Kinds: words *cut* out of a stretch that both carry, *added* to it or *replaced* in it; words *scare-quoted* that the
other has without marks; pieces that stand apart *merged* into one quotation; another *speaker* named; another *date*.
What a paper leaves out before and after its excerpt is no drift: quoting a part is a paper's right.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import NamedTuple

from onrecord.answers import DRIFTS, Change, Drift
from onrecord.threads.align import Piece, Step, aligned, pieces_of
from onrecord.threads.compare import days_agree, related
from onrecord.threads.utterance import GAP, Utterance
from onrecord.threads.words import weight_of, word_class

__all__ = ["Departure", "departure"]

# What a changed word counts: it is the meaning that tells, not the number of words.
COUNTS = {"negation": 2.0, "number": 1.6, "modal": 0.8, "degree": 0.2, "small": 0.05}
PLAIN = ("negation", "number")  # what no paraphrase may change
PARAPHRASE = 0.4  # what these count in a paraphrase, whose words are aligned less surely
SPEAKER, DATE, SCARE, MERGED = 0.8, 0.3, 0.3, 0.5  # what the other kinds count
LEAST = 0.1  # less is no drift
SCARE_WORDS = 4  # words at most that a paper sets in quotation marks by themselves
FLANK = 7.0  # the weight of the words that hold a change from either side
LONGEST = 10  # words that may stand in for others; more are another sentence
EDGE = 3  # words at the end of an excerpt that are set against the other wording
APART = 4  # telling words that a paper must have jumped to have merged two pieces


class Departure(NamedTuple):
    """`drift`: its kinds, in the order of `DRIFTS`; `strength` in [0, 1]; `changes`: the steps from the other wording."""

    changes: tuple[Change, ...]
    drift: tuple[Drift, ...]
    strength: float


def departure(base: Utterance, variant: Utterance) -> Departure:
    """How `variant` departs from `base`."""
    steps = aligned(pieces_of(base.content), pieces_of(variant.content))
    found = _in_the_words(base, variant, steps) if _meet(steps) else {}
    if related(base, variant) == "different":
        found["speaker"] = SPEAKER
    if not days_agree(base, variant):
        found["date"] = DATE
    changes = tuple(
        Change(s.kind, " ".join(p.text for p in s.here), " ".join(p.text for p in s.there)) for s in steps
    )
    strength = 1 - math.exp(-sum(found.values()) / 1.5)
    return Departure(changes, tuple(kind for kind in DRIFTS if kind in found), round(strength, 3))


def _meet(steps: Sequence[Step]) -> bool:
    """Whether two wordings share a word that tells something; two excerpts of one quotation need not."""
    return any(
        s.kind == "same" and any(word_class(w) == "word" for p in s.here for w in p.stems) for s in steps
    )


def _in_the_words(base: Utterance, variant: Utterance, steps: Sequence[Step]) -> dict[Drift, float]:
    """The kinds of drift that the words show, each with what it counts."""
    found: dict[Drift, float] = {}
    for number, step in enumerate(steps):
        if step.kind == "same" or len(steps) == 1:
            continue
        if number in (0, len(steps) - 1):
            step = _edge(variant, step, number)
        elif not _held(steps, number):
            continue
        if step.kind == "same" or _gap(step):
            continue
        claims = _quotes(base, step.here, steps, number, 0) and _quotes(variant, step.there, steps, number, 1)
        amount = _meaning(step, claims)
        if amount >= LEAST:
            found[step.kind] = found.get(step.kind, 0.0) + amount
    turned = [Step(s.kind, s.there, s.here) for s in steps]
    if _scare_quoted(base, variant, steps) or _scare_quoted(variant, base, turned):
        found["scare-quoted"] = SCARE
    if _merged(base, variant, steps) or _merged(variant, base, turned):
        found["merged"] = MERGED
    return found


def _held(steps: Sequence[Step], number: int) -> bool:
    """Whether a change stands between stretches that both wordings plainly share, so that it is one, and not two sentences
    that happen to have a few words in common."""
    sides = (steps[number - 1], steps[number + 1])
    held = [sum(weight_of(w) for p in side.here for w in p.stems) for side in sides]
    step = steps[number]
    return (
        min(held) >= FLANK / 4
        and sum(held) >= 2 * FLANK
        and (not step.there or max(len(step.here), len(step.there)) <= LONGEST)
    )


def _edge(variant: Utterance, step: Step, number: int) -> Step:
    """What counts of a step at either end: an excerpt may begin and end where it will, but a few words inside its marks
    stand for as many of the other wording."""
    inside = [p for p in step.there if _in_marks(variant, p)]
    whole = variant.mostly_quoted or not step.here
    if whole or not 0 < len(inside) <= EDGE or len(inside) > len(step.here):
        return Step("same", (), ())
    n = len(inside)
    here = step.here[-n:] if number == 0 else step.here[:n]
    there = step.there[-n:] if number == 0 else step.there[:n]
    return Step("replaced", here, there) if list(there) == inside else Step("same", (), ())


def _gap(step: Step) -> bool:
    """Whether the paper shows that it leaves something out."""
    return any(
        p.text.strip("“”\"'.") in (GAP.strip(), "") or p.text.startswith(("...", "…")) for p in step.there
    )


def _meaning(step: Step, claims: bool) -> float:
    """What a change does to the meaning: the words that only one side has, negations and numbers first.

    Where one side does not claim to quote (`claims` is false), other words are its own, and only these two count.
    """
    ours = [s for p in step.here for s in p.stems]
    theirs = [s for p in step.there for s in p.stems]
    only = [s for s in ours if s not in theirs] + [s for s in theirs if s not in ours]
    if claims:
        counts = [COUNTS.get(word_class(s), weight_of(s) / 12) for s in only]
    else:
        counts = [PARAPHRASE * COUNTS[kind] for s in only if (kind := word_class(s)) in PLAIN]
    most = max(counts, default=0.0)
    return most + 0.2 * (sum(counts) - most)


def _quotes(said: Utterance, pieces: Sequence[Piece], steps: Sequence[Step], number: int, side: int) -> bool:
    """Whether a side claims to quote where the step stands: its words, or those before and after, are in marks."""
    if not pieces:
        before, after = steps[number - 1], steps[number + 1]
        pieces = (before.here[-1:] + after.here[:1]) if side == 0 else (before.there[-1:] + after.there[:1])
    return bool(pieces) and all(_in_marks(said, p) for p in pieces)


def _in_marks(said: Utterance, piece: Piece) -> bool:
    return any(q.start <= _middle(piece) < q.end for q in said.quoted)


def _middle(piece: Piece) -> int:
    return piece.start + len(piece.text) // 2


def _scare_quoted(plain: Utterance, marked: Utterance, steps: Sequence[Step]) -> bool:
    """Whether a few words in marks on one side stand on the other without marks."""
    if marked.mostly_quoted:
        return False
    for quote in marked.quoted:
        words = [w for w in marked.words if quote.start <= w.start < quote.end]
        if not 0 < len(words) <= SCARE_WORDS or not any(word_class(w.stem) == "word" for w in words):
            continue
        pairs = [pair for s in steps if s.kind == "same" for pair in zip(s.here, s.there, strict=True)]
        met = [ours for ours, theirs in pairs if quote.start <= _middle(theirs) < quote.end]
        inside = [p for s in steps for p in s.there if quote.start <= _middle(p) < quote.end]
        if met and len(met) == len(inside) and not any(_in_marks(plain, ours) for ours in met):
            return True
    return False


def _merged(base: Utterance, variant: Utterance, steps: Sequence[Step]) -> bool:
    """Whether two sentences of the one are run together in one unbroken quotation of the other, what stood between lost."""
    for before, lost, after in zip(steps, steps[1:], steps[2:], strict=False):
        if lost.kind != "cut" or not any(_ends_sentence(p) for p in (before.here[-1], *lost.here)):
            continue
        telling = [s for p in lost.here for s in p.stems if word_class(s) == "word"]
        first, last = before.there[-1], after.there[0]
        quoted = any(q.start <= first.start and last.start < q.end for q in variant.quoted)
        if (
            len(telling) >= APART
            and quoted
            and _in_marks(base, before.here[-1])
            and _in_marks(base, after.here[0])
        ):
            return True
    return False


def _ends_sentence(piece: Piece) -> bool:
    return piece.text.rstrip("”\"'’)").endswith((".", "!", "?"))
