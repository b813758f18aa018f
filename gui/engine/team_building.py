"""From the component of a file to whoever answers: an agent or a team with its members."""

from __future__ import annotations

import hashlib

from gui.engine.component_node import Node
from gui.engine.crew import Crew, Runner
from gui.engine.known_providers import known_as
from gui.engine.team_building_agents import agent_of
from gui.engine.team_building_teams import TEAMS, team_of
from gui.engine.workshop import Supplies, Workshop


def crew_of(root: Node, supplies: Supplies) -> Crew:
    """Nothing of the file but source that the user has allowed is run; raises EngineError."""
    kind = known_as(root.provider)
    shop = Workshop(
        supplies=supplies,
        make_agent=agent_of,
        make_team=team_of,
        allowed_code=frozenset(root.words("allowed_code")),
        alone=kind == "AssistantAgent",
    )
    path = root.name or kind
    runner: Runner
    if kind in TEAMS:
        runner = team_of(root, path, shop)
    else:
        runner = agent_of(root, path, shop, kept=True)
    shop.roots[path] = runner
    shape = "\n".join(sorted(shop.kinds))
    swarms = any(found.endswith(":Swarm") for found in shop.kinds)
    return Crew(
        runner=runner,
        asked=supplies.lines[None].asked,
        members=tuple(shop.members),
        calls=tuple(shop.calls),
        teams=tuple(shop.teams),
        stops=tuple(shop.stops),
        executors=tuple(shop.executors),
        roots=shop.roots,
        shape=hashlib.sha256(shape.encode()).hexdigest(),
        users=frozenset(shop.users),
        resumes=swarms and kind in TEAMS,
        retold=kind == "MagenticOneGroupChat",
        sees=any(line.info["vision"] for line in supplies.lines.values()),
        faults=shop.faults,
    )
