"""Speakers of statements: an article and its statements in, the same statements with their speakers out.

Each source is tried as a name or several; what is a pronoun, a title or a description goes to whom the ranking finds
likeliest, or to nobody. What names nobody stays without a speaker, with its description and number.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from onrecord.speakers.asking import is_plural
from onrecord.speakers.documents import is_document, maker_ahead, maker_before, maker_of, owner_of
from onrecord.speakers.joint import examples_in, joint_in
from onrecord.speakers.later import apposed, named_later
from onrecord.speakers.omitted import without_source
from onrecord.speakers.organs import home_organ, organ_in
from onrecord.speakers.pairs import latter_in, they_of, two_of
from onrecord.speakers.pronouns import GENDERS, Spoken, pronoun_in, relative_antecedent
from onrecord.speakers.ranking import NOBODY, Context, rank
from onrecord.speakers.scene import Named, Scene, of_figure, set_scene
from onrecord.speakers.sources import named_in, titled_in
from onrecord.speakers.speaker import speaker_of
from onrecord.speakers.tables import Gender, fold
from onrecord.speakers.teams import body_before, body_of, team_of
from onrecord.speakers.titles import held_by
from onrecord.speakers.unnamed import names_nobody, unnamed_in
from onrecord.types import Article, How, Span, Speaker, Statement

__all__ = ["name_speakers", "speaker_at"]

_THE = re.compile(
    r"\b((?:[Tt]he|[Tt]his|[A-Z][\w-]+['’]s?) (?:[\w.-]+ ){0,3}[\w-]+)(?:,|\s*(?:--|[—–]))?\s*$"
)
_GOVERNMENT = re.compile(r"(?:the )?government(?:'s)?")
_QUOTED = re.compile(r"[“”\"]|''|(?<!\w)‘(?=\w)|[,.!?]’")
_SCRIPT = re.compile(r"(?:[A-Z][A-Z .]{1,40}|[QA])[:.]\s*")  # a transcript's labels
OPENS = 5  # characters into a sentence at which its subject may be named
NEXT = 1  # sentences from one statement to the pronoun that goes on with its speaker
FAR = 4000  # characters before an "I" in which a quotation may have begun
ENOUGH = 0.35  # probability below which nobody is named
CALLED_SO = 0.1  # the same where all are below: for an institution whose name has the noun ("the festival"), or the country ("the government")
DECIDED = 0.5  # probability from which the likeliest figure is taken whatever the next one's is
ONLY_ONE = 0.6  # confidence in the only institution named so far, for "it"
CLOSE = 0.7  # below that, a next one of more than this share of the likeliest's makes both candidates


@dataclass(frozen=True, slots=True)
class _Answer:
    """Who a source is, or who it may be."""

    named: Named | None = None
    candidates: tuple[Named, ...] = ()


_NOBODY = _Answer()


def name_speakers(
    article: Article, statements: Sequence[Statement], scene: Scene | None = None
) -> tuple[Statement, ...]:
    """The same statements, in the same order, with `speaker`, `unnamed` and `candidates` filled.

    `scene` is who the article names (`set_scene`). Every span given out points into `article.text`.
    """
    if not statements:
        return ()
    scene = scene or set_scene(article)
    by_id = {s.id: s for s in statements}
    answers: dict[int, _Answer] = {}
    of_id: dict[str, Named | None] = {}
    spoken: list[Spoken] = []
    last: tuple[Statement, Named | None] | None = None
    order = sorted(
        range(len(statements)), key=lambda i: (_depth(statements[i], by_id), _place(statements[i]), i)
    )
    outer = [i for i in order if statements[i].parent not in by_id]
    for i in outer:
        statement = statements[i]
        answer = _name(scene, statement, spoken, _Parent(None, None))
        if answer is _NOBODY and _is_writer(scene, statement, article.byline):
            answer = _Answer(Named(article.byline[0], "author", "pronoun", None, "the writer"))
        if answer is _NOBODY and not statement.source:
            answer = _Answer(without_source(scene, statement, last))
        answers[i], of_id[statement.id] = answer, answer.named
        if statement.source:
            last = (statement, answer.named)
            figure = answer.named.figure if answer.named else -1
            source = statement.source[0]
            goes_on = answer.named is not None and answer.named.rule == "goes on"
            document = (goes_on and spoken[-1].document) or is_document(scene, source)
            spoken.append(Spoken(_place(statement), figure, statement.quoted, answer.named, document))
    before = _Before(spoken)
    for i in order:
        if i not in answers:
            statement = statements[i]
            parent = _Parent(by_id[statement.parent or ""], of_id.get(statement.parent or ""))
            answers[i] = _name(scene, statement, before.until(_place(statement)), parent)
            of_id[statement.id] = answers[i].named
    return tuple(_filled(scene, article.id, s, answers[i]) for i, s in enumerate(statements))


def speaker_at(scene: Scene, article_id: str, span: Span, titles: bool = True) -> Speaker | None:
    """Whom the words name, or call by a title that the article introduces (unless not `titles`)."""
    found = named_in(scene, span) or (titled_in(scene, span) if titles else None)
    return speaker_of(scene, article_id, found, span) if found else None


def _filled(scene: Scene, article_id: str, statement: Statement, answer: _Answer) -> Statement:
    source = statement.source[0] if statement.source else None
    if answer.named:
        return replace(statement, speaker=speaker_of(scene, article_id, answer.named, source))
    return replace(
        statement,
        unnamed=unnamed_in(scene.text, source) if source else None,
        candidates=tuple(speaker_of(scene, article_id, c, source) for c in answer.candidates),
    )


class _Before:
    """The statements spoken before a place, in the order of the text."""

    def __init__(self, spoken: Sequence[Spoken]) -> None:
        self._spoken = sorted(spoken, key=lambda s: s.at)
        self._starts = [s.at for s in self._spoken]

    def until(self, at: int) -> list[Spoken]:
        end = bisect_left(self._starts, at)
        return self._spoken[max(0, end - 8) : end]


def _depth(statement: Statement, by_id: dict[str, Statement]) -> int:
    depth = 0
    while statement.parent in by_id and depth < 8:
        statement = by_id[statement.parent or ""]
        depth += 1
    return depth


def _place(statement: Statement) -> int:
    spans = statement.source or statement.cue or statement.content
    return spans[0].start if spans else 0


@dataclass(frozen=True, slots=True)
class _Parent:
    """The statement in which a nested one stands, and who made it."""

    statement: Statement | None
    speaker: Named | None


def _name(scene: Scene, statement: Statement, spoken: Sequence[Spoken], above: _Parent) -> _Answer:
    """Who the statement's own source is."""
    for span in statement.source:
        pronoun = pronoun_in(span.of(scene.text))
        if pronoun:
            return _by_pronoun(scene, statement, span, pronoun, spoken, above)
        found = (
            examples_in(scene, span, _one)
            or joint_in(scene, span, _one)
            or named_in(scene, span)
            or organ_in(scene, span)
            or maker_of(scene, span)
            or two_of(scene, span)
            or latter_in(scene, span)
        )

        def whose(owner: Span) -> Named | None:
            if pronoun_in(owner.of(scene.text)):
                return _ranked(scene, owner, Context(spoken), "pronoun").named
            return _by_title(scene, statement, owner, spoken).named

        if not found and (at := owner_of(scene, span)) and (owner := whose(at)):
            found = replace(owner, how="description", rule="maker")
        found = (
            found
            or team_of(scene, span, whose)
            or body_of(scene, span, whose)
            or body_before(scene, span, whose)
        )
        answer = _Answer(found) if found else _by_title(scene, statement, span, spoken)
        if answer is not _NOBODY:
            return answer
    return _NOBODY


