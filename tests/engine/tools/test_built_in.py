"""The bench of built-in tools: what models are told of each, and what is said before a call."""

from __future__ import annotations

from pathlib import Path

import pytest

from gui.engine.tools.built_in import BUILT_IN_IDS, built_in_bench
from gui.engine.tools.surroundings import ToolSurroundings
from gui.model.gate import Effect
from tests.engine.tools.bench import answer, refusal

TOOLS = {
    "list_files": Effect.READ,
    "read_file": Effect.READ,
    "search_files": Effect.READ,
    "write_file": Effect.WRITE,
    "apply_patch": Effect.WRITE,
    "run_python": Effect.RUN,
    "run_shell": Effect.RUN,
    "read_web_page": Effect.READ,
    "remember": Effect.WRITE,
    "recall_memories": Effect.READ,
    "forget_memory": Effect.WRITE,
    "search_documents": Effect.READ,
    "arithmetic": Effect.READ,
    "date_and_time": Effect.READ,
}


async def test_every_tool_is_described_with_its_arguments(tmp_path: Path) -> None:
    bench = built_in_bench(BUILT_IN_IDS, ToolSurroundings(session_id="chat", folder=tmp_path))
    tools = await bench.workbench.list_tools()
    assert {tool["name"]: bench.facts(tool["name"], {}).effect for tool in tools} == TOOLS
    ids = [bench.facts(tool["name"], {}).tool_id for tool in tools]
    assert len(set(ids)) == len(ids)
    for tool in tools:
        assert len(tool.get("description", "")) > 10
        arguments = tool["parameters"]["properties"] if "parameters" in tool else {}
        for name, argument in arguments.items():
            assert argument["description"] != name, (tool["name"], name)


async def test_a_tool_that_is_named_twice_is_there_once() -> None:
    bench = built_in_bench(["arithmetic"] * 2, ToolSurroundings(session_id="chat"))
    assert len(await bench.workbench.list_tools()) == 1
    assert await answer(bench, "arithmetic", expression="6*7") == "42"
    assert await refusal(bench, "arithmetic", expression="x") == "this is not a sum"


def test_an_unknown_tool_is_refused() -> None:
    with pytest.raises(ValueError, match=r"no built-in tool 'files\.burn'"):
        built_in_bench(["files.burn"], ToolSurroundings(session_id="chat"))
    bench = built_in_bench(["arithmetic"], ToolSurroundings(session_id="chat"))
    assert bench.facts("burn", {}).effect is Effect.RUN


async def test_the_clock_tells_the_offset_too() -> None:
    bench = built_in_bench(["date_and_time"], ToolSurroundings(session_id="chat"))
    assert len(await answer(bench, "date_and_time")) == len("2026-01-01T00:00:00+00:00")
