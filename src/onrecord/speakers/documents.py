"""A source that is a document ("a poll by Ipsos", "the ministry’s report"): the one who made it, where the words name them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from onrecord.speakers.pronouns import Spoken
from onrecord.speakers.scene import Named, Scene, join, of_figure
from onrecord.speakers.sources import as_named
from onrecord.speakers.tables import fold
from onrecord.types import Span

__all__ = ["maker_ahead", "maker_before", "maker_of"]

LONGEST = 160  # characters of a source that are looked at
SHORT = 40  # characters of a source that only points back ("the report")
FAR = 6000  # characters that it points back or ahead at most
LATEST = 60  # statements before that are looked at
USES = 20  # times that a noun is looked at
_THE = re.compile(r"(?:the|this|that)\s+", re.IGNORECASE)
_CLAUSE_END = re.compile(r"[.;:!?“”\"\n]|,\s")
_CLAUSE_START = re.compile(
    r"(?s:.*)(?:[.;:!?“”\"\n,]\s*|\b(?:said|found|released|published|issued|in|to|and|that|by)\s+)"
)
_WORD = re.compile(r"[^\W\d_][\w’'-]*")
_ALIKE = (
    frozenset("poll survey".split()),
    frozenset("report study paper analysis research finding review".split()),
)
_STUDIES = _ALIKE[0] | _ALIKE[1]
_AN = re.compile(r"(?:an?|the|this|that)\s+", re.IGNORECASE)
_ANOTHER = re.compile(
    r"\b(?:another|an?|other|second|different|previous|earlier)\s+(?:[\w-]+\s+){0,3}$", re.IGNORECASE
)
_DEFINITE = re.compile(r"\b(?:the|this|that)\s+(?:[\w-]+\s+){0,3}$", re.IGNORECASE)
_MAKERS = re.compile(
    r"[Tt]he (?:researchers|authors|report’s authors|report's authors|study’s authors|study's authors)"
)
_AUTHORS_OF = re.compile(
    r"\b(?:authors|researchers|writers|experts)\s+(?:of|behind)\s+(?:the|this)\s+(?:[\w-]+\s+){0,2}$"
)
_DONE = (
    r"(?:(?:also\s)?(?:released|published|conducted|commissioned|carried out|written|led|done|issued|compiled|produced|prepared|reported)"
    r"\s(?:[\w-]+\s){0,3})?"
)
_BY_ASIDE = re.compile(rf",\s{_DONE}(?:by|from)\s")  # "the study, published on Monday by"
_BY = re.compile(rf"(?:\sof\s[^\s,.;][^,.;\n]{{0,49}}?)?,?\s{_DONE}by\s")
_DONE_BY = re.compile(
    rf"\b{_DONE.removesuffix('?')}by\s|^\sof\s(?:(?!(?:on|in|against|at|to|from|with|near)\b)[\w-]+\s){{1,5}}by\s"
)
_INCLUDE = re.compile(r",?\s+(?:who|which)\s+(?:include|are|were)\s+")
_NOTHING = re.compile(r"(?:the\s+)?")
_AND = re.compile(r"(?:\s*\([^()\n]{1,40}\))?,?\s+(?:and\s+|&\s+)?(?:the\s+)?")
MOST = 4  # authors that are looked at
_ISSUED = re.compile(
    r"\b(?:releas|publish|issu|unveil|produc|launch|present|commission|conduct|compil|fil|post|sign)(?:ed|es|s)?\s+"
    r"(?:an?|the|its|his|her|their)\s+(?:[\w’'-]+\s+){0,4}$|\b(?:wrote|put out|carried out|sent)\s+(?:an?|the|its|his|her|their)\s+(?:[\w’'-]+\s+){0,4}$"
)
_SUBJECT_TO_VERB = re.compile(
    r"(?:\s*\([^()\n]{1,40}\))?(?:,[^,.;\n]{1,80},)?\s+(?:(?:on\s+)?[A-Z][a-z]+day\s+|(?:has|had|also|yesterday|today|recently|just|then|[a-z]+ly)\s+){0,3}"
)
_IN_A = re.compile(
    r"\b(?:in|through|via)\s+(?:an?|its|his|her|their|the)\s+(?:[\w’'-]+\s+){0,3}$", re.IGNORECASE
)
_MADE_BY = re.compile(
    r"\b(?:by|from|at|of)\s+(?:[Tt]he\s+)?"
    r"(?:(?!(?:says?|said|shows?|finds?|found|how|that|which|who|why|whether|when|is|are|was|were|has|had|have)\b)[a-z][\w’'-]*\s+){0,5}$"
)
_RESEARCH = frozenset("study studies paper papers research analysis review trial finding findings".split())
_PRINTED = re.compile(r"\b(?:appear|publish|print|featur|carri|releas)")
_AND_NEXT = re.compile(r"\s+and\s+(?:[Tt]he\s+)?|\s*/\s*")
_LETTERS = frozenset("letter email e-mail memo message tweet note data".split())
_MADE_IN = re.compile(r"\b(?:in|for|on|with)\s+(?:the\s+)?$")
_BEFORE_HEAD = re.compile(r"(?:['’]s?)?\s+(?:[\w’'“”\"-]+\s+){0,3}$|[/-]\S*\s+(?:[\w’'-]+\s+){0,3}$|\s?$")


def maker_of(scene: Scene, span: Span) -> Named | None:
    """Who made the document that the source is: its possessor, the name before its noun, or after "by" or "from"."""
    span = Span(span.start, min(span.end, span.start + LONGEST))
    head = _document_in(scene, span)
    if head is None:
        authors = (_authors(scene, noun) for noun in _uses(scene, span, sorted(_STUDIES)))
        return next((a for a in authors if a), None)
    inside = scene.cast.within(span)
    for index in inside:
        mention = scene.cast.mentions[index]
        if scene.tables.of_people(mention.words):
            continue  # "Russian media reports"
        person = scene.cast.figures[scene.cast.who[index]].kind == "person"
        if mention.span.end <= head.start:
            if mention.possessive or (
                not person and _BEFORE_HEAD.fullmatch(scene.text, mention.span.end, head.start)
            ):
                return _as_maker(scene, index)
            continue
        between = scene.text[head.end : mention.start]
        by = " by " in f"{between} "
        sent = fold(head.of(scene.text)).removesuffix("s") in _LETTERS and " from " in f"{between} "
        if (
            _MADE_BY.search(between)
            and (not person or by or sent)
            and (_DONE_BY.search(between) or " of " not in f" {between.split()[0]} ")
        ):
            return _with_next(scene, index, inside)
        publication = scene.cast.figures[scene.cast.who[index]].kind == "publication"
        if publication and _MADE_IN.search(between) and not _only_printed(scene, head, between):
            return _as_maker(scene, index)
        if " by " not in scene.text[mention.span.end : span.end]:
            break
    return None


def _with_next(scene: Scene, index: int, inside: range) -> Named:
    """The maker, and another whom "and" joins to it ("by The Washington Post and ABC News")."""
    maker, mentions = _as_maker(scene, index), scene.cast.mentions
    if index + 1 not in inside or not _AND_NEXT.fullmatch(
        scene.text, mentions[index].span.end, mentions[index + 1].start
    ):
        return maker
    other = _as_maker(scene, index + 1)
    both = other.kind == maker.kind or "person" not in (other.kind, maker.kind)
    return join([maker, other], "description", "maker") if both and other.name != maker.name else maker


def _only_printed(scene: Scene, head: Span, between: str) -> bool:
    """Whether the publication did not make it: "a study that appeared in" a journal is its authors'."""
    return fold(head.of(scene.text)) in _RESEARCH and bool(_PRINTED.search(between))


