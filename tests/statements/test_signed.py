"""Quotations signed with a dash and a name."""

from __future__ import annotations

import pytest

from onrecord.statements.signed import find_signed

from marks import article

SIGNED = [
    ("“We waited four hours for the ferry and nobody came.” — Ana Cruz", "—", "Ana Cruz"),
    (
        '"The new road floods every time it rains here." - Tomasi Vula, shopkeeper.',
        "-",
        "Tomasi Vula, shopkeeper",
    ),
    ("“Our school has had no water since March, not a drop.”― Pınar Demir, 34", "―", "Pınar Demir, 34"),
    (
        "“They promised us a clinic and sent us a plaque.”\n– Mr. J. K. Banda, Lusaka",
        "–",
        "Mr. J. K. Banda, Lusaka",
    ),
]
UNSIGNED = [
    "“We waited four hours,” she said — Ana Cruz did not.",
    "“We waited four hours for the ferry.” — and then it came",
    "“We waited four hours for the ferry.” – Ana Cruz said she would not wait again.",
    "“Short.” — Ana Cruz",
    "The ferry — Ana Cruz was on it — came late.",
    "“We waited four hours for the ferry.” — Ana Cruz. The minister was late, as ever he is.",
]


@pytest.mark.parametrize(("text", "cue", "source"), SIGNED)
def test_a_signature_is_the_source(text: str, cue: str, source: str) -> None:
    [found] = find_signed(text, article(text).blocks)
    assert (found.cue[0].of(text), found.source[0].of(text)) == (cue, source)
    said = found.content[0].of(text)
    assert text.startswith(said) and said[-1] in '”"'
    assert found.kind == "direct"
    assert found.quoted[0].of(text) == found.content[0].of(text)[1:-1]


@pytest.mark.parametrize("text", UNSIGNED)
def test_other_dashes_sign_nothing(text: str) -> None:
    assert find_signed(text, article(text).blocks) == []