def _is_writer(scene: Scene, statement: Statement, byline: Sequence[str]) -> bool:
    """Whether the source is an "I" outside quotation marks in an article of one writer."""
    first = statement.source[0] if statement.source else None
    if first is None or len(byline) != 1 or pronoun_in(first.of(scene.text)) not in ("i", "me", "my"):
        return False
    places = scene.places
    begin = places.paragraphs[places.paragraph(first.start) - 1]
    above = scene.text[max(0, begin - 60) : begin].rstrip().rsplit("\n", 1)[-1]
    if first.start - begin > FAR or _SCRIPT.match(scene.text[begin : begin + 60]) or _SCRIPT.fullmatch(above):
        return False
    return _QUOTED.subn("", scene.text[begin : first.start])[1] % 2 == 0


def _answer(named: Named | None) -> _Answer:
    return _Answer(named) if named else _NOBODY


def _one(scene: Scene, span: Span) -> Named | None:
    """A source that names one, or calls one by a title that the article or the table of people introduces."""
    found = named_in(scene, span) or titled_in(scene, span)
    if found:
        return found
    holders = held_by(scene, span)
    return holders[0] if len(holders) == 1 else None


def _by_title(scene: Scene, statement: Statement, span: Span, spoken: Sequence[Spoken]) -> _Answer:
    """Whom a title or a description means: what the rules pick goes into the ranking, which decides."""
    if known := apposed(scene, span) or named_later(scene, span):
        return _Answer(known)
    titled, holders = titled_in(scene, span), held_by(scene, span)
    if titled and titled.rule in ("title", "small name"):
        return _Answer(titled)
    if len(holders) == 1:
        return _Answer(holders[0])
    picked = [(n.figure, n.rule) for n in (titled, *holders) if n and n.figure >= 0]
    maker = maker_before(scene, span, spoken, _whose(scene, spoken)) or maker_ahead(scene, span)
    if maker and (maker.figure < 0 or maker.rule == "maker ahead"):
        return _Answer(maker)
    near = [(maker.figure, maker.rule)] if maker and maker.figure >= 0 else []
    near += [(scene.home, "home")] if scene.home >= 0 else []
    how: How = titled.how if titled else "title" if holders else "description"
    context = Context(spoken, own=statement.content, picked=(*picked, *near))
    answer = _ranked(scene, span, context, how)
    if answer is _NOBODY and (organ := home_organ(scene, span)):
        return _Answer(organ)
    outside = tuple(n for n in holders if n.figure < 0)
    return _Answer(None, outside) if outside and not (answer.named and picked) else answer


