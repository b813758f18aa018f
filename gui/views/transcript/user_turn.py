"""A message of the user: a tinted bubble on the right, its versions below, and its editor."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QEvent, QMargins
from PySide6.QtGui import QEnterEvent
from PySide6.QtWidgets import QWidget

from gui.model.turn import Part, TextPart, Turn
from gui.views.transcript.block import BlockColumn, PartBlock, Way, painted_by_style, way_down
from gui.views.transcript.durations import time_text
from gui.views.transcript.image_block import ImageBlock
from gui.views.transcript.message_editor import MessageEditor
from gui.views.transcript.part_blocks import block_for
from gui.views.transcript.passages import Spot
from gui.views.transcript.plain_block import PlainBlock
from gui.views.transcript.surroundings import Surroundings
from gui.views.transcript.turn_block import TurnBlock
from gui.views.transcript.turn_choices import open_turn_menu
from gui.views.transcript.user_actions import UserActions
from gui.views.transcript.version_switch import VersionSwitch

translate = QCoreApplication.translate


class UserTurn(TurnBlock):
    """Shows the text as it was typed; a message that is edited stands in a box instead."""

    def __init__(self, around: Surroundings, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("userTurn")
        self._around = around
        self._bubble = _Bubble(around, self)
        self._bubble.resized.connect(self.touch)
        self._versions: VersionSwitch | None = None  # most turns have no siblings
        self._has_versions = False  # as it was laid out
        self._actions: UserActions | None = None
        self.editor: MessageEditor | None = None
        around.versions.changed.connect(self._follow_versions)
        around.outlet.edit_begun.connect(self._begin_edit)
        around.outlet.edit_left_open.connect(self._reopen)

    def show_turn(self, turn: Turn) -> None:
        self.turn = turn
        self._bubble.show_turn(turn)
        if self._actions is None and self._around.outlet.add_respondents is not None:
            self._add_actions()
        self._refresh_versions()
        self._say()
        self._begin_edit(turn.id)

    def way(self, spot: Spot) -> Way | None:
        del spot
        return way_down(self, self._bubble)

    def restyle(self) -> None:
        self._bubble.restyle()
        self._refresh_versions()
        if self._actions is not None:
            self._actions.refresh()
        if self.editor is not None:
            self.editor.restyle()
        self._say()

    def enterEvent(self, event: QEnterEvent) -> None:
        super().enterEvent(event)
        if self._actions is not None:
            self._actions.set_hovered(hovered=True)

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        if self._actions is not None:
            self._actions.set_hovered(hovered=False)

    def _say(self) -> None:
        if self.turn is not None:
            self._bubble.setToolTip(time_text(self.turn.created_at))
            name = translate("Transcript", "You")
            self.setAccessibleName(name)
            self._bubble.text.pane.setAccessibleName(name)

    def _arrange(self, width: int) -> int:
        height = self._arrange_words(width)
        self._has_versions = self._versions is not None and not self._versions.isHidden()
        if self._versions is not None and self._has_versions:
            size = self._versions.sizeHint()
            self._versions.setGeometry(width - size.width(), height, size.width(), size.height())
            height += size.height()
        return height

    def _arrange_words(self, width: int) -> int:
        if self.editor is not None:
            height = self.editor.lay_out(width)
            self.editor.setGeometry(0, 0, width, height)
            return height
        room = 0 if self._actions is None else self._actions.width_needed
        bubble = min(self._bubble.ideal_width(width), width - min(room, width // 2))
        height = self._bubble.lay_out(bubble)
        self._bubble.setGeometry(width - bubble, 0, bubble, height)
        if self._actions is not None:
            line = min(height, self._around.theme.px("turn_actions"))
            self._actions.setGeometry(width - bubble - room, (height - line) // 2, room, line)
        return height

    def _add_actions(self) -> None:
        self._actions = UserActions(self._around, self)
        self._actions.stackUnder(self._bubble)
        self._actions.edit_clicked.connect(self._edit)
        self._actions.more_clicked.connect(self._open_menu)
        self._actions.set_hovered(hovered=self.underMouse())
        self._actions.show()

    def _edit(self) -> None:
        if self.turn is not None:
            outlet = self._around.outlet
            outlet.unsent.setdefault(self.turn.id, self.turn.text)
            outlet.wants_focus = self.turn.id
            outlet.edit_begun.emit(self.turn.id)

    def _begin_edit(self, turn_id: str) -> None:
        """Where it is this message, and there are words that were not sent yet."""
        outlet = self._around.outlet
        if self.turn is None or turn_id != self.turn.id or turn_id not in outlet.unsent:
            return
        if self.editor is None:
            self.editor = MessageEditor(
                self._around, send=self._send, leave=self._leave, parent=self
            )
            self.editor.begin(outlet.unsent[turn_id])
            self.editor.edit.textChanged.connect(self._keep)
            self.editor.resized.connect(self.touch)
            self._show_editor(shown=True)
        if outlet.wants_focus == turn_id:
            outlet.wants_focus = ""
            self.editor.take_focus()

    def _show_editor(self, *, shown: bool) -> None:
        self._bubble.setHidden(shown)
        if self._actions is not None:
            self._actions.setHidden(shown)
        if self.editor is not None:
            self.editor.setVisible(shown)
        self.touch()

    def _keep(self) -> None:
        if self.turn is not None and self.editor is not None:
            text = self.editor.edit.toPlainText()
            self._around.outlet.unsent[self.turn.id] = text
            self._around.outlet.edit_noted.emit(self.turn.id, text)

    def _send(self, text: str) -> None:
        if self.turn is not None:
            self._around.outlet.edit_sent.emit(self.turn.id, text)

    def _reopen(self, turn_id: str) -> None:
        """It could not be sent."""
        if self.turn is not None and self.turn.id == turn_id and self.editor is not None:
            self.editor.setEnabled(True)
            self.editor.take_focus()

    def _leave(self) -> None:
        editor, self.editor = self.editor, None
        if self.turn is None or editor is None:
            return
        self._around.outlet.unsent.pop(self.turn.id, None)
        self._around.outlet.edit_noted.emit(self.turn.id, "")
        editor.hide()
        editor.deleteLater()
        self._show_editor(shown=False)
        self._around.outlet.edit_left.emit()

    def _open_menu(self) -> None:
        if self.turn is not None and self._actions is not None:
            open_turn_menu(self.turn, self._around, self._actions.more)

    def _follow_versions(self) -> None:
        if self._refresh_versions() != self._has_versions:
            self.touch()

    def _refresh_versions(self) -> bool:
        """Say anew which version this is; whether there are others."""
        turn_id = "" if self.turn is None else self.turn.id
        has_versions = self._around.versions.of(turn_id) is not None
        if has_versions and self._versions is None:
            self._versions = VersionSwitch(self._around, self)
        if self._versions is not None:
            self._versions.show_turn(turn_id)
        return has_versions


class _Bubble(BlockColumn):
    def __init__(self, around: Surroundings, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("userBubble")
        painted_by_style(self)
        self._around = around
        line = around.theme.px("hairline")
        side, top = around.theme.px("space_3") + 2 * line, around.theme.px("space_2") + 2 * line
        # A line of fixed height has its words a little below its middle.
        self.margins = QMargins(side, top - line, side, top + line)
        self.text = PlainBlock(around, parent=self)
        self.append(self.text)
        self._enclosed: tuple[Part, ...] = ()

    def show_turn(self, turn: Turn) -> None:
        """The words, and below them what went with them."""
        self.text.show_text(turn.text)
        self.text.setVisible(bool(turn.text))
        enclosed = tuple(part for part in turn.parts if not isinstance(part, TextPart))
        if enclosed == self._enclosed:
            return
        self._enclosed = enclosed
        self.remove_from(1)
        for part in enclosed:
            block = block_for(part, self._around, self)
            if isinstance(block, ImageBlock):
                block.most = "enclosed_height"
            self.append(block, gap=self._around.theme.px("space_2"))

    def way(self, spot: Spot) -> Way | None:
        del spot
        return way_down(self, self.text)

    def ideal_width(self, column: int) -> int:
        sides = self.margins.left() + self.margins.right()
        widest = min(column, self._around.theme.px("bubble_width")) - sides
        wanted = [self.text.ideal_width(widest)] if self.text.text else []
        blocks = (row.block for row in self.rows[1:])
        wanted += [one.ideal_width(widest) for one in blocks if isinstance(one, PartBlock)]
        return max(wanted, default=0) + sides
