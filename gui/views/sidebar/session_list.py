"""The list of chats: a click or an arrow key opens one, several can be chosen, folders fold."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from PySide6.QtCore import (
    QCoreApplication,
    QEvent,
    QItemSelection,
    QItemSelectionModel,
    QItemSelectionRange,
    QPoint,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import QContextMenuEvent, QMouseEvent
from PySide6.QtWidgets import QAbstractItemView

from gui.qt.theme import ThemeSwitch
from gui.views.sidebar.row_sections import ChatRow, FolderRow, Heading
from gui.views.sidebar.sectioned_view import SectionedView
from gui.views.sidebar.session_list_model import SessionListModel

translate = QCoreApplication.translate

SETTLE_MS = 120
"""A chat reached by key is opened when the keys rest this long: holding one stays smooth."""


class SessionList(SectionedView):
    """The selected row is the chat being shown, unless the user has chosen several."""

    session_chosen = Signal(str)  # by click or Enter
    session_visited = Signal(str)  # by arrow key: the focus stays here
    menu_wanted = Signal(str, QPoint)  # session id, place on the screen
    folder_menu_wanted = Signal(str, QPoint)  # folder id, place on the screen
    list_menu_wanted = Signal(QPoint)
    fold_wanted = Signal(str, bool)  # the name of a section, whether to fold it
    delete_wanted = Signal()

    def __init__(self, model: SessionListModel, *, theme: ThemeSwitch) -> None:
        super().__init__(model, theme=theme)
        self.setObjectName("sessionList")
        self._quiet = False
        self._shown: str | None = None
        self._awaited = False  # the chat that is shown has no row yet
        self._settle = QTimer(self)
        self.setMouseTracking(True)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self._settle.setSingleShot(True)
        self._settle.setInterval(SETTLE_MS)
        self._settle.timeout.connect(self._visit_current)
        self.setModel(model)
        self.clicked.connect(self._choose_current)
        self.activated.connect(self._choose_current)
        model.layoutChanged.connect(self._keep_shown)
        theme.changed.connect(self.scheduleDelayedItemsLayout)
        self.retranslate()

    def show_as_current(self, session_id: str | None) -> None:
        """Select the row of the chat that is shown, now or as soon as there is one."""
        self._shown = session_id
        among_others = self.chose_several() and session_id in self.selected_ids()
        if not among_others:
            self._select_shown()
            if session_id is not None:
                self.scrollTo(self._chats.index_of(session_id))

    def rename(self, session_id: str) -> None:
        """Open the editor in the row of a chat."""
        self._edit(self._chats.index_of(session_id).row())

    def rename_folder(self, folder_id: str) -> None:
        self._edit(self._chats.header_index(folder_id).row())

    def current_id(self) -> str | None:
        return self._chats.id_at(self.currentIndex())

    def selected_ids(self) -> list[str]:
        """The chosen chats, in the order of the list."""
        return list(self._selected())

    def chose_several(self) -> bool:
        return len(tuple(islice(self._selected(), 2))) > 1

    def end_selection(self) -> bool:
        """Back to the one chat that is shown; False when no more are chosen."""
        if not self.chose_several():
            return False
        self._select_shown()
        return True

    def retranslate(self) -> None:
        self.setAccessibleName(translate("SessionList", "Chats"))
        self.viewport().update()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    def selectionChanged(self, selected: QItemSelection, deselected: QItemSelection) -> None:
        super().selectionChanged(selected, deselected)
        if not self._quiet and self.selectionModel().hasSelection():
            self._settle.start()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.RightButton:
            event.accept()  # a right click offers the menu without opening the chat
            return
        super().mousePressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        by_mouse = event.reason() == QContextMenuEvent.Reason.Mouse
        index = self.indexAt(event.pos()) if by_mouse else self.currentIndex()
        below = self.visualRect(index).bottomLeft()
        place = event.globalPos() if by_mouse else self.viewport().mapToGlobal(below)
        match self._chats.row_at(index):
            case ChatRow(session_id=session_id):
                self.menu_wanted.emit(session_id, place)
            case FolderRow(folder_id=folder_id):
                self.folder_menu_wanted.emit(folder_id, place)
            case _:
                self.list_menu_wanted.emit(place)

    def stop_settling(self) -> None:
        """The chat that was pressed is not to be opened after all."""
        self._settle.stop()

    def _selected(self) -> Iterator[str]:
        chosen = self.selectionModel().selection()
        parts = [chosen.at(number) for number in range(chosen.size())]
        for part in sorted(parts, key=QItemSelectionRange.top):
            for row in map(self._chats.rows.sections.row, range(part.top(), part.bottom() + 1)):
                if isinstance(row, ChatRow):
                    yield row.session_id

    def _edit(self, row: int) -> None:
        index = self._chats.index(row, 0)
        if index.isValid():
            self.scrollTo(index)
            self.edit(index)

    def _choose_current(self) -> None:
        self._settle.stop()
        row = self._chats.row_at(self.currentIndex())
        if isinstance(row, FolderRow | Heading):
            self.fold_wanted.emit(name_of(row), not row.folded)
        elif isinstance(row, ChatRow) and not self.chose_several():
            self.session_chosen.emit(row.session_id)

    def _visit_current(self) -> None:
        session_id = self.current_id()
        if session_id is not None and not self.chose_several():
            self.session_visited.emit(session_id)

    def _keep_shown(self) -> None:
        """Rows have moved: what the user has chosen by key or with others stays chosen."""
        here = self.hasFocus() and self.currentIndex().isValid()
        if self._awaited or not (here or self.chose_several()):
            self._select_shown()

    def _select_shown(self) -> None:
        self._quiet = True
        index = self._chats.index_of(self._shown) if self._shown else None
        found = index is not None and index.isValid()
        self._awaited = self._shown is not None and not found
        if index is not None and found:
            self.setCurrentIndex(index)
            only = QItemSelectionModel.SelectionFlag.ClearAndSelect
            self.selectionModel().select(index, only)
        else:
            self.clearSelection()
        self._quiet = False


def name_of(row: FolderRow | Heading) -> str:
    """The name of the section that it is the header of."""
    return row.folder_id if isinstance(row, FolderRow) else row.group.name
