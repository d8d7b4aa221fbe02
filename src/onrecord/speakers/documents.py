"""A source that is a document ("a poll by Ipsos", "the ministry’s report"): the one who made it, where the words name them."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import lru_cache

from onrecord.speakers.likeness import surely_person
from onrecord.speakers.pronouns import Spoken
from onrecord.speakers.scene import Named, Scene, join
from onrecord.speakers.sources import as_named, named_in
from onrecord.speakers.tables import fold
from onrecord.types import Span

__all__ = ["is_document", "maker_ahead", "maker_before", "maker_of", "owner_of"]

Whose = Callable[[Span], Named | None]

LONGEST = 160  # characters of a source that are looked at
SHORT = 40  # characters of a source that only points back ("the report")
FAR = 6000  # characters that it points back at most
AHEAD = 900  # characters behind "a new poll" in which its maker may be told
NEXT = 4  # mentions of it that are looked at there
LATEST = 60  # statements before that are looked at
USES = 20  # times that a noun is looked at
_SOMEBODY = Named("", "unnamed", "unnamed", None, "")  # a maker who is not known
_THE = re.compile(r"(?:the|this|that)\s+", re.IGNORECASE)
_CLAUSE_END = re.compile(r"[.;:!?“”\"\n]|,\s")
_CLAUSE_START = re.compile(
    r"(?s:.*)(?:[.;:!?“”\"\n,]\s*|\b(?:said|found|released|published|issued|in|to|and|that|by)\s+)"
)
_WORD = re.compile(r"[^\W\d_][\w’'-]*")
_ALIKE = (
    frozenset("poll survey".split()),
    frozenset("report study paper analysis research finding review".split()),
    frozenset("lawsuit complaint filing suit".split()),
    frozenset("statement release announcement".split()),
    frozenset("email e-mail message".split()),
    frozenset("article story piece column op-ed editorial".split()),
)
_REPORTS = "poll survey report study paper analysis review statement letter filing release article record data".split()
_ANY = dict.fromkeys("document text note passage finding result figure".split(), _REPORTS)
_NEW = re.compile(
    r"(?:an?\s+)?(?:(?:new|recent|latest|national|nationwide|statewide|opinion|fresh|public)\s+)*",
    re.IGNORECASE,
)
_ANOTHER = re.compile(
    r"\b(?:another|other|separate|second|different|previous|earlier|last|past|similar)\s+(?:[\w’'-]+\s+){0,3}$",
    re.IGNORECASE,
)
_OWNED = re.compile(
    r"(?:(its|his|her|their)|((?:the|this|that)\s+(?:[a-z-]+\s+){0,3}?[a-z-]+)['’]s?)\s+", re.IGNORECASE
)
_BETWEEN = re.compile(r"(?:[a-z][\w-]*\s+){0,3}")
_BY_ROLE = re.compile(r"\b(?:by|from)\s+(?:(?:the|its|their|his|her)\s+)?[\w’' -]{3,60}$")
_DESCRIBED = re.compile(
    r"\b((?:[Tt]he|[Ii]ts|[Tt]heir)\s+(?:[a-z-]+\s+){0,2}[a-z]+)\s+(?:(?:has|had|have|also|later|then)\s+)*$"
)
_TEAM = re.compile(r"(?:['’]s?)?\s+(?:campaign|office|administration)\b")
_CITED = re.compile(r"\b(?:cites?|cited|citing|in \d{4}),?\s+(?:an?\s+)?(?:[\w’'-]+\s+){0,3}$", re.IGNORECASE)
_AUTHOR = re.compile(r"\b(?:authors?|writers?) of (?:[\w’'“\"-]+\s+){0,4}$", re.IGNORECASE)
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
    r"\b(?:releas|publish|issu|unveil|produc|launch|present|commission|conduct|compil|fil|post|sign|mail|deliver|tweet)(?:ed|es|s)?\s+"
    r"(?:an?|the|its|his|her|their)\s+(?:[\w’'-]+\s+){0,4}$|\b(?:wrote|put out|carried out|sent(?: \w+)?|sent out|made|gave)\s+(?:an?|the|its|his|her|their)\s+(?:[\w’'-]+\s+){0,4}$"
)
_SUBJECT_TO_VERB = re.compile(
    r"\)?(?:\s*\([^()\n]{1,40}\))?(?:,[^,.;\n]{1,80},)?\s+(?:(?:on\s+)?[A-Z][a-z]+day\s+|(?:has|had|also|yesterday|today|recently|just|then|[a-z]+ly)\s+){0,3}"
)
_IN_A = re.compile(
    r"\b(?:in|through|via)\s+(?:an?|its|his|her|their|the)\s+(?:[\w’'-]+\s+){0,3}$", re.IGNORECASE
)
_NO_VERB = r"(?!(?:says?|said|shows?|finds?|found|how|that|which|who|why|whether|when|is|are|was|were|has|had|have)\b)"
_MADE_BY = re.compile(
    rf"\b(?:by|from)\s+(?:{_NO_VERB}[\w’'-]+,?\s+){{0,6}}$|(?:^\s*of|\bat)\s+(?:[Tt]he\s+)?(?:{_NO_VERB}[a-z][\w’'-]*\s+){{0,5}}$"
)
_RESEARCH = frozenset("study studies paper papers research analysis review trial finding findings".split())
_PRINTED = re.compile(r"\b(?:appear|publish|print|featur|carri|releas)")
_AND_NEXT = re.compile(r"\s+and\s+(?:[Tt]he\s+)?|\s*/\s*")
_LETTERS = frozenset("letter email e-mail memo message tweet note data".split())
_MADE_IN = re.compile(r"\b(?:in|for|on|with)\s+(?:the\s+)?$")
_PLAIN = r"(?!(?:an?|the|its|his|her|their|in|of|with|on|to|and|for)\b)[\w’'“”\"-]+\s+"
_OWN_HEAD = re.compile(rf"\)?(?:['’]s?)?\s+(?:{_PLAIN}){{0,5}}$")
_BEFORE_HEAD = re.compile(
    rf"\)?(?:['’]s?)?\s+(?:(?![a-z]+ed\b){_PLAIN}){{0,3}}$|[/-]\S*\s+(?:[\w’'-]+\s+){{0,3}}$|\s?$"
)


def is_document(scene: Scene, span: Span) -> bool:
    """Whether a source is a document: "the report", "a letter from the Ombudsman"."""
    return _document_in(scene, Span(span.start, min(span.end, span.start + LONGEST))) is not None


def maker_of(scene: Scene, span: Span, head: Span | None = None) -> Named | None:
    """Who made the document that the source is: its possessor, the name before its noun (`head` if given), or after "by" or "from"."""
    span = Span(span.start, min(span.end, span.start + LONGEST))
    head = head or _document_in(scene, span)
    if head is None:
        return None
    inside = scene.cast.within(span)
    for index in inside:
        mention = scene.cast.mentions[index]
        if scene.tables.of_people(mention.words):
            continue  # "Russian media reports"
        person = scene.cast.figures[scene.cast.who[index]].kind == "person"
        if mention.span.end <= head.start:
            person = surely_person(scene, scene.cast.who[index])
            near = _OWN_HEAD if mention.possessive else _BEFORE_HEAD
            if (mention.possessive or not person) and near.fullmatch(
                scene.text, mention.span.end, head.start
            ):
                return _with_next(scene, index, inside, head.start)
            continue
        between = scene.text[head.end : mention.start]
        by = " by " in f"{between} "
        sent = fold(head.of(scene.text)).removesuffix("s") in _LETTERS and " from " in f"{between} "
        if (
            _MADE_BY.search(between)
            and (not person or by or sent)
            and (_DONE_BY.search(between) or " of " not in f" {between.split()[0]} ")
        ):
            if sent and scene.cast.who[index] in scene.sites:
                continue  # a letter from Okayama
            return _with_next(scene, index, inside)
        publication = scene.cast.figures[scene.cast.who[index]].kind == "publication"
        if publication and _MADE_IN.search(between) and not _only_printed(scene, head, between):
            return _as_maker(scene, index)
        if " by " not in scene.text[mention.span.end : span.end]:
            break
    return None


def _with_next(scene: Scene, index: int, inside: range, end: int | None = None) -> Named:
    """The maker, and another whom "and" or a stroke joins to it ("by The Washington Post and ABC News"), before `end`."""
    maker, mentions = _as_maker(scene, index), scene.cast.mentions
    if index + 1 not in inside or not _AND_NEXT.fullmatch(
        scene.text, mentions[index].span.end, mentions[index + 1].start
    ):
        return maker
    if end is not None and mentions[index + 1].span.end > end:
        return maker
    other = _as_maker(scene, index + 1)
    both = other.kind == maker.kind or "person" not in (other.kind, maker.kind)
    return join([maker, other], "description", "maker") if both and other.name != maker.name else maker


def _only_printed(scene: Scene, head: Span, between: str) -> bool:
    """Whether the publication did not make it: "a study that appeared in" a journal is its authors'."""
    return fold(head.of(scene.text)) in _RESEARCH and bool(_PRINTED.search(between))


