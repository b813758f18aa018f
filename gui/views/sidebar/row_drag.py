"""Drags chats and folders within the list, into folders and out of them; a click folds."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QAbstractItemView, QApplication

from gui.views.sidebar.row_sections import ChatRow, FolderRow, Heading, Row
from gui.views.sidebar.session_list import SessionList, name_of
from gui.views.sidebar.session_list_model import SessionListModel

SCROLL_MS = 30
SCROLL_PART = 4  # of a row, for each step


class RowDrag(QObject):
    """Without Qt's own drag, which runs a loop inside the loop."""

    chats_dropped = Signal(object, str)  # ids, the folder's id or ""
    folder_dropped = Signal(str, str)  # folder id, the id of the one around it or ""

    def __init__(self, view: SessionList, model: SessionListModel) -> None:
        super().__init__(view)
        self._view = view
        self._model = model
        self._pressed: Row | None = None
        self._start = QPoint()
        self._last = QPoint()
        self._dragging = False
        self._scroll = QTimer(self)
        self._scroll.setInterval(SCROLL_MS)
        self._scroll.timeout.connect(self._scroll_on)
        view.viewport().installEventFilter(self)
        view.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent):
            return self._take_key(event)
        if not isinstance(event, QMouseEvent) or watched is self._view:
            return False  # also all that comes while the view is being destroyed
        match event.type():
            case QEvent.Type.MouseButtonPress if event.button() == Qt.MouseButton.LeftButton:
                return self._press(event)
            case QEvent.Type.MouseMove if event.buttons() & Qt.MouseButton.LeftButton:
                return self._move(event)
            case QEvent.Type.MouseButtonRelease if event.button() == Qt.MouseButton.LeftButton:
                return self._release(event)
            case _:
                return False

    def _press(self, event: QMouseEvent) -> bool:
        self._start = event.position().toPoint()
        self._pressed = self._row_at(self._start)
        return isinstance(self._pressed, FolderRow | Heading)

    def _move(self, event: QMouseEvent) -> bool:
        self._last = event.position().toPoint()
        far = (self._last - self._start).manhattanLength() >= QApplication.startDragDistance()
        if far and not self._dragging and isinstance(self._pressed, ChatRow | FolderRow):
            self._dragging = True
            self._view.stop_settling()
            self._view.viewport().setCursor(Qt.CursorShape.ClosedHandCursor)
            self._scroll.start()
        if self._dragging:
            self._mark_target()
            self._view.viewport().update()
        return self._pressed is not None

    def _release(self, event: QMouseEvent) -> bool:
        pressed, dragged = self._pressed, self._dragging
        place = event.position().toPoint()
        self._end()
        if dragged:
            self._view.setState(QAbstractItemView.State.NoState)
            self._drop(pressed, place)
            return True
        if isinstance(pressed, FolderRow | Heading):
            if self._row_at(place) == pressed:
                self._view.fold_wanted.emit(name_of(pressed), not pressed.folded)
            return True
        return False

    def _take_key(self, event: QKeyEvent) -> bool:
        """Esc ends a drag, and nothing else then."""
        if not self._dragging or event.key() != Qt.Key.Key_Escape:
            return False
        event.accept()
        if event.type() == QEvent.Type.KeyPress:
            self._end()
        return True

    def _drop(self, pressed: Row | None, place: QPoint) -> None:
        target = self._target(place)
        if isinstance(pressed, FolderRow):
            if target != pressed.folder_id:
                self.folder_dropped.emit(pressed.folder_id, target)
        elif isinstance(pressed, ChatRow):
            chosen = self._view.selected_ids()
            ids = chosen if pressed.session_id in chosen else [pressed.session_id]
            self.chats_dropped.emit(ids, target)

    def _end(self) -> None:
        self._pressed = None
        self._dragging = False
        self._scroll.stop()
        self._view.viewport().unsetCursor()
        self._view.mark(-1)
        self._view.viewport().update()

    def _mark_target(self) -> None:
        target = self._target(self._last)
        index = self._model.header_index(target) if target else None
        self._view.mark(-1 if index is None else index.row())

    def _target(self, place: QPoint) -> str:
        """The id of the folder at a place, "" outside of folders."""
        match self._row_at(place):
            case FolderRow(folder_id=folder_id):
                return folder_id
            case ChatRow(session_id=session_id):
                home = self._model.rows.home(session_id) or ""
                header = self._model.header_index(home)
                return home if isinstance(self._model.row_at(header), FolderRow) else ""
            case _:
                return ""

    def _row_at(self, place: QPoint) -> Row | None:
        return self._model.row_at(self._view.indexAt(place))

    def _scroll_on(self) -> None:
        """Near an edge the list goes on."""
        height = self._view.viewport().height()
        bar = self._view.verticalScrollBar()
        edge = bar.singleStep()
        if self._last.y() < edge:
            bar.setValue(bar.value() - edge // SCROLL_PART)
        elif self._last.y() > height - edge:
            bar.setValue(bar.value() + edge // SCROLL_PART)
        self._mark_target()
