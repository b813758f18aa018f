"""However a message ended, the next one works with every provider: teams and one agent alike."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field, replace

import pytest

from gui.engine.autogen_engine import AutoGenEngine, EngineOptions
from gui.engine.conversation import AgentConversation
from gui.engine.retry_wait import RetryPolicy
from gui.model.endpoint import Protocol
from gui.model.plan import ConversationPlan
from gui.model.problem import ProblemKind
from gui.model.turn import Role, TextPart, ToolCallPart, TurnState
from tests import model_behaviours as does
from tests.engine.counted_tools import CountedTools
from tests.engine.talk import PROTOCOLS, Heard, endpoint_of, heard, plan_of, turn
from tests.engine.teams import Component, WaitingGate, agent, cut_short, graph, team, team_plan
from tests.model_behaviours import Behaviour
from tests.model_servers import ModelServer
from tests.waiting import until

SLOW = agent("slow", {"tools": ["wait"]})
PATTERNS: dict[str, Component | None] = {
    "assistant": None,
    "in turn": team("RoundRobinGroupChat", SLOW, agent("other"), max_turns=3),
    "selector": team("SelectorGroupChat", SLOW, agent("other"), max_turns=3),
    "swarm": team("Swarm", SLOW, agent("other"), max_turns=3),
    "graph": team(
        "GraphFlow",
        SLOW,
        agent("other"),
        agent("join"),
        graph=graph(slow=["join"], other=["join"], join=[]),
    ),
    "orchestrator": team("MagenticOneGroupChat", SLOW),
}
LEDGER = (
    '{"is_request_satisfied": {"reason": "", "answer": false},'
    ' "is_in_loop": {"reason": "", "answer": false},'
    ' "is_progress_being_made": {"reason": "", "answer": true},'
    ' "next_speaker": {"reason": "", "answer": "slow"},'
    ' "instruction_or_question": {"reason": "", "answer": "Do it."}}'
)
WORDS = does.text("word " * 500, fragments=500, pause=0.01)
WAIT = does.tools(("wait", "{}"), text="I wait.")
SATISFIED = LEDGER.replace("false", "true")


@pytest.fixture
def tools() -> CountedTools:
    return CountedTools()


@pytest.fixture
async def engine(tools: CountedTools) -> AsyncIterator[AutoGenEngine]:
    quick = RetryPolicy(first=0.02, server_first=0.02)
    built = AutoGenEngine(options=EngineOptions(benches=tools.benches, retries=quick))
    yield built
    await built.close()


@dataclass
class Chat:
    """A chat as the service keeps it: a state after each answer, the turns after it as they are."""

    server: ModelServer
    engine: AutoGenEngine
    made: Component | None
    protocol: Protocol
    state: bytes | None = None
    plan: ConversationPlan | None = None
    said: list[str] = field(default_factory=list)

    def script(self, *slow: Behaviour) -> None:
        server = self.server
        server.script_for("You are slow.", *slow)
        server.script_for("You are other.", does.text("Other."))
        server.script_for("You are join.", does.text("Joined."))
        server.script_for("role play", does.text("slow"), does.text("other"))
        server.script_for("pre-survey", does.text("facts"), does.text("plan"))
        if self.made is None:
            server.script(*slow)
        else:
            server.script(does.text(LEDGER), does.text(SATISFIED), does.text("The end."))

    async def begun(self, gate: WaitingGate | None = None) -> AgentConversation:
        endpoint = endpoint_of(self.server, self.protocol)
        replay = self.plan.replay if self.plan else ()
        if self.made is None:
            self.plan = plan_of(endpoint, state=self.state, replay=replay)
        else:
            self.plan = team_plan(
                self.server, self.made, state=self.state, replay=replay, endpoint=endpoint
            )
        if gate is not None:
            self.plan = replace(self.plan, gate=gate)
        return await self.engine.converse(self.plan)

    async def ended(self, conversation: AgentConversation, message: str, run: Heard) -> None:
        self.said.append(message)
        assert self.plan is not None
        if run.problem is None and run.turn.state is TurnState.DONE:
            self.state = await conversation.save_state()
            self.plan = replace(self.plan, replay=())
        else:
            turns = (turn(Role.USER, message), run.turn)
            self.plan = replace(self.plan, replay=(*self.plan.replay, *turns))
        await conversation.close()

    async def send(
        self,
        message: str,
        *slow: Behaviour,
        when: Callable[[Heard], object] = lambda _: True,
        then: Callable[[AgentConversation, Heard], None] = lambda *_: None,
        ends: TurnState = TurnState.DONE,
    ) -> Heard:
        """Send a message, and do something `when` its answer has come that far."""
        self.script(*slow)
        conversation = await self.begun()
        run = Heard()
        running = asyncio.create_task(heard(conversation, message, run))
        await until(lambda: running.done() or when(run))
        then(conversation, run)
        await running
        run.turn = replace(run.turn, state=ends)
        await self.ended(conversation, message, run)
        return run


def spoke(run: Heard) -> bool:
    return any(
        part.source in ("slow", "assistant")
        for part in run.turn.parts
        if isinstance(part, TextPart)
    )


def stop_the_call(conversation: AgentConversation, run: Heard) -> None:
    call = next(part for part in run.turn.parts if isinstance(part, ToolCallPart))
    conversation.stop_tool(call.call_id)


@pytest.mark.parametrize("protocol", PROTOCOLS)
@pytest.mark.parametrize("made", PATTERNS.values(), ids=PATTERNS)
async def test_a_chat_goes_on_after_every_kind_of_end(
    server: ModelServer,
    engine: AutoGenEngine,
    tools: CountedTools,
    made: Component | None,
    protocol: Protocol,
) -> None:
    chat = Chat(server, engine, made, protocol)
    await cut_off(chat, tools)
    await ended_in_part(chat, tools)
    if made is PATTERNS["graph"]:  # it goes on where it was, and begins anew after that
        run = await chat.send("go on", does.text("Never."))
        assert [part.text for part in run.turn.parts if isinstance(part, TextPart)] == ["Joined."]
    await restarted(chat, tools)
    asked = len(server.chats)
    run = await chat.send("seven", does.text("Seven."))
    assert run.problem is None
    told = str([record.messages for record in server.chats[asked:]])
    assert all(message in told for message in chat.said)


async def cut_off(chat: Chat, tools: CountedTools) -> None:
    """Stopped in mid-stream and in a tool, and cut by the server."""
    run = await chat.send(
        "one", WORDS, when=spoke, then=lambda c, _: c.request_stop(), ends=TurnState.STOPPED
    )
    assert run.problem is None
    run = await chat.send(
        "two",
        WAIT,
        when=lambda _: tools.begun.is_set(),
        then=lambda c, _: c.request_stop(),
        ends=TurnState.STOPPED,
    )
    assert (run.problem, tools.ended.is_set()) == (None, True)
    run = await chat.send("three", does.cut(after=3), ends=TurnState.FAILED)
    assert run.problem is not None
    assert run.problem.kind is ProblemKind.CONNECTION_CUT


async def ended_in_part(chat: Chat, tools: CountedTools) -> None:
    """One call is stopped, then the team after the agent that speaks."""
    tools.begun.clear()
    run = await chat.send(
        "four",
        WAIT,
        does.text("Without it."),
        when=lambda _: tools.begun.is_set(),
        then=stop_the_call,
    )
    assert run.problem is None
    assert "Without it." in str(run.turn.parts)
    run = await chat.send(
        "five",
        does.text("word " * 20, fragments=20, pause=0.01),
        when=spoke,
        then=lambda c, _: c.stop_after_turn(),
        ends=TurnState.STOPPED if chat.made is None else TurnState.DONE,
    )
    assert run.problem is None


async def restarted(chat: Chat, tools: CountedTools) -> None:
    """While a call waits for the user."""
    chat.script(does.tools(("add", '{"a": 1, "b": 2}')), does.text("Three."))
    gate = WaitingGate()
    waiting = await chat.begun(gate)
    records = await cut_short(waiting, "six", lambda _: gate.calls)
    gate.allow(gate.calls[0])
    again = await chat.begun(gate)
    run = await heard(again, "six", records=records)
    assert run.problem is None
    assert tools.called == ["1+2"]
    await chat.ended(again, "six", run)
