"""What tools are called in the window: Parley's own by their titles, others by their owners."""

from __future__ import annotations

from pathlib import Path

import pytest

from gui.engine.tools.built_in import BUILT_IN_IDS, built_in_tools
from gui.engine.tools.surroundings import ToolSurroundings
from gui.model.gate import Effect, ToolFacts
from gui.views.tool_titles import tool_title


def test_each_tool_of_parleys_own_has_a_title_and_what_it_can_do(tmp_path: Path) -> None:
    for tool in built_in_tools(BUILT_IN_IDS, ToolSurroundings(session_id="s", folder=tmp_path)):
        facts = tool.facts({})
        title = tool_title(facts.tool_id, {})
        assert title.owner == "Built into Parley", facts.tool_id
        assert title.effect is tool.effect, facts.tool_id


@pytest.mark.parametrize(
    ("tool_id", "title", "about"),
    [
        ("mcp/s1/get_time", "get_time", "MCP server Time"),
        ("mcp/gone/a/b", "a/b", "An MCP server that is no longer there"),
        ("http/example.org:8080/look_up/ab12", "look_up", "Web service example.org:8080"),
        ("function/0123456789abcdef/add", "add", "Code that came with an agent · runs code"),
        ("team_code/local/coder", "Run code that agents write", "Agent coder · runs code"),
        ("agent/critic", "critic", "An agent that is used as a tool"),
        ("elsewhere", "elsewhere", ""),
    ],
)
def test_other_tools_say_whose_they_are(tool_id: str, title: str, about: str) -> None:
    found = tool_title(tool_id, {"s1": "Time"})
    assert (found.title, found.about) == (title, about)


def test_the_facts_of_a_call_say_what_a_tool_can_do() -> None:
    facts = ToolFacts(tool_id="mcp/gone/get_time", effect=Effect.READ, place="Time")
    assert tool_title(facts.tool_id, {}, facts).about == "MCP server Time · reads"
