"""What the API and the MCP tools answer about two examples: found, checked, corrected, exported, cited."""

from __future__ import annotations

import asyncio
import json
import shutil
from pathlib import Path

import pytest
from starlette.testclient import TestClient

import onrecord
from onrecord.api.mcp import Answers, build_mcp
from onrecord.serving.app import build_app
from onrecord.serving.settings import ServingSettings


def test_statements_are_found_by_speaker_and_gone_through_page_by_page(api: TestClient) -> None:
    everything = api.get("/api/v1/statements", params={"limit": 200}).json()
    assert everything["total"] == len(everything["items"]) > 10 and everything["next"] is None
    pages, after = [], None
    while True:
        page = api.get("/api/v1/statements", params={"limit": 4} | ({"after": after} if after else {})).json()
        pages += page["items"]
        if (after := page["next"]) is None:
            break
    assert [s["statement"] for s in pages] == [s["statement"] for s in everything["items"]]
    named = api.get("/api/v1/statements", params={"by": "lindqvist"}).json()
    assert named["speakers"] == [{"id": "local:tove-lindqvist", "name": "Tove Lindqvist"}]
    assert named["items"] and {s["speaker"] for s in named["items"]} == {"Tove Lindqvist"}


def test_every_statement_leads_back_to_its_sentence(api: TestClient) -> None:
    for found in api.get("/api/v1/statements", params={"limit": 200}).json()["items"]:
        text = api.get(f"/api/v1/articles/{found['article']}").json()["article"]["text"]
        assert text[found["start"] : found["end"]] == found["sentence"]
        full = api.get(f"/api/v1/statements/{found['statement']}").json()
        assert full["report"] == found and full["statement"]["id"] == found["statement"]


def test_a_quotation_is_checked(api: TestClient) -> None:
    quoted = api.get("/api/v1/statements", params={"kind": "direct"}).json()["items"][0]
    check = api.get("/api/v1/check", params={"quote": quoted["content"]}).json()
    assert check["verdict"] == "verbatim" and check["evidence"][0]["statement"] == quoted["statement"]
    assert (
        api.get("/api/v1/check", params={"quote": "bananas sing at dawn"}).json()["verdict"]
        == "not on record"
    )


def test_speakers_issues_threads_and_contacts(filled: Path, tmp_path: Path) -> None:
    path = tmp_path / "onrecord.db"
    shutil.copy(filled, path)
    with TestClient(build_app(ServingSettings(str(path))), base_url="http://127.0.0.1:8000") as api:
        [who] = api.get("/api/v1/speakers", params={"name": "lindqvist"}).json()["items"]
        speaker = api.get(f"/api/v1/speakers/{who['id']}").json()
        assert speaker["ids"] == [who["id"]] and speaker["name"] == "Tove Lindqvist"
        assert speaker["statements"] == sum(t["statements"] for t in speaker["by_act"]) == 7
        assert [r["speaker"] for r in speaker["latest"]] == ["Tove Lindqvist"] * 5
        assert (
            api.post("/api/v1/issues", json={"name": "Harbour bridge", "words": "bridge"}).status_code == 201
        )
        assert api.get("/api/v1/statements", params={"issue": "harbour-bridge"}).json()["total"] > 0
        [watched] = api.get(f"/api/v1/speakers/{who['id']}").json()["issues"]
        assert watched["name"] == "Harbour bridge" and watched["statements"] > 0
        again = api.post("/api/v1/issues", json={"name": "Harbour Bridge", "words": "bridge OR pier"})
        assert [i["words"] for i in again.json()["items"]] == ["bridge OR pier"]
        assert api.delete("/api/v1/issues/harbour-bridge").status_code == 204
        assert api.delete("/api/v1/issues/harbour-bridge").status_code == 404
        assert api.get("/api/v1/issues").json() == {"items": []}
        assert (
            api.get("/api/v1/threads").status_code == 200
            and api.get("/api/v1/threads/none").status_code == 404
        )
        contacts = api.get("/api/v1/contacts").json()
        assert contacts["total"] == len(contacts["items"])


