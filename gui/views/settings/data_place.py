"""A kind of data: what it is, how long it stays, how much it takes, and the folder it is in."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QCoreApplication, Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from gui.qt.phrases import in_a_row, labelled
from gui.qt.reflow import ReflowRow
from gui.qt.theme import Theme
from gui.views.file_words import size_text
from gui.views.settings.pane import path_line, words

translate = QCoreApplication.translate

LINE_LETTERS = 40
"""How many letters a line must hold for the button to stay beside the words."""


class DataPlace(QWidget):
    """A title, a text, and the folder it is about."""

    def __init__(self, theme: Theme, path: Path | None) -> None:
        super().__init__()
        self._path = path
        self._title = words("", role="strong")
        self._text = words("", role="small")
        self._where = path_line(path) if path else None
        self._open = QPushButton()
        self._open.setObjectName("openFolderButton")
        self._open.setVisible(path is not None)
        self._open.clicked.connect(self._open_folder)
        said = QWidget()
        column = QVBoxLayout(said)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px("space_1"))
        column.addWidget(self._title)
        column.addWidget(self._text)
        if self._where is not None:
            column.addWidget(self._where)
        row = ReflowRow(spacing=theme.px("space_4"))
        row.add(said, stretch=1, comfort=self._comfort)
        row.add(self._open, align=Qt.AlignmentFlag.AlignVCenter)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(row)

    def say(self, title: str, text: str, size: int | None = None) -> None:
        """`size` is in bytes, where it is known."""
        if size is not None:
            told = translate("Settings", "It takes {size}.").format(size=size_text(size))
            text = in_a_row(text, told)
        self._title.setText(title)
        self._text.setText(text)
        if self._where is not None:
            self._where.setAccessibleName(title)
        self._open.setText(translate("Settings", "Open folder"))
        self._open.setAccessibleName(labelled(self._open.text(), title))

    def _comfort(self) -> int:
        return self.fontMetrics().averageCharWidth() * LINE_LETTERS

    def _open_folder(self) -> None:
        if self._path is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._path)))
