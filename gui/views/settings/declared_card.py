"""A card with the settings that are declared for one page, which follows them."""

from __future__ import annotations

from functools import partial

from gui.qt.form import FieldRow, FieldValue
from gui.services.settings import Settings
from gui.views.settings.pane import Card
from gui.views.settings.parts import SettingsParts
from gui.views.settings.setting_fields import AnySetting, declared, field_of


class DeclaredCard(Card):
    def __init__(self, parts: SettingsParts, page: str) -> None:
        super().__init__(parts.theme.theme)
        self._settings = parts.settings
        self._abilities = parts.abilities
        self._page = page
        self._fields: dict[str, FieldRow] = {}
        for setting in declared(page):
            row = FieldRow(field_of(setting), parts.theme.theme)
            row.changed.connect(partial(self._take, setting))
            self._fields[setting.id] = row
            self.add_row(row)
        self.destroyed.connect(parts.settings.subscribe(self._follow))
        self.destroyed.connect(parts.abilities.subscribe(self.say_limits))

    def retranslate(self) -> None:
        for setting in declared(self._page):
            self._fields[setting.id].describe(field_of(setting))
        self.say_limits()
        self._follow()

    def say_limits(self) -> None:
        """What this desktop cannot do is said where it is asked for."""
        for name, row in self._fields.items():
            row.show_note(self._abilities.words(name))

    def _follow(self, _changed: str = "") -> None:
        for setting in declared(self._page):
            self._fields[setting.id].show_value(_value(self._settings, setting))

    def _take(self, setting: AnySetting, value: FieldValue) -> None:
        if setting.accepts(value):
            self._settings.set_section(setting.id, value)


def _value(settings: Settings, setting: AnySetting) -> FieldValue:
    stored = settings.section(setting.id)
    if isinstance(stored, bool | int | str) and setting.accepts(stored):
        return stored
    return setting.default
