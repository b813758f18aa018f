"""The members of a team as a list: the same as in its picture, for the keyboard and for reading."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QCoreApplication, QPoint, Qt, Signal
from PySide6.QtWidgets import QPushButton, QWidget

from gui.model.json_place import Json, JsonObject, at, with_at
from gui.model.team_edits import add_member, move_member, remove_member
from gui.model.team_shape import PATTERNS, Node, Pattern, class_name, shape_of
from gui.model.team_spec import TeamSpec
from gui.qt.icons import icon
from gui.qt.menus import new_menu
from gui.qt.theme import ThemeSwitch
from gui.views.agents.list_line import ListLine
from gui.views.agents.new_components import new_agent, new_coder, new_team, new_user
from gui.views.agents.node_words import node_sentence
from gui.views.agents.spec_words import component_of, title_of
from gui.views.agents.value_rows import TitledRow

translate = QCoreApplication.translate

AGENTS_ONLY = frozenset({Pattern.SWARM, Pattern.GRAPH, Pattern.ORCHESTRATED})
"""Patterns whose members cannot be teams."""


class MembersRow(TitledRow):
    """At the place of a team; `open_wanted` carries the place of a member."""

    open_wanted = Signal(str)

    def __init__(
        self, pointer: str, *, theme: ThemeSwitch, specs: Callable[[], tuple[TeamSpec, ...]]
    ) -> None:
        super().__init__(pointer, "participants", theme.theme)
        self._theme = theme
        self._specs = specs
        self._root: Json = None
        self._shown: tuple[Node, ...] | None = None
        self._lines: list[QWidget] = []
        self._add = QPushButton()
        self._add.setObjectName("addMemberButton")
        self._add.clicked.connect(self.open_add_menu)
        self.body.addWidget(self._add, alignment=Qt.AlignmentFlag.AlignLeft)
        self.retranslate()

    def show_json(self, root: Json) -> None:
        self._root = root
        nodes = shape_of(at(root, self.pointer)).nodes
        if nodes != self._shown:
            self._shown = nodes
            self._build(nodes)

    def retranslate(self) -> None:
        super().retranslate()
        theme = self._theme.theme
        self._add.setText(translate("Agents", "Add a member"))
        self._add.setIcon(icon("plus", theme.color("text"), theme.px("icon")))
        if self._shown is not None:
            self._build(self._shown)

    def open_add_menu(self) -> None:
        menu = new_menu(self)
        menu.setObjectName("addMemberMenu")
        offered: list[tuple[str, str, Json]] = [
            ("agent", translate("Agents", "Agent"), new_agent("agent")),
            ("user", translate("Agents", "You, the user"), new_user("user")),
            ("coder", translate("Agents", "Agent that runs code"), new_coder("coder")),
        ]
        if PATTERNS.get(class_name(at(self._root, self.pointer))) not in AGENTS_ONLY:
            team = with_at(new_team(Pattern.ROUND_ROBIN), "/config/name", "team")
            offered.append(("team", translate("Agents", "Team"), team))
        for name, label, component in offered:
            action = menu.addAction(label)
            action.setObjectName(f"add.{name}")
            action.triggered.connect(partial(self._add_one, component))
        kept = [spec for spec in self._specs() if not spec.team]
        if kept:
            menu.addSeparator()
        for spec in kept:
            action = menu.addAction(title_of(spec))
            action.setObjectName(f"add.{spec.id}")
            action.triggered.connect(partial(self._add_one, component_of(spec)))
        menu.popup(self._add.mapToGlobal(QPoint(0, self._add.height())))

    def _add_one(self, component: Json, *_checked: bool) -> None:
        if isinstance(component, dict):
            self._change(lambda team: add_member(team, _as_member(component)))

    def _build(self, nodes: tuple[Node, ...]) -> None:
        for line in self._lines:
            self.body.removeWidget(line)
            line.hide()
            line.deleteLater()
        self._lines = []
        for number, node in enumerate(nodes):
            line = ListLine(node.name, theme=self._theme)
            words = node_sentence(node)
            line.add_link(
                words, partial(self.open_wanted.emit, node.id), name="openMember", said=words
            )
            up, down = partial(self._move, number, -1), partial(self._move, number, 1)
            earlier, later = translate("Agents", "Earlier"), translate("Agents", "Later")
            line.add_button("chevron-up", earlier, up, enabled=number > 0)
            line.add_button("chevron-down", later, down, enabled=number < len(nodes) - 1)
            remove = partial(self._remove, number)
            line.add_button("close", translate("Agents", "Remove"), remove)
            self.body.insertWidget(number, line)
            self._lines.append(line)

    def _move(self, number: int, step: int, *_checked: bool) -> None:
        self._change(lambda team: move_member(team, number, number + step))

    def _remove(self, number: int, *_checked: bool) -> None:
        self._change(lambda team: remove_member(team, number))

    def _change(self, change: Callable[[Json], Json]) -> None:
        self.edited.emit(self.pointer, change(at(self._root, self.pointer)))


def _as_member(component: JsonObject) -> JsonObject:
    """Without the words that only mean something at the root of a file."""
    extras = component.get("parley")
    if not isinstance(extras, dict):
        return component
    kept = {key: each for key, each in extras.items() if key not in ("title", "about")}
    return {**component, "parley": kept}
