"""Names as people type them: a name in, the form in which it is looked up, how it sounds, and how alike two are, out.

Marks, case, hyphens, apostrophes, scripts and the Arabic article do not count. Spellings that transliterate one name the English,
French or German way sound alike (Gaddafi, Qadhafi, Kadhafi); names that merely resemble each other in a vowel do not.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import Literal, NamedTuple

from onrecord.speakers.people_names import name_words, surname_alone, surname_keys

__all__ = [
    "Alias",
    "Part",
    "aliases_of",
    "fold_name",
    "folded_words",
    "likeness",
    "sound",
    "sounds_asked",
]

Part = Literal["name", "alias", "surname", "word"]  # what of a speaker's names an alias is
LIKENESS = 0.84  # below it, two names of one sound are two,
LEAST = 0.6  # unless their vowels stand in the same places and most letters are the same,
LEAST_SHORT = 0.8  # for which a short name gives little room

_CONSONANTS = "bcdfhjklmnprstC"
_ARTICLE = re.compile(r"\b(?:al|el|ul|ad|an|ar|as|ash|at|az)[-‐‑–](?=\w)", re.IGNORECASE)
_NO_NAME = re.compile(r"[^\w\s.,\-‐‑–\"“”()'’ʼ]|_")
_LETTERS_APART = re.compile(r"(?<=[a-z])(?=[A-Z])")
_NO_VOWELS = re.compile("[\u0590-\u06ff]+")  # scripts that leave most vowels unwritten
_VOWEL_LETTERS = str.maketrans({"و": "u", "ي": "i", "ى": "a", "ئ": "i", "ة": "a", "ء": "", "ו": "u"})

# Letters, longest first, as one language after another writes a sound. C stands for the sounds of "sh", "ch" and "zh".
_SPELT = re.compile(
    r"(?P<j>dsch|dzh|dj)|(?P<C>schtsch|shch|tsch|tch|sch|sh|zh|ch|cz)|(?P<s>ts|tz|sz|^x|c(?=[eiy])|z)"
    r"|(?P<ks>x)|(?P<kf>qu(?=i))|(?P<k>kh|gh|ck|q|g|c)|(?P<f>ph|v|w)|(?P<t>th)|(?P<d>dh)|(?P<J>^[jyi](?=[aeou]))"
    r"|(?P<_drop>(?<=[iy])j$|(?<!^)h)|(?P<i>(?<=[bcdfghklmnpqrstvwxz])j(?=[aeiou])|(?<=i)j(?=a$)|ie|ee|y)|(?P<u>oo|ou)"
)
_DOUBLE = re.compile(r"(.)\1+")


class Alias(NamedTuple):
    """One form under which a speaker is found: `folded` for looking up, as written, how it sounds, what part of the speaker's names it is."""

    folded: str
    alias: str
    sound: str
    part: Part


@lru_cache(maxsize=8192)
def folded_words(name: str) -> tuple[str, ...]:
    """The words of a name in small Latin letters, without the Arabic article.

    >>> folded_words("Volodymyr Zelenskyy"), folded_words("Зеленський"), folded_words("Ahmed al-Sharaa"), folded_words("习近平")
    (('volodymyr', 'zelenskyy'), ('zelenskiy',), ('ahmed', 'sharaa'), ('xi', 'jin', 'ping'))
    """
    words = name_words(_NO_NAME.sub(" ", _latin(name)))
    # "Al Gore" keeps his forename; "Ahmed al Sharaa" loses the article
    return tuple(w for i, w in enumerate(words) if w not in ("al", "el") or i == 0 or i == len(words) - 1)


def fold_name(name: str) -> str:
    """The name as it is looked up.

    >>> fold_name("Jean-Luc O’Brien"), fold_name("AL-ASSAD, Bashar")
    ('jean luc obrien', 'assad bashar')
    """
    return " ".join(folded_words(name))


def sound(name: str) -> str:
    """How the name sounds: its consonants, classed; a vowel counts at the beginning only.

    >>> {sound(n) for n in ("Zelensky", "Zelenskyy", "Zelenskiy", "Selenskyj")}, {sound(n) for n in ("Gaddafi", "Qadhafi", "Kadafi")}
    ({'SLNSK'}, {'KDF'})
    >>> sound("Xi Jinping") == sound("习近平")
    True
    """
    return "".join(_sound(word) for word in folded_words(name))


