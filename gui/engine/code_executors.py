"""What runs code for agents: started when first used, and behind the gate where nothing else is."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from autogen_core import CancellationToken
from autogen_core.code_executor import CodeBlock, CodeExecutor, CodeResult
from autogen_core.tools import TextResultContent, ToolResult

from gui.engine.gated_calls import GatedCalls
from gui.model.events import ToolFinished
from gui.model.gate import Effect, ToolCall, ToolFacts
from gui.model.plan import ConversationPlan


@dataclass(frozen=True, slots=True, kw_only=True)
class ExecutorWants:
    """What a component says of its executor: "local" or "docker", and seconds for each block."""

    kind: str
    timeout: int
    image: str = ""

    @property
    def isolated(self) -> bool:
        return self.kind == "docker"


Executors = Callable[[ExecutorWants, ConversationPlan], CodeExecutor]
"""Makes an executor that is not started yet. Raises OSError where nothing can run code."""


def no_executors(wants: ExecutorWants, plan: ConversationPlan) -> CodeExecutor:
    """Where nobody runs code for agents."""
    del plan
    raise OSError(f"nothing here runs {wants.kind} code")


class LazyExecutor(CodeExecutor):
    """Starts another one when it is first used."""

    component_type = "code_executor"

    def __init__(self, inner: CodeExecutor, wants: ExecutorWants) -> None:
        self._inner = inner
        self.wants = wants
        self._started = False

    async def execute_code_blocks(
        self, code_blocks: list[CodeBlock], cancellation_token: CancellationToken
    ) -> CodeResult:
        await self.start()
        return await self._inner.execute_code_blocks(code_blocks, cancellation_token)

    async def start(self) -> None:
        if not self._started:
            self._started = True
            await self._inner.start()

    async def stop(self) -> None:
        if self._started:
            self._started = False
            await self._inner.stop()

    async def restart(self) -> None:
        await self._inner.restart()


class GatedExecutor(CodeExecutor):
    """For an agent that runs code by itself: each block is a call that passes the gate."""

    component_type = "code_executor"

    def __init__(self, inner: LazyExecutor, calls: GatedCalls, *, place: str) -> None:
        self._inner = inner
        self._calls = calls
        self._facts = ToolFacts(
            tool_id=f"team_code/{inner.wants.kind}/{calls.seat.source}",
            effect=Effect.RUN,
            place=place,
            isolated=inner.wants.isolated,
        )

    async def execute_code_blocks(
        self, code_blocks: list[CodeBlock], cancellation_token: CancellationToken
    ) -> CodeResult:
        """One block after the other, up to the first that fails."""
        outputs: list[str] = []
        exit_code = 0
        for block in code_blocks:
            output, exit_code = await self._run(block, cancellation_token)
            outputs.append(output)
            if exit_code:
                break
        return CodeResult(exit_code=exit_code, output="\n".join(outputs))

    async def _run(self, block: CodeBlock, token: CancellationToken) -> tuple[str, int]:
        seat = self._calls.seat
        call = ToolCall(
            session_id=seat.session_id,
            source=seat.source,
            call_id=f"{seat.path}#{seat.ledger.count(seat.path)}",
            name="run_code",
            arguments=json.dumps(
                {"code": block.code, "language": block.language}, ensure_ascii=False
            ),
            facts=self._facts,
        )
        result = await self._calls.begin(call, partial(self._work, call), token).result()
        output = str(result.result[0].content)
        seat.emit(
            ToolFinished(
                call_id=call.call_id,
                result=output,
                is_error=result.is_error,
                at=time.time(),
                source=seat.source,
                name=call.name,
            )
        )
        exit_code = str(result.result[1].content) if len(result.result) > 1 else "1"
        return output, int(exit_code)

    async def _work(self, call: ToolCall, arguments: str, token: CancellationToken) -> ToolResult:
        asked = json.loads(arguments)
        block = CodeBlock(code=asked["code"], language=asked["language"])
        done = await self._inner.execute_code_blocks([block], token)
        told = [done.output, str(done.exit_code)]
        return ToolResult(
            name=call.name,
            result=[TextResultContent(content=text) for text in told],
            is_error=done.exit_code != 0,
        )

    async def start(self) -> None:
        """It starts when it is used."""

    async def stop(self) -> None:
        await self._inner.stop()

    async def restart(self) -> None:
        await self._inner.restart()
