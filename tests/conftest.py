"""What all tests share: where the examples and the gold are."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

ROOT = Path(__file__).resolve().parent.parent


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
