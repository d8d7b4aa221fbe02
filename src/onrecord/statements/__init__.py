"""Article -> statements: decoding of spans and links, kinds, acts, stances, nesting, confidence."""

from __future__ import annotations

from onrecord.statements.find import StatementOptions, find_statements, parts_of, statements_in

__all__ = ["StatementOptions", "find_statements", "parts_of", "statements_in"]
