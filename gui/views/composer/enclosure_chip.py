"""One file or picture that goes with the next message: its name, its size, and a way out."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QEvent, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel

from gui.model.enclosure import Enclosure
from gui.qt.icon_button import IconButton
from gui.qt.theme import ThemeSwitch
from gui.views.file_words import size_text

translate = QCoreApplication.translate

_LONGEST_NAME = 40


class EnclosureChip(QFrame):
    remove_wanted = Signal(str)  # the id of the enclosure

    def __init__(self, enclosure: Enclosure, *, theme: ThemeSwitch) -> None:
        super().__init__()
        self.setObjectName("enclosureChip")
        self._enclosure = enclosure
        px = theme.theme.px
        row = QHBoxLayout(self)
        row.setContentsMargins(px("space_2"), 0, 0, 0)
        row.setSpacing(px("space_1"))
        self._words = QLabel()
        self._words.setProperty("role", "small")
        self._remove = IconButton("close", theme=theme)
        self._remove.setObjectName("removeEnclosureButton")
        self._remove.clicked.connect(self._on_remove)
        row.addWidget(self._words)
        row.addWidget(self._remove)
        self.retranslate()

    def retranslate(self) -> None:
        name = self._enclosure.part.name or translate("Composer", "Picture")
        size = size_text(self._enclosure.size)
        self._words.setText(f"{_shortened(name)} · {size}")
        self.setToolTip(name)
        self.setAccessibleName(f"{name}, {size}")
        self._remove.say(translate("Composer", "Do not send {name}").format(name=name))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    def _on_remove(self) -> None:
        self.remove_wanted.emit(self._enclosure.id)


def _shortened(name: str) -> str:
    """With its ending, which says what it is."""
    if len(name) <= _LONGEST_NAME:
        return name
    tail = _LONGEST_NAME // 3
    return f"{name[: _LONGEST_NAME - tail]}…{name[-tail:]}"
