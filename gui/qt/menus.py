"""Menus: made from rows of the action table, opened beside a widget, never executed."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QCoreApplication, QPoint, Qt
from PySide6.QtWidgets import QMenu, QWidget

from gui.qt.actions import CONTEXT, Action, ActionTable

translate = QCoreApplication.translate


def new_menu(parent: QWidget) -> QMenu:
    """An empty menu with round corners that is deleted when it closes."""
    menu = QMenu(parent)
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    menu.setWindowFlag(Qt.WindowType.FramelessWindowHint)
    menu.setWindowFlag(Qt.WindowType.NoDropShadowWindowHint)
    menu.setAttribute(Qt.WidgetAttribute.WA_TranslucentBackground)
    return menu


def menu_of(table: ActionTable, ids: Sequence[str], *, parent: QWidget) -> QMenu:
    """The rows `ids` that can be used now; "" is a line between them."""
    menu = new_menu(parent)
    for action_id in ids:
        if not action_id:
            menu.addSeparator()
        elif table.enabled(action_id):
            menu.addAction(table.action(action_id))
    return menu


def add_rows(menu: QMenu, rows: Sequence[Action]) -> None:
    """Add rows that are not in the table, such as the verbs of one row of a list."""
    for row in rows:
        if row.enabled_when():
            action = menu.addAction(translate(CONTEXT, row.title))
            action.setObjectName(row.id)
            action.triggered.connect(partial(_run, row))


def _run(row: Action, *_checked: bool) -> None:
    row.run()


def popup_below(menu: QMenu, anchor: QWidget) -> None:
    """Open `menu` under `anchor`, their right edges together."""
    corner = anchor.mapToGlobal(QPoint(anchor.width(), anchor.height()))
    menu.popup(corner - QPoint(menu.sizeHint().width(), 0))
