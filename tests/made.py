"""Articles that nobody wrote: every field of the record format filled, or not, with anything it may hold."""

from __future__ import annotations

from hypothesis import strategies as st

from onrecord.types import (
    ACTS,
    Addressee,
    Article,
    Contact,
    Occasion,
    Place,
    Span,
    Speaker,
    Statement,
    Unnamed,
    When,
)

LETTERS = st.sampled_from(
    [*"abc AB.,?!“”\"'’…<>&=\t\n", "é", "е\u0301", "🙂", "\u2028", "\0", "\ud83d", "]]>", "said "]
)
WORDS = st.lists(LETTERS, min_size=1, max_size=12).map("".join)
DAYS = st.dates().map(str)


@st.composite
def spans(draw: st.DrawFn, text: str, least: int = 1) -> Span:
    start = draw(st.integers(0, len(text) - least))
    return Span(start, draw(st.integers(start + least, len(text))))


@st.composite
def pieces(draw: st.DrawFn, text: str, least: int = 0) -> tuple[Span, ...]:
    """Spans in order that do not overlap."""
    cuts = sorted(draw(st.sets(st.integers(0, len(text)), max_size=6)))
    found = tuple(Span(a, b) for a, b in zip(cuts[::2], cuts[1::2], strict=False))
    return found if len(found) >= least else (draw(spans(text)),)


@st.composite
def speakers(draw: st.DrawFn, text: str, joint: bool = True) -> Speaker:
    id = draw(st.sampled_from(["Q42", "Q7", "local:ana-cruz", "local:bo", "local:smith@1f0c"]))
    members = (
        tuple(draw(st.lists(speakers(text, False), min_size=2, max_size=3)))
        if joint and draw(st.booleans())
        else ()
    )
    kind = "group" if members else {"Q7": "government", "local:bo": "party"}.get(id, "person")
    if members:
        id = "+".join(m.id for m in members)
    return Speaker(
        id, draw(WORDS), kind, draw(st.sampled_from(["name", "title", "pronoun"])),  # type: ignore[arg-type]
        draw(st.none() | spans(text)), draw(st.floats(0, 1)), draw(st.sampled_from(["", "full name"])),
        draw(pieces(text)), members,
    )  # fmt: skip


@st.composite
def whens(draw: st.DrawFn, text: str) -> When:
    days = sorted((draw(DAYS), draw(DAYS)))
    return When(days[0], days[1], draw(st.none() | spans(text)), draw(st.sampled_from(["scene", "weekday"])))


@st.composite
def places(draw: st.DrawFn, text: str) -> Place:
    return Place(draw(spans(text)), draw(WORDS), draw(st.none() | WORDS))


@st.composite
def statements(draw: st.DrawFn, text: str, number: int) -> Statement:
    return Statement(
        f"id-{number}", draw(pieces(text, 1)), draw(pieces(text)), draw(pieces(text)),
        draw(st.sampled_from(["direct", "mixed", "indirect"])), draw(pieces(text)), draw(st.sampled_from(ACTS)),
        draw(st.sampled_from(["asserted", "denied", "hearsay", "hypothetical"])), draw(st.floats(0, 1)),
        draw(st.none() | st.integers(0, number - 1).map("id-{}".format)) if number else None,
        draw(st.none() | speakers(text)),
        draw(st.none() | st.builds(Unnamed, spans(text), st.none() | st.integers(0, 99))),
        tuple(draw(st.lists(speakers(text, False), max_size=2))),
        draw(st.none() | st.builds(Addressee, spans(text), st.none() | speakers(text))),
        draw(st.none() | places(text)),
        draw(st.none() | st.builds(Occasion, spans(text), st.sampled_from(["speech", "call"]))),
        draw(st.none() | whens(text)),
    )  # fmt: skip


@st.composite
def contacts(draw: st.DrawFn, text: str) -> Contact:
    return Contact(
        draw(st.sampled_from(["call", "visit"])), draw(st.sampled_from(["held", "planned"])),
        tuple(draw(st.lists(speakers(text), min_size=1, max_size=3))), draw(st.none() | places(text)),
        draw(st.none() | whens(text)), draw(spans(text)),
    )  # fmt: skip


@st.composite
def articles(draw: st.DrawFn, id: str = "made") -> Article:
    text = "".join(draw(st.lists(LETTERS, min_size=3, max_size=60)))
    many = draw(st.integers(0, 4))
    return Article(
        id, text, (), draw(st.none() | WORDS), draw(st.none() | st.sampled_from(["https://example.org/a?b=1&c#d", "no address"])),
        draw(st.none() | WORDS), draw(st.none() | WORDS), draw(st.none() | spans(text)), tuple(draw(st.lists(WORDS, max_size=2))),
        draw(st.none() | st.sampled_from(["2025-02-14", "2025-02-14T09:55", "2025-02-14T09:55+01:00"])),
        draw(st.sampled_from(["given", "metadata", "unknown"])), draw(st.none() | spans(text)), draw(st.none() | st.just("en")),
        tuple(draw(statements(text, n)) for n in range(many)), tuple(draw(st.lists(contacts(text), max_size=2))),
        tuple(draw(st.lists(WORDS, max_size=1))), draw(st.none() | WORDS),
    )  # fmt: skip
