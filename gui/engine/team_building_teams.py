"""Builds the teams of a file, so that each of their runs ends and can be ended from outside."""

from __future__ import annotations

import hashlib
from typing import Any

from autogen_agentchat.base import ChatAgent, OrTerminationCondition, Team, TerminationCondition
from autogen_agentchat.conditions import (
    ExternalTermination,
    HandoffTermination,
    MaxMessageTermination,
)
from autogen_agentchat.teams import (
    BaseGroupChat,
    GraphFlow,
    MagenticOneGroupChat,
    RoundRobinGroupChat,
    SelectorGroupChat,
    Swarm,
)
from autogen_agentchat.teams._group_chat._magentic_one._prompts import (
    ORCHESTRATOR_FINAL_ANSWER_PROMPT,
)

from gui.engine.component_node import Node
from gui.engine.crew import Member
from gui.engine.known_providers import known_as
from gui.engine.message_forms import USER
from gui.engine.team_building_conditions import MOST_MESSAGES, condition_of
from gui.engine.team_building_memory import memory_of
from gui.engine.workshop import Workshop

TEAMS = ("RoundRobinGroupChat", "SelectorGroupChat", "Swarm", "GraphFlow", "MagenticOneGroupChat")
_MAGENTIC_TURNS = 20
_MAGENTIC_STALLS = 3
_SELECTOR_PROMPT = """\
You are in a role play game. The following roles are available:
{roles}.
Read the following conversation. Then select the next role from {participants} to play. \
Only return the role.

{history}

Read the above conversation. Then select the next role from {participants} to play. \
Only return the role.
"""


def team_of(node: Node, path: str, shop: Workshop) -> BaseGroupChat:
    kind = known_as(node.provider)
    if kind not in TEAMS:
        raise node.refused(f"Parley does not know the team {node.provider}")
    shop.kinds.append(f"{path}:{kind}")
    try:
        match kind:
            case "SelectorGroupChat":
                team = _selector(node, path, shop)
            case "GraphFlow":
                team = _graph(node, path, shop)
            case "MagenticOneGroupChat":
                team = _magentic(node, path, shop)
            case _:
                team = _in_turn(node, path, shop, kind)
    except (ValueError, TypeError) as error:
        raise node.refused(str(error)) from error
    shop.teams.append(team)
    return team


def _in_turn(node: Node, path: str, shop: Workshop, kind: str) -> BaseGroupChat:
    """One after the other, or whoever is handed over to."""
    swarm = kind == "Swarm"
    schema = Swarm.component_config_schema if swarm else RoundRobinGroupChat.component_config_schema
    config: Any = node.validated(schema)
    members: Any = _participants(node, path, shop, teams=not swarm)
    if swarm:
        _check_handing_over(node, shop)
    return (Swarm if swarm else RoundRobinGroupChat)(
        members,
        name=config.name,
        description=config.description,
        termination_condition=_ending(node, shop, config.max_turns),
        max_turns=config.max_turns,
        emit_team_events=config.emit_team_events,
    )


def _selector(node: Node, path: str, shop: Workshop) -> BaseGroupChat:
    config: Any = node.validated(
        SelectorGroupChat.component_config_schema,
        selector_prompt=_SELECTOR_PROMPT,
        allow_repeated_speaker=False,
    )
    node.check_template("selector_prompt", "roles", "participants", "history")
    name = "SelectorGroupChatManager"  # what AutoGen calls whoever chooses
    memory = memory_of(node)
    shop.members.append(
        Member(
            path=f"{path}/{name}",
            source=name,
            kind=name,
            model=shop.line(node).asked.model,
            system=config.selector_prompt,
            memory=memory,
        )
    )
    return SelectorGroupChat(
        _participants(node, path, shop, teams=True),
        shop.client(node, name, f"{path}/{name}"),
        name=config.name,
        description=config.description,
        termination_condition=_ending(node, shop, config.max_turns),
        max_turns=config.max_turns,
        selector_prompt=config.selector_prompt,
        allow_repeated_speaker=config.allow_repeated_speaker,
        max_selector_attempts=config.max_selector_attempts,
        emit_team_events=True,
        model_client_streaming=True,
        model_context=memory,
    )


