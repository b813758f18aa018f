"""Menus: made from rows of the action table, opened beside a widget, never executed."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from functools import partial

from PySide6.QtCore import QCoreApplication, QPoint, Qt
from PySide6.QtWidgets import QMenu, QWidget

from gui.qt.actions import CONTEXT, Action, ActionTable

translate = QCoreApplication.translate


def new_menu(parent: QWidget) -> QMenu:
    """An empty menu that is deleted when it closes."""
    menu = QMenu(parent)
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
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


def add_rows(menu: QMenu, rows: Sequence[Action], *, apart: Collection[str] = ()) -> None:
    """Add rows that are not in the table, such as the verbs of one row of a list.

    Before each one of `apart` there is a line.
    """
    for row in rows:
        if row.enabled_when():
            if row.id in apart:
                menu.addSeparator()
            action = menu.addAction(translate(CONTEXT, row.title))
            action.setObjectName(row.id)
            action.triggered.connect(partial(_run, row))


def _run(row: Action, *_checked: bool) -> None:
    row.run()


def popup_above(menu: QMenu, anchor: QWidget) -> None:
    """Open `menu` over `anchor`, their left edges together."""
    menu.popup(anchor.mapToGlobal(QPoint(0, 0)) - QPoint(0, menu.sizeHint().height()))


def popup_below(menu: QMenu, anchor: QWidget) -> None:
    """Open `menu` under `anchor`, their right edges together."""
    corner = anchor.mapToGlobal(QPoint(anchor.width(), anchor.height()))
    menu.popup(corner - QPoint(menu.sizeHint().width(), 0))
