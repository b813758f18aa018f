"""Servers from the JSON of another program: pasted, read from a file, shown, and then added."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from gui.model.mcp_server import McpServer, Transport
from gui.model.problem import Problem
from gui.qt.form import Field, FieldKind, FieldRow
from gui.qt.phrases import labelled
from gui.qt.reflow import ReflowRow
from gui.qt.theme import Theme
from gui.services.mcp_import import McpFound, McpImport
from gui.services.secrets import KeyPlace
from gui.views.problem_text import problem_text
from gui.views.settings.editor_fields import place_title
from gui.views.settings.mcp_words import note_words
from gui.views.settings.pane import Card, Pane, show_state, words

translate = QCoreApplication.translate


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """A server to be added, with the secrets that go with it."""

    server: McpServer
    secrets: Mapping[str, str]


class McpImportPage(Pane):
    """Reports what the user asks for; reading and adding are done by its owner."""

    text_given = Signal(str)
    file_asked = Signal()
    add_asked = Signal(bool)  # whether to switch them on as well
    cancelled = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        self.setObjectName("mcpImport")
        self.places: tuple[KeyPlace, ...] = ()
        self._text = FieldRow(self._text_field(), theme)
        self._place = FieldRow(self._place_field(), theme)
        self._preview = Card(theme)
        self._cards: list[_Preview] = []
        self._refused: McpImport | None = None
        self._fault = ""
        self._said = words("", role="status")
        self._left_out = words("", role="small")
        self._file, self._add, self._on, self._cancel = (QPushButton() for _ in range(4))
        self._arrange(theme)
        self.retranslate()
        self._show_found()

    @property
    def wanted(self) -> tuple[Wanted, ...]:
        return tuple(card.wanted for card in self._cards)

    @property
    def place(self) -> KeyPlace:
        return KeyPlace(str(self._place.value))

    def begin(self) -> None:
        self._text.control.setFocus()

    def show_places(self, places: tuple[KeyPlace, ...]) -> None:
        self.places = places
        self._place.describe(self._place_field())
        self._place.show_value(places[0])
        self._show_found()

    def show_import(self, read: McpImport) -> None:
        """What would be run, before anything is."""
        self._preview.clear()
        self._cards = [_Preview(found, self.theme_now) for found in read.found]
        for card in self._cards:
            self._preview.add_row(card)
        self._refused = read
        self._fault = ""
        self._show_found()

    def show_no_servers(self) -> None:
        """The text or the file has none."""
        self._clear(translate("Mcp", "There is no MCP server in it."))

    def show_file_unreadable(self, name: str) -> None:
        self._clear(translate("Mcp", "{name} cannot be read.").replace("{name}", name))

    def show_problem(self, problem: Problem) -> None:
        self._fault = problem_text(problem).sentence
        self._show_found()

    def retranslate(self) -> None:
        self.say(
            translate("Mcp", "Import MCP servers"),
            translate(
                "Mcp",
                "Paste what Claude Desktop, Cursor, VS Code or Windsurf keep, or what a server's "
                "page tells you to. It is shown first; nothing is started.",
            ),
        )
        self._text.describe(self._text_field())
        self._place.describe(self._place_field())
        self._file.setText(translate("Mcp", "Open a file…"))
        self._add.setText(translate("Mcp", "Add, switched off"))
        self._on.setText(translate("Mcp", "Add and switch on"))
        self._cancel.setText(translate("Mcp", "Cancel"))
        self._show_found()

    def _arrange(self, theme: Theme) -> None:
        names = {
            "mcpFileButton": self._file,
            "mcpAddButton": self._add,
            "mcpAddOnButton": self._on,
            "mcpImportCancelButton": self._cancel,
        }
        for name, button in names.items():
            button.setObjectName(name)
        self._on.setProperty("accent", True)
        self._cancel.setProperty("quiet", True)
        self._text.changed.connect(self._read)
        self._file.clicked.connect(self.file_asked)
        self._add.clicked.connect(self._ask_off)
        self._on.clicked.connect(self._ask_on)
        self._cancel.clicked.connect(self.cancelled)
        card = Card(theme)
        card.add_row(self._text)
        buttons = ReflowRow(spacing=theme.px("space_2"))
        for button in (self._on, self._add, self._cancel):
            buttons.add(button, align=Qt.AlignmentFlag.AlignVCenter)
        buttons.fill()
        self.body.addWidget(card)
        self.body.addWidget(self._file, alignment=Qt.AlignmentFlag.AlignLeft)
        for widget in (self._said, self._preview, self._left_out, self._place, buttons):
            self.body.addWidget(widget)

    def _read(self, text: object) -> None:
        if str(text).strip():
            self.text_given.emit(str(text))

    def _ask_off(self) -> None:
        self.add_asked.emit(False)

    def _ask_on(self) -> None:
        self.add_asked.emit(True)

    def _clear(self, fault: str) -> None:
        self._preview.clear()
        self._cards = []
        self._refused = None
        self._fault = fault
        self._show_found()

    def _show_found(self) -> None:
        has_secrets = any(card.has_secrets for card in self._cards)
        show_state(self._said, self._fault, "bad")
        self._preview.setVisible(bool(self._cards))
        self._place.setVisible(has_secrets)
        self._place.control.setEnabled(bool(self.places))
        for button in (self._add, self._on):
            button.setEnabled(bool(self._cards) and bool(self.places))
        refused = self._refused.refused if self._refused else ()
        lines = [labelled(name, note_words(note, "")) for name, note in refused]
        self._left_out.setText("\n".join(lines))
        self._left_out.setVisible(bool(lines))

    def _text_field(self) -> Field:
        return Field(
            id="mcpJson",
            kind=FieldKind.LINES,
            title="JSON",
            placeholder='{"mcpServers": {"time": {"command": "uvx", "args": ["mcp-server-time"]}}}',
        )

    def _place_field(self) -> Field:
        return Field(
            id="mcpImportPlace",
            kind=FieldKind.CHOICE,
            title=translate("Mcp", "Keep secrets"),
            choices=tuple((place.value, place_title(place)) for place in self.places)
            or (("", translate("Mcp", "Asking the system keyring…")),),
        )


class _Preview(QWidget):
    """One server: exactly what will be run or reached, and the names of what it is given."""

    def __init__(self, found: McpFound, theme: Theme) -> None:
        super().__init__()
        self.setObjectName("mcpPreview")
        self._found = found
        server = found.server
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px("space_1"))
        column.addWidget(words(server.name, role="strong"))
        column.addWidget(words(server.shown, role="path"))
        for line in self._lines():
            column.addWidget(words(line, role="small"))
        self._asked = {name: FieldRow(_secret_field(name), theme) for name in found.asked}
        for row in self._asked.values():
            column.addWidget(row)

    @property
    def has_secrets(self) -> bool:
        return bool(self._found.server.secrets)

    @property
    def wanted(self) -> Wanted:
        typed = {name: str(row.value).strip() for name, row in self._asked.items()}
        given = {name: value for name, value in typed.items() if value}
        server = replace(self._found.server, enabled=False)
        return Wanted(server=server, secrets={**self._found.given, **given})

    def _lines(self) -> list[str]:
        server = self._found.server
        local = server.transport is Transport.STDIO
        runs = translate("Mcp", "Runs on this computer, with all your rights.")
        reaches = translate("Mcp", "Is reached over the network; what agents ask goes there.")
        lines = [runs if local else reaches]
        if server.folder:
            lines.append(labelled(translate("Mcp", "Working folder"), server.folder))
        plain = ", ".join(f"{name}={value}" for name, value in server.plain.items())
        if plain:
            given = translate("Mcp", "Variables") if local else translate("Mcp", "Headers")
            lines.append(labelled(given, plain))
        if server.secrets:
            lines.append(labelled(translate("Mcp", "Secrets"), ", ".join(server.secrets)))
        return lines + [note_words(note, word) for note, word in self._found.notes]


def _secret_field(name: str) -> Field:
    return Field(
        id=f"mcpSecret-{name}",
        kind=FieldKind.SECRET,
        title=name,
        placeholder=translate("Mcp", "It is asked for; it can be entered later, too"),
    )
