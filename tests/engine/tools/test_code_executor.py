"""The executor for AutoGen's own code agents: blocks in order, ended when told to."""

from __future__ import annotations

import asyncio
import sys
from pathlib import Path

import pytest
from autogen_core import CancellationToken
from autogen_core.code_executor import CodeBlock, CodeResult

from gui.engine.children import StartChild
from gui.engine.tools.code_executor import ChildCodeExecutor
from gui.engine.tools.code_runner import CodeRunner
from gui.engine.tools.surroundings import ToolOptions
from gui.engine.tools.work_folder import WorkFolder
from tests.waiting import until


@pytest.fixture
def executor(start: StartChild, folder: Path) -> ChildCodeExecutor:
    runner = CodeRunner(WorkFolder(folder), start, ToolOptions(python=sys.executable))
    return ChildCodeExecutor(runner, seconds=2)


async def result(executor: ChildCodeExecutor, *blocks: tuple[str, str]) -> CodeResult:
    code_blocks = [CodeBlock(language=language, code=code) for language, code in blocks]
    return await executor.execute_code_blocks(code_blocks, CancellationToken())


async def test_blocks_run_in_order_up_to_the_first_that_fails(executor: ChildCodeExecutor) -> None:
    done = await result(executor, ("python", "print(1)"), ("sh", "echo 2"))
    assert (done.exit_code, done.output) == (0, "1\n\n2\n")
    done = await result(executor, ("sh", "echo a; exit 3"), ("python", "print('never')"))
    assert (done.exit_code, done.output) == (3, "a\n")


async def test_what_cannot_be_run_is_explained(executor: ChildCodeExecutor) -> None:
    done = await result(executor, ("cobol", "STOP RUN."))
    assert (done.exit_code, done.output) == (
        1,
        "Code in 'cobol' cannot be run; Python and shell can.",
    )


async def test_a_block_without_end_is_ended(executor: ChildCodeExecutor) -> None:
    done = await result(executor, ("python", "print('a', flush=True)\nwhile True: pass"))
    assert (done.exit_code, done.output) == (124, "a\n\n[It was ended after 2 seconds.]")


@pytest.mark.parametrize("by", ["token", "task"])
async def test_it_ends_when_it_is_cancelled(
    executor: ChildCodeExecutor, folder: Path, by: str
) -> None:
    token = CancellationToken()
    block = CodeBlock(language="sh", code="touch begun; sleep 600")
    task = asyncio.get_running_loop().create_task(executor.execute_code_blocks([block], token))
    await until((folder / "begun").exists)
    if by == "token":
        token.cancel()
    else:
        task.cancel()
    await asyncio.wait({task})
    assert task.cancelled()
