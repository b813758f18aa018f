"""What can be done with a file or a picture of a message, as a menu."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QCoreApplication, SignalInstance
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtWidgets import QWidget

from gui.model.turn import Enclosed, ImagePart
from gui.qt.menus import new_menu
from gui.views.transcript.surroundings import Outlet

translate = QCoreApplication.translate


def show_file_menu(near: QWidget, part: Enclosed, outlet: Outlet, event: QContextMenuEvent) -> None:
    """Where the mouse is, or below `near` for who asked by key."""
    menu = new_menu(near)
    menu.setObjectName("fileMenu")
    shown = translate("Transcript", "Show what was sent")
    if isinstance(part, ImagePart):
        shown = translate("Transcript", "Enlarge")
    for words, signal in (
        (shown, outlet.file_preview_wanted),
        (translate("FileVerbs", "Open…"), outlet.file_open_wanted),
        (translate("Transcript", "Save as…"), outlet.file_save_wanted),
    ):
        menu.addAction(words).triggered.connect(partial(_tell, signal, part))
    by_key = event.reason() is QContextMenuEvent.Reason.Keyboard
    menu.popup(near.mapToGlobal(near.rect().bottomLeft()) if by_key else event.globalPos())
    event.accept()


def _tell(signal: SignalInstance, part: Enclosed, *_checked: bool) -> None:
    signal.emit(part)