def maker_before(scene: Scene, span: Span, spoken: Sequence[Spoken] = ()) -> Named | None:
    """Who made "the report": whoever the article says made one before, nearest first: "a report by the Ombudsman", "the Ombudsman
    published a report", or a statement before this one that was made in it ("the Ombudsman said in a report"). "The researchers"
    are those of a study.
    """
    noun = _pointed_at(scene, span)
    if noun is None:
        return None
    before = [noun, *sorted(_like(noun))]
    for nouns in (before[:1], before[1:]):
        for at in reversed(_uses(scene, Span(max(0, span.start - FAR), span.start), nouns)[-USES:]):
            maker = _made_at(scene, at, span.start) or _issuer(scene, at.start)
            if maker := maker or _said_in(scene, at.start, spoken):
                return replace(maker, rule="maker before")
    return None


def maker_ahead(scene: Scene, span: Span) -> Named | None:
    """Who made "a new study" or "the study", where the article tells only later ("The study, by the Institute, …"), and of no other
    before that."""
    span = Span(span.start, min(span.end, span.start + LONGEST))
    noun = _pointed_at(scene, span, _AN)
    if noun is None:
        return None
    end = min(span.end + FAR, len(scene.text))
    for at in _uses(scene, Span(span.end, end), sorted(_like(noun)))[:USES]:
        if _ANOTHER.search(scene.text, max(0, at.start - SHORT), at.start):
            return None
        the = _DEFINITE.search(scene.text, max(0, at.start - SHORT), at.start)
        if maker := _authors(scene, at) or (_made_by(scene, at, end) if the else None):
            return replace(maker, rule="maker ahead")
    return None


def _made_by(scene: Scene, noun: Span, end: int) -> Named | None:
    """Who stands after "by" behind the noun: "the study, published by"."""
    by = _BY.match(scene.text, noun.end, min(end, noun.end + LONGEST))
    if by is None:
        return None
    clause = _CLAUSE_END.search(scene.text, by.end(), end)
    return maker_of(scene, Span(noun.start, clause.start() if clause else end))


