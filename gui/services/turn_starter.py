"""Begins turns, saved before anything acts: a message, another answer, another branch."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from gui.model.enclosure import Enclosure
from gui.model.endpoint import ModelRef
from gui.model.problem import StoreError
from gui.model.respondent import Respondent
from gui.model.session import QueuedMessage, Session, TitleBy
from gui.model.titles import first_words
from gui.model.turn import Part, Role, TextPart, Turn, TurnState
from gui.services.answer import Errand
from gui.services.answer_teller import AnswerParts
from gui.services.answers import Answers
from gui.services.clock import now_ms
from gui.services.enclosure_rows import USER
from gui.services.identifiers import Identifiers
from gui.services.message_queue import MessageQueue
from gui.services.model_catalog import Catalog
from gui.services.session_store import SessionStore


@dataclass(frozen=True, kw_only=True)
class Start:
    """New turns, of which the last ones are the answers, and what led to them.

    The first answer is the main one; others are given beside it.
    """

    turns: tuple[Turn, ...]
    errands: tuple[Errand, ...]
    sent: QueuedMessage | None = None
    enclosed: tuple[str, ...] = ()  # ids of enclosures that are parts of the message now


@dataclass(frozen=True, kw_only=True)
class _Written:
    """What the user sends: words, what goes with them, and the queued message they are from."""

    text: str
    enclosed: tuple[Enclosure, ...] = ()
    queued: QueuedMessage | None = None
    more: tuple[Part, ...] = ()  # what is in the file already
    is_draft: bool = True  # what was in the box until now

    @classmethod
    def again(cls, turn: Turn, text: str | None = None) -> _Written:
        """What that turn of the user holds, or other words with what went with it."""
        return cls(text=turn.text if text is None else text, more=turn.enclosed, is_draft=False)

    @property
    def parts(self) -> tuple[Part, ...]:
        others = (*(one.part for one in self.enclosed), *self.more)
        words = (TextPart(source=USER, text=self.text),) if self.text or not others else ()
        return (*words, *others)

    @property
    def subject(self) -> str:
        return self.text or next((one.part.name for one in self.enclosed), "")


class TurnStarter:
    """Nothing begins while an answer is given in the session: a message is queued then."""

    def __init__(
        self,
        store: SessionStore,
        catalog: Catalog,
        *,
        parts: AnswerParts,
        answers: Answers,
        queue: MessageQueue,
    ) -> None:
        self._store = store
        self._catalog = catalog
        self._book = parts.book
        self._budgets = parts.budgets
        self._sight = parts.sight
        self._answers = answers
        self.accepts = answers.running.accepts
        self.stop = answers.stop
        self._queue = queue
        self.new_id = Identifiers().new

    def model_of(self, session: Session) -> ModelRef:
        """The one that answers where nobody has said which."""
        return session.model or self._catalog.default_model()

    async def send(self, session_id: str, text: str) -> None:
        """The message is durable when this returns; StoreError says that it is not.

        LimitError: the chat has used up what it may. FileError: nobody could see a picture.
        """
        session = await self._book.get(session_id)
        enclosed = await self._enclosed(session)
        if self.accepts(session_id):
            await self._budgets.check(session)
        if self.accepts(session_id):
            written = _Written(text=text, enclosed=enclosed)
            await self._send(session, written, after=session.head_id)
        else:
            await self._queue.add(session_id, text)

    async def send_queued(self, message: QueuedMessage) -> None:
        """Like `send`, for a message that is in the file already, and stays where it may not go."""
        session = await self._book.get(message.session_id)
        enclosed = await self._enclosed(session, message.id)
        await self._budgets.check(session)
        if self.accepts(session.id):
            written = _Written(text=message.text, enclosed=enclosed, queued=message, is_draft=False)
            await self._send(session, written, after=session.head_id)
            await self._queue.tell_now(session.id)

    async def edit(self, session_id: str, turn_id: str, text: str) -> bool:
        """Send `text` in place of the message `turn_id`, which stays; False where that cannot be.

        What went with it goes with `text` too. LimitError.
        """
        session = await self._book.get(session_id)
        turns = await self._store.turns(turn_id)
        if not turns or turns[0].session_id != session_id or turns[0].role is not Role.USER:
            return False
        if self.accepts(session_id):
            await self._budgets.check(session)
        if not self.accepts(session_id):
            return False
        written = _Written.again(turns[0], text)
        await self._send(session, written, after=turns[0].parent_id)
        return True

    async def retry(self, session_id: str, turn_id: str, by: Respondent | None = None) -> None:
        """Answer once more beside the answer `turn_id`, where that is possible. LimitError.

        `by` answers from now on, where it is given.
        """
        session = await self._book.get(session_id)
        user = await self._question(turn_id)
        if user is None or user.session_id != session_id or not self.accepts(session_id):
            return
        await self._budgets.check(session)
        if not self.accepts(session_id):
            return
        chosen = session.model if by is None or by.model is None else by.model
        ref = chosen or self._catalog.default_model()
        agent = self._agent_turn(session.id, user.id, ref)

        def with_answer(known: Session) -> Session:
            return replace(
                known,
                head_id=agent.id,
                head_state=agent.state,
                updated_at=agent.created_at,
                model=ref,
                team_id=known.team_id if by is None else by.team_id,
                unread=False,
            )

        start = Start(turns=(agent,), errands=(Errand.of(user),))
        await self._begin(session, with_answer, start)

    async def repeat(self, session_id: str, said: Turn) -> None:
        """Send what an earlier turn of the user holds once more. LimitError."""
        session = await self._book.get(session_id)
        await self._budgets.check(session)
        if self.accepts(session_id):
            await self._send(session, _Written.again(said), after=session.head_id)

    async def compare(
        self, session_id: str, text: str, respondents: Sequence[Respondent]
    ) -> tuple[str, ...]:
        """Send to several at once; the ids of their answers, or nothing where that cannot be.

        What was enclosed goes along. The first goes on in the chat. LimitError, FileError.
        """
        session = await self._book.get(session_id)
        enclosed = await self._enclosed(session, by=respondents)
        if self.accepts(session_id):
            await self._budgets.check(session)
        if not self.accepts(session_id):
            return ()
        written = _Written(text=text, enclosed=enclosed)
        return await self._send(session, written, after=session.head_id, by=tuple(respondents))

    async def add(self, session_id: str, turn: Turn) -> None:
        """Put a turn that has ended under its parent, and read the branch that ends with it.

        Nobody may answer in the session now. StoreError says that it was not kept.
        """
        session = self._book.known(session_id)
        self._book.put(
            replace(session, head_id=turn.id, head_state=turn.state, updated_at=turn.created_at)
        )
        try:
            await self._store.begin(self._book.known(session_id), (turn,), None)
        except StoreError:
            self._book.put(_taken_back(self._book.known(session_id), session))
            raise
        if turn.parent_id == session.head_id:
            self._book.tell_turn(turn)
        else:
            self._book.tell_head(session_id)
        self._book.tell(session_id)

    def go_to(self, session_id: str, turn: Turn | None) -> None:
        """Read the branch that ends with that turn, or nothing of the chat."""
        self._book.change_known(
            session_id,
            lambda known: replace(
                known,
                head_id=None if turn is None else turn.id,
                head_state=None if turn is None else turn.state,
            ),
        )
        self._book.tell_head(session_id)

    async def select(self, session_id: str, turn_id: str) -> None:
        """Read the newest branch through `turn_id`, if it is not the current one."""
        leaf = await self._store.newest_leaf(session_id, turn_id)
        turns = await self._store.turns(leaf)
        session = await self._book.get(session_id)
        accepted = self.accepts(session_id) and leaf != session.head_id
        if not accepted or not turns or turns[0].session_id != session_id:
            return
        self.go_to(session_id, turns[0])

    async def _enclosed(
        self, session: Session, queued_id: str | None = None, by: Sequence[Respondent] = ()
    ) -> tuple[Enclosure, ...]:
        """What goes with a message; FileError where nobody could see it."""
        found = await self._store.enclosures.of(session.id, queued_id)
        await self._sight.check(session, found, by)
        return await self._store.enclosures.of(session.id, queued_id)

    async def _send(
        self,
        session: Session,
        written: _Written,
        *,
        after: str | None,
        by: tuple[Respondent, ...] = (),
    ) -> tuple[str, ...]:
        """The ids of the answers. `by` are those who answer, in place of whom the chat has."""
        usual = self.model_of(session)
        refs = [one.model or usual for one in by] or [usual]
        now = now_ms()
        user = Turn(
            id=self.new_id(),
            session_id=session.id,
            parent_id=after,
            role=Role.USER,
            state=TurnState.DONE,
            created_at=now,
            ended_at=now,
            parts=written.parts,
        )
        agents = [self._agent_turn(session.id, user.id, ref) for ref in refs]

        def with_message(known: Session) -> Session:
            untitled = known.title_by is TitleBy.NOBODY
            return replace(
                known,
                head_id=agents[0].id,
                head_state=agents[0].state,
                updated_at=now,
                title=first_words(written.subject) if untitled else known.title,
                title_by=TitleBy.WORDS if untitled else known.title_by,
                model=refs[0],
                team_id=by[0].team_id if by else known.team_id,
                draft="" if written.is_draft else known.draft,
                unread=False,
            )

        start = Start(
            turns=(user, *agents),
            errands=tuple(Errand.of(user, one) for one in by) or (Errand.of(user),),
            sent=written.queued,
            enclosed=tuple(one.id for one in written.enclosed),
        )
        await self._begin(session, with_message, start)
        if written.enclosed:
            await self._queue.enclosures.tell_now(session.id)
        return tuple(agent.id for agent in agents)

    async def _question(self, turn_id: str) -> Turn | None:
        """The message that `turn_id` answers, or is."""
        self._book.journal.flush()
        turns = await self._store.turns(turn_id)
        if turns and turns[0].role is Role.AGENT and turns[0].parent_id is not None:
            turns = await self._store.turns(turns[0].parent_id)
        return turns[0] if turns and turns[0].role is Role.USER else None

    async def _begin(
        self, session: Session, change: Callable[[Session], Session], start: Start
    ) -> None:
        turns = start.turns[-len(start.errands) :]
        answers = [
            self._answers.reserve(turn, beside=place > 0) for place, turn in enumerate(turns)
        ]
        self._book.put(change(session))
        try:
            known = self._book.known(session.id)
            forked = await self._store.begin(known, start.turns, start.sent, start.enclosed)
        except StoreError:
            for answer in answers:
                self._answers.release(answer)
            self._book.put(_taken_back(self._book.known(session.id), session))
            raise
        if forked or len(answers) > 1 or start.turns[0].parent_id != session.head_id:
            self._book.tell_head(session.id)
        for turn in start.turns[: -len(answers)]:
            self._book.tell_turn(turn)
        for answer in answers:
            self._book.tell_turn(answer.turn)
        self._book.tell(session.id)
        for answer, errand in zip(answers, start.errands, strict=True):
            self._answers.begin(answer, errand)

    def _agent_turn(self, session_id: str, parent_id: str, ref: ModelRef) -> Turn:
        return Turn(
            id=self.new_id(),
            session_id=session_id,
            parent_id=parent_id,
            role=Role.AGENT,
            state=TurnState.RUNNING,
            created_at=now_ms(),
            model=ref.model,
        )


def _taken_back(now: Session, before: Session) -> Session:
    """The message was not kept, so the session is what it was; what else changed since stays."""
    return replace(
        now,
        head_id=before.head_id,
        head_state=before.head_state,
        updated_at=before.updated_at,
        title=before.title if now.title_by is not TitleBy.USER else now.title,
        title_by=before.title_by if now.title_by is not TitleBy.USER else now.title_by,
        model=before.model,
        team_id=before.team_id,
        draft=now.draft or before.draft,
    )
