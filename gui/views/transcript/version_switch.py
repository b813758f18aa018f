"""Leads to the earlier and later versions of a turn: ‹ 2/3 ›."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from gui.views.transcript.fold import quiet_label
from gui.views.transcript.surroundings import Surroundings
from gui.views.transcript.versions import Version

translate = QCoreApplication.translate


class VersionSwitch(QWidget):
    """Hidden while its turn has no siblings; else always seen, since it is the only way there."""

    def __init__(self, around: Surroundings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("versionSwitch")
        self._around = around
        self._turn_id = ""
        self._version: Version | None = None
        self._is_built = False  # most turns have no siblings and need nothing of it
        self.hide()
        around.versions.changed.connect(self.refresh)

    def _build(self) -> None:
        self._is_built = True
        self.earlier = QPushButton("‹")
        self.earlier.setObjectName("previousSiblingButton")
        self.later = QPushButton("›")
        self.later.setObjectName("nextSiblingButton")
        self.number = quiet_label()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        for piece in (self.earlier, self.number, self.later):
            row.addWidget(piece)
        for button in (self.earlier, self.later):
            button.setProperty("inline", "true")
        self.earlier.clicked.connect(self._go_earlier)
        self.later.clicked.connect(self._go_later)

    def show_turn(self, turn_id: str) -> None:
        self._turn_id = turn_id
        self.refresh()

    def refresh(self) -> None:
        """Say anew which version this is, in the language of the window."""
        self._version = version = self._around.versions.of(self._turn_id)
        if version is not None:
            self._say(version)
        self.setHidden(version is None)

    def _say(self, version: Version) -> None:
        if not self._is_built:
            self._build()
        may_switch = self._around.versions.may_switch
        facts = {"number": version.number, "count": version.count}
        words = translate("Transcript", "Version {number} of {count}").format(**facts)
        self.number.setText("{number}/{count}".format(**facts))
        self.number.setAccessibleName(words)
        self.setAccessibleName(words)
        for button, name, turn_id in (
            (self.earlier, translate("Transcript", "Earlier version"), version.earlier),
            (self.later, translate("Transcript", "Later version"), version.later),
        ):
            button.setAccessibleName(name)
            button.setToolTip(name)
            button.setEnabled(may_switch and bool(turn_id))

    def _go_earlier(self) -> None:
        if self._version is not None:
            self._around.outlet.sibling_wanted.emit(self._version.earlier)

    def _go_later(self) -> None:
        if self._version is not None:
            self._around.outlet.sibling_wanted.emit(self._version.later)