def _pointed_at(scene: Scene, span: Span, opening: re.Pattern[str] | None = None) -> str | None:
    """The noun for a document that a short source points at by "the"; that of the makers of one ("the researchers") is a study."""
    if not (opening or _THE).match(scene.text, span.start, span.end):
        return None
    if not opening and span.end - span.start > SHORT:
        return None
    if _MAKERS.fullmatch(span.of(scene.text).strip(" ,.")):
        return "study"
    head = _document_in(scene, span)
    return _single(scene, head) if head else None


def _single(scene: Scene, head: Span) -> str:
    """A noun for a document without its ending: "studies" a study, "analysis" an analysis."""
    noun = re.sub(r"['’]s?$", "", fold(head.of(scene.text)))
    known = scene.tables.words["document"]
    one = (noun.removesuffix("s"), noun.removesuffix("ies") + "y")
    return noun if noun in known else next((word for word in one if word in known), noun)


def _like(noun: str) -> frozenset[str]:
    """Words that papers change about with this one: "the poll", "the survey"."""
    return next((words for words in _ALIKE if noun in words), frozenset())


def _uses(scene: Scene, where: Span, nouns: Sequence[str]) -> list[Span]:
    if not nouns:
        return []
    pattern = re.compile(rf"\b(?:{'|'.join(map(re.escape, nouns))})s?\b", re.IGNORECASE)
    return [Span(*m.span()) for m in pattern.finditer(scene.text, where.start, where.end)]


def _made_at(scene: Scene, noun: Span, end: int) -> Named | None:
    """Who made a document by the words around this one mention of it."""
    if authors := _authors(scene, noun):
        return authors
    aside = _BY_ASIDE.match(scene.text, noun.end, end)
    clause = _CLAUSE_END.search(scene.text, aside.end() if aside else noun.end, end)
    before = _CLAUSE_START.search(scene.text, max(0, noun.start - 60), noun.start)
    begin = before.end() if before else max(0, noun.start - 60)
    return maker_of(scene, Span(begin, clause.start() if clause else end))


def _authors(scene: Scene, noun: Span) -> Named | None:
    """ "The authors of the report, who include …": those named there."""
    include = _INCLUDE.match(scene.text, noun.end)
    if not include or not _AUTHORS_OF.search(scene.text, max(0, noun.start - SHORT), noun.start):
        return None
    first = scene.cast.before(include.end())
    names: list[Named] = []
    at = include.end()
    for index in range(first, min(first + MOST, len(scene.cast.mentions))):
        if not (_AND if names else _NOTHING).fullmatch(scene.text, at, scene.cast.mentions[index].start):
            break
        names.append(_as_maker(scene, index))
        at = scene.cast.mentions[index].span.end
    return (join(names, "description", "maker") if len(names) > 1 else names[0]) if names else None


def _issuer(scene: Scene, at: int) -> Named | None:
    """The subject of "published a report"."""
    verb = _ISSUED.search(scene.text, max(0, at - SHORT), at)
    if verb is None:
        return None
    index = scene.cast.before(verb.start()) - 1
    if index < 0:
        return None
    mention = scene.cast.mentions[index]
    near = _SUBJECT_TO_VERB.fullmatch(scene.text, mention.span.end, verb.start())
    return _as_maker(scene, index) if near and not mention.possessive else None


def _said_in(scene: Scene, at: int, spoken: Sequence[Spoken]) -> Named | None:
    """Whoever speaks in the sentence that says "in a statement"."""
    if not _IN_A.search(scene.text, max(0, at - SHORT), at):
        return None
    sentence = scene.places.sentence(at)
    near = spoken[-LATEST:]
    figures = [s.figure for s in near if s.figure >= 0 and scene.places.sentence(s.at) == sentence]
    return of_figure(scene, figures[-1], "description", "maker") if figures else None


def _document_in(scene: Scene, span: Span) -> Span | None:
    """The noun for a document that the source is about: the last word before a preposition or a participle."""
    listed = scene.tables.words
    names = [scene.cast.mentions[i].span for i in scene.cast.within(span)]
    for word in _WORD.finditer(scene.text, span.start, span.end):
        folded = fold(word.group())
        if any(n.start <= word.start() < n.end for n in names):
            continue
        if folded in listed["preposition"] or folded in ("that", "which", "who"):
            return None
        plain = re.sub(r"['’]s?$", "", folded)
        if plain in listed["document"] or plain.removesuffix("s") in listed["document"]:
            after = re.match(r"\s+([a-z]+)", scene.text[word.end() : span.end])
            if after is None or fold(after[1]) in listed["preposition"] | {"released", "published", "conducted", "issued", "compiled",
                                                                            "reported", "being", "that", "which", "posted", "commissioned", "this", "last", "available", "collected", "gathered", "prepared", "produced", "written",
                                                                            "carried", "done", "led", "made", "filed", "sent", "provided", "obtained"}:  # fmt: skip
                return Span(word.start(), word.end())
    return None


def _as_maker(scene: Scene, index: int) -> Named:
    return replace(as_named(scene, index), how="description", rule="maker")
