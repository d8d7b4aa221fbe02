"""The article that docs/export.md shows in every format."""

from __future__ import annotations

from dataclasses import replace

from onrecord.answers import Correction
from onrecord.types import Article, Contact, When

from marks import article, at, person, statement

TEXT = "Mayor Ada Brandt said on Monday that the tram was “safe to ride”. She met engineer Bo Lund, who denied that he had seen a report."


def tram() -> Article:
    ada, bo = person("Ada Brandt", TEXT), person("Bo Lund", TEXT)
    safe = statement(
        TEXT, "that the tram was “safe to ride”", "said", "Mayor Ada Brandt", id="5f3a", kind="mixed", speaker=ada,
        quoted=(at(TEXT, "safe to ride"),), said_on=When("2025-03-03", "2025-03-03", at(TEXT, "on Monday"), "weekday"),
    )  # fmt: skip
    seen = statement(
        TEXT,
        "that he had seen a report",
        "denied",
        "engineer Bo Lund",
        id="c081",
        act="deny",
        stance="denied",
        speaker=bo,
    )
    met = Contact("meeting", "held", (ada, bo), None, None, at(TEXT, TEXT[TEXT.index("She met") :]))
    return replace(
        article(TEXT, safe, seen, contacts=(met,)), id="tram-1", url="https://courier.example/tram", outlet="The Courier",
        published="2025-03-04", published_from="given",
    )  # fmt: skip


CORRECTION = Correction(
    1, "2025-03-05T10:00:00Z", "ada", "tram-1", "c081", "act", {"act": "say"}, {"act": "deny"}, note="“denied” is the cue",
    machine={"id": "c081", "act": "say"},
)  # fmt: skip
