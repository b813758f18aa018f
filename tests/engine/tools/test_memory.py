"""The tools for memory, on the store that the settings show."""

from __future__ import annotations

from pathlib import Path

from gui.engine.tools.built_in import built_in_bench
from gui.engine.tools.surroundings import ToolSurroundings
from gui.model.gate import Effect
from gui.services.user_memory import LONGEST, UserMemory
from tests.engine.tools.bench import answer, called, refusal


async def test_what_is_remembered_is_recalled_and_forgotten(tmp_path: Path) -> None:
    memory = UserMemory(tmp_path / "memory.json")
    bench = built_in_bench(["memory"], ToolSurroundings(session_id="chat", memories=memory))
    assert await answer(bench, "recall_memories") == "Nothing is remembered yet."
    said = await called(bench, "remember", text="Likes green tea.")
    (kept,) = await memory.list()
    assert said.text == f"Remembered as {kept.id}."
    assert (said.facts.effect, said.facts.tool_id) == (Effect.WRITE, "memory/remember")
    assert await answer(bench, "recall_memories", words="TEA green") == (
        f"{kept.id}: Likes green tea."
    )
    assert await answer(bench, "recall_memories", words="coffee") == "No memory has these words."
    assert "at most" in await refusal(bench, "remember", text="x" * (LONGEST + 1))
    assert "tells the ids" in await refusal(bench, "forget_memory", memory_id="nothing")
    assert await answer(bench, "forget_memory", memory_id=kept.id) == "Forgotten."
    assert await memory.list() == ()
    assert bench.facts("recall_memories", {}).effect is Effect.READ


async def test_without_a_store_the_tools_say_so() -> None:
    bench = built_in_bench(["memory"], ToolSurroundings(session_id="chat"))
    assert "Nothing can be remembered here" in await refusal(bench, "recall_memories")
