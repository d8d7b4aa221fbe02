"""Statements, each set against a quotation -> the `Check`: whose they are, and the verdict on all of them together.

Pure: check.py fetches the statements.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any, NamedTuple

from onrecord.answers import Check, Evidence, Report, Verdict
from onrecord.checking.comparing import Fit
from onrecord.checking.quoting import Quote

__all__ = ["Asked", "Found", "judge"]

PART = 0.4  # the least share of a quotation that makes it partial, unless
LONG_RUN = 8  # so many of its words stand on record together
UNSURE = 0.5  # the confidence below which a reader is told
OTHERS_PART = 0.5  # the least share that makes it said by someone else


class Found(NamedTuple):
    """A statement and how the quotation fits it. `speakers`: its speaker and, where it is a joint one, its members, by number."""

    report: Report
    fit: Fit
    speakers: frozenset[int]


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked: a quotation, by whom (numbers of the speakers that the name was taken to mean; None for anybody), how much
    evidence to give."""

    text: str
    quote: Quote
    by: str | None = None
    ids: frozenset[int] | None = None
    names: tuple[str, ...] = ()
    limit: int = 5


def judge(asked: Asked, candidates: Iterable[Found]) -> Check:
    """The verdict on a quotation, with its evidence."""
    found = sorted(_told_apart(list(candidates)), key=_order)
    mine = [f for f in found if asked.ids is None or f.speakers & asked.ids]
    others = [f for f in found if asked.ids is not None and not f.speakers & asked.ids]
    mine, others = _enough(mine, asked.quote, PART), _enough(others, asked.quote, OTHERS_PART)
    verdict, evidence = _verdict(mine, others)
    return Check(
        asked.text,
        asked.by,
        verdict,
        tuple(_evidence(f) for f in evidence[: asked.limit]),
        asked.names,
    )


def _verdict(mine: list[Found], others: list[Found]) -> tuple[Verdict, list[Found]]:
    """Whose words decide: those of whom was asked, unless somebody else has said much more of them."""
    best, best_other = (max((f.fit.rank for f in group), default=0) for group in (mine, others))
    if best >= 3 or (best and best_other < 2):
        return mine[0].fit.verdict, mine + [f for f in others if f.fit.rank >= 3]
    if best_other >= 3 or (best_other == 2 and best < 2):
        theirs = [f for f in others if f.fit.rank == best_other]
        if any(_is_known(f) for f in theirs):
            first = [f for f in theirs if _is_known(f)]
            return "said by someone else", first + [f for f in others if f not in first] + mine
    if best:
        return mine[0].fit.verdict, mine + _more(mine, others)
    return "not on record", [f for f in others if f.fit.rank >= 3]


def _is_known(found: Found) -> bool:
    """Whether the record says whose the words are, if only that somebody unnamed said them."""
    report = found.report
    return report.speaker is not None or report.unnamed is not None


def _more(mine: Sequence[Found], others: Sequence[Found]) -> list[Found]:
    """Parts of the quotation that others have said and those asked about have not."""
    covered = frozenset().union(*(f.fit.covered for f in mine))
    return [f for f in others if f.fit.rank == 2 and len(f.fit.covered - covered) >= 3]


def _enough(found: list[Found], quote: Quote, least: float) -> list[Found]:
    """Without the parts, where all parts together are too little of the quotation; else those that add to it, best first."""
    parts = [f for f in found if f.fit.rank == 2]
    covered: frozenset[int] = frozenset()
    kept: list[Found] = []
    for part in parts:
        if not covered or len(part.fit.covered - covered) >= 3 or part.fit.covered == kept[0].fit.covered:
            kept.append(part)
            covered |= part.fit.covered
    share = sum(quote.weights[i] for i in covered) / quote.weight if quote.weight else 0.0
    longest = max((_longest(f.fit.covered) for f in kept), default=0)
    if share < least and longest < LONG_RUN:
        kept = []
    if len(kept) > 1 and kept[0].fit.covered != covered:
        kept = [_stitched(f, len(kept)) for f in sorted(kept, key=lambda f: min(f.fit.covered))]
    return [f for f in found if f.fit.rank > 2] + kept + [f for f in found if f.fit.rank < 2]


def _stitched(part: Found, number: int) -> Found:
    notes = (*part.fit.notes, f"the quotation is stitched together from {number} places on record")
    return part._replace(fit=replace(part.fit, notes=notes))


def _longest(covered: frozenset[int]) -> int:
    best = run = 0
    for i in sorted(covered):
        run = run + 1 if i - 1 in covered else 1
        best = max(best, run)
    return best


def _order(found: Found) -> tuple[Any, ...]:
    """Better verdicts first, then likelier ones, those with a speaker, sure ones, the innermost, the earliest published."""
    report = found.report
    return (
        -found.fit.rank,
        -found.fit.likeness,
        not _is_known(found),
        report.confidence < UNSURE,
        len(report.content),
        report.published or "9999",
        report.article,
        report.statement,
    )


def _told_apart(found: list[Found]) -> list[Found]:
    """Each place in an article once a speaker; where one statement stands inside another's, the outer one is noted to relay it."""
    by_article: dict[str, list[Found]] = {}
    for f in sorted(found, key=_order):
        kept = by_article.setdefault(f.report.article, [])
        same = [k for k in kept if _overlap(k.fit, f.fit)]
        if any(k.report.speaker_id == f.report.speaker_id for k in same):
            continue
        inner = next((k for k in same if _inside(k, f) and k.report.speaker), None)
        if inner is not None:
            note = f"relays the words of {inner.report.speaker}"
            f = f._replace(fit=replace(f.fit, notes=(*f.fit.notes, note)))
        kept.append(f)
    return [f for kept in by_article.values() for f in kept]


def _overlap(one: Fit, other: Fit) -> bool:
    return any(a.start < b.end and b.start < a.end for a in one.spans for b in other.spans)


def _inside(inner: Found, outer: Found) -> bool:
    """Whether the content of one statement is part of the other's."""
    a, b = inner.report.content, outer.report.content
    return len(a) < len(b) and a.strip("“”\"'‘’ ,.") in b


def _evidence(found: Found) -> Evidence:
    fit, report = found.fit, found.report
    unsure = (
        (f"whose words these are is unsure ({report.confidence:.2f})",) if report.confidence < UNSURE else ()
    )
    return Evidence(report, fit.verdict, fit.likeness, fit.changes, fit.spans, (*fit.notes, *unsure))
