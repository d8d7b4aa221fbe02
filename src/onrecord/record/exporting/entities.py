"""A selection -> FollowTheMoney entities, a JSON line each: articles, speakers, what they said, whom they met.

An article is an `Article`, a speaker a `Person`, `PublicBody` or `Organization`, with a `Mention` in each article that has them.
A statement is an `UnknownLink` from the speaker to the article, with the words as its description; a contact is an `Event`.
Ids are the same at every export. https://followthemoney.tech
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from typing import Any

from onrecord.formats.record import to_json
from onrecord.record.exporting.selection import Selection
from onrecord.record.rows import content_words, leaves
from onrecord.types import Article, Contact, Speaker, SpeakerKind, Statement

__all__ = ["entities_of", "entity_lines"]

_SCHEMATA: dict[SpeakerKind, str] = {
    "person": "Person",
    "government": "PublicBody",
    "party": "Organization",
    "organisation": "Organization",
    "publication": "Organization",
    "campaign": "Organization",
}

# ISO 639-1 to 639-3, which FollowTheMoney asks for; other languages are left out
_LANGUAGES = dict(
    pair.split(":")
    for pair in (
        "ar:ara bg:bul cs:ces da:dan de:deu el:ell en:eng es:spa et:est fa:fas fi:fin fr:fra he:heb hi:hin hr:hrv hu:hun id:ind it:ita "
        "ja:jpn ko:kor lt:lit lv:lav nb:nob nl:nld no:nor pl:pol pt:por ro:ron ru:rus sk:slk sl:slv sr:srp sv:swe th:tha tr:tur uk:ukr "
        "vi:vie zh:zho"
    ).split()
)


def entity_lines(selection: Selection) -> Iterator[str]:
    """Each line with its line end. A speaker comes once, before what refers to them."""
    known: set[str] = set()
    for article in selection.articles:
        for entity in entities_of(article):
            if entity["id"] not in known:
                yield to_json(entity) + "\n"
            if entity["schema"] in _SCHEMATA.values():
                known.add(entity["id"])


def entities_of(article: Article) -> Iterator[dict[str, Any]]:
    """The article, then its speakers, statements and contacts."""
    home = _id("article", article.id)
    yield _article(article, home)
    seen: set[str] = set()

    def told(speaker: Speaker) -> Iterator[dict[str, Any]]:
        who = _who(speaker)
        if who not in seen:
            seen.add(who)
            yield _party(speaker, who)
            yield _mention(speaker, who, home)

    for s in article.statements:
        for speaker in _parties(*((s.speaker,) if s.speaker else ())):
            yield from told(speaker)
            yield _link(s, article, _who(speaker), home)
    for number, contact in enumerate(article.contacts):
        parties = _parties(*contact.parties)
        for speaker in parties:
            yield from told(speaker)
        yield _event(contact, number, article, [_who(p) for p in parties], home)


def _article(a: Article, home: str) -> dict[str, Any]:
    title = " ".join(a.headline.of(a.text).split()) if a.headline else None
    return _entity(
        home, "Article", title=title, bodyText=a.text, sourceUrl=a.url, publisher=a.outlet, publishedAt=a.published,
        author=list(a.byline), language=_LANGUAGES.get((a.language or "")[:2]), fileName=a.path,
    )  # fmt: skip


def _party(speaker: Speaker, who: str) -> dict[str, Any]:
    qid = who if re.fullmatch(r"Q\d+", who) else None
    return _entity(who, _SCHEMATA[speaker.kind], name=speaker.name, wikidataId=qid)


def _mention(speaker: Speaker, who: str, home: str) -> dict[str, Any]:
    return _entity(
        _id("mention", home, who), "Mention",
        name=speaker.name, document=home, resolved=who, detectedSchema=_SCHEMATA[speaker.kind],
    )  # fmt: skip


def _link(s: Statement, article: Article, who: str, home: str) -> dict[str, Any]:
    when = s.said_on
    return _entity(
        _id("statement", home, s.id, who), "UnknownLink",
        subject=who, object=home, role=s.act, status=s.stance, description=content_words(article.text, s.content),
        startDate=when.earliest if when else None, endDate=when.latest if when else None, recordId=s.id, proof=home, sourceUrl=article.url,
        publisher=article.outlet,
    )  # fmt: skip


def _event(contact: Contact, number: int, article: Article, parties: list[str], home: str) -> dict[str, Any]:
    sentence = " ".join(contact.evidence.of(article.text).split())
    return _entity(
        _id("contact", home, str(number)), "Event",
        name=f"{contact.kind} ({contact.status})", involved=parties, summary=sentence, proof=home, sourceUrl=article.url,
        location=contact.place.name if contact.place else None,
        startDate=contact.on.earliest if contact.on else None, endDate=contact.on.latest if contact.on else None,
    )  # fmt: skip


def _parties(*speakers: Speaker) -> list[Speaker]:
    """The persons and institutions among speakers, joint ones apart."""
    return [leaf for speaker in speakers for leaf in leaves(speaker) if leaf.kind in _SCHEMATA]


def _who(speaker: Speaker) -> str:
    return speaker.id if re.fullmatch(r"Q\d+", speaker.id) else _id("speaker", speaker.id)


def _id(*parts: str) -> str:
    """An id of plain letters; no two lists of parts share one."""
    whole = to_json(parts).encode("utf-8")
    return f"onrecord-{hashlib.sha256(whole).hexdigest()[:32]}"


def _entity(id: str, schema: str, **properties: str | list[str] | None) -> dict[str, Any]:
    listed = {
        name: value if isinstance(value, list) else [value] for name, value in properties.items() if value
    }
    return {"id": id, "schema": schema, "properties": listed}
