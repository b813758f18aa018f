"""What the model of each agent is sent next, word for word, with about how many tokens it is."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import (
    QLabel,
    QPushButton,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from gui.model.plan import AgentContext
from gui.model.sent_facts import about_tokens
from gui.model.visible_text import shown_code
from gui.qt.task_scope import TaskScope
from gui.qt.theme import ThemeSwitch
from gui.views.gate_verbs import GateVerbs
from gui.views.inspector.two_columns import TwoColumns, row_of
from gui.views.transcript.durations import count_text
from gui.views.transcript.speaker_header import shown_name

translate = QCoreApplication.translate

LINE_LETTERS = 200
"""Of a text in its line; all of it opens in a window of its own."""

TEXT_ROLE = Qt.ItemDataRole.UserRole


class ContextTab(QWidget):
    """Read when it is looked at, and when the user asks for it again."""

    text_wanted = Signal(str, str)  # a title, and a text to be shown in full

    def __init__(self, verbs: GateVerbs | None, theme: ThemeSwitch, tasks: TaskScope) -> None:
        super().__init__()
        self._verbs = verbs
        self._tasks = tasks
        self._session_id: str | None = None
        self._read: tuple[AgentContext, ...] | None = None
        self.tree = TwoColumns("contextTree")
        self.tree.itemActivated.connect(self._open)
        self.refresh_button = QPushButton()
        self.refresh_button.setObjectName("refreshContextButton")
        self.refresh_button.setProperty("inline", "true")
        self.refresh_button.clicked.connect(self.refresh)
        self._note = QLabel()
        self._note.setProperty("role", "small")
        self._note.setWordWrap(True)
        px = theme.theme.px
        column = QVBoxLayout(self)
        column.setContentsMargins(px("space_4"), px("space_3"), px("space_4"), px("space_4"))
        column.setSpacing(px("space_2"))
        column.addWidget(self._note)
        column.addWidget(self.refresh_button, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self.tree, 1)
        self.retranslate()

    def show_session(self, session_id: str | None) -> None:
        if session_id != self._session_id:
            self._session_id = session_id
            self._read = None
            self._fill()
        if self.isVisible() and self._read is None:
            self.refresh()

    def refresh(self) -> None:
        if self._session_id is not None and self._verbs is not None:
            self._tasks.start("read contexts", self._read_contexts(self._session_id, self._verbs))

    def retranslate(self) -> None:
        self.refresh_button.setText(translate("Inspector", "Read again"))
        self.tree.setAccessibleName(translate("Inspector", "Context"))
        self._fill()

    async def _read_contexts(self, session_id: str, verbs: GateVerbs) -> None:
        found = await verbs.contexts(session_id)
        if session_id == self._session_id:
            self._read = found
            self._fill()

    def _fill(self) -> None:
        self.tree.clear()
        read = self._read or ()
        for context in read:
            self.tree.addTopLevelItem(_agent_item(context))
        self.tree.expandAll()
        words = translate("Inspector", "What each model is sent before your next message.")
        if self._read is not None and not read:
            words = translate("Inspector", "No model has been asked in this chat yet.")
        self._note.setText(words)

    def _open(self, item: QTreeWidgetItem) -> None:
        text = item.data(0, TEXT_ROLE)
        if isinstance(text, str):
            self.text_wanted.emit(item.text(0).partition(":")[0], text)


def _agent_item(context: AgentContext) -> QTreeWidgetItem:
    tokens = sum(about_tokens(text) for _, text in context.entries)
    title = f"{shown_name(context.source)} · {context.model}"
    top = row_of(title, _tokens(tokens))
    if context.tools:
        tools = translate("Inspector", "Tools: {names}").format(names=", ".join(context.tools))
        top.addChild(_entry(tools, "\n".join(context.tools), ""))
    for role, text in context.entries:
        line = " ".join(text[: 2 * LINE_LETTERS].split())[:LINE_LETTERS]
        top.addChild(_entry(f"{role}: {shown_code(line)}", text, _tokens(about_tokens(text))))
    return top


def _entry(words: str, text: str, tokens: str) -> QTreeWidgetItem:
    item = row_of(words, tokens)
    item.setData(0, TEXT_ROLE, text)
    return item


def _tokens(count: int) -> str:
    return translate("Inspector", "≈ {count}").format(count=count_text(count))
