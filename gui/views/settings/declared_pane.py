"""A page made from the declarations of one group of settings; a change applies at once."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QShowEvent

from gui.qt.form import FieldRow, FieldValue
from gui.services.settings import Settings
from gui.views.settings.pane import Card, Pane
from gui.views.settings.parts import SettingsParts
from gui.views.settings.setting_fields import AnySetting, declared, field_of

translate = QCoreApplication.translate


class DeclaredPane(Pane):
    """Shows the settings of `page` and follows them, whoever changes them."""

    def __init__(self, parts: SettingsParts, page: str) -> None:
        super().__init__(parts.theme.theme)
        self._settings = parts.settings
        self._abilities = parts.abilities
        self._page = page
        self._rows: dict[str, FieldRow] = {}
        card = Card(parts.theme.theme)
        for setting in declared(page):
            row = FieldRow(field_of(setting), parts.theme.theme)
            row.changed.connect(partial(self._take, setting))
            self._rows[setting.id] = row
            card.add_row(row)
        self.body.addWidget(card)
        self.destroyed.connect(parts.settings.subscribe(self._follow))
        self.destroyed.connect(parts.abilities.subscribe(self._say_limits))
        self.retranslate()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._say_limits()  # what the desktop can do may have changed meanwhile

    def retranslate(self) -> None:
        titles = {
            "appearance": translate("Settings", "Appearance"),
            "language": "Language · 语言",
            "chat": translate("Settings", "Chat"),
            "desktop": translate("Settings", "Desktop"),
        }
        self.say(titles[self._page])
        for setting in declared(self._page):
            self._rows[setting.id].describe(field_of(setting))
        self._say_limits()
        self._follow()

    def _say_limits(self) -> None:
        """What this desktop cannot do is said where it is asked for."""
        for name, row in self._rows.items():
            row.show_note(self._abilities.words(name))

    def _follow(self, _changed: str = "") -> None:
        for setting in declared(self._page):
            self._rows[setting.id].show_value(_value(self._settings, setting))

    def _take(self, setting: AnySetting, value: FieldValue) -> None:
        if setting.accepts(value):
            self._settings.set_section(setting.id, value)


def _value(settings: Settings, setting: AnySetting) -> FieldValue:
    stored = settings.section(setting.id)
    if isinstance(stored, bool | int | str) and setting.accepts(stored):
        return stored
    return setting.default
