"""The record: articles with their statements kept in a database, SQLite or PostgreSQL. No model runtime is needed."""

from onrecord.record.store import Store

__all__ = ["Store"]
