"""A server of pages on a record of the examples, read by the engine once."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import select
from starlette.testclient import TestClient

import onrecord
from onrecord.ingest import AddOptions
from onrecord.reading import ReadingOptions
from onrecord.record.schema import articles
from onrecord.serving.app import build_app
from onrecord.serving.settings import ServingSettings
from onrecord.threads.storing import update_threads

EXAMPLES = Path(__file__).parents[2] / "examples"
OUTLETS = {
    "harbour-bridge.txt": "The Keldavik Post",
    "harbour-bridge-courier.txt": "The Courier",
    "clinic-strike.txt": "The Keldavik Post",
    "reservoir.html": None,
    "solar-works-release.txt": "Solar Works",
}
MEETINGS = (
    "Ferry talks begin\n\nMayor Tove Lindqvist met Transport Minister Jonas Feld in Oslo on 26 September 2025. The two spoke about "
    "the ferry.\n\nFeld will visit Keldavik in October, his office said. He had called Opposition leader Anders Roth on 29 August 2025."
)
HOST = "http://localhost:8000"


@pytest.fixture(scope="session")
def examples_record(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The examples on record, with their threads."""
    path = tmp_path_factory.mktemp("web") / "examples.db"
    with onrecord.open(path) as record:
        reading = ReadingOptions(published="2025-09-30")
        [told] = record.add(MEETINGS, AddOptions(reading=reading, outlet="The Courier"))
        assert told.verdict == "added", told
        for name, outlet in OUTLETS.items():
            [added] = record.add(EXAMPLES / name, AddOptions(outlet=outlet))
            assert added.verdict == "added", added
        with record.store.writing() as connection:
            update_threads(connection, connection.execute(select(articles.c.id)).scalars().all())
    return path


def client_of(path: Path) -> Iterator[TestClient]:
    with TestClient(build_app(ServingSettings(record=str(path), editor="Ida")), base_url=HOST) as client:
        yield client


@pytest.fixture(scope="session")
def pages(examples_record: Path) -> Iterator[TestClient]:
    """The examples, to look at only."""
    yield from client_of(examples_record)


@pytest.fixture
def desk(examples_record: Path, tmp_path: Path) -> Iterator[TestClient]:
    """A copy of the examples, to correct."""
    import sqlite3

    with sqlite3.connect(examples_record) as whole, sqlite3.connect(tmp_path / "copy.db") as copy:
        whole.backup(copy)
    yield from client_of(tmp_path / "copy.db")


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[TestClient]:
    """A new record."""
    yield from client_of(tmp_path / "new.db")
