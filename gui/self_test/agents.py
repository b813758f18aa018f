"""Checks of teams and tools: each shipped team can be built, one answers, and tools work."""

from __future__ import annotations

import asyncio
from contextlib import aclosing
from pathlib import Path
from typing import TYPE_CHECKING

from gui.model.endpoint import Endpoint, Protocol
from gui.model.plan import ConversationPlan
from gui.model.reducer import apply
from gui.model.turn import Role, TextPart, Turn, TurnState
from gui.self_test.check import Ground, expect
from gui.self_test.scripted_server import scripted_server
from gui.services.read_only_gate import ReadOnlyGate
from gui.services.team_library import TeamLibrary

if TYPE_CHECKING:  # AutoGen is imported by a check, whose failure is a line of the table
    from gui.engine.autogen_engine import AutoGenEngine
    from gui.engine.bench_of_tools import Bench
    from gui.model.team_spec import TeamSpec

_TEAM = "shipped.writer-and-critic"
_ASKED = "Write one line."
_TEXT = "A line that was written."
_APPROVES = "APPROVE"
_PAGE = b"BT /F1 12 Tf 72 720 Td (The heron stands still.) Tj ET"
_FOUND = "heron"


async def check_tools(ground: Ground) -> str:
    """Parley's own tools are there; they find words in a PDF and a pattern in a file."""
    from gui.engine.tools.built_in import BUILT_IN_IDS, built_in_bench
    from gui.engine.tools.surroundings import ToolSurroundings

    folder = ground.folder / "tools"
    folder.mkdir()
    document = folder / "document.pdf"
    document.write_bytes(_pdf(_PAGE))
    (folder / "notes.txt").write_text("one heron\n", encoding="utf-8")
    bench = built_in_bench(
        BUILT_IN_IDS, ToolSurroundings(session_id="s", folder=folder, documents=(document,))
    )
    tools = await bench.workbench.list_tools()
    expect(len(tools) >= len(BUILT_IN_IDS), f"only {len(tools)} tools")
    read = await _call(bench, "search_documents", {"question": _FOUND})
    expect("stands still" in read, f"the PDF says {read!r}")
    pattern = {"pattern": "h.r[no]+", "regular_expression": True}
    searched = await _call(bench, "search_files", pattern)
    expect("notes.txt:1" in searched, f"the pattern finds {searched!r}")
    return f"{len(tools)} tools; a PDF is read, a pattern found"


async def check_teams(ground: Ground) -> str:
    """All shipped teams can be built; one answers, with its model on this computer."""
    from gui.engine.autogen_engine import AutoGenEngine, EngineOptions
    from gui.late_mcp import LateMcp
    from gui.services.child_table import ChildTable
    from gui.services.mcp_servers import McpServers
    from gui.services.secrets import Secrets
    from gui.services.settings import Settings
    from gui.services.user_memory import UserMemory
    from gui.tool_supply import ToolSupply

    settings = Settings(ground.folder / "settings.json")
    children = ChildTable(ground.folder / "team-children")
    servers = McpServers(settings, Secrets(ground.folder / "keys.json"))
    supply = ToolSupply(
        children=children,
        memory=UserMemory(ground.folder / "memory.json"),
        servers=servers,
        mcp=LateMcp(servers, children, _at_once),
    )
    options = EngineOptions(benches=supply.benches, executors=supply.executor)
    engine = AutoGenEngine(options=options)
    teams = TeamLibrary(ground.folder / "teams", language=lambda: "en").list()
    expect(any(team.id == _TEAM for team in teams), "the writer and the critic are missing")
    try:
        async with scripted_server(_says) as address:
            turns = [await _use(engine, team, address, ground.folder) for team in teams]
    finally:
        await engine.close()
        await children.end_all()
    said = [
        (part.source, part.text)
        for turn in turns
        for part in turn.parts
        if isinstance(part, TextPart)
    ]
    expect(said == [("writer", _TEXT), ("critic", _APPROVES)], f"said {said}")
    return f"{len(teams)} built; the writer writes, the critic approves"


async def _use(engine: AutoGenEngine, team: TeamSpec, address: str, folder: Path) -> Turn:
    """Build it; only one is asked something."""
    endpoint = Endpoint(
        id="test", name="Test", protocol=Protocol.OPENAI, base_url=address, needs_key=False
    )
    plan = ConversationPlan(
        session_id="s",
        endpoint=endpoint,
        model="scripted",
        key=None,
        state=None,
        replay=(),
        gate=ReadOnlyGate(),
        team=team.component,
        folder=str(folder / "work"),
    )
    turn = Turn(
        id="a",
        session_id="s",
        parent_id=None,
        role=Role.AGENT,
        state=TurnState.RUNNING,
        created_at=1,
    )
    conversation = await engine.converse(plan)
    try:
        if team.id == _TEAM:
            async with aclosing(conversation.run(_ASKED)) as events:
                async for event in events:
                    turn = apply(turn, event)
    finally:
        await conversation.close()
    return turn


def _says(body: str) -> str:
    return _APPROVES if "You are the critic" in body else _TEXT


async def _at_once() -> None:
    await asyncio.sleep(0)


async def _call(bench: Bench, name: str, arguments: dict[str, object]) -> str:
    result = await bench.workbench.call_tool(name, arguments)
    return result.to_text()


def _pdf(page: bytes) -> bytes:
    """One page with this drawn on it."""
    objects = (
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        (
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R"
            b" /Resources << /Font << /F1 5 0 R >> >> >>"
        ),
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(page), page),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    )
    data, places = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, 1):
        places.append(len(data))
        data += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    count = len(objects) + 1
    end = b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (count, len(data))
    return data + b"xref\n0 %d\n0000000000 65535 f \n" % count + table + end
