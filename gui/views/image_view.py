"""A picture in a window of its own: all of it, or pixel by pixel; and out into a file."""

from __future__ import annotations

import asyncio
from functools import partial

from PySide6.QtCore import QCoreApplication, QEvent, QSize, Qt, Signal
from PySide6.QtGui import QImage, QKeySequence, QPixmap, QResizeEvent, QShortcut
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from gui.model.file_opening import kept_name
from gui.model.picture_size import LONGEST_SENT, is_sent_smaller
from gui.model.turn import ImagePart
from gui.qt.dialogs import choose_file_to_save
from gui.qt.image_reading import SUFFIXES, format_of, read_image
from gui.qt.task_scope import TaskScope
from gui.qt.theme import Themed
from gui.services.atomic_file import replace_bytes_atomically
from gui.views.transcript.fold import elided_label

translate = QCoreApplication.translate


class ImageView(QDialog):
    """Not modal; Esc closes it. Save as… writes the bytes as they came."""

    open_wanted = Signal(object)  # ImagePart: by another program

    def __init__(self, part: ImagePart, data: bytes, around: Themed, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("imageView")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._around = around
        self._part = part
        self._data = data
        self._whole = QPixmap()
        self._tasks = TaskScope(self, self._failed)
        self._picture = QLabel()
        self._picture.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._scroll = QScrollArea()
        self._scroll.setObjectName("imageScroll")
        self._scroll.setWidget(self._picture)
        self._scroll.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.full = QPushButton()
        self._open, self._save = QPushButton(), QPushButton()
        self._state = elided_label("muted")
        self._state.setObjectName("imageState")
        self._lay_out()
        self.full.toggled.connect(self._fit)
        self._open.clicked.connect(self._on_open)
        self._save.clicked.connect(self._save_as)
        save = QShortcut(QKeySequence(QKeySequence.StandardKey.Save), self)
        save.activated.connect(self._save_as)
        self._retranslate()
        self.resize(self.sizeHint())
        self._tasks.start("read", self._read())

    def sizeHint(self) -> QSize:
        px = self._around.theme.px
        return QSize(px("output_width"), px("output_height"))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()

    def _lay_out(self) -> None:
        px = self._around.theme.px
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        top = QHBoxLayout()
        top.setContentsMargins(px("space_4"), px("space_2"), px("space_3"), px("space_2"))
        top.addWidget(self._state, 1)
        self.full.setObjectName("imageFullButton")
        self.full.setCheckable(True)
        self._save.setObjectName("imageSaveButton")
        self._open.setObjectName("imageOpenButton")
        for button in (self.full, self._open, self._save):
            button.setProperty("inline", "true")
            button.setAutoDefault(False)
            top.addWidget(button)
        column.addLayout(top)
        column.addWidget(self._scroll, 1)

    def _retranslate(self) -> None:
        name = self._part.name or translate("Transcript", "Picture")
        self.setWindowTitle(name)
        self._picture.setAccessibleName(name)
        self.full.setText(translate("Image", "Full size"))
        self._open.setText(translate("FileVerbs", "Open…"))
        self._save.setText(translate("Transcript", "Save as…"))
        self._say_size()

    async def _read(self) -> None:
        loop = asyncio.get_running_loop()
        image = await loop.run_in_executor(None, partial(read_image, self._data))
        if isinstance(image, QImage):
            self._whole = QPixmap.fromImage(image)
            self._fit()
        self._say_size()

    def _say_size(self) -> None:
        """How large it is, and whether a model is sent less of it."""
        width, height = self._whole.width(), self._whole.height()
        words = f"{width} × {height}" if width else ""
        if is_sent_smaller(width, height):
            smaller = translate("Image", "a model is sent at most {pixels} pixels a side")
            words = f"{words} · {smaller.format(pixels=LONGEST_SENT)}"
        self._state.setText(words)

    def _fit(self) -> None:
        """The whole picture within the window, or each of its pixels as one."""
        if self._whole.isNull():
            return
        room = self._scroll.viewport().size()
        shown = self._whole
        if not self.full.isChecked() and (
            shown.width() > room.width() or shown.height() > room.height()
        ):
            keep = Qt.AspectRatioMode.KeepAspectRatio
            smooth = Qt.TransformationMode.SmoothTransformation
            shown = shown.scaled(room * self.devicePixelRatio(), keep, smooth)
            shown.setDevicePixelRatio(self.devicePixelRatio())
        self._picture.setPixmap(shown)
        self._picture.resize(shown.deviceIndependentSize().toSize())

    def _on_open(self) -> None:
        self.open_wanted.emit(self._part)

    def _save_as(self) -> None:
        self._tasks.start("save", self._ask_and_save())

    async def _ask_and_save(self) -> None:
        suffix = SUFFIXES.get(format_of(self._data) or b"", "png")
        name = kept_name(self._part.name or f"picture.{suffix}")
        title = translate("Image", "Save the picture")
        path = await choose_file_to_save(self, title, name=name, suffix=suffix)
        if path is not None:
            loop = asyncio.get_running_loop()
            await loop.run_in_executor(None, replace_bytes_atomically, path, self._data)
            self._state.setText(translate("Output", "Saved as {name}").format(name=path.name))

    def _failed(self, error: BaseException) -> None:
        words = translate("Output", "It could not be saved: {reason}")
        reason = error.strerror if isinstance(error, OSError) else None
        self._state.setText(words.format(reason=reason or str(error)))
