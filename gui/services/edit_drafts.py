"""Keeps what the user has begun to write in place of earlier messages, like drafts."""

from __future__ import annotations

import logging

from gui.model.problem import StoreError
from gui.services.owned_tasks import OwnedTasks
from gui.services.stored_edits import StoredEdits

_log = logging.getLogger(__name__)


class EditDrafts:
    """Written soon, and in one go with what is noted meanwhile; read with the chat."""

    def __init__(self, stored: StoredEdits, *, tasks: OwnedTasks) -> None:
        self._stored = stored
        self._tasks = tasks
        self._noted: dict[str, str] = {}
        self._writing = False

    def note(self, turn_id: str, text: str) -> None:
        """`text` is to stand beside the message `turn_id`; nothing, once it was sent or left."""
        self._noted[turn_id] = text
        if not self._writing:
            self._writing = True
            self._tasks.begin("save edits", self._write())

    async def _write(self) -> None:
        try:
            while self._noted:
                texts, self._noted = self._noted, {}
                await self._stored.save(texts)
        except StoreError as error:  # told elsewhere; tried again with the next word
            self._noted = texts | self._noted
            _log.warning("edited messages are not in the file: %s", error)
        finally:
            self._writing = False
