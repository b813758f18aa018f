"""Joins a composer with what "/" and "@" offer: opens the list, and writes what is taken."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QTextCursor

from gui.model.typed_mark import MarkKind, TypedMark, fits, mark_in
from gui.qt.task_scope import TaskScope
from gui.views.composer.composer import Composer
from gui.views.composer.offer import Offer
from gui.views.composer.offer_panel import OfferPanel
from gui.views.prompt_offers import PromptOffers, PromptSource

translate = QCoreApplication.translate

MOVES = {
    Qt.Key.Key_Down: 1,
    Qt.Key.Key_Up: -1,
}
TAKES = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab)


class ComposerOffers(QObject):
    """Only typing opens the list; an input method that composes has all keys to itself."""

    settings_wanted = Signal()

    def __init__(
        self,
        composer: Composer,
        panel: OfferPanel,
        *,
        source: PromptSource,
        members: Callable[[], tuple[str, ...]],
        tasks: TaskScope,
    ) -> None:
        super().__init__(composer)
        self._edit = composer.edit
        self._panel = panel
        self._members = members
        self._prompts = PromptOffers(source, panel, tasks=tasks)
        self._prompts.changed.connect(self._follow)
        self._prompts.taken.connect(self._write)
        self._prompts.kept.connect(self._drop_sign)
        self._prompts.settings_wanted.connect(self._leave_for_settings)
        self._left: MarkKind | None = None  # the user has closed the list of this one
        panel.form.left.connect(self.close)
        self._edit.typed.connect(self._open)
        self._edit.textChanged.connect(self._note_text)
        self._edit.cursorPositionChanged.connect(self._follow)
        self._edit.installEventFilter(self)

    def close(self) -> None:
        had_focus = self._panel.isAncestorOf(self._edit.window().focusWidget() or self._edit)
        self._panel.hide()
        self._prompts.stop()
        if had_focus:
            self._edit.setFocus(Qt.FocusReason.PopupFocusReason)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._edit and self._panel.lists:
            if isinstance(event, QKeyEvent) and not self._edit.composing:
                return self._take_key(event)
            if isinstance(event, QFocusEvent) and _leaves(event):
                self.close()
        return super().eventFilter(watched, event)

    def _take_key(self, event: QKeyEvent) -> bool:
        key, pressed = Qt.Key(event.key()), event.type() == QEvent.Type.KeyPress
        if key == Qt.Key.Key_Escape:
            if pressed:
                mark = self._mark()
                self._left = None if mark is None else mark.kind
                self.close()
            event.accept()  # also where a shortcut asks whether the key is free
            return True
        if not pressed or event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            return False
        if key in MOVES:
            self._panel.list.move_by(MOVES[key])
            return True
        return key in TAKES and self._panel.list.take()

    def _open(self) -> None:
        mark = self._mark()
        if mark is None or mark.kind is not self._left:
            self._left = None
            self._show(mark)

    def _follow(self) -> None:
        if self._panel.lists:
            self._show(self._mark())

    def _note_text(self) -> None:
        if self._panel.asks:
            self.close()  # the form is about another text
        self._follow()

    def _show(self, mark: TypedMark | None) -> None:
        offers: tuple[Offer, ...] = ()
        name = ""
        if mark is not None and mark.kind is MarkKind.PROMPT:
            name = translate("Composer", "Prompts")
            text = self._edit.toPlainText()[1:]
            more = bool(text[len(mark.query) :].strip())
            offers = self._prompts.rows(mark.query, text, more=more)
        elif mark is not None:
            name = translate("Composer", "Agents of the team")
            offers = tuple(
                Offer(title=one, take=partial(self._write, f"@{one}"))
                for one in self._members()
                if fits(mark.query, one)
            )
        if offers:
            self._panel.show_offers(offers, name=name)
        elif self._panel.lists:
            self.close()

    def _mark(self) -> TypedMark | None:
        if self._edit.composing or self._edit.textCursor().hasSelection():
            return None
        cursor = self._edit.textCursor()
        units = cursor.block().text().encode("utf-16-le", "surrogatepass")
        before = units[: 2 * cursor.positionInBlock()].decode("utf-16-le", "surrogatepass")
        return mark_in(before, first=cursor.blockNumber() == 0)

    def _write(self, text: str) -> None:
        """Put `text` in place of what was typed for it, apart from what follows."""
        mark = self._mark()
        self.close()
        if mark is None:
            return
        cursor = self._edit.textCursor()
        after = self._edit.document().characterAt(cursor.position())
        if mark.kind is MarkKind.MEMBER:
            gap = "" if after == " " else " "
        else:
            gap = "" if cursor.atEnd() or after.isspace() or text[-1:].isspace() else "\n"
        typed = len(("x" + mark.query).encode("utf-16-le", "surrogatepass")) // 2
        start = cursor.position() - typed
        cursor.setPosition(start, QTextCursor.MoveMode.KeepAnchor)
        cursor.insertText(text + gap)
        self._edit.setTextCursor(cursor)
        self._edit.setFocus(Qt.FocusReason.PopupFocusReason)
        self._edit.ensureCursorVisible()

    def _drop_sign(self) -> None:
        """The text stays to be sent; what asked for the list goes."""
        self.close()
        cursor = QTextCursor(self._edit.document())
        cursor.deleteChar()
        self._edit.setFocus(Qt.FocusReason.PopupFocusReason)

    def _leave_for_settings(self) -> None:
        self.close()
        if self._edit.toPlainText() in ("/", "／"):
            self._drop_sign()
        self.settings_wanted.emit()


_STAYING = (
    Qt.FocusReason.ActiveWindowFocusReason,
    Qt.FocusReason.PopupFocusReason,
    Qt.FocusReason.MenuBarFocusReason,
)
"""Why the focus may leave the box for a while, or for the list's own form."""


def _leaves(event: QFocusEvent) -> bool:
    return event.lostFocus() and event.reason() not in _STAYING