def test_an_article_is_read_once_and_revised_by_another_text(filled: Path, tmp_path: Path) -> None:
    path = tmp_path / "onrecord.db"
    shutil.copy(filled, path)
    with TestClient(build_app(ServingSettings(str(path))), base_url="http://127.0.0.1:8000") as api:
        article = {
            "text": "The mayor said the bridge would open in May.",
            "id": "bridge/1",
            "outlet": "The Courier",
        }
        first = api.post("/api/v1/articles", json=article)
        assert (first.status_code, first.json()["verdict"], first.json()["statements"]) == (201, "added", 1)
        assert api.get(first.headers["location"]).json()["article"]["outlet"] == "The Courier"
        assert api.post("/api/v1/articles", json=article).status_code == 200
        again = api.post(
            "/api/v1/articles", json=article | {"text": "The mayor said the bridge would never open."}
        )
        assert again.json()["verdict"] == "revised"
        old = api.get("/api/v1/articles/bridge/1", params={"revision": 1}).json()
        assert old["article"]["text"] == article["text"]
        page = b"<html><body><article><p>The union said on Monday that the strike would end.</p></article></body></html>"
        assert (
            api.post("/api/v1/articles", content=page, headers={"content-type": "text/html"}).status_code
            == 201
        )


@pytest.mark.parametrize(
    "format", ["jsonl", "csv", "annotations", "schema-org", "brat", "citron", "ftm", "graphml"]
)
def test_the_record_is_exported(api: TestClient, format: str) -> None:
    export = api.get("/api/v1/export", params={"format": format})
    assert export.status_code == 200 and len(export.content) > 100
    if format == "jsonl":
        assert [json.loads(line)["format"] for line in export.text.splitlines()] == ["onrecord/1"] * 2


def test_what_fits_the_filters_of_find_is_exported(api: TestClient) -> None:
    filters = {"by": "lindqvist", "published": "2025"}
    found = api.get("/api/v1/statements", params=filters).json()["items"]
    [line] = api.get("/api/v1/export", params=filters).text.splitlines()
    assert found and {s["id"] for s in json.loads(line)["statements"]} == {f["statement"] for f in found}
    assert api.get("/api/v1/export", params={"q": "nosuchword"}).text == ""
    assert api.get("/api/v1/export", params={"published": "soon"}).status_code == 422
    assert api.get("/api/v1/export", params={"format": "parquet"}).status_code == 422


def test_an_assistant_gets_citations(filled: Path) -> None:
    with onrecord.open(filled) as record:
        answers = Answers(record, "http://127.0.0.1:8000/")
        found = answers.find(by="lindqvist", limit=3)
        assert found["total"] > 0 and found["speakers"] == ["Tove Lindqvist"]
        for said in found["statements"]:
            assert said["sentence"] and said["link"].startswith("http://127.0.0.1:8000/articles/")
            assert said["link"].endswith(f"#s-{said['statement']}")
            assert answers.thread(said["statement"])["reports"]
        assert answers.who("lindqvist")["speakers"][0]["name"] == "Tove Lindqvist"
        assert answers.check("bananas sing at dawn", by="lindqvist")["verdict"] == "not on record"


def test_the_mcp_server_offers_its_tools(filled: Path) -> None:
    pytest.importorskip("mcp", reason="the extra [mcp] is not installed")
    with onrecord.open(filled) as record:
        server = build_mcp(record, "http://127.0.0.1:8000")
        tools = asyncio.run(server.list_tools())
        assert [tool.name for tool in tools] == ["find", "check", "who", "thread"]
        assert all(tool.description for tool in tools)
        told = asyncio.run(server.call_tool("find", {"words": "bridge"}))
    assert "harbour" in str(told).lower()
