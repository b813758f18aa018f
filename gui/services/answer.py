"""One agent turn from its first event to its one end."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from contextlib import aclosing
from dataclasses import replace

from gui.model.events import EngineEvent
from gui.model.problem import Problem, ProblemKind
from gui.model.reducer import apply, end
from gui.model.turn import TextPart, ThoughtPart, Turn, TurnState
from gui.services.answer_log import log_end
from gui.services.clock import now_ms
from gui.services.conversation_seats import Seat

_LONGEST_STRETCH = 0.01  # seconds of events in a row before others get their turn


class Answer:
    """Ends once; what arrives afterwards is dropped. `ended` is done from then on.

    `on_change` hears the turn after each event and, last, as it ended. `error` is what it
    failed through, where that is known.
    """

    def __init__(self, turn: Turn, *, on_change: Callable[[Turn], None]) -> None:
        self.turn = turn
        self.seat: Seat | None = None
        self.error: BaseException | None = None
        self.task: asyncio.Task[None] | None = None
        self.ended: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._on_change = on_change
        self._stopping = False

    @property
    def is_running(self) -> bool:
        return self.turn.state is TurnState.RUNNING

    async def play(self, seat: Seat, message: str) -> None:
        """Take the events of one answer up to its last; raises what the engine raises."""
        self.seat = seat
        loop = asyncio.get_running_loop()
        rested = loop.time()
        async with aclosing(seat.conversation.run(message)) as events:
            async for event in events:
                self._take(event)
                if loop.time() - rested > _LONGEST_STRETCH:
                    await asyncio.sleep(0)
                    rested = loop.time()

    def request_stop(self) -> bool:
        """Ask for a graceful end; False when there is nobody to ask yet."""
        self._stopping = True
        if self.seat is None:
            return False
        self.seat.conversation.request_stop()
        return True

    def outcome(self) -> tuple[TurnState, Problem | None]:
        """What the turn is when its events are over: without content it is a failure, not done."""
        if self._stopping:
            return TurnState.STOPPED, None
        if _has_content(self.turn):
            return TurnState.DONE, None
        facts = {"model": self.turn.model}
        return TurnState.FAILED, Problem(kind=ProblemKind.EMPTY_REPLY, facts=facts)

    def end(self, state: TurnState, problem: Problem | None = None) -> None:
        """The first call counts."""
        if not self.is_running:
            return
        self.turn = end(self.turn, state=state, ended_at=now_ms(), problem=problem)
        log_end(self.turn, self.error)
        self.ended.set_result(None)
        self._on_change(self.turn)

    def _take(self, event: EngineEvent) -> None:
        if not self.is_running:
            return
        turn = apply(self.turn, event)
        if not turn.agent and turn.parts:
            turn = replace(turn, agent=turn.parts[0].source)
        self.turn = turn
        self._on_change(turn)


def _has_content(turn: Turn) -> bool:
    return any(
        part.text.strip() if isinstance(part, TextPart | ThoughtPart) else True
        for part in turn.parts
    )
