"""What the tests of the engine need to hold a conversation and look at it."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from contextlib import aclosing
from dataclasses import dataclass, field

from gui.engine.conversation import AgentConversation
from gui.model.endpoint import GUIDE_MODEL, Endpoint, Protocol
from gui.model.events import EngineEvent
from gui.model.gate import Decision, Question, ToolCall
from gui.model.plan import ConversationPlan
from gui.model.problem import EngineError, Problem
from gui.model.reducer import apply, end
from gui.model.run_record import RunRecord
from gui.model.turn import Role, TextPart, Turn, TurnState
from tests.model_servers import ModelServer

MODEL = "test-model"
PROTOCOLS = (Protocol.OPENAI, Protocol.ANTHROPIC, Protocol.OLLAMA)


@dataclass
class OpenGate:
    """Lets everything pass, or nothing, and remembers who asked."""

    allowed: bool = True
    reason: str = ""
    calls: list[ToolCall] = field(default_factory=list)

    def judge(self, call: ToolCall) -> Decision | None:
        self.calls.append(call)
        return Decision(allowed=self.allowed, arguments=call.arguments, reason=self.reason)

    async def decide(self, call: ToolCall) -> Decision:
        raise AssertionError(f"nothing is left open: {call}")

    async def answer(self, question: Question) -> str:
        return question.text


def endpoint_of(
    server: ModelServer, protocol: Protocol = Protocol.OPENAI, *, read_timeout: float = 5.0
) -> Endpoint:
    url = server.openai_url if protocol is Protocol.OPENAI else server.url
    return Endpoint(
        id="test",
        name="Test",
        protocol=protocol,
        base_url=url,
        needs_key=False,
        connect_timeout=2.0,
        read_timeout=read_timeout,
    )


def plan_of(
    endpoint: Endpoint,
    *,
    key: str | None = None,
    state: bytes | None = None,
    replay: tuple[Turn, ...] = (),
    gate: OpenGate | None = None,
) -> ConversationPlan:
    return ConversationPlan(
        session_id="session",
        endpoint=endpoint,
        model=GUIDE_MODEL if endpoint.protocol is Protocol.GUIDE else MODEL,
        key=key,
        state=state,
        replay=replay,
        gate=gate or OpenGate(),
    )


def turn(role: Role, *texts: str, state: TurnState = TurnState.DONE) -> Turn:
    source = "user" if role is Role.USER else "assistant"
    return Turn(
        id=uuid.uuid4().hex,
        session_id="session",
        parent_id=None,
        role=role,
        state=state,
        created_at=0,
        parts=tuple(TextPart(source=source, text=text) for text in texts),
    )


@dataclass
class Heard:
    """What one run gave: its events, the turn they make, and the problem it ended with."""

    events: list[EngineEvent] = field(default_factory=list)
    turn: Turn = field(default_factory=lambda: turn(Role.AGENT, state=TurnState.RUNNING))
    problem: Problem | None = None

    def take(self, event: EngineEvent) -> None:
        self.events.append(event)
        self.turn = apply(self.turn, event)

    def of(self, kind: type[EngineEvent]) -> list[EngineEvent]:
        return [event for event in self.events if isinstance(event, kind)]


async def heard(
    conversation: AgentConversation,
    message: str,
    into: Heard | None = None,
    *,
    records: Sequence[RunRecord] = (),
) -> Heard:
    """Run `message` to its end, good or bad."""
    result = into or Heard()
    try:
        async with aclosing(conversation.run(message, records=records)) as events:
            async for event in events:
                result.take(event)
    except EngineError as error:
        result.problem = error.problem
    state = TurnState.DONE if result.problem is None else TurnState.FAILED
    result.turn = end(result.turn, state=state, ended_at=0, problem=result.problem)
    return result
