"""What is known of an article while its sources are gone through, and who a source turns out to be."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field

from onrecord.speakers.cast import Cast, gather_cast
from onrecord.speakers.evidence import EntityKind, Evidence
from onrecord.speakers.people import People, load_people
from onrecord.speakers.places import Places, find_places
from onrecord.speakers.tables import Tables, fold, load_tables, with_the
from onrecord.types import Article, How, Span, SpeakerKind

__all__ = ["Named", "Scene", "government_of", "join", "of_figure", "set_scene"]

_CAPITALISED = re.compile(r"\b(?:[A-Z]\.){2,}|\b[A-Z][\w’'-]*(?: [A-Z][\w’'-]*)?")


@dataclass(frozen=True, slots=True)
class Named:
    """Who a source is, before it becomes a `Speaker`. `figure` is -1 where the article names them nowhere itself.

    `sure` is the model's probability where that decided; `via` the mention through which a pronoun or a title reached the name.
    """

    name: str
    kind: SpeakerKind
    how: How
    named_at: Span | None
    rule: str
    figure: int = -1
    sure: float | None = None
    via: Span | None = None
    id: str | None = None
    members: tuple[Named, ...] = ()


@dataclass(frozen=True, slots=True)
class Scene:
    """An article's text, who is named in it, what the model and the table of people tell.

    `day` is the ISO day of publication, `None` if unknown; `figure_of[i]` is the figure of entity i, -1 for none;
    `home` is the figure of the country that the article speaks of most, -1 where none stands out;
    `taken` tells, of each figure in which the model sees a name, what share of its belief goes to each kind;
    `sites` are figures that are places, `persons` those that the model takes for people, `countries` those of countries by name, `lands` the countries that a name or an adjective speaks of.
    """

    text: str
    cast: Cast
    places: Places
    tables: Tables
    people: People
    evidence: Evidence
    day: str | None
    figure_of: tuple[int, ...]
    countries: dict[str, int] = field(default_factory=dict)
    lands: frozenset[str] = frozenset()
    sites: frozenset[int] = frozenset()
    persons: frozenset[int] = frozenset()
    home: int = -1
    taken: dict[int, dict[EntityKind, float]] = field(default_factory=dict)


def set_scene(article: Article, evidence: Evidence | None = None, people: People | None = None) -> Scene:
    """Gather who is named in `article` and join them with the entities that the model found.

    `evidence` is what the model tells of names and mentions (without it, rules alone go by the words); `people` the table of
    known people (the shipped one if not given).
    """
    evidence = evidence or Evidence(article.text)
    tables, people = load_tables(), people or load_people()
    cast = gather_cast(article, tables, evidence.entities)
    countries: dict[str, int] = {}
    for index, figure in enumerate(cast.figures):
        country = tables.countries.get(" ".join(figure.words))
        if country:
            countries.setdefault(country, index)
    day = article.published[:10] if article.published else None
    figures = tuple(_figure_at(cast, e.span) for e in evidence.entities)
    taken = _shares(evidence, figures)
    return Scene(
        article.text, cast, find_places(article.text), tables, people, evidence, day,
        figures, countries, _lands(article.text, tables), _mostly("place", taken),
        _mostly("person", taken), countries.get(_home(article.text, tables), -1), taken,
    )  # fmt: skip


def _mostly(kind: EntityKind, taken: dict[int, dict[EntityKind, float]]) -> frozenset[int]:
    """Figures that the model takes for names of this kind more than for anything else."""
    return frozenset(f for f, shares in taken.items() if shares.get(kind, 0.0) > 0.5)


def _shares(evidence: Evidence, figures: tuple[int, ...]) -> dict[int, dict[EntityKind, float]]:
    """Of each figure the kinds that the model takes its names for, with their shares (they sum to 1)."""
    weights: dict[int, dict[EntityKind, float]] = {}
    for entity, figure in zip(evidence.entities, figures, strict=True):
        if figure >= 0:
            kinds = weights.setdefault(figure, {})
            kinds[entity.kind] = kinds.get(entity.kind, 0.0) + entity.probability
    return {f: {k: w / sum(kinds.values()) for k, w in kinds.items()} for f, kinds in weights.items()}


def _lands(text: str, tables: Tables) -> frozenset[str]:
    words = {fold(w) for w in set(_CAPITALISED.findall(text))}
    found = {country for w in words if (country := tables.country_of(w))}
    if words & {"u.s.", "us", "u.s", "washington", "american", "senate", "republican", "democrat", "gop"}:
        found.add("United States")
    if words & {"britain", "british", "uk", "u.k.", "westminster", "tory", "labour"}:
        found.add("United Kingdom")
    return frozenset(found)


def _home(text: str, tables: Tables) -> str:
    """The country of which more than half of all country names and adjectives speak; "" if there is none."""
    counts = Counter(
        c
        for word, n in Counter(_CAPITALISED.findall(text)).items()
        if (c := tables.country_of(fold(word)))
        for _ in range(n)
    )
    [(country, times)] = counts.most_common(1) or [("", 0)]
    return country if 2 * times > counts.total() else ""


def _figure_at(cast: Cast, span: Span) -> int:
    """The figure of the mention that shares most characters with `span`."""
    at = cast.before(span.end)
    best, shared = -1, 0
    for i in range(at - 1, max(-1, at - 4), -1):
        mention = cast.mentions[i].span
        common = min(mention.end, span.end) - max(mention.start, span.start)
        if common > shared:
            best, shared = cast.who[i], common
    return best


def government_of(country: str, scene: Scene, how: How, rule: str) -> Named:
    """The government of a country, named where the article names the country."""
    index = scene.countries.get(country, -1)
    at = scene.cast.figures[index].named_at if index >= 0 else None
    return Named(f"Government of {with_the(country)}", "government", how, at, rule, index)


def of_figure(scene: Scene, index: int, how: How, rule: str, sure: float | None = None) -> Named:
    """A figure as a speaker: a country as its government."""
    figure = scene.cast.figures[index]
    country = scene.tables.countries.get(" ".join(figure.words))
    if country and figure.kind != "person":
        made = government_of(country, scene, how, rule)
        return Named(made.name, made.kind, how, figure.named_at, rule, index, sure)
    return Named(figure.display, figure.kind, how, figure.named_at, rule, index, sure)


def join(members: list[Named], how: How, rule: str) -> Named:
    """Several speakers of one statement as one."""
    first = members[0]
    return Named(
        "; ".join(m.name for m in members), "group", how, first.named_at, rule, -1, members=tuple(members)
    )
