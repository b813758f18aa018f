"""What a connection to a server tells besides its messages: babble, answers of HTTP, its end."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from gui.model.mcp_report import McpDiagnosis, McpFault
from gui.model.redaction import HIDDEN, redacted

if TYPE_CHECKING:
    from anyio.streams.memory import MemoryObjectReceiveStream, MemoryObjectSendStream
    from mcp.shared.message import SessionMessage

    Incoming = MemoryObjectReceiveStream[SessionMessage | Exception]
    Streams = tuple[Incoming, MemoryObjectSendStream[SessionMessage]]

_LINES = 20
_LETTERS = 500
_SHORTEST_SECRET = 4  # a shorter one would take letters out of every word


class Wire:
    """One connection's news. `over` holds why it ended, once it has ended by itself."""

    def __init__(self, changed: Callable[[], None]) -> None:
        self.over: asyncio.Future[McpDiagnosis] = asyncio.get_running_loop().create_future()
        self.babble = 0
        self._said: deque[str] = deque(maxlen=_LINES)
        self._secrets: tuple[str, ...] = ()
        self._changed = changed

    @property
    def said(self) -> tuple[str, ...]:
        """The last lines that were no messages, without secrets."""
        return tuple(self._said)

    def hide(self, secrets: Sequence[str]) -> None:
        """From now on these are taken out of what is said."""
        self._secrets = tuple(each for each in secrets if len(each) >= _SHORTEST_SECRET)

    def clean(self, text: str) -> str:
        for secret in self._secrets:
            text = text.replace(secret, HIDDEN)
        return redacted(text)

    def note_babble(self, line: str) -> None:
        """The server said something that is no message."""
        self.babble += 1
        self._said.append(self.clean(line.strip()[:_LETTERS]))
        if self.babble == 1:
            self._changed()

    def end(self, fault: McpFault, **facts: str) -> None:
        """The connection is of no more use; the first reason counts."""
        if not self.over.done():
            self.over.set_result(McpDiagnosis(fault=fault, facts=facts))
