"""Headers, bodies and footers of plain texts: text in, what a careful reader takes from it out."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.reading import article_from_text

PROSE = "The council said on Tuesday that the old market would stay open until a new roof has been paid for by the town."


def read(text: str) -> dict[str, object]:
    a = article_from_text(text)
    return {
        "headline": a.headline.of(text) if a.headline else None,
        "section": a.section,
        "byline": list(a.byline),
        "published": a.published,
        "from": a.published_from,
        "dateline": a.dateline.of(text) if a.dateline else None,
        "blocks": [b.span.of(text) for b in a.blocks if b.role == "body"],
    }


CASES = [
    (
        f"World\n\nMarket to stay open\n\nBy Ann Lee and Bo Ek\n1 May 2024 08:15\n\n{PROSE}\n\nAnn Lee",
        {"headline": "Market to stay open", "section": "World", "byline": ["Ann Lee", "Bo Ek"],
         "published": "2024-05-01T08:15", "from": "dateline", "blocks": [PROSE]},
    ),
    (
        f"https://www.example.org/2023/11/05/market\n\n{PROSE}",
        {"headline": None, "published": "2023-11-05", "from": "url", "blocks": [PROSE]},
    ),
    (f"OSLO (AP) — {PROSE}", {"dateline": "OSLO", "blocks": [PROSE], "headline": None}),
    (f"NEW DELHI, May 3 (Reuters) - {PROSE}", {"dateline": "NEW DELHI", "blocks": [PROSE]}),
    (f"Doha: {PROSE}", {"dateline": "Doha", "blocks": [PROSE]}),
    (
        f"HOST: {PROSE}\n\nGUEST: I disagree with all of that.\n\nHOST: Do you?",
        {"dateline": None, "blocks": [f"HOST: {PROSE}", "GUEST: I disagree with all of that.", "HOST: Do you?"]},
    ),
    (
        f"Market to stay open\n\n{PROSE}\n\nFollow us on Twitter\n\n© 2024 The Paper. All rights reserved.",
        {"headline": "Market to stay open", "blocks": [PROSE]},
    ),
    ("He said no.", {"headline": None, "blocks": ["He said no."], "published": None, "from": "unknown"}),
    (
        f"Market to stay open\n\nThe Northern Courier\nTuesday, October 14, 2025\n\n{PROSE}",
        {"headline": "Market to stay open", "published": "2025-10-14", "blocks": [PROSE]},
    ),
    (f"Maria Lopez DNUM_BEZACZCACF 09:55\n\n{PROSE}", {"byline": ["Maria Lopez"], "published": "2025-02-14T09:55"}),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_layout(text: str, expected: dict[str, object]) -> None:
    found = read(text)
    assert {k: found[k] for k in expected} == expected


def test_lines_wrapped_by_hand_are_joined() -> None:
    wrapped = "The council said on Tuesday that the old market would stay\nopen until a new roof has been paid for by the\ntown and its people."
    text = f"{wrapped}\n\n{wrapped}\n\n{wrapped}\n"
    assert read(text)["blocks"] == [wrapped] * 3


@given(st.text())
def test_any_text_is_kept_and_its_blocks_are_sound(text: str) -> None:
    if not text.strip():
        return
    a = article_from_text(text)
    assert a.text == text
    end = 0
    for block in a.blocks:
        assert end <= block.span.start < block.span.end <= len(text)
        assert block.span.of(text).strip() == block.span.of(text)
        end = block.span.end


@pytest.mark.parametrize("unit", ["word ", "\n", "“", '"', "a\n\n", "By By By ", "1/1/", "(AP) — "])
def test_long_odd_texts_take_linear_time(unit: str) -> None:
    begun = time.process_time()
    article_from_text("x" + unit * (400_000 // len(unit)))
    assert time.process_time() - begun < 5
