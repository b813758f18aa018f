"""Who can be called in a chat, and which servers its agents have."""

from __future__ import annotations

import json
from collections.abc import Mapping

from hypothesis import given
from hypothesis import strategies as st

from gui.model.chat_members import members_of, servers_of


def _agent(name: str, **extras: object) -> dict[str, object]:
    provider = "autogen_agentchat.agents.AssistantAgent"
    return {"provider": provider, "config": {"name": name}, "parley": extras}


def _team(*members: Mapping[str, object], kind: str = "Swarm") -> dict[str, object]:
    provider = f"autogen_agentchat.teams.{kind}"
    return {"provider": provider, "config": {"participants": list(members)}}


USER = {"provider": "autogen_agentchat.agents.UserProxyAgent", "config": {"name": "user"}}


def test_members_of_teams_within_are_called_by_their_own_names() -> None:
    inner = _team(_agent("writer"), _agent("editor"), kind="RoundRobinGroupChat")
    text = json.dumps(_team(_agent("coder"), inner, USER, _agent("coder")))
    assert members_of(text) == ("coder", "writer", "editor")


def test_one_agent_is_not_called_by_name() -> None:
    assert members_of(json.dumps(_agent("alone"))) == ()


def test_servers_of_all_agents_come_together() -> None:
    team = _team(_agent("a", servers=["x", "y"]), _agent("b", servers=["y", 3, "z"]), _agent("c"))
    assert servers_of(json.dumps(team)) == ("x", "y", "z")


@given(st.text())
def test_what_cannot_be_read_has_none(text: str) -> None:
    assert servers_of(text) == ()
    assert members_of(text) == ()
