"""Quotations to check, made by a script from articles that were read: verbatim, altered, cut, stitched, wrongly attributed, invented.

In: articles in the record format, sorted into those that the record will hold and those that it will not. Out: probes, each with
the verdict that is right by how it was made. A seed decides everything.
"""

from __future__ import annotations

import random
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from onrecord.checking.forms import stem, weight
from onrecord.checking.normalising import words_of

__all__ = ["KINDS", "Probe", "Quoted", "make_probes", "quotes_in"]

KINDS = {
    "verbatim": 30, "verbatim, dressed": 30, "verbatim, excerpt": 20,
    "one word changed": 40, "one word lost": 10, "negation put in": 10,
    "cut": 30, "stitched": 40, "wrong speaker": 40,
    "invented, template": 10, "invented, chain": 15, "invented, skeleton": 15, "invented, held out": 10,
}  # fmt: skip
_WORD = re.compile(r"\w[\w'’]*")
_TEMPLATES = (
    "The {0} of our {1} depends on whether the {2} can still trust the {3}.",
    "I told the {0} that no {1} would ever accept a {2} written by the {3}.",
    "We owe the {0} an honest {1}, and the {2} has given them only {3}.",
    "Every {0} in this {1} knows that the {2} was bought with {3}.",
    "If the {0} wants a {1}, it will first have to bury the {2} under its own {3}.",
    "Nobody asked the {0} about the {1} before the {2} became a {3}.",
)


@dataclass(frozen=True, slots=True)
class Quoted:
    """A quotation in an article: its words, the statement and the speaker it belongs to."""

    words: str
    article: str
    statement: str
    speaker: str
    speaker_id: str


@dataclass(frozen=True, slots=True)
class Probe:
    """A quotation to check, who is asked about, the verdict that is right, and how it was made."""

    kind: str
    quote: str
    by: str | None
    expected: str


def quotes_in(articles: Iterable[dict[str, Any]]) -> list[Quoted]:
    """The quotations of persons whose speaker is known, of statements that hold no other statement's words."""
    out = []
    for row in articles:
        parents = {s["parent"] for s in row["statements"]}
        for s in row["statements"]:
            speaker = s["speaker"]
            if s["id"] in parents or not speaker or speaker["members"] or speaker["kind"] != "person":
                continue
            name, speaker_id = speaker["name"], speaker["id"]
            out += [
                Quoted(q["text"].strip(" ,"), row["article"]["id"], s["id"], name, speaker_id)
                for q in s["quoted"]
            ]
    return out


def key(words: str) -> str:
    return " ".join(w.form for w in words_of(words))


class _Maker:
    """What all probes are made from."""

    def __init__(
        self, stored: Sequence[Quoted], everything: str, held_out: Sequence[Quoted], rng: random.Random
    ) -> None:
        self.rng, self.everything = rng, everything
        self.held_out = held_out
        self.long = [q for q in stored if 7 <= len(key(q.words).split()) <= 40 and "[" not in q.words]
        by_shape: dict[bool, list[str]] = defaultdict(list)
        for q in stored:
            for w in _WORD.findall(q.words)[1:]:
                if weight(key(w) or "the") == 1:
                    by_shape[w[0].isupper()].append(w)
        self.by_shape = by_shape
        self.follows: dict[str, list[str]] = defaultdict(list)
        for q in stored:
            words = q.words.split()
            for a, b in pairwise(words):
                self.follows[key(a)].append(b)
        self.names = sorted({q.speaker for q in stored if " " in q.speaker})

    def pick(self) -> Quoted:
        return self.rng.choice(self.long)

    def other_word(self, word: str) -> str:
        while True:
            new = self.rng.choice(self.by_shape[word[0].isupper()])
            if stem(key(new)) != stem(key(word)):
                return new

    def on_record(self, words: str) -> bool:
        return f" {key(words)} " in self.everything


