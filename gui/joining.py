"""Joins the session service with what it does not know: window, settings and how text is read."""

from __future__ import annotations

from collections.abc import Callable, Coroutine, Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from gui import __version__
from gui.model.endpoint import Endpoint
from gui.model.gate import Policy
from gui.model.leaving import Hear
from gui.model.problem import Problem
from gui.model.turn import FilePart, ToolCallPart
from gui.resources import resource
from gui.services.approvals import Choice
from gui.services.file_reading import FileReading
from gui.services.folders import Folders
from gui.services.session_options import SessionOptions
from gui.services.session_service import SessionService
from gui.services.setting import (
    DEFAULT_POLICY,
    EXPIRE,
    EXPIRE_DAYS,
    IDLE_MINUTES,
    INSTRUCTIONS,
    MIRROR,
    MIRROR_FOLDER,
    MODEL_TITLES,
)
from gui.services.settings import Settings
from gui.services.stored_decisions import PastDecision
from gui.services.team_library import TeamLibrary
from gui.views.gate_verbs import CallChoice, GateVerbs
from gui.views.team_picker import TeamsSource
from gui.views.tool_rules import ChatRules, RecentDecision, ToolRules

if TYPE_CHECKING:
    from gui.services.mirror import Mirror
    from gui.services.settings import Settings
    from gui.services.update_check import UpdateCheck

CALLS_LOOKED_AT = 500
"""So many of a chat's calls are looked at to find the tools that it has used."""


def chat_options(
    settings: Settings, *, endpoints: Callable[[], Sequence[Endpoint]], folders: Folders
) -> SessionOptions:
    return SessionOptions(
        model_titles=lambda: settings.get(MODEL_TITLES),
        idle_minutes=lambda: settings.get(IDLE_MINUTES),
        instructions=lambda: settings.get(INSTRUCTIONS),
        retention_days=lambda: settings.get(EXPIRE_DAYS) if settings.get(EXPIRE) else 0,
        default_policy=lambda: Policy(settings.get(DEFAULT_POLICY)),
        endpoints=endpoints,
        work=folders.work,
        opened=folders.opened,
        seen=_seen,
        reading=FileReading(trouble=_trouble, told=_told),
    )


def _trouble(media_type: str, data: bytes) -> str:
    from gui.engine.file_text import file_trouble

    return file_trouble(media_type, data)


def _told(part: FilePart) -> str:
    from gui.engine.file_text import file_text

    return file_text(part).text


def _seen(markdown: str, matters: Callable[[str], bool]) -> Iterable[str]:
    from gui.qt.markdown_seen import seen_texts

    return seen_texts(markdown, matters)


def gate_verbs(
    service: SessionService, *, servers: Callable[[], Mapping[str, str]] = dict
) -> GateVerbs:
    """`servers` are names of MCP servers by their ids."""

    def decide(
        session_id: str, turn_id: str, call_id: str, choice: CallChoice
    ) -> Coroutine[Any, Any, None]:
        said = Choice(
            allowed=choice.allowed,
            arguments=choice.arguments,
            reason=choice.reason,
            remember=choice.remember,
            source=choice.source,
        )
        return service.approvals.decide(session_id, turn_id, call_id, said)

    async def stop_tool(session_id: str, call_id: str) -> None:
        service.stop_tool(session_id, call_id)

    return GateVerbs(
        decide=decide,
        answer=service.approvals.answer,
        stop_tool=stop_tool,
        stop_after_turn=lambda session_id: service.stop(session_id, after_turn=True),
        set_team=service.set_team,
        set_folder=service.set_folder,
        set_limits=service.set_limits,
        contexts=service.contexts,
        folder=lambda session: Path(service.folder(session)),
        rules=_chat_rules(service, servers),
    )


def teams_source(library: TeamLibrary) -> TeamsSource:
    return TeamsSource(list=library.list, get=library.get)


def tool_rules(
    service: SessionService, *, servers: Callable[[], Mapping[str, str]] = dict
) -> ToolRules:
    async def decisions(limit: int) -> tuple[RecentDecision, ...]:
        return _recent(await service.decisions(limit))

    policies = service.policies
    return ToolRules(
        everywhere=policies.everywhere, set=policies.set, decisions=decisions, servers=servers
    )


def _chat_rules(service: SessionService, servers: Callable[[], Mapping[str, str]]) -> ChatRules:
    async def used(session_id: str) -> tuple[RecentDecision, ...]:
        return _recent(await service.decisions_of(session_id, CALLS_LOOKED_AT))

    return ChatRules(
        of=service.policies.in_chat, set=service.approvals.set_rule, used=used, servers=servers
    )


def _recent(found: Iterable[PastDecision]) -> tuple[RecentDecision, ...]:
    return tuple(
        RecentDecision(
            title=one.title,
            tool=_tool(one.call),
            verdict=one.call.verdict,
            source=one.call.source,
            facts=one.call.facts,
        )
        for one in found
        if one.call.verdict is not None
    )


def _tool(call: ToolCallPart) -> str:
    return call.facts.tool_id if call.facts is not None else call.name


def update_check(settings: Settings, hear: Hear) -> UpdateCheck:
    from gui.services.distribution import read_distribution
    from gui.services.update_check import UpdateCheck

    distribution = read_distribution(resource("distribution.toml"))
    return UpdateCheck(settings, distribution, version=__version__, hear=hear)


def chat_mirror(
    settings: Settings,
    service: SessionService,
    *,
    index: Path,
    on_problem: Callable[[Problem], None],
) -> Mirror:
    """Hears of its settings by itself; switched off, it does nothing."""
    from gui.services.mirror import Mirror, MirrorWishes, mirror_place
    from gui.views.export.document_words import document_words

    def folder() -> Path | None:
        return mirror_place(settings.section(MIRROR_FOLDER)) if settings.get(MIRROR) else None

    wishes = MirrorWishes(folder=folder, words=document_words)
    mirror = Mirror(service, wishes, index, on_problem=on_problem)

    def follow(changed: str) -> None:
        if changed in (MIRROR.id, MIRROR_FOLDER):
            mirror.wake()

    settings.subscribe(follow)
    return mirror
