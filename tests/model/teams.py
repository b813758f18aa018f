"""Components for tests: agents and teams as the JSON values that AutoGen writes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

Json = dict[str, object]


def agent(name: str, **config: object) -> Json:
    return {
        "provider": "autogen_agentchat.agents.AssistantAgent",
        "component_type": "agent",
        "version": 1,
        "config": {"name": name, "model_client": model(), **config},
    }


def user(name: str = "user") -> Json:
    provider = "autogen_agentchat.agents.UserProxyAgent"
    return {"provider": provider, "component_type": "agent", "config": {"name": name}}


def model() -> Json:
    return {
        "provider": "autogen_ext.models.openai.OpenAIChatCompletionClient",
        "component_type": "model",
        "config": {"model": "gpt-4.1"},
    }


def ends_after(messages: int) -> Json:
    return {
        "provider": "autogen_agentchat.conditions.MaxMessageTermination",
        "component_type": "termination",
        "config": {"max_messages": messages},
    }


def team(kind: str, members: Sequence[Json], **config: object) -> Json:
    return {
        "provider": f"autogen_agentchat.teams.{kind}",
        "component_type": "team",
        "version": 1,
        "config": {
            "participants": list(members),
            "termination_condition": ends_after(12),
            **config,
        },
    }


def graph(edges: Mapping[str, Sequence[str | tuple[str, str]]]) -> Json:
    """Each node with where its edges lead; a pair has the condition of an edge."""
    nodes: Json = {
        name: {"name": name, "edges": [_edge(target) for target in targets], "activation": "all"}
        for name, targets in edges.items()
    }
    return {"nodes": nodes, "default_start_node": None}


def flow(edges: Mapping[str, Sequence[str | tuple[str, str]]]) -> Json:
    return team("GraphFlow", [agent(name) for name in edges], graph=graph(edges))


def society(name: str, inner: Json) -> Json:
    provider = "autogen_agentchat.agents.SocietyOfMindAgent"
    config = {"name": name, "team": inner, "model_client": model()}
    return {"provider": provider, "component_type": "agent", "config": config}


def agent_tool(inner: Json) -> Json:
    provider = "autogen_agentchat.tools.AgentTool"
    return {"provider": provider, "component_type": "tool", "config": {"agent": inner}}


def team_tool(name: str, inner: Json) -> Json:
    config = {"name": name, "description": "", "team": inner}
    provider = "autogen_agentchat.tools.TeamTool"
    return {"provider": provider, "component_type": "tool", "config": config}


def _edge(target: str | tuple[str, str]) -> Json:
    name, condition = target if isinstance(target, tuple) else (target, None)
    return {"target": name, "condition": condition}
