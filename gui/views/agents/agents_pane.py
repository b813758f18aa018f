"""All agents and teams as cards: the user's own, then the ready-made ones."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from PySide6.QtCore import QCoreApplication, QEvent, QPoint, QSize, Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton, QScrollArea, QVBoxLayout, QWidget

from gui.model.team_shape import Pattern
from gui.model.team_spec import SpecOrigin, TeamSpec
from gui.qt.icons import icon
from gui.qt.menus import new_menu
from gui.qt.reflow import ReflowRow
from gui.qt.theme import ThemeSwitch
from gui.views.agents.agent_card import AgentCard
from gui.views.agents.card_grid import CardGrid
from gui.views.agents.new_components import NEW_PATTERNS
from gui.views.agents.node_words import node_name, pattern_name, pattern_words
from gui.views.agents.spec_words import about_of, spec_shape, title_of
from gui.views.settings.pane import words

translate = QCoreApplication.translate

MANY = 6
"""With more cards than this there is a field to find one in."""


class AgentsPane(QScrollArea):
    """Shows what it is given; every wish carries the id of its spec."""

    new_wanted = Signal(object)  # Pattern
    import_wanted = Signal()
    try_wanted = Signal(str)
    edit_wanted = Signal(str)
    menu_wanted = Signal(str, QPoint)

    def __init__(self, theme: ThemeSwitch, *, can_try: bool = True) -> None:
        super().__init__()
        self.setObjectName("agentsPane")
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._theme = theme
        self._can_try = can_try
        self._drafts: frozenset[str] = frozenset()
        self._specs: tuple[TeamSpec, ...] = ()
        self._intro = words("", role="intro")
        self._search = QLineEdit()
        self._search.setObjectName("agentsSearch")
        self._search.setClearButtonEnabled(True)
        self._search.textChanged.connect(self._show)
        self._new = QPushButton()
        self._new.setObjectName("newAgentButton")
        self._new.setProperty("accent", True)
        self._new.clicked.connect(self._open_new_menu)
        self._import = QPushButton()
        self._import.setObjectName("importAgentsButton")
        self._import.clicked.connect(self.import_wanted)
        least, gap = theme.theme.px("agent_card_width"), theme.theme.px("space_4")
        self._own, self._ready = (CardGrid(least=least, spacing=gap) for _ in range(2))
        self._own_title, self._ready_title = (words("", role="subheading") for _ in range(2))
        self._none = words("", role="intro")
        self._none.setObjectName("agentsEmpty")
        self._arrange()
        theme.changed.connect(self._restyle)
        self._restyle()
        self.retranslate()

    def show_specs(self, specs: Sequence[TeamSpec], drafts: Collection[str] = frozenset()) -> None:
        """`drafts` are the ids of those with changes that are not saved."""
        if (tuple(specs), frozenset(drafts)) != (self._specs, self._drafts):
            self._specs, self._drafts = tuple(specs), frozenset(drafts)
            self._show()

    def begin(self) -> None:
        """Put the focus where one goes on."""
        (self._new if self._search.isHidden() else self._search).setFocus()

    def focus_card(self, team_id: str) -> None:
        """Bring a card into view, with the focus on what it is for."""
        for card in self.cards():
            if card.spec.id == team_id:
                self.ensureWidgetVisible(card)
                button = card.findChild(QPushButton, "editAgentButton")
                if isinstance(button, QPushButton):
                    button.setFocus()

    def cards(self) -> list[AgentCard]:
        """Those that are shown, in their order."""
        grids = (self._own, self._ready)
        return [card for grid in grids for card in grid.cards if isinstance(card, AgentCard)]

    def clear_search(self) -> bool:
        """End the search; False when there is none."""
        if not self._search.text():
            return False
        self._search.clear()
        return True

    def retranslate(self) -> None:
        self.setAccessibleName(translate("Agents", "Agents and teams"))
        self._intro.setText(
            translate(
                "Agents",
                "Who answers in a chat: an agent with its tools, or a team that works together.",
            )
        )
        self._search.setPlaceholderText(translate("Agents", "Search agents and teams"))
        self._search.setAccessibleName(translate("Agents", "Search agents and teams"))
        self._new.setText(translate("Agents", "New"))
        self._new.setAccessibleName(translate("Agents", "New agent or team"))
        self._import.setText(translate("Agents", "Import…"))
        self._import.setAccessibleName(translate("Agents", "Import agents and teams"))
        self._own_title.setText(translate("Agents", "Yours"))
        self._ready_title.setText(translate("Agents", "Ready-made"))
        self._show()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    def _arrange(self) -> None:
        px = self._theme.theme.px
        top = ReflowRow(spacing=px("space_2"))
        centre = Qt.AlignmentFlag.AlignVCenter
        top.add(self._search, stretch=1)
        top.add(self._new, align=centre)
        top.add(self._import, align=centre)
        top.fill()
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px("space_3"))
        column.addWidget(self._intro)
        column.addWidget(top)
        column.addWidget(self._none)
        for title, grid in ((self._own_title, self._own), (self._ready_title, self._ready)):
            column.addSpacing(px("space_3"))
            column.addWidget(title)
            column.addWidget(grid)
        column.addStretch(1)
        page = QWidget()
        outer = QVBoxLayout(page)
        side = px("settings_margin")
        outer.setContentsMargins(side, px("space_6"), side, px("space_6"))
        outer.addWidget(inner)
        self.setWidget(page)

    def _show(self) -> None:
        query = self._search.text().casefold().strip()
        found = [spec for spec in self._specs if query in _searched(spec)]
        own = [spec for spec in found if spec.origin is SpecOrigin.OWN]
        ready = [spec for spec in found if spec.origin is SpecOrigin.SHIPPED]
        self._search.setVisible(len(self._specs) > MANY)
        self._fill(self._own, self._own_title, own)
        self._fill(self._ready, self._ready_title, ready)
        self._none.setText(self._emptiness(query, found, own))
        self._none.setVisible(bool(self._none.text()))

    def _fill(self, grid: CardGrid, title: QLabel, specs: Sequence[TeamSpec]) -> None:
        grid.show_cards([self._card(spec) for spec in specs])
        for widget in (grid, title):
            widget.setVisible(bool(specs))

    def _emptiness(self, query: str, found: Sequence[TeamSpec], own: Sequence[TeamSpec]) -> str:
        if query and not found:
            text = translate("Agents", "Nothing found for “{query}”.")
            return text.format(query=self._search.text().strip())
        if query or own:
            return ""
        return translate(
            "Agents",
            "None of your own yet. Try a ready-made one, duplicate it to change it, "
            "or begin a new one.",
        )

    def _card(self, spec: TeamSpec) -> AgentCard:
        card = AgentCard(
            spec, theme=self._theme, can_try=self._can_try, draft=spec.id in self._drafts
        )
        card.try_wanted.connect(self.try_wanted)
        card.edit_wanted.connect(self.edit_wanted)
        card.menu_wanted.connect(self.menu_wanted)
        return card

    def _open_new_menu(self) -> None:
        menu = new_menu(self)
        menu.setObjectName("newAgentMenu")
        menu.setToolTipsVisible(True)
        for pattern in (Pattern.SINGLE, *NEW_PATTERNS):
            name = translate("Agents", "Agent")
            if pattern is not Pattern.SINGLE:
                name = translate("Agents", "Team: {pattern}").format(pattern=pattern_name(pattern))
            action = menu.addAction(name)
            action.setObjectName(f"new.{pattern.value}")
            action.setToolTip(pattern_words(pattern))
            action.setData(pattern.value)
        menu.triggered.connect(self._begin_new)
        menu.popup(self._new.mapToGlobal(QPoint(0, self._new.height())))

    def _begin_new(self, action: QAction) -> None:
        self.new_wanted.emit(Pattern(action.data()))

    def _restyle(self) -> None:
        theme = self._theme.theme
        side = theme.px("icon")
        self._new.setIcon(icon("plus", theme.color("on_accent"), side))
        self._new.setIconSize(QSize(side, side))


def _searched(spec: TeamSpec) -> str:
    names = (node_name(node) for node in spec_shape(spec).walk())
    return " ".join((title_of(spec), about_of(spec), *names)).casefold()
