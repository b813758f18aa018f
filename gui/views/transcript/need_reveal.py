"""Takes the reader to the part of an answer that waits for him, and the focus with him."""

from __future__ import annotations

from PySide6.QtCore import QObject

from gui.model.turn import Turn, waits_for_user
from gui.views.transcript.agent_turn import AgentTurn
from gui.views.transcript.approval_block import ApprovalBlock
from gui.views.transcript.passages import Spot
from gui.views.transcript.question_block import QuestionBlock
from gui.views.transcript.reading_position import ReadingPosition
from gui.views.transcript.turn_rows import RowKind
from gui.views.transcript.view import TranscriptView


class NeedReveal(QObject):
    """The block may not exist yet: the focus follows once it has been drawn."""

    def __init__(self, view: TranscriptView) -> None:
        super().__init__(view)
        self._view = view
        self._wanted: tuple[str, int] | None = None
        view.drawn.connect(self._go_on)

    def show(self, turn: Turn) -> bool:
        """False where nothing in `turn` waits, or it is not in the branch that is shown."""
        index = next((n for n, part in enumerate(turn.parts) if waits_for_user(part)), None)
        if index is None or self._view.column.index_of(turn.id) is None:
            return False
        self._wanted = (turn.id, index)
        reveal_part(self._view, turn.id, index)
        self._go_on()
        return True

    def _go_on(self) -> None:
        if self._wanted is None:
            return
        turn_id, index = self._wanted
        for turn in self._view.turn_blocks:
            if isinstance(turn, AgentTurn) and turn.turn is not None and turn.turn.id == turn_id:
                rows = [row for row in turn.slices if row.kind is RowKind.PART]
                block = rows[index].block if index < len(rows) else None
                if isinstance(block, ApprovalBlock | QuestionBlock):
                    self._wanted = None
                    block.take_focus()


def reveal_part(view: TranscriptView, turn_id: str, part: int) -> None:
    """Go to one part of a turn of the branch that is shown."""
    above = view.viewport.viewport().height() // 4
    spot = Spot(part=part)
    view.aim(ReadingPosition(turn_id=turn_id, turn_offset=above, spot=spot, offset=above))
