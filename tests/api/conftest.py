"""A record of two articles served to a test, as a browser on the same machine would meet it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

import onrecord
from onrecord.serving.app import build_app
from onrecord.serving.settings import ServingSettings

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"
LOCAL = "http://127.0.0.1:8000"


@pytest.fixture(scope="session")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A record that holds two examples; tests that write copy it first."""
    path = tmp_path_factory.mktemp("served") / "onrecord.db"
    with onrecord.open(path) as record:
        added = record.add([EXAMPLES / "harbour-bridge.txt", EXAMPLES / "clinic-strike.txt"])
    assert [a.verdict for a in added] == ["added", "added"]
    return path


@pytest.fixture(scope="session")
def api(filled: Path) -> Iterator[TestClient]:
    """The API on that record, for reading."""
    with TestClient(build_app(ServingSettings(str(filled))), base_url=LOCAL) as client:
        yield client