def maker_before(scene: Scene, span: Span, spoken: Sequence[Spoken], whose: Whose) -> Named | None:
    """Who made "the report": whoever the article says made one before, nearest first: "a report by the Ombudsman", "the Ombudsman
    published a report", or a statement before this one that was made in it ("the Ombudsman said in a report")."""
    head = _document_in(scene, span) if span.end - span.start <= SHORT else None
    if head is None or not _THE.match(scene.text, span.start, span.end):
        return None
    noun = _single(scene, head)
    before = [[noun], sorted(_like(noun)), _ANY.get(noun, [])]
    for nouns in before:
        for at in reversed(_uses(scene, Span(max(0, span.start - FAR), span.start), nouns)[-USES:]):
            maker = (
                _author_at(scene, at.start, spoken)
                or _made_at(scene, at, span.start)
                or _issuer(scene, at.start, whose)
                or _said_in(scene, at.start, spoken)
            )
            if maker == _SOMEBODY:
                return None
            if maker:
                return replace(maker, how="description", rule="maker before")
    return None


def maker_ahead(scene: Scene, span: Span) -> Named | None:
    """Who made "a new poll": whom the article names with the next mention of it ("the survey, conducted by Ipsos")."""
    head = _document_in(scene, span)
    if head is None or not _NEW.fullmatch(scene.text, span.start, head.start) or span.end - head.end > SHORT:
        return None
    noun = _single(scene, head)
    if fold(head.of(scene.text)) != noun:
        return None  # "polls"
    for at in _uses(scene, Span(span.end, span.end + AHEAD), [noun, *sorted(_like(noun))])[:NEXT]:
        near = max(0, at.start - SHORT)
        if _ANOTHER.search(scene.text, near, at.start) or _CITED.search(scene.text, near, at.start):
            return None  # "critics cite a study by": another one
        maker = _made_at(scene, at, min(len(scene.text), at.end + LONGEST))
        place = maker is not None and maker.figure in scene.sites
        if maker and (not place or not scene.tables.words["org"].isdisjoint(fold(maker.name).split())):
            return replace(maker, rule="maker ahead")
    return None


