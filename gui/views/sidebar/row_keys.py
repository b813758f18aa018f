"""The keys of the chat list beyond those of every list: folding, renaming folders, deleting."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent

from gui.views.sidebar.row_sections import ChatRow, FolderRow, Heading, Row
from gui.views.sidebar.session_list import SessionList, name_of
from gui.views.sidebar.session_list_model import SessionListModel


class RowKeys(QObject):
    """F2 is the window's key for the chat that is shown; on a folder it is the folder's."""

    def __init__(self, view: SessionList, model: SessionListModel) -> None:
        super().__init__(view)
        self._view = view
        self._model = model
        view.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is not self._view or not isinstance(event, QKeyEvent):
            return False
        row = self._model.row_at(self._view.currentIndex())
        match event.type():
            case QEvent.Type.ShortcutOverride:
                folder = event.key() == Qt.Key.Key_F2 and isinstance(row, FolderRow)
                if folder:
                    event.accept()
                return folder
            case QEvent.Type.KeyPress:
                return self._take(Qt.Key(event.key()), row)
            case _:
                return False

    def _take(self, key: Qt.Key, row: Row | None) -> bool:
        match key:
            case Qt.Key.Key_Delete:
                self._view.delete_wanted.emit()
            case Qt.Key.Key_F2 if isinstance(row, FolderRow):
                self._view.rename_folder(row.folder_id)
            case Qt.Key.Key_Left:
                self._fold(row)
            case Qt.Key.Key_Right if isinstance(row, FolderRow | Heading) and row.folded:
                self._view.fold_wanted.emit(name_of(row), False)
            case _:
                return False
        return True

    def _fold(self, row: Row | None) -> None:
        """Fold what is current, or go to what is around it."""
        if isinstance(row, FolderRow) and not row.folded:
            self._view.fold_wanted.emit(row.folder_id, True)
        elif isinstance(row, ChatRow):
            home = self._model.rows.home(row.session_id) or ""
            if isinstance(self._model.row_at(self._model.header_index(home)), Heading):
                self._view.fold_wanted.emit(home, True)
            self._view.setCurrentIndex(self._model.header_index(home))
