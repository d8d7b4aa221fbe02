"""A pronoun, a title or a description taken apart: its words in; head noun, number, kind and what the reader makes of it out."""

from __future__ import annotations

import re
from dataclasses import dataclass

from onrecord.speakers.scene import Scene
from onrecord.speakers.tables import fold
from onrecord.types import Span

__all__ = ["Asked", "ask", "is_plural"]

UNTOLD = {"he": 0.05}  # probability of nobody by group where no reader was asked; else 0.5
_WORDS = re.compile(r"[^\W\d_][\w’'-]*")
_HEAD_END = re.compile(
    r"\s(?:of|from|for|in|at|on|with|by|to|across|around|throughout|who|which|that|whose|and|being|released)\s|[,;(—–]"
)
_GOING = re.compile(
    r"\b([a-z]+ing)\s(?:in|at|on|for|with|to|from|by)\b"
)  # a participle, where a noun goes before
_OF_ONE = re.compile(r"['’]s?$")
_OWNED = re.compile(r"['’]s?\s")
_GROUPS = dict.fromkeys(("he", "she", "him", "her", "his", "hers", "himself", "herself"), "he") | {
    "they": "they", "them": "they", "their": "they", "both": "they", "it": "it", "its": "it", "itself": "it",
    "this": "it", "who": "who", "which": "which", "that": "which", "whose": "who", "one": "who",
}  # fmt: skip
_DETERMINERS = {
    "the": "the", "this": "the", "that": "the", "these": "the", "those": "the", "his": "whose", "her": "whose",
    "its": "whose", "their": "whose", "a": "a", "an": "a", "one": "a", "some": "a", "another": "a",
}  # fmt: skip
_PLURALS = frozenset("people men women police staff authorities media they them their both children".split())
_PERSON_ENDINGS = ("man", "woman", "person", "ist", "ian", "eer", "or", "er", "ant", "ent", "ee", "ive")


@dataclass(frozen=True, slots=True)
class Asked:
    """A mention taken apart: its folded words, head noun and what that stands for, number and determiner.

    `group` is he, it, they, who, which or description; `model` the reader's probability of each figure, `nobody` of
    none; `collective` marks a body of people or a state, which no single person is.
    """

    span: Span
    words: tuple[str, ...]
    head: str
    group: str
    kind: str
    determiner: str
    plural: bool
    collective: bool
    model: dict[int, float]
    nobody: float


def ask(scene: Scene, span: Span) -> Asked:
    """A mention with what its words say and what the reader makes of it."""
    phrase = fold(" ".join(span.of(scene.text)[:200].split())).strip(" ,.'’")
    words = tuple(_OF_ONE.sub("", w) for w in _WORDS.findall(phrase))
    heads = _WORDS.findall(_HEAD_END.split(f"{phrase} ", maxsplit=1)[0])
    if len(heads) > 1 and heads[-1] in _GOING.findall(phrase) and _is_somebody(heads[-2], scene):
        heads.pop()  # "an anchor residing in"
    head = _OF_ONE.sub("", heads[-1]) if heads else ""
    entities, nobody = scene.evidence.fitting(span)
    model: dict[int, float] = {}
    for entity, probability in entities:
        if (figure := scene.figure_of[entity]) >= 0:
            model[figure] = model.get(figure, 0.0) + probability
    first = words[0] if words else ""
    group = (
        _GROUPS.get(first, "description")
        if len(words) == 1 or first in ("he", "she", "they")
        else "description"
    )
    determiner = _DETERMINERS.get(first, "whose" if _OWNED.search(phrase) else "bare")
    plural = is_plural(head)
    kind = group if group != "description" else _class_of(head, scene)
    return Asked(
        span,
        words,
        head,
        group,
        kind,
        determiner,
        plural,
        group == "description" and _is_collective(head, scene),
        model,
        nobody if scene.evidence.entities else UNTOLD.get(group, 0.5),
    )


def is_plural(head: str) -> bool:
    """Whether a folded noun stands for several.

    >>> is_plural("senators"), is_plural("police"), is_plural("boss")
    (True, True, False)
    """
    return (head.endswith("s") and not head.endswith(("ss", "us", "is", "news"))) or head in _PLURALS


def _is_somebody(word: str, scene: Scene) -> bool:
    """Whether a noun, perhaps a plural, is listed among those for a person."""
    single, listed = word.removesuffix("s"), scene.tables.words
    return single in scene.tables.posts or single in listed["someone"] | listed["female"] | listed["male"]


def _class_of(head: str, scene: Scene) -> str:
    words = scene.tables.words
    single = head.removesuffix("s")
    if head in words["document"] or single in words["document"]:
        return "document"
    if single in words["kin"]:
        return "kin"
    if head in words["state"]:
        return "state"
    if head in words["generic"] | words["org"] | words["publication"] or single in words["generic"]:
        return "organisation"
    if single in words["female"] | words["male"] | words["title"] | words["someone"] or single.endswith(
        _PERSON_ENDINGS
    ):
        return "person"
    return "other"


def _is_collective(head: str, scene: Scene) -> bool:
    words = scene.tables.words
    bodies = words["collective"] | words["generic"] | words["state"]
    return head in bodies or head.removesuffix("s") in bodies
