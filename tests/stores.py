"""Places for records: a file of SQLite, a schema of its own on PostgreSQL."""

from __future__ import annotations

import os
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text
from sqlalchemy.engine import make_url

from onrecord.record.store import Store
from onrecord.record.writing import Outcome, Provenance, add_article
from onrecord.types import Article

KINDS = ("sqlite", "postgresql")
READ = Provenance(engine="1.0", bundle="one", run=None, added_at="2026-02-01T12:00:00Z")


@contextmanager
def place(kind: str, folder: Path) -> Iterator[str]:
    """An address where no record is yet; what is made there goes again."""
    if kind == "sqlite":
        yield str(folder / "onrecord.db")
        return
    server = os.environ.get("ONRECORD_TEST_POSTGRES")
    if not server:
        pytest.skip("ONRECORD_TEST_POSTGRES names no PostgreSQL to test on; run: .ci/postgres pytest")
    url, schema = make_url(server), f"test_{uuid.uuid4().hex}"
    engine = create_engine(url)
    with engine.begin() as connection:
        connection.execute(text(f"CREATE SCHEMA {schema}"))
    try:
        own = url.update_query_dict({"options": f"-csearch_path={schema}"})
        yield own.render_as_string(hide_password=False)
    finally:
        with engine.begin() as connection:
            connection.execute(text(f"DROP SCHEMA {schema} CASCADE"))
        engine.dispose()


def put(store: Store, *articles: Article, by: Provenance = READ, **how: bool) -> list[Outcome]:
    """Add articles in one transaction."""
    with store.writing() as connection:
        return [add_article(connection, article, by, **how) for article in articles]
