"""What is in a file of agents and teams, and what each asks for, before anything is imported."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from gui.model.titles import one_line
from gui.model.trust import Acceptance
from gui.qt.theme import ThemeSwitch
from gui.services.team_files import Candidate
from gui.views.agents.candidate_block import CandidateBlock
from gui.views.settings.pane import words

translate = QCoreApplication.translate


class TrustPreview(QDialog):
    """Nothing of what is shown has been imported or run. `taken` is what the user took."""

    Accepted = Sequence[tuple[Candidate, Acceptance]]

    def __init__(
        self, candidates: Sequence[Candidate], name: str, *, theme: ThemeSwitch, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self.setObjectName("trustPreview")
        self._name = name
        self._theme = theme
        self._question = words("", role="heading")
        self._note = words("", role="intro")
        self._blocks = [CandidateBlock(each, theme=theme) for each in candidates]
        self._import, self._cancel = QPushButton(), QPushButton()
        self._import.setObjectName("importTrustedButton")
        self._import.setProperty("accent", True)
        self._import.setDefault(True)
        self._import.clicked.connect(self.accept)
        self._cancel.setObjectName("importCancelButton")
        self._cancel.setAutoDefault(False)
        self._cancel.clicked.connect(self.reject)
        for block in self._blocks:
            block.changed.connect(self._count)
        self._arrange()
        self.retranslate()
        self._import.setFocus()

    @property
    def taken(self) -> Accepted:
        return [(block.candidate, block.acceptance) for block in self._blocks if block.chosen]

    def retranslate(self) -> None:
        self.setWindowTitle(translate("Agents", "Import agents and teams"))
        self.setAccessibleName(self.windowTitle())
        count = len(self._blocks)
        found = (
            translate("Agents", "%n found in {file}", "", count).format(file=one_line(self._name))
            if self._name
            else translate("Agents", "%n found in what was pasted", "", count)
        )
        self._question.setText(found)
        self._note.setText(
            translate(
                "Agents",
                "Nothing has run. What you do not allow is left out, and tools still ask you.",
            )
        )
        self._cancel.setText(translate("Agents", "Cancel"))
        self._count()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    def _count(self) -> None:
        count = len(self.taken)
        self._import.setText(
            translate("Agents", "Import %n", "", count)
            if len(self._blocks) > 1
            else translate("Agents", "Import")
        )
        self._import.setEnabled(count > 0)

    def _arrange(self) -> None:
        px = self._theme.theme.px
        inner = QWidget()
        blocks = QVBoxLayout(inner)
        blocks.setContentsMargins(0, 0, px("space_3"), 0)
        blocks.setSpacing(px("space_4"))
        for number, block in enumerate(self._blocks):
            if number:
                line = QLabel()
                line.setProperty("hairline", True)
                line.setFixedHeight(px("hairline"))
                blocks.addWidget(line)
            blocks.addWidget(block)
        blocks.addStretch(1)
        scroll = QScrollArea()
        scroll.setObjectName("trustList")
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidget(inner)
        row = QHBoxLayout()
        row.setSpacing(px("space_2"))
        row.addStretch(1)
        row.addWidget(self._cancel)
        row.addWidget(self._import)
        column = QVBoxLayout(self)
        column.setContentsMargins(*[px("space_5")] * 4)
        column.setSpacing(px("space_2"))
        column.addWidget(self._question)
        column.addWidget(self._note)
        column.addSpacing(px("space_2"))
        column.addWidget(scroll, 1)
        column.addLayout(row)
        self.resize(px("panel_width") + px("settings_nav_width"), px("output_height"))
