"""The tools of one agent, wherever they come from, have names of their own."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from gui.engine.agent_wants import AgentWants
from gui.late_mcp import LateMcp
from gui.model.endpoint import Endpoint, Protocol
from gui.model.mcp_server import McpServer
from gui.model.problem import EngineError, ProblemKind
from gui.services.child_table import ChildTable
from gui.services.mcp_servers import McpServers
from gui.services.secrets import Secrets
from gui.services.settings import Settings
from gui.services.user_memory import UserMemory
from gui.tool_supply import ToolSupply
from tests.engine.talk import plan_of
from tests.mcp_servers.house import plain

PLAN = plan_of(Endpoint(id="e", name="E", protocol=Protocol.OPENAI))


@pytest.fixture
async def supply(tmp_path: Path) -> AsyncIterator[ToolSupply]:
    settings = Settings(tmp_path / "settings.json")
    children = ChildTable(tmp_path / "logs")
    servers = McpServers(settings, Secrets(tmp_path / "keys.json"))
    made = ToolSupply(
        children=children,
        memory=UserMemory(tmp_path / "memory.json"),
        servers=servers,
        mcp=LateMcp(servers, children, _now),
    )
    yield made
    await made.mcp.close()
    await children.end_all()
    await settings.flush()


async def _now() -> None:
    """The engine is imported."""


async def names(supply: ToolSupply, wants: AgentWants) -> list[str]:
    benches = supply.benches(wants, PLAN)
    return [tool["name"] for bench in benches for tool in await bench.workbench.list_tools()]


def add(supply: ToolSupply, name: str, *also: str) -> McpServer:
    return supply.servers.add(plain("naming", *also, name=name))


async def test_a_server_cannot_take_the_name_of_another_tool(supply: ToolSupply) -> None:
    server = add(supply, "Clock", "arithmetic", "transfer_to_writer", "look_up")
    wants = AgentWants(
        source="worker",
        tools=("arithmetic",),
        servers=(server.id,),
        taken=("transfer_to_writer",),
    )
    found = await names(supply, wants)
    assert found == ["arithmetic", "Clock_arithmetic", "Clock_transfer_to_writer", "look_up"]


async def test_the_plain_assistant_has_the_servers_that_are_on_at_the_time(
    supply: ToolSupply,
) -> None:
    wants = AgentWants(source="assistant", plain=True)
    benches = supply.benches(wants, PLAN)
    add(supply, "Clock", "date_and_time", "look_up")
    add(supply, "Library", "look_up")
    found = [t["name"] for bench in benches for t in await bench.workbench.list_tools()]
    assert found == [
        "date_and_time",
        "arithmetic",
        "Clock_date_and_time",
        "Clock_look_up",
        "Library_look_up",
    ]


async def test_two_tools_of_the_agent_itself_with_one_name_are_refused(supply: ToolSupply) -> None:
    wants = AgentWants(source="worker", tools=("arithmetic",), taken=("arithmetic",))
    with pytest.raises(EngineError) as refused:
        supply.benches(wants, PLAN)
    assert refused.value.problem.kind is ProblemKind.TEAM_UNUSABLE
    assert refused.value.problem.detail == "worker: two tools are called arithmetic"
