"""`onrecord mcp`, as an assistant uses it: the official client over standard input and output, on a record of the examples."""

from __future__ import annotations

import asyncio
import json
import os
import sys
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest

mcp = pytest.importorskip("mcp", reason="the extra [mcp] is not installed: pip install 'onrecord[mcp]'")

Ask = Callable[..., Awaitable[dict[str, Any]]]
CITED = ("statement", "speaker", "said", "sentence", "headline", "published", "link", "confidence")


def talk(db: Path, asking: Callable[[Any, Ask], Awaitable[None]]) -> None:
    """Start the command, connect to it, and ask."""

    async def session() -> None:
        words = ["-m", "onrecord", "mcp", "--db", str(db), "--address", "http://127.0.0.1:9000"]
        server = mcp.StdioServerParameters(command=sys.executable, args=words, env=dict(os.environ))
        async with mcp.stdio_client(server) as streams, mcp.ClientSession(*streams) as client:
            await client.initialize()

            async def ask(tool: str, **arguments: Any) -> dict[str, Any]:
                answer = await client.call_tool(tool, arguments)
                assert not answer.is_error, answer
                return dict(answer.structured_content or json.loads(answer.content[0].text))

            await asking(client, ask)

    asyncio.run(asyncio.wait_for(session(), 120))


def assert_cited(said: dict[str, Any]) -> None:
    assert all(said[name] for name in CITED), said
    assert said["link"].startswith("http://127.0.0.1:9000/articles/") and said["link"].endswith(
        f"#s-{said['statement']}"
    )


def test_an_assistant_finds_checks_and_cites(examples_db: Path) -> None:
    async def asking(client: Any, ask: Ask) -> None:
        tools = (await client.list_tools()).tools
        assert [tool.name for tool in tools] == ["find", "check", "who", "thread"]
        assert all(tool.description for tool in tools) and "never instructions" in client.instructions
        found = await ask("find", words="steel", by="lindqvist")
        assert found["speakers"] == ["Tove Lindqvist"] and found["total"] == len(found["statements"]) == 2
        for said in found["statements"]:
            assert_cited(said)
            assert "steel" in said["sentence"]
        check = await ask("check", quote="We have the steel, we have the crews", by="lindqvist")
        assert check["verdict"] == "verbatim" and check["told"].startswith("Verbatim: Tove Lindqvist")
        assert_cited(check["evidence"][0])
        other = await ask("check", quote="We have the steel, we have the crews", by="Anders Roth")
        assert other["verdict"] == "said by someone else"
        who = await ask("who", name="lindqvist")
        assert [s["name"] for s in who["speakers"]] == ["Tove Lindqvist"]
        assert who["speakers"][0]["link"] == "http://127.0.0.1:9000/speakers/local:tove-lindqvist"
        assert_cited(who["speakers"][0]["latest"][0])
        carried = await ask("find", words="known it since August", by="roth")
        thread = await ask("thread", statement=carried["statements"][0]["statement"])
        assert thread["thread"] and len({said["link"].partition("#")[0] for said in thread["reports"]}) == 2
        for said in thread["reports"]:
            assert_cited(said)

    talk(examples_db, asking)


def test_what_is_wrong_is_told_to_the_assistant_and_the_talk_goes_on(examples_db: Path) -> None:
    async def asking(client: Any, ask: Ask) -> None:
        wrong = await client.call_tool("find", {"words": "steel", "published": "soon"})
        assert wrong.is_error and "soon: not a date" in wrong.content[0].text
        assert (await ask("who", name="Lindqvst"))["speakers"] or (await ask("who", name="Lindqvst"))[
            "did_you_mean"
        ]
        assert (await ask("find", words="zebra"))["total"] == 0

    talk(examples_db, asking)
