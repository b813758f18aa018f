"""The small dialogs of order: which folder, which tags, and what a chat is told in addition."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from gui.model.chat_folder import ChatFolder, folder_tree, may_lie_in
from gui.qt.theme import Theme
from gui.services.session_order import cleaned_tag
from gui.views.settings.pane import words

translate = QCoreApplication.translate

ID_ROLE = Qt.ItemDataRole.UserRole
INDENT = "    "


class OrderingDialog(QDialog):
    """A column with a pair of buttons at its end."""

    def __init__(self, theme: Theme, *, name: str, title: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setWindowTitle(title)
        self.setMinimumWidth(theme.px("panel_width"))
        pad = theme.px("space_4")
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(pad, pad, pad, pad)
        self.column.setSpacing(theme.px("space_3"))
        self.buttons = QDialogButtonBox()
        roles = QDialogButtonBox.ButtonRole
        self.accepting = self.buttons.addButton("", roles.AcceptRole)
        self.accepting.setObjectName("acceptButton")
        self.accepting.setProperty("accent", True)
        self.buttons.addButton(translate("Ordering", "Cancel"), roles.RejectRole)
        self.buttons.accepted.connect(self.accept)
        self.buttons.rejected.connect(self.reject)


class FolderPicker(OrderingDialog):
    """One line both finds a folder and names a new one."""

    def __init__(
        self,
        folders: Mapping[str, ChatFolder],
        theme: Theme,
        *,
        parent: QWidget,
        moving: str = "",
    ) -> None:
        """`moving` is the id of a folder that is to be moved: it cannot lie in itself."""
        title = translate("Ordering", "Move to folder")
        super().__init__(theme, name="folderPicker", title=title, parent=parent)
        self._folders = folders
        self._moving = moving
        self.line = QLineEdit()
        self.line.setObjectName("folderLine")
        self.line.setPlaceholderText(translate("Ordering", "Find a folder, or name a new one"))
        self.line.setAccessibleName(self.line.placeholderText())
        self.list = QListWidget()
        self.list.setObjectName("folderList")
        self.list.setAccessibleName(translate("Ordering", "Folders"))
        self.accepting.setText(translate("Ordering", "Move"))
        for widget in (self.line, self.list, self.buttons):
            self.column.addWidget(widget)
        self.line.textChanged.connect(self._fill)
        self.list.itemActivated.connect(self.accept)
        self._fill("")

    @property
    def folder_id(self) -> str | None:
        """ "" is no folder, None a new one with the name `new_name`."""
        item = self.list.currentItem()
        found: object = item.data(ID_ROLE) if item is not None else ""
        return found if isinstance(found, str) else None

    @property
    def new_name(self) -> str:
        return self.line.text().strip()

    def _fill(self, text: str) -> None:
        self.list.clear()
        query = text.strip().casefold()
        if not query:
            outside = translate("Ordering", "No folder")
            self._add(outside, "")
        for folder, depth in folder_tree(self._folders.values()):
            fits = query in folder.name.casefold()
            if fits and (not self._moving or may_lie_in(self._moving, folder.id, self._folders)):
                self._add(INDENT * (0 if query else depth) + folder.name, folder.id)
        names = {folder.name.casefold() for folder in self._folders.values()}
        if query and query not in names:
            new = translate("Ordering", "New folder “{name}”").replace("{name}", text.strip())
            self._add(new, None)
        self.list.setCurrentRow(0)

    def _add(self, text: str, folder_id: str | None) -> None:
        item = QListWidgetItem(text)
        item.setData(ID_ROLE, folder_id)
        self.list.addItem(item)


class TagDialog(OrderingDialog):
    """All tags with a box each; one that only some of the chats have is half ticked."""

    def __init__(
        self,
        known: Iterable[str],
        chats: Sequence[Sequence[str]],
        theme: Theme,
        *,
        parent: QWidget,
    ) -> None:
        """`chats` are the tags of each chat that is tagged."""
        super().__init__(
            theme, name="tagDialog", title=translate("Ordering", "Tags"), parent=parent
        )
        self.line = QLineEdit()
        self.line.setObjectName("tagLine")
        self.line.setPlaceholderText(translate("Ordering", "Add a tag, then press Enter"))
        self.line.setAccessibleName(self.line.placeholderText())
        self.list = QListWidget()
        self.list.setObjectName("tagList")
        self.list.setAccessibleName(translate("Ordering", "Tags"))
        self.accepting.setText(translate("Ordering", "Done"))
        self.accepting.setAutoDefault(False)
        self.accepting.setDefault(False)
        for button in self.buttons.buttons():
            button.setAutoDefault(False)  # type: ignore[attr-defined] # push buttons, all of them
        for widget in (self.line, self.list, self.buttons):
            self.column.addWidget(widget)
        self._before: dict[str, Qt.CheckState] = {}
        self._added = False
        self.line.returnPressed.connect(self._add_written)
        having = [{tag.casefold() for tag in tags} for tags in chats]
        names = {tag.casefold(): tag for tags in (known, *chats) for tag in tags}
        for key, tag in sorted(names.items()):
            count = sum(key in tags for tags in having)
            state = Qt.CheckState.PartiallyChecked if count else Qt.CheckState.Unchecked
            self._add(tag, Qt.CheckState.Checked if count == len(having) else state)
            self._before[key] = self.list.item(self.list.count() - 1).checkState()

    @property
    def added(self) -> tuple[str, ...]:
        return self._changed_to(Qt.CheckState.Checked)

    @property
    def removed(self) -> tuple[str, ...]:
        return self._changed_to(Qt.CheckState.Unchecked)

    def accept(self) -> None:
        """What is written and not yet added counts too."""
        self._add_written()
        super().accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter that has added a tag does not also end the dialog; in an empty line it does."""
        if self._added and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._added = False
            return
        super().keyPressEvent(event)

    def _changed_to(self, state: Qt.CheckState) -> tuple[str, ...]:
        items = (self.list.item(row) for row in range(self.list.count()))
        return tuple(
            item.text()
            for item in items
            if item.checkState() is state
            and self._before.get(item.text().casefold(), Qt.CheckState.Unchecked) is not state
        )

    def _add_written(self) -> None:
        tag = cleaned_tag(self.line.text())
        self.line.clear()
        self._added = bool(tag)
        if not tag:
            return
        for item in self.list.findItems(tag, Qt.MatchFlag.MatchFixedString):
            item.setCheckState(Qt.CheckState.Checked)
            return
        self._add(tag, Qt.CheckState.Checked)

    def _add(self, tag: str, state: Qt.CheckState) -> None:
        item = QListWidgetItem(tag)
        item.setFlags(
            Qt.ItemFlag.ItemIsEnabled
            | Qt.ItemFlag.ItemIsUserCheckable
            | Qt.ItemFlag.ItemIsSelectable
        )
        item.setCheckState(state)
        self.list.addItem(item)


class InstructionsDialog(OrderingDialog):
    def __init__(self, text: str, theme: Theme, *, parent: QWidget) -> None:
        title = translate("Ordering", "Instructions for this chat")
        super().__init__(theme, name="instructionsDialog", title=title, parent=parent)
        about = translate(
            "Ordering",
            "Whoever answers in this chat is told this too, from your next message on.",
        )
        self.edit = QPlainTextEdit(text)
        self.edit.setObjectName("instructionsEdit")
        self.edit.setAccessibleName(title)
        self.accepting.setText(translate("Ordering", "Save"))
        for widget in (words(about), self.edit, self.buttons):
            self.column.addWidget(widget)

    @property
    def text(self) -> str:
        return self.edit.toPlainText()
