"""What a model is told when a server fails; it is not translated, since no user reads it first."""

from __future__ import annotations

from gui.model.mcp_report import McpDiagnosis, McpFault

_LAST_LINES = 5

_REASONS = {
    McpFault.NOT_KNOWN: "has been removed from the settings",
    McpFault.SWITCHED_OFF: "is switched off in the settings",
    McpFault.COMMAND_NOT_FOUND: "cannot be started: its program is not installed",
    McpFault.VALUE_MISSING: "cannot be started: a value that it needs is missing",
    McpFault.DOWNLOADING: "is still being downloaded",
    McpFault.CRASHED: "ended before it was ready",
    McpFault.DIED: "has ended unexpectedly",
    McpFault.NO_ANSWER: "does not answer",
    McpFault.UNAUTHORIZED: "does not accept the credentials",
    McpFault.FORBIDDEN: "does not allow this",
    McpFault.CUT: "has lost the connection",
}


def server_sentence(server: str, diagnosis: McpDiagnosis) -> str:
    reason = _REASONS.get(diagnosis.fault, f"cannot be used ({diagnosis.fault.value})")
    code = diagnosis.facts.get("code")
    said = f"The MCP server {server} {reason}" + (f" (exit code {code})." if code else ".")
    lines = diagnosis.errors.strip().splitlines()[-_LAST_LINES:]
    return "\n".join([said, "The last lines of its errors:", *lines]) if lines else said


def late_sentence(server: str, tool: str, seconds: float) -> str:
    return (
        f"The tool {tool} of the MCP server {server} did not answer within {seconds:g} seconds; "
        "the call was cancelled."
    )


def refused_sentence(server: str, tool: str, words: str) -> str:
    said = words.strip() or "without saying why"
    return f"The MCP server {server} refused the call of {tool}: {said}"
