"""What happened to the words between one paper and another."""

from __future__ import annotations

from typing import Any

import pytest

from onrecord.answers import Drift
from onrecord.threads.drift import departure

from telling import BRANDT, said

FULL = "“The bridge is not safe for lorries. We looked at every single cable and bolt in the tower. It will open in May for cars only.”"
TABLE: list[tuple[str, str, set[Drift], dict[str, Any]]] = [
    # quoting a part is a paper's right
    (FULL, "“It will open in May for cars only.”", set(), {}),
    (FULL, "that it “will open in May”", set(), {}),
    # a word gone changes all
    (FULL, "“The bridge is safe for lorries.”", {"cut"}, {}),
    # a word put in
    ("“We will close the old harbour market,”", "“We will never close the old harbour market,”", {"added"}, {}),
    # another number
    ("“The tunnel costs 40 million crowns,”", "“The tunnel costs 90 million crowns,”", {"replaced"}, {}),
    # another word of degree, in a fragment
    ("“I think the report was pretty accurate,”", "that the report was “quite accurate”", {"replaced"}, {}),
    # two sentences run together, and what stood between is lost without a sign
    (FULL, "“The bridge is not safe for lorries. It will open in May for cars only.”", {"cut", "merged"}, {}),
    # with a sign, it is an honest cut
    (FULL, "“The bridge is not safe for lorries. … It will open in May for cars only.”", set(), {}),
    # marks around words that nobody else marks
    ("that the council would end the toll holiday", "that the council would end the “toll holiday”", {"scare-quoted"}, {}),
    # somebody else is named
    (FULL, FULL, {"speaker"}, BRANDT),
    # another day is given
    (FULL, FULL, {"date"}, {"said_earliest": "2025-02-10", "said_latest": "2025-02-10"}),
    # a paraphrase has its own words
    (FULL, "that cars alone may use the bridge from May", set(), {}),
    # but not its own numbers
    ("“The tunnel costs 40 million crowns,”", "that the tunnel costs 90 million crowns", {"replaced"}, {}),
    # case, marks and dashes are no drift
    ("“The tunnel costs forty-two crowns - no more,”", "“the tunnel costs forty-two crowns – no more”", set(), {}),
]  # fmt: skip


@pytest.mark.parametrize(("base", "variant", "kinds", "about"), TABLE)
def test_drift_is_named(base: str, variant: str, kinds: set[Drift], about: dict[str, Any]) -> None:
    day = {"said_earliest": "2025-03-03", "said_latest": "2025-03-03"}
    found = departure(said(base, **day), said(variant, 1, **{**day, **about}))
    assert set(found.drift) == kinds
    assert (found.strength > 0) == bool(kinds) and found.strength <= 1


def strength(base: str, variant: str) -> float:
    return departure(said(base), said(variant, 1)).strength


def test_a_lost_negation_weighs_more_than_another_word_of_degree() -> None:
    negation = strength("“The bridge is not safe for lorries,”", "“The bridge is safe for lorries,”")
    number = strength("“The tunnel costs 40 million crowns,”", "“The tunnel costs 90 million crowns,”")
    degree = strength(
        "“The report was pretty accurate, I think,”", "“The report was quite accurate, I think,”"
    )
    assert negation > degree and number > degree > 0
