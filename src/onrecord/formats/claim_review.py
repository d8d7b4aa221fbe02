"""An answer to "did X say Y?" -> a schema.org `ClaimReview`: what the record holds of a quotation, as JSON-LD.

The claim under review is that somebody said these words; the rating is the verdict in words. It has no number: the record does
not say what is true, nor how bad a change is. Who publishes it adds `author`, `url` and `datePublished`.
"""

from __future__ import annotations

import re
from typing import Any

from onrecord.answers import Check, Evidence, Report

__all__ = ["claim_review"]

_EXPLAINED = {
    "verbatim": "The record holds these words, as they are quoted.",
    "altered": "The record holds these words with others in their place.",
    "partial": "The record holds a part of these words, or parts of several statements.",
    "said by someone else": "The record holds these words, said by somebody else.",
    "paraphrased only": "The record holds the same in other words, not these.",
    "not on record": "The record does not hold these words. That does not mean that they were not said.",
}


def claim_review(check: Check) -> dict[str, Any]:
    """The answer as plain data, ready for JSON."""
    claim = f"{check.by} said: “{check.quote}”" if check.by else f"“{check.quote}”"
    works = [_work(evidence.report) for evidence in check.evidence]
    reviewed: dict[str, Any] = {"@type": "Claim", "text": claim}
    if works:
        reviewed["appearance"] = works
    return {
        "@context": "https://schema.org",
        "@type": "ClaimReview",
        "claimReviewed": claim,
        "itemReviewed": reviewed,
        "reviewRating": {
            "@type": "Rating",
            "alternateName": check.verdict,
            "ratingExplanation": _EXPLAINED[check.verdict],
        },
        "reviewBody": "\n".join([_EXPLAINED[check.verdict], *map(_sentence, check.evidence)]),
    }


def _sentence(evidence: Evidence) -> str:
    """Who said what, where it stands, and how far it is the quotation."""
    report = evidence.report
    source = ", ".join(
        filter(None, (report.outlet, (report.published or "")[:10], report.url or report.path))
    )
    who = report.speaker or report.unnamed or "somebody not named"
    return f"{evidence.verdict}: {who}: {' '.join(report.sentence.split())} ({source or report.article})"


def _work(report: Report) -> dict[str, Any]:
    """The article in which the words stand."""
    known = {
        "@type": "NewsArticle",
        "identifier": report.article,
        "url": report.url if report.url and re.match(r"https?://", report.url) else None,
        "headline": report.headline,
        "datePublished": report.published,
        "publisher": {"@type": "NewsMediaOrganization", "name": report.outlet} if report.outlet else None,
    }
    return {name: value for name, value in known.items() if value}
