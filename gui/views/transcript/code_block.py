"""A block of code: its language, Wrap, Copy and Save as…, and its lines."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QMargins
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from gui.model.markdown_blocks import Fence, MarkdownSplit
from gui.qt.text_pane import TextPane
from gui.views.transcript.block import BlockColumn, LaidOutBlock, Way, painted_by_style, way_down
from gui.views.transcript.code_lines import CodeLines
from gui.views.transcript.fold import elided_label
from gui.views.transcript.passages import Spot
from gui.views.transcript.sideways_block import SidewaysBlock
from gui.views.transcript.surroundings import Surroundings

translate = QCoreApplication.translate


class CodeBlock(BlockColumn):
    """Lines are only ever appended, so that a long block costs what its new lines cost."""

    def __init__(self, around: Surroundings, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("codeBlock")
        painted_by_style(self)
        self._around = around
        self._header = _CodeHeader(around, self)
        self.lines = CodeLines(around)
        self._body = _CodeBody(around, self.lines, self)
        self._grown = 0  # how far in the growing text its code is known
        edge = around.theme.px("hairline")
        self.margins = QMargins(edge, edge, edge, edge)
        self.append(self._header)
        self.append(self._body)
        self._header.copy.clicked.connect(self._copy)
        self._header.save.clicked.connect(self._save)
        self._header.wrap.toggled.connect(self.lines.set_wrapped)
        self.retranslate()

    @property
    def panes(self) -> tuple[TextPane, ...]:
        return self.lines.panes

    @property
    def code(self) -> str:
        return self.lines.code.removesuffix("\n")

    def show_code(self, code: str, language: str, *, complete: bool) -> None:
        self._say(language)
        self._grown = 0
        self.lines.show_code(code, language, complete=complete)

    def grow(self, split: MarkdownSplit, fence: Fence) -> None:
        """Take what has come since the last time of a fence that is still open."""
        self._say(fence.language)
        if not self._grown:
            self.lines.show_code("", fence.language, complete=False)
        more, self._grown = split.code_from(self._grown or fence.body)
        if more:
            self.lines.append(more, fence.language)

    def way(self, spot: Spot) -> Way | None:
        del spot
        return way_down(self, self._body)

    def restyle(self) -> None:
        self.retranslate()
        super().restyle()

    def retranslate(self) -> None:
        self._header.wrap.setText(translate("Transcript", "Wrap"))
        self._header.copy.setText(translate("Transcript", "Copy"))
        self._header.copy.setAccessibleName(translate("Transcript", "Copy code"))
        self._header.save.setText(translate("Transcript", "Save as…"))
        self._header.save.setAccessibleName(translate("Transcript", "Save code as…"))
        name = translate("Transcript", "Code: {language}")
        language = self._header.language.text() or translate("Transcript", "plain text")
        self.setAccessibleName(name.format(language=language))
        self.lines.name = self.accessibleName()

    def _say(self, language: str) -> None:
        if language != self._header.language.text():
            self._header.language.setText(language)
            self.retranslate()

    def _copy(self) -> None:
        self._around.outlet.copy(self.code)

    def _save(self) -> None:
        self._around.outlet.save_wanted.emit(self.code, self._header.language.text())


class _CodeHeader(LaidOutBlock):
    def __init__(self, around: Surroundings, parent: QWidget) -> None:
        super().__init__(parent)
        self._around = around
        theme = around.theme
        self.setObjectName("codeHeader")
        painted_by_style(self)
        self.language = elided_label(parent=self)
        self.wrap = QPushButton(self)
        self.wrap.setObjectName("codeWrapButton")
        self.wrap.setCheckable(True)
        self.save = QPushButton(self)
        self.save.setObjectName("codeSaveButton")
        self.copy = QPushButton(self)
        self.copy.setObjectName("codeCopyButton")
        row = QHBoxLayout(self)
        side = theme.px("space_3")
        row.setContentsMargins(side, 0, theme.px("space_1"), 0)
        row.setSpacing(0)
        row.addWidget(self.language, 1)
        for button in (self.wrap, self.save, self.copy):
            button.setProperty("inline", "true")
            row.addWidget(button)

    def _arrange(self, width: int) -> int:
        del width
        return self._around.theme.px("card_header")


class _CodeBody(SidewaysBlock):
    """The lines with some room around them."""

    def __init__(self, around: Surroundings, lines: CodeLines, parent: QWidget) -> None:
        self._around = around
        self._lines = lines
        super().__init__(lines, parent)

    def restyle(self) -> None:
        theme = self._around.theme
        pad, top = theme.px("space_3"), theme.px("space_2")
        self._lines.margins = QMargins(pad, top, pad, top)
        super().restyle()
