"""The tree of the chat: every branch that it has taken, with a way to each turn."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QFrame, QLabel, QListView, QVBoxLayout, QWidget

from gui.model.session import Session
from gui.qt.repeated_task import RepeatedTask
from gui.qt.task_scope import TaskScope
from gui.qt.theme import ThemeSwitch
from gui.views.inspector.source import InspectorSource
from gui.views.inspector.tree_delegate import TreeDelegate
from gui.views.inspector.tree_model import Index, TreeModel

translate = QCoreApplication.translate


class TreeTab(QWidget):
    """Read again when the chat has another turn or head; not while text streams."""

    turn_wanted = Signal(str)

    def __init__(self, source: InspectorSource, theme: ThemeSwitch, tasks: TaskScope) -> None:
        super().__init__()
        self._source = source
        self._session: Session | None = None
        self._state: object = None
        self._shown_id: str | None = None
        self._reading = RepeatedTask(tasks, "inspector: tree", self._read)
        self.model = TreeModel(self)
        self.list = QListView()
        self.list.setObjectName("treeView")
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        self.list.setUniformItemSizes(True)
        self.list.setMouseTracking(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setModel(self.model)
        self.list.setItemDelegate(TreeDelegate(self.list, theme=theme))
        self.list.clicked.connect(self._go)
        self.list.activated.connect(self._go)
        self._empty = QLabel()
        self._empty.setProperty("muted", True)
        self._empty.setWordWrap(True)
        px = theme.theme.px
        column = QVBoxLayout(self)
        column.setContentsMargins(px("space_2"), px("space_3"), px("space_2"), px("space_2"))
        column.addWidget(self._empty)
        column.addWidget(self.list, 1)
        theme.changed.connect(self.list.reset)
        self.retranslate()

    def show_session(self, session: Session | None, newest: object) -> None:
        """`newest` is what its newest turn is and has come to, to be told apart from before."""
        state = None if session is None else (session.id, session.head_id, newest)
        if state != self._state:
            self._session, self._state = session, state
            self._reading.start()

    def retranslate(self) -> None:
        self._empty.setText(
            translate("Inspector", "Send a message, and here you see each way the chat takes.")
        )
        self.list.setAccessibleName(translate("Inspector", "Tree of the chat"))
        self.list.viewport().update()

    async def _read(self) -> None:
        session = self._session
        rows = () if session is None else await self._source.tree(session.id)
        if session is not self._session:
            return
        head = next((row.node.id for row in reversed(rows) if row.current), None)
        at = self.list.verticalScrollBar().value()
        chosen = self.list.currentIndex()
        kept = self.model.turn_id(chosen) if chosen.isValid() else None
        if kept == self.model.head:
            kept = None  # whoever stands at the end goes with it
        self.model.show_rows(rows, head)
        self._empty.setVisible(not rows)
        self.list.setVisible(bool(rows))
        self._choose(kept, head)
        same_chat = session is not None and session.id == self._shown_id
        self._shown_id = None if session is None else session.id
        if same_chat:
            self.list.verticalScrollBar().setValue(at)
        else:
            self.list.scrollTo(self.list.currentIndex(), QListView.ScrollHint.PositionAtCenter)

    def _choose(self, kept: str | None, head: str | None) -> None:
        for turn_id in (kept, head):
            place = self.model.place_of(turn_id)
            if place is not None:
                self.list.setCurrentIndex(self.model.index(place))
                return

    def _go(self, index: Index) -> None:
        self.turn_wanted.emit(self.model.turn_id(index))
