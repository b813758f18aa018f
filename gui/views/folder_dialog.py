"""The dialog of a folder: its name, and what a new chat in it starts with."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import (
    QFormLayout,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QWidget,
)

from gui.model.chat_folder import ChatFolder, FolderDefaults
from gui.model.endpoint import GUIDE_ENDPOINT_ID, ModelRef
from gui.qt.form_controls import Choices
from gui.qt.theme import Theme
from gui.views.model_picker import ModelSource, model_name
from gui.views.ordering_dialogs import OrderingDialog
from gui.views.settings.pane import words
from gui.views.team_picker import TeamsSource

translate = QCoreApplication.translate


class FolderDialog(OrderingDialog):
    """`browse` is connected by who can ask for a folder of the disk."""

    def __init__(
        self,
        folder: ChatFolder,
        theme: Theme,
        *,
        models: ModelSource,
        teams: TeamsSource | None,
        parent: QWidget,
    ) -> None:
        title = translate("FolderDialog", "Folder settings")
        super().__init__(theme, name="folderDialog", title=title, parent=parent)
        defaults = folder.defaults
        self._inherited = (
            translate("FolderDialog", "As in the folder around it")
            if folder.parent_id
            else translate("FolderDialog", "As in any new chat")
        )
        self.name = QLineEdit(folder.name)
        self.name.setObjectName("folderName")
        self.team = self._box("folderTeam")
        self.model = self._box("folderModel")
        self._fill_teams(teams, defaults.team_id)
        self._fill_models(models, defaults.model)
        self.instructions = QPlainTextEdit(defaults.instructions)
        self.instructions.setObjectName("folderInstructions")
        self.work = QLineEdit(defaults.work)
        self.work.setObjectName("folderWork")
        self.work.setReadOnly(True)
        self.work.setPlaceholderText(self._inherited)
        self.browse = QPushButton(translate("FolderDialog", "Choose…"))
        self.browse.setAutoDefault(False)
        self.clear = QPushButton(translate("FolderDialog", "Clear"))
        self.clear.setAutoDefault(False)
        self.clear.clicked.connect(self.work.clear)
        self.accepting.setText(translate("FolderDialog", "Save"))
        self.name.textChanged.connect(self._allow)
        self.column.addWidget(
            words(
                translate(
                    "FolderDialog",
                    "New chats in this folder, and in the folders inside, start like this. "
                    "Chats that are here already stay as they are.",
                )
            )
        )
        self.column.addLayout(self._form(theme))
        self.column.addWidget(self.buttons)

    @property
    def folder_name(self) -> str:
        return self.name.text().strip()

    @property
    def defaults(self) -> FolderDefaults:
        team, model = self.team.currentData(), self.model.currentData()
        return FolderDefaults(
            team_id=team if isinstance(team, str) else None,
            model=model if isinstance(model, ModelRef) else None,
            instructions=self.instructions.toPlainText().strip(),
            work=self.work.text(),
        )

    def _form(self, theme: Theme) -> QFormLayout:
        form = QFormLayout()
        form.setVerticalSpacing(theme.px("space_2"))
        form.setHorizontalSpacing(theme.px("space_3"))
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        place = QHBoxLayout()
        place.setSpacing(theme.px("space_2"))
        for widget in (self.work, self.browse, self.clear):
            place.addWidget(widget)
        rows: tuple[tuple[str, QWidget], ...] = (
            (translate("FolderDialog", "Name"), self.name),
            (translate("FolderDialog", "Who answers"), self.team),
            (translate("FolderDialog", "Model"), self.model),
            (translate("FolderDialog", "Instructions"), self.instructions),
        )
        for title, field in rows:
            field.setAccessibleName(title)
            form.addRow(title, field)
        title = translate("FolderDialog", "Working folder")
        self.work.setAccessibleName(title)
        form.addRow(title, place)
        return form

    def _fill_teams(self, teams: TeamsSource | None, chosen: str | None) -> None:
        self.team.addItem(self._inherited, None)
        self.team.addItem(translate("FolderDialog", "Assistant"), "")
        for spec in teams.list() if teams is not None else ():
            self.team.addItem(spec.title, spec.id)
        found = 0 if chosen is None else self.team.findData(chosen)
        if found < 0:
            self.team.addItem(translate("FolderDialog", "Removed agent or team"), chosen)
            found = self.team.count() - 1
        self.team.setCurrentIndex(found)

    def _fill_models(self, models: ModelSource, chosen: ModelRef | None) -> None:
        self.model.addItem(self._inherited, None)
        known = [
            ModelRef(endpoint_id=endpoint.id, model=name)
            for endpoint in models.endpoints()
            if endpoint.id != GUIDE_ENDPOINT_ID
            for name in endpoint.models
        ]
        if chosen is not None and chosen not in known:
            known.append(chosen)
        for ref in known:
            self.model.addItem(model_name(ref), ref)
        if chosen is not None:
            self.model.setCurrentIndex(1 + known.index(chosen))

    def _box(self, name: str) -> Choices:
        box = Choices()
        box.setObjectName(name)
        return box

    def _allow(self) -> None:
        self.accepting.setEnabled(bool(self.folder_name))
