"""What is wrong with a server: from any failure to one diagnosis, and the report to copy."""

from __future__ import annotations

import socket
import ssl
from collections.abc import Iterator
from dataclasses import replace
from pathlib import PurePath

from gui.engine.mcp.launch import FaultError
from gui.engine.mcp.wire import Wire
from gui.model.mcp_report import McpDiagnosis, McpFault, McpState, McpStatus
from gui.model.mcp_server import McpServer, Transport
from gui.model.problem import SecretError

_DEPTH = 10
_TEXT = 300  # letters of an error's own words
_FAILURES = ("error", "traceback", "fatal", "cannot", "not found", "denied")
_FAULT_BY_KIND = (
    (SecretError, McpFault.SECRETS_UNREADABLE),
    (socket.gaierror, McpFault.NAME_NOT_RESOLVED),
    (ssl.SSLError, McpFault.TLS_FAILED),
    (ConnectionRefusedError, McpFault.REFUSED),
)
# By the name of a class, so that no library is imported for it.
_FAULT_BY_CLASS = {
    "ConnectTimeout": McpFault.NO_ANSWER,
    "TimeoutError": McpFault.NO_ANSWER,
    "RemoteProtocolError": McpFault.NOT_MCP,
    "UnsupportedProtocol": McpFault.NOT_MCP,
    "ValidationError": McpFault.NOT_MCP,
    "SSEError": McpFault.NOT_MCP,
    "ReadError": McpFault.CUT,
    "WriteError": McpFault.CUT,
    "ClosedResourceError": McpFault.CUT,
    "BrokenResourceError": McpFault.CUT,
    "ConnectError": McpFault.REFUSED,
    "ProxyError": McpFault.REFUSED,
}


def judged(error: BaseException) -> McpDiagnosis:
    """The first meaning that is found in an error, in its causes, or in the parts of a group."""
    chain = list(_chain(error))
    for link in chain:
        if isinstance(link, FaultError):
            return link.diagnosis
        for kind, fault in _FAULT_BY_KIND:
            if isinstance(link, kind):
                return McpDiagnosis(fault=fault, facts={"text": str(link)[:_TEXT]})
    for name in (kind.__name__ for link in chain for kind in type(link).__mro__):
        if name in _FAULT_BY_CLASS:
            return McpDiagnosis(fault=_FAULT_BY_CLASS[name])
    last = next((link for link in chain if not isinstance(link, BaseExceptionGroup)), error)
    text = f"{type(last).__name__}: {last}"[:_TEXT]
    if "protocol version" in text:
        return McpDiagnosis(fault=McpFault.NOT_MCP, facts={"text": text})
    return McpDiagnosis(fault=McpFault.UNEXPECTED, facts={"text": text})


def explained(
    diagnosis: McpDiagnosis, server: McpServer, wire: Wire, *, errors: str, was_ready: bool
) -> McpDiagnosis:
    """With all that is known, without secrets: an end after the start is a death, and silence of
    a program that fetches others is a download."""
    fault = diagnosis.fault
    errors = wire.clean(errors)
    if fault is McpFault.CRASHED and was_ready:
        fault = McpFault.DIED
    elif fault is McpFault.NO_ANSWER and wire.babble and server.transport is Transport.STDIO:
        fault = McpFault.NOT_MCP
    elif fault is McpFault.NO_ANSWER and server.downloads and not _failed(errors):
        fault = McpFault.DOWNLOADING
    facts = {name: wire.clean(value) for name, value in diagnosis.facts.items()}
    if server.transport is Transport.STDIO:
        facts.setdefault("command", PurePath(server.command).name or server.command)
    else:
        facts.setdefault("host", server.bound_to.partition("://")[2] or _host(server.url))
    facts.setdefault("seconds", f"{server.start_limit:g}")
    return replace(diagnosis, fault=fault, facts=facts, errors=errors, said=wire.said)


def report(server: McpServer, status: McpStatus) -> str:
    """Everything that helps to find the fault, to be copied; in English, and without secrets."""
    lines = [
        f"MCP server: {server.name}",
        f"Transport: {server.transport.value}",
        f"Runs: {server.shown}",
        f"Variables: {', '.join(sorted({*server.plain, *server.secrets})) or '-'}",
        f"Limits: {server.start_limit:g} s to start, {server.call_limit:g} s a call",
        f"State: {status.state.value} {status.title}".strip(),
    ]
    for done in status.steps:
        outcome = "failed" if done.failed else "done"
        lines.append(
            f"  {done.step.value}: {outcome} in {done.seconds:.2f} s {done.found}".rstrip()
        )
    if status.diagnosis is not None:
        facts = ", ".join(f"{name}={value}" for name, value in status.diagnosis.facts.items())
        lines.append(f"Fault: {status.diagnosis.fault.value} ({facts})")
    if status.state is McpState.READY:
        lines.append("Tools: " + (", ".join(tool.name for tool in status.tools) or "-"))
    if status.babble:
        lines += [f"{status.babble} lines of its output were no messages; the last:", *status.said]
    if status.errors.strip():
        lines += ["The end of its standard error:", status.errors.strip()]
    return "\n".join(lines) + "\n"


def _failed(errors: str) -> bool:
    return any(word in errors.lower() for word in _FAILURES)


def _host(url: str) -> str:
    return url.partition("://")[2].partition("/")[0]


def _chain(error: BaseException, depth: int = 0) -> Iterator[BaseException]:
    yield error
    if depth > _DEPTH:
        return
    if isinstance(error, BaseExceptionGroup):
        for inner in error.exceptions:
            yield from _chain(inner, depth + 1)
    cause = error.__cause__ or error.__context__
    if cause is not None:
        yield from _chain(cause, depth + 1)
