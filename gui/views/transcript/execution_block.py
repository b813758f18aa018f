"""Code was run: a card of one line that unfolds to what it printed."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QMargins

from gui.model.turn import ExecutionPart, Part
from gui.views.transcript.block import Block, BlockColumn, Way, way_down
from gui.views.transcript.fold_card import CardLine, FoldCard
from gui.views.transcript.output_block import OutputBlock
from gui.views.transcript.passages import Spot
from gui.views.transcript.surroundings import Surroundings

translate = QCoreApplication.translate

_BEGINNING = 200


class ExecutionBlock(FoldCard):
    def __init__(self, around: Surroundings) -> None:
        super().__init__(around, "executionBlock")
        self._part = ExecutionPart(source="", output="", exit_code=0)

    def show_part(self, part: Part) -> bool:
        if not isinstance(part, ExecutionPart):
            return False
        self._part = part
        self.refresh()
        return True

    def line(self) -> CardLine:
        part = self._part
        name = translate("Transcript", "Code was run")
        if part.attempt:
            again = translate("Transcript", "Code was run, attempt {number}")
            name = again.format(number=part.attempt + 1)
        state = translate("Transcript", "exit code {number}").format(number=part.exit_code)
        failed = part.exit_code != 0
        return CardLine(
            mark="✕" if failed else "✓",
            shade="bad" if failed else "ok",
            name=name,
            about=" ".join(part.output[:_BEGINNING].split()),
            state=state,
            spoken=f"{name}: {state}",
        )

    def new_details(self) -> Block:
        return _Printed(self._around)

    def fill(self, details: Block) -> None:
        if isinstance(details, _Printed):
            details.output.say(translate("Transcript", "Output"), self.line().name)
            details.output.show_text(self._part.output)
            details.touch()


class _Printed(BlockColumn):
    def __init__(self, around: Surroundings) -> None:
        super().__init__()
        side, top = around.theme.px("space_3"), around.theme.px("space_2")
        self.margins = QMargins(side, 0, side, top)
        self.output = OutputBlock(around, tables=True)
        self.append(self.output)

    def way(self, spot: Spot) -> Way | None:
        del spot
        return way_down(self, self.output)
