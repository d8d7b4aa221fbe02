"""A source that names somebody: its words in, the figure (or an institution of a country, a campaign) out."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from onrecord.speakers.cast import Cast, Figure
from onrecord.speakers.mentions import Mention
from onrecord.speakers.organs import BREAK, owned
from onrecord.speakers.scene import Named, Scene, join
from onrecord.speakers.tables import Tables, fold, with_the
from onrecord.types import Span

__all__ = ["as_named", "named_in", "near_name", "titled_in"]


MOST = 40  # figures whose names end with a word
_ANOTHERS = frozenset("state county city local regional rival other new former old".split())
LONGEST = 400  # characters of a source that are looked at: whoever it is about comes early
_NEXT = re.compile(r"\s+([a-z][\w’'-]*)")
_DET = re.compile(r"^(?:the|a|an|this|that|his|her|its|their)\s+")
_MODIFIERS = frozenset(  # among titles because they stand in them ("campaign manager"), no office alone
    "campaign press senior acting interim former state foreign finance defense defence interior health education national prime retired veteran".split()
)
_PAST = {"former", "current", "then", "outgoing", "incoming", "ex", "late"}
_STATE_OF = re.compile(r"\b(?:state|republic|kingdom|government|commonwealth)\s+of\s+(?:the\s+)?$", re.I)
_TOKENS = re.compile(r"[^\W\d_][\w’'-]*")
_PARTISANS = "Republican Democrat Tory Conservative Liberal Socialist Green".split()
_MEMBER = re.compile(rf"\s+(?:{'|'.join(_PARTISANS)}|Independent|Labour)(?:\s+[a-z]|\b(?!s))")
_ONE_OF_A_PARTY = frozenset((word.casefold(),) for word in _PARTISANS)
_OWN_STATE = re.compile(
    r"\s+(?:government|police|minister|chief minister|assembly)\b"
)  # "the AP government" is a state's
_COMPOUND = re.compile(r"-(?:born|based|led|backed|owned|funded|trained|educated|style)\b")
_AN = re.compile(r"\b(?:an?|one|another)\s+(?:[a-z-]+\s+){0,2}$", re.I)
_OFFICE_NEXT = re.compile(r"\s+([A-Z][a-z]+)\s*(?:[,.]|$)")
_AGED = re.compile(r"\b\d{1,3}-year-old\s+")
_AND = re.compile(r"(?:\s*\([^)]*\))?,?\s+(?:and|&)\s+(?:the\s+|his\s+|her\s+)?[a-z ]{0,30}$", re.I)
_OF_ANOTHER = re.compile(r"(?:[Tt]he |[Aa]n? )?([A-Za-z]?[a-z-]+) (?:of|to|for|with) ")
_ENDS = re.compile(r"\s*(?:\([^()\n]*\))?\s*(?:$|[,.”\"])")


def named_in(scene: Scene, span: Span) -> Named | None:
    """Who the source `span` names, if it names anybody as its head."""
    text, cast, tables = scene.text, scene.cast, scene.tables
    span = Span(span.start, min(span.end, span.start + LONGEST))
    inside = cast.within(span)
    if not inside:
        return _cut(scene, span)
    if len(inside) == 1 and _is_office(scene, span, inside[0]):
        return None
    accepted = [i for i in inside if _is_head(text, span, i, cast, tables)]
    people = [i for i in accepted if cast.figures[cast.who[i]].kind == "person"]
    people = _after_role(scene, span, inside) or people
    chosen = people or accepted
    if not chosen:
        return owned(scene, span, inside)
    first = chosen[0]
    organ = owned(scene, span, [first]) if not people else None
    if organ:
        return organ
    named = as_named(scene, first)
    beside = [i for i in inside if i == first + 1 and not people and _stroke(scene, first)]
    for other in beside or chosen[1:2]:
        gap = text[cast.mentions[first].span.end : cast.mentions[other].start]
        whole = (first, other) == (inside[0], inside[-1]) and span.of(text).strip() == (
            text[cast.mentions[first].start : cast.mentions[other].span.end]
        )
        if cast.who[other] != cast.who[first] and (
            beside or _AND.fullmatch(gap) or (whole and people and gap.strip() == ",")
        ):
            second = as_named(scene, other)
            return join([named, second], "name", "two names")
    return named


def _stroke(scene: Scene, index: int) -> bool:
    """Whether a stroke joins a name and the next, none of a person ("a Northern Line/Kapron survey")."""
    one, other = scene.cast.mentions[index], scene.cast.mentions[index + 1]
    persons = "person" in (scene.cast.figures[scene.cast.who[i]].kind for i in (index, index + 1))
    return scene.text[one.span.end : other.start] == "/" and not persons


def _is_office(scene: Scene, span: Span, index: int) -> bool:
    """Whether an acronym that looks like a name is an office ("the DP", "the PM"), no institution that the article names in full."""
    mention, figure = scene.cast.mentions[index], scene.cast.figures[scene.cast.who[index]]
    acronym = len(figure.words) == 1 and mention.name.isupper() and mention.words[0] in scene.tables.roles
    if not acronym or fold(span.of(scene.text)).strip(" ,.") != f"the {mention.words[0]}":
        return False
    return mention.words[0] in scene.tables.words["title"] or titled_in(scene, span) is not None


def _after_role(scene: Scene, span: Span, inside: range) -> list[int]:
    """The person whose full name comes after another name and a role: "Northern Line member Ann Lee", "Ardal MEC for Finance Ann
    Lee, who …"."""
    text, cast, listed = scene.text, scene.cast, scene.tables.words
    for at, before in zip(inside[1:], (cast.mentions[i] for i in inside), strict=False):
        mention, figure = cast.mentions[at], cast.figures[cast.who[at]]
        whole = figure.kind == "person" and len(mention.words) > 1
        if not whole or mention.possessive or not _ENDS.match(text[mention.span.end : span.end]):
            continue
        other = _OF_ANOTHER.match(text, span.start, before.start)
        if other and fold(other[1]) in listed["kin"] - listed["title"]:
            continue
        between = text[before.span.end : mention.start]
        words = fold(between).replace("'s ", " ").strip(' ”"').split()
        named = BREAK.search(between) or "and" in words or not 0 < len(words) < 6
        if named or words[-1] in listed["document"] or (before.possessive and words[-1] in listed["kin"]):
            continue
        role = words[0] if words[1:2] in (["of"], ["for"]) else words[-1]
        post = (role if words[0] not in ("of", "for", "in") else before.words[-1]).removeprefix("co-")
        if post in scene.tables.posts or post in scene.tables.roles:
            return [at]
    return []


