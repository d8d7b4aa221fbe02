"""A record of the examples, made once for the tests that only look at it."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner

from onrecord.cli.main import app

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"


@pytest.fixture(scope="session")
def examples_db(tmp_path_factory: pytest.TempPathFactory) -> Path:
    db = tmp_path_factory.mktemp("examples") / "examples.db"
    texts = [str(path) for path in sorted(EXAMPLES.iterdir()) if path.suffix in (".txt", ".html")]
    got = CliRunner().invoke(app, ["add", *texts, "--db", str(db), "-q"])
    assert got.exit_code == 0, got.output
    return db
