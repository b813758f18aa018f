"""What the session service needs of an engine; the engine package fits it, `app` joins them."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Callable, Sequence
from typing import Protocol

from gui.model.endpoint import Endpoint
from gui.model.events import EngineEvent
from gui.model.plan import AgentContext, ConversationPlan, EndpointReport, Gate
from gui.model.run_record import RunRecord
from gui.model.turn import Enclosed

__all__ = ["AgentContext", "Conversation", "ConversationPlan", "EndpointReport", "Engine", "Gate"]


class Conversation(Protocol):
    """An agent or team with its memory, held by one open session; answers one message at a time."""

    def run(
        self,
        message: str,
        *,
        enclosed: Sequence[Enclosed] = (),
        records: Sequence[RunRecord] = (),
    ) -> AsyncGenerator[EngineEvent, None]:
        """Answer `message` as a stream of events; raises EngineError when it fails.

        `enclosed` are files and pictures that go with it, with their bytes.

        `records` are what an earlier run of this message has told with `Recorded`: what they
        hold is taken from them, and events tell the whole answer again from its beginning.

        The caller closes the generator (`contextlib.aclosing`). After a failure, a stop or
        a cancellation the conversation must not be used again: close it and begin another.
        """
        ...

    def request_stop(self) -> None:
        """Ask for a graceful end: the stream ends soon, with what there is. Never blocks."""
        ...

    def stop_after_turn(self) -> None:
        """Ask a team to end once the agent that speaks has finished. Never blocks."""
        ...

    def stop_tool(self, call_id: str) -> None:
        """End one call that runs; the agent goes on and hears that the user ended it."""
        ...

    async def contexts(self) -> tuple[AgentContext, ...]:
        """What each agent's model would be sent next, without the message to come."""
        ...

    async def save_state(self) -> bytes:
        """The memory after the last finished answer: compressed, for `ConversationPlan.state`."""
        ...

    async def close(self) -> None:
        """Let go of what this conversation owns; idempotent. Shared model clients stay open."""
        ...


class Engine(Protocol):
    """Builds conversations and owns the model clients that they share."""

    async def converse(self, plan: ConversationPlan) -> Conversation:
        """Raises EngineError when the endpoint, the key or the model cannot be used.

        One with the fact `state`, "unreadable", asks to try again without the saved state.
        """
        ...

    async def test(self, endpoint: Endpoint, *, model: str, key: str | None) -> EndpointReport:
        """List the models, then one real short request. "" as model: the first one listed.

        Bounded by the endpoint's time-outs; failures are in the report, not raised.
        """
        ...

    async def sees(self, endpoint: Endpoint, model: str) -> bool:
        """Whether the model can be shown pictures; EngineError where there is no engine."""
        ...

    async def complete(
        self,
        endpoint: Endpoint,
        *,
        model: str,
        key: str | None,
        prompt: str,
        hear: Callable[[EngineEvent], None] | None = None,
    ) -> str:
        """One answer to one prompt, without tools; raises EngineError.

        `hear` is told what is asked of the model, and what that used.
        """
        ...

    def woke(self) -> None:
        """The computer slept: a request under way that gives nothing soon is to fail.

        Its kind is then SLEPT. A connection that goes on is left alone, and new requests use
        new connections. Never blocks.
        """
        ...

    async def close(self) -> None:
        """Close all model clients, each within its own bound; idempotent."""
        ...
