"""A source that joins several speakers by "and": its parts, each resolved for itself."""

from __future__ import annotations

import re
from collections.abc import Callable

from onrecord.speakers.asking import ask, is_plural
from onrecord.speakers.likeness import surely_person
from onrecord.speakers.scene import Named, Scene, join, of_figure
from onrecord.speakers.tables import fold
from onrecord.types import Span

__all__ = ["examples_in", "joint_in"]

_AND = re.compile(r",?\s+(?:and|&|as well as|along with|together with)\s+(?:also\s+)?", re.I)
_BOTH = re.compile(r"(?:both|neither|either)\s+", re.I)
_COMMA = re.compile(r",\s+")
_SCOPE = re.compile(r"\b(?:for|of|from|at|with|to|between)\s", re.I)
_TEAM = re.compile(r"(?:his|her|their|its|the|other)?\s*(?:[\w’'-]+\s){0,3}(?:aides|team|advisers|advisors|allies|campaign|supporters|others|"
                   r"colleagues|officials|lawyers|staff|family|friends|associates|company|firm|surrogates|wife|husband)\b", re.I)  # fmt: skip
_OTHERS = re.compile(r"(?:[a-z][\w’-]*\s+){0,3}(?:[a-z][\w’-]*s|media)")
_ASIDE = r"\s*(?:\([^()]*\))?,\s+"
_CLAUSE_AFTER = re.compile(rf"{_ASIDE}(?:who|whose|which|[a-z]+ing\s)")
_CLAUSE_OVER = re.compile(r",\s+and\s+(?:[a-z]+\s+){0,3}[A-Z][\w’-]*(?:\s[A-Z][\w’-]*)*[,.]?$")
_ROLE_AFTER = re.compile(rf"{_ASIDE}(?!and\b|as\b|along\b|together\b)((?:[\w’-]+\s){{1,6}})")
_DETERMINERS = frozenset("the his her their its a an".split())
_EXAMPLES = re.compile(
    r"(?:,|\s[-—–―]+|\s\()?\s*\b(?:(?:which|who)\s+include|including|such as|like|among them)\s+(?!me\b|ours\b|those\b|some\b|many\b)(?=\S)"
)
_INCLUDING = re.compile(r"(?:,|\s[-—–―]+|\s\()\s*(?:(?:which|who)\s+include|including|such as)\s+(?=\S)")
_LIKES = re.compile(r"\b(?:who|which|that|would|to)\s*$", re.IGNORECASE)  # "voters who like"
_ASIDE_END = re.compile(
    r"(?:[^.;:!?“”\"\n]|(?<=\b[A-Z])\.){3,200}?(?=(?:,\s+(?!and\b|or\b)|\)|\s[-—–―]+\s)[a-z]?)"
)
LONGEST = 400  # characters of a source that are looked at for examples
MOST = 8  # parts that are looked at

Resolve = Callable[[Scene, Span], Named | None]


def joint_in(scene: Scene, span: Span, resolve: Resolve) -> Named | None:
    """The speakers that `span` joins, as one; `None` where it joins none. A named one and "his aides" is the named one."""
    parts = _parts(scene, span)
    if len(parts) < 2:
        return None
    found = [resolve(scene, part) for part in parts]
    if _titles(scene, parts, found):
        return found[-1]
    first, named = found[0], {n.name: n for n in found if n}
    if first is None or (first.figure >= 0 and _is_adjective(scene, first.figure)):
        return None
    if len(named) == 1:
        rest = [p.of(scene.text).strip() for p, n in zip(parts, found, strict=True) if n is None]
        nobody = all(_TEAM.match(p) or _OTHERS.fullmatch(p) for p in rest)
        return first if rest and nobody else None
    after = _after_name(scene, parts[0], first)
    others = [n for n in named.values() if n.name != first.name]
    if _SCOPE.search(after) and any(n.kind != "person" for n in others):
        return first  # "a spokesman for Trump and the committee"
    whole = _after_name(scene, span, first)
    if _CLAUSE_OVER.search(whole):
        whole = ""  # "Ann Lee, who leads it, and Carl Beck"
    if first.kind == "person" and (
        _CLAUSE_AFTER.match(whole)
        or (_role_after(scene, whole) and not any(_is_person(scene, n) for n in others))
    ):
        return first  # "Ann Lee, who met Carl Beck and Yaw Darko"; "Ann Lee, director of research and development at Kapron"
    how = "name" if any(n.how == "name" for n in named.values()) else first.how
    return join(list(named.values())[:MOST], how, "several names")


