"""Articles built from quoted words, so that no test types an offset."""

from __future__ import annotations

from onrecord.types import Article, Block, Span, Speaker, Statement


def at(text: str, words: str, after: int = 0) -> Span:
    """The span of `words` in `text`, at or after a place."""
    start = text.index(words, after)
    return Span(start, start + len(words))


def article(text: str, *statements: Statement, **known: object) -> Article:
    """An article whose lines are its blocks."""
    blocks, start = [], 0
    for line in text.split("\n"):
        if line.strip():
            blocks.append(Block(Span(start, start + len(line)), "body"))
        start += len(line) + 1
    return Article(id="test", text=text, blocks=tuple(blocks), statements=statements, **known)  # type: ignore[arg-type]


def statement(text: str, content: str, cue: str = "", source: str = "", **more: object) -> Statement:
    """A statement by its words; ` … ` parts the pieces of a content."""
    pieces = tuple(at(text, p) for p in content.split(" … "))
    values: dict[str, object] = {
        "id": f"id-{pieces[0].start}-{pieces[-1].end}",
        "content": pieces,
        "cue": (at(text, cue),) if cue else (),
        "source": (at(text, source),) if source else (),
        "kind": "indirect",
        "quoted": (),
        "act": "say",
        "stance": "asserted",
        "confidence": 0.9,
    }
    return Statement(**values | more)  # type: ignore[arg-type]


def person(name: str, text: str, how: str = "name") -> Speaker:
    """A speaker that the text names."""
    named = at(text, name) if name in text else None
    return Speaker("local:" + name.lower().replace(" ", "-"), name, "person", how, named, 0.9)  # type: ignore[arg-type]
