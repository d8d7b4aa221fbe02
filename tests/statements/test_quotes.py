"""Quotation marks as they really come: what is quoted, and what kind of statement that makes."""

from __future__ import annotations

import time
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.statements.quotes import find_quotations, is_title, kind_of, quoted_parts
from onrecord.types import Span

from marks import article, at


def quoted(text: str) -> list[str]:
    blocks = [b.span for b in article(text).blocks]
    return [q.inside.of(text) for q in find_quotations(text, blocks) if q.level == 0]


TEXTS = [
    ("He called it “unfair”.", ["unfair"]),
    ('"We won," she said. "At last."', ["We won,", "At last."]),
    ("«Non», dit-il, «jamais».", ["Non", "jamais"]),
    ("„Nein“, sagte er.", ["Nein"]),
    ("The ‘big tent’ isn’t big.", ["big tent"]),
    ("She said 'no way' to the students' plan.", ["no way"]),
    ("Don't say it's the '90s rock 'n' roll.", []),
    ("“He told me ‘go’ and I went.”", ["He told me ‘go’ and I went."]),
    ("”The wrong way round,“ he said.", ["The wrong way round,"]),
    ("''Typed by hand,'' he said.", ["Typed by hand,"]),
    ("“It never closes, he said.", ["It never closes, he said."]),
    ("“First paragraph.\n“Second paragraph.”", ["First paragraph.", "Second paragraph."]),
    ('A 5" pipe and nothing quoted.', []),
    ("He is 6'2\" and weighs 90 kg.", []),
    ("« Non », dit-elle.", ["Non"]),
    ("‹Nein›, sagte sie.", ["Nein"]),
    ("„Nie”, powiedziała.", ["Nie"]),
    ("»Nein«, sagte er.", ["Nein"]),
    ("``We won,'' she said.", ["We won,"]),
    ("''All 'major' roads are shut,'' the town said.", ["All 'major' roads are shut,"]),
    ("It closes here,” she said.", []),
    ("“She meant it, he said. “Every word.”", ["She meant it, he said.", "Every word."]),
    ('"She meant it, he said. "Every word."', ["She meant it, he said.", "Every word."]),
    ("The mayor said,“We won.”", ["We won."]),
    ("“First paragraph.\nSecond paragraph.”\nThe end.", ["First paragraph.", "Second paragraph."]),
    ("”We lost,” she said. “Badly.”", ["We lost,", "Badly."]),
    ('"A stray straight mark opens.\nThen she said “no” and left.', ["no"]),
    ("'Twas the boys' “finest hour” in the '60s.", ["finest hour"]),
    ("No marks at all.", []),
]


@pytest.mark.parametrize(("text", "inside"), TEXTS)
def test_quotations(text: str, inside: list[str]) -> None:
    assert [q.strip() for q in quoted(text)] == inside


@pytest.mark.parametrize(
    ("text", "content", "kind", "parts"),
    [
        ("“We won,” she said. “At last.”", ["“We won,”", "“At last.”"], "direct", ["We won,", "At last."]),
        ("She said it was “a scandal”.", ["it was “a scandal”"], "mixed", ["a scandal"]),
        ("She said it was a scandal.", ["it was a scandal"], "indirect", []),
        ("She called it “unfair”, and left.", ["“unfair”"], "direct", ["unfair"]),
        ("“It never closes, she said.", ["“It never closes"], "direct", ["It never closes"]),
        ("He said “yes” and “no”.", ["“yes” and “no”"], "mixed", ["yes", "no"]),
    ],
)
def test_kinds(text: str, content: list[str], kind: str, parts: list[str]) -> None:
    spans = [Span(text.index(c), text.index(c) + len(c)) for c in content]
    found = find_quotations(text, [Span(0, len(text))])
    assert kind_of(spans, found, text) == kind
    assert [s.of(text) for s in quoted_parts(spans, found, text)] == parts


def test_a_quotation_in_another_is_one_level_down() -> None:
    text = "“He told me ‘go’, and I went.”"
    assert [(q.inside.of(text), q.level) for q in find_quotations(text, [Span(0, len(text))])] == [
        ("He told me ‘go’, and I went.", 0),
        ("go", 1),
    ]


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("She praised the novel “A House of Glass”.", True),
        ("She starred in the “Night Ferry” series.", True),
        ("The film is titled “Winter”.", True),
        ("She called it “a house of glass”.", False),
        ("She called him “Lazy Larry”.", False),
        ("She told the show “We Will Win”, he said.", True),
        ("She told the show “we will win”.", False),
    ],
)
def test_titles_of_works(text: str, title: bool) -> None:
    (found,) = find_quotations(text, [Span(0, len(text))])
    assert is_title(found, text) == title
    assert (kind_of([Span(0, len(text) - 1)], [found], text) == "indirect") == title


@pytest.mark.parametrize(
    ("text", "cue", "content", "kind"),
    [
        ("“Some people told me to leave,” she said.", "told", "to leave", "indirect"),
        ("“My wife said ‘leave’ and I left,” he said.", "said", "‘leave’", "direct"),
        ("“It never closes, he said.", "said", "“It never closes", "direct"),
        ("He said it was “a shame”.", "said", "it was “a shame”", "mixed"),
    ],
)
def test_marks_that_hold_the_cue_belong_to_another(text: str, cue: str, content: str, kind: str) -> None:
    found = find_quotations(text, [Span(0, len(text))])
    assert kind_of([at(text, content)], found, text, at(text, cue)) == kind


@given(st.text(alphabet="ab \"'`“”„‘’«».,\n", max_size=80))
def test_quotations_lie_in_their_blocks(text: str) -> None:
    blocks = [b.span for b in article(text).blocks]
    found = find_quotations(text, blocks)
    assert [q.open.start for q in found] == sorted(q.open.start for q in found)
    for q in found:
        assert any(b.start <= q.whole.start and q.whole.end <= b.end for b in blocks)
    outermost = [q.whole for q in found if q.level == 0]
    assert all(one.end <= other.start for one, other in pairwise(outermost))
    for block in blocks:
        parts = quoted_parts([block], found, text)
        assert (kind_of([block], found, text) == "indirect") == (not parts)
        assert all(block.start <= p.start < p.end <= block.end for p in parts)


@pytest.mark.parametrize("unit", ["“no ", '"no ', "“a 'b” ", "'a ", '" a"', "« a ‹b "])
def test_many_marks_take_linear_time(unit: str) -> None:
    text = unit * 30_000
    begun = time.process_time()
    found = find_quotations(text, [Span(0, len(text))])
    kind_of([Span(0, len(text))], found, text)
    assert time.process_time() - begun < 3
