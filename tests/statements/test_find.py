"""From tags and links to statements, with a reader that says what the test tells it to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
import pytest

from onrecord.statements import StatementOptions, find_statements, parts_of
from onrecord.statements.find import PART
from onrecord.types import Span
from onrecord.weights.encoding import Encoding
from onrecord.weights.signals import LINK_WIDTH, ROLES, Heads, Signals

from marks import article, at

N_TAGS = 1 + 4 * len(ROLES)


@dataclass
class ToldReader:
    """Marks given words; every content links to the cue of the same number, every cue to its source.

    `strength` is the score of a tag in these words; that of no tag is 5, and that of tags of other words 20."""

    marks: list[tuple[str, int, int, str]]  # role, level, number, words
    strength: dict[str, float] = field(default_factory=dict)

    def read(self, text: str, blocks: Sequence[Span]) -> Signals:
        pieces = [
            (Span(a, b), n)
            for n, block in enumerate(blocks)
            for a, b in [*_words(text, block), (block.end, block.end)]
        ]
        count = len(pieces)
        emissions = np.zeros((count, 2, N_TAGS), dtype=np.float32)
        emissions[:, :, 0] = 5
        links = np.zeros((count, 2, 4, LINK_WIDTH), dtype=np.float32)
        for role, level, number, words in self.marks:
            span = at(text, words)
            inside = [i for i, (p, _) in enumerate(pieces) if p.start < span.end and p.end > span.start]
            base = 1 + 4 * ROLES.index(role)
            for i in inside:
                part = 3 if len(inside) == 1 else 0 if i == inside[0] else 2 if i == inside[-1] else 1
                emissions[i, level, base + part] = self.strength.get(words, 20)
            first = inside[0]
            for link, (child, parent) in enumerate((("content", "cue"), ("cue", "source"))):
                links[first, link, 0, number] = 30.0 * (role == child)
                links[first, link, 2, number] = 30.0 * (role == parent)
        spans = np.array([p for p, _ in pieces], dtype=np.int64).reshape(-1, 2)
        zeros = np.zeros(count, dtype=np.int64)
        block = np.array([n for _, n in pieces], dtype=np.int64)
        encoding = Encoding(zeros, spans[:, 0], spans[:, 1], zeros, zeros, block)
        return Signals(encoding, emissions, links, _heads(), zeros, np.zeros((count, 17), np.float32))


def _words(text: str, block: Span) -> list[tuple[int, int]]:
    out, start = [], block.start
    for word in block.of(text).split(" "):
        out.append((start, start + len(word)))
        start += len(word) + 1
    return [(a, b) for a, b in out if a < b]


def _heads() -> Heads:
    allowed = np.full((2, N_TAGS, N_TAGS), -1e4, dtype=np.float32)
    for i in range(N_TAGS):
        for j in range(N_TAGS):
            inside = i and (i - 1) % 4 in (0, 1)
            same = i and j and (i - 1) // 4 == (j - 1) // 4 and (j - 1) % 4 in (1, 2)
            if same if inside else (j == 0 or (j - 1) % 4 in (0, 3)):
                allowed[:, i, j] = 0
    return Heads(
        allowed,
        np.zeros((2, N_TAGS), dtype=np.float32),
        np.zeros((2, 24), np.float32),
        np.zeros(2, np.float32),
    )


def found(
    text: str, *marks: tuple[str, int, int, str], strength: dict[str, float] | None = None
) -> list[dict[str, object]]:
    a = article(text)
    ids: dict[str, str] = {}
    out = []
    for s in find_statements(a, ToldReader(list(marks), strength or {}), StatementOptions()):
        content = " | ".join(span.of(text) for span in s.content)
        ids[s.id] = content
        out.append(
            {
                "who": s.source[0].of(text) if s.source else None,
                "cue": s.cue[0].of(text) if s.cue else None,
                "content": content,
                "kind": s.kind,
                "in": ids[s.parent] if s.parent else None,
            }
        )
    return out


def test_a_quotation_broken_by_its_cue_is_one_statement() -> None:
    text = "“We won,” she said. “At last.”"
    marks = [
        ("content", 0, 0, "“We won,”"),
        ("content", 0, 0, "“At last.”"),
        ("cue", 0, 0, "said."),
        ("source", 0, 0, "she"),
    ]
    [one] = found(text, *marks)
    assert one["content"] == "“We won,” | “At last.”"
    assert (one["who"], one["kind"]) == ("she", "direct")


def test_two_statements_with_one_source() -> None:
    text = "Hassan denied the charge and promised a review."
    got = found(
        text,
        ("source", 0, 0, "Hassan"), ("cue", 0, 0, "denied"), ("content", 0, 0, "the charge"),
        ("source", 0, 1, "Hassan"), ("cue", 0, 1, "promised"), ("content", 0, 1, "a review."),
    )  # fmt: skip
    assert [(g["who"], g["cue"]) for g in got] == [("Hassan", "denied"), ("Hassan", "promised")]


@pytest.mark.parametrize(
    ("score", "who"),
    [(20, "Mayor Okoro"), (4, "Mayor Okoro"), (3, None)],
)
def test_a_cue_without_a_source_takes_words_that_are_nearly_one(score: float, who: str | None) -> None:
    text = "Mayor Okoro met them and came away convinced of it."
    [one] = found(
        text,
        ("source", 0, 0, "Mayor Okoro"), ("cue", 0, 0, "came away convinced"), ("content", 0, 0, "of it."),
        strength={"Mayor Okoro": score},
    )  # fmt: skip
    assert one["who"] == who


def test_the_nearly_source_of_another_paragraph_is_not_taken() -> None:
    [one] = found(
        "Mayor Okoro met them.\n\nOne came away convinced of it.",
        ("source", 0, 0, "Mayor Okoro"), ("cue", 0, 0, "came away convinced"), ("content", 0, 0, "of it."),
        strength={"Mayor Okoro": 4},
    )  # fmt: skip
    assert one["who"] is None


def test_a_nested_statement_has_a_parent_and_follows_it() -> None:
    text = "Trump backed Hegseth's assessment that the goal is unrealistic."
    got = found(
        text,
        ("source", 0, 0, "Trump"), ("cue", 0, 0, "backed"),
        ("content", 0, 0, "Hegseth's assessment that the goal is unrealistic."),
        ("source", 1, 1, "Hegseth's"), ("cue", 1, 1, "assessment"), ("content", 1, 1, "that the goal is unrealistic."),
    )  # fmt: skip
    assert [g["in"] for g in got] == [None, got[0]["content"]]


def test_a_nested_statement_outside_every_content_is_dropped() -> None:
    text = "He left. She thinks it is late."
    assert found(text, ("cue", 1, 0, "thinks"), ("content", 1, 0, "it is late.")) == []


def test_ids_are_stable_and_unique() -> None:
    text = "Ann said yes. Bo denied it."
    marks = [
        ("source", 0, 0, "Ann"), ("cue", 0, 0, "said"), ("content", 0, 0, "yes."),
        ("source", 0, 1, "Bo"), ("cue", 0, 1, "denied"), ("content", 0, 1, "it."),
    ]  # fmt: skip
    once, twice = (
        [s.id for s in find_statements(article(text), ToldReader(marks), StatementOptions())]
        for _ in range(2)
    )
    assert once == twice and len(set(once)) == 2


@pytest.mark.parametrize("size", [10, PART - 1, PART + 5, 5 * PART])
def test_parts_cover_all_and_are_bounded(size: int) -> None:
    a = article(("word " * (size // 5 + 1))[:size].strip() + "\nThe end.")
    parts = list(parts_of(a))
    flat = [span for part in parts for span in part]
    assert all(sum(s.end - s.start for s in part) <= PART for part in parts)
    covered = "".join(s.of(a.text) for s in flat).replace(" ", "")
    assert covered == "".join(b.span.of(a.text) for b in a.blocks).replace(" ", "")
