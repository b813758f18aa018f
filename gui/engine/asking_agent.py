"""An agent that is the user: it asks, and says what the user answers."""

from __future__ import annotations

import json
from collections.abc import AsyncGenerator, Awaitable, Callable, Sequence

from autogen_agentchat.agents import BaseChatAgent
from autogen_agentchat.base import Response
from autogen_agentchat.messages import (
    BaseAgentEvent,
    BaseChatMessage,
    HandoffMessage,
    TextMessage,
)
from autogen_core import CancellationToken

from gui.engine.gated_calls import GateSeat
from gui.model.events import QuestionAnswered, QuestionAsked
from gui.model.gate import Question
from gui.model.run_record import RecordKind

Ask = Callable[[], Awaitable[str]]


def asking(seat: GateSeat) -> Ask:
    """Asks the user on behalf of an agent; what an earlier run was told is not asked again."""

    async def ask() -> str:
        entry = seat.ledger.next(RecordKind.ANSWER, seat.path)
        request_id = f"{entry.source}#{entry.number}"
        seat.emit(QuestionAsked(source=seat.source, request_id=request_id, text=""))
        if entry.known is not None:
            answer = str(json.loads(entry.known))
        else:
            question = Question(
                session_id=seat.session_id, source=seat.source, request_id=request_id, text=""
            )
            answer = await seat.gate.answer(question)
            seat.ledger.keep(entry, json.dumps(answer, ensure_ascii=False))
        seat.emit(QuestionAnswered(request_id=request_id, answer=answer))
        return answer

    return ask


class AskingAgent(BaseChatAgent):
    """Stands where a file has AutoGen's `UserProxyAgent`.

    It tells of its question by itself, in one order with the answer, under an id that is the
    same when the run is told again.
    """

    def __init__(self, name: str, *, description: str, ask: Ask) -> None:
        super().__init__(name=name, description=description)
        self._ask = ask

    @property
    def produced_message_types(self) -> Sequence[type[BaseChatMessage]]:
        return (TextMessage, HandoffMessage)

    async def on_messages(
        self, messages: Sequence[BaseChatMessage], cancellation_token: CancellationToken
    ) -> Response:
        del cancellation_token  # whoever waits for it is cancelled as a task
        answer = await self._ask()
        last = messages[-1] if messages else None
        if isinstance(last, HandoffMessage) and last.target == self.name:
            back = HandoffMessage(content=answer, target=last.source, source=self.name)
            return Response(chat_message=back)
        return Response(chat_message=TextMessage(content=answer, source=self.name))

    async def on_messages_stream(
        self, messages: Sequence[BaseChatMessage], cancellation_token: CancellationToken
    ) -> AsyncGenerator[BaseAgentEvent | BaseChatMessage | Response, None]:
        yield await self.on_messages(messages, cancellation_token)

    async def on_reset(self, cancellation_token: CancellationToken) -> None:
        """It remembers nothing."""
