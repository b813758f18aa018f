"""Where the user changes what a tool is called with: its code, or all arguments as JSON."""

from __future__ import annotations

from collections.abc import Callable
from json import JSONDecodeError

from PySide6.QtCore import QCoreApplication, QMargins
from PySide6.QtGui import QTextOption
from PySide6.QtWidgets import QPlainTextEdit

from gui.model.call_texts import EditableCall, edited
from gui.views.transcript.block import Block, BlockColumn, painted_by_style
from gui.views.transcript.escape_key import let_escape
from gui.views.transcript.label_block import LabelBlock
from gui.views.transcript.surroundings import Surroundings

translate = QCoreApplication.translate

FEWEST_LINES, MOST_LINES = 3, 20


class CallEditor(BlockColumn):
    """`leave` is called for Esc; what is wrong with the text is said below it."""

    def __init__(self, around: Surroundings, leave: Callable[[], None]) -> None:
        super().__init__()
        self.setObjectName("callEditor")
        painted_by_style(self)
        side, top = around.theme.px("space_3"), around.theme.px("space_2")
        self.margins = QMargins(side, top, side, top)
        self._before = EditableCall(text="", language="")
        self._arguments = ""
        self._box = _EditBox(around)
        self.edit = self._box.edit
        self._wrong = LabelBlock(shade="bad", role="small")
        self.append(self._box)
        self.append(self._wrong, gap=around.theme.px("space_1"))
        self._wrong.hide()
        self.edit.textChanged.connect(self._forgive)
        let_escape(self.edit, leave)
        self.retranslate()

    def begin(self, arguments: str, before: EditableCall, text: str | None = None) -> None:
        """Edit from `text` on, where there is one from an earlier try."""
        self._arguments, self._before = arguments, before
        self.edit.setPlainText(before.text if text is None else text)
        self._forgive()

    def take(self) -> str | None:
        """The changed arguments, None where nothing has changed; raises ValueError, and says so."""
        try:
            return edited(self._arguments, self._before, self.edit.toPlainText())
        except JSONDecodeError as error:
            words = translate("Transcript", "Line {line} is no valid JSON: {reason}")
            self._say_wrong(words.format(line=error.lineno, reason=error.msg))
            raise
        except ValueError:
            self._say_wrong(translate("Transcript", "The arguments must stand between { and }."))
            raise

    def restyle(self) -> None:
        self.retranslate()
        super().restyle()

    def retranslate(self) -> None:
        self.edit.setAccessibleName(translate("Transcript", "Arguments"))

    def _say_wrong(self, words: str) -> None:
        self._wrong.say(words)
        self._wrong.show()
        self.edit.setProperty("wrong", "true")
        self.edit.style().polish(self.edit)
        self.touch()

    def _forgive(self) -> None:
        if not self._wrong.isHidden():
            self._wrong.hide()
            self.edit.setProperty("wrong", "false")
            self.edit.style().polish(self.edit)
        self._box.touch()


class _EditBox(Block):
    """As tall as its lines, within bounds."""

    def __init__(self, around: Surroundings) -> None:
        super().__init__()
        self._around = around
        self.edit = QPlainTextEdit(self)
        self.edit.setObjectName("callEdit")
        self.edit.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.edit.setTabChangesFocus(True)

    def _arrange(self, width: int) -> int:
        self.edit.resize(width, self.edit.height())
        lines = round(self.edit.document().size().height())
        lines = max(FEWEST_LINES, min(MOST_LINES, lines))
        air = 2 * self._around.theme.px("space_3")
        height = lines * self.edit.fontMetrics().lineSpacing() + air
        self.edit.setGeometry(0, 0, width, height)
        return height
