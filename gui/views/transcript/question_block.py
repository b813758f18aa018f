"""An agent's question to the user: a field while it is open, its answer once there is one."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QMargins, Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout

from gui.model.turn import Part, QuestionPart
from gui.views.composer.message_edit import MessageEdit
from gui.views.transcript.block import BlockColumn, LaidOutBlock, Way, painted_by_style, way_down
from gui.views.transcript.brief_block import BriefBlock
from gui.views.transcript.careful_button import Appearance, CarefulButton
from gui.views.transcript.fold import quiet_label
from gui.views.transcript.passages import Spot, text_of
from gui.views.transcript.speaker_header import shown_name
from gui.views.transcript.surroundings import Surroundings

translate = QCoreApplication.translate


class QuestionBlock(BlockColumn):
    """Can be answered while its turn runs; what was begun to be written stays with the outlet."""

    def __init__(self, around: Surroundings) -> None:
        super().__init__()
        self.setObjectName("questionBlock")
        painted_by_style(self)
        side, top = around.theme.px("space_3"), around.theme.px("space_2")
        self.margins = QMargins(side, top, side, top)
        self._around = around
        self._part: QuestionPart | None = None
        self._running = False
        self._need = _NeedLine(around)
        self._question = BriefBlock(around, shade="text", role="")
        self._answer = BriefBlock(around, role="")
        self.field: AnswerField | None = None
        self.append(self._need)
        self.append(self._question)
        self.append(self._answer, gap=top)
        self._need.hide()
        around.outlet.question_left_open.connect(self._reopen)

    def show_part(self, part: Part) -> bool:
        if not isinstance(part, QuestionPart):
            return False
        self._part = part
        words = part.text.strip()
        if not words:
            asks = translate("Transcript", "{name} asks for your input.")
            words = asks.format(name=shown_name(part.source))
        self._question.say(words)
        self._answer.say(part.answer or "")
        self._answer.setVisible(part.answer is not None)
        name = translate("Transcript", "Question: {words}")
        self.setAccessibleName(name.format(words=self._question.words))
        self._offer_field()
        self.touch()
        return True

    def show_running(self, running: bool) -> None:
        self._running = running
        self._offer_field()

    def take_focus(self) -> None:
        """Go to where the answer is written."""
        if self.field is not None:
            self.field.edit.setFocus(Qt.FocusReason.OtherFocusReason)

    def way(self, spot: Spot) -> Way | None:
        return way_down(self, self._answer if spot.text else self._question, text_of(spot))

    def restyle(self) -> None:
        super().restyle()
        if self._part is not None:
            self.show_part(self._part)

    def _offer_field(self) -> None:
        part = self._part
        is_open = self._running and part is not None and part.answer is None
        self._need.setVisible(is_open)
        if part is not None and is_open and self.field is None:
            kept = self._around.outlet.unsent.get(part.request_id, "")
            self.field = AnswerField(self._around, kept)
            self.field.edit.send_wanted.connect(self._send)
            self.field.send.clicked.connect(self._send)
            self.field.edit.textChanged.connect(self._keep)
            self.append(self.field, gap=self._around.theme.px("space_2"))
        elif not is_open and self.field is not None:
            self.remove(self.field)
            self.field = None
        if part is not None and is_open:
            self._need.say(shown_name(part.source))
        self.touch()

    def _keep(self) -> None:
        if self._part is not None and self.field is not None:
            self._around.outlet.unsent[self._part.request_id] = self.field.edit.toPlainText()

    def _send(self) -> None:
        if self._part is None or self.field is None:
            return
        text = self.field.take()
        if text:
            self._around.outlet.question_answered.emit(self._part.request_id, text)

    def _reopen(self, request_id: str) -> None:
        """The answer could not be told to anybody."""
        if self._part is not None and self._part.request_id == request_id and self.field:
            self.field.setEnabled(True)


class AnswerField(LaidOutBlock):
    """A small box that grows, and Send."""

    def __init__(self, around: Surroundings, text: str) -> None:
        super().__init__()
        px = around.theme.px
        self._frame = QFrame()
        self._frame.setObjectName("answerFrame")
        self.edit = MessageEdit(enter_sends=around.outlet.enter_sends)
        self.edit.setObjectName("answerEdit")
        self.edit.replace_text(text)
        appearance = Appearance()
        appearance.anew()
        self.send = CarefulButton("sendAnswerButton", appearance, self)
        self.send.setProperty("accent", True)
        inside = QHBoxLayout(self._frame)
        inside.setContentsMargins(px("space_3"), px("space_2"), px("space_3"), px("space_2"))
        inside.addWidget(self.edit)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(px("space_2"))
        row.addWidget(self._frame, 1)
        row.addWidget(self.send, 0, Qt.AlignmentFlag.AlignBottom)
        self.edit.textChanged.connect(self._on_text)
        self._on_text()
        self.restyle()

    def take(self) -> str:
        """The answer, which is on its way from now on; "" where there is none yet."""
        self.edit.commit()
        text = self.edit.toPlainText().strip()
        if self.edit.composing or not text:
            return ""
        self.setEnabled(False)
        return text

    def restyle(self) -> None:
        self.edit.fit()
        self.edit.setPlaceholderText(translate("Transcript", "Your answer"))
        self.edit.setAccessibleName(translate("Transcript", "Your answer"))
        self.send.setText(translate("Transcript", "Send"))
        self.send.setAccessibleName(translate("Transcript", "Send the answer"))
        super().restyle()

    def _on_text(self) -> None:
        self.send.setEnabled(bool(self.edit.toPlainText().strip()))


class _NeedLine(LaidOutBlock):
    """Says whom the question is of, and that nothing goes on without an answer."""

    def __init__(self, around: Surroundings) -> None:
        super().__init__()
        self._mark = quiet_label("warn", role="")
        self._mark.setText("●")
        self._words = quiet_label("muted")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, around.theme.px("space_1"))
        row.setSpacing(around.theme.px("space_2"))
        row.addWidget(self._mark)
        row.addWidget(self._words, 1)

    def say(self, agent: str) -> None:
        asks = translate("Transcript", "{agent} asks · waiting for you")
        self._words.setText(asks.format(agent=agent))