def owner_of(scene: Scene, span: Span) -> Span | None:
    """The words for whoever a document belongs to that are no name: "its" of "its website", "the company" of "the company’s report"."""
    found = _OWNED.match(scene.text, span.start, min(span.end, span.start + LONGEST))
    head = _document_in(scene, span) if found else None
    if found is None or head is None or not _BETWEEN.fullmatch(scene.text, found.end(), head.start):
        return None
    return Span(*found.span(1 if found[1] else 2))


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
    return [Span(*m.span()) for m in _any_of(tuple(nouns)).finditer(scene.text, where.start, where.end)]


@lru_cache(maxsize=256)
def _any_of(nouns: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, nouns))})s?\b", re.IGNORECASE)


def _made_at(scene: Scene, noun: Span, end: int) -> Named | None:
    """Who made a document by the words around this one mention of it."""
    aside = _BY_ASIDE.match(scene.text, noun.end, end)
    clause = _CLAUSE_END.search(scene.text, aside.end() if aside else noun.end, end)
    before = _CLAUSE_START.search(scene.text, max(0, noun.start - 60), noun.start)
    begin = before.end() if before else max(0, noun.start - 60)
    maker = maker_of(scene, Span(begin, clause.start() if clause else end), noun)
    if (
        maker
        or clause is None
        or clause.group()[0] != ","
        or not _BY_ROLE.search(scene.text, noun.end, clause.start())
    ):
        return maker
    after = _CLAUSE_END.search(scene.text, clause.end(), end)  # "by its director, Ann Lee, to"
    return maker_of(scene, Span(begin, after.start() if after else end), noun)


def _issuer(scene: Scene, at: int, whose: Whose) -> Named | None:
    """The subject of "published a report"; `_SOMEBODY` where it is none that is known."""
    verb = _ISSUED.search(scene.text, max(0, at - SHORT), at)
    if verb is None:
        return None
    described = _DESCRIBED.search(scene.text, max(0, verb.start() - SHORT), verb.start())
    if described:
        return whose(Span(*described.span(1))) or _SOMEBODY
    index = scene.cast.before(verb.start()) - 1
    if index > 0 and scene.text[scene.cast.mentions[index].start - 1] == "(":
        index -= 1
    if index < 0:
        return None
    mention = scene.cast.mentions[index]
    team = _TEAM.match(scene.text, mention.span.end, verb.start())
    if team and _SUBJECT_TO_VERB.fullmatch(scene.text, team.end(), verb.start()):
        return named_in(scene, Span(mention.start, team.end()))
    near = _SUBJECT_TO_VERB.fullmatch(scene.text, mention.span.end, verb.start())
    return _as_maker(scene, index) if near and not mention.possessive else None


def _author_at(scene: Scene, at: int, spoken: Sequence[Spoken]) -> Named | None:
    """Whoever the source of an earlier statement calls the document's author."""
    found = _AUTHOR.search(scene.text, max(0, at - SHORT), at)
    if found is None:
        return None
    near = (s.named for s in spoken[-LATEST:] if s.named and 0 <= found.start() - s.at < SHORT)
    return next(near, None)


def _said_in(scene: Scene, at: int, spoken: Sequence[Spoken]) -> Named | None:
    """Whoever speaks nearest in the sentence that says "in a statement"; `_SOMEBODY` where that is none that is known."""
    if not _IN_A.search(scene.text, max(0, at - SHORT), at):
        return None
    sentence = scene.places.sentence(at)
    near = [(abs(s.at - at), s.named) for s in spoken[-LATEST:] if scene.places.sentence(s.at) == sentence]
    if not near:
        return None
    named = min(near, key=lambda n: n[0])[1]
    return replace(named, how="description", rule="maker") if named else _SOMEBODY


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
    """Whom a mention names, or his campaign or office where that follows."""
    mention = scene.cast.mentions[index]
    team = _TEAM.match(scene.text, mention.span.end)
    named = named_in(scene, Span(mention.start, team.end())) if team else None
    return replace(named or as_named(scene, index), how="description", rule="maker")
