"""What the right button offers for a text of the transcript."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from PySide6.QtCore import QCoreApplication, QPoint
from PySide6.QtGui import QAction, QGuiApplication
from PySide6.QtWidgets import QMenu, QWidget

from gui.qt.links import allowed_link
from gui.qt.menus import new_menu
from gui.qt.text_pane import TextPane
from gui.views.transcript.code_block import CodeBlock
from gui.views.transcript.excerpt_copy import Excerpts
from gui.views.transcript.surroundings import Outlet
from gui.views.transcript.turn_block import TurnBlock
from gui.views.transcript.turn_excerpts import turn_excerpts
from gui.views.transcript.turn_places import Place, Stretch, length_of, path_of, turn_of
from gui.views.transcript.user_turn import UserTurn

translate = QCoreApplication.translate


class Selecting(Protocol):
    """The selection that goes beyond one pane."""

    @property
    def is_wide(self) -> bool: ...

    def copy(self, *, as_markdown: bool = False) -> None: ...

    def select_all(self, turn: TurnBlock) -> None: ...


def pane_menu(pane: TextPane, selecting: Selecting, outlet: Outlet, at: QPoint) -> QMenu:
    """To be opened by its owner."""
    menu = new_menu(pane)
    menu.setObjectName("paneMenu")
    turn = turn_of(pane)
    chosen = selecting.is_wide or pane.textCursor().hasSelection()

    def copy() -> None:
        if selecting.is_wide:
            selecting.copy()
        else:
            pane.copy()
            outlet.copied.emit()

    def copy_markdown() -> None:
        if selecting.is_wide:
            selecting.copy(as_markdown=True)
        elif turn is not None:
            outlet.excerpts.start(_chosen_in(pane, turn), as_markdown=True)

    words = translate("Transcript", "Copy")
    _add(menu, "copySelection", words, copy).setEnabled(chosen)
    words = translate("Transcript", "Copy as Markdown")
    _add(menu, "copySelectionAsMarkdown", words, copy_markdown).setEnabled(chosen)
    code = _around(pane, CodeBlock)
    if isinstance(code, CodeBlock):
        words = translate("Transcript", "Copy code")
        _add(menu, "copyCode", words, lambda: outlet.copy(code.code))
    address = allowed_link(pane.anchorAt(at))
    if address is not None:
        link = address
        words = translate("Transcript", "Copy link")
        _add(menu, "copyLink", words, lambda: QGuiApplication.clipboard().setText(link))
    if turn is not None:
        menu.addSeparator()
        words = translate("Transcript", "Select all in this answer")
        if isinstance(turn, UserTurn):
            words = translate("Transcript", "Select all in this message")
        _add(menu, "selectAllInTurn", words, lambda: selecting.select_all(turn))
    return menu


def _chosen_in(pane: TextPane, turn: TurnBlock) -> Excerpts:
    """All of the slice where all of it is selected, so that its source is copied."""
    cursor = pane.textCursor()
    path = path_of(pane, turn)
    start, end = cursor.selectionStart(), cursor.selectionEnd()
    if start == 0 and end >= length_of(pane):
        return turn_excerpts(turn, Stretch(Place(path), Place((*path, 1 << 30))))
    return turn_excerpts(turn, Stretch(Place(path, start), Place(path, end)))


def _add(menu: QMenu, name: str, words: str, run: Callable[[], None]) -> QAction:
    action = menu.addAction(words)
    action.setObjectName(name)
    action.triggered.connect(lambda *_checked: run())
    return action


def _around(widget: QWidget, kind: type[QWidget]) -> QWidget | None:
    found = widget.parentWidget()
    while found is not None and not isinstance(found, kind):
        found = found.parentWidget()
    return found
