"""The fields of an MCP server's form, in the language of the moment."""

from __future__ import annotations

from typing import assert_never

from PySide6.QtCore import QCoreApplication

from gui.model.mcp_server import Transport
from gui.qt.form import Field, FieldKind
from gui.services.mcp_servers import LONGEST_SECONDS
from gui.services.secrets import KeyPlace
from gui.views.settings.editor_fields import place_title
from gui.views.settings.mcp_draft import KEPT, McpDraftFault

translate = QCoreApplication.translate


def mcp_fields(places: tuple[KeyPlace, ...], transport: Transport) -> tuple[Field, ...]:
    local = transport is Transport.STDIO
    return (
        Field(id="mcpName", kind=FieldKind.TEXT, title=translate("Mcp", "Name")),
        Field(
            id="mcpTransport",
            kind=FieldKind.CHOICE,
            title=translate("Mcp", "How it is reached"),
            choices=tuple((each.value, transport_words(each)) for each in Transport),
        ),
        Field(
            id="mcpCommand",
            kind=FieldKind.TEXT,
            title=translate("Mcp", "Command"),
            help=translate("Mcp", "With its arguments, as in a terminal."),
            placeholder="npx -y @modelcontextprotocol/server-filesystem /srv/notes",
        ),
        Field(
            id="mcpFolder",
            kind=FieldKind.TEXT,
            title=translate("Mcp", "Working folder"),
            placeholder=translate("Mcp", "Only if the server asks for one"),
        ),
        Field(
            id="mcpUrl",
            kind=FieldKind.TEXT,
            title=translate("Mcp", "Address"),
            placeholder="https://example.org/mcp",
        ),
        Field(
            id="mcpValues",
            kind=FieldKind.LINES,
            title=translate("Mcp", "Environment variables")
            if local
            else translate("Mcp", "Headers"),
            help=_values_help(local=local),
            placeholder="NAME=value" if local else "Authorization: Bearer …",
        ),
        Field(
            id="mcpPlace",
            kind=FieldKind.CHOICE,
            title=translate("Mcp", "Keep secrets"),
            choices=tuple((place.value, place_title(place)) for place in places)
            or (("", translate("Mcp", "Asking the system keyring…")),),
        ),
        Field(
            id="mcpTrusted",
            kind=FieldKind.SWITCH,
            title=translate("Mcp", "Believe it when it says that a tool only reads"),
            help=translate("Mcp", "Such tools then run without asking, where reading may."),
        ),
        _seconds("mcpStartLimit", translate("Mcp", "Time to start")),
        _seconds("mcpCallLimit", translate("Mcp", "Time for a call")),
    )


def transport_words(transport: Transport) -> str:
    match transport:
        case Transport.STDIO:
            return translate("Mcp", "A program on this computer")
        case Transport.HTTP:
            return translate("Mcp", "A web address (streamable HTTP)")
        case Transport.SSE:
            return translate("Mcp", "A web address (SSE, older)")
        case _:
            assert_never(transport)


def draft_words(fault: McpDraftFault) -> str:
    """One sentence that says how to put it right."""
    match fault:
        case McpDraftFault.NAME_MISSING:
            return translate("Mcp", "Give the server a name.")
        case McpDraftFault.COMMAND_MISSING:
            return translate("Mcp", "Enter the command that starts it.")
        case McpDraftFault.COMMAND_UNCLEAR:
            return translate("Mcp", "A quotation mark is open; close it.")
        case McpDraftFault.ADDRESS_MISSING:
            return translate("Mcp", "Enter the server's address.")
        case McpDraftFault.ADDRESS_NOT_WEB:
            return translate("Mcp", "The address must begin with https:// or http://.")
        case McpDraftFault.VALUES_UNCLEAR:
            return translate("Mcp", "Each line needs a name and a value.")
        case McpDraftFault.SECRET_OF_ANOTHER_ADDRESS:
            return translate("Mcp", "The kept secrets are for another server. Enter them again.")
        case _:
            assert_never(fault)


def _values_help(*, local: bool) -> str:
    if local:
        text = translate(
            "Mcp",
            "One a line: NAME=value. What looks like a key or a password is kept as a secret; "
            "{kept} stands for one that is.",
        )
    else:
        text = translate(
            "Mcp",
            "One a line: Name: value. What looks like a key or a password is kept as a secret; "
            "{kept} stands for one that is.",
        )
    return text.replace("{kept}", KEPT)


def _seconds(name: str, title: str) -> Field:
    return Field(
        id=name,
        kind=FieldKind.NUMBER,
        title=title,
        minimum=1,
        maximum=LONGEST_SECONDS,
        step=10,
        suffix=translate("Mcp", " s"),
    )
