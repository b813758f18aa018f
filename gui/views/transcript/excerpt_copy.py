"""Puts excerpts of a chat on the clipboard, however long: in slices of time."""

from __future__ import annotations

from collections.abc import Iterator
from time import perf_counter
from typing import NamedTuple

from PySide6.QtCore import QMimeData, QObject, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QStandardItem, QStandardItemModel

SLICE = 0.008
"""Seconds of work at a time."""


class Excerpt(NamedTuple):
    """Some of a turn in three forms."""

    plain: str
    rich: str
    markdown: str
    continues: bool = False
    """Whether it goes on in the next line, with no blank one between."""
    glued: bool = False
    """Whether its Markdown follows right on that of the excerpt before."""


Excerpts = Iterator[Excerpt | None]
"""None is a place to take a breath."""


class ExcerptCopy(QObject):
    """What is short is on the clipboard at once; the last that was asked for counts."""

    copied = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._left: Excerpts = iter(())
        self._taken: list[Excerpt] = []
        self._as_markdown = False
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(0)
        self._timer.timeout.connect(self._work)

    @property
    def busy(self) -> bool:
        return self._timer.isActive()

    def start(self, excerpts: Excerpts, *, as_markdown: bool = False) -> None:
        self._left = excerpts
        self._taken = []
        self._as_markdown = as_markdown
        self._work()

    def _work(self) -> None:
        until = perf_counter() + SLICE
        for excerpt in self._left:
            if excerpt is not None:
                self._taken.append(excerpt)
            if perf_counter() > until:
                self._timer.start()
                return
        self._timer.stop()
        self._finish()

    def _finish(self) -> None:
        data = _new_data()
        if self._as_markdown:
            data.setText(_markdown(self._taken))
        else:
            data.setText(_plain(self._taken))
            data.setHtml("\n".join(excerpt.rich for excerpt in self._taken))
        self._taken = []
        QGuiApplication.clipboard().setMimeData(data)
        self.copied.emit()


def _new_data() -> QMimeData:
    """Empty, and made by Qt: what is made here is gone with Python while the clipboard has it."""
    model = QStandardItemModel()
    model.appendRow(QStandardItem())
    data = model.mimeData([model.index(0, 0)])
    for form in data.formats():
        data.removeFormat(form)
    return data


def _plain(excerpts: list[Excerpt]) -> str:
    words: list[str] = []
    for excerpt in excerpts:
        if words:
            words.append("\n" if excerpt.continues else "\n\n")
        words.append(excerpt.plain)
    return "".join(words)


def _markdown(excerpts: list[Excerpt]) -> str:
    words: list[str] = []
    for excerpt in excerpts:
        if words and not excerpt.glued:
            words[-1] = words[-1].rstrip("\n")
            words.append("\n" if excerpt.continues else "\n\n")
        words.append(excerpt.markdown)
    return "".join(words).strip("\n")