def _cut(scene: Scene, span: Span) -> Named | None:
    """A source that begins inside a name ("Marsh" of "Ellen Marsh") and ends with it names the whole."""
    text, cast = scene.text, scene.cast
    index = cast.before(span.start) - 1
    if index < 0 or cast.figures[cast.who[index]].kind != "person":
        return None
    end = cast.mentions[index].span.end
    rest = text[end : span.end].strip(" ,.") if span.start < end <= span.end else "?"
    return as_named(scene, index) if rest in ("", "'s", "’s", "'", "’") else None


def as_named(scene: Scene, index: int) -> Named:
    """Whom a mention names: a person, an institution, the government of a country."""
    cast, tables = scene.cast, scene.tables
    mention, figure = cast.mentions[index], cast.figures[cast.who[index]]
    whole = " ".join(mention.words)
    country = tables.countries.get(whole)
    if country or (mention.kind == "country" and figure.kind == "government"):
        name = f"Government of {with_the(country or figure.name)}"
        return Named(name, "government", "name", figure.named_at, "country", cast.who[index])
    known = tables.metonyms.get(whole) if figure.kind != "person" else None
    if known and (known.how == "metonym" or len(figure.words) == 1):
        at = _named_outright(scene, known.name) or figure.named_at
        return Named(known.name, known.kind, known.how, at, known.how, cast.who[index])
    lone = len(figure.words) == 1 and not _OWN_STATE.match(scene.text, mention.span.end)
    if agency := tables.agencies.get(whole) if lone else None:
        written = _named_outright(scene, agency.name)
        sure = not agency.country or agency.country in scene.lands
        if written or (sure and figure.kind != "person"):
            at = written or figure.named_at
            return Named(agency.name, "publication", "name", at, "agency", cast.who[index])
    rule = "full name" if len(mention.words) > 1 else "short name" if len(figure.words) > 1 else "lone name"
    return Named(figure.display, figure.kind, "name", figure.named_at, rule, cast.who[index])


