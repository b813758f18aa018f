"""The picture of a team in the editor: scrolls, and turns what is done in it into changes."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QCoreApplication, QPoint, Qt, Signal
from PySide6.QtWidgets import QMenu, QScrollArea

from gui.model.json_place import Json, at
from gui.model.team_edits import (
    connect,
    disconnect,
    member_names,
    member_place,
    move_member,
    remove_member,
)
from gui.model.team_shape import Pattern, shape_of
from gui.qt.menus import new_menu
from gui.qt.theme import ThemeSwitch
from gui.views.agents.team_diagram import JOINED, TeamDiagram, pattern_around

translate = QCoreApplication.translate


class TeamCanvas(QScrollArea):
    """`edited` carries the place of a team and what it has become."""

    edited = Signal(str, object)
    opened = Signal(str)
    add_wanted = Signal(str)  # the place of a team

    def __init__(self, *, theme: ThemeSwitch) -> None:
        super().__init__()
        self.setObjectName("teamCanvas")
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.diagram = TeamDiagram(theme=theme)
        self.setWidget(self.diagram)
        self._root: Json = None
        self.diagram.chosen.connect(self.opened)
        self.diagram.opened.connect(self.opened)
        self.diagram.menu_wanted.connect(self._show_menu)
        self.diagram.remove_wanted.connect(self._remove)
        self.diagram.moved.connect(self._move)
        self.diagram.joined.connect(self._join)

    def show_component(self, root: Json) -> None:
        self._root = root
        self.diagram.show_shape(shape_of(root))

    def wanted_height(self, width: int) -> int:
        """What shows the whole picture in a window that is so wide."""
        hint = self.diagram.sizeHint()
        bar = self.horizontalScrollBar().sizeHint().height() if hint.width() > width else 0
        return hint.height() + bar + 2 * self.frameWidth() + 1

    def choose(self, node_id: str) -> None:
        self.diagram.choose(node_id)
        node = self.diagram.node(node_id)
        if node is not None:
            self.ensureWidgetVisible(node)

    def _show_menu(self, node_id: str, place: QPoint) -> None:
        menu = new_menu(self)
        menu.setObjectName("nodeMenu")
        _add(menu, "node.edit", translate("Agents", "Edit"), partial(self.opened.emit, node_id))
        node = self.diagram.node(node_id)
        if node is not None and node.node.inside is not None:
            is_open = self.diagram.is_open(node_id)
            text = (
                translate("Agents", "Hide its members")
                if is_open
                else translate("Agents", "Show its members")
            )
            _add(menu, "node.fold", text, partial(self.diagram.toggle, node_id))
        found = member_place(node_id)
        if found is not None:
            self._add_member_rows(menu, node_id, *found)
        menu.popup(place)

    def _add_member_rows(self, menu: QMenu, node_id: str, team: str, number: int) -> None:
        names = member_names(at(self._root, team))
        menu.addSeparator()
        if pattern_around(self.diagram.shape, node_id) in JOINED:
            self._add_joining(menu, team, names, number)
        else:
            for name, text, step in (
                ("node.earlier", translate("Agents", "Earlier"), -1),
                ("node.later", translate("Agents", "Later"), 1),
            ):
                if 0 <= number + step < len(names):
                    _add(menu, name, text, partial(self._move, node_id, number + step))
        add = partial(self.add_wanted.emit, team)
        _add(menu, "node.add", translate("Agents", "Add a member…"), add)
        menu.addSeparator()
        _add(menu, "node.remove", translate("Agents", "Remove"), partial(self._remove, node_id))

    def _add_joining(self, menu: QMenu, team: str, names: list[str], number: int) -> None:
        shape = shape_of(at(self._root, team))
        own = names[number]
        called = {node.id: node.name for node in shape.nodes}
        joined = {called[link.target] for link in shape.links if called[link.source] == own}
        graph = shape.pattern is Pattern.GRAPH
        to = menu.addMenu(
            translate("Agents", "Arrow to") if graph else translate("Agents", "Hand over to")
        )
        to.setObjectName("joinMenu")
        off = menu.addMenu(
            translate("Agents", "No arrow to") if graph else translate("Agents", "No handoff to")
        )
        off.setObjectName("partMenu")
        for name in names:
            verb, place = (disconnect, off) if name in joined else (connect, to)
            if name != own or graph:
                change = partial(self._change, team, partial(_apply, verb, own, name))
                _add(place, f"{place.objectName()}.{name}", name, change)
        for each in (to, off):
            each.setEnabled(bool(each.actions()))

    def _remove(self, node_id: str) -> None:
        found = member_place(node_id)
        if found is not None:
            self._change(found[0], lambda team: remove_member(team, found[1]))

    def _move(self, node_id: str, to: int) -> None:
        found = member_place(node_id)
        if found is not None:
            team, number = found
            moved = move_member(at(self._root, team), number, to)
            if moved != at(self._root, team):
                self.diagram.choose(f"{team}/config/participants/{to}")
                self.edited.emit(team, moved)
                self.opened.emit(f"{team}/config/participants/{to}")

    def _join(self, source_id: str, target_id: str) -> None:
        source, target = member_place(source_id), member_place(target_id)
        if source is not None and target is not None:
            names = member_names(at(self._root, source[0]))
            own, other = names[source[1]], names[target[1]]
            self._change(source[0], lambda team: connect(team, own, other))

    def _change(self, team: str, change: Callable[[Json], Json]) -> None:
        self.edited.emit(team, change(at(self._root, team)))


def _apply(verb: Callable[[Json, str, str], Json], own: str, other: str, team: Json) -> Json:
    return verb(team, own, other)


def _add(menu: QMenu, name: str, text: str, run: Callable[[], object]) -> None:
    action = menu.addAction(text)
    action.setObjectName(name)
    action.triggered.connect(partial(_run, run))


def _run(run: Callable[[], object], *_checked: bool) -> None:
    run()
