"""A session service with everything it stands on, for tests: a real file, a scripted engine."""

from __future__ import annotations

import asyncio
import sqlite3
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Self, TypeVar

from gui.engine.scripted import Hold, Script, ScriptedEngine, Step, echo, spoken
from gui.model.endpoint import GUIDE_REF, Endpoint, ModelRef, Protocol
from gui.model.events import TextAppended
from gui.model.gate import Decision, Question, ToolCall
from gui.model.problem import Problem, ProblemKind
from gui.model.session import Session
from gui.model.turn import QuestionPart, Turn, TurnState
from gui.qt.markdown_seen import seen_texts
from gui.services.endpoints import GUIDE
from gui.services.service_facts import ServiceFact, TurnChanged
from gui.services.session_options import SessionOptions
from gui.services.session_service import SessionService, Surroundings
from gui.services.session_store import SessionStore
from tests.waiting import until

F = TypeVar("F")

REFUSED = Problem(kind=ProblemKind.CONNECTION_REFUSED, facts={"host": "127.0.0.1"})

SERVER = Endpoint(
    id="server", name="Server", protocol=Protocol.OPENAI, models=("small", "large"), needs_key=False
)
SMALL = ModelRef(endpoint_id="server", model="small")
LARGE = ModelRef(endpoint_id="server", model="large")
QUICK = SessionOptions(
    seen=seen_texts, stop_grace=0.1, journal_delay=0.01, close_limit=0.3, state_limit=0.3
)


def held(gate: asyncio.Event, *, deaf: bool = False) -> list[Step]:
    """Half an answer, a wait, and the rest."""
    return [said("half"), Hold(gate=gate, deaf=deaf), *spoken("half and whole")]


def said(text: str) -> Step:
    return TextAppended(source="assistant", text=text)


async def limit_pages(store: SessionStore, *, full: bool) -> None:
    """Make the file as full as a disk can be, or give it room again."""

    def change(connection: sqlite3.Connection) -> None:
        pages = 1 if full else 1_000_000  # SQLite takes the present size where that is more
        connection.execute(f"PRAGMA max_page_count = {pages}").fetchone()

    await store._submit(change)


class OpenGate:
    """Lets every call pass."""

    def judge(self, call: ToolCall) -> Decision | None:
        return Decision(allowed=True, arguments=call.arguments)

    async def decide(self, call: ToolCall) -> Decision:
        return Decision(allowed=True, arguments=call.arguments)

    async def answer(self, question: Question) -> str:
        return question.text


@dataclass
class OneServer:
    """A catalog with one endpoint beside the guide."""

    server: Endpoint | None = SERVER
    keys: dict[str, str] = field(default_factory=dict)
    default: ModelRef = SMALL

    def endpoint(self, endpoint_id: str) -> Endpoint | None:
        if endpoint_id == GUIDE_REF.endpoint_id:
            return GUIDE
        return self.server

    async def key(self, endpoint_id: str) -> str | None:
        return self.keys.get(endpoint_id)

    def default_model(self) -> ModelRef:
        return self.default


class House:
    """Builds one service; `facts` is all that it told."""

    def __init__(
        self,
        folder: Path,
        script: Script = echo,
        *,
        options: SessionOptions = QUICK,
        engine: ScriptedEngine | None = None,
        surroundings: Surroundings | None = None,
    ) -> None:
        self.path = folder / "parley.db"
        self.engine = engine or ScriptedEngine(script)
        self.catalog = OneServer()
        self.options = options
        self.facts: list[ServiceFact] = []
        self.store = SessionStore(self.path)
        self.service = SessionService(
            store=self.store,
            engine=self.engine,
            catalog=self.catalog,
            surroundings=surroundings or Surroundings(gate=OpenGate()),
            options=replace(
                options, opened=folder / "opened", model_titles=lambda: bool(self.titles)
            ),
        )
        self.titles: bool = False
        self.service.subscribe(self.facts.append)

    async def __aenter__(self) -> Self:
        await self.service.start()
        return self

    async def __aexit__(self, *error: object) -> None:
        await self.service.cleanup()
        await self.store.close()

    async def begin(self, text: str = "Hello there") -> Session:
        """A session with a message on its way."""
        session = await self.service.create()
        await self.service.send(session.id, text)
        return session

    async def talk(self, session_id: str, text: str) -> Turn:
        """Send, wait for the end of the answer, and return it."""
        await self.service.send(session_id, text)
        await self.idle(session_id)
        return (await self.service.open(session_id)).turns[-1]

    async def answer(self, turn: Turn, words: str) -> None:
        """To the one question that is asked in it."""
        (question,) = [part for part in turn.parts if isinstance(part, QuestionPart)]
        await self.service.approvals.answer(turn.session_id, turn.id, question.request_id, words)

    async def idle(self, session_id: str) -> None:
        await until(lambda: not self.service.is_running(session_id))

    async def head(self, session_id: str) -> Turn:
        return (await self.service.open(session_id)).turns[-1]

    def told(self, kind: type[F]) -> list[F]:
        return [fact for fact in self.facts if isinstance(fact, kind)]

    def endings(self, turn_id: str) -> list[TurnState]:
        """The states other than running that were told of one turn."""
        turns = (fact.turn for fact in self.told(TurnChanged) if fact.turn.id == turn_id)
        return [turn.state for turn in turns if turn.state is not TurnState.RUNNING]