def _whose(scene: Scene, spoken: Sequence[Spoken]) -> Callable[[Span], Named | None]:
    """Who published it: a name, or whom the ranking finds."""
    return lambda owner: named_in(scene, owner) or _ranked(scene, owner, Context(spoken), "description").named


def _ranked(scene: Scene, span: Span, context: Context, how: How) -> _Answer:
    """The likeliest figure; none where nobody is likelier; candidates where two are near each other."""
    if names_nobody(scene, span):
        return _NOBODY
    ranked = rank(scene, span, context).figures
    figures = [(f, p) for f, p in ranked if f != NOBODY]
    if len(figures) == 1 and _only_one(scene, span, figures[0][0]):
        return _Answer(of_figure(scene, figures[0][0], how, "only one", ONLY_ONE))
    rule = "home" if _GOVERNMENT.fullmatch(fold(span.of(scene.text))) else "institution"
    called = [(f, p) for f, p in figures if (f, rule) in context.picked]
    if not figures or (ranked[0][0] == NOBODY and ranked[0][1] >= DECIDED):
        return _NOBODY
    (figure, probability), *others = figures
    if ranked[0][0] == NOBODY or probability < ENOUGH:
        if not called or called[0][1] < CALLED_SO:
            return _NOBODY
        (figure, probability), others = called[0], []
    rules = [rule for f, rule in context.picked if f == figure]
    if probability < DECIDED and others and others[0][1] > CLOSE * probability:
        close = [f for f, p in figures[:4] if p > CLOSE * probability]
        return _Answer(None, tuple(of_figure(scene, f, how, "ranked", p) for f, p in figures[: len(close)]))
    return _Answer(of_figure(scene, figure, how, rules[0] if rules else "ranked", probability))


def _only_one(scene: Scene, span: Span, figure: int) -> bool:
    """Whether "it" can mean just this one: the article has named no other institution, and it in the sentence before or this one."""
    if fold(span.of(scene.text)) not in ("it", "its", "it's"):
        return False
    last = max((i for i in range(scene.cast.before(span.start)) if scene.cast.who[i] == figure), default=-1)
    if last < 0:
        return False
    return scene.places.sentence(span.start) - scene.places.sentence(scene.cast.mentions[last].start) <= 1


