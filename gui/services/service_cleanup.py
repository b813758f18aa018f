"""The clean-up of the session service, in bounded stages that save before they wait."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass

from gui.services.answers import Answers
from gui.services.conversation_seats import ConversationSeats
from gui.services.journal import Journal
from gui.services.model_titles import ModelTitles
from gui.services.owned_tasks import OwnedTasks, wait_for_all
from gui.services.shutdown_stage import Stage

ANSWERS_LIMIT = 2.0  # seconds for running answers, and for what is being saved
PERIODIC_LIMIT = 2.0
SESSIONS_LIMIT = 3.0


@dataclass(frozen=True, kw_only=True)
class ServiceCleanup:
    """Cancelled tasks are an expected outcome; late ones are named in the log and left."""

    journal: Journal
    answers: Answers
    seats: ConversationSeats
    titles: ModelTitles
    verbs: OwnedTasks
    background: OwnedTasks

    def stages(self) -> tuple[Stage, ...]:
        return (
            Stage(name="answers", limit=ANSWERS_LIMIT, run=self._end_answers, saves=True),
            Stage(name="periodic clean-up", limit=PERIODIC_LIMIT, run=self._end_periodic),
            Stage(name="open sessions", limit=SESSIONS_LIMIT, run=self._close_sessions),
        )

    async def _end_answers(self) -> None:
        """What was received goes to the store before anything is awaited."""
        self.answers.interrupt_all()
        self.journal.flush()
        loop = asyncio.get_running_loop()
        deadline = loop.time() + ANSWERS_LIMIT
        await self.journal.settle(limit=ANSWERS_LIMIT / 2)
        # Verbs are let finish, for they carry what the user typed.
        await wait_for_all(self.verbs.pending(), limit=(deadline - loop.time()) / 2)
        left = deadline - loop.time()
        await asyncio.gather(
            self.verbs.cancel(limit=left),
            self.answers.end_tasks(limit=left),
            self.titles.end_tasks(limit=left),
        )

    async def _end_periodic(self) -> None:
        await self.background.cancel(limit=PERIODIC_LIMIT)

    async def _close_sessions(self) -> None:
        await self.seats.close_all(limit=SESSIONS_LIMIT * 0.8)
        await self.journal.settle(limit=SESSIONS_LIMIT * 0.2)
        self.journal.close()
