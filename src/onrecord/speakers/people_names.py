"""Names as keys: spellings of one name in, the same words out.

Marks, dots, hyphens and case do not count; initials stand for names that begin so; "Jr." and "III" do count.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from onrecord.speakers.tables import fold

__all__ = ["fits", "name_key", "name_words", "surname_alone", "surname_key", "surname_keys"]

_APART = re.compile(r"[\s.,\-‐‑–\"“”()]+")
_FORMS = frozenset(("sir", "dame", "dr", "mr", "mrs", "ms"))
_SUFFIXES = frozenset(("jr", "sr", "ii", "iii", "iv", "v", "vi", "x", "xiv", "xvi"))
_PARTICLES = frozenset(
    ("al", "el", "ul", "bin", "ibn", "bint", "ben", "de", "da", "do", "dos", "das", "del", "della", "der", "den", "di",
     "du", "la", "le", "van", "von", "ter", "ten", "st", "e", "y", "ould", "abu")
)  # fmt: skip


@lru_cache(maxsize=8192)
def name_words(name: str) -> tuple[str, ...]:
    """The words of a name in the form in which names are compared.

    >>> name_words("J. D. Vance"), name_words("Kim Jong-Un"), name_words("Dr. Željko O’Hara, Jr.")
    (('jd', 'vance'), ('kim', 'jong', 'un'), ('zeljko', 'ohara', 'jr'))
    """
    words: list[str] = []
    single = False
    for word in _APART.split(fold(name).replace("'", "").replace("’", "").replace("ʼ", "")):
        if not word:
            continue
        if len(word) == 1 and single and words:
            words[-1] += word
        else:
            words.append(word)
        single = len(word) == 1
    return tuple(words[1:] if len(words) > 2 and words[0] in _FORMS else words)


def name_key(name: str) -> str:
    """First and last word, generation left out: what two spellings of a name share; a lone word is its own key.

    >>> name_key("George H. W. Bush"), name_key("Robert Kennedy Jr."), name_key("Madonna")
    ('george bush', 'robert kennedy', 'madonna')
    """
    words, _ = _parted(name_words(name))
    return " ".join(words[:1] + words[1:][-1:])


def fits(asked: tuple[str, ...], known: tuple[str, ...]) -> bool:
    """Whether the words of a name can be those of a known one: middle names may lack or be initials.

    >>> fits(("donald", "j", "trump"), ("donald", "trump")), fits(("donald", "trump", "jr"), ("donald", "trump"))
    (True, False)
    """
    (one, generation), (other, theirs) = _parted(asked), _parted(known)
    if not one or not other or (one[0], one[-1], len(one) > 1) != (other[0], other[-1], len(other) > 1):
        return False
    if generation and generation != theirs:
        return False
    few, many = sorted(([w for w in words[1:-1] if w not in _PARTICLES] for words in (one, other)), key=len)
    rest = iter(many)
    return all(any(_same(word, next_) for next_ in rest) for word in few)


def surname_key(surname: str) -> str:
    """A surname in the form in which surnames are compared, its leading Arabic article left out.

    >>> surname_key("al-Sharaa"), surname_key("Ocasio-Cortez")
    ('sharaa', 'ocasio cortez')
    """
    words = list(_parted(name_words(surname))[0])
    while len(words) > 1 and words[0] in ("al", "el"):
        words.pop(0)
    return " ".join(words)


def surname_alone(name: str, alias: str) -> bool:
    """Whether an alias is a part of the name: how papers call the person after the first mention.

    >>> surname_alone("Xi Jinping", "Xi"), surname_alone("Bart De Wever", "De Wever"), surname_alone("Jo Bell", "Joan Bell")
    (True, True, False)
    """
    whole, part = f" {' '.join(name_words(name))} ", name_words(alias)
    inside = f" {' '.join(part)} " in whole and len(part) < len(name_words(name))
    hyphened = len(alias.split()) == 1
    return bool(part) and inside and (len(part) == 1 or hyphened or part[0] in _PARTICLES)


def surname_keys(name: str, aliases: Iterable[str]) -> set[str]:
    """The surnames that a person goes by: those among the aliases, else the last word with and without particles.

    >>> sorted(surname_keys("Xi Jinping", ["Xi"])), sorted(surname_keys("Alexander Van der Bellen", []))
    (['xi'], ['bellen', 'van der bellen'])
    """
    own = {surname_key(alias) for alias in aliases if surname_alone(name, alias)}
    if own:
        return own
    written = [w for w in re.split(r"[\s,]+", name) if _parted(name_words(f"x {w}"))[0][1:]]
    if len(written) < 2:
        return {surname_key(name)}
    begin = len(written) - 1
    while begin > 1 and fold(written[begin - 1]) in _PARTICLES:
        begin -= 1
    return {surname_key(written[-1]), surname_key(" ".join(written[begin:]))}


def _parted(words: tuple[str, ...]) -> tuple[tuple[str, ...], str]:
    """The words without the generation, and the generation ("jr", "iii") where a full name goes before it."""
    if len(words) > 2 and words[-1] in _SUFFIXES:
        return words[:-1], words[-1]
    return words, ""


def _same(word: str, other: str) -> bool:
    """Equal, or one the initial of the other."""
    return word == other or (min(len(word), len(other)) == 1 and word[0] == other[0])