def make_probes(
    stored: Sequence[Quoted], texts: Iterable[str], held_out: Sequence[Quoted], seed: int
) -> list[Probe]:
    """Probes from quotations on record (`texts`: all articles of the record) and from some that are not."""
    rng = random.Random(seed)
    everything = " ".join(f" {key(t)} " for t in texts)
    maker = _Maker(stored, everything, held_out, rng)
    out = []
    for kind, number in KINDS.items():
        make = _MAKERS[kind]
        seen: set[str] = set()
        while len(seen) < number:
            probe = make(maker, kind)
            if probe and probe.quote not in seen:
                seen.add(probe.quote)
                out.append(probe)
    return out


def _by(maker: _Maker, quoted: Quoted) -> str | None:
    """Half of the time nobody; else the speaker's name as people type it: whole, the surname, in small letters, a letter off."""
    rng = maker.rng
    if rng.random() < 0.5:
        return None
    return _typed(quoted.speaker, rng)


def _typed(name: str, rng: random.Random) -> str:
    surname = name.split()[-1]
    forms = [name, name.lower(), surname, surname.lower()]
    return rng.choice(forms)


def _verbatim(maker: _Maker, kind: str) -> Probe | None:
    quoted = maker.pick()
    return Probe(kind, quoted.words, _by(maker, quoted), "verbatim")


def _dressed(maker: _Maker, kind: str) -> Probe | None:
    """Other marks, case, dashes, dots, contractions, spellings: the same words."""
    quoted, rng = maker.pick(), maker.rng
    words = quoted.words
    turns: list[Callable[[str], str]] = [
        str.lower, str.upper, lambda s: f"“{s}”", lambda s: f'"{s}"', lambda s: f"… {s} …", lambda s: f"...{s}",
        lambda s: s.replace(",", " –").replace("—", "-"), lambda s: re.sub(r"[^\w\s'’&%$.]", "", s),
        lambda s: s.replace("’", "'"), lambda s: re.sub(r"\b([Dd])on['’]t\b", r"\1o not", s).replace("percent", "%"),
        lambda s: s.replace("or ", "our ") if "labor " in s or "honor " in s or "color " in s else s,
    ]  # fmt: skip
    for turn in rng.sample(turns, 3):
        words = turn(words)
    return Probe(kind, words, _by(maker, quoted), "verbatim")


def _excerpt(maker: _Maker, kind: str) -> Probe | None:
    quoted, rng = maker.pick(), maker.rng
    words = quoted.words.split()
    length = rng.randint(5, max(5, len(words) - 2))
    first = rng.randint(0, len(words) - length)
    return Probe(kind, " ".join(words[first : first + length]), _by(maker, quoted), "verbatim")


def _changed(maker: _Maker, kind: str) -> Probe | None:
    quoted, rng = maker.pick(), maker.rng
    places = [m for m in _WORD.finditer(quoted.words) if weight(key(m.group()) or "the") == 1]
    if not places:
        return None
    at = rng.choice(places)
    words = quoted.words[: at.start()] + maker.other_word(at.group()) + quoted.words[at.end() :]
    return None if maker.on_record(words) else Probe(kind, words, _by(maker, quoted), "altered")


def _lost(maker: _Maker, kind: str) -> Probe | None:
    quoted, rng = maker.pick(), maker.rng
    places = list(_WORD.finditer(quoted.words))[1:-1]
    at = rng.choice(places)
    words = quoted.words[: at.start()].rstrip() + quoted.words[at.end() :]
    return None if maker.on_record(words) else Probe(kind, words, _by(maker, quoted), "altered")


def _negated(maker: _Maker, kind: str) -> Probe | None:
    quoted = maker.pick()
    at = re.search(
        r"\b(?:is|are|was|were|will|can|should|have|has|would|must)\b(?! not|n['’]t)", quoted.words
    )
    if not at:
        return None
    words = f"{quoted.words[: at.end()]} not{quoted.words[at.end() :]}"
    return None if maker.on_record(words) else Probe(kind, words, _by(maker, quoted), "altered")


def _cut(maker: _Maker, kind: str) -> Probe | None:
    """The middle left out, with an ellipsis in its place."""
    quoted, rng = maker.pick(), maker.rng
    words = quoted.words.split()
    if len(words) < 11:
        return None
    left = rng.randint(4, len(words) - 7)
    right = rng.randint(left + 2, len(words) - 4)
    return Probe(kind, f"{' '.join(words[:left])} … {' '.join(words[right:])}", _by(maker, quoted), "partial")


