"""Components within a component, as lines: tools with code of their own, agents and teams."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QCoreApplication, QPoint, Qt, Signal
from PySide6.QtWidgets import QPushButton, QWidget

from gui.model.json_place import Json, JsonObject, at, join, without_at
from gui.model.team_shape import Pattern, class_name, config_of, member_name
from gui.qt.icons import icon
from gui.qt.menus import new_menu
from gui.qt.phrases import labelled
from gui.qt.theme import ThemeSwitch
from gui.views.agents.list_line import ListLine
from gui.views.agents.new_components import new_agent, new_team
from gui.views.agents.value_rows import TitledRow

translate = QCoreApplication.translate

INSIDE = {"AgentTool": "agent", "TeamTool": "team"}
"""Where the agent or the team stands that a tool is made of."""


def part_words(component: object) -> str:
    """What a part is, before its name."""
    said = {
        "AgentTool": translate("Agents", "Agent as a tool"),
        "TeamTool": translate("Agents", "Team as a tool"),
        "FunctionTool": translate("Agents", "Code"),
        "PythonCodeExecutionTool": translate("Agents", "Runs Python"),
        "HttpTool": translate("Agents", "Web request"),
        "RoundRobinGroupChat": translate("Agents", "Team"),
    }
    return said.get(class_name(component), class_name(component))


class ToolPartsRow(TitledRow):
    """At the place of one component or of a list of them."""

    open_wanted = Signal(str)

    def __init__(self, pointer: str, name: str, *, theme: ThemeSwitch) -> None:
        super().__init__(pointer, name, theme.theme)
        self._theme = theme
        self._listed = name == "tools"
        self._root: Json = None
        self._shown: list[Json] | None = None
        self._lines: list[QWidget] = []
        self._add = QPushButton()
        self._add.setObjectName("addToolButton")
        self._add.clicked.connect(self._open_menu)
        self.body.addWidget(self._add, alignment=Qt.AlignmentFlag.AlignLeft)
        self._add.setHidden(not self._listed)
        self.retranslate()

    def show_json(self, root: Json) -> None:
        self._root = root
        value = at(root, self.pointer)
        alone: list[Json] = [] if value is None else [value]
        parts = value if isinstance(value, list) else alone
        if parts != self._shown:
            self._shown = parts
            self._build(parts)

    def retranslate(self) -> None:
        super().retranslate()
        theme = self._theme.theme
        self._add.setText(translate("Agents", "Add an agent or a team as a tool"))
        self._add.setIcon(icon("plus", theme.color("text"), theme.px("icon")))
        if self._shown is not None:
            self._build(self._shown)

    def _build(self, parts: list[Json]) -> None:
        for line in self._lines:
            self.body.removeWidget(line)
            line.hide()
            line.deleteLater()
        self._lines = []
        for number, part in enumerate(parts):
            place = join(self.pointer, number) if self._listed else self.pointer
            field = INSIDE.get(class_name(part))
            inner = config_of(part).get(field) if field else part
            name = member_name(part if class_name(part) == "TeamTool" else inner)
            words = labelled(part_words(part), name)
            target = join(place, "config", field) if field else place
            line = ListLine(name, theme=self._theme)
            opened = partial(self.open_wanted.emit, target)
            line.add_link(words, opened, name="openPart", said=words)
            if self._listed:
                remove = partial(self._remove, number)
                line.add_button("close", translate("Agents", "Remove"), remove)
            self.body.insertWidget(number, line)
            self._lines.append(line)

    def _open_menu(self) -> None:
        menu = new_menu(self)
        menu.setObjectName("addToolMenu")
        helper: JsonObject = {"agent": new_agent("helper")}
        crew: JsonObject = {
            "name": "team",
            "description": translate("Agents", "A team that can be asked."),
            "team": new_team(Pattern.ROUND_ROBIN),
        }
        for name, label, config in (
            ("AgentTool", translate("Agents", "Agent"), helper),
            ("TeamTool", translate("Agents", "Team"), crew),
        ):
            action = menu.addAction(label)
            action.setObjectName(f"add.{name}")
            action.triggered.connect(partial(self._add_tool, name, config))
        menu.popup(self._add.mapToGlobal(QPoint(0, self._add.height())))

    def _add_tool(self, name: str, config: JsonObject, *_checked: bool) -> None:
        tool: JsonObject = {
            "provider": f"autogen_agentchat.tools.{name}",
            "component_type": "tool",
            "version": 1,
            "config": config,
        }
        self.edited.emit(self.pointer, [*(self._shown or []), tool])

    def _remove(self, number: int, *_checked: bool) -> None:
        value = at(self._root, self.pointer)
        self.edited.emit(self.pointer, without_at(value, f"/{number}"))
