"""What a reader searches for: words as typed in, a tree of what must occur out, and the tree as SQLite and PostgreSQL ask for it.

Any text is a search. All words must occur, in any order and inflection (tax, taxes, taxed); `"words in a row"` as they stand;
`-word` must not occur; `tax*` begins so; `tax OR duty` either, binding closer than the blanks around it.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import Literal

__all__ = [
    "All",
    "Any",
    "But",
    "Mark",
    "Node",
    "Term",
    "fts5",
    "parse_words",
    "plain_words",
    "tsquery",
    "within",
]

MOST = 100  # words and phrases of one search that count; the rest is passed over
LONGEST = 200  # letters of a word that count

Where = Literal["either", "said"]


@dataclass(frozen=True, slots=True)
class Term:
    """A word, or words in a row; `prefix`: the last one only begins so. `where`: in the words said, or there or around."""

    words: tuple[str, ...]
    prefix: bool = False
    where: Where = "either"


@dataclass(frozen=True, slots=True)
class Mark:
    """A mark that the index keeps of a statement beside its words (facets.py)."""

    token: str


@dataclass(frozen=True, slots=True)
class All:
    """All of these."""

    parts: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Any:
    """At least one of these; nothing at all where there is none."""

    parts: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class But:
    """This, and not that."""

    part: Node
    without: Node


Node = Term | Mark | All | Any | But

_PIECE = re.compile(r'(-?)"([^"]*)(?:"|$)(\*?)|(\S+)')
_QUOTES = str.maketrans("“”„‟«»＂", '"' * 7)


def parse_words(typed: str) -> tuple[tuple[Node, ...], tuple[Node, ...]]:
    """What must occur, and what must not.

    >>> parse_words('nato "fair share" OR spending -gas')
    ((Term(words=('nato',), prefix=False, where='either'), Any(parts=(Term(words=('fair', 'share'), prefix=False, where='either'), \
Term(words=('spending',), prefix=False, where='either')))), (Term(words=('gas',), prefix=False, where='either'),))
    """
    wanted: list[list[Node]] = []
    unwanted: list[Node] = []
    joins = False
    for match in list(_PIECE.finditer(typed.translate(_QUOTES)))[: 2 * MOST]:
        if match[4] in ("OR", "|"):
            joins = bool(wanted)
            continue
        term, negative = _term(match)
        if term is None:
            continue
        if negative:
            unwanted.append(term)
        elif joins:
            wanted[-1].append(term)
        else:
            wanted.append([term])
        joins = False
    groups = tuple(group[0] if len(group) == 1 else Any(tuple(group)) for group in wanted[:MOST])
    return groups, tuple(unwanted[:MOST])


def plain_words(text: str) -> list[str]:
    """The words of a text, in small letters and without marks: what the index tells apart.

    >>> plain_words("Mr. O’Hara’s café")
    ['mr', 'o', 'hara', 's', 'cafe']
    """
    return [word[:LONGEST] for word in re.findall(r"[^\W_]+", _folded(text))]


def within(node: Node, where: Where) -> Node:
    """The same, asked of the words said only, or of those around too."""
    match node:
        case Term(words, prefix):
            return Term(words, prefix, where)
        case All(parts):
            return All(tuple(within(p, where) for p in parts))
        case Any(parts):
            return Any(tuple(within(p, where) for p in parts))
        case But(part, without):
            return But(within(part, where), without)
    return node


def fts5(node: Node) -> str:
    """The tree in the language of SQLite's full-text index, with every word in quotation marks.

    >>> fts5(All((Term(("tax",), prefix=True), Mark("k1"))))
    '({said around} : "tax" * AND marks : "k1")'
    """
    match node:
        case Term(words, prefix, where):
            column = "said" if where == "said" else "{said around}"
            return f'{column} : "{" ".join(words)}"' + (" *" if prefix else "")
        case Mark(token):
            return f'marks : "{token}"'
        case All(parts):
            return f"({' AND '.join(map(fts5, parts))})"
        case Any(parts):
            return f"({' OR '.join(map(fts5, parts))})" if parts else 'marks : "none"'
        case But(part, without):
            return f"({fts5(part)} NOT {fts5(without)})"


def tsquery(node: Node, values: dict[str, str]) -> str:
    """The tree as an expression of PostgreSQL; its words go into `values`, to be bound by name.

    >>> values = {}
    >>> tsquery(All((Term(("fair", "share"), where="said"), Mark("k1"))), values)
    "(to_tsquery('onrecord_words', :q0) && CAST(:q1 AS tsquery))"
    >>> values
    {'q0': "('fair':A <-> 'share':A)", 'q1': "'#k1'"}
    """
    kinds = _kinds(node)
    if len(kinds) == 1:
        name = f"q{len(values)}"
        values[name] = _lexemes(node)
        return f"to_tsquery('onrecord_words', :{name})" if kinds == {Term} else f"CAST(:{name} AS tsquery)"
    match node:
        case All(parts):
            return f"({' && '.join(tsquery(p, values) for p in parts)})"
        case Any(parts):
            return f"({' || '.join(tsquery(p, values) for p in parts)})"
        case But(part, without):
            return f"({tsquery(part, values)} && !!{tsquery(without, values)})"
    raise TypeError(f"not a search: {node!r}")


def _kinds(node: Node) -> set[type]:
    match node:
        case All(parts) | Any(parts):
            return set().union(*map(_kinds, parts)) or {Mark}
        case But(part, without):
            return _kinds(part) | _kinds(without)
    return {type(node)}


def _lexemes(node: Node) -> str:
    """The tree, all of words or all of marks, as PostgreSQL writes a query."""
    match node:
        case Term(words, prefix, where):
            weight = "A" if where == "said" else "AB"
            ends = [""] * (len(words) - 1) + ["*" if prefix else ""]
            terms = [f"'{word}':{end}{weight}" for word, end in zip(words, ends, strict=True)]
            return terms[0] if len(terms) == 1 else f"({' <-> '.join(terms)})"
        case Mark(token):
            return f"'#{token}'"
        case All(parts):
            return f"({' & '.join(map(_lexemes, parts))})"
        case Any(parts):
            return f"({' | '.join(map(_lexemes, parts))})" if parts else "'#none'"
        case But(part, without):
            return f"({_lexemes(part)} & !{_lexemes(without)})"


def _term(match: re.Match[str]) -> tuple[Term | None, bool]:
    minus, phrase, star, word = match.groups()
    if word is None:
        words = plain_words(phrase)
        return (Term(tuple(words), bool(star)) if words else None), bool(minus)
    negative = word.startswith("-")
    words = plain_words(word)
    return (Term(tuple(words), word.rstrip('.,;:!?)"').endswith("*")) if words else None), negative


def _folded(text: str) -> str:
    if text.isascii():
        return text.lower()
    apart = unicodedata.normalize("NFKD", text.casefold())
    return "".join(c for c in apart if not unicodedata.combining(c))
