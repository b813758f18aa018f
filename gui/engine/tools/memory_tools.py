"""The tools for what is remembered across chats; the user sees the same list in the settings."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Annotated

from gui.engine.tools.kit import BuiltInTool
from gui.engine.tools.surroundings import Memories
from gui.model.gate import Effect
from gui.model.tool_refusal import ToolRefusal

FAMILY = "memory"


class MemoryTools:
    """`memories` is None where there are none; the tools then say so."""

    def __init__(self, memories: Memories | None) -> None:
        self._memories = memories

    def all(self) -> tuple[BuiltInTool, ...]:
        return (
            self._tool(self.remember, Effect.WRITE),
            self._tool(self.recall_memories, Effect.READ),
            self._tool(self.forget_memory, Effect.WRITE),
        )

    async def remember(
        self, text: Annotated[str, "one fact, in a sentence that is clear by itself"]
    ) -> str:
        """Remembers a fact about the user or their work for all later chats.

        Only for what the user wants to be remembered; never for passwords or keys.
        """
        try:
            kept = await self._kept.add(text)
        except ValueError as error:
            raise ToolRefusal(str(error)) from error
        except OSError as error:
            raise ToolRefusal(f"It cannot be kept: {error.strerror}.") from error
        return f"Remembered as {kept.id}."

    async def recall_memories(
        self, words: Annotated[str, "only memories with all of these words; empty for all"] = ""
    ) -> str:
        """Lists what was remembered in earlier chats, each with its id."""
        wanted = words.casefold().split()
        found = [
            f"{one.id}: {one.text}"
            for one in await self._kept.list()
            if all(word in one.text.casefold() for word in wanted)
        ]
        if not found:
            return "No memory has these words." if wanted else "Nothing is remembered yet."
        return "\n".join(found)

    async def forget_memory(
        self, memory_id: Annotated[str, "an id that recall_memories has told"]
    ) -> str:
        """Forgets one thing that was remembered, for good."""
        try:
            found = await self._kept.remove(memory_id.strip())
        except OSError as error:
            raise ToolRefusal(f"It cannot be forgotten: {error.strerror}.") from error
        if not found:
            raise ToolRefusal(f"There is no memory {memory_id!r}; recall_memories tells the ids.")
        return "Forgotten."

    @property
    def _kept(self) -> Memories:
        if self._memories is None:
            raise ToolRefusal("Nothing can be remembered here.")
        return self._memories

    def _tool(self, run: Callable[..., Awaitable[str]], effect: Effect) -> BuiltInTool:
        return BuiltInTool(run=run, family=FAMILY, effect=effect)
