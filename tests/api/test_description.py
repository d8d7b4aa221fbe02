"""The OpenAPI document: every operation has a name, an example of its answer, and its problems."""

from __future__ import annotations

from starlette.testclient import TestClient


def test_every_operation_is_described(api: TestClient) -> None:
    document = api.get("/api/v1/openapi.json").json()
    seen = set()
    for path, methods in document["paths"].items():
        for method, operation in methods.items():
            where = f"{method} {path}"
            assert operation["operationId"] not in seen, where
            seen.add(operation["operationId"])
            assert operation["description"], where
            for code in ("200", "201"):
                content = operation["responses"].get(code, {}).get("content", {})
                if "application/json" in content:
                    assert "example" in content["application/json"], where
            for code in ("401", "403", "404", "422"):
                assert list(operation["responses"][code]["content"]) == ["application/problem+json"], where
            for parameter in operation.get("parameters", []):
                known = parameter.keys() | parameter["schema"].keys()
                assert known & {"example", "examples", "default", "description"}, (
                    f"{where} {parameter['name']}"
                )
    assert {"find_statements", "one_article", "check_a_quotation", "export_record"} <= seen


def test_the_page_of_the_api_needs_nothing_from_elsewhere(api: TestClient) -> None:
    page = api.get("/api/v1/docs")
    assert page.status_code == 200 and "GET /api/v1/statements" in page.text
    assert "http://" not in page.text and "https://" not in page.text and "<script" not in page.text
