"""The doctor's page of one MCP server: its start step by step, what is wrong, and its tools."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from gui.model.mcp_report import McpState, McpStatus, McpTool
from gui.model.mcp_server import McpServer
from gui.model.visible_text import shown_code
from gui.qt.form import Field, FieldKind, FieldRow
from gui.qt.phrases import labelled
from gui.qt.reflow import ReflowRow
from gui.qt.theme import Theme
from gui.views.settings.mcp_steps import McpSteps
from gui.views.settings.mcp_words import advice, state_words, step_words
from gui.views.settings.pane import Card, Pane, show_state, words

translate = QCoreApplication.translate

_DESCRIPTION = 240  # letters of a tool's description that are shown


class McpDetails(Pane):
    """Shows what it is given, and reports what the user asks for."""

    check_asked = Signal()
    stop_asked = Signal()
    copy_asked = Signal()
    edit_asked = Signal()
    left = Signal()
    tool_switched = Signal(str, bool)

    def __init__(self, server: McpServer, theme: Theme) -> None:
        super().__init__(theme)
        self.setObjectName("mcpDetails")
        self._server = server
        self._status = McpStatus()
        self._shown_tools: tuple[McpTool, ...] = ()
        self._tools: dict[str, FieldRow] = {}
        self._checking = False
        self._runs = words(server.shown, role="path")
        self._state = words("", role="verdict")
        self._state.setObjectName("mcpState")
        self._advice = words("", role="intro")
        self._steps = McpSteps(theme)
        self._facts = Card(theme)
        self._said = _Quoted(theme, "mcpSaid")
        self._errors = _Quoted(theme, "mcpErrors")
        self._tool_title = words("", role="strong")
        self._tool_card = Card(theme)
        self._check, self._stop, self._copy, self._edit, self._back = (
            QPushButton() for _ in range(5)
        )
        self._arrange(theme)
        self.retranslate()

    def show_status(self, server: McpServer, status: McpStatus, *, checking: bool) -> None:
        self._server, self._status, self._checking = server, status, checking
        if status.tools and status.tools != self._shown_tools:
            self._rebuild(status.tools)
        self.retranslate()

    def begin(self) -> None:
        self._check.setFocus()

    def retranslate(self) -> None:
        server, status = self._server, self._status
        self.say(server.name, status.title)
        self._runs.setText(server.shown)
        fault = status.diagnosis
        told = advice(fault) if fault else None
        line, state = state_words(status, enabled=server.enabled)
        if status.step is not None:
            line = labelled(line, step_words(status.step))
        show_state(self._state, told.sentence if told else line, "bad" if told else state)
        self._advice.setText(told.next_step if told else self._patience())
        self._advice.setVisible(bool(self._advice.text()))
        self._steps.show_steps(status.steps)
        self._said.say(self._babble_title(), "\n".join(status.said))
        self._errors.say(translate("Mcp", "The end of its error output"), status.errors.strip())
        told_facts = (bool(status.steps), bool(status.said), bool(status.errors.strip()))
        for row, shown in zip(self._fact_rows, told_facts, strict=True):
            row.setVisible(shown)
        self._facts.setVisible(any(told_facts))
        self._say_tools()
        self._say_buttons()

    def _patience(self) -> str:
        if self._status.state is McpState.STARTING and self._server.downloads:
            return translate("Mcp", "A first start downloads it, which may take a while.")
        return ""

    def _say_buttons(self) -> None:
        status = self._status
        running = status.state in {McpState.STARTING, McpState.READY}
        restart, check = translate("Mcp", "Restart"), translate("Mcp", "Check")
        self._check.setText(restart if running and not self._checking else check)
        self._check.setEnabled(not self._checking)
        self._stop.setText(translate("Mcp", "Stop"))
        self._stop.setVisible(running)
        self._copy.setText(translate("Mcp", "Copy report"))
        self._edit.setText(translate("Mcp", "Edit…"))
        self._back.setText(translate("Mcp", "Back to the list"))

    def _say_tools(self) -> None:
        has_tools = bool(self._tools)
        self._tool_title.setText(
            translate("Mcp", "Tools: what is switched off, no agent sees. The words are its own.")
        )
        self._tool_title.setVisible(has_tools)
        self._tool_card.setVisible(has_tools)
        for tool in self._shown_tools:
            row = self._tools[tool.name]
            row.describe(_tool_field(tool))
            row.show_value(tool.name not in self._server.switched_off)

    def _babble_title(self) -> str:
        return translate(
            "Mcp", "%n line(s) of its output were no messages", "", self._status.babble
        )

    def _rebuild(self, tools: tuple[McpTool, ...]) -> None:
        self._tool_card.clear()
        self._shown_tools = tools
        self._tools = {}
        for tool in tools:
            row = FieldRow(_tool_field(tool), self.theme_now)
            row.changed.connect(partial(self.tool_switched.emit, tool.name))
            self._tools[tool.name] = row
            self._tool_card.add_row(row)

    def _arrange(self, theme: Theme) -> None:
        names = {
            "mcpCheckButton": self._check,
            "mcpStopButton": self._stop,
            "mcpCopyButton": self._copy,
            "mcpDetailsEditButton": self._edit,
            "mcpBackButton": self._back,
        }
        for name, button in names.items():
            button.setObjectName(name)
        self._check.setProperty("accent", True)
        for button in (self._edit, self._back):
            button.setProperty("quiet", True)
        self._check.clicked.connect(self.check_asked)
        self._stop.clicked.connect(self.stop_asked)
        self._copy.clicked.connect(self.copy_asked)
        self._edit.clicked.connect(self.edit_asked)
        self._back.clicked.connect(self.left)
        buttons = ReflowRow(spacing=theme.px("space_2"))
        for button in names.values():
            if isinstance(button, QPushButton):
                buttons.add(button, align=Qt.AlignmentFlag.AlignVCenter)
        buttons.fill()
        verdict = Card(theme)
        verdict.add_row(_stacked(theme, self._state, self._advice))
        self._fact_rows = [
            self._facts.add_row(each) for each in (self._steps, self._said, self._errors)
        ]
        for widget in (
            self._runs,
            verdict,
            buttons,
            self._facts,
            self._tool_title,
            self._tool_card,
        ):
            self.body.addWidget(widget)


def _stacked(theme: Theme, *widgets: QWidget) -> QWidget:
    stack = QWidget()
    column = QVBoxLayout(stack)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(theme.px("space_1"))
    for widget in widgets:
        column.addWidget(widget)
    return stack


class _Quoted(QWidget):
    """Words of a server, under a title; hidden when there are none."""

    def __init__(self, theme: Theme, name: str) -> None:
        super().__init__()
        self._title = words("", role="strong")
        self._text: QLabel = words("", role="path")
        self._text.setObjectName(name)
        flags = Qt.TextInteractionFlag
        self._text.setTextInteractionFlags(
            flags.TextSelectableByMouse | flags.TextSelectableByKeyboard
        )
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px("space_1"))
        column.addWidget(self._title)
        column.addWidget(self._text)

    def say(self, title: str, text: str) -> None:
        self._title.setText(title)
        self._text.setText(text)
        self._text.setAccessibleName(title)
        self.setVisible(bool(text))


def _tool_field(tool: McpTool) -> Field:
    hints = ""
    if tool.reads_only:
        hints = translate("Mcp", "Says that it only reads.")
    elif tool.destroys:
        hints = translate("Mcp", "Says that it may delete or overwrite.")
    described = shown_code(" ".join(tool.description.split()))
    if len(described) > _DESCRIPTION:
        described = described[:_DESCRIPTION].rstrip() + "…"
    return Field(
        id=f"mcpTool-{tool.name}",
        kind=FieldKind.SWITCH,
        title=shown_code(" ".join((tool.title or tool.name).split())),
        help="\n".join(filter(None, (described, hints))),
    )
