"""What runs the code of AutoGen's agents and tools, with all that it starts under control."""

from __future__ import annotations

import asyncio

from autogen_core import CancellationToken
from autogen_core.code_executor import CodeBlock, CodeExecutor, CodeResult

from gui.engine.tools.code_runner import CodeRunner
from gui.engine.tools.process_run import Outcome
from gui.model.tool_refusal import ToolRefusal

_LATE = 124  # as the command `timeout` says it, and AutoGen's own executors
_REFUSED = 1
_PYTHON = frozenset(("python", "python3", "py"))
_SHELL = frozenset(("sh", "bash", "shell", "zsh", "console", "powershell", "pwsh", "ps1", ""))


class ChildCodeExecutor(CodeExecutor):
    """AutoGen's own local one leaves what its code has started; this one ends it.

    It keeps nothing between two calls, so there is nothing to start, stop or restart.
    """

    component_type = "code_executor"

    def __init__(self, runner: CodeRunner, *, seconds: float) -> None:
        """`seconds` is for each block."""
        self._runner = runner
        self._seconds = seconds

    async def execute_code_blocks(
        self, code_blocks: list[CodeBlock], cancellation_token: CancellationToken
    ) -> CodeResult:
        """One block after the other, up to the first that fails."""
        async with asyncio.TaskGroup() as group:
            task = group.create_task(self._all(code_blocks))
            cancellation_token.link_future(task)
        if task.cancelled():
            raise asyncio.CancelledError
        return task.result()

    async def start(self) -> None:
        return

    async def stop(self) -> None:
        return

    async def restart(self) -> None:
        return

    async def _all(self, blocks: list[CodeBlock]) -> CodeResult:
        outputs: list[str] = []
        code = 0
        for block in blocks:
            result = await self._one(block)
            outputs.append(result.output)
            code = result.exit_code
            if code:
                break
        return CodeResult(exit_code=code, output="\n".join(outputs))

    async def _one(self, block: CodeBlock) -> CodeResult:
        try:
            outcome = await self._outcome(block)
        except ToolRefusal as refusal:
            return CodeResult(exit_code=_REFUSED, output=str(refusal))
        if outcome.late:
            end = f"[It was ended after {self._seconds:g} seconds.]"
            return CodeResult(exit_code=_LATE, output=f"{outcome.output}\n{end}".lstrip())
        code = _REFUSED if outcome.code is None else outcome.code
        return CodeResult(exit_code=code, output=outcome.output)

    async def _outcome(self, block: CodeBlock) -> Outcome:
        language = block.language.strip().lower()
        if language in _PYTHON:
            return await self._runner.python(block.code, seconds=self._seconds)
        if language in _SHELL:
            return await self._runner.shell(block.code, seconds=self._seconds)
        raise ToolRefusal(f"Code in {block.language!r} cannot be run; Python and shell can.")
