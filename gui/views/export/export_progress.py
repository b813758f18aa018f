"""How far an export is, beside the window that goes on; closing it gives the export up."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QProgressBar, QVBoxLayout, QWidget

from gui.qt.theme import Theme
from gui.views.settings.pane import words

translate = QCoreApplication.translate


class ExportProgress(QDialog):
    given_up = Signal()

    def __init__(self, count: int, theme: Theme, *, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("exportProgress")
        self.setWindowTitle(translate("ChatExport", "Export"))
        self.setModal(False)
        self.setMinimumWidth(theme.px("panel_width"))
        self._count = count
        pad = theme.px("space_4")
        column = QVBoxLayout(self)
        column.setContentsMargins(pad, pad, pad, pad)
        column.setSpacing(pad)
        self._said = words("")
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setAccessibleName(translate("ChatExport", "Progress"))
        self._bar.setRange(0, count if count > 1 else 0)
        buttons = QDialogButtonBox()
        cancel = buttons.addButton(
            translate("ChatExport", "Cancel"), QDialogButtonBox.ButtonRole.RejectRole
        )
        cancel.setObjectName("exportCancelButton")
        buttons.rejected.connect(self.reject)
        for widget in (self._said, self._bar, buttons):
            column.addWidget(widget)
        self.show_done(0)

    def show_done(self, done: int) -> None:
        if self._count > 1:
            told = translate("ChatExport", "Exporting chat {n} of {all}…")
            self._said.setText(told.format(n=done + 1, all=self._count))
            self._bar.setValue(done)
        else:
            self._said.setText(translate("ChatExport", "Exporting the chat…"))

    def reject(self) -> None:
        self.given_up.emit()
        super().reject()
