"""The page about memory: all that agents remember across chats, to be read and corrected."""

from __future__ import annotations

from collections.abc import Awaitable
from functools import partial
from typing import TypeVar

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QLineEdit, QPushButton

from gui.model.problem import Problem, ProblemKind, StoreError
from gui.qt.reflow import ReflowRow
from gui.qt.task_scope import TaskScope
from gui.services.user_memory import LONGEST, MOST, Memory
from gui.views.settings.memory_row import MemoryRow
from gui.views.settings.pane import Card, Pane, words
from gui.views.settings.parts import SettingsParts

translate = QCoreApplication.translate

T = TypeVar("T")


class MemoryPane(Pane):
    """Follows the store: what an agent remembers meanwhile appears here."""

    def __init__(self, parts: SettingsParts) -> None:
        super().__init__(parts.theme.theme)
        self._memory = parts.memory
        self._place = parts.folders.memory
        self._scope = TaskScope(self, parts.on_error)
        self._kept: tuple[Memory, ...] = ()
        self._card = Card(parts.theme.theme)
        self._rows: list[MemoryRow] = []
        self._note = words("", role="small")
        self._is_read = False
        self._line = QLineEdit()
        self._line.setObjectName("memoryNewLine")
        self._line.setMaxLength(LONGEST)
        self._add = QPushButton()
        self._add.setObjectName("memoryAddButton")
        row = ReflowRow(spacing=parts.theme.theme.px("space_3"))
        row.add(self._line, stretch=1)
        row.add(self._add, align=Qt.AlignmentFlag.AlignVCenter)
        for widget in (self._card, self._note, row):
            self.body.addWidget(widget)
        self._line.textChanged.connect(self._allow_adding)
        self._line.returnPressed.connect(self._add_it)
        self._add.clicked.connect(self._add_it)
        self.destroyed.connect(self._memory.subscribe(self._read_again))
        self.retranslate()
        self._allow_adding()
        self._read_again()

    def retranslate(self) -> None:
        self.say(
            translate("Memory", "Memory"),
            translate(
                "Memory",
                "Agents that have the tools for it keep short facts about you and your work here, "
                "and read them in other chats. The file memory.json holds them, unencrypted.",
            ),
        )
        self._line.setPlaceholderText(translate("Memory", "Something to remember"))
        self._line.setAccessibleName(translate("Memory", "Something to remember"))
        self._add.setText(translate("Memory", "Add"))
        self._say_note()

    def _read_again(self) -> None:
        self._scope.start("read", self._read())

    async def _read(self) -> None:
        self._kept = await self._in_store(self._memory.list())
        self._is_read = True
        self._show()

    def _show(self) -> None:
        """Later, where the user is in the middle of a row."""
        if any(row.busy for row in self._rows):
            return
        had_focus = any(row.isAncestorOf(self.focusWidget() or self) for row in self._rows)
        self._card.clear()
        self._rows = [self._row(memory) for memory in self._kept]
        self._card.setVisible(bool(self._kept))
        self._allow_adding()
        self._say_note()
        if had_focus:
            self._line.setFocus()

    def _row(self, memory: Memory) -> MemoryRow:
        row = MemoryRow(memory, self.theme_now)
        row.edited.connect(partial(self._edit, memory.id))
        row.removed.connect(partial(self._remove, memory.id))
        row.left.connect(self._show_what_changed)
        self._card.add_row(row)
        return row

    def _show_what_changed(self) -> None:
        if tuple(row.memory for row in self._rows) != self._kept:
            self._show()

    def _edit(self, memory_id: str, text: str) -> None:
        self._scope.start(f"edit {memory_id}", self._in_store(self._memory.edit(memory_id, text)))

    def _remove(self, memory_id: str) -> None:
        self._scope.start(f"remove {memory_id}", self._in_store(self._memory.remove(memory_id)))

    def _add_it(self) -> None:
        if self._add.isEnabled():
            self._scope.start("add", self._added(self._line.text()))

    async def _added(self, text: str) -> None:
        await self._in_store(self._memory.add(text))
        self._line.clear()

    async def _in_store(self, work: Awaitable[T]) -> T:
        try:
            return await work
        except OSError as error:
            raise StoreError(
                Problem(
                    kind=ProblemKind.STORE_UNWRITABLE,
                    facts={"path": str(self._place)},
                    detail=str(error),
                )
            ) from error

    def _allow_adding(self) -> None:
        self._add.setEnabled(bool(self._line.text().strip()) and len(self._kept) < MOST)

    def _say_note(self) -> None:
        note = ""
        if self._is_read and not self._kept:
            note = translate("Memory", "Nothing is remembered yet.")
        elif len(self._kept) >= MOST:
            note = translate(
                "Memory", "There is no room for more than {count}; remove one first."
            ).format(count=MOST)
        self._note.setText(note)
        self._note.setVisible(bool(note))
