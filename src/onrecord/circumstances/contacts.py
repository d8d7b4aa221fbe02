"""Who met, called, visited or wrote to whom: an article in, the contacts that it reports out.

A contact has two parties that the article names; a visit may have one party and a place. What is told again is joined
to what was told before.
"""

from __future__ import annotations

from dataclasses import replace

from onrecord.circumstances.chains import Ground
from onrecord.circumstances.contact_tables import load_contacts
from onrecord.circumstances.parties import Hall, joined
from onrecord.circumstances.placing import survey
from onrecord.circumstances.reports import Report, find_reports
from onrecord.types import Article, Contact, Span, Speaker

__all__ = ["find_contacts"]

LOOK_BACK = 24  # contacts that a new report is compared with
_RANK = {"cancelled": 3, "planned": 2, "proposed": 1, "held": 0, "denied": 0}
_NOT_YET = frozenset(("planned", "proposed", "cancelled"))
_TALKING = frozenset(("meeting", "talks", "summit"))


def find_contacts(article: Article, ground: Ground | None = None) -> tuple[Contact, ...]:
    """The contacts of an article in text order, each once; `on` is left for `dates`.

    The article's statements, where it has any, tell who "he" is and whose occasion a meeting was.
    """
    hall = _hall(article, ground or survey(article))
    found: list[Contact] = []
    if hall is not None:
        for report in find_reports(hall, found):
            _add(found, report)
    return tuple(found)


def _hall(article: Article, ground: Ground) -> Hall | None:
    """What contacts are sought with; None where no word of the article tells of one."""
    tables = load_contacts()
    if not any(w.folded in tables.nouns or w.folded in tables.verbs for w in ground.words.all):
        return None
    sources: dict[int, tuple[Span, Speaker]] = {}
    occasions: dict[int, Speaker] = {}
    for s in article.statements:
        reporting = s.cue or s.source
        if s.speaker and s.source:
            sources[s.source[0].start] = (s.source[0], s.speaker)
        if s.speaker and s.occasion and reporting and s.parent is None:
            at = s.occasion.span.start
            if ground.cuts.sentence(reporting[0].start) == ground.cuts.sentence(at):
                occasions[at] = s.speaker
    return Hall(article.id, article.text, ground, tables, sources, occasions)


def _add(found: list[Contact], report: Report) -> None:
    """Join a report to the contact that it tells again, or add it."""
    new = report.contact
    for index in range(len(found) - 1, max(-1, len(found) - 1 - LOOK_BACK), -1):
        old = found[index]
        if _same(old, report):
            status = max((old.status, new.status), key=lambda s: _RANK[s])
            parties = tuple(joined(old.parties, new.parties))
            found[index] = replace(old, status=status, parties=parties, place=old.place or new.place)
            return
    found.append(new)


def _same(old: Contact, report: Report) -> bool:
    """Whether a report tells of a contact told before: same kind and state, same parties or a part of them."""
    new = report.contact
    if report.anew or not (old.kind == new.kind or {old.kind, new.kind} <= _TALKING):
        return False
    if old.status != new.status and not {old.status, new.status} <= _NOT_YET:
        return False
    if old.place and new.place and old.place.name != new.place.name and not report.definite:
        return False
    mine, theirs = {p.name for p in new.parties}, {p.name for p in old.parties}
    return mine == theirs or (report.definite and (mine <= theirs or theirs <= mine))
