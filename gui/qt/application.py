"""The application object, which also hears what macOS asks a running program to open."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QUrl, Signal
from PySide6.QtGui import QFileOpenEvent
from PySide6.QtWidgets import QApplication

from gui.model.wishes import Wishes


class Application(QApplication):
    """Elsewhere files and links come by the command line; see `gui.qt.single_instance`.

    A class of its own, since a filter would see every event of every object.
    """

    asked = Signal(object)  # Wishes
    quit_asked = Signal()
    """Before Qt closes the windows, because macOS wants the program to end."""

    def event(self, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Quit:
            self.quit_asked.emit()
        if not isinstance(event, QFileOpenEvent):
            return super().event(event)
        encoded = QUrl.ComponentFormattingOption.FullyEncoded
        named = event.file() or event.url().toString(encoded)
        if named:
            self.asked.emit(Wishes(open=(named,)))
        return True