def examples_in(scene: Scene, span: Span, resolve: Resolve) -> Named | None:
    """Those whom a source names of a number of people: "Several senators, including Ada Brandt and Carl Beck"."""
    found = _EXAMPLES.search(scene.text, span.start, min(span.end, span.start + LONGEST))
    if found is None and (found := _INCLUDING.match(scene.text, span.end)):
        after = _ASIDE_END.match(scene.text, found.end())  # the source was cut before them
        span = Span(span.start, after.end() if after else span.end)
    if found is None or found.end() > span.end:
        return None
    group, rest = Span(span.start, found.start()), Span(found.end(), span.end)
    many = ask(scene, group)
    last = fold(group.of(scene.text).strip(" ,")).rsplit(" ", 1)[-1]
    own = resolve(scene, group)
    _, both, more = group.of(scene.text).rpartition(" and ")
    if own and both and _OTHERS.fullmatch(more.strip(" ,")):
        named = joint_in(scene, rest, resolve) or resolve(scene, rest)
        examples = (named.members or (named,)) if named else ()
        every = list({n.name: n for n in (*(own.members or (own,)), *examples)}.values())[:MOST]
        return join(every, "name", "several names") if len(every) > 1 else own
    if own and (own.rule != "lone name" or own.figure in scene.taken):
        return own  # "Ann Lee, an aide to senators such as Carl Beck"; but "Groups" only opens a sentence
    bare = not found.group().strip().startswith((",", "(", "-", "—", "–", "―"))
    if (
        not (many.plural or is_plural(last))
        or (bare and last != many.head)
        or _LIKES.search(scene.text, *group)
    ):
        return None
    inside = [i for i in scene.cast.within(rest) if not scene.cast.mentions[i].possessive]
    people = [i for i in inside if surely_person(scene, scene.cast.who[i])]
    places = all(scene.cast.who[i] in scene.sites for i in inside)
    if places and last != many.head and is_plural(last):
        return None  # "officials in some states, including Ohio"
    if not people and any(scene.tables.of_people(scene.cast.mentions[i].words) for i in inside):
        return None
    if not people:
        return joint_in(scene, rest, resolve) or resolve(scene, rest)
    persons = (of_figure(scene, scene.cast.who[i], "name", "examples") for i in people)
    members = list({n.name: n for n in persons}.values())[:MOST]
    return members[0] if len(members) == 1 else join(members, "name", "several names")


def _role_after(scene: Scene, after: str) -> bool:
    """Whether a role follows the name, and no other name."""
    found = _ROLE_AFTER.match(after)
    if found is None:
        return False
    words = found[1].split()
    last = fold(after).strip(" ,.").rsplit(" ", 1)[-1]
    return words[0] in ("a", "an") or any(fold(word) in scene.tables.posts for word in (*words, last))


def _titles(scene: Scene, parts: list[Span], found: list[Named | None]) -> bool:
    """Whether all but the last part are what the one person in it is: "Event Chair and Professor Ann Lee"."""
    last = found[-1]
    if last is None or last.kind != "person" or " " not in last.name or last.members:
        return False
    for part, named in zip(parts[:-1], found[:-1], strict=True):
        words = fold(part.of(scene.text)).split()
        if words and (words[0] in _DETERMINERS or any(w.endswith(("'s", "s'")) for w in words)):
            return False  # "the president and Ann Lee"
        role = words and words[-1].strip(",").removeprefix("co-") in scene.tables.posts
        office = (
            words and words[0] in scene.tables.words["title"] and not (named and _is_person(scene, named))
        )
        if not role and not office:
            return False
    return fold(parts[-1].of(scene.text)).split()[0] not in _DETERMINERS


def _is_adjective(scene: Scene, figure: int) -> bool:
    """Whether a name is an adjective of a country ("Iranian and Tajik officials")."""
    words = scene.cast.figures[figure].words
    return len(words) == 1 and words[0] in scene.tables.demonyms and words[0] not in scene.tables.countries


def _is_person(scene: Scene, named: Named) -> bool:
    """Whether the name is surely one of a person, not an office or a field that looks like one."""
    if named.kind != "person" or named.members:
        return bool(named.members)
    if named.figure < 0:
        return True
    figure = scene.cast.figures[named.figure]
    return bool(figure.gender) or named.figure in scene.persons or figure.words[0] in scene.tables.genders


def _parts(scene: Scene, span: Span) -> list[Span]:
    """The span cut at its conjunctions, and at commas where a list ends with one."""
    names = [scene.cast.mentions[i].span for i in scene.cast.within(span)]

    def cuts(pattern: re.Pattern[str], end: int) -> list[re.Match[str]]:
        found = pattern.finditer(scene.text, span.start, end)
        return [m for m in found if not any(n.start <= m.start() < n.end for n in names)]

    joints = cuts(_AND, span.end)
    if not joints:
        return []
    commas = [m for m in cuts(_COMMA, joints[-1].start()) if m.end() <= joints[0].start()]
    edges = sorted([*joints, *commas], key=lambda m: m.start())[:MOST]
    both = _BOTH.match(scene.text, span.start, span.end)
    starts = [both.end() if both else span.start, *(m.end() for m in edges)]
    ends = [*(m.start() for m in edges), span.end]
    return [Span(a, b) for a, b in zip(starts, ends, strict=True) if a < b]


def _after_name(scene: Scene, part: Span, named: Named) -> str:
    if named.figure < 0:
        return ""
    inside = [scene.cast.mentions[i] for i in scene.cast.within(part) if scene.cast.who[i] == named.figure]
    return scene.text[inside[0].span.end : part.end] if inside else ""
