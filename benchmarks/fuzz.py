"""Thousands of requests made up from the API's own description: python benchmarks/fuzz.py [CALLS]; fails on any 5xx or broken word.

It serves a record of two examples to itself, in one process, with nothing but made-up requests: no network.
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

import onrecord
from onrecord.serving.app import build_app
from onrecord.serving.settings import Limits, ServingSettings

EXAMPLES = Path(__file__).resolve().parent.parent / "examples"
CHECKS = [not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance]


def main(calls: int) -> int:
    """Make so many calls, as many to each operation as there are to make; print what was answered. 1 where something is wrong."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "onrecord.db"
        with onrecord.open(path) as record:
            record.add([EXAMPLES / "harbour-bridge.txt", EXAMPLES / "clinic-strike.txt"])
        app = build_app(ServingSettings(str(path), names=("testserver",), limits=Limits(fetch_seconds=0.2)))
        schema = schemathesis.openapi.from_asgi("/api/v1/openapi.json", app)
        operations = sorted((found.ok() for found in schema.get_all_operations()), key=_room)
        statuses: Counter[int] = Counter()
        wrong: list[str] = []
        begun = time.monotonic()
        for done, operation in enumerate(operations):
            left = calls - sum(statuses.values())
            _fuzz(operation, -(-left // (len(operations) - done)), statuses, wrong)
        app.state.record.close()
    print(
        f"{sum(statuses.values()):,} calls to {len(operations)} operations in {time.monotonic() - begun:.0f} s"
    )
    print(", ".join(f"{status}: {count:,}" for status, count in sorted(statuses.items())))
    for told in wrong:
        print(told, file=sys.stderr)
    return 1 if wrong or any(status >= 500 for status in statuses) else 0


def _room(operation: schemathesis.APIOperation) -> int:
    """How much there is to make up: those with little come first, and what they leave goes to the others."""
    return len(list(operation.iter_parameters())) + 10 * len(list(operation.body))


def _fuzz(operation: schemathesis.APIOperation, calls: int, statuses: Counter[int], wrong: list[str]) -> None:
    @settings(
        max_examples=calls,
        deadline=None,
        database=None,
        suppress_health_check=list(HealthCheck),
        phases=(Phase.explicit, Phase.generate),
    )
    @given(operation.as_strategy())
    def call(case: schemathesis.Case) -> None:
        response = case.call()
        statuses[response.status_code] += 1
        case.validate_response(response, checks=CHECKS)

    try:
        call()
    except Exception as error:
        wrong.append(f"{operation.label}: {error}")


if __name__ == "__main__":
    raise SystemExit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 5000))
