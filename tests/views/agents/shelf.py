"""The agents page over a library in a folder, for tests."""

from __future__ import annotations

import json
import tempfile
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

from PySide6.QtWidgets import QApplication, QWidget

from gui.model.found_server import FoundServer
from gui.model.team_spec import SpecOrigin, TeamSpec
from gui.qt.notices import NoticeBar
from gui.qt.theme import ThemeSwitch
from gui.services.team_library import TeamLibrary
from gui.views.agents.agents_page import AgentsPage
from gui.views.agents.parts import AgentsParts, Offer
from gui.views.model_picker import ModelSource
from tests.model.teams import Json, agent, flow, society, team, user
from tests.services.house import SERVER, SMALL
from tests.views.open_window import destroy
from tests.views.settings.bench import shown


def titled(component: Json, title: str, about: str) -> Json:
    return {**component, "parley": {"title": {"en": title}, "about": {"en": about}}}


def some_components() -> dict[str, Json]:
    """By the ids that they get in a library."""
    rounds = team("RoundRobinGroupChat", [agent("writer"), agent("reviewer")])
    picked = team("SelectorGroupChat", [agent("planner"), agent("researcher"), user("you")])
    handed = team(
        "Swarm",
        [agent("desk", handoffs=["sales", "refunds"]), agent("sales"), agent("refunds")],
    )
    ends = [("review", ""), ("write", "REVISE"), ("print", "APPROVED")]
    review = flow({"write": ends[:1], "review": ends[1:], "print": []})
    panel = society("panel", team("RoundRobinGroupChat", [agent("pro"), agent("con")]))
    about = {
        "assistant": (agent("assistant"), "One agent with all tools."),
        "writer-and-reviewer": (rounds, "One writes, one reviews."),
        "research": (picked, "Plans, looks it up, and asks you."),
        "front-desk": (handed, "Hands over to whom it may concern."),
        "draft-until-good": (review, "Writes until it is approved."),
    }
    shipped = {
        f"shipped.{name}": titled(component, name.replace("-", " ").capitalize(), words)
        for name, (component, words) in about.items()
    }
    return {**shipped, "panel": titled(panel, "Panel", "Two sides, one answer.")}


def fill(folder: Path, components: Mapping[str, Json]) -> TeamLibrary:
    """A library of these: those whose ids say so are shipped with it."""
    shipped, own = folder / "shipped", folder / "own"
    shipped.mkdir()
    library = TeamLibrary(own, language=lambda: "en", shipped=shipped)
    for number, (name, component) in enumerate(components.items()):
        text = json.dumps(component)
        if name.startswith("shipped."):
            stem = name.removeprefix("shipped.")
            (shipped / f"{number}-{stem}.json").write_text(text, encoding="utf-8")
    for name, component in components.items():
        if not name.startswith("shipped."):
            is_team = component["component_type"] == "team"
            library.save(
                TeamSpec(
                    id=name,
                    title="",
                    about="",
                    component=json.dumps(component),
                    origin=SpecOrigin.OWN,
                    team=is_team,
                )
            )
    return library


@dataclass
class Drafts:
    kept: dict[str, str] = field(default_factory=dict)

    def get(self, team_id: str) -> str | None:
        return self.kept.get(team_id)

    def keep(self, team_id: str, text: str) -> None:
        self.kept[team_id] = text

    def drop(self, team_id: str) -> None:
        self.kept.pop(team_id, None)


@dataclass
class Bench:
    """The page, and what it did to the world around it."""

    theme: ThemeSwitch
    library: TeamLibrary
    drafts: Drafts
    notices: NoticeBar
    page: AgentsPage
    tried: list[str] = field(default_factory=list)
    servers: list[FoundServer] = field(default_factory=list)
    errors: list[BaseException] = field(default_factory=list)


@asynccontextmanager
async def open_page(
    app: QApplication, components: Mapping[str, Json], *, look: str = "light", scale: int = 100
) -> AsyncIterator[Bench]:
    theme = ThemeSwitch(app, choice=look, scale=scale)
    with tempfile.TemporaryDirectory() as folder:
        bench = make_bench(theme, fill(Path(folder), components))
        try:
            async with shown(bench.page, width=1180, height=800):
                yield bench
                assert not bench.errors
        finally:
            destroy(theme)


def some_tools() -> Sequence[Offer]:
    return (
        Offer(id="read_file", name="read_file", about="Reads a file", effect="read"),
        Offer(id="write_file", name="write_file", about="Writes a file", effect="write"),
        Offer(id="run_python", name="run_python", about="Runs Python", effect="run"),
    )


def make_bench(
    theme: ThemeSwitch,
    library: TeamLibrary,
    *,
    tools: Callable[[], Sequence[Offer]] = some_tools,
) -> Bench:
    servers: list[FoundServer] = []
    tried: list[str] = []
    errors: list[BaseException] = []
    ground = QWidget()

    def add_server(server: FoundServer) -> str:
        servers.append(server)
        return server.name

    notices = NoticeBar(ground, theme=theme)
    drafts = Drafts()
    parts = AgentsParts(
        library=library,
        drafts=drafts,
        theme=theme,
        models=ModelSource(endpoints=lambda: (SERVER,), default=lambda: SMALL),
        notices=notices,
        try_out=tried.append,
        on_error=errors.append,
        add_server=add_server,
        tools=tools,
        servers=lambda: (Offer(id="time", name="time", about="uvx mcp-server-time"),),
    )
    page = AgentsPage(parts)
    notices.sit_on(page)
    ground.deleteLater()
    return Bench(theme, library, drafts, notices, page, tried=tried, errors=errors, servers=servers)
