"""A library in memory, and the agents page over it, for tests."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path

from PySide6.QtWidgets import QApplication, QWidget

from gui.model.team_spec import SpecOrigin, TeamSpec
from gui.qt.notices import NoticeBar
from gui.qt.theme import ThemeSwitch
from gui.views.agents.agents_page import AgentsPage
from gui.views.agents.parts import AgentsParts, Offer
from gui.views.model_picker import ModelSource
from tests.model.teams import Json, agent, flow, society, team, user
from tests.services.house import SERVER, SMALL
from tests.views.open_window import destroy
from tests.views.settings.bench import shown


def spec(
    name: str, component: Json, *, origin: SpecOrigin = SpecOrigin.OWN, about: str = ""
) -> TeamSpec:
    return TeamSpec(
        id=name.lower().replace(" ", "-"),
        title=name,
        about=about,
        component=json.dumps(component, indent=2, ensure_ascii=False),
        origin=origin,
        team=component["component_type"] == "team",
    )


def some_specs() -> tuple[TeamSpec, ...]:
    shipped = SpecOrigin.SHIPPED
    rounds = team("RoundRobinGroupChat", [agent("writer"), agent("reviewer")])
    picked = team("SelectorGroupChat", [agent("planner"), agent("researcher"), user("you")])
    handed = team(
        "Swarm",
        [agent("desk", handoffs=["sales", "refunds"]), agent("sales"), agent("refunds")],
    )
    review = flow({"write": ["review"], "review": [("write", "REVISE")]})
    panel = society("panel", team("RoundRobinGroupChat", [agent("pro"), agent("con")]))
    return (
        spec("Assistant", agent("assistant"), origin=shipped, about="One agent with all tools."),
        spec("Writer and reviewer", rounds, origin=shipped, about="One writes, one reviews."),
        spec("Research", picked, origin=shipped, about="Plans, looks it up, and asks you."),
        spec("Front desk", handed, origin=shipped, about="Hands over to whom it may concern."),
        spec("Draft until good", review, origin=shipped, about="Writes until it is approved."),
        spec("Panel", panel, about="Two sides, one answer."),
    )


@dataclass
class Shelf:
    """Keeps specs as the real library does, without files."""

    specs: dict[str, TeamSpec] = field(default_factory=dict)
    followers: list[Callable[[], None]] = field(default_factory=list)
    exported: list[tuple[str, Path]] = field(default_factory=list)

    def list(self) -> tuple[TeamSpec, ...]:
        return tuple(self.specs.values())

    def get(self, team_id: str) -> TeamSpec | None:
        return self.specs.get(team_id)

    def save(self, kept: TeamSpec) -> TeamSpec:
        kept = replace(kept, id=kept.id or f"own-{len(self.specs)}")
        self.specs[kept.id] = kept
        self._tell()
        return kept

    def duplicate(self, team_id: str) -> TeamSpec:
        found = self.specs[team_id]
        title = f"{found.title} 2"
        return self.save(replace(found, id="", title=title, origin=SpecOrigin.OWN))

    def remove(self, team_id: str) -> None:
        del self.specs[team_id]
        self._tell()

    async def export(self, team_id: str, path: Path) -> None:
        self.exported.append((team_id, path))

    def subscribe(self, changed: Callable[[], None]) -> Callable[[], None]:
        self.followers.append(changed)
        return lambda: self.followers.remove(changed)

    def _tell(self) -> None:
        for follower in tuple(self.followers):
            follower()


@dataclass
class Bench:
    """The page, and what it did to the world around it."""

    theme: ThemeSwitch
    shelf: Shelf
    notices: NoticeBar
    page: AgentsPage
    tried: list[str] = field(default_factory=list)
    errors: list[BaseException] = field(default_factory=list)


@asynccontextmanager
async def open_page(
    app: QApplication, specs: tuple[TeamSpec, ...], *, look: str = "light", scale: int = 100
) -> AsyncIterator[Bench]:
    theme = ThemeSwitch(app, choice=look, scale=scale)
    bench = make_bench(theme, specs)
    try:
        async with shown(bench.page, width=1180, height=800):
            yield bench
            assert not bench.errors
    finally:
        destroy(theme)


def make_bench(theme: ThemeSwitch, specs: tuple[TeamSpec, ...]) -> Bench:
    shelf = Shelf({each.id: each for each in specs})
    tried: list[str] = []
    errors: list[BaseException] = []
    ground = QWidget()
    notices = NoticeBar(ground, theme=theme)
    parts = AgentsParts(
        library=shelf,
        theme=theme,
        models=ModelSource(endpoints=lambda: (SERVER,), default=lambda: SMALL),
        notices=notices,
        try_out=tried.append,
        on_error=errors.append,
        tools=lambda: (
            Offer(id="read_file", name="read_file", about="Reads a file", effect="read"),
            Offer(id="write_file", name="write_file", about="Writes a file", effect="write"),
            Offer(id="run_python", name="run_python", about="Runs Python", effect="run"),
        ),
        servers=lambda: (Offer(id="time", name="time", about="uvx mcp-server-time"),),
    )
    page = AgentsPage(parts)
    notices.sit_on(page)
    ground.deleteLater()
    return Bench(theme, shelf, notices, page, tried=tried, errors=errors)
