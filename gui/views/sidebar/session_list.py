"""The list of chats: a click or an arrow key opens one, a right click offers more."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QEvent, QItemSelection, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QContextMenuEvent, QMouseEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QListView

from gui.qt.theme import ThemeSwitch
from gui.views.sidebar.session_delegate import SessionDelegate
from gui.views.sidebar.session_list_model import SessionListModel

translate = QCoreApplication.translate

SETTLE_MS = 120
"""A chat reached by key is opened when the keys rest this long: holding one stays smooth."""


class SessionList(QListView):
    """The selected row is the chat being shown."""

    session_chosen = Signal(str)  # by click or Enter
    session_visited = Signal(str)  # by arrow key: the focus stays here
    menu_wanted = Signal(str, QPoint)  # session id, place on the screen

    def __init__(self, model: SessionListModel, *, theme: ThemeSwitch) -> None:
        super().__init__()
        self.setObjectName("sessionList")
        self._chats = model
        self._quiet = False
        self._shown: str | None = None
        self._theme = theme
        self.setModel(model)
        self.setItemDelegate(SessionDelegate(self, theme=theme))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setMouseTracking(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self._settle = QTimer(self)
        self._settle.setSingleShot(True)
        self._settle.setInterval(SETTLE_MS)
        self._settle.timeout.connect(self._visit_current)
        self.clicked.connect(self._choose_current)
        self.activated.connect(self._choose_current)
        model.layoutChanged.connect(self._select_shown)
        theme.changed.connect(self._redraw)
        self.retranslate()

    def show_as_current(self, session_id: str | None) -> None:
        """Select the row of the chat that is shown, now or as soon as there is one."""
        self._shown = session_id
        self._select_shown()
        if session_id is not None:
            self.scrollTo(self._chats.index_of(session_id))

    def rename(self, session_id: str) -> None:
        """Open the editor in the row of a chat."""
        index = self._chats.index_of(session_id)
        if index.isValid():
            self.scrollTo(index)
            self.edit(index)

    def current_id(self) -> str | None:
        return self._chats.id_at(self.currentIndex())

    def retranslate(self) -> None:
        self.setAccessibleName(translate("SessionList", "Chats"))
        self.viewport().update()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    def selectionChanged(self, selected: QItemSelection, deselected: QItemSelection) -> None:
        super().selectionChanged(selected, deselected)
        if not self._quiet and self.selectedIndexes():
            self._settle.start()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.RightButton:
            event.accept()  # a right click offers the menu without opening the chat
            return
        super().mousePressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        by_mouse = event.reason() == QContextMenuEvent.Reason.Mouse
        index = self.indexAt(event.pos()) if by_mouse else self.currentIndex()
        session_id = self._chats.id_at(index)
        if session_id is not None:
            below = self.visualRect(index).bottomLeft()
            place = event.globalPos() if by_mouse else self.viewport().mapToGlobal(below)
            self.menu_wanted.emit(session_id, place)

    def _choose_current(self) -> None:
        self._settle.stop()
        session_id = self.current_id()
        if session_id is not None:
            self.session_chosen.emit(session_id)

    def _visit_current(self) -> None:
        session_id = self.current_id()
        if session_id is not None:
            self.session_visited.emit(session_id)

    def _select_shown(self) -> None:
        self._quiet = True
        index = self._chats.index_of(self._shown) if self._shown else None
        if index is not None and index.isValid():
            self.setCurrentIndex(index)
        else:
            self.clearSelection()
        self._quiet = False

    def _redraw(self) -> None:
        self.scheduleDelayedItemsLayout()
        self.viewport().update()
