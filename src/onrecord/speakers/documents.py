"""A source that is a document ("a poll by Ipsos", "the ministry’s report"): the one who made it, where the words name them."""

from __future__ import annotations

import re
from dataclasses import replace

from onrecord.speakers.scene import Named, Scene
from onrecord.speakers.sources import as_named
from onrecord.speakers.tables import fold
from onrecord.types import Span

__all__ = ["maker_before", "maker_of"]

LONGEST = 160  # characters of a source that are looked at
SHORT = 40  # characters of a source that only points back ("the report")
FAR = 2500  # characters that it points back at most
_THE = re.compile(r"(?:the|this|that)\s+", re.IGNORECASE)
_CLAUSE_END = re.compile(r"[.;:!?“”\"\n]|,\s")
_CLAUSE_START = re.compile(
    r"(?s:.*)(?:[.;:!?“”\"\n,]\s*|\b(?:said|found|released|published|issued|in|to|and|that|by)\s+)"
)
_WORD = re.compile(r"[^\W\d_][\w’'-]*")
_MADE_BY = re.compile(r"\b(?:by|from|at|of)\s+(?:the\s+)?(?:[a-z][\w’'-]*\s+){0,5}$")
_RESEARCH = frozenset("study studies paper papers research analysis review trial finding findings".split())
_PRINTED = re.compile(r"\b(?:appear|publish|print|featur|carri|releas)")
_MADE_IN = re.compile(r"\b(?:in|for|on|with)\s+(?:the\s+)?$")
_BEFORE_HEAD = re.compile(r"(?:['’]s?)?\s+(?:[\w’'“”\"-]+\s+){0,3}$|[/-]\S*\s+(?:[\w’'-]+\s+){0,3}$|\s?$")


def maker_of(scene: Scene, span: Span) -> Named | None:
    """Who made the document that the source is: its possessor, the name before its noun, or after "by" or "from"."""
    span = Span(span.start, min(span.end, span.start + LONGEST))
    head = _document_in(scene, span)
    if head is None:
        return None
    for index in scene.cast.within(span):
        mention = scene.cast.mentions[index]
        person = scene.cast.figures[scene.cast.who[index]].kind == "person"
        if mention.span.end <= head.start:
            if mention.possessive or (
                not person and _BEFORE_HEAD.fullmatch(scene.text, mention.span.end, head.start)
            ):
                return _as_maker(scene, index)
            continue
        between = scene.text[head.end : mention.start]
        if (
            _MADE_BY.search(between)
            and (not person or " by " in f"{between} ")
            and " of " not in f" {between.split()[0]} "
        ):
            return _as_maker(scene, index)
        publication = scene.cast.figures[scene.cast.who[index]].kind == "publication"
        if publication and _MADE_IN.search(between) and not _only_printed(scene, head, between):
            return _as_maker(scene, index)
        break
    return None


def _only_printed(scene: Scene, head: Span, between: str) -> bool:
    """Whether the publication did not make it: "a study that appeared in" a journal is its authors'."""
    return fold(head.of(scene.text)) in _RESEARCH and bool(_PRINTED.search(between))


def maker_before(scene: Scene, span: Span) -> Named | None:
    """Who made "the report": whoever the article says made one before, nearest first ("a report by the Ombudsman")."""
    head = _document_in(scene, span)
    opening = _THE.match(scene.text, span.start, span.end)
    if head is None or opening is None or span.end - span.start > SHORT:
        return None
    noun = re.escape(re.sub(r"['’]s?$", "", head.of(scene.text)))
    start = max(0, span.start - FAR)
    for found in reversed(list(re.finditer(rf"\b{noun}s?\b", scene.text[start : span.start], re.IGNORECASE))):
        at = start + found.start()
        clause = _CLAUSE_END.search(scene.text, start + found.end(), span.start)
        before = _CLAUSE_START.search(scene.text, max(0, at - 60), at)
        begin = before.end() if before else max(0, at - 60)
        maker = maker_of(scene, Span(begin, clause.start() if clause else span.start))
        if maker:
            return replace(maker, rule="maker before")
    return None


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
                                                                            "reported", "that", "which", "posted", "commissioned", "this", "last"}:  # fmt: skip
                return Span(word.start(), word.end())
    return None


def _as_maker(scene: Scene, index: int) -> Named:
    return replace(as_named(scene, index), how="description", rule="maker")
