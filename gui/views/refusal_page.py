"""Instead of the workspace where the chats cannot be opened: why, what to do, and the folder."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QEvent, Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from gui.model.problem import Problem
from gui.qt.theme import ThemeSwitch
from gui.views.problem_text import problem_text

translate = QCoreApplication.translate


class RefusalPage(QWidget):
    """Nothing can be lost on it: there is nowhere to write."""

    quit_wanted = Signal()

    def __init__(self, problem: Problem, *, folder: str, theme: ThemeSwitch) -> None:
        super().__init__()
        self.setObjectName("refusalPage")
        self._problem = problem
        self._folder = folder
        self._sentence = _line("heading")
        self._next_step = _line("")
        self._next_step.setProperty("muted", True)
        self._where = _line("small")
        self._where.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse
            | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self._open = QPushButton()
        self._open.setObjectName("openFolderButton")
        self._open.clicked.connect(self._open_folder)
        self._quit = QPushButton()
        self._quit.setObjectName("quitButton")
        self._quit.setProperty("accent", True)
        self._quit.clicked.connect(self.quit_wanted)
        self._arrange(theme)
        self.retranslate()

    def retranslate(self) -> None:
        words = problem_text(self._problem)
        self._sentence.setText(words.sentence)
        self._next_step.setText(words.next_step)
        self._where.setText(self._folder)
        self._open.setText(translate("RefusalPage", "Open the folder"))
        self._quit.setText(translate("RefusalPage", "Quit"))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    def _arrange(self, theme: ThemeSwitch) -> None:
        px = theme.theme.px
        row = QHBoxLayout()
        row.setSpacing(px("space_2"))
        row.addStretch(1)
        row.addWidget(self._open)
        row.addWidget(self._quit)
        row.addStretch(1)
        column = QVBoxLayout(self)
        margin = px("space_6")
        column.setContentsMargins(margin, margin, margin, margin)
        column.setSpacing(px("space_3"))
        column.addStretch(2)
        for label in (self._sentence, self._next_step, self._where):
            column.addWidget(label)
        column.addLayout(row)
        column.addStretch(3)

    def _open_folder(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(self._folder))


def _line(role: str) -> QLabel:
    label = QLabel()
    label.setProperty("role", role)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
    label.setWordWrap(True)
    return label
