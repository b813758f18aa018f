"""The action table: every verb of the window as a row, and the QActions made from the rows."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QCoreApplication, QObject, Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QWidget

translate = QCoreApplication.translate

CONTEXT = "Actions"
"""The context of titles and groups: mark them with QT_TRANSLATE_NOOP("Actions", ...)."""


def _always() -> bool:
    return True


@dataclass(frozen=True, slots=True, kw_only=True)
class Action:
    """One verb. `title` and `group` are English, marked for translation; `shortcuts` are Qt's
    portable names, the first is the one that is shown. `enabled_when` is asked before each use."""

    id: str
    title: str
    group: str
    run: Callable[[], object]
    shortcuts: tuple[str, ...] = ()
    enabled_when: Callable[[], bool] = _always


class ActionTable(QObject):
    """Holds the rows in their order, and installs one QAction for each on the window."""

    def __init__(self, rows: Sequence[Action], *, window: QWidget) -> None:
        super().__init__(window)
        self._rows = {row.id: row for row in rows}
        self._actions: dict[str, QAction] = {}
        self._controls: list[tuple[QWidget, str]] = []
        for row in rows:
            action = QAction(window)
            action.setObjectName(row.id)
            action.setShortcuts([QKeySequence(keys) for keys in row.shortcuts])
            action.setShortcutContext(Qt.ShortcutContext.WindowShortcut)
            action.triggered.connect(partial(self._on_triggered, row.id))
            window.addAction(action)
            self._actions[row.id] = action
        self.retranslate()

    @property
    def rows(self) -> tuple[Action, ...]:
        return tuple(self._rows.values())

    def action(self, action_id: str) -> QAction:
        return self._actions[action_id]

    def title(self, action_id: str) -> str:
        return translate(CONTEXT, self._rows[action_id].title)

    def group(self, action_id: str) -> str:
        return translate(CONTEXT, self._rows[action_id].group)

    def keys(self, action_id: str) -> str:
        """The first shortcut as this platform writes it, or ""."""
        keys = self._rows[action_id].shortcuts
        return native_keys(keys[0]) if keys else ""

    def enabled(self, action_id: str) -> bool:
        return self._rows[action_id].enabled_when()

    def trigger(self, action_id: str) -> None:
        """Run the row's verb, unless it makes no sense just now."""
        row = self._rows[action_id]
        if row.enabled_when():
            row.run()

    def explain(self, control: QWidget, action_id: str) -> None:
        """Give a control of the window the row's words and keys as its tool tip, from now on."""
        self._controls.append((control, action_id))
        control.setToolTip(self.action(action_id).toolTip())

    def shortcuts(self) -> tuple[tuple[str, str], ...]:
        """Title and keys of every row that has keys, as they are shown."""
        named = ((self.title(row.id), self.keys(row.id)) for row in self.rows)
        return tuple((title, keys) for title, keys in named if keys)

    def retranslate(self) -> None:
        for row in self._rows.values():
            action = self._actions[row.id]
            action.setText(self.title(row.id))
            keys = self.keys(row.id)
            action.setToolTip(f"{self.title(row.id)} ({keys})" if keys else self.title(row.id))
        for control, action_id in self._controls:
            control.setToolTip(self.action(action_id).toolTip())

    def _on_triggered(self, action_id: str, *_checked: bool) -> None:
        self.trigger(action_id)


def native_keys(keys: str) -> str:
    return QKeySequence(keys).toString(QKeySequence.SequenceFormat.NativeText)
