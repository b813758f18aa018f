"""From the declaration of a setting to the field of a form."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from gui.qt.form import Field, FieldKind
from gui.services.setting import LANGUAGE, SETTINGS, Setting

translate = QCoreApplication.translate

AnySetting = Setting[bool] | Setting[int] | Setting[str]

PERCENT_STEP = 10
"""One step of a percentage: finer ones cannot be told apart."""


def declared(page: str) -> tuple[AnySetting, ...]:
    """The settings of one page, in the order of their declaration; language has its own page."""
    if page == "language":
        return (LANGUAGE,)
    return tuple(each for each in SETTINGS if each.group == page and each is not LANGUAGE)


def field_of(setting: AnySetting) -> Field:
    """The field for `setting`, in the language of the moment."""
    limits = Field(id="", kind=FieldKind.NUMBER, title="")
    return Field(
        id=setting.id,
        kind=_kind(setting),
        title=translate("Settings", setting.title),
        help=translate("Settings", setting.help) if setting.help else "",
        choices=tuple((c.value, translate("Settings", c.title)) for c in setting.choices),
        minimum=limits.minimum if setting.minimum is None else setting.minimum,
        maximum=limits.maximum if setting.maximum is None else setting.maximum,
        step=PERCENT_STEP if setting.unit == "%" else limits.step,
        suffix=f" {translate('Settings', setting.unit)}" if setting.unit else "",
    )


def _kind(setting: AnySetting) -> FieldKind:
    if setting.choices:
        return FieldKind.CHOICE
    if setting.type is bool:
        return FieldKind.SWITCH
    if setting.type is int:
        return FieldKind.NUMBER
    if setting.keys:
        return FieldKind.KEYS
    return FieldKind.LINES if setting.multiline else FieldKind.TEXT
