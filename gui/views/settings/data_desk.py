"""What the page about data asks of the program: backups, hosts, old chats, the end."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from gui.services.erasure import Erased
from gui.services.host_ledger import HostLedger
from gui.services.library import Library
from gui.services.retention import Retention


@dataclass(frozen=True, kw_only=True)
class DataDesk:
    """`keep_drafts` has what is typed saved before the chats are exchanged."""

    library: Library
    hosts: HostLedger
    retention: Retention
    erase: Callable[[], Awaitable[Erased]]
    keep_drafts: Callable[[], Awaitable[None]]
