"""A bug shows itself: one dialog per kind of traceback, with a report to copy."""

from __future__ import annotations

import re

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from gui.qt.theme import ThemeSwitch

translate = QCoreApplication.translate

_FRAME = re.compile(r'^\s*File "(?P<file>[^"]*)", line (?P<line>\d+)', re.MULTILINE)
_ERROR = re.compile(r"^(?P<type>[A-Za-z_][\w.]*)(?::|$)", re.MULTILINE)


class CrashReports(QObject):
    """Shows each kind of traceback once in the life of the program.

    `about` is the head of the report: the versions of what is running.
    """

    def __init__(self, window: QWidget, *, theme: ThemeSwitch, about: str) -> None:
        super().__init__(window)
        self._window = window
        self._theme = theme
        self._about = about
        self._seen: set[str] = set()

    def show_traceback(self, text: str) -> None:
        """Open the dialog for a traceback's text; nothing happens when its kind was shown."""
        kind = kind_of(text)
        if kind in self._seen or not self._window.isVisible():
            return
        self._seen.add(kind)
        dialog = CrashDialog(self._window, theme=self._theme, report=f"{self._about}\n\n{text}")
        dialog.open()


class CrashDialog(QDialog):
    """Says that something in Parley failed, that the chats are safe, and offers the report."""

    def __init__(self, parent: QWidget, *, theme: ThemeSwitch, report: str) -> None:
        super().__init__(parent)
        self.setObjectName("crashDialog")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._report = report
        px = theme.theme.px
        self.resize(px("panel_width"), px("panel_height"))
        layout = QVBoxLayout(self)
        gap = px("space_4")
        layout.setContentsMargins(gap, gap, gap, gap)
        layout.setSpacing(px("space_3"))
        self._sentence = QLabel()
        self._sentence.setProperty("role", "subheading")
        self._sentence.setWordWrap(True)
        self._advice = QLabel()
        self._advice.setProperty("muted", True)
        self._advice.setWordWrap(True)
        self._text = QPlainTextEdit(report)
        self._text.setObjectName("crashReport")
        self._text.setReadOnly(True)
        self._text.setFont(theme.theme.font("code"))
        self._buttons = QDialogButtonBox()
        self._copy = QPushButton()
        self._copy.setObjectName("copyReportButton")
        self._copy.clicked.connect(self._copy_report)
        self._go_on = QPushButton()
        self._go_on.setProperty("accent", True)
        self._go_on.setDefault(True)
        self._buttons.addButton(self._copy, QDialogButtonBox.ButtonRole.ActionRole)
        self._buttons.addButton(self._go_on, QDialogButtonBox.ButtonRole.AcceptRole)
        self._buttons.accepted.connect(self.accept)
        for widget in (self._sentence, self._advice, self._text, self._buttons):
            layout.addWidget(widget)
        self.retranslate()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    def retranslate(self) -> None:
        self.setWindowTitle(translate("CrashDialog", "A fault in Parley"))
        self._sentence.setText(translate("CrashDialog", "Something in Parley went wrong."))
        self._advice.setText(
            translate(
                "CrashDialog",
                "Your chats are saved and you can go on. To have it mended, copy the report"
                " and send it to the people who make Parley; look through it first.",
            )
        )
        self._text.setAccessibleName(translate("CrashDialog", "Report"))
        self._copy.setText(translate("CrashDialog", "Copy the report"))
        self._go_on.setText(translate("CrashDialog", "Continue"))

    def _copy_report(self) -> None:
        QGuiApplication.clipboard().setText(self._report)
        self._copy.setText(translate("CrashDialog", "Copied"))


def kind_of(traceback_text: str) -> str:
    """Where it happened and what it is called, without the words that differ each time."""
    frames = [f"{m['file']}:{m['line']}" for m in _FRAME.finditer(traceback_text)]
    names = [m["type"] for m in _ERROR.finditer(traceback_text) if m["type"] != "Traceback"]
    return "|".join([*frames, names[-1] if names else ""])
