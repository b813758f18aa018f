"""What a component file asks for, in the words of the preview."""

from __future__ import annotations

import shlex
from collections import Counter
from collections.abc import Iterator
from typing import assert_never

from PySide6.QtCore import QCoreApplication

from gui.model.component_providers import class_name
from gui.model.trust import CommandItem, CommandKind, HostItem, HostUse, TrustReport, TrustVerdict
from gui.model.visible_text import shown_code
from gui.views.agents.problem_words import refusal_words

translate = QCoreApplication.translate


def verdict_words(verdict: TrustVerdict) -> tuple[str, str]:
    """What is to be said, and the state in whose colour."""
    match verdict:
        case TrustVerdict.SAFE:
            return translate("Agents", "Only parts that Parley knows"), "ok"
        case TrustVerdict.NEEDS_YES:
            return translate("Agents", "Some parts need your yes"), "warn"
        case TrustVerdict.REFUSED:
            return translate("Agents", "Cannot be imported"), "bad"
        case _:
            assert_never(verdict)


def parts_words(report: TrustReport) -> str:
    """The classes that it is made of, each with how often."""
    counted = Counter(class_name(item.provider) for item in report.providers)
    return " · ".join(
        f"{shown_code(name)} × {count}" if count > 1 else shown_code(name)
        for name, count in counted.items()
    )


def refused_words(report: TrustReport) -> Iterator[str]:
    for item in report.refused:
        if item.refusal is not None:
            yield refusal_words(shown_code(item.provider), item.refusal.value)


def command_title(item: CommandItem) -> str:
    match item.kind:
        case CommandKind.MCP_SERVER:
            return translate("Agents", "Start this program (an MCP server)")
        case CommandKind.LOCAL_CODE:
            return translate("Agents", "Run code of a model on this computer; each time asks you")
        case CommandKind.CONTAINER_CODE:
            return translate("Agents", "Run code of a model in a container; each time asks you")
        case _:
            assert_never(item.kind)


def command_lines(item: CommandItem) -> str:
    """The command as it would be typed, and what it may use."""
    lines = [shlex.join(item.words)] if item.words else []
    if item.folders:
        folders = translate("Agents", "Folders: {folders}")
        lines.append(folders.format(folders=", ".join(item.folders)))
    if item.environment:
        names = translate("Agents", "Environment: {names}")
        lines.append(names.format(names=", ".join(item.environment)))
    return shown_code("\n".join(lines))


def host_title(item: HostItem) -> str:
    match item.use:
        case HostUse.MCP_SERVER:
            return translate("Agents", "Use the MCP server at {host}")
        case HostUse.HTTP_TOOL:
            return translate("Agents", "Send requests to {host}; each one asks you")
        case HostUse.MODEL:
            return translate("Agents", "{host} is named for a model, and never used")
        case _:
            assert_never(item.use)


def notes_of(report: TrustReport) -> Iterator[str]:
    """What the user should know and need not decide."""
    models = {shown_code(item.model) for item in report.models if item.model}
    if models:
        said = translate("Agents", "Asks for {models}; the chat's model answers in its place.")
        yield said.format(models=", ".join(sorted(models)))
    for host in report.hosts:
        if host.use is HostUse.MODEL:
            yield host_title(host).format(host=shown_code(host.host or host.url))
    if report.keys:
        yield translate(
            "Agents", "%n key(s) were found in it and are left out.", "", len(report.keys)
        )
    if report.environment:
        said = translate("Agents", "Its code or servers read these from the environment: {names}")
        yield said.format(names=shown_code(", ".join(report.environment)))
    if report.tools:
        said = translate("Agents", "Uses Parley's own tools: {names}")
        yield said.format(names=shown_code(", ".join(report.tools)))
