"""The tools of one agent, wherever they come from, have names of their own."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest

from gui.engine.agent_wants import AgentWants
from gui.late_mcp import LateMcp
from gui.model.endpoint import Endpoint, Protocol
from gui.model.found_server import FoundServer
from gui.model.mcp_server import McpServer, Transport
from gui.model.problem import EngineError, ProblemKind
from gui.model.trust import Acceptance
from gui.services.child_table import ChildTable
from gui.services.mcp_servers import McpServers
from gui.services.secrets import Secrets
from gui.services.settings import Settings
from gui.services.team_library import TeamLibrary
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


async def test_servers_are_given_away_without_values_and_come_back(
    supply: ToolSupply, tmp_path: Path
) -> None:
    server = McpServer(
        id="",
        name="Tickets",
        transport=Transport.STDIO,
        command="tickets",
        args=("--token", "ghp_0123456789abcdefghijABCDEFGHIJ012345"),
        environment={"REGION": "north-of-here"},
        secrets=("TICKETS_KEY",),
    )
    kept = supply.servers.add(server)
    library = TeamLibrary(tmp_path / "teams", language=lambda: "en", servers=supply.given_servers)
    mine = library.duplicate("shipped.assistant")
    component = json.loads(mine.component)
    component["parley"]["servers"] = [kept.id]
    mine = library.save(replace(mine, component=json.dumps(component)))
    library.write_file(mine.id, tmp_path / "given.json")
    text = (tmp_path / "given.json").read_text()
    assert '"tickets"' in text
    assert '"REGION": ""' in text
    for value in ("north-of-here", "ghp_", kept.id):
        assert value not in text
    (candidate,) = library.read_file(text)
    found: list[FoundServer] = []

    def add_server(server: FoundServer) -> str:
        found.append(server)
        return "there"

    accepted = Acceptance.of_all(candidate.report)
    taken = library.accept(candidate, accepted, add_server=add_server)
    assert json.loads(taken.component)["parley"]["servers"] == ["there"]
    assert found[0].environment == ("REGION", "TICKETS_KEY")
