"""Whether a panel shows the tray icons that are announced on the bus."""

from __future__ import annotations

import logging
from collections.abc import Callable

from gui.services.desktop_bus import BusError, BusTarget, DesktopBus
from gui.services.owned_tasks import OwnedTasks

log = logging.getLogger(__name__)

WATCHER = BusTarget(
    name="org.kde.StatusNotifierWatcher",
    path="/StatusNotifierWatcher",
    interface="org.kde.StatusNotifierWatcher",
)
PROPERTIES = BusTarget(
    name=WATCHER.name, path=WATCHER.path, interface="org.freedesktop.DBus.Properties"
)


class TrayWatch:
    """`watcher`: who collects the icons is there; `host`: so is a panel that shows them."""

    def __init__(self, bus: DesktopBus, changed: Callable[[], None]) -> None:
        self._bus = bus
        self._changed = changed
        self._tasks = OwnedTasks()
        self.watcher = False
        self.host = False
        self._seen = (False, False)

    async def start(self) -> None:
        """Look, and follow what comes and goes from then on. Raises BusError."""
        await self._bus.watch_owner(WATCHER.name, self._owner_changed)
        for signal in ("StatusNotifierHostRegistered", "StatusNotifierHostUnregistered"):
            await self._bus.subscribe(WATCHER, signal, self._host_changed)
        self.watcher = await self._bus.has_owner(WATCHER.name)
        await self._look()

    async def close(self) -> None:
        await self._tasks.cancel(limit=0.1)

    def _owner_changed(self, there: bool) -> None:  # noqa: FBT001 - called by the bus
        self.watcher = there
        self._tasks.begin("look for a tray", self._look_again())

    def _host_changed(self, _arguments: tuple[object, ...]) -> None:
        self._tasks.begin("look for a tray", self._look_again())

    async def _look_again(self) -> None:
        if await self._look():
            self._changed()

    async def _look(self) -> bool:
        """Whether it is another way than at the last look."""
        host = self.watcher and await self._has_host()
        self.host = host and self.watcher  # which may have gone meanwhile
        before, self._seen = self._seen, (self.watcher, self.host)
        log.info("tray on the bus: %s", "yes" if self.host else "no")
        return self._seen != before

    async def _has_host(self) -> bool:
        name = "IsStatusNotifierHostRegistered"
        try:
            (found,) = await self._bus.call(PROPERTIES, "Get", "ss", WATCHER.interface, name)
        except BusError as error:  # a watcher that does not tell is one panel for itself
            log.info("the tray does not say whether it is shown: %s", error)
            return True
        return found[1] is True if isinstance(found, tuple) else True
