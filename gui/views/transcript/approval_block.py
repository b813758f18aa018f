"""A call of a tool that waits for the user: who wants what, all of it, and the buttons."""

from __future__ import annotations

from collections.abc import Callable
from time import monotonic

from PySide6.QtCore import QCoreApplication, QMargins, Qt
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QHBoxLayout

from gui.model.call_texts import call_texts, editable
from gui.model.turn import Part, ToolCallPart
from gui.model.visible_text import shown_code
from gui.views.gate_verbs import CallChoice
from gui.views.transcript.approval_foot import ApprovalFoot, Asking
from gui.views.transcript.block import BlockColumn, LaidOutBlock, Way, painted_by_style, way_down
from gui.views.transcript.call_editor import CallEditor
from gui.views.transcript.call_text_block import CallTextBlock
from gui.views.transcript.careful_button import Appearance
from gui.views.transcript.fold import quiet_label
from gui.views.transcript.gate_words import place_words, wish_words
from gui.views.transcript.passages import Spot
from gui.views.transcript.speaker_header import shown_name
from gui.views.transcript.surroundings import Surroundings

translate = QCoreApplication.translate


class ApprovalBlock(BlockColumn):
    """Open as long as it is asked; what is decided goes to the outlet. `clock` gives seconds."""

    def __init__(self, around: Surroundings, *, clock: Callable[[], float] = monotonic) -> None:
        super().__init__()
        self.setObjectName("approvalBlock")
        painted_by_style(self)
        self._around = around
        self._part: ToolCallPart | None = None
        self._asking = Asking.CHOICE
        self._appearance = Appearance(clock)
        edge = around.theme.px("hairline")
        self.margins = QMargins(edge, edge, edge, edge)
        self.head = _Head(around)
        self.body = BlockColumn()
        self.editor = CallEditor(around, self._choose_again)
        self.foot = ApprovalFoot(around, self._appearance)
        for block in (self.head, self.body, self.editor, self.foot):
            self.append(block)
        self.editor.hide()
        self.foot.allowed.connect(self._allow)
        self.foot.edit_wanted.connect(self._edit)
        self.foot.reason_wanted.connect(self._ask_reason)
        self.foot.denied.connect(self._deny)
        self.foot.dropped.connect(self._choose_again)
        around.outlet.call_left_open.connect(self._reopen)

    def show_part(self, part: Part) -> bool:
        if not isinstance(part, ToolCallPart) or not part.awaits_user or part.facts is None:
            return False
        before, self._part = self._part, part
        if before is None or (before.arguments, before.facts) != (part.arguments, part.facts):
            self.body.remove_from(0)
            for text in call_texts(part.name, part.arguments, part.facts):
                self.body.append(CallTextBlock(self._around, text))
            changed = editable(part.name, part.arguments, part.facts)
            self.foot.let_edit(too_long=changed.too_long)
        self._say()
        return True

    def take_focus(self) -> None:
        """Go to the first button; nothing is decided by that."""
        self.foot.once.setFocus(Qt.FocusReason.OtherFocusReason)

    def way(self, spot: Spot) -> Way | None:
        return way_down(self, self.body if spot.text else self.head)

    def restyle(self) -> None:
        super().restyle()
        self._say()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        self._appearance.seen()

    def _say(self) -> None:
        part = self._part
        if part is None or part.facts is None:
            return
        name = shown_code(part.name) or translate("Transcript", "Unknown tool")
        agent = shown_name(part.source)
        wish = shown_code(wish_words(part.facts))
        self.head.say(name, wish, agent)
        self.foot.say_place(shown_code(place_words(part.facts)))
        spoken = translate("Transcript", "{agent}: {tool} {wish}. Waiting for you.")
        words = spoken.format(agent=agent, tool=name, wish=wish)
        self.setAccessibleName(words)
        self.foot.name_call(words)
        self.touch()

    @property
    def _source(self) -> str:
        return "" if self._part is None else self._part.source

    def _turn_to(self, asking: Asking) -> None:
        self._asking = asking
        self._appearance.anew()
        self.body.setVisible(asking is not Asking.EDIT)
        self.editor.setVisible(asking is Asking.EDIT)
        self.foot.show_asking(asking)
        self.touch()

    def _edit(self) -> None:
        part = self._part
        if part is None or part.facts is None:
            return
        kept = self._around.outlet.unsent.get(part.call_id)
        self.editor.begin(
            part.arguments, editable(part.name, part.arguments, part.facts), text=kept
        )
        self._turn_to(Asking.EDIT)
        self.editor.edit.setFocus(Qt.FocusReason.OtherFocusReason)

    def _ask_reason(self) -> None:
        self._turn_to(Asking.REASON)
        self.foot.reason.setFocus(Qt.FocusReason.OtherFocusReason)

    def _choose_again(self) -> None:
        if self._part is not None and self._asking is Asking.EDIT:
            self._around.outlet.unsent[self._part.call_id] = self.editor.edit.toPlainText()
        left = self.foot.edit if self._asking is Asking.EDIT else self.foot.deny
        self._turn_to(Asking.CHOICE)
        left.setFocus(Qt.FocusReason.OtherFocusReason)

    def _allow(self, remember: bool) -> None:
        arguments = None
        if self._asking is Asking.EDIT:
            try:
                arguments = self.editor.take()
            except ValueError:  # the editor says what is wrong
                self.editor.edit.setFocus(Qt.FocusReason.OtherFocusReason)
                return
        choice = CallChoice(
            source=self._source, allowed=True, arguments=arguments, remember=remember
        )
        self._decide(choice)

    def _deny(self, reason: str) -> None:
        self._decide(CallChoice(source=self._source, allowed=False, reason=reason))

    def _decide(self, choice: CallChoice) -> None:
        if self._part is None or self._asking is Asking.SENT:
            return
        self._turn_to(Asking.SENT)
        self._around.outlet.call_decided.emit(self._part.call_id, choice)

    def _reopen(self, call_id: str) -> None:
        """What was decided could not be told to anybody."""
        if self._part is not None and self._part.call_id == call_id:
            self._turn_to(Asking.CHOICE)


class _Head(LaidOutBlock):
    """The tool and its wish; at the right whose call it is, and for whom it waits."""

    def __init__(self, around: Surroundings) -> None:
        super().__init__()
        self.setObjectName("approvalHead")
        painted_by_style(self)
        self._mark = quiet_label("warn", role="")
        self._mark.setText("●")
        self._name = quiet_label("text", role="name")
        self._wish = quiet_label("muted", role="")
        self._wish.setWordWrap(True)
        self._note = quiet_label("muted")
        px = around.theme.px
        row = QHBoxLayout(self)
        row.setContentsMargins(px("space_3"), px("space_2"), px("space_3"), px("space_2"))
        row.setSpacing(px("space_2"))
        row.addWidget(self._mark)
        row.addWidget(self._name)
        row.addWidget(self._wish, 1)
        row.addWidget(self._note)

    def say(self, name: str, wish: str, agent: str) -> None:
        self._name.setText(name)
        self._wish.setText(wish)
        note = translate("Transcript", "{agent} · waiting for you")
        self._note.setText(note.format(agent=agent))
        self.touch()
