"""A cue and its grammar -> the act it performs and its stance (closed lists of the annotation guide).

The lexicon is data: `acts.tsv` (act, lemmas and phrases) and `irregular.tsv` (lemma, other forms). Inflection is matched
by taking endings off, so the tables hold lemmas only.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from importlib.resources import files

from onrecord.types import Kind, Stance

__all__ = ["act_of", "stance_of"]

_WORD = re.compile(r"[a-z]+?n['’]t|[a-z]+|['’][a-z]+|:")
_NEGATION = frozenset("not never n't no neither nor hardly cannot without nobody nothing none".split())
_MAYBE = frozenset(["would", "could", "might", "may"])
_DONE_ANYWAY = frozenset(["like", "only", "heard"])  # would like, would only say, could be heard saying
_HEARSAY = re.compile(r"\b(?:reported|alleged|supposed|purported|rumou?red)(?:ly)?\b|\breputed(?:ly)?\b")
_PASSIVE = re.compile(
    r"(?:(?:\b(?:is|are|was|were|been|being|be)|['’](?:s|re))\s+(?:\w+ly\s+|also\s+|long\s+)?|^(?:also|\w+ly|often|long|sometimes)\s+)"
    r"(said|believed|thought|reported|expected|understood|considered|known|alleged|claimed|seen|rumou?red|accused|"
    r"suspected|estimated|assumed|feared|described|called|dubbed|spotted|regarded|viewed|supposed|deemed|perceived|predicted)\b(?!\s*:)"
)
_CHARGE = re.compile(
    r"\b(?:accusation|allegation|charge|claim|expectation|fear|legend|report|rumou?r|suspicion|gossip|chatter|suggestion)s\b"
    r"|\b(?:speculation|gossip|chatter|word|talk|hearsay)\b(?!\s+(?:with|to)\b)|\b(?:question|criticism)s?\b.*\b(?:is|are|has|have)\b"
)
_SETTING = re.compile(r"\s(?:during|in|at|on|via|through)\s+(?:an?|the|his|her|its|their|my|our)\s")
_LONGEST = 200  # characters of a cue that are looked at
_TWICE_NEGATED = re.compile(
    r"\b(?:not|never|no|n['’]t|hardly)\s+(?:\w+\s+)?(?:only|just|merely|simply|forg[eo]t\w*|hid(?:e|den)|stop\w*|tire\w*|fail\w*|waver\w*|"
    r"secret|doubt|less|conceal\w*|shy|bones)\b"
)
_COURTESY = re.compile(r"\b(?:i|we)\s+$", re.IGNORECASE)
_NOBODY = re.compile(r"\b(?:nobody|no\s+one|(?:neither|none)(?:\s+[^\s,.;:!?]+){0,4})\s+$", re.IGNORECASE)
_OPEN_QUESTION = re.compile(r"\W*(?:if|whether|wh\w+|how)\b|\W*[\"“‘'«`]", re.IGNORECASE)
_CONDITION = re.compile(r"\b(?:[Ii]f|[Uu]nless|[Ww]hether|Should)\s+(?:[^\s,.;:!?\"”“’)]+\s+){0,4}$")
_SILENCE = re.compile(
    r"\b(?:declin|refus)\w+\s+(?:to\s+)?(?:comment|say|answer|discuss|respond|speak|elaborate|provide|give|be\s+\w+|confirm)"
    r"|\bno\s+comment|\b(?:not|n['’]t|never)\s+(?:immediately\s+)?(?:respond|comment|return|repl|answer|elaborat)"
    r"|unavailable\s+for\s+comment"
)
_REAL_QUESTION = re.compile(r"\?[\"'”’»]*\s*$")


def act_of(cue: str, *, content: str, has_source: bool = True) -> str:
    """The act of a statement, one of `onrecord.types.ACTS`; `content` is what was said.

    >>> act_of("has long opposed", content="Ukraine's entry into NATO")
    'oppose'
    >>> act_of("said", content="“Who pays?”")
    'ask'
    """
    lowered = cue[:_LONGEST].lower()
    if _SILENCE.search(f"{lowered} {content[:30].lower()}"):
        return "decline"
    words = _WORD.findall(lowered)
    setting = _SETTING.search(lowered)
    act = (_look_up(tuple(_WORD.findall(lowered[: setting.start()]))) if setting else None) or _look_up(
        tuple(words)
    )
    if act is None:
        return "show" if not has_source and not words else "say"
    if _refuses(words):
        return "decline"
    if act in ("say", "ask") and _REAL_QUESTION.search(content):
        return "ask"
    if act == "ask" and re.match(r"\W*(?:to|for|that)\b", content, re.IGNORECASE):
        return "urge"
    if (
        act == "ask"
        and words[-1] in ("questioned", "questions", "questioning")
        and not _OPEN_QUESTION.match(content)
    ):
        return "oppose"
    if act == "say" and words and words[-1] in ("told", "tell", "telling") and re.match(r"to\s", content):
        return "urge"
    if act == "say" and not has_source and _is_hearsay(lowered):
        return "hearsay"
    return _negated_act(act, words)


def _refuses(words: list[str]) -> bool:
    return any(lemma in ("refuse", "decline") for w in words for lemma in _lemmas(w))


_NEGATED = {"support": "oppose", "accept": "reject", "confirm": "decline", "oppose": "support"}


def _negated_act(act: str, words: list[str]) -> str:
    negated = any(w in _NEGATION or w.endswith(("n't", "n’t")) for w in words)
    return _NEGATED.get(act, act) if negated else act


@lru_cache(maxsize=4096)
def _look_up(words: tuple[str, ...]) -> str | None:
    """The act of the last word or phrase of a cue that the lexicon knows; longer phrases first."""
    lexicon = _lexicon()
    forms = [_lemmas(w) for w in words]
    for end in range(len(words), 0, -1):
        for size in range(min(4, end), 0, -1):
            for phrase in _phrases(forms[end - size : end]):
                if phrase in lexicon and phrase not in ("be", "have"):
                    return lexicon[phrase]
    return None


def _phrases(forms: list[tuple[str, ...]]) -> Iterator[str]:
    first, rest = forms[0], forms[1:]
    for lemma in first:
        if not rest:
            yield lemma
        else:
            for tail in _phrases(rest):
                yield f"{lemma} {tail}"


def stance_of(
    cue: str, *, content: str, before: str = "", has_source: bool = True, kind: Kind = "indirect"
) -> Stance:
    """How the text stands to the statement having been made; `before` are the words before the cue.

    >>> stance_of("did not say", content="that he would resign")
    'denied'
    >>> stance_of("is said to", content="have left officials sidelined", has_source=False)
    'hearsay'
    """
    lowered = cue[:_LONGEST].lower()
    words = _WORD.findall(lowered)
    if not has_source and _is_hearsay(lowered):
        return "hearsay"
    silent = _SILENCE.search(f"{lowered} {content[:30].lower()}")
    negated = any(w in _NEGATION or w.endswith(("n't", "n’t")) for w in words)
    negated = (negated and not _TWICE_NEGATED.search(lowered)) or _refuses(words)
    if (
        _look_up(tuple(words)) in ("deny", "reject")
        or (negated and not silent)
        or _NOBODY.search(before[-40:])
    ):
        return "denied"
    if _hypothetical(words, before, kind == "direct" and not content[:1].isalnum()):
        return "hypothetical"
    if re.search(r"\b(?:reportedly|allegedly|supposedly|purportedly)\b", lowered):
        return "hearsay"
    return "asserted"


def _is_hearsay(lowered: str) -> bool:
    """Whether a cue without a source reports what nobody in particular said."""
    return bool(_HEARSAY.search(lowered) or _PASSIVE.search(lowered) or _CHARGE.search(lowered))


def _hypothetical(words: list[str], before: str, quoted: bool) -> bool:
    """Modal or conditional; words that stand quoted (`quoted`) were said, whatever the auxiliary."""
    if quoted:
        return False
    if any(w in _MAYBE for w in words) and not _DONE_ANYWAY.intersection(words):
        return "have" in words or not ("would" in words and _COURTESY.search(before[-10:]))
    return bool(words and _CONDITION.search(before[-40:]) and not re.search(r"[.!?]\s", before[-40:]))


@lru_cache(maxsize=1)
def _lexicon() -> dict[str, str]:
    """Lemma or phrase -> act; the first act that lists it wins."""
    table: dict[str, str] = {}
    for act, lemmas in _rows("acts.tsv"):
        for lemma in lemmas:
            table.setdefault(lemma, act)
    return table


@lru_cache(maxsize=1)
def _irregular() -> dict[str, list[str]]:
    table: dict[str, list[str]] = {}
    for lemma, forms in _rows("irregular.tsv"):
        for form in forms:
            table.setdefault(form, []).append(lemma)
    return table


def _rows(name: str) -> Iterator[tuple[str, list[str]]]:
    for line in files("onrecord.statements").joinpath(name).read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            key, values = line.split("\t")
            yield key, [v.strip() for v in values.split(",")]


@lru_cache(maxsize=4096)
def _lemmas(word: str) -> tuple[str, ...]:
    """What a form may be a form of, likeliest first: itself, irregular, or with its ending off."""
    out = [word, *_irregular().get(word, [])]
    for ending, replacements in (
        ("ies", ("y",)), ("ied", ("y",)), ("es", ("", "e")), ("s", ("",)), ("ed", ("", "e")), ("ing", ("", "e")),
    ):  # fmt: skip
        if word.endswith(ending) and len(word) > len(ending) + 1:
            stem = word[: -len(ending)]
            out += [stem + r for r in replacements]
            if ending in ("ed", "ing") and len(stem) > 2 and stem[-1] == stem[-2]:
                out.append(stem[:-1])
    return tuple(dict.fromkeys(out))
