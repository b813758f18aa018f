"""Asks what is exported, and as what; where to is asked afterwards."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QDialogButtonBox,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from gui.qt.form import Field, FieldKind, FieldRow
from gui.qt.theme import Theme
from gui.services.export_run import Target
from gui.views.export.formats import DOCUMENTS, Format, about_format, title_of_format

translate = QCoreApplication.translate


class Scope(StrEnum):
    CHAT = "chat"
    TURNS = "turns"
    SEVERAL = "several"  # those that were named
    ALL = "all"


@dataclass(frozen=True, kw_only=True)
class ExportChoice:
    """`target` is where several chats go; `turns` are ids of messages, for Scope.TURNS.

    `versions`: also those that are not read, in a document.
    """

    format: Format = Format.MARKDOWN
    scope: Scope = Scope.CHAT
    target: Target = Target.FOLDER
    turns: frozenset[str] = frozenset()
    versions: bool = False


@dataclass(frozen=True, slots=True)
class OfferedTurn:
    """A message that can be chosen: its id, and a line that tells which it is."""

    id: str
    words: str


class ExportDialog(QDialog):
    """`choice` is what was chosen last; the messages come by `show_turns` once they are asked for.

    That a single chat has other versions is told by `show_versions`; several may always have some.
    `count` is how many chats were named where it is about several, else 0.
    """

    def __init__(
        self, choice: ExportChoice, theme: Theme, *, count: int = 0, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self.setObjectName("exportDialog")
        self.setWindowTitle(translate("ChatExport", "Export"))
        self.setMinimumWidth(theme.px("panel_width"))
        self.on_turns_wanted: Callable[[], None] = _ignore
        self._asked = False
        self._was_shown = (False, False, False)
        pad = theme.px("space_4")
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(pad, pad, pad, pad)
        self._column.setSpacing(pad)
        self._what = self._row(_what(count), theme)
        self._turns = QListWidget()
        self._turns.setObjectName("exportTurns")
        self._turns.setAccessibleName(translate("ChatExport", "Messages"))
        self._turns.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self._turns.setUniformItemSizes(True)
        self._turns.setMinimumHeight(theme.px("panel_height") // 2)
        self._turns.setTextElideMode(Qt.TextElideMode.ElideRight)
        self._turns.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._turns.itemSelectionChanged.connect(self._judge)
        self._column.addWidget(self._turns)
        self._how = self._row(_how(choice.format), theme)
        self._versions = self._row(_versions(), theme)
        self._some_versions = False
        self._into = self._row(_into(), theme)
        self._buttons = QDialogButtonBox()
        roles = QDialogButtonBox.ButtonRole
        self._go = self._buttons.addButton(translate("ChatExport", "Export…"), roles.AcceptRole)
        self._go.setObjectName("exportButton")
        self._go.setProperty("accent", True)
        self._buttons.addButton(translate("ChatExport", "Cancel"), roles.RejectRole)
        self._buttons.accepted.connect(self.accept)
        self._buttons.rejected.connect(self.reject)
        self._column.addWidget(self._buttons)
        self._what.show_value(Scope.SEVERAL if count else Scope.CHAT)
        self._how.show_value(choice.format)
        self._into.show_value(choice.target)
        self._judge()

    @property
    def choice(self) -> ExportChoice:
        chosen = (item.data(Qt.ItemDataRole.UserRole) for item in self._turns.selectedItems())
        return ExportChoice(
            format=Format(str(self._how.value)),
            scope=Scope(str(self._what.value)),
            target=Target(str(self._into.value)),
            turns=frozenset(map(str, chosen)),
            versions=self._versions.isVisibleTo(self) and self._versions.value is True,
        )

    def show_versions(self) -> None:
        """The chat has more than one."""
        self._some_versions = True
        self._judge()

    def show_turns(self, turns: Sequence[OfferedTurn]) -> None:
        """All are chosen at first."""
        self._turns.clear()
        for turn in turns:
            item = QListWidgetItem(turn.words)
            item.setData(Qt.ItemDataRole.UserRole, turn.id)
            self._turns.addItem(item)
        self._turns.selectAll()
        self._judge()

    def _row(self, field: Field, theme: Theme) -> FieldRow:
        row = FieldRow(field, theme)
        row.changed.connect(self._judge)
        self._column.addWidget(row)
        return row

    def _judge(self, _value: object = None) -> None:
        """Show what belongs to the choice."""
        choice = self.choice
        some = choice.scope is Scope.TURNS
        if some and not self._asked:
            self._asked = True
            self.on_turns_wanted()
        self._turns.setVisible(some)
        many = choice.scope in (Scope.SEVERAL, Scope.ALL)
        branches = many or (choice.scope is Scope.CHAT and self._some_versions)
        self._versions.setVisible(branches and choice.format in DOCUMENTS)
        self._into.setVisible(many)
        self._how.describe(_how(choice.format))
        self._go.setEnabled(not some or bool(choice.turns))
        shown = (some, many, self._versions.isVisibleTo(self))
        if shown != self._was_shown:
            self._was_shown = shown
            self.adjustSize()


def _what(count: int) -> Field:
    chat = (
        (Scope.CHAT.value, translate("ChatExport", "This chat")),
        (Scope.TURNS.value, translate("ChatExport", "Messages of this chat")),
    )
    several = ((Scope.SEVERAL.value, translate("ChatExport", "%n chat(s)", "", count)),)
    everything = (Scope.ALL.value, translate("ChatExport", "All chats"))
    return Field(
        id="exportWhat",
        kind=FieldKind.CHOICE,
        title=translate("ChatExport", "What"),
        choices=(*(several if count else chat), everything),
    )


def _how(kind: Format) -> Field:
    return Field(
        id="exportFormat",
        kind=FieldKind.CHOICE,
        title=translate("ChatExport", "Format"),
        help=about_format(kind),
        choices=tuple((each.value, title_of_format(each)) for each in Format),
    )


def _versions() -> Field:
    return Field(
        id="exportVersions",
        kind=FieldKind.SWITCH,
        title=translate("ChatExport", "All versions"),
        help=translate("ChatExport", "Those that you do not see follow where they branch off."),
    )


def _into() -> Field:
    return Field(
        id="exportTarget",
        kind=FieldKind.CHOICE,
        title=translate("ChatExport", "Into"),
        choices=(
            (Target.FOLDER.value, translate("ChatExport", "A folder, one file for each chat")),
            (Target.ZIP.value, translate("ChatExport", "One archive (ZIP)")),
        ),
    )


def _ignore() -> None:
    pass
