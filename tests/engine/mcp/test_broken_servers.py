"""A chat goes on without a server that is broken, and hears which one is missing."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from gui.engine.agent_wants import AgentWants
from gui.engine.autogen_engine import AutoGenEngine, EngineOptions
from gui.engine.bench_of_tools import Bench
from gui.engine.mcp.absences import Patience
from gui.model.events import ToolFinished
from gui.model.mcp_report import McpAbsence, McpFault, McpState
from gui.model.plan import ConversationPlan
from gui.model.problem import ProblemKind
from tests import model_behaviours as does
from tests.engine.talk import Heard, endpoint_of, heard, plan_of
from tests.engine.teams import agent, team, turns
from tests.mcp_servers.house import House, open_house, plain
from tests.model_servers import ModelServer
from tests.waiting import until

SOON = Patience(first=0.3)
BROKEN = replace(plain("crash", name="Broken"), id="broken")

BROKEN_TEAM = json.dumps(
    team(
        "RoundRobinGroupChat",
        agent("worker", {"servers": ["broken"]}),
        termination_condition=turns(3),
    )
)
HUNG_WORKER = json.dumps(agent("worker", {"servers": ["hung"]}))


def everything(house: House) -> Callable[[], tuple[str, ...]]:
    return lambda: tuple(each for each, server in house.shelf.servers.items() if server.enabled)


def engine_with(house: House) -> AutoGenEngine:
    def benches(wants: AgentWants, plan: ConversationPlan) -> Sequence[Bench]:
        del plan
        if wants.plain:
            return [house.pool.ready_bench(everything(house))]
        return house.pool.bench(wants.servers, taken=wants.taken)

    return AutoGenEngine(options=EngineOptions(benches=benches))


async def names_in(bench: Bench) -> list[str]:
    return [tool["name"] for tool in await bench.workbench.list_tools()]


async def test_the_plain_assistant_answers_with_the_tools_of_the_good_server(
    tmp_path: Path, server: ModelServer
) -> None:
    server.script(does.tools(("echo", '{"text": "still here"}')), does.text("Done."))
    missing = replace(plain(), id="missing", command="no-such-program")
    hung = plain("hung")
    async with open_house(tmp_path, BROKEN, missing, hung, plain(), patience=SOON) as house:
        absent: list[McpAbsence] = []
        house.pool.hear_absences(absent.append)
        engine = engine_with(house)
        await house.pool.connected("good")
        conversation = await engine.converse(plan_of(endpoint_of(server)))
        answer = await heard(conversation, "hello")
        assert answer.problem is None
        (finished,) = answer.of(ToolFinished)
        assert isinstance(finished, ToolFinished)
        assert finished.result == "still here"
        assert {each.server_id for each in absent} == {"broken", "missing", "hung"}
        faults = {each.server_id: each.diagnosis and each.diagnosis.fault for each in absent}
        assert faults["broken"] is McpFault.CRASHED
        assert faults["hung"] is None
        await conversation.close()
        await engine.close()


async def test_a_slow_server_is_there_for_the_next_request(tmp_path: Path) -> None:
    slow = plain("slow", str(tmp_path / "go"))
    async with open_house(tmp_path, slow, patience=Patience(first=0.05)) as house:
        absent: list[McpAbsence] = []
        house.pool.hear_absences(absent.append)
        bench = house.pool.ready_bench(everything(house))
        assert await names_in(bench) == []
        assert await names_in(bench) == []
        (late,) = absent
        assert late == McpAbsence(server_id="slow", name="Plain")
        (tmp_path / "go").touch()
        await until(lambda: house.pool.status("slow").state is McpState.READY)
        assert "echo" in await names_in(bench)
        assert len(absent) == 1


async def test_what_has_failed_is_not_waited_for_until_something_is_changed(
    tmp_path: Path,
) -> None:
    async with open_house(tmp_path, BROKEN, patience=Patience(first=20.0)) as house:
        absent: list[McpAbsence] = []
        house.pool.hear_absences(absent.append)
        states: list[McpState] = []
        bench = house.pool.ready_bench(everything(house))
        assert await names_in(bench) == []
        house.pool.subscribe(lambda name: states.append(house.pool.status(name).state))
        assert await names_in(bench) == []
        assert not states
        assert len(absent) == 1
        house.shelf.put(replace(plain(), id="broken"))
        assert "echo" in await names_in(bench)


async def test_what_has_failed_is_tried_again_later_without_being_waited_for(
    tmp_path: Path,
) -> None:
    async with open_house(tmp_path, BROKEN, patience=Patience(first=20.0, again=0.0)) as house:
        absent: list[McpAbsence] = []
        house.pool.hear_absences(absent.append)
        bench = house.pool.ready_bench(everything(house))
        await names_in(bench)
        assert await names_in(bench) == []
        assert house.pool.status("broken").state is McpState.STARTING
        await until(lambda: house.pool.status("broken").state is McpState.FAILED)
        assert len(absent) == 1


async def test_names_stay_when_another_server_joins(tmp_path: Path) -> None:
    async with open_house(tmp_path, plain()) as house:
        bench = house.pool.ready_bench(everything(house), taken=["nothing"])
        first = await names_in(bench)
        assert "echo" in first
        assert "nothing" not in first
        house.shelf.put(replace(plain(name="Second"), id="second"))
        both = await names_in(bench)
        assert both[: len(first)] == first
        assert "Second_echo" in both
        assert len(set(both)) == len(both)
        assert bench.facts("Second_echo", {}).tool_id == "mcp/second/echo"
        house.shelf.switch("good", on=False)
        assert "echo" not in await names_in(bench)
        result = await bench.workbench.call_tool("echo", {"text": "x"})
        assert result.is_error
        assert "is switched off" in result.to_text()


async def test_every_death_is_told_once(tmp_path: Path) -> None:
    async with open_house(tmp_path, plain()) as house:
        absent: list[McpAbsence] = []
        house.pool.hear_absences(absent.append)
        bench = house.pool.ready_bench(everything(house))
        for deaths in (1, 2):
            assert "die" in await names_in(bench)
            await bench.workbench.call_tool("die")
            await until(lambda: house.pool.status("good").state is McpState.DIED)
            assert [each.died for each in absent] == [True] * deaths


async def test_a_check_by_the_user_is_no_absence(tmp_path: Path) -> None:
    async with open_house(tmp_path, BROKEN) as house:
        absent: list[McpAbsence] = []
        house.pool.hear_absences(absent.append)
        assert (await house.pool.check("broken")).state is McpState.FAILED
        assert not absent


async def test_stop_ends_the_wait_for_a_hung_server_and_the_next_message_works(
    tmp_path: Path, server: ModelServer, caplog: pytest.LogCaptureFixture
) -> None:
    server.script(does.text("Well again."))
    async with open_house(tmp_path, plain("hung"), patience=Patience(first=30.0)) as house:
        engine = engine_with(house)
        plan = plan_of(endpoint_of(server))
        conversation = await engine.converse(plan)
        running = asyncio.create_task(heard(conversation, "hello"))
        await until(lambda: house.table.living)
        conversation.request_stop()
        answer = await running
        assert "was left behind" not in caplog.text
        assert answer.problem is None
        assert house.pool.status("hung").state is McpState.STARTING
        house.shelf.switch("hung", on=False)
        await conversation.close()
        conversation = await engine.converse(plan)
        assert (await heard(conversation, "again")).problem is None
        await conversation.close()
        await engine.close()


async def test_an_agent_that_names_a_hung_server_waits_for_its_limit_or_until_stop(
    tmp_path: Path, server: ModelServer, caplog: pytest.LogCaptureFixture
) -> None:
    async with open_house(tmp_path, plain("hung")) as house:
        engine = engine_with(house)
        plan = replace(plan_of(endpoint_of(server)), team=HUNG_WORKER)
        conversation = await engine.converse(plan)
        running = asyncio.create_task(heard(conversation, "hello"))
        await until(lambda: house.table.living)
        conversation.request_stop()
        assert (await running).problem is None
        assert "was left behind" not in caplog.text
        await conversation.close()
        house.shelf.put(replace(plain("hung"), start_limit=0.3))
        await house.pool.stop("hung")
        conversation = await engine.converse(plan)
        answer: Heard = await heard(conversation, "again")
        assert answer.problem is not None
        assert answer.problem.kind is ProblemKind.MCP_SERVER_FAILED
        assert answer.problem.facts["server"] == "Plain"
        assert not server.chats
        await conversation.close()
        await engine.close()


async def test_a_team_says_which_server_it_lacks(tmp_path: Path, server: ModelServer) -> None:
    async with open_house(tmp_path, BROKEN) as house:
        engine = engine_with(house)
        plan = replace(plan_of(endpoint_of(server)), team=BROKEN_TEAM)
        conversation = await engine.converse(plan)
        answer = await heard(conversation, "hello")
        assert answer.problem is not None
        assert answer.problem.kind is ProblemKind.MCP_SERVER_FAILED
        assert answer.problem.facts["fault"] == McpFault.CRASHED
        (context,) = await conversation.contexts()
        assert context.tools == ()
        await conversation.close()
        await engine.close()
