"""Who answers without a team: the plain assistant, and the offline guide."""

from __future__ import annotations

from collections.abc import Callable

from autogen_agentchat.agents import AssistantAgent
from autogen_core.model_context import UnboundedChatCompletionContext
from autogen_core.models import LLMMessage

from gui.engine.agent_wants import AgentWants
from gui.engine.bench_of_tools import Bench
from gui.engine.crew import Crew, Member
from gui.engine.errors import Asked
from gui.engine.gate_workbench import GateWorkbench
from gui.engine.gated_calls import GatedCalls, GateSeat
from gui.engine.guarded_client import ClientSeat, GuardedClient
from gui.engine.guide_client import GuideClient
from gui.engine.guide_tools import guide_facts, guide_workbench
from gui.engine.handbook import Handbooks
from gui.engine.message_forms import AGENT
from gui.engine.run_ledger import RunLedger
from gui.engine.team_building_agents import TOOL_ROUNDS
from gui.engine.workshop import Supplies
from gui.model.events import EngineEvent
from gui.model.plan import ConversationPlan

GUIDE = "guide"


def assistant_crew(supplies: Supplies, told: str, messages: list[LLMMessage]) -> Crew:
    """`told` is its system message, `messages` what it remembers."""
    plan, line = supplies.plan, supplies.lines[None]
    calls = GatedCalls(_seat(plan, AGENT, supplies.emit, supplies.ledger))
    given = supplies.benches(AgentWants(source=AGENT, plain=True), plan)
    benches = [GateWorkbench(bench, calls) for bench in given if line.info["function_calling"]]
    memory = UnboundedChatCompletionContext(initial_messages=messages)
    seat = ClientSeat(
        source=AGENT,
        path=AGENT,
        emit=supplies.emit,
        ledger=supplies.ledger,
        policy=supplies.retries,
    )
    agent = AssistantAgent(
        AGENT,
        GuardedClient(line.line(), seat),
        workbench=benches or None,
        system_message=told,
        model_context=memory,
        model_client_stream=True,
        max_tool_iterations=TOOL_ROUNDS,
    )
    member = Member(
        path=AGENT,
        source=AGENT,
        kind="AssistantAgent",
        model=line.asked.model,
        system=told,
        memory=memory,
        workbenches=tuple(benches),
    )
    sees = bool(line.info["vision"])
    return Crew(runner=agent, asked=line.asked, members=(member,), calls=(calls,), sees=sees)


def guide_crew(
    plan: ConversationPlan,
    messages: list[LLMMessage],
    books: Handbooks,
    emit: Callable[[EngineEvent], None],
    ledger: RunLedger,
) -> Crew:
    calls = GatedCalls(_seat(plan, GUIDE, emit, ledger))
    workbench = GateWorkbench(Bench(workbench=guide_workbench(), facts=guide_facts), calls)
    memory = UnboundedChatCompletionContext(initial_messages=messages)
    agent = AssistantAgent(
        GUIDE,
        GuideClient(books),
        workbench=workbench,
        system_message=None,
        model_context=memory,
        model_client_stream=True,
        max_tool_iterations=TOOL_ROUNDS,
    )
    asked = Asked(endpoint=plan.endpoint, model=plan.model)
    member = Member(
        path=GUIDE,
        source=GUIDE,
        kind="AssistantAgent",
        model=plan.model,
        memory=memory,
        workbenches=(workbench,),
    )
    return Crew(runner=agent, asked=asked, members=(member,), calls=(calls,))


def _seat(
    plan: ConversationPlan,
    name: str,
    emit: Callable[[EngineEvent], None],
    ledger: RunLedger,
) -> GateSeat:
    return GateSeat(
        gate=plan.gate,
        session_id=plan.session_id,
        source=name,
        path=name,
        emit=emit,
        ledger=ledger,
    )
