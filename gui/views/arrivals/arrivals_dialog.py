"""Shows an export while it is read, lets the user choose its chats, and follows the import."""

from __future__ import annotations

import asyncio

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QDialogButtonBox,
    QHeaderView,
    QProgressBar,
    QTreeView,
    QVBoxLayout,
    QWidget,
)

from gui.model.titles import one_line
from gui.qt.phrases import in_a_row, labelled
from gui.qt.theme import Theme
from gui.services.chat_carrier import ImportChoice
from gui.services.foreign.export_survey import ExportSurvey
from gui.views.arrivals.arrival_list import DATE, NOTE, Arrival, ArrivalList, Earlier
from gui.views.arrivals.arrival_words import (
    count_words,
    date_words,
    loss_words,
    origin_words,
    total_losses,
)
from gui.views.settings.pane import words

translate = QCoreApplication.translate

_WHOLE = 1000
_WIDE = 1_700_740_800_000  # a date with two digits of everything, in Unix milliseconds


class ArrivalsDialog(QDialog):
    """Nothing is imported before the user says so; everything from the file is plain text."""

    def __init__(self, name: str, theme: Theme, *, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("arrivalsDialog")
        self.setWindowTitle(translate("Arrivals", "Import chats"))
        self.setMinimumSize(theme.px("settings_width"), theme.px("panel_height"))
        self._list: ArrivalList | None = None
        self._answer: asyncio.Future[ImportChoice | None] = (
            asyncio.get_running_loop().create_future()
        )
        self.finished.connect(self._refuse)
        self._build(theme)
        reading = translate("Arrivals", "Parley reads {file}…").format(file=one_line(name))
        self._about.setText(reading)

    def show_reading(self, done: float, count: int) -> None:
        self._bar.setValue(int(done * _WHOLE))
        self._more.setText(translate("Arrivals", "%n chat(s)", "", count))

    async def show_chats(self, survey: ExportSurvey, earlier: Earlier) -> None:
        """Let the user choose; `chosen` gives the answer. The window goes on in between."""
        self._list = ArrivalList(survey, earlier, parent=self)
        self._list.checked_changed.connect(self._follow_choice)
        count = translate("Arrivals", "%n chat(s)", "", len(survey.chats))
        self._about.setText(labelled(origin_words(survey), count))
        self._within.setText(count_words(survey.chats))
        self._within.setVisible(bool(self._within.text()))
        self._more.setText(self._remarks(survey, self._list))
        await asyncio.sleep(0)
        self.view.setModel(self._list)
        header = self.view.header()
        header.setStretchLastSection(True)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        header.resizeSection(0, self.width() // 3)
        header.resizeSection(
            DATE, self.view.fontMetrics().horizontalAdvance(date_words(_WIDE) + "000")
        )
        header.resizeSection(NOTE, self.width() // 3)
        self._bar.hide()
        await asyncio.sleep(0)
        for widget in (self.every, self.view, self.go):
            widget.show()
        self._follow_choice()
        self.go.setFocus()

    async def chosen(self) -> ImportChoice | None:
        """None where the dialog is closed without an answer."""
        return await self._answer

    def show_importing(self, done: float, count: int) -> None:
        self._bar.setValue(int(done * _WHOLE))
        self._bar.show()
        self._more.setText(translate("Arrivals", "%n chat(s) imported…", "", count))

    def _remarks(self, survey: ExportSurvey, chats: ArrivalList) -> str:
        told = []
        if here := chats.count(Arrival.HERE):
            told.append(translate("Arrivals", "%n chat(s) are here already.", "", here))
        if changed := chats.count(Arrival.CHANGED):
            told.append(
                translate(
                    "Arrivals",
                    "%n chat(s) have changed since they were imported. They come anew; an earlier"
                    " one goes where you wrote nothing in it and it has no more files.",
                    "",
                    changed,
                )
            )
        if refused := sum(not one.is_rest for one in survey.skipped):
            told.append(
                translate(
                    "Arrivals",
                    "%n chat(s) cannot be imported: the end of the list says why.",
                    "",
                    refused,
                )
            )
        if refused < len(survey.skipped):
            told.append(
                translate("Arrivals", "The file is damaged: what comes after these chats is lost.")
            )
        if lost := loss_words(total_losses(survey)):
            told.append(translate("Arrivals", "Cannot be taken: {lost}.").format(lost=lost))
        told.append(translate("Arrivals", "Nothing is sent to a model."))
        return in_a_row(*told)

    def _build(self, theme: Theme) -> None:
        pad = theme.px("space_4")
        column = QVBoxLayout(self)
        column.setContentsMargins(pad, pad, pad, pad)
        column.setSpacing(theme.px("space_3"))
        self._about = words("", role="heading")
        self._about.setObjectName("arrivalsAbout")
        self._within = words("", role="intro")
        self._within.setObjectName("arrivalsWithin")
        self._more = words("", role="intro")
        self._more.setObjectName("arrivalsRemarks")
        self._bar = QProgressBar()
        self._bar.setRange(0, _WHOLE)
        self._bar.setTextVisible(False)
        self._bar.setAccessibleName(translate("Arrivals", "Progress"))
        self.every = QCheckBox(translate("Arrivals", "All chats"))
        self.every.setObjectName("arrivalsEvery")
        self.every.clicked.connect(self._want_every)
        self.view = QTreeView()
        self.view.setObjectName("arrivalsList")
        self.view.setAccessibleName(translate("Arrivals", "Chats in the file"))
        self.view.setRootIsDecorated(False)
        self.view.setUniformRowHeights(True)
        self.view.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.buttons = QDialogButtonBox()
        roles = QDialogButtonBox.ButtonRole
        self.go = self.buttons.addButton(translate("Arrivals", "Import"), roles.AcceptRole)
        self.go.setObjectName("arrivalsImportButton")
        self.go.setProperty("accent", True)
        cancel = self.buttons.addButton(translate("Arrivals", "Cancel"), roles.RejectRole)
        cancel.setObjectName("arrivalsCancelButton")
        self.buttons.accepted.connect(self._choose)
        self.buttons.rejected.connect(self.reject)
        for widget in (self._about, self._within, self._more, self._bar, self.every, self.view):
            column.addWidget(widget)
        column.setStretchFactor(self.view, 1)
        column.addStretch(0)
        column.addWidget(self.buttons)
        for hidden in (self._within, self.every, self.view, self.go):
            hidden.hide()

    def _choose(self) -> None:
        if self._list is not None and not self._answer.done():
            self._answer.set_result(self._list.choice())
            for widget in (self.every, self.view, self.go):
                widget.setEnabled(False)
            self.show_importing(0, 0)

    def _refuse(self) -> None:
        if not self._answer.done():
            self._answer.set_result(None)

    def _want_every(self) -> None:
        if self._list is not None:
            self._list.want_all(wanted=self.every.isChecked())

    def _follow_choice(self) -> None:
        if self._list is None:
            return
        wanted = self._list.wanted
        self.go.setEnabled(wanted > 0)
        self.go.setText(translate("Arrivals", "Import %n chat(s)", "", wanted))
        self.go.setAccessibleName(self.go.text())
        self.every.setChecked(wanted == sum(map(self._list.count, Arrival)))
