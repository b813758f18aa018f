"""Joins the window with the session service, which does not know it: verbs, teams and rules."""

from __future__ import annotations

from collections.abc import Coroutine
from pathlib import Path
from typing import Any

from gui.model.turn import ToolCallPart
from gui.services.approvals import Choice
from gui.services.session_service import SessionService
from gui.services.team_library import TeamLibrary
from gui.views.gate_verbs import CallChoice, GateVerbs
from gui.views.team_picker import TeamsSource
from gui.views.tool_rules import RecentDecision, ToolRules


def gate_verbs(service: SessionService) -> GateVerbs:
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
    )


def teams_source(library: TeamLibrary) -> TeamsSource:
    return TeamsSource(list=library.list, get=library.get)


def tool_rules(service: SessionService) -> ToolRules:
    async def decisions(limit: int) -> tuple[RecentDecision, ...]:
        found = await service.decisions(limit)
        return tuple(
            RecentDecision(title=one.title, tool=_tool(one.call), verdict=one.call.verdict)
            for one in found
            if one.call.verdict is not None
        )

    policies = service.policies
    return ToolRules(everywhere=policies.everywhere, set=policies.set, decisions=decisions)


def _tool(call: ToolCallPart) -> str:
    return call.facts.tool_id if call.facts is not None else call.name
