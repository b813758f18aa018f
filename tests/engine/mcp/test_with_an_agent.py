"""An agent of AutoGen uses the tools of a server, and goes on when the server dies."""

from __future__ import annotations

from pathlib import Path

from autogen_agentchat.agents import AssistantAgent
from autogen_agentchat.messages import ToolCallExecutionEvent
from autogen_core import FunctionCall
from autogen_core.models import CreateResult, ModelInfo, RequestUsage
from autogen_ext.models.replay import ReplayChatCompletionClient

from tests.mcp_servers.house import open_house, plain

USAGE = RequestUsage(prompt_tokens=0, completion_tokens=0)
INFO = ModelInfo(
    vision=False,
    function_calling=True,
    json_output=False,
    structured_output=False,
    family="unknown",
)


def calling(name: str, arguments: str) -> CreateResult:
    call = FunctionCall(id=name, name=name, arguments=arguments)
    return CreateResult(finish_reason="function_calls", content=[call], usage=USAGE, cached=False)


async def test_an_agent_calls_and_survives_a_death(tmp_path: Path) -> None:
    model = ReplayChatCompletionClient(
        [
            calling("echo", '{"text": "first"}'),
            calling("die", "{}"),
            calling("echo", '{"text": "again"}'),
            "Done.",
        ],
        model_info=INFO,
    )
    async with open_house(tmp_path, plain()) as house:
        (bench,) = house.pool.bench(["good"])
        agent = AssistantAgent("agent", model, workbench=bench.workbench, max_tool_iterations=5)
        result = await agent.run(task="go on")
    said = [
        each
        for message in result.messages
        if isinstance(message, ToolCallExecutionEvent)
        for each in message.content
    ]
    assert [each.is_error for each in said] == [False, True, False]
    assert (said[0].content, said[2].content) == ("first", "again")
    assert "has ended unexpectedly" in said[1].content
    assert result.messages[-1].to_text() == "Done."
