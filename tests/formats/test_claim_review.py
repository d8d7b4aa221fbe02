"""An answer of the record as a ClaimReview: the verdict in words, the evidence, and no claim to more."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from onrecord.answers import VERDICTS, Check, Evidence, Report
from onrecord.formats.claim_review import claim_review

REPORT = Report(
    statement="5f3a", article="tram-1", outlet="The Courier", url="https://courier.example/tram", path=None, headline="Tram is safe",
    published="2025-03-04T09:00", speaker="Ada Brandt", speaker_id="local:ada-brandt", unnamed=None, content="that the tram was “safe to ride”",
    quoted=("safe to ride",), cue="said", source="Mayor Ada Brandt", sentence="Mayor Ada Brandt said on Monday\nthat the tram was “safe to ride”.",
    start=0, end=65, kind="mixed", act="say", stance="asserted", said_earliest=None, said_latest=None, confidence=0.9,
)  # fmt: skip


def test_the_verdict_is_the_rating_and_the_articles_are_where_the_claim_appears() -> None:
    made = claim_review(
        Check("safe to ride on", "Ada Brandt", "altered", (Evidence(REPORT, "altered", 0.8, ()),))
    )
    json.dumps(made)
    assert (made["@type"], made["claimReviewed"]) == ("ClaimReview", "Ada Brandt said: “safe to ride on”")
    assert made["reviewRating"]["alternateName"] == "altered" and "ratingValue" not in made["reviewRating"]
    assert made["itemReviewed"]["appearance"] == [
        {
            "@type": "NewsArticle", "identifier": "tram-1", "url": "https://courier.example/tram", "headline": "Tram is safe",
            "datePublished": "2025-03-04T09:00", "publisher": {"@type": "NewsMediaOrganization", "name": "The Courier"},
        }
    ]  # fmt: skip
    assert made["reviewBody"].split("\n") == [
        "The record holds these words with others in their place.",
        "altered: Ada Brandt: Mayor Ada Brandt said on Monday that the tram was “safe to ride”. (The Courier, 2025-03-04, https://courier.example/tram)",
    ]


@pytest.mark.parametrize("verdict", VERDICTS)
def test_every_verdict_is_explained(verdict: str) -> None:
    made = claim_review(Check("x", None, verdict, ()))  # type: ignore[arg-type]
    assert (
        made["reviewRating"]["ratingExplanation"]
        and made["claimReviewed"] == "“x”"
        and "appearance" not in made["itemReviewed"]
    )


def test_what_is_not_on_record_may_have_been_said() -> None:
    assert (
        "does not mean that they were not said"
        in claim_review(Check("x", None, "not on record", ()))["reviewBody"]
    )


def test_an_address_that_is_none_is_left_out() -> None:
    odd = replace(REPORT, url="javascript:alert(1)")
    assert (
        "url"
        not in claim_review(Check("x", None, "partial", (Evidence(odd, "partial", 0.5, ()),)))[
            "itemReviewed"
        ]["appearance"][0]
    )
