"""The team picker: a button that names who answers in a chat, and the menu of all who can."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QCoreApplication, QEvent, QSize, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QMenu, QPushButton

from gui.model.team_spec import SpecOrigin, TeamSpec
from gui.qt.elided_label import ElidedLabel
from gui.qt.icons import icon, pixmap
from gui.qt.menus import new_menu, popup_below
from gui.qt.theme import ThemeSwitch

translate = QCoreApplication.translate


@dataclass(frozen=True, slots=True, kw_only=True)
class TeamsSource:
    """Where the window learns which agents and teams there are; both are asked each time."""

    list: Callable[[], tuple[TeamSpec, ...]]
    get: Callable[[str], TeamSpec | None]


class TeamPicker(QPushButton):
    chosen = Signal(object)  # the spec's id, None for the plain assistant
    agents_wanted = Signal()

    def __init__(self, source: TeamsSource, *, theme: ThemeSwitch) -> None:
        super().__init__()
        self.setObjectName("teamPicker")
        self._source = source
        self._theme = theme
        self._team_id: str | None = None
        self._kind, self._name, self._arrow = QLabel(), ElidedLabel(), QLabel()
        self._kind.setProperty("muted", True)
        self._line = QHBoxLayout(self)
        for label in (self._kind, self._name, self._arrow):
            label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._line.addWidget(self._kind)
        self._line.addWidget(self._name, 1)
        self._line.addWidget(self._arrow)
        self.clicked.connect(self.open_menu)
        theme.changed.connect(self._draw)
        self._draw()
        self.retranslate()

    def show_team(self, team_id: str | None) -> None:
        self._team_id = team_id
        self.retranslate()

    def open_menu(self) -> None:
        menu = new_menu(self)
        menu.setObjectName("teamMenu")
        self._add(menu, None, translate("TeamPicker", "Assistant"))
        specs = self._source.list()
        shipped = [spec for spec in specs if spec.origin is SpecOrigin.SHIPPED]
        own = [spec for spec in specs if spec.origin is SpecOrigin.OWN]
        self._add_specs(menu, translate("TeamPicker", "Come with Parley"), shipped)
        self._add_specs(menu, translate("TeamPicker", "Your own"), own)
        menu.addSeparator()
        more = menu.addAction(translate("TeamPicker", "Agents & teams…").replace("&", "&&"))
        more.triggered.connect(self.agents_wanted)
        popup_below(menu, self)

    def sizeHint(self) -> QSize:
        wanted = self._line.sizeHint()
        widest = self._theme.theme.px("team_picker_width")
        return QSize(min(wanted.width(), widest), wanted.height())

    def minimumSizeHint(self) -> QSize:
        kind = self._kind.sizeHint().width() if not self._kind.isHidden() else 0
        least = self._theme.theme.px("team_picker_least") + kind
        return QSize(min(least, self.sizeHint().width()), self._line.sizeHint().height())

    def retranslate(self) -> None:
        spec = None if self._team_id is None else self._source.get(self._team_id)
        if spec is not None:
            kind = translate("TeamPicker", "Team ·") if spec.team else ""
            name = spec.title
        else:
            kind, name = "", translate("TeamPicker", "Assistant")
            if self._team_id is not None:
                name = translate("TeamPicker", "Removed agent or team")
        self._kind.setText(kind)
        self._kind.setVisible(bool(kind))
        self._name.setText(name)
        self.setToolTip(translate("TeamPicker", "Choose who answers in this chat"))
        words = translate("TeamPicker", "Who answers: {name}")
        self.setAccessibleName(words.format(name=f"{kind} {name}".strip()))
        self.updateGeometry()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    def _add_specs(self, menu: QMenu, heading: str, specs: Iterable[TeamSpec]) -> None:
        for number, spec in enumerate(specs):
            if not number:
                menu.addSeparator()
                menu.addAction(heading.replace("&", "&&")).setEnabled(False)
            self._add(menu, spec.id, spec.title)

    def _add(self, menu: QMenu, team_id: str | None, title: str) -> None:
        action = menu.addAction(title.replace("&", "&&"))
        action.triggered.connect(partial(self._choose, team_id))
        if team_id == self._team_id:
            theme = self._theme.theme
            action.setIcon(icon("check", theme.color("accent"), theme.px("icon")))

    def _choose(self, team_id: str | None, *_checked: bool) -> None:
        self.chosen.emit(team_id)

    def _draw(self) -> None:
        theme = self._theme.theme
        side = theme.px("small")
        ratio = self.devicePixelRatioF()
        drawn = pixmap("chevron-down", theme.color("muted"), size=side, ratio=ratio)
        self._arrow.setPixmap(drawn)
        pad, gap = theme.px("space_3"), theme.px("space_2")
        self._line.setContentsMargins(pad, gap, pad, gap)
        self._line.setSpacing(theme.px("space_1"))
        self.updateGeometry()
