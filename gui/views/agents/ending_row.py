"""When a team ends: conditions, of which one is enough or all are needed, in groups."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from gui.model import component_providers as names
from gui.model.component_fields import fields_of
from gui.model.endings import (
    Ending,
    ending_of,
    with_ending,
    with_provider,
    without_ending,
)
from gui.model.json_place import Json, at, join
from gui.qt.form import Field, FieldKind
from gui.qt.form_controls import Choices
from gui.qt.icon_button import IconButton
from gui.qt.theme import ThemeSwitch
from gui.views.agents.kind_row import new_component
from gui.views.agents.value_rows import KINDS, PlainRow, TitledRow

translate = QCoreApplication.translate


def ending_kinds() -> Sequence[tuple[str, str]]:
    return (
        (names.ANY_OF, translate("Agents", "Any of these")),
        (names.ALL_OF, translate("Agents", "All of these")),
        (names.MAX_MESSAGES, translate("Agents", "So many messages")),
        (names.TEXT_MENTION, translate("Agents", "Words in a message")),
        (names.TIMEOUT, translate("Agents", "So much time")),
        (names.TOKEN_USAGE, translate("Agents", "So many tokens")),
        (names.SOURCE_MATCH, translate("Agents", "A member has spoken")),
        (names.TEXT_MESSAGE, translate("Agents", "A member has answered in text")),
        (names.HANDOFF_END, translate("Agents", "Handed over to")),
        (names.FUNCTION_CALL, translate("Agents", "A tool was used")),
        (names.STOP_MESSAGE, translate("Agents", "A member asked to stop")),
        (names.EXTERNAL, translate("Agents", "You stop it")),
    )


class EndingRow(TitledRow):
    """At the place of a termination condition."""

    def __init__(self, pointer: str, *, theme: ThemeSwitch) -> None:
        super().__init__(pointer, "termination_condition", theme.theme)
        self._theme = theme
        self._root: Json = None
        self._shown: Ending | None = None
        self._tree: QWidget | None = None
        self._rows: list[PlainRow] = []
        self._add = QPushButton()
        self._add.setObjectName("addEndingButton")
        self._add.clicked.connect(self._begin)
        self.body.addWidget(self._add, alignment=Qt.AlignmentFlag.AlignLeft)
        self.retranslate()

    def show_json(self, root: Json) -> None:
        self._root = root
        ending = ending_of(at(root, self.pointer))
        if ending != self._shown or self._tree is None:
            self._shown = ending
            self._build(ending)
        for row in self._rows:
            row.show_json(root)
        self._add.setVisible(ending is None)

    def retranslate(self) -> None:
        super().retranslate()
        self._add.setText(translate("Agents", "Add a condition"))
        if self._tree is not None:
            self._tree.hide()
            self._tree = None
            self.show_json(self._root)

    def _build(self, ending: Ending | None) -> None:
        if self._tree is not None:
            self.body.removeWidget(self._tree)
            self._tree.hide()
            self._tree.deleteLater()
        self._rows = []
        self._tree = QWidget() if ending is None else self._block(ending, self.pointer)
        self._tree.setVisible(ending is not None)
        self.body.insertWidget(0, self._tree)

    def _block(self, ending: Ending, pointer: str) -> QWidget:
        block = QFrame()
        column = QVBoxLayout(block)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(self.theme_now.px("space_2"))
        column.addLayout(self._head(ending, pointer))
        if ending.group:
            inner = QFrame()
            inner.setProperty("indent", True)
            below = QVBoxLayout(inner)
            pad = self.theme_now.px("space_3")
            below.setContentsMargins(pad, 0, 0, 0)
            below.setSpacing(self.theme_now.px("space_3"))
            for number, each in enumerate(ending.parts):
                below.addWidget(self._block(each, join(pointer, "config", "conditions", number)))
            more = QPushButton(translate("Agents", "Add a condition"))
            more.setObjectName("addToGroupButton")
            more.setProperty("inline", True)
            more.clicked.connect(partial(self._add_to, pointer))
            below.addWidget(more, alignment=Qt.AlignmentFlag.AlignLeft)
            column.addWidget(inner)
        for facts in fields_of(ending.provider):
            if facts.main and facts.type in KINDS:
                row = PlainRow(join(pointer, "config", facts.name), facts, self.theme_now)
                row.edited.connect(self.edited)
                self._rows.append(row)
                column.addWidget(row)
        return block

    def _head(self, ending: Ending, pointer: str) -> QHBoxLayout:
        kinds = list(ending_kinds())
        if ending.provider not in dict(kinds):
            kinds.append((ending.provider, ending.provider.rpartition(".")[2]))
        choice = Choices()
        choice.setObjectName("endingKind")
        title = translate("Agents", "Condition")
        choice.describe(
            Field(id="ending", kind=FieldKind.CHOICE, title=title, choices=tuple(kinds))
        )
        choice.setAccessibleName(title)
        choice.show_value(ending.provider)
        choice.edited.connect(partial(self._choose, pointer))
        remove = IconButton("close", theme=self._theme)
        remove.setObjectName("removeEndingButton")
        remove.say(translate("Agents", "Remove this condition"))
        remove.clicked.connect(partial(self._remove, pointer))
        head = QHBoxLayout()
        head.setSpacing(self.theme_now.px("space_1"))
        head.addWidget(choice, 1)
        head.addWidget(remove)
        return head

    def _choose(self, pointer: str, provider: object) -> None:
        new = new_component(str(provider))
        self._change(lambda root: with_provider(root, self._inside(pointer), new))

    def _add_to(self, pointer: str, *_checked: bool) -> None:
        new = new_component(names.TEXT_MENTION)
        self._change(lambda root: with_ending(root, self._inside(pointer), new))

    def _remove(self, pointer: str, *_checked: bool) -> None:
        self._change(lambda root: without_ending(root, self._inside(pointer)))

    def _begin(self) -> None:
        self.edited.emit(self.pointer, new_component(names.MAX_MESSAGES))

    def _inside(self, pointer: str) -> str:
        """A place below the row's own, as the row's value sees it."""
        return pointer.removeprefix(self.pointer)

    def _change(self, change: Callable[[Json], Json]) -> None:
        self.edited.emit(self.pointer, change(at(self._root, self.pointer)))