def _stitched(maker: _Maker, kind: str) -> Probe | None:
    """Two parts of two statements of one speaker, with an ellipsis, a full stop or nothing between."""
    one, rng = maker.pick(), maker.rng
    others = [q for q in maker.long if q.speaker_id == one.speaker_id and q.statement != one.statement]
    if not others:
        return None
    other = rng.choice(others)
    a, b = one.words.split(), other.words.split()
    a, b = a[: rng.randint(5, len(a))][:15], b[-rng.randint(5, len(b)) :][:15]
    words = f"{' '.join(a)}{rng.choice([' …', '.', ''])} {' '.join(b)}"
    return None if maker.on_record(words) else Probe(kind, words, _by(maker, one), "partial")


def _misattributed(maker: _Maker, kind: str) -> Probe | None:
    quoted, rng = maker.pick(), maker.rng
    surname = quoted.speaker.split()[-1]
    others = [n for n in maker.names if surname not in n]
    if sum(key(quoted.words) in key(q.words) for q in maker.long) > 1:
        return None  # others may have said it too
    return Probe(kind, quoted.words, _typed(rng.choice(others), rng), "said by someone else")


def _template(maker: _Maker, kind: str) -> Probe | None:
    nouns = [w.lower() for w in maker.rng.sample(maker.by_shape[False], 4)]
    words = maker.rng.choice(_TEMPLATES).format(*nouns)
    return Probe(kind, words, _any(maker), "not on record")


def _chain(maker: _Maker, kind: str) -> Probe | None:
    """Words that follow one another on record, pair by pair, but say nothing that was said."""
    rng = maker.rng
    words = [maker.pick().words.split()[0]]
    while len(words) < 16:
        following = maker.follows.get(key(words[-1]))
        if not following:
            return None
        words.append(rng.choice(following))
    text = " ".join(words)
    return None if _longest_on_record(maker, text) > 5 else Probe(kind, text, _any(maker), "not on record")


def _skeleton(maker: _Maker, kind: str) -> Probe | None:
    """A quotation on record with every word of weight put for another; of two at least, since one is an alteration."""
    quoted, count = maker.pick(), 0

    def turned(match: re.Match[str]) -> str:
        nonlocal count
        heavy = weight(key(match.group()) or "the") == 1
        count += heavy
        return maker.other_word(match.group()) if heavy else match.group()

    words = _WORD.sub(turned, quoted.words)
    return (
        None
        if count < 2 or _longest_on_record(maker, words) > 5
        else Probe(kind, words, _any(maker), "not on record")
    )


def _held_out(maker: _Maker, kind: str) -> Probe | None:
    quoted = maker.rng.choice(maker.held_out)
    if len(key(quoted.words).split()) < 7 or _longest_on_record(maker, quoted.words) > 5:
        return None
    return Probe(kind, quoted.words, _any(maker), "not on record")


def _any(maker: _Maker) -> str | None:
    return None if maker.rng.random() < 0.5 else _typed(maker.rng.choice(maker.names), maker.rng)


def _longest_on_record(maker: _Maker, words: str) -> int:
    """The longest run of the words that stands in any article."""
    forms, best = key(words).split(), 0
    for i in range(len(forms)):
        while i + best < len(forms) and f" {' '.join(forms[i : i + best + 1])} " in maker.everything:
            best += 1
    return best


_MAKERS: dict[str, Callable[[_Maker, str], Probe | None]] = {
    "verbatim": _verbatim, "verbatim, dressed": _dressed, "verbatim, excerpt": _excerpt,
    "one word changed": _changed, "one word lost": _lost, "negation put in": _negated,
    "cut": _cut, "stitched": _stitched, "wrong speaker": _misattributed,
    "invented, template": _template, "invented, chain": _chain, "invented, skeleton": _skeleton,
    "invented, held out": _held_out,
}  # fmt: skip
