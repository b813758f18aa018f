"""Each shipped agent and team answers, through the service, the gate, AutoGen and a real server."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Self

import pytest

from gui.engine.autogen_engine import AutoGenEngine, EngineOptions
from gui.late_mcp import LateMcp
from gui.model.session import Session
from gui.model.turn import Part, ToolCallPart, Turn, TurnState, Usage
from gui.services.approvals import Choice
from gui.services.child_table import ChildTable
from gui.services.mcp_servers import McpServers
from gui.services.secrets import Secrets
from gui.services.session_options import SessionOptions
from gui.services.session_service import SessionService, Surroundings
from gui.services.session_store import SessionStore
from gui.services.settings import Settings
from gui.services.team_library import TeamLibrary
from gui.services.user_memory import UserMemory
from gui.tool_supply import ToolSupply
from tests.engine.talk import endpoint_of
from tests.model_servers import ModelServer
from tests.services.house import OneServer
from tests.team_scenes import ENDINGS, PROGRAM, play
from tests.waiting import until


class Program:
    """The program without its window, asked as the window would ask it."""

    def __init__(self, folder: Path, server: ModelServer) -> None:
        settings = Settings(folder / "settings.json")
        children = ChildTable(folder / "logs")
        servers = McpServers(settings, Secrets(folder / "keys.json"))
        mcp = LateMcp(servers, children, _now)
        supply = ToolSupply(
            children=children,
            memory=UserMemory(folder / "memory.json"),
            servers=servers,
            mcp=mcp,
        )
        self.children = children
        self.engine = AutoGenEngine(options=EngineOptions(benches=supply.benches))
        self.store = SessionStore(folder / "parley.db")
        self.library = TeamLibrary(folder / "teams", language=lambda: "en")
        self.service = SessionService(
            store=self.store,
            engine=self.engine,
            catalog=OneServer(server=endpoint_of(server)),
            surroundings=Surroundings(sections=settings, teams=self.library),
            options=SessionOptions(work=folder / "work"),
        )

    async def __aenter__(self) -> Self:
        await self.service.start()
        return self

    async def __aexit__(self, *error: object) -> None:
        await self.service.cleanup()
        await self.children.end_all()
        await self.engine.close()
        await self.store.close()

    async def answer(self, team_id: str, message: str) -> tuple[Session, Turn, list[str]]:
        """The chat, the answer, and the names of the tools that the user was asked about."""
        session = await self.service.create()
        await self.service.set_team(session.id, team_id)
        await self.service.send(session.id, message)
        asked: list[str] = []
        async with asyncio.timeout(30):
            while True:
                await until(lambda: self._rests(session.id))
                if not self.service.is_running(session.id):
                    break
                asked += await self._allow(session.id)
        return session, (await self.service.open(session.id)).turns[-1], asked

    def _rests(self, session_id: str) -> bool:
        return not self.service.is_running(session_id) or self.service.needs_user(session_id)

    async def _allow(self, session_id: str) -> list[str]:
        turn = self.service.approvals.running_turn(session_id)
        assert turn is not None
        waiting = [place for place, part in enumerate(turn.parts) if _waits(part)]
        names: list[str] = []
        for place in waiting:
            call = turn.parts[place]
            assert isinstance(call, ToolCallPart)
            names.append(call.name)
            choice = Choice(allowed=True, source=call.source)
            await self.service.approvals.decide(session_id, turn.id, call.call_id, choice)
        await until(lambda: not self._still_wait(session_id, waiting))
        return names

    def _still_wait(self, session_id: str, places: list[int]) -> bool:
        turn = self.service.approvals.running_turn(session_id)
        return turn is not None and any(_waits(turn.parts[place]) for place in places)


def _waits(part: Part) -> bool:
    return isinstance(part, ToolCallPart) and part.awaits_user


async def _now() -> None:
    return


ASKED = {
    "planner-coder-reviewer": ["write_file", "run_python"],
    "magentic-team": ["write_file"],
}
"""The tools that change something; the others pass."""


@pytest.mark.parametrize("name", ENDINGS)
async def test_a_shipped_team_answers(tmp_path: Path, server: ModelServer, name: str) -> None:
    play(server)
    async with Program(tmp_path, server) as program:
        spec = next(one for one in program.library.list() if one.id == f"shipped.{name}")
        session, turn, asked = await program.answer(spec.id, "Help me.")
        assert turn.state is TurnState.DONE, turn.problem
        assert ENDINGS[name] in turn.text
        assert asked == ASKED.get(name, [])
        assert turn.usage == sum((one.usage or Usage() for one in turn.requests), Usage())
        if asked:
            written = Path(program.service.folder(session)) / "count.py"
            assert written.read_text(encoding="utf-8") == PROGRAM
