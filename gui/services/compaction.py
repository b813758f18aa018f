"""Sums up earlier messages of a chat, so that its agents go on with a short memory."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from gui.model.compaction import KEPT, pieces, prompt, split
from gui.model.endpoint import Endpoint
from gui.model.events import EngineEvent
from gui.model.leaving import ASKING_CHAT
from gui.model.problem import EngineError, Problem, ProblemKind
from gui.model.reducer import apply
from gui.model.session import Session
from gui.model.turn import CompactionPart, ModelRequest, Role, Turn, TurnState
from gui.services.answer_teller import AnswerParts
from gui.services.clock import now_ms
from gui.services.conversation_plans import Ports
from gui.services.price_book import PriceBook
from gui.services.running_answers import RunningAnswers
from gui.services.turn_starter import TurnStarter

ROOM = 20_000
"""Tokens that are summed up in one go where nobody knows how many the model takes."""

_LEAST_ROOM = 1_000
_SHARE = 0.4  # of what a model takes: what is counted here is rough, and the answer needs room

Progress = Callable[[int, int], None]
"""Which request is under way, from 1 on, and how many there are."""


@dataclass(frozen=True, kw_only=True)
class Proposal:
    """A summary of all up to the turn `through`; nothing has changed yet.

    `unanswered` is a message that the chat was too long for: it is sent again after the summary.
    """

    session_id: str
    head_id: str | None
    through: str
    text: str
    model: str = ""
    requests: tuple[ModelRequest, ...] = ()
    unanswered: Turn | None = None


class Compaction:
    def __init__(
        self,
        ports: Ports,
        *,
        parts: AnswerParts,
        running: RunningAnswers,
        starter: TurnStarter,
        prices: PriceBook,
    ) -> None:
        self._ports = ports
        self._store = ports.store
        self._book = parts.book
        self._budgets = parts.budgets
        self._accepts = running.accepts
        self._starter = starter
        self._prices = prices

    async def propose(
        self, session_id: str, *, keep: int = KEPT, tell: Progress | None = None
    ) -> Proposal | None:
        """Have the chat's model sum up all but the newest `keep` turns; None: too little is there.

        Raises LimitError, and EngineError where the model cannot do it. Cancelling ends the
        request.
        """
        session = await self._book.get(session_id)
        self._book.journal.flush()
        await self._budgets.check(session)
        unanswered = await self._unanswered(session)
        base = session.head_id if unanswered is None else unanswered.parent_id
        memory = await self._store.memory(session_id, base, stateless=True)
        earlier, _ = split(memory.replay, keep=keep)
        if not earlier or not self._accepts(session_id):
            return None
        model = _Model(self._ports, session, self._prices)
        asking = ASKING_CHAT.set(session_id)
        try:
            text = await model.sum_up(earlier, tell or _unheard)
        finally:
            ASKING_CHAT.reset(asking)
        return Proposal(
            session_id=session_id,
            head_id=session.head_id,
            through=earlier[-1].id,
            text=text,
            model=model.name,
            requests=model.requests,
            unanswered=unanswered,
        )

    async def accept(self, proposal: Proposal, text: str) -> bool:
        """From now on the agents know `text` instead; StoreError when it could not be kept.

        False: an answer is being given, or another branch is read by now. Messages that came
        after the proposal stay as they are.
        """
        session = await self._book.get(proposal.session_id)
        unanswered = proposal.unanswered
        if unanswered is not None and session.head_id != proposal.head_id:
            return False
        base = session.head_id if unanswered is None else unanswered.parent_id
        path = await self._store.path(session.id, base)
        if proposal.through not in path:
            return False
        after = await self._store.turns(*path[path.index(proposal.through) + 1 :])
        if not self._is_free(session):
            return False
        part = CompactionPart(
            source="", text=text, kept=sum(turn.compaction is None for turn in after)
        )
        await self._starter.add(session.id, self._turn(proposal, base, part))
        if unanswered is not None:
            await self._starter.repeat(session.id, unanswered)
        return True

    async def undo(self, session_id: str, turn_id: str) -> bool:
        """Read the branch as it was before that summary; the agents know all of it again.

        False: an answer is being given, or there is no such summary in what is read.
        """
        session = await self._book.get(session_id)
        path = await self._store.path(session_id, session.head_id)
        turns = await self._store.turns(turn_id)
        if turn_id not in path or not turns or turns[0].compaction is None:
            return False
        before = await self._store.turns(turns[0].parent_id or "")
        if not self._is_free(session):
            return False
        self._starter.go_to(session_id, before[0] if before else None)
        return True

    async def _unanswered(self, session: Session) -> Turn | None:
        """The newest message, where its answer failed since the chat is too long."""
        heads = await self._store.turns(session.head_id or "")
        problem = heads[0].problem if heads else None
        if problem is None or problem.kind is not ProblemKind.CONTEXT_TOO_LONG:
            return None
        asked = await self._store.turns(heads[0].parent_id or "")
        return asked[0] if asked and asked[0].role is Role.USER else None

    def _is_free(self, session: Session) -> bool:
        known = self._book.known(session.id)
        return self._accepts(session.id) and known.head_id == session.head_id

    def _turn(self, proposal: Proposal, parent: str | None, part: CompactionPart) -> Turn:
        now = now_ms()
        return Turn(
            id=self._starter.new_id(),
            session_id=proposal.session_id,
            parent_id=parent,
            role=Role.AGENT,
            state=TurnState.DONE,
            created_at=now,
            ended_at=now,
            parts=(part,),
            model=proposal.model,
            requests=proposal.requests,
        )


class _Model:
    """The model of a chat, which sums up turns; `requests` are those that this took."""

    def __init__(self, ports: Ports, session: Session, prices: PriceBook) -> None:
        self._ports = ports
        self._ref = session.model or ports.catalog.default_model()
        self.name = self._ref.model
        window = prices.context(self.name)
        self._room = ROOM if window is None else max(_LEAST_ROOM, int(window * _SHARE))
        self._heard = Turn(
            id="",
            session_id=session.id,
            parent_id=None,
            role=Role.AGENT,
            state=TurnState.RUNNING,
            created_at=0,
        )

    @property
    def requests(self) -> tuple[ModelRequest, ...]:
        return self._heard.requests

    async def sum_up(self, turns: Sequence[Turn], tell: Progress) -> str:
        """In smaller pieces where the model cannot take them at once."""
        while True:
            try:
                return await self._in_pieces(turns, tell)
            except EngineError as error:
                too_long = error.problem.kind is ProblemKind.CONTEXT_TOO_LONG
                if not too_long or self._room <= _LEAST_ROOM:
                    raise
                self._room = max(_LEAST_ROOM, self._room // 2)

    async def _in_pieces(self, turns: Sequence[Turn], tell: Progress) -> str:
        found = pieces(turns, tokens=self._room)
        summary = ""
        for number, piece in enumerate(found, start=1):
            tell(number, len(found))
            summary = await self._ask(prompt(piece, before=summary))
        return summary

    async def _ask(self, words: str) -> str:
        ports = self._ports
        endpoint = ports.catalog.endpoint(self._ref.endpoint_id)
        if endpoint is None:
            raise EngineError(Problem(kind=ProblemKind.NO_MODEL, facts={"model": self.name}))
        key = await ports.catalog.key(endpoint.id)
        limit = ports.options.summary_limit
        try:
            async with asyncio.timeout(limit):
                said = await ports.engine.complete(
                    endpoint, model=self.name, key=key, prompt=words, hear=self._hear
                )
        except TimeoutError as error:
            raise EngineError(_timed_out(endpoint, limit)) from error
        if not said.strip():
            raise EngineError(Problem(kind=ProblemKind.EMPTY_REPLY, facts={"model": self.name}))
        return said.strip()

    def _hear(self, event: EngineEvent) -> None:
        self._heard = apply(self._heard, event)


def _timed_out(endpoint: Endpoint, limit: float) -> Problem:
    facts = {"host": endpoint.name, "seconds": str(int(limit)), "endpoint_id": endpoint.id}
    return Problem(kind=ProblemKind.TIMED_OUT, facts=facts)


def _unheard(number: int, count: int) -> None:
    del number, count
