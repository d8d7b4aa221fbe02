"""The API does what its OpenAPI document says: requests made up by schemathesis (benchmarks/fuzz.py makes thousands)."""

from __future__ import annotations

import shutil
from pathlib import Path

import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from onrecord.serving.app import build_app
from onrecord.serving.settings import Limits, ServingSettings

CHECKS = [not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance]
FEW = settings(
    max_examples=8,
    deadline=None,
    database=None,
    derandomize=True,
    suppress_health_check=list(HealthCheck),
    phases=(Phase.explicit, Phase.generate),
)


def test_the_api_keeps_its_word(filled: Path, tmp_path: Path) -> None:
    path = tmp_path / "onrecord.db"
    shutil.copy(filled, path)
    app = build_app(ServingSettings(str(path), names=("testserver",), limits=Limits(fetch_seconds=0.2)))
    schema = schemathesis.openapi.from_asgi("/api/v1/openapi.json", app)
    operations = [found.ok() for found in schema.get_all_operations()]
    for operation in operations:

        @FEW
        @given(operation.as_strategy())
        def keeps_its_word(case: schemathesis.Case) -> None:
            case.call_and_validate(checks=CHECKS)

        keeps_its_word()
    app.state.record.close()
    assert len(operations) >= 15
