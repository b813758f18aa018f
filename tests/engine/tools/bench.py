"""Calls tools of a bench as an agent's gate does: first what is said of the call, then the call."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from pathlib import Path

from autogen_core.tools import TextResultContent

from gui.engine.bench_of_tools import Bench
from gui.engine.children import StartChild
from gui.engine.tools.built_in import built_in_bench
from gui.engine.tools.surroundings import ToolOptions, ToolSurroundings
from gui.model.gate import ToolFacts


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What a tool answered, and what was known before."""

    text: str
    failed: bool
    facts: ToolFacts


async def called(bench: Bench, name: str, **arguments: object) -> Said:
    facts = await asyncio.to_thread(bench.facts, name, arguments)
    result = await bench.workbench.call_tool(name, arguments)
    (content,) = result.result
    assert isinstance(content, TextResultContent)
    return Said(text=content.content, failed=result.is_error, facts=facts)


async def answer(bench: Bench, name: str, **arguments: object) -> str:
    said = await called(bench, name, **arguments)
    assert not said.failed, said.text
    return said.text


async def refusal(bench: Bench, name: str, **arguments: object) -> str:
    said = await called(bench, name, **arguments)
    assert said.failed, said.text
    return said.text


def file_bench(folder: Path | None) -> Bench:
    ids = ("files.list", "files.read", "files.search", "files.write", "files.patch")
    return built_in_bench(ids, ToolSurroundings(session_id="chat", folder=folder))


def code_bench(folder: Path, start: StartChild | None, options: ToolOptions) -> Bench:
    around = ToolSurroundings(session_id="chat", folder=folder, start_child=start, options=options)
    return built_in_bench(("python.run", "shell.run"), around)
