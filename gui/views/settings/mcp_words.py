"""What MCP servers are called, how they fare, and what is to be done, in the user's words."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NamedTuple, assert_never

from PySide6.QtCore import QCoreApplication

from gui.model.mcp_report import McpDiagnosis, McpFault, McpState, McpStatus, McpStep
from gui.model.words import QT_TRANSLATE_NOOP
from gui.services.mcp_import import McpNote

translate = QCoreApplication.translate


class Advice(NamedTuple):
    """One sentence each: what happened, and what to do."""

    sentence: str
    next_step: str


def advice(diagnosis: McpDiagnosis) -> Advice:
    sentence, next_step = _FAULTS[diagnosis.fault]
    facts = {**_unknown(), **{name: fact for name, fact in diagnosis.facts.items() if fact}}
    return Advice(
        _filled(translate("Mcp", sentence), facts), _filled(translate("Mcp", next_step), facts)
    )


def step_words(step: McpStep) -> str:
    match step:
        case McpStep.RESOLVE:
            return translate("Mcp", "Find the program")
        case McpStep.START:
            return translate("Mcp", "Start or reach it")
        case McpStep.INITIALIZE:
            return translate("Mcp", "Greet it")
        case McpStep.TOOLS:
            return translate("Mcp", "List its tools")
        case McpStep.PROMPTS:
            return translate("Mcp", "List its prompts")
        case McpStep.RESOURCES:
            return translate("Mcp", "List its resources")
        case _:
            assert_never(step)


def state_words(status: McpStatus, *, enabled: bool) -> tuple[str, str]:
    """A few words, and the state for the dot before them."""
    match status.state:
        case McpState.STARTING:
            return translate("Mcp", "Starting…"), "busy"
        case McpState.READY:
            return translate("Mcp", "Running · %n tool(s)", "", len(status.tools)), "ok"
        case McpState.FAILED:
            return translate("Mcp", "Did not start"), "bad"
        case McpState.DIED:
            return translate("Mcp", "Ended unexpectedly"), "bad"
        case McpState.STOPPED:
            if not enabled:
                return translate("Mcp", "Off"), "busy"
            return translate("Mcp", "Starts when it is needed"), "busy"
        case _:
            assert_never(status.state)


def note_words(note: McpNote, word: str) -> str:
    match note:
        case McpNote.NOTHING_TO_START:
            return translate("Mcp", "It has neither a command nor an address.")
        case McpNote.ADDRESS_NOT_WEB:
            return translate("Mcp", "Its address must begin with https:// or http://.")
        case McpNote.TRANSPORT_UNKNOWN:
            return translate("Mcp", "Parley does not speak its transport.")
        case McpNote.PLACE_UNKNOWN:
            text = translate("Mcp", "{word} means nothing here: put a real path there by Edit.")
        case McpNote.APPROVALS_IGNORED:
            text = translate("Mcp", "“{word}” is not taken over: Parley asks before tools run.")
        case McpNote.OTHER_IGNORED:
            text = translate("Mcp", "“{word}” is not taken over.")
        case _:
            assert_never(note)
    return _filled(text, {"word": word})


def _filled(text: str, facts: Mapping[str, str]) -> str:
    return re.sub(r"\{(\w+)\}", lambda match: facts.get(match[1], match[0]), text)


def _unknown() -> dict[str, str]:
    """What stands for a fact that nobody knows."""
    return {
        "command": translate("Mcp", "the program"),
        "code": translate("Mcp", "unknown"),
        "host": translate("Mcp", "the server"),
        "folder": translate("Mcp", "the folder"),
        "name": translate("Mcp", "a value"),
        "seconds": "60",
        "status": translate("Mcp", "unknown"),
        "text": "",
    }


_FAULTS = {
    McpFault.NOT_KNOWN: (
        QT_TRANSLATE_NOOP("Mcp", "This server is no longer in the list."),
        QT_TRANSLATE_NOOP("Mcp", "Add it again, or take it from the agent."),
    ),
    McpFault.SWITCHED_OFF: (
        QT_TRANSLATE_NOOP("Mcp", "This server is switched off."),
        QT_TRANSLATE_NOOP("Mcp", "Switch it on to let agents use it."),
    ),
    McpFault.COMMAND_NOT_FOUND: (
        QT_TRANSLATE_NOOP("Mcp", "There is no program “{command}” on this computer."),
        QT_TRANSLATE_NOOP(
            "Mcp",
            "Install it (npx comes with Node.js, uvx with uv), or enter its full path by Edit.",
        ),
    ),
    McpFault.NOT_EXECUTABLE: (
        QT_TRANSLATE_NOOP("Mcp", "“{command}” is there, but may not be run."),
        QT_TRANSLATE_NOOP("Mcp", "Make the file executable, or start it through its interpreter."),
    ),
    McpFault.FOLDER_MISSING: (
        QT_TRANSLATE_NOOP("Mcp", "The folder {folder} is not there."),
        QT_TRANSLATE_NOOP("Mcp", "Choose another working folder by Edit."),
    ),
    McpFault.NOT_STARTED: (
        QT_TRANSLATE_NOOP("Mcp", "The system cannot start “{command}”: {text}."),
        QT_TRANSLATE_NOOP("Mcp", "Check that the file is a program for this computer."),
    ),
    McpFault.VALUE_MISSING: (
        QT_TRANSLATE_NOOP("Mcp", "“{name}” has no value."),
        QT_TRANSLATE_NOOP("Mcp", "Enter it by Edit, or set it before Parley is started."),
    ),
    McpFault.SECRETS_UNREADABLE: (
        QT_TRANSLATE_NOOP("Mcp", "The system keyring does not give the secrets of this server."),
        QT_TRANSLATE_NOOP("Mcp", "Unlock the keyring, then check again."),
    ),
    McpFault.DOWNLOADING: (
        QT_TRANSLATE_NOOP("Mcp", "“{command}” was still downloading after {seconds} seconds."),
        QT_TRANSLATE_NOOP(
            "Mcp", "Check again: the download goes on from there. A longer limit helps, too."
        ),
    ),
    McpFault.CRASHED: (
        QT_TRANSLATE_NOOP("Mcp", "The server ended at once (exit code {code})."),
        QT_TRANSLATE_NOOP(
            "Mcp", "Its last words below say why; often an argument or a value is missing."
        ),
    ),
    McpFault.DIED: (
        QT_TRANSLATE_NOOP("Mcp", "The server was running and ended (exit code {code})."),
        QT_TRANSLATE_NOOP(
            "Mcp", "The next call starts it again. If it keeps ending, see its last words below."
        ),
    ),
    McpFault.NO_ANSWER: (
        QT_TRANSLATE_NOOP("Mcp", "The server did not answer within {seconds} seconds."),
        QT_TRANSLATE_NOOP(
            "Mcp", "Check the command or the address; is it a server that speaks MCP?"
        ),
    ),
    McpFault.NOT_MCP: (
        QT_TRANSLATE_NOOP("Mcp", "Something answers, but it does not speak MCP."),
        QT_TRANSLATE_NOOP(
            "Mcp",
            "What it said is below. Check the command or the address, and the transport.",
        ),
    ),
    McpFault.UNAUTHORIZED: (
        QT_TRANSLATE_NOOP("Mcp", "{host} does not know you (401)."),
        QT_TRANSLATE_NOOP(
            "Mcp", "Enter a valid token as the header “Authorization” by Edit: Bearer <token>."
        ),
    ),
    McpFault.FORBIDDEN: (
        QT_TRANSLATE_NOOP("Mcp", "{host} does not let you in (403)."),
        QT_TRANSLATE_NOOP("Mcp", "Check that the token may be used for this."),
    ),
    McpFault.PATH_NOT_FOUND: (
        QT_TRANSLATE_NOOP("Mcp", "{host} has nothing at this address ({status})."),
        QT_TRANSLATE_NOOP("Mcp", "Check the path: it often ends in /mcp or /sse."),
    ),
    McpFault.SERVER_ERROR: (
        QT_TRANSLATE_NOOP("Mcp", "{host} answered with an error ({status})."),
        QT_TRANSLATE_NOOP("Mcp", "Try later, or ask whoever runs the server."),
    ),
    McpFault.REDIRECTED: (
        QT_TRANSLATE_NOOP("Mcp", "{host} sends to another address, which is not followed."),
        QT_TRANSLATE_NOOP("Mcp", "Enter the address where the server really is."),
    ),
    McpFault.REFUSED: (
        QT_TRANSLATE_NOOP("Mcp", "Nobody listens at {host}."),
        QT_TRANSLATE_NOOP("Mcp", "Start the server, or check its address and port."),
    ),
    McpFault.NAME_NOT_RESOLVED: (
        QT_TRANSLATE_NOOP("Mcp", "There is no computer named {host}, or there is no network."),
        QT_TRANSLATE_NOOP("Mcp", "Check the address and the connection."),
    ),
    McpFault.TLS_FAILED: (
        QT_TRANSLATE_NOOP("Mcp", "The certificate of {host} cannot be trusted."),
        QT_TRANSLATE_NOOP("Mcp", "Check the address; a company's own certificate must be known."),
    ),
    McpFault.CUT: (
        QT_TRANSLATE_NOOP("Mcp", "The connection to the server was lost."),
        QT_TRANSLATE_NOOP("Mcp", "The next call connects again."),
    ),
    McpFault.UNEXPECTED: (
        QT_TRANSLATE_NOOP("Mcp", "Something unexpected went wrong: {text}"),
        QT_TRANSLATE_NOOP("Mcp", "Check again; the report helps to find out."),
    ),
}
