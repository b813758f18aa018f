"""Somebody who owns tools, agents and limits, for tests: notes what is asked of it."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from pathlib import Path

from gui.model.gate import Policy
from gui.model.limits import Limits
from gui.model.plan import AgentContext
from gui.model.problem import Problem, ProblemKind, StoreError
from gui.model.session import Session
from gui.model.team_spec import SpecOrigin, TeamSpec
from gui.views.gate_verbs import CallChoice, GateVerbs
from gui.views.team_picker import TeamsSource
from gui.views.tool_rules import ChatRules, RecentDecision


@dataclass
class FakeGate:
    """`open` is set by whatever the user decides or answers; `refuses` lets nothing through."""

    folder: Path = Path("/work")
    refuses: bool = False
    open: asyncio.Event = field(default_factory=asyncio.Event)
    said: list[tuple[object, ...]] = field(default_factory=list)
    sent: tuple[AgentContext, ...] = ()
    rules: dict[str, Policy] = field(default_factory=dict)
    used: tuple[RecentDecision, ...] = ()

    @property
    def verbs(self) -> GateVerbs:
        return GateVerbs(
            decide=self._decide,
            answer=self._answer,
            stop_tool=self._stop_tool,
            stop_after_turn=self._stop_after_turn,
            set_team=self._set_team,
            set_folder=self._set_folder,
            set_limits=self._set_limits,
            contexts=self._contexts,
            folder=self._folder,
            rules=ChatRules(
                of=lambda _: dict(self.rules),
                set=self._set_rule,
                used=self._used,
                servers=lambda: {"s1": "Time"},
            ),
        )

    async def _decide(self, session: str, turn: str, call: str, choice: CallChoice) -> None:
        del session, turn
        self._note("decide", call, choice)
        self.open.set()

    async def _answer(self, session: str, turn: str, request: str, text: str) -> None:
        del session, turn
        self._note("answer", request, text)
        self.open.set()

    async def _stop_tool(self, session: str, call: str) -> None:
        del session
        self._note("stop_tool", call)

    async def _stop_after_turn(self, session: str) -> None:
        self._note("stop_after_turn", session)

    async def _set_team(self, session: str, team: str | None) -> None:
        self._note("set_team", session, team)

    async def _set_folder(self, session: str, folder: str) -> None:
        self._note("set_folder", session, folder)

    async def _set_limits(self, session: str, limits: Limits) -> None:
        self._note("set_limits", session, limits)

    async def _contexts(self, session: str) -> tuple[AgentContext, ...]:
        self._note("contexts", session)
        return self.sent

    async def _set_rule(self, session: str, tool: str, policy: Policy | None) -> None:
        self._note("set_rule", session, tool, policy)

    async def _used(self, session: str) -> tuple[RecentDecision, ...]:
        del session
        return self.used

    def _folder(self, session: Session) -> Path:
        return Path(session.folder) if session.folder else self.folder

    def _note(self, *said: object) -> None:
        self.said.append(said)
        if self.refuses:
            raise StoreError(Problem(kind=ProblemKind.STORE_UNWRITABLE))


def spec(spec_id: str, title: str, *, own: bool = False, team: bool = True) -> TeamSpec:
    return TeamSpec(
        id=spec_id,
        title=title,
        about="",
        component="{}",
        origin=SpecOrigin.OWN if own else SpecOrigin.SHIPPED,
        team=team,
    )


def teams_of(*specs: TeamSpec) -> TeamsSource:
    return TeamsSource(list=lambda: specs, get={one.id: one for one in specs}.get)
