"""Says under the settings what this desktop lacks: a tray, or notifications."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from gui.services.desk_abilities import DeskAbilities
from gui.services.setting import KEEP_RUNNING, NOTIFY, TRAY
from gui.services.settings import Settings
from gui.views.tray import Tray

translate = QCoreApplication.translate


class PresenceLimits:
    """The words are asked for when they are shown, and say what is true then."""

    def __init__(self, *, tray: Tray, settings: Settings, abilities: DeskAbilities) -> None:
        self._tray = tray
        self._settings = settings
        self._abilities = abilities
        self.has_service = False
        """Whether the desktop has a service for notifications."""

    def tell(self) -> None:
        """Something may be different now."""
        self._abilities.limit(TRAY.id, self._tray_limit)
        self._abilities.limit(KEEP_RUNNING.id, self._keeping_limit)
        self._abilities.limit(NOTIFY.id, self._notify_limit)

    def _tray_limit(self) -> str:
        if not self._settings.get(TRAY) or self._tray.there():
            return ""
        return translate("Desk", "This desktop has no tray.")

    def _keeping_limit(self) -> str:
        if self._tray.there():
            return ""
        return translate("Desk", "There is no icon in the tray: closing the window ends Parley.")

    def _notify_limit(self) -> str:
        if self.has_service or self._tray.there():
            return ""
        return translate("Desk", "This desktop shows no notifications.")
