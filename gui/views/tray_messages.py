"""Notifications as messages of the tray icon, where the desktop has no service for them."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QSystemTrayIcon

from gui.services.notification_post import Notification
from gui.views.tray import Tray

Clicked = Callable[[str, str], None]
"""Gets the key, and no token: Qt hands none over."""


class TrayMessages:
    """A `Sender`. Only one message is seen at a time, so a click is on the newest."""

    def __init__(self, tray: Tray, clicked: Clicked) -> None:
        self._tray = tray
        self._clicked = clicked
        self._newest = ""
        tray.message_clicked.connect(self._tell)

    async def show(self, notification: Notification) -> bool:
        icon = self._tray.icon
        if icon is None or not self._tray.there() or not QSystemTrayIcon.supportsMessages():
            return False
        self._newest = notification.key
        icon.showMessage(notification.title, notification.text, icon.icon())
        return True

    async def withdraw(self, key: str) -> None:
        """The message goes by itself; a late click on it shall not lead astray."""
        if self._newest == key:
            self._newest = ""

    def _tell(self) -> None:
        if self._newest:
            self._clicked(self._newest, "")