def _named_outright(scene: Scene, name: str) -> Span | None:
    """Where the article names whom a metonym stands for: "Russia" for the government that "Moscow" is."""
    country = name.removeprefix("Government of ").removeprefix("the ")
    if country != name and country in scene.countries:
        return scene.cast.figures[scene.countries[country]].named_at
    found = (f.named_at for f in scene.cast.figures if f.name == name)
    return next(found, None)


def _is_head(text: str, span: Span, index: int, cast: Cast, tables: Tables) -> bool:
    """Whether the mention is what the source is about, no possessor, modifier or object of a preposition."""
    mention, figure = cast.mentions[index], cast.figures[cast.who[index]]
    if mention.possessive and text[mention.span.end : span.end].strip(" '’s,"):
        return False
    follower = cast.mentions[index + 1].start if index + 1 < len(cast.mentions) else span.end
    if figure.kind != "person" and _MEMBER.match(text, mention.span.end, span.end):
        return False
    if mention.span.end < follower < span.end and not text[mention.span.end : follower].strip():
        return False
    before = text[span.start : mention.start]
    if mention.words in _ONE_OF_A_PARTY and _DET.match(fold(before)):
        return False
    if len(mention.words) == 1 and figure.kind != "person" and _modifies(text, span, mention, tables):
        return False
    breaks = list(BREAK.finditer(before))
    segment = before[breaks[-1].end() :] if breaks else before
    if breaks and breaks[-1].group() not in ",;:(—–-" and breaks[-1].group().strip("- "):
        return False
    full = figure.kind == "person" and len(mention.words) > 1
    segment = _after_modifier(text, index, segment, cast)
    if _blocked(segment, full, tables):
        return False
    if breaks and not full and not _apposed(before):
        return False
    return _stands_alone(text, span, mention, figure.kind == "person", tables)


def _modifies(text: str, span: Span, mention: Mention, tables: Tables) -> bool:
    """Whether a lone word only says what kind of somebody the source is: "the Peruvian newspaper", "a Canadian", "the Brooklyn-based
    team", "the former Transport Minister"."""
    if _COMPOUND.match(text, mention.span.end) or _COMPOUND.search(mention.words[0]):
        return True
    word = mention.words[0]
    if word in tables.demonyms and word not in tables.countries:
        rest = text[mention.span.end : span.end].strip(" ,.'’")
        return bool(rest) or bool(_AN.search(text, span.start, mention.start))
    office = _OFFICE_NEXT.match(text, mention.span.end, span.end)
    return office is not None and fold(office[1]) in tables.words["title"] | tables.words["role_of"]


def _after_modifier(text: str, index: int, segment: str, cast: Cast) -> str:
    """The segment without the institutions that open it: "Bank of Ghana Governor" before a name blocks nothing."""
    start = cast.mentions[index].start
    opening = start - len(segment)
    left, at = "", opening
    for i in cast.within(Span(opening, start)):
        mention = cast.mentions[i]
        if cast.figures[cast.who[i]].kind == "person" or mention.span.end > start:
            return segment
        left += text[at : mention.start]
        if at == opening and left.strip().casefold() not in ("", "the"):
            return segment
        at = mention.span.end
    return left + text[at:start]


def _apposed(before: str) -> bool:
    """Whether what stands before the last comma names nobody: "the minister, " or "Mr "."""
    return not any(c.isupper() for c in before[1:])


