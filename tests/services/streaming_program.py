"""A program to be killed: streams numbered words through the session service for ever."""

from __future__ import annotations

import asyncio
import sys
import time
from collections.abc import AsyncGenerator, Sequence
from pathlib import Path

from gui.engine.scripted import ScriptedConversation, ScriptedEngine
from gui.model.events import EngineEvent, TextAppended
from gui.model.plan import ConversationPlan
from gui.model.run_record import RunRecord
from gui.model.turn import Enclosed
from gui.services.session_options import SessionOptions
from gui.services.session_service import SessionService
from gui.services.session_store import SessionStore
from tests.services.house import OneServer


class EndlessConversation(ScriptedConversation):
    """Each word is the time at which it was said, and is printed when it was."""

    async def run(
        self,
        message: str,
        *,
        enclosed: Sequence[Enclosed] = (),
        records: Sequence[RunRecord] = (),
    ) -> AsyncGenerator[EngineEvent, None]:
        del message, enclosed, records
        while True:
            moment = time.time()
            yield TextAppended(source="assistant", text=f"{moment:.4f} ")
            sys.stdout.write(f"{moment:.4f}\n")
            sys.stdout.flush()
            await asyncio.sleep(0.002)


class EndlessEngine(ScriptedEngine):
    async def converse(self, plan: ConversationPlan) -> ScriptedConversation:
        return EndlessConversation(plan, self.script)


async def talk(folder: Path) -> None:
    service = SessionService(
        store=SessionStore(folder / "parley.db"),
        engine=EndlessEngine(),
        catalog=OneServer(),
        options=SessionOptions(),
    )
    await service.start()
    session = await service.create()
    await service.send(session.id, "the question")
    await service.send(session.id, "queued behind it")
    await asyncio.Event().wait()


if __name__ == "__main__":
    asyncio.run(talk(Path(sys.argv[1])))
