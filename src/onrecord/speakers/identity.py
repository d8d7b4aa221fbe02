"""Whether two speakers, of one article or of two, are the same: two `Speaker`s in, same, different or unknown out, and why.

Ids decide where both are known people; else the full name does, and the words that introduce it where the articles are
given. A surname alone decides nothing.
"""

from __future__ import annotations

from typing import Literal, NamedTuple

from onrecord.speakers.cast import gather_cast
from onrecord.speakers.people import People
from onrecord.speakers.people_names import fits, name_words, surname_key
from onrecord.speakers.tables import fold, load_tables
from onrecord.types import Article, Speaker

__all__ = ["Comparison", "goes_by", "same_speaker"]

Verdict = Literal["same", "different", "unknown"]
_SMALL = frozenset("the a an of for in at and to his her its their who is was has".split())


class Comparison(NamedTuple):
    """`verdict` is same, different or unknown; `why` says it in a few words."""

    verdict: Verdict
    why: str


def same_speaker(
    one: Speaker, other: Speaker, article: Article | None = None, other_article: Article | None = None
) -> Comparison:
    """Compare two speakers; with the articles that name them, what introduces them counts too.

    >>> ada = Speaker("local:ada-brandt", "Ada Brandt", "person", "name", None, 0.9)
    >>> tom = Speaker("local:tom-marsh", "Tom Marsh", "person", "name", None, 0.9)
    >>> same_speaker(ada, tom)
    Comparison(verdict='different', why='other names')
    """
    if one.members or other.members:
        return _groups(one.members or (one,), other.members or (other,))
    if (one.kind == "person") != (other.kind == "person"):
        return Comparison("different", f"{one.kind} and {other.kind}")
    if one.id == other.id and not one.id.startswith("local:"):
        return Comparison("same", f"both are {one.id} in the table of people")
    if not one.id.startswith("local:") and not other.id.startswith("local:"):
        return Comparison("different", "two people of the table")
    if one.id == other.id and "@" in one.id:
        return Comparison("same", "one name in one article")
    if one.kind != "person":
        return _institutions(one.name, other.name)
    found = _people(one.name, other.name)
    if found.verdict == "same" and article and other_article:
        return _introduced(found, _roles(one, article), _roles(other, other_article))
    return found


def goes_by(speaker: Speaker, name: str, people: People) -> bool:
    """Whether a reader who types `name` (a name, a part of one, an alias in the table of people, an id) means the speaker.

    >>> from onrecord.speakers import load_people
    >>> goes_by(Speaker("local:ada-brandt", "Ada Brandt", "person", "name", None, 0.9), "brandt", load_people())
    True
    """
    if any(goes_by(member, name, people) for member in speaker.members):
        return True
    asked = name_words(name)
    if speaker.id == name.strip() or (asked and set(asked) <= set(name_words(speaker.name))):
        return True
    return any(person.id == speaker.id for person in (*people.named(name), *people.surnamed(name, None)))


def _groups(ones: tuple[Speaker, ...], others: tuple[Speaker, ...]) -> Comparison:
    verdicts = [[same_speaker(a, b).verdict for b in others] for a in ones]
    if len(ones) == len(others) and all("same" in row for row in verdicts):
        return Comparison("same", "the same members")
    rows = [*verdicts, *map(list, zip(*verdicts, strict=True))]
    if any(set(row) == {"different"} for row in rows) or len(ones) != len(others):
        return Comparison("different", "other members")
    return Comparison("unknown", "a member of either may be one of the other")


def _people(one: str, other: str) -> Comparison:
    a, b = name_words(one), name_words(other)
    few, many = sorted((a, b), key=len)
    if len(few) < 2:
        if few and few[0] in (*many, *surname_key(" ".join(many)).split()):
            return Comparison("unknown", "a surname alone decides nothing")
        return Comparison("different", "other names")
    if a == b:
        return Comparison("same", "the same full name")
    if sorted(a) == sorted(b):
        return Comparison("same", "the same full name, family name first or last")
    if fits(a, b) or fits(b, a):
        alike = _differ_by_initials(few[1:-1], many[1:-1])
        return (
            Comparison("same", "the same name but for initials")
            if alike
            else Comparison("unknown", "a middle name more")
        )
    if set(few) <= set(many) and few[0] == many[0]:
        return Comparison("unknown", "one name is a part of the other")
    if a[-1] == b[-1]:
        close = a[0][0] == b[0][0] and fold(a[0]) != fold(b[0])
        return (
            Comparison("unknown", "one surname, forenames that may be one")
            if close
            else Comparison("different", "other forenames")
        )
    if _spelt_alike(a[-1], b[-1]) and (a[0] == b[0] or _spelt_alike(a[0], b[0])):
        return Comparison("unknown", "names that may be spellings of one")
    return Comparison("different", "other names")


def _differ_by_initials(few: tuple[str, ...], many: tuple[str, ...]) -> bool:
    """Whether the middle names of one are those of the other, some of them lacking or shortened to a letter."""
    rest = list(many)
    for word in few:
        same = next((w for w in rest if w == word or (1 in (len(w), len(word)) and w[0] == word[0])), None)
        if same is not None:
            rest.remove(same)
    return all(len(w) == 1 for w in rest)


def _spelt_alike(one: str, other: str) -> bool:
    """Whether two words may be spellings of one name: the same consonants, repeated ones counted once."""

    def bones(word: str) -> str:
        kept = [c for c in word.replace("y", "i").replace("w", "v").replace("kh", "h") if c not in "aeiou"]
        return "".join(c for i, c in enumerate(kept) if i == 0 or c != kept[i - 1])

    return one[0] == other[0] and len(one) > 3 and bones(one) == bones(other)


def _institutions(one: str, other: str) -> Comparison:
    a, b = ([w for w in name_words(n) if w not in _SMALL] for n in (one, other))
    if a == b or sorted(a) == sorted(b):
        return Comparison("same", "the same name")
    few, many = sorted((a, b), key=len)
    if len(few) == 1 and few[0] == "".join(w[0] for w in many):
        return Comparison("unknown", "one may be the other's initials")
    if any(x[-1:] == ["party"] and f"{x[0]}s" in y for x, y in ((a, b), (b, a)) if len(x) == 2):
        return Comparison("unknown", "a party and some of its members")
    if few and set(few) <= set(many):
        return Comparison("unknown", "one name is a part of the other")
    return Comparison("different", "other names")


def _introduced(found: Comparison, ones: set[str], others: set[str]) -> Comparison:
    """The same full name twice: unknown where both are introduced, from other countries and with no word in common."""
    if not ones or not others or ones & others:
        return found
    country_of = load_tables().country_of
    lands, their_lands = ({c for w in words if (c := country_of(w))} for words in (ones, others))
    if lands & their_lands or not (lands and their_lands):
        return found
    return Comparison("unknown", f"{found.why}, but introduced otherwise: {_few(ones)}; {_few(others)}")


def _few(words: set[str]) -> str:
    return " ".join(sorted(words)[:4])


def _roles(speaker: Speaker, article: Article) -> set[str]:
    """The words that introduce the speaker where the article names them."""
    figures = gather_cast(article, load_tables()).figures
    mine = name_words(speaker.name)
    roles = [role for f in figures if f.kind == "person" and name_words(f.name) == mine for role in f.roles]
    return {w for role in roles for w in role.replace("|", " ").split() if w not in _SMALL}
