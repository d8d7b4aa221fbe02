"""What the model says of names, laid over what their words say: mentions and entities in, mentions out."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace

from onrecord.speakers.evidence import Entity
from onrecord.speakers.mentions import Mention, MentionKind, mention_of_entity
from onrecord.speakers.tables import Tables
from onrecord.types import Span

__all__ = ["with_entities"]

CERTAIN = 0.95
SURE = 0.75
LIKELY = 0.5
_KINDS: dict[str, MentionKind] = {"person": "person", "organisation": "organisation"}
_RUN_TOGETHER = re.compile(r"\w/\w| [-–] ")  # two names: "YouGov/Economist", "Ann Lee - Darko's friend"
_GOVERNS = re.compile(r" (?:from|of|in|at|for|on|with|by|and [a-z]|[a-z]+s\b)")


def with_entities(
    mentions: Sequence[Mention], entities: Sequence[Entity], text: str, tables: Tables
) -> list[Mention]:
    """Mentions in text order: bounds and kinds corrected where the model is sure, names that only it saw added, and
    capitalised words that it takes for no name left out."""
    if not entities:
        return list(mentions)
    starts = [m.start for m in mentions]
    kept: list[Mention | None] = list(mentions)
    added: list[Mention] = []
    overs = [_overlapped(mentions, starts, entity.span) for entity in entities]
    kinds: dict[int, set[str]] = {}
    for entity, over in zip(entities, overs, strict=True):
        for i in over:
            kinds.setdefault(i, set()).update((entity.kind,) if entity.probability >= LIKELY else ())
    for entity, over in zip(entities, overs, strict=True):
        if len(over) > 1 and _RUN_TOGETHER.search(text, *entity.span):
            continue
        if len(over) == 1 and mentions[over[0]].span == entity.span:
            if entity.probability >= (LIKELY if mentions[over[0]].kind == "unknown" else SURE):
                kept[over[0]] = _corrected(mentions[over[0]], entity, tables)
        elif entity.kind in _KINDS and entity.probability >= (LIKELY if over else SURE):
            made = mention_of_entity(
                text, entity.span, _KINDS[entity.kind], [mentions[i] for i in over], tables
            )
            certain = entity.probability >= CERTAIN
            sure = entity.kind == "person" and entity.probability >= SURE
            if made and all(
                _gives_way(
                    mentions[i],
                    made,
                    certain or len(kinds[i]) > 1 or (sure and made.span.end == mentions[i].span.end),
                )
                for i in over
            ):
                added.append(made)
                for i in over:
                    kept[i] = None
    seen = {word for i in kinds for word in mentions[i].words}
    for i, mention in enumerate(mentions):
        if i not in kinds and (_is_no_name(mention, tables) or _opens(mention, seen, text, tables)):
            kept[i] = None
    return sorted((m for m in [*kept, *added] if m), key=lambda m: m.span)


def _overlapped(mentions: Sequence[Mention], starts: list[int], span: Span) -> list[int]:
    near = range(max(0, bisect_left(starts, span.start) - 2), bisect_left(starts, span.end))
    return [i for i in near if mentions[i].span.end > span.start and mentions[i].span.start < span.end]


def _gives_way(mention: Mention, made: Mention, may_cut: bool) -> bool:
    """Whether the model's name replaces that of the words: where it holds all of it, or a part (`may_cut`: the words ran two
    names of other kinds together, or the model is certain)."""
    whole = made.span.start <= mention.span.start and mention.span.end <= made.span.end
    if mention.kind in ("country", "organisation"):  # metonyms are among them
        return whole and made.kind == "organisation" and len(made.words) > len(mention.words)
    return whole or (may_cut and not mention.titled and len(made.words) > 1)


def _is_no_name(mention: Mention, tables: Tables) -> bool:
    """Whether words in which the model saw no name are none: an office ("Minister of"), or a heading run together."""
    if mention.kind in ("country", "organisation") or mention.titled:
        return False
    offices = tables.words["title"] | tables.words["role_of"]
    return len(mention.words) > 4 or bool(offices & {*mention.words})


def _opens(mention: Mention, seen: set[str], text: str, tables: Tables) -> bool:
    """Whether a lone word in which the model saw no name opens a sentence and governs what follows: "Footage from", "Members of"."""
    word = mention.words[0] if len(mention.words) == 1 else ""
    if not word or mention.kind != "unknown" or mention.titled or word in seen:
        return False
    ahead = _GOVERNS.match(text, mention.span.end)
    before = text[max(0, mention.start - 3) : mention.start].rstrip(' “"')
    opens = mention.start == 0 or not before or before[-1] in ".!?\n:"
    return bool(ahead) and opens and word not in tables.genders and word not in tables.surnames


def _corrected(mention: Mention, entity: Entity, tables: Tables) -> Mention:
    if mention.kind == "country" or mention.titled or " ".join(mention.words) in tables.metonyms:
        return mention
    if entity.kind == "person" and mention.kind != "person" and not _institution(mention, tables):
        return replace(mention, kind="person", gender=tables.gender_of(mention.words))
    if entity.kind == "organisation" and mention.kind in ("unknown", "person"):
        return replace(mention, kind="organisation", gender="")
    if entity.kind in ("place", "people") and mention.kind in ("unknown", "person"):
        return replace(mention, kind="organisation", gender="")
    return mention


def _institution(mention: Mention, tables: Tables) -> bool:
    return bool(mention.words) and mention.words[-1] in tables.words["org"] and len(mention.words) > 1