def _graph(node: Node, path: str, shop: Workshop) -> BaseGroupChat:
    config: Any = node.validated(GraphFlow.component_config_schema)
    members: Any = _participants(node, path, shop, teams=False)
    names = {member.name for member in members}
    edges = [edge for found in config.graph.nodes.values() for edge in found.edges]
    strangers = ({edge.target for edge in edges} | set(config.graph.nodes)) - names
    if strangers or names - set(config.graph.nodes):
        odd = ", ".join(sorted(strangers or names - set(config.graph.nodes)))
        raise node.refused(f"the graph and the participants do not fit: {odd}")
    config.graph.graph_validate()
    drawn = config.graph.model_dump_json()
    shop.kinds.append(f"{path}:{hashlib.sha256(drawn.encode()).hexdigest()[:16]}")
    endless = config.graph.get_has_cycles()
    return GraphFlow(
        members,
        config.graph,
        name=config.name,
        description=config.description,
        termination_condition=_ending(node, shop, config.max_turns, ends=not endless),
        max_turns=config.max_turns,
    )


def _magentic(node: Node, path: str, shop: Workshop) -> BaseGroupChat:
    config: Any = node.validated(
        MagenticOneGroupChat.component_config_schema,
        max_stalls=_MAGENTIC_STALLS,
        final_answer_prompt=ORCHESTRATOR_FINAL_ANSWER_PROMPT,
    )
    node.check_template("final_answer_prompt", "task")
    name = "MagenticOneOrchestrator"  # what AutoGen calls whoever plans
    members: Any = _participants(node, path, shop, teams=False)
    return MagenticOneGroupChat(
        members,
        shop.client(node, name, f"{path}/{name}"),
        name=config.name,
        description=config.description,
        termination_condition=_ending(node, shop, config.max_turns, ends=True),
        max_turns=config.max_turns or _MAGENTIC_TURNS,
        max_stalls=config.max_stalls,
        final_answer_prompt=config.final_answer_prompt,
        emit_team_events=True,
    )


def _participants(node: Node, path: str, shop: Workshop, *, teams: bool) -> list[ChatAgent | Team]:
    built: list[ChatAgent | Team] = []
    for child in node.children("participants"):
        kind = known_as(child.provider)
        below = f"{path}/{child.name or kind}"
        if kind not in TEAMS:
            built.append(shop.make_agent(child, below, shop, kept=True))
        elif teams:
            built.append(shop.make_team(child, below, shop))
        else:
            raise child.refused("this kind of team has agents only, no teams inside")
    return built


def _ending(
    node: Node, shop: Workshop, max_turns: int | None, *, ends: bool = False
) -> TerminationCondition:
    """What the file says, the user's wish to end, and a limit where nothing else is certain.

    `ends` tells that this kind of team comes to an end by itself.
    """
    stated = node.child("termination_condition")
    stop = ExternalTermination()
    shop.stops.append(stop)
    conditions: list[TerminationCondition] = [condition_of(stated)] if stated else []
    if stated is None and max_turns is None and not ends:
        conditions.append(MaxMessageTermination(MOST_MESSAGES))
    if hands_to_user(node):
        conditions.append(HandoffTermination(target=USER))
    return OrTerminationCondition(*conditions, stop)


def hands_to_user(node: Node) -> bool:
    """Whether an agent in the team may hand over to the user, who is none of its members."""
    children = node.children("participants")
    if any(child.name == USER for child in children):
        return False
    return any(USER in _targets(child) or hands_to_user(child) for child in children)


def _targets(agent: Node) -> list[str]:
    stated = agent.config.get("handoffs") or []
    found = [target.get("target") if isinstance(target, dict) else target for target in stated]
    return [target for target in found if isinstance(target, str)]


def _check_handing_over(node: Node, shop: Workshop) -> None:
    """AutoGen ends a run with an error when somebody is handed over to who is not there.

    A model that cannot hand over would speak until the run ends.
    """
    children = node.children("participants")
    known = {USER, *(child.name for child in children)}
    for child in children:
        line = shop.line(child)
        if _targets(child) and not line.info["function_calling"]:
            raise child.refused(
                f"it hands over with a function, and the model {line.asked.model} calls no"
                " functions: choose another model"
            )
        for target in _targets(child):
            if target not in known:
                raise child.refused(f"it hands over to {target}, who is not in the team")
