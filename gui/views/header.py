"""The line on top of a page: its title, and in a chat the model and the menu."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QWidget

from gui.model.endpoint import ModelRef
from gui.model.session import Session
from gui.qt.elided_label import ElidedLabel
from gui.qt.icon_button import IconButton
from gui.qt.theme import ThemeSwitch
from gui.views.model_picker import ModelPicker, ModelSource
from gui.views.team_picker import TeamPicker, TeamsSource

translate = QCoreApplication.translate


class PageHeader(QFrame):
    """A title, and a way back to the sidebar while that is hidden."""

    sidebar_wanted = Signal()

    def __init__(self, *, theme: ThemeSwitch) -> None:
        super().__init__()
        self.setObjectName("pageHeader")
        px = theme.theme.px
        self.setMinimumHeight(px("header_height"))
        edge = px("space_5") - px("space_1")
        self.row = QHBoxLayout(self)
        self.row.setContentsMargins(edge, 0, edge, 0)
        self.row.setSpacing(px("space_2"))
        self._sidebar = IconButton("sidebar", theme=theme)
        self._sidebar.setObjectName("sidebarButton")
        self._sidebar.clicked.connect(self.sidebar_wanted)
        self._sidebar.hide()
        self.title = ElidedLabel()
        self.title.setObjectName("titleLabel")
        self.row.addWidget(self._sidebar)
        self.row.addWidget(self.title, 1)
        self.retranslate()

    def offer_sidebar(self, offered: bool) -> None:
        self._sidebar.setVisible(offered)

    def show_title(self, title: str) -> None:
        self.title.setText(title)
        self.title.setAccessibleName(title)

    def retranslate(self) -> None:
        self._sidebar.say(translate("ChatHeader", "Show the sidebar"))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()


class ChatHeader(PageHeader):
    """Follows one chat; says what the user wants of it."""

    renamed = Signal(str)
    model_chosen = Signal(object)  # ModelRef
    add_model_wanted = Signal()
    team_chosen = Signal(object)  # a spec's id, None for the plain assistant
    agents_wanted = Signal()
    menu_wanted = Signal()

    def __init__(
        self, models: ModelSource, *, theme: ThemeSwitch, teams: TeamsSource | None = None
    ) -> None:
        self._session: Session | None = None
        self.team = None if teams is None else TeamPicker(teams, theme=theme)
        self.picker = ModelPicker(models, theme=theme)
        self.more = IconButton("more", theme=theme)
        self._edit = QLineEdit()
        super().__init__(theme=theme)
        self.setObjectName("chatHeader")
        self._edit.setObjectName("titleEdit")
        self._edit.hide()
        self._edit.installEventFilter(self)
        self._edit.editingFinished.connect(self._finish_rename)
        self.title.double_clicked.connect(self.rename)
        self.more.setObjectName("chatMenuButton")
        self.more.clicked.connect(self.menu_wanted)
        self.picker.chosen.connect(self.model_chosen)
        self.picker.add_wanted.connect(self.add_model_wanted)
        self._controls: list[QWidget] = [self.picker, self.more]
        self.row.addWidget(self._edit, 1)
        if self.team is not None:
            self.team.chosen.connect(self.team_chosen)
            self.team.agents_wanted.connect(self.agents_wanted)
            self._controls.append(self.team)
            self.row.addWidget(self.team)
        for control in self._controls:
            control.setEnabled(False)  # until there is a chat
        self.row.addWidget(self.picker)
        self.row.addWidget(self.more)

    def show_session(self, session: Session) -> None:
        if self._session is None or self._session.id != session.id:
            self._close_edit()
        self._session = session
        for control in self._controls:
            control.setEnabled(True)
        self.show_title(session.title or translate("ChatHeader", "New chat"))
        self.picker.show_model(session.model)
        if self.team is not None:
            self.team.show_team(session.team_id)

    def show_model(self, model: ModelRef | None) -> None:
        self.picker.show_model(model)

    def rename(self) -> None:
        """Edit the title in its place; Enter keeps, Esc drops."""
        if self._session is None:
            return
        self._edit.setText(self._session.title)
        self.title.hide()
        self._edit.show()
        self._edit.selectAll()
        self._edit.setFocus(Qt.FocusReason.OtherFocusReason)

    def retranslate(self) -> None:
        super().retranslate()
        self.more.say(translate("ChatHeader", "More"))
        self._edit.setAccessibleName(translate("ChatHeader", "Title"))
        if self._session is not None:
            self.show_session(self._session)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        escape = isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape
        if watched is self._edit and escape:
            if event.type() == QEvent.Type.ShortcutOverride:
                event.accept()
                return True
            if event.type() == QEvent.Type.KeyPress:
                self._close_edit()
                return True
        return super().eventFilter(watched, event)

    def _finish_rename(self) -> None:
        if self._edit.isHidden():
            return
        title = self._edit.text().strip()
        self._close_edit()
        if self._session is not None and title and title != self._session.title:
            self.renamed.emit(title)

    def _close_edit(self) -> None:
        self._edit.hide()
        self.title.show()