def _blocked(segment: str, full: bool, tables: Tables) -> bool:
    if _STATE_OF.search(segment):
        return False
    segment = _AGED.sub("", segment)
    words = [fold(w) for w in _TOKENS.findall(segment)]
    if not full and (segment.strip()[:1].isdigit() or (words and words[0] in tables.words["quantifier"])):
        return True
    if words and words[0] in ("including", "excluding", "such", "like"):
        return True
    at = next((i for i, w in enumerate(words) if w in tables.words["preposition"]), None)
    if at is None:
        return False
    head = words[at - 1] if at else ""
    if words[-1] in tables.words["preposition"]:
        return True  # "an aide in the campaign of"
    office = words[at] in ("of", "for") and (head in tables.words["role_of"] or head in tables.words["title"])
    calling = (
        words[at] in ("of", "for", "in", "on") and head in tables.posts and words[-1] not in tables.posts
    )
    return not (
        full and (office or calling) and len([w for w in words[at + 1 :] if w not in ("the", "a", "an")]) > 0
    )


def _stands_alone(text: str, span: Span, mention: Mention, person: bool, tables: Tables) -> bool:
    following = _NEXT.match(text, mention.span.end, span.end)
    if following is None:
        return True
    word = fold(following.group(1))
    determined = bool(_DET.match(fold(text[span.start : mention.start])))
    if person and len(mention.words) > 1:
        return not (determined and word in tables.words["title"] - tables.words["common"])
    return (
        word in tables.words["follow_ok"]
        or (word in tables.words["own_voice"] and not person)
        or word.endswith("ly")
    )


def titled_in(scene: Scene, span: Span) -> Named | None:
    """Who "the US president" or "the company" is: one whom the article introduces with these words."""
    text, cast, tables = scene.text, scene.cast, scene.tables
    span = Span(span.start, min(span.end, span.start + LONGEST))
    phrase = fold(" ".join(text[span.start : span.end].split())).strip(" ,.'")
    phrase = re.sub(r"['’]s?$", "", phrase)
    determined = re.match(r"(?:the|this|that)\s+", phrase)
    head, *rest = re.split(r"\s+(?:of|from|for|in|at|and)\s", _DET.sub("", phrase), maxsplit=1)
    words = [w for w in _TOKENS.findall(head) if w not in _PAST]
    if not 0 < len(words) < 7 or not (determined or words[0] in tables.words["title"]):
        return None
    if words[-1] in _MODIFIERS:
        return None
    office = (
        words[-1]
        in tables.words["title"] | tables.words["title_m"] | tables.words["title_f"] | tables.roles.keys()
    )
    if office or " ".join(words) in tables.roles:
        post = _Post(words, frozenset(_complement(text, span)) if rest else frozenset())
        return _office_holder(post, span, cast, tables)
    return _institution(words, span, scene) if determined and head in phrase[-len(head) :] else None


@dataclass(frozen=True, slots=True)
class _Post:
    """An office as a source calls it: its words, and the names that say of what ("of Sony Pictures")."""

    words: list[str]
    of: frozenset[str]


def _complement(text: str, span: Span) -> set[str]:
    after = re.split(r"\s(?:of|from|for|in|at)\s", text[span.start : span.end], maxsplit=1)[1:]
    return {fold(w) for part in after for w in _TOKENS.findall(part) if w[0].isupper()}


def _office_holder(post: _Post, span: Span, cast: Cast, tables: Tables) -> Named | None:
    words = post.words
    places = {c for w in words if (c := tables.country_of(w))}
    bare = [w for w in words if not tables.country_of(w)]
    if not bare:
        return None
    wanted = [" ".join(bare)]
    wanted += [role for key, roles in tables.roles.items() if wanted[0] == key for role in roles]
    if len(bare) > 1 and bare[-1] in tables.words["title"] and len(wanted) == 1 and places:
        wanted.append(bare[-1])
    for phrase in wanted:
        found = [i for i in _holders(phrase, places, cast, tables) if _fits_place(cast.figures[i], post)]
        if found:
            index = _nearest(found, span.start, cast)
            figure = cast.figures[index]
            rule = "title" if len(found) == 1 else "title of several"
            return Named(figure.name, "person", "title", figure.named_at, rule, index)
    return None


