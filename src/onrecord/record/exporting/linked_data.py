"""A selection -> JSON-LD in the words of schema.org: quotations, and claims, each a part of its article.

A statement with words in quotation marks is a `Quotation` of those words. One in indirect speech has no words to
quote: where its speaker asserts a fact by it, it is a `Claim`; else (wants, plans, refusals, denials) it is left out.
No `ClaimReview` is made of statements: nobody reviewed them. One is made of an answer to `onrecord check`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

from onrecord.formats.record import to_json
from onrecord.record.exporting.selection import Selection
from onrecord.record.rows import JOINT, content_words, leaves
from onrecord.types import Article, Speaker, SpeakerKind, Statement

__all__ = ["linked_data_pieces", "party_of", "works_of"]

_CLAIMS = frozenset(
    ("say", "announce", "confirm", "accuse", "blame", "warn", "describe", "stress", "believe", "know", "predict", "show")
)  # fmt: skip
_TYPES: dict[SpeakerKind, str] = {
    "person": "Person",
    "government": "GovernmentOrganization",
    "party": "PoliticalParty",
    "organisation": "Organization",
    "publication": "NewsMediaOrganization",
    "campaign": "Organization",
}


def linked_data_pieces(selection: Selection) -> Iterator[str]:
    """The document as text, piece by piece."""
    yield '{"@context": "https://schema.org",\n"@graph": ['
    begun = False
    for article in selection.articles:
        for work in works_of(article):
            yield (",\n" if begun else "\n") + to_json(work)
            begun = True
    yield "\n]}\n"


def works_of(article: Article) -> Iterator[dict[str, Any]]:
    """The article, where it has any, then its quotations and claims, which name it by its `@id`."""
    found = [work for s in article.statements if (work := _work(s, article))]
    if found:
        yield _article(article)
        yield from found


def _article(a: Article) -> dict[str, Any]:
    return _filled(
        {
            "@type": "NewsArticle",
            "@id": _id_of(a),
            "identifier": a.id,
            "url": a.url,
            "headline": " ".join(a.headline.of(a.text).split()) if a.headline else None,
            "datePublished": a.published,
            "publisher": {"@type": "NewsMediaOrganization", "name": a.outlet} if a.outlet else None,
            "author": [{"@type": "Person", "name": name} for name in a.byline],
            "articleSection": a.section,
            "inLanguage": a.language,
        }
    )


def _work(s: Statement, article: Article) -> dict[str, Any] | None:
    parties = [party for leaf in leaves(s.speaker) if (party := party_of(leaf))] if s.speaker else []
    whole = {"@id": _id_of(article)}
    known = {
        "@id": f"{_id_of(article)}#{_quoted(s.id)}" if article.url else f"urn:onrecord:{_quoted(s.id)}",
        "dateCreated": s.said_on.earliest if s.said_on and s.said_on.earliest == s.said_on.latest else None,
        "inLanguage": article.language,
    }
    if s.quoted:
        words = JOINT.join(span.of(article.text) for span in s.quoted)
        return _filled(
            {"@type": "Quotation"} | known | {"text": words, "creator": parties, "spokenByCharacter": parties, "isPartOf": whole}
        )  # fmt: skip
    if s.stance == "asserted" and s.act in _CLAIMS and parties:
        words = content_words(article.text, s.content)
        return _filled({"@type": "Claim"} | known | {"text": words, "author": parties, "appearance": whole})
    return None


def party_of(speaker: Speaker) -> dict[str, Any] | None:
    """A speaker as a Person or an Organization; None for the kinds that are neither."""
    kind = _TYPES.get(speaker.kind)
    if not kind:
        return None
    known = bool(re.fullmatch(r"Q\d+", speaker.id))
    address = (
        f"http://www.wikidata.org/entity/{speaker.id}" if known else f"urn:onrecord:{_quoted(speaker.id)}"
    )
    return {"@type": kind, "@id": address, "name": speaker.name}


def _id_of(article: Article) -> str:
    """The article's address, where it has a sound one."""
    if article.url and re.fullmatch(r"https?://[^\s<>\"{}|\\^`]+", article.url):
        return article.url.partition("#")[0]
    return f"urn:onrecord:{_quoted(article.id)}"


def _quoted(id: str) -> str:
    return quote(id, safe=":@", errors="surrogatepass")


def _filled(work: dict[str, Any]) -> dict[str, Any]:
    """The work without what is not known; a list of one is that one."""
    plain = {k: v[0] if isinstance(v, list) and len(v) == 1 else v for k, v in work.items()}
    return {k: v for k, v in plain.items() if v not in (None, [], "")}
