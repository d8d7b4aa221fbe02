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

__all__ = ["maker_before", "maker_of"]

LONGEST = 160  # characters of a source that are looked at
SHORT = 40  # characters of a source that only points back ("the report")
FAR = 6000  # characters that it points back at most
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
_MADE = frozenset(
    "released published conducted issued compiled commissioned written led done produced prepared reported".split()
)
_AFTER_NOUN = _MADE | frozenset(
    "being that which posted this last available collected gathered carried made filed sent provided obtained".split()
)
_DONE = rf"(?:also\s)?(?:{'|'.join(sorted(_MADE))}|carried out)\s(?:[\w-]+\s){{0,3}}"
_BY_ASIDE = re.compile(rf",\s(?:{_DONE})?(?:by|from)\s")  # "the study, published on Monday by"
_DONE_BY = re.compile(
    rf"\b{_DONE}by\s|^\sof\s(?:(?!(?:on|in|against|at|to|from|with|near)\b)[\w-]+\s){{1,5}}by\s"
)
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
        return None
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
    published a report", or a statement before this one that was made in it ("the Ombudsman said in a report")."""
    head = _document_in(scene, span) if span.end - span.start <= SHORT else None
    if head is None or not _THE.match(scene.text, span.start, span.end):
        return None
    noun = _single(scene, head)
    before = [noun, *sorted(_like(noun))]
    for nouns in (before[:1], before[1:]):
        for at in reversed(_uses(scene, Span(max(0, span.start - FAR), span.start), nouns)[-USES:]):
            maker = _made_at(scene, at, span.start) or _issuer(scene, at.start)
            if maker := maker or _said_in(scene, at.start, spoken):
                return replace(maker, rule="maker before")
    return None


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
    """Where one of the nouns stands, in text order."""
    if not nouns:
        return []
    pattern = re.compile(rf"\b(?:{'|'.join(map(re.escape, nouns))})s?\b", re.IGNORECASE)
    return [Span(*m.span()) for m in pattern.finditer(scene.text, where.start, where.end)]


def _made_at(scene: Scene, noun: Span, end: int) -> Named | None:
    """Who made a document by the words around this one mention of it."""
    aside = _BY_ASIDE.match(scene.text, noun.end, end)
    clause = _CLAUSE_END.search(scene.text, aside.end() if aside else noun.end, end)
    before = _CLAUSE_START.search(scene.text, max(0, noun.start - 60), noun.start)
    begin = before.end() if before else max(0, noun.start - 60)
    return maker_of(scene, Span(begin, clause.start() if clause else end))


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
            if after is None or fold(after[1]) in listed["preposition"] | _AFTER_NOUN:
                return Span(word.start(), word.end())
    return None


def _as_maker(scene: Scene, index: int) -> Named:
    return replace(as_named(scene, index), how="description", rule="maker")
