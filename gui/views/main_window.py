"""The main window itself: its place on the screen, and what closing it means."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QRect, Qt, Signal
from PySide6.QtGui import (
    QCloseEvent,
    QHideEvent,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QShowEvent,
)
from PySide6.QtWidgets import QMainWindow, QWidget

from gui.qt.theme import ThemeSwitch
from gui.qt.window_place import WindowPlace

if TYPE_CHECKING:  # made once the window is on the screen
    from gui.views.saving_notice import SavingNotice


MOST_KEYS = 4000
"""As many as a key that is held down gives in two minutes."""

WRITING_KEYS = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Backspace)


@dataclass(frozen=True, kw_only=True)
class WindowMemory:
    """Where the window's place and shape are kept between two starts."""

    load: Callable[[], bytes]
    save: Callable[[bytes], None]


class MainWindow(QMainWindow):
    """Shown empty, in its place and colours, while what fills it is still being imported.

    Keys that write something are kept until then, and given away once with `take_typed`.
    Closing is only asked for: who owns the life cycle hides the window and ends the program.
    """

    close_requested = Signal()

    def __init__(self, *, theme: ThemeSwitch, memory: WindowMemory) -> None:
        super().__init__()
        self.setObjectName("mainWindow")
        self.setWindowTitle("Parley")
        self._theme = theme
        self._memory = memory
        self._saving: SavingNotice | None = None
        self._typed: list[QKeyEvent] | None = []
        self.put_away: Callable[[], bool] = _stay
        """Hides the window instead of closing it, where the user wants that and it can be."""
        self._place = WindowPlace(self)
        self._restore_place()

    def fill(self, content: QWidget) -> None:
        """Show `content` in the window from now on."""
        self.setCentralWidget(content)

    def take_typed(self) -> Sequence[QKeyEvent]:
        """The keys typed until now; who takes them also gets the focus."""
        typed, self._typed = self._typed, None
        return typed or ()

    def show_saving(self, what: Sequence[str]) -> None:
        """Say, in a small window of its own, what closing still waits for."""
        if self._saving is None:
            from gui.views.saving_notice import SavingNotice

            self._saving = SavingNotice(theme=self._theme)
        self._saving.show_waiting(what)

    def hide_saving(self) -> None:
        if self._saving is not None:
            self._saving.close()
            self._saving.deleteLater()
            self._saving = None

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self._typed is None or not _writes(event):
            super().keyPressEvent(event)
        elif len(self._typed) < MOST_KEYS:
            self._typed.append(event.clone())

    def quit(self) -> None:
        """Ask to end the program, whatever closing the window means."""
        self._keep_place()
        self.close_requested.emit()

    def closeEvent(self, event: QCloseEvent) -> None:
        event.ignore()
        if not self.put_away():
            self.quit()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._place.note_shown()

    def changeEvent(self, event: QEvent) -> None:
        """A window that filled a large screen is still that large when it no longer does."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.WindowStateChange:
            self._place.check_soon()

    def hideEvent(self, event: QHideEvent) -> None:
        """Also where nobody closes the window: the end of a session, the tray."""
        super().hideEvent(event)
        if not event.spontaneous():
            self._keep_place()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The sidebar and the header's line, where they will be: the rest comes at once."""
        super().paintEvent(event)
        if self.centralWidget() is not None:
            return
        theme, painter = self._theme.theme, QPainter(self)
        wide = self.width() >= theme.px("sidebar_collapse_width")
        side = theme.px("sidebar_width") if wide else 0
        line = theme.px("hairline")
        painter.fillRect(self.rect(), theme.color("window"))
        painter.fillRect(QRect(0, 0, side, self.height()), theme.color("sidebar"))
        painter.fillRect(QRect(side, 0, line, self.height()), theme.color("line"))
        header = QRect(side, theme.px("header_height") - line, self.width() - side, line)
        painter.fillRect(header, theme.color("line"))
        painter.end()

    def _keep_place(self) -> None:
        self._memory.save(self._place.save())

    def _restore_place(self) -> None:
        px = self._theme.theme.px
        self.setMinimumSize(px("window_min_width"), px("window_min_height"))
        self.resize(px("window_width"), px("window_height"))
        self._place.restore(self._memory.load())


def _stay() -> bool:
    return False


def _writes(event: QKeyEvent) -> bool:
    """Whether the key would change a text; Alt Gr writes, Alt alone opens menus."""
    modifiers = event.modifiers()
    if event.key() in WRITING_KEYS:
        return True
    control = bool(modifiers & Qt.KeyboardModifier.ControlModifier)
    if bool(modifiers & Qt.KeyboardModifier.AltModifier) is not control:
        return False
    return bool(event.text()) and event.text().isprintable()
