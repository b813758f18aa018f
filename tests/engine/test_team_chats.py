"""Chats with a team, from the session's file to the model and back: branches, and changed teams."""

from __future__ import annotations

import json
from pathlib import Path

from gui.model.team_spec import SpecOrigin, TeamSpec
from gui.model.turn import NoticePart, Turn, TurnState
from gui.services.answer import TEAM_CHANGED
from tests import model_behaviours as does
from tests.engine.teams import Component, agent, team
from tests.engine.test_shipped_teams import Program
from tests.model_servers import ModelServer
from tests.waiting import until


def spec_of(component: Component, spec_id: str = "") -> TeamSpec:
    return TeamSpec(
        id=spec_id,
        title="Pair",
        about="",
        component=json.dumps(component),
        origin=SpecOrigin.OWN,
        team=True,
    )


def pair(*names: str, told: str = "") -> Component:
    members = [agent(name) for name in names]
    if told:
        members[0]["config"]["system_message"] = told
    return team("RoundRobinGroupChat", *members, max_turns=2)


async def idle(program: Program, session_id: str) -> Turn:
    await until(lambda: not program.service.is_running(session_id))
    return (await program.service.open(session_id)).turns[-1]


async def talk(program: Program, session_id: str, text: str) -> Turn:
    await program.service.send(session_id, text)
    return await idle(program, session_id)


def told_to_agents(server: ModelServer, first: int) -> list[str]:
    """Without what is asked for the title of the chat."""
    sent = [chat.messages for chat in server.chats[first:]]
    return [str(messages) for messages in sent if messages[0]["role"] == "system"]


def notices(turn: Turn) -> list[str]:
    return [part.kind for part in turn.parts if isinstance(part, NoticePart) and part.kind]


async def test_a_team_with_a_renamed_agent_is_told_what_was_said_and_the_user_too(
    server: ModelServer, tmp_path: Path
) -> None:
    server.script_for("You are first.", does.text("First says A."))
    server.script_for("You are second.", does.text("Second says B."))
    server.script_for("You are renamed.", does.text("Renamed says C."))
    async with Program(tmp_path, server) as program:
        spec = program.library.save(spec_of(pair("first", "second")))
        session = await program.service.create()
        await program.service.set_team(session.id, spec.id)
        assert notices(await talk(program, session.id, "one")) == []
        program.library.save(spec_of(pair("first", "renamed"), spec.id))
        asked = len(server.chats)
        answer = await talk(program, session.id, "two")
        assert answer.state is TurnState.DONE
        assert notices(answer) == [TEAM_CHANGED]
        words = ("one", "First says A.", "Second says B.", "two")
        for told in told_to_agents(server, asked):
            assert [word for word in words if word not in told] == []
        assert notices(await talk(program, session.id, "three")) == []
        # Other words for an agent are no other team: it keeps what it remembers.
        program.library.save(
            spec_of(pair("first", "renamed", told="You are first. Be brief."), spec.id)
        )
        answer = await talk(program, session.id, "four")
        assert (answer.state, notices(answer)) == (TurnState.DONE, [])
        told = told_to_agents(server, 0)[-2]
        assert "Be brief." in told
        assert "two" in told


async def test_going_on_in_another_branch_a_team_remembers_that_branch_alone(
    server: ModelServer, tmp_path: Path
) -> None:
    answers = ("A.", "B.", "Other.", "C.", "D.")
    server.script_for("You are first.", *map(does.text, answers))
    server.script_for("You are second.", does.text("Well."))
    async with Program(tmp_path, server) as program:
        spec = program.library.save(spec_of(pair("first", "second")))
        session = await program.service.create()
        await program.service.set_team(session.id, spec.id)
        first = await talk(program, session.id, "one")
        second = await talk(program, session.id, "two")
        await program.service.retry(session.id, first.id)
        again = await idle(program, session.id)
        assert "Other." in again.text

        asked = len(server.chats)
        await talk(program, session.id, "three")
        told = told_to_agents(server, asked)[0]
        assert "Other." in told
        assert "A." not in told.replace("Other.", "")
        assert "two" not in told

        await program.service.select_turn(session.id, second.id)
        asked = len(server.chats)
        answer = await talk(program, session.id, "four")
        assert answer.state is TurnState.DONE
        told = told_to_agents(server, asked)[0]
        assert [words in told for words in ("one", "A.", "two", "B.", "four")] == [True] * 5
        assert [words in told for words in ("Other.", "three", "C.")] == [False] * 3