def sounds_asked(name: str) -> tuple[str, ...]:
    """The sounds to look for: more than one where a spelling is read otherwise in another language.

    >>> sounds_asked("Chamenei"), sounds_asked("Khamenei")
    (('CMN', 'KMN'), ('KMN', 'CMN'))
    """
    return tuple(dict.fromkeys("".join(map(_sound, words)) for words in _readings(folded_words(name))))


def likeness(asked: str, known: str) -> float:
    """How alike two names that sound alike are, from 0 to 1; 0 where they are two names.

    >>> likeness("zelensky", "Zelenskiy"), likeness("Vladimir", "Volodymyr"), likeness("Muhammad", "Mohamed") > 0
    (1.0, 0.0, True)
    """
    from rapidfuzz.fuzz import ratio

    words = folded_words(known)
    if folded_words(asked) == words:
        return 1.0
    known_spelt, best = "".join(map(_spelt, words)), 0.0
    for reading in _readings(folded_words(asked)):
        spelt = "".join(map(_spelt, reading))
        alike = ratio(spelt, known_spelt) / 100
        if _NO_VOWELS.search(asked) or _NO_VOWELS.search(known):
            alike = max(alike, LIKENESS)
        floor = LIKENESS
        if _shape(spelt) == _shape(known_spelt):
            floor = LEAST if min(len(spelt), len(known_spelt)) > 4 else LEAST_SHORT
        best = max(best, alike if alike >= floor else 0.0)
    return best


def aliases_of(name: str, kind: str, known: Iterable[str] = ()) -> tuple[Alias, ...]:
    """All forms under which a speaker is looked up: the name, the `known` aliases, and each word of them; the fullest first.

    >>> [(a.folded, a.part) for a in aliases_of("Donald Trump", "person", ["Donald J. Trump", "Trump"])]
    [('donald trump', 'name'), ('donald j trump', 'alias'), ('trump', 'alias'), ('donald', 'word')]
    """
    known = tuple(known)
    found: dict[str, Alias] = {}

    def put(alias: str, part: Part) -> None:
        folded = fold_name(alias)
        if folded and folded not in found:
            found[folded] = Alias(folded, alias, sound(alias), part)

    put(name, "name")
    for alias in known:
        put(alias, "alias")
    if kind == "person":
        for surname in sorted(surname_keys(_latin(name), known)):
            put(surname, "surname")
    for full in (name, *(a for a in known if not surname_alone(name, a))):
        for word in folded_words(full):
            if len(word) > 1:
                put(word, "word")
    return tuple(found.values())


def _readings(words: tuple[str, ...]) -> list[tuple[str, ...]]:
    """The words, and as they are where letters stand for the sound that they have in another language."""
    found = [words]
    for one, other in (("ch", "kh"), ("kh", "ch"), ("j", "zh")):
        if any(one in word for word in words):
            found.append(tuple(re.sub(f"{one}(?!t)|^{one}", other, word) for word in words))
    if any(word.startswith("ch") for word in words):
        found.append(tuple(re.sub("^ch", "kh", word) for word in words))
    return found


def _latin(name: str) -> str:
    """In Latin letters; words that a script writes together stand apart."""
    if not name.isascii():
        from anyascii import anyascii

        name = _NO_VOWELS.sub(lambda m: m[0].removeprefix("ال").translate(_VOWEL_LETTERS), name)
        plain = anyascii(name)
        name = (
            plain
            if name[:1].isascii() or name[:1].upper() != name[:1].lower()
            else _LETTERS_APART.sub(" ", plain)
        )
    return _ARTICLE.sub("", name)


@lru_cache(maxsize=65536)
def _spelt(word: str) -> str:
    """The word in one spelling: one letter a sound."""

    def one(match: re.Match[str]) -> str:
        return "" if match.lastgroup == "_drop" else (match.lastgroup or "")

    plain = _DOUBLE.sub(r"\1", _SPELT.sub(one, word)).replace("J", "j")
    return plain[:-1] if len(plain) > 4 and plain.endswith("e") else plain


@lru_cache(maxsize=65536)
def _sound(word: str) -> str:
    spelt = _spelt(word)
    begin = "A" if spelt[:1] in tuple("aeiou") else ""
    return begin + "".join(c.upper() if c != "C" else "C" for c in spelt if c in _CONSONANTS or c.isdigit())


def _shape(spelt: str) -> str:
    """Where its vowels stand."""
    return re.sub("[aeiou]+", "-", spelt)