def _fits_place(figure: Figure, post: _Post) -> bool:
    return not post.of or any(post.of & {*_TOKENS.findall(role)} for role in figure.roles)


@lru_cache(maxsize=1024)
def _holding(phrase: str) -> re.Pattern[str]:
    """Roles that make their figure a holder of this office."""
    word = r"(?: [\w'’-]+){0,2}? ".join(map(re.escape, phrase.split()))
    return re.compile(
        rf"\b{word}(?: (?:of|for|in|at|from) [^|]{{0,60}})?(?<! and)(?<! or)(?<! with),? \||\| (?:[\w'’.-]+ ){{0,4}}?{word}\b"
        rf"|\band (?:[\w'’.-]+ ){{0,2}}?{word}\b"
    )


def _holders(phrase: str, places: set[str], cast: Cast, tables: Tables) -> list[int]:
    pattern = _holding(phrase)
    found = []
    for index in cast.by_role.get(phrase.split()[-1], ())[:40]:
        figure = cast.figures[index]
        if figure.kind != "person":
            continue
        for role in figure.roles:
            theirs = {c for w in near_name(role) if (c := tables.country_of(w))}
            if pattern.search(role) and not (places and theirs and not places & theirs):
                found.append(index)
                break
    return found


def near_name(role: str) -> list[str]:
    """The words of a role next to the name: before it four, after it eight."""
    before, _, after = role.partition("|")
    return _TOKENS.findall(before)[-4:] + _TOKENS.findall(after)[:8]


def _nearest(found: list[int], at: int, cast: Cast) -> int:
    """The figure of `found` that the article names last before `at`; the first of them where none comes before."""
    wanted = set(found)
    here = cast.before(at)
    for i in range(here - 1, max(-1, here - 200), -1):
        if cast.who[i] in wanted:
            return cast.who[i]
    return found[0]


def _small_name(words: list[str], span: Span, scene: Scene) -> Named | None:
    """ "The budget office" for the Congressional Budget Office, "the leading metal review" for the Metal Review: an institution whose name
    ends with these words, two at least, or is the last of them."""
    told, others = tuple(words), scene.tables.words["preposition"] | _ANOTHERS

    def called_so(name: tuple[str, ...]) -> bool:
        whole = len(name) > 1 and told[-len(name) :] == name and not others.intersection(told)
        return whole or (len(told) > 1 and name[-len(told) :] == told)

    found = [
        i
        for i in scene.cast.by_name.get(told[-1], ())[:MOST]
        if scene.cast.figures[i].kind != "person"
        and i not in scene.sites
        and called_so(scene.cast.figures[i].words)
    ]
    if not found:
        return None
    index = _nearest(found, span.start, scene.cast)
    figure = scene.cast.figures[index]
    return Named(figure.name, figure.kind, "description", figure.named_at, "small name", index)


def _institution(words: list[str], span: Span, scene: Scene) -> Named | None:
    """ "The fund" after "the International Monetary Fund", "the company" after any: the institution named last."""
    cast, tables = scene.cast, scene.tables
    if named := _small_name(words, span, scene):
        return named
    if len(words) > 2:
        return None
    here = cast.before(span.start)
    generic = None
    for i in range(here - 1, max(-1, here - 60), -1):
        figure = cast.figures[cast.who[i]]
        if figure.kind == "person" or tables.of_people(figure.words):
            continue
        if len(figure.words) > 1 and words[-1] in (figure.words[-1], figure.words[0]):
            return Named(figure.name, figure.kind, "description", figure.named_at, "institution", cast.who[i])
        near = (
            here - i < 8 and figure.kind in ("organisation", "publication") and cast.who[i] not in scene.sites
        )
        if generic is None and near and not any(w in tables.words["thing"] for w in figure.words):
            generic = cast.who[i]
    if generic is None or words[-1] not in tables.words["generic"]:
        return None
    figure = cast.figures[generic]
    return Named(figure.name, figure.kind, "description", figure.named_at, "any institution", generic)
