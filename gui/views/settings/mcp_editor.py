"""The form of one MCP server, new or known."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QPushButton, QWidget

from gui.model.mcp_server import McpServer, Transport
from gui.model.problem import Problem
from gui.qt.form import FieldRow
from gui.qt.reflow import ReflowRow
from gui.qt.theme import Theme
from gui.services.secrets import KeyPlace
from gui.views.problem_text import problem_text
from gui.views.settings.mcp_draft import McpDraft
from gui.views.settings.mcp_fields import draft_words, mcp_fields
from gui.views.settings.pane import Card, Pane, show_state, words

translate = QCoreApplication.translate

NEW = McpServer(id="", name="", transport=Transport.STDIO)

_FIELDS = {"name": "mcpName", "command": "mcpCommand", "url": "mcpUrl", "values": "mcpValues"}


class McpEditor(Pane):
    """Reports what the user asks for; saving is done by its owner."""

    save_asked = Signal()
    cancelled = Signal()

    def __init__(self, base: McpServer, theme: Theme) -> None:
        super().__init__(theme)
        self.setObjectName("mcpEditor")
        self.base = base
        self.places: tuple[KeyPlace, ...] = ()
        self._rows = {f.id: FieldRow(f, theme, self) for f in mcp_fields((), base.transport)}
        self._card_rows: dict[str, QWidget] = {}
        self._problem = words("", role="status")
        self._save, self._cancel = QPushButton(), QPushButton()
        self._save.setObjectName("saveMcpButton")
        self._save.setProperty("accent", True)
        self._cancel.setObjectName("cancelMcpButton")
        self._cancel.setProperty("quiet", True)
        self._save.clicked.connect(self.save_asked)
        self._cancel.clicked.connect(self.cancelled)
        self._rows["mcpTransport"].changed.connect(self.retranslate)
        self._arrange(theme)
        self._fill(McpDraft.of(base))
        self.retranslate()

    @property
    def draft(self) -> McpDraft:
        """The fields as they are typed now."""
        value = {name: row.value for name, row in self._rows.items()}
        return McpDraft(
            name=str(value["mcpName"]),
            transport=self._transport,
            command=str(value["mcpCommand"]),
            folder=str(value["mcpFolder"]),
            url=str(value["mcpUrl"]),
            values=str(value["mcpValues"]),
            trusted=bool(value["mcpTrusted"]),
            start_limit=int(value["mcpStartLimit"]),
            call_limit=int(value["mcpCallLimit"]),
        )

    @property
    def typed(self) -> tuple[McpServer, Mapping[str, str]]:
        """The server and its new secrets; ask for them only where `check` said yes."""
        return self.draft.applied_to(self.base)

    @property
    def place(self) -> KeyPlace:
        return KeyPlace(str(self._rows["mcpPlace"].value))

    def check(self) -> bool:
        """Whether the draft can be saved; what is wrong is said at its field."""
        faults = self.draft.faults(self.base)
        for name, field in reversed(_FIELDS.items()):
            fault = faults.get(name)
            self._rows[field].show_problem(draft_words(fault) if fault else "")
            if fault:
                self._rows[field].control.setFocus()
        return not faults

    def show_places(self, places: tuple[KeyPlace, ...], now: KeyPlace | None = None) -> None:
        """Offer the places where secrets can be kept, best first; `now`: where they are."""
        self.places = places
        self.retranslate()
        self._rows["mcpPlace"].show_value(now if now in places else places[0])

    def show_problem(self, problem: Problem) -> None:
        show_state(self._problem, problem_text(problem).sentence, "bad")

    def begin(self) -> None:
        """Put the caret where typing begins."""
        self._rows["mcpName"].control.setFocus()

    def retranslate(self) -> None:
        self.say(self.base.name or translate("Mcp", "Add a server"))
        for field in mcp_fields(self.places, self._transport):
            self._rows[field.id].describe(field)
        local = self._transport is Transport.STDIO
        for name in ("mcpCommand", "mcpFolder", "mcpUrl"):
            self._card_rows[name].setVisible((name == "mcpUrl") is not local)
        self._rows["mcpPlace"].control.setEnabled(bool(self.places))
        self._save.setText(translate("Mcp", "Save"))
        self._cancel.setText(translate("Mcp", "Cancel"))

    @property
    def _transport(self) -> Transport:
        chosen = str(self._rows["mcpTransport"].value)
        return Transport(chosen) if chosen else self.base.transport

    def _arrange(self, theme: Theme) -> None:
        card = Card(theme)
        for name, row in self._rows.items():
            self._card_rows[name] = card.add_row(row)
        buttons = ReflowRow(spacing=theme.px("space_2"))
        for button in (self._save, self._cancel):
            buttons.add(button, align=Qt.AlignmentFlag.AlignVCenter)
        buttons.fill()
        show_state(self._problem, "", "bad")
        for widget in (card, self._problem, buttons):
            self.body.addWidget(widget)

    def _fill(self, draft: McpDraft) -> None:
        values = {
            "mcpName": draft.name,
            "mcpTransport": draft.transport.value,
            "mcpCommand": draft.command,
            "mcpFolder": draft.folder,
            "mcpUrl": draft.url,
            "mcpValues": draft.values,
            "mcpTrusted": draft.trusted,
            "mcpStartLimit": draft.start_limit,
            "mcpCallLimit": draft.call_limit,
        }
        for name, value in values.items():
            self._rows[name].show_value(value)
