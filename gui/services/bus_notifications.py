"""Notifications by the desktop's own service, org.freedesktop.Notifications."""

from __future__ import annotations

import logging
from collections.abc import Callable
from html import escape

from gui.services.desktop_bus import BusError, BusTarget, DesktopBus
from gui.services.notification_post import Notification

log = logging.getLogger(__name__)

SERVICE = BusTarget(
    name="org.freedesktop.Notifications",
    path="/org/freedesktop/Notifications",
    interface="org.freedesktop.Notifications",
)
START_LIMIT = 5.0
"""Seconds for the first call, which may have to start the service."""

AS_LONG_AS_USUAL = -1
DEFAULT = "default"
"""The action of a click on the notification itself."""

Clicked = Callable[[str, str], None]
"""Gets the key, and the token that lets a window take the focus, or ""."""


class BusNotifications:
    """A `Sender`. `icon` is a name of the icon theme or the address of a file."""

    def __init__(self, bus: DesktopBus, *, app_id: str, icon: str, clicked: Clicked) -> None:
        self._bus = bus
        self._app_id = app_id
        self._icon = icon
        self._clicked = clicked
        self._capabilities: frozenset[str] | None = None
        self._ids: dict[str, int] = {}
        self._tokens: dict[int, str] = {}
        self._asking = 0
        self._early: set[int] = set()  # clicked before we were told the number

    async def start(self) -> None:
        """Listen for clicks. Raises BusError."""
        await self._bus.subscribe(SERVICE, "ActivationToken", self._keep_token)
        await self._bus.subscribe(SERVICE, "ActionInvoked", self._take_action)
        await self._bus.subscribe(SERVICE, "NotificationClosed", self._forget)
        await self._bus.watch_owner(SERVICE.name, self._start_anew)

    async def offered(self) -> bool:
        """Whether the service runs or can be started. Raises BusError."""
        return await self._bus.has_owner(SERVICE.name) or await self._bus.can_start(SERVICE.name)

    async def show(self, notification: Notification) -> bool:
        self._asking += 1
        try:
            can = await self._known_capabilities()
            text = notification.text
            actions = [DEFAULT, notification.action] if "actions" in can else []
            hints = {
                "desktop-entry": ("s", self._app_id),
                "category": ("s", "im.received"),
                "urgency": ("y", 1),
            }
            (number,) = await self._bus.call(
                SERVICE,
                "Notify",
                "susssasa{sv}i",
                "Parley",
                self._ids.get(notification.key, 0),
                self._icon,
                notification.title,
                # The five XML entities are all that a markup of this kind has to know.
                escape(text, quote=False) if "body-markup" in can else text,
                actions,
                hints,
                AS_LONG_AS_USUAL,
                limit=START_LIMIT,
            )
        except BusError as error:
            log.info("no notification: %s", error)
            return False
        finally:
            self._asking -= 1
        early, self._early = self._early, set()
        if isinstance(number, int):
            self._ids[notification.key] = number
            if number in early:
                self._clicked(notification.key, self._tokens.pop(number, ""))
        return True

    async def withdraw(self, key: str) -> None:
        number = self._ids.pop(key, None)
        if number is None:
            return
        try:
            await self._bus.call(SERVICE, "CloseNotification", "u", number)
        except BusError as error:  # it may be gone already
            log.debug("not withdrawn: %s", error)

    async def _known_capabilities(self) -> frozenset[str]:
        if self._capabilities is None:
            (found,) = await self._bus.call(SERVICE, "GetCapabilities", limit=START_LIMIT)
            names = found if isinstance(found, list) else []
            self._capabilities = frozenset(str(name) for name in names)
        return self._capabilities

    def _keep_token(self, arguments: tuple[object, ...]) -> None:
        """Comes just before the action it is for."""
        match arguments:
            case (int(number), str(token)) if self._asking or number in self._ids.values():
                self._tokens[number] = token
            case _:
                pass

    def _take_action(self, arguments: tuple[object, ...]) -> None:
        match arguments:
            case (int(number), str(action)) if action == DEFAULT and self._is_early(number):
                self._early.add(number)
            case (int(number), str(action)) if action == DEFAULT:
                token = self._tokens.pop(number, "")
                for key, known in tuple(self._ids.items()):
                    if known == number:
                        self._clicked(key, token)
            case _:
                pass

    def _is_early(self, number: int) -> bool:
        """The answer that names the number is read, but who waits for it comes next."""
        return self._asking > 0 and number not in self._ids.values()

    def _forget(self, arguments: tuple[object, ...]) -> None:
        """A closed notification's number may be given to another program."""
        match arguments:
            case (int(number), *_):
                self._tokens.pop(number, None)
                self._ids = {key: known for key, known in self._ids.items() if known != number}
            case _:
                pass

    def _start_anew(self, _there: bool) -> None:  # noqa: FBT001 - called by the bus
        """Another service has other abilities and knows none of our numbers."""
        self._capabilities = None
        self._ids.clear()
        self._tokens.clear()
