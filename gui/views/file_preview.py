"""What a model is sent of a file, in a window of its own; the file can be opened or saved."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QPushButton, QWidget

from gui.model.turn import FilePart
from gui.qt.theme import Themed
from gui.views.output_view import OutputView

translate = QCoreApplication.translate


class FilePreview(OutputView):
    """Save as… and Open… are about the file as it came, Copy about the text that is shown."""

    open_wanted = Signal(object)  # FilePart
    save_wanted = Signal(object)  # FilePart

    def __init__(self, part: FilePart, text: str, around: Themed, parent: QWidget) -> None:
        super().__init__(part.name or translate("Transcript", "File"), text, around, parent)
        self.setObjectName("filePreview")
        self._part = part
        self._open = QPushButton()
        self._open.setObjectName("filePreviewOpenButton")
        self._open.setProperty("inline", "true")
        self._open.setAutoDefault(False)
        self._open.clicked.connect(self._on_open)
        self.tools.insertWidget(self.tools.count() - 1, self._open)
        self.wrap.setChecked(True)
        self._retranslate()

    def _retranslate(self) -> None:
        super()._retranslate()
        if hasattr(self, "_open"):
            self._open.setText(translate("FileVerbs", "Open…"))
            self.say(translate("FileVerbs", "This is what a model is sent of the file."))

    def _on_open(self) -> None:
        self.open_wanted.emit(self._part)

    def _save_as(self) -> None:
        self.save_wanted.emit(self._part)
