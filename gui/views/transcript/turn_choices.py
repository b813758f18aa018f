"""What else can be done with a turn: another answer, going back to it, a chat of its own."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QMenu, QWidget

from gui.model.turn import Role, Turn
from gui.model.words import QT_TRANSLATE_NOOP
from gui.qt.actions import Action
from gui.qt.menus import add_rows, new_menu, popup_below
from gui.views.transcript.surroundings import Surroundings

translate = QCoreApplication.translate

GROUP = QT_TRANSLATE_NOOP("Actions", "Chat")


def open_turn_menu(turn: Turn, around: Surroundings, anchor: QWidget) -> QMenu:
    """Under `anchor`; what would leave the branch waits until no answer is given."""
    menu = new_menu(anchor)
    menu.setObjectName("turnMenu")
    outlet, free = around.outlet, around.versions.may_switch
    if turn.role is Role.AGENT and outlet.add_respondents is not None:
        others = menu.addMenu(translate("Transcript", "Try again with"))
        others.setObjectName("tryAgainMenu")
        others.setEnabled(free)
        outlet.add_respondents(others, turn.id)
        menu.addSeparator()
    add_rows(menu, _rows(turn, around))
    popup_below(menu, anchor)
    return menu


def _rows(turn: Turn, around: Surroundings) -> tuple[Action, ...]:
    outlet, versions = around.outlet, around.versions
    said = turn.role is Role.USER
    here = QT_TRANSLATE_NOOP("Actions", "Rewind to here")
    before = QT_TRANSLATE_NOOP("Actions", "Rewind to before this")
    rewind = Action(
        id="turn.rewind",
        title=before if said else here,
        group=GROUP,
        run=partial(outlet.rewind_wanted.emit, turn.id),
        enabled_when=lambda: versions.may_switch,
    )
    copy = Action(
        id="turn.copy_to",
        title=QT_TRANSLATE_NOOP("Actions", "Copy to a new chat from here"),
        group=GROUP,
        run=partial(outlet.copy_wanted.emit, turn.id),
    )
    words = Action(
        id="turn.copy_words",
        title=QT_TRANSLATE_NOOP("Actions", "Copy"),
        group=GROUP,
        run=partial(outlet.copy, turn.text),
        enabled_when=lambda: bool(turn.text),
    )
    return (words, rewind) if said else (rewind, copy)
