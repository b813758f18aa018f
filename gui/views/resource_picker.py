"""A panel with what an MCP server lets be read, found by typing; what is taken stays marked."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLabel, QLineEdit, QVBoxLayout, QWidget

from gui.model.mcp_report import McpResource
from gui.model.typed_mark import fits
from gui.qt.front_panel import FrontPanel
from gui.qt.theme import ThemeSwitch
from gui.views.composer.offer import Offer
from gui.views.composer.offer_list import OfferList
from gui.views.file_words import size_text
from gui.views.transcript.escape_key import let_escape

translate = QCoreApplication.translate

MOVES = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}


class ResourcePicker(FrontPanel):
    """The caret stays in the field; Enter takes and leaves the panel open, Esc closes it."""

    chosen = Signal(object)  # McpResource

    def __init__(self, parent: QWidget, *, theme: ThemeSwitch) -> None:
        super().__init__(parent, theme=theme)
        self.setObjectName("resourcePicker")
        self._resources: tuple[McpResource, ...] = ()
        self._notes: dict[str, str] = {}
        self._field = QLineEdit()
        self._field.setObjectName("resourceEdit")
        self._field.textChanged.connect(self._show)
        self._field.installEventFilter(self)
        let_escape(self._field, self.dismiss)
        self._list = OfferList(theme=theme)
        self._state = QLabel()
        self._state.setObjectName("resourceState")
        self._state.setProperty("role", "small")
        self._state.setTextFormat(Qt.TextFormat.PlainText)
        self._state.setWordWrap(True)
        pad = theme.theme.px("space_2")
        column = QVBoxLayout(self)
        column.setContentsMargins(pad, pad, pad, pad)
        column.setSpacing(pad)
        for widget in (self._field, self._list, self._state):
            column.addWidget(widget)
        self.setFocusProxy(self._field)

    def begin(self, server: str) -> None:
        """Open, with nothing to choose from yet."""
        self._resources, self._notes = (), {}
        words = translate("Resources", "Search in {server}").format(server=server)
        self._field.setPlaceholderText(words)
        self._field.setAccessibleName(words)
        self._list.setAccessibleName(
            translate("Resources", "What {server} offers").format(server=server)
        )
        self._field.clear()
        self._show()
        self.open()

    def show_resources(self, resources: Sequence[McpResource]) -> None:
        self._resources = tuple(resources)
        self._show()

    def say(self, words: str) -> None:
        """One sentence below the list; "" for none."""
        self._state.setText(words)
        self._state.setVisible(bool(words))
        self._place()

    def note(self, resource: McpResource, words: str) -> None:
        """A word or two beside one of the list."""
        self._notes[resource.uri] = words
        self._show()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        pressed = watched is self._field and event.type() == QEvent.Type.KeyPress
        if pressed and isinstance(event, QKeyEvent):
            key = Qt.Key(event.key())
            if key in MOVES:
                self._list.move_by(MOVES[key])
                return True
            if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._list.take()
                return True
        return super().eventFilter(watched, event)

    def _show(self) -> None:
        typed = self._field.text()
        offers = [
            self._offer(one)
            for one in self._resources
            if fits(typed, one.name, one.uri, one.description)
        ]
        self._list.setVisible(bool(offers))
        self._list.show_offers(offers)
        self._place()

    def _offer(self, resource: McpResource) -> Offer:
        size = "" if resource.size is None else size_text(resource.size)
        note = self._notes.get(resource.uri) or size or resource.mime
        name = resource.name or resource.uri
        return Offer(title=name, note=note, take=lambda: self.chosen.emit(resource))