def _by_pronoun(
    scene: Scene, statement: Statement, span: Span, pronoun: str, spoken: Sequence[Spoken], above: _Parent
) -> _Answer:
    parent, whose = above.statement, above.speaker
    quoted = parent is not None and any(q.start <= span.start < q.end for q in parent.quoted)
    if pronoun in ("i", "me", "my", "we", "us", "our"):
        plural = pronoun in ("we", "us", "our")
        keep = whose is not None and not (plural and (whose.kind == "person" or not quoted))
        return _answer(_again(whose, "speaks of self") if whose and keep else None)
    if pronoun in ("who", "which", "that"):
        index = relative_antecedent(scene.text, span.start, pronoun, scene.cast, scene.places)
        found = (
            of_figure(scene, index, "pronoun", "who")
            if index is not None
            else _described_before(scene, span, spoken)
        )
        return _answer(found)
    if not quoted and (same := _goes_on(scene, span, pronoun, spoken)):
        return _Answer(_again(same, "goes on"))
    if pronoun in ("they", "them") and not quoted and (pair := they_of(scene, span)):
        return _Answer(pair)
    speaker = whose.figure if whose else NOBODY
    gender = GENDERS.get(pronoun)
    own = gender and parent is not None and not quoted and speaker >= 0 and _may_be(scene, speaker, gender)
    if own and gender and parent and not _other_inside(scene, parent, span, speaker, gender):
        return _answer(_again(whose, "speaks of self") if whose else None)
    context = Context(spoken, speaker if quoted else NOBODY, statement.content)
    return _ranked(scene, span, context, "pronoun")


def _goes_on(scene: Scene, span: Span, pronoun: str, spoken: Sequence[Spoken]) -> Named | None:
    """Whom the statement just before had: "it" for a document, "they" for several together."""
    last = next((s for s in reversed(spoken) if s.at < span.start), None)
    if last is None or last.named is None or last.named.sure is not None:
        return None
    if scene.places.sentence(span.start) - scene.places.sentence(last.at) > NEXT:
        return None
    if pronoun == "it" and _named_since(scene, last.at, span.start, last.named.figure):
        return None
    group = last.named.figure >= 0 and is_plural(scene.cast.figures[last.named.figure].words[-1])
    group = group and last.named.kind in ("group", "party")
    several = pronoun in ("they", "them") and (bool(last.named.members) or group)
    return last.named if several or (pronoun == "it" and last.document) else None


def _named_since(scene: Scene, begin: int, end: int, figure: int) -> bool:
    """Whether another institution opens a sentence between a statement and a pronoun."""
    places, cast = scene.places, scene.cast
    for i in range(cast.before(begin), cast.before(end)):
        start = cast.mentions[i].start
        opens = start - places.sentences[places.sentence(start) - 1] < OPENS
        if places.sentence(start) > places.sentence(begin) and opens and cast.who[i] != figure:
            return True
    return False


def _described_before(scene: Scene, span: Span, spoken: Sequence[Spoken]) -> Named | None:
    """ "The minister, who": whoever the words just before stand for."""
    found = _THE.search(scene.text, max(0, span.start - 50), span.start)
    if found is None or found.end() != span.start:
        return None
    described = Span(*found.span(1))
    named = named_in(scene, described) or titled_in(scene, described)
    named = named or maker_before(scene, described, spoken, _whose(scene, spoken))
    named = named or _ranked(scene, described, Context(spoken), "pronoun").named
    return replace(named, how="pronoun", rule="who") if named else None


def _other_inside(scene: Scene, parent: Statement, span: Span, speaker: int, gender: Gender) -> bool:
    """Whether what is said names another whom the pronoun may mean before it."""
    start = min((c.start for c in parent.content), default=span.start)
    inside = scene.cast.within(Span(start, span.start)) if start < span.start else ()
    return any(scene.cast.who[i] != speaker and _may_be(scene, scene.cast.who[i], gender) for i in inside)


def _may_be(scene: Scene, index: int, gender: str) -> bool:
    figure = scene.cast.figures[index]
    return figure.kind == "person" and (not figure.gender or figure.gender == gender)


def _again(whose: Named, rule: str) -> Named:
    return replace(whose, how="pronoun", rule=rule)
