"""What all tests share: where the examples and the gold are, and a store of each kind."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

sys.path.insert(0, str(Path(__file__).parent))

ROOT = Path(__file__).resolve().parent.parent

if TYPE_CHECKING:
    from onrecord.record.store import Store


@pytest.fixture
def examples() -> Path:
    return ROOT / "examples"


@pytest.fixture
def shared() -> Path:
    """The folder with gold and scorers, which is not part of the project."""
    folder = ROOT.parent / "shared"
    if not (folder / "gold" / "trump-nato.txt").is_file():
        pytest.skip("the gold is not here (it is no part of the project)")
    return folder


@pytest.fixture(params=["sqlite", "postgresql"])
def where(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """Where a record may be made: a path, and an address on PostgreSQL where one is given."""
    from stores import place

    with place(request.param, tmp_path) as address:
        yield address


@pytest.fixture
def store(where: str) -> Iterator[Store]:
    """An empty record: every test that asks for it runs on SQLite and on PostgreSQL."""
    from onrecord.record.store import Store

    with Store.open(where) as opened:
        yield opened
