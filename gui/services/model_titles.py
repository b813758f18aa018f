"""Asks the model for a short title after the first good answer; never in the user's way."""

from __future__ import annotations

import logging
from dataclasses import replace

from gui.model.endpoint import ModelRef, Protocol
from gui.model.leaving import ASKING_CHAT
from gui.model.problem import ParleyError
from gui.model.session import Session, TitleBy
from gui.model.titles import suggested_title
from gui.model.turn import Turn
from gui.services.conversation_plans import Ports
from gui.services.owned_tasks import OwnedTasks, wait_for_all
from gui.services.session_book import SessionBook
from gui.services.title_marks import without_marks

_log = logging.getLogger(__name__)

_EXCERPT = 1500  # characters of each side: enough to see what it is about
_PROMPT = (
    "Write a title for the conversation below: at most six words, in the language of the"
    " conversation, without quotes and without a full stop. Answer with the title only.\n\n"
    "User: {question}\n\nAssistant: {answer}"
)


class ModelTitles:
    """Each session is asked about once; a title that the user chose is never replaced."""

    def __init__(self, ports: Ports, book: SessionBook) -> None:
        self._ports = ports
        self._book = book
        self._asked: set[str] = set()
        self._tasks = OwnedTasks()

    def suggest(self, answer: Turn) -> None:
        """Think of a title in the background, where one is wanted."""
        session = self._book.known(answer.session_id)
        wanted = session.title_by is TitleBy.WORDS and session.id not in self._asked
        if wanted and self._ports.options.model_titles():
            self._asked.add(session.id)
            self._tasks.begin(f"title {session.id}", self._suggest(session, answer))

    async def end_tasks(self, *, limit: float) -> None:
        await self._tasks.cancel(limit=limit)

    async def _suggest(self, session: Session, answer: Turn) -> None:
        ports = self._ports
        ASKING_CHAT.set(session.id)
        ref = session.model or ports.catalog.default_model()
        asking = self._tasks.start("ask for title", self._ask(ref, answer))
        if not await wait_for_all({asking}, limit=ports.options.title_limit):
            asking.cancel()
            return
        try:
            title = suggested_title(without_marks(asking.result()))
        except ParleyError as error:
            _log.info("no title for %s: %s", session.id, error)
            return

        def with_title(known: Session) -> Session:
            if not title or known.title_by is not TitleBy.WORDS:
                return known
            return replace(known, title=title, title_by=TitleBy.MODEL)

        self._book.change_known(session.id, with_title)

    async def _ask(self, ref: ModelRef, answer: Turn) -> str:
        ports = self._ports
        endpoint = ports.catalog.endpoint(ref.endpoint_id)
        if endpoint is None or endpoint.protocol is Protocol.GUIDE or not answer.parent_id:
            return ""
        # At once, so that the key belongs to this address of the endpoint.
        key = await ports.catalog.key(ref.endpoint_id)
        questions = await ports.store.turns(answer.parent_id)
        question = questions[0].text if questions else ""
        prompt = _PROMPT.format(question=question[:_EXCERPT], answer=answer.text[:_EXCERPT])
        return await ports.engine.complete(endpoint, model=ref.model, key=key, prompt=prompt)
