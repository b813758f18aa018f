"""One agent or team on the page: its picture, its words, and what can be done with it."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QPoint, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QMouseEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout

from gui.model.team_shape import Pattern
from gui.model.team_spec import SpecOrigin, TeamSpec
from gui.qt.elided_label import ElidedLabel
from gui.qt.icon_button import IconButton
from gui.qt.theme import ThemeSwitch
from gui.views.agents.node_words import node_name, pattern_name
from gui.views.agents.spec_words import about_of, spec_shape, title_of
from gui.views.agents.team_miniature import TeamMiniature
from gui.views.settings.pane import words

translate = QCoreApplication.translate


class AgentCard(QFrame):
    """Is made anew when its spec or the language changes."""

    try_wanted = Signal(str)
    edit_wanted = Signal(str)
    menu_wanted = Signal(str, QPoint)

    def __init__(
        self, spec: TeamSpec, *, theme: ThemeSwitch, can_try: bool = True, draft: bool = False
    ) -> None:
        super().__init__()
        self.setObjectName("agentCard")
        self.setProperty("card", True)
        self.spec = spec
        self._can_try = can_try
        self._shape = spec_shape(spec)
        self.setAccessibleName(title_of(spec))
        title = words(title_of(spec), role="cardTitle")
        title.setObjectName("agentTitle")
        about = words(about_of(spec), role="cardText")
        members = ElidedLabel()
        members.setText(self._members())
        members.setToolTip(self._members())
        members.setProperty("role", "small")
        px = theme.theme.px
        column = QVBoxLayout(self)
        column.setContentsMargins(*[px("space_4")] * 4)
        column.setSpacing(px("space_1"))
        column.addWidget(TeamMiniature(self._shape, theme=theme))
        column.addSpacing(px("space_2"))
        for label in (title, about):
            column.addWidget(label)
        column.addStretch(1)
        column.addSpacing(px("space_1"))
        column.addWidget(members)
        if draft:
            column.addWidget(words(translate("Agents", "There are unsaved changes."), role="note"))
        column.addSpacing(px("space_2"))
        column.addLayout(self._buttons(theme))

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        del event
        self.edit_wanted.emit(self.spec.id)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        self.menu_wanted.emit(self.spec.id, event.globalPos())

    def _members(self) -> str:
        pattern = pattern_name(self._shape.pattern)
        if self._shape.pattern is Pattern.SINGLE:
            return pattern
        names = translate("Agents", ", ").join(node_name(node) for node in self._shape.nodes)
        return f"{pattern} · {names}"

    def _buttons(self, theme: ThemeSwitch) -> QHBoxLayout:
        own = self.spec.origin is SpecOrigin.OWN
        title = title_of(self.spec)
        try_it = QPushButton(translate("Agents", "Try it"))
        try_it.setObjectName("tryAgentButton")
        try_it.setAccessibleName(translate("Agents", "Try {name} in a new chat").format(name=title))
        edit = QPushButton(
            translate("Agents", "Edit") if own else translate("Agents", "Duplicate to edit")
        )
        edit.setObjectName("editAgentButton")
        edit.setProperty("quiet", True)
        edit.setAccessibleName(
            (
                translate("Agents", "Edit {name}")
                if own
                else translate("Agents", "Duplicate {name} to edit it")
            ).format(name=title)
        )
        self._more = IconButton("more", theme=theme)
        self._more.setObjectName("agentMenuButton")
        self._more.say(translate("Agents", "More for {name}").format(name=title))
        try_it.clicked.connect(self._try)
        edit.clicked.connect(self._edit)
        self._more.clicked.connect(self._open_menu)
        row = QHBoxLayout()
        row.setSpacing(theme.theme.px("space_1"))
        row.addWidget(try_it)
        if not self._can_try:
            try_it.hide()
        row.addWidget(edit)
        row.addStretch(1)
        row.addWidget(self._more, 0, Qt.AlignmentFlag.AlignVCenter)
        return row

    def _try(self) -> None:
        self.try_wanted.emit(self.spec.id)

    def _edit(self) -> None:
        self.edit_wanted.emit(self.spec.id)

    def _open_menu(self) -> None:
        corner = QPoint(0, self._more.height())
        self.menu_wanted.emit(self.spec.id, self._more.mapToGlobal(corner))
