"""Which sessions have answers under way, and which may not begin one."""

from __future__ import annotations

from gui.model.catching_up import need_of
from gui.model.gate import Question, ToolCall
from gui.model.plan import AgentContext
from gui.model.turn import Turn
from gui.services.answer import Answer


class RunningAnswers:
    """One for each lane at most; one that waits for the user counts too, however long.

    A session has one lane of its own, and others while answers are compared.
    """

    def __init__(self) -> None:
        self._answers: dict[str, Answer] = {}  # by lane
        self._barred: set[str] = set()
        self.closed = False
        self.viewed: str | None = None
        """The session in which an answer that ends does not make it unread."""

    def accepts(self, session_id: str) -> bool:
        """Whether an answer may begin in that session now."""
        return not (self.closed or self.is_running(session_id) or session_id in self._barred)

    def bar(self, session_id: str) -> None:
        """Begin none in that session until it is admitted again."""
        self._barred.add(session_id)

    def admit(self, session_id: str) -> None:
        self._barred.discard(session_id)

    def admit_all(self) -> None:
        self._barred.clear()
        self.closed = False

    def is_running(self, session_id: str) -> bool:
        return session_id in self._answers or bool(self.in_session(session_id))

    def needs_user(self, session_id: str) -> bool:
        """Whether an answer goes on only when the user has decided or answered something."""
        return any(answer.turn.awaits_user for answer in self.in_session(session_id))

    def running_turn(self, session_id: str) -> Turn | None:
        """The one on the branch that is read, if it runs, else the first."""
        return next((answer.turn for answer in self.in_session(session_id)), None)

    def running_turns(self, session_id: str) -> tuple[Turn, ...]:
        return tuple(answer.turn for answer in self.in_session(session_id))

    def of_turn(self, turn_id: str) -> Answer | None:
        return next((one for one in self._answers.values() if one.turn.id == turn_id), None)

    def find(self, turn_id: str) -> tuple[Turn, str] | None:
        """A turn that is under way, as it is now, and its lane."""
        answer = self.of_turn(turn_id)
        return (answer.turn, answer.lane) if answer else None

    def in_session(self, session_id: str) -> tuple[Answer, ...]:
        """In the order in which they began."""
        answers = self._answers.values()
        return tuple(answer for answer in answers if answer.turn.session_id == session_id)

    def all(self) -> tuple[Answer, ...]:
        return tuple(self._answers.values())

    def put(self, answer: Answer) -> None:
        self._answers[answer.lane] = answer

    def drop(self, answer: Answer) -> None:
        if self._answers.get(answer.lane) is answer:
            del self._answers[answer.lane]

    def note_wait(self, asked: ToolCall | Question) -> None:
        """Somebody waits for the user at the gate."""
        answer = self._answers.get(asked.session_id)
        if answer is not None:
            answer.note_wait(need_of(asked))

    def stop_tool(self, session_id: str, call_id: str) -> None:
        """End one call that runs; the agent goes on and hears of it."""
        for answer in self.in_session(session_id):
            if answer.seat is not None:
                answer.seat.conversation.stop_tool(call_id)

    async def contexts(self, session_id: str) -> tuple[AgentContext, ...]:
        """Nothing while there is no agent yet, as in an answer that is parked."""
        answer = next(iter(self.in_session(session_id)), None)
        if answer is None or answer.seat is None:
            return ()
        return await answer.seat.conversation.contexts()
