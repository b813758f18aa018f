"""Which sessions have an answer under way, and which may not begin one."""

from __future__ import annotations

from gui.model.catching_up import need_of
from gui.model.gate import Question, ToolCall
from gui.model.plan import AgentContext
from gui.model.turn import Turn
from gui.services.answer import Answer


class RunningAnswers:
    """One per session at most; one that waits for the user counts too, however long."""

    def __init__(self) -> None:
        self._answers: dict[str, Answer] = {}
        self._barred: set[str] = set()
        self.closed = False
        self.viewed: str | None = None
        """The session in which an answer that ends does not make it unread."""

    def accepts(self, session_id: str) -> bool:
        """Whether an answer may begin in that session now."""
        return not (self.closed or session_id in self._answers or session_id in self._barred)

    def bar(self, session_id: str) -> None:
        """Begin none in that session until it is admitted again."""
        self._barred.add(session_id)

    def admit(self, session_id: str) -> None:
        self._barred.discard(session_id)

    def admit_all(self) -> None:
        self._barred.clear()
        self.closed = False

    def is_running(self, session_id: str) -> bool:
        return session_id in self._answers

    def needs_user(self, session_id: str) -> bool:
        """Whether the answer goes on only when the user has decided or answered something."""
        answer = self._answers.get(session_id)
        return answer is not None and answer.turn.awaits_user

    def running_turn(self, session_id: str) -> Turn | None:
        answer = self._answers.get(session_id)
        return answer.turn if answer else None

    def get(self, session_id: str) -> Answer | None:
        return self._answers.get(session_id)

    def all(self) -> tuple[Answer, ...]:
        return tuple(self._answers.values())

    def put(self, answer: Answer) -> None:
        self._answers[answer.turn.session_id] = answer

    def drop(self, answer: Answer) -> None:
        if self._answers.get(answer.turn.session_id) is answer:
            del self._answers[answer.turn.session_id]

    def note_wait(self, asked: ToolCall | Question) -> None:
        """Somebody waits for the user at the gate."""
        answer = self._answers.get(asked.session_id)
        if answer is not None:
            answer.note_wait(need_of(asked))

    def stop_tool(self, session_id: str, call_id: str) -> None:
        """End one call that runs; the agent goes on and hears of it."""
        answer = self._answers.get(session_id)
        if answer is not None and answer.seat is not None:
            answer.seat.conversation.stop_tool(call_id)

    async def contexts(self, session_id: str) -> tuple[AgentContext, ...]:
        """Nothing while there is no agent yet, as in an answer that is parked."""
        answer = self._answers.get(session_id)
        if answer is None or answer.seat is None:
            return ()
        return await answer.seat.conversation.contexts()
