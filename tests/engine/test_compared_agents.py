"""An assistant and a team answer one message at once; whoever is kept remembers its own answer."""

from __future__ import annotations

from pathlib import Path

from gui.model.respondent import Respondent
from gui.model.turn import TurnState
from tests import model_behaviours as does
from tests.engine.test_shipped_teams import Program
from tests.engine.test_team_chats import idle, pair, spec_of, talk, told_to_agents
from tests.model_servers import ModelServer


async def test_each_is_sent_the_chat_so_far_and_the_kept_one_goes_on_from_its_answer(
    server: ModelServer, tmp_path: Path
) -> None:
    server.script(does.text("Before."), does.text("Alone."), does.text("Never."))
    server.script_for("You are first.", does.text("First A."), does.text("First B."))
    server.script_for("You are second.", does.text("Second A."), does.text("Second B."))
    server.script_for("Write a title for the conversation", does.text("Title"))
    async with Program(tmp_path, server) as program:
        spec = program.library.save(spec_of(pair("first", "second")))
        session = await program.service.create()
        await talk(program, session.id, "one")
        alone = Respondent(model=None, team_id=None)
        team = Respondent(model=None, team_id=spec.id)
        ids = await program.service.branches.compare(session.id, "two", (alone, team))
        await idle(program, session.id)
        first, second = await program.service.turns(session.id, ids)
        assert (first.state, second.state) == (TurnState.DONE, TurnState.DONE)
        assert first.text == "Alone."
        assert "First A." in second.text
        assert await program.service.branches.keep(session.id, second.id)
        asked = len(server.chats)
        answer = await talk(program, session.id, "three")
        assert "First B." in answer.text
        told = told_to_agents(server, asked)[0]
        assert [word in told for word in ("one", "Before.", "two", "First A.", "three")] == [
            True
        ] * 5
        assert "Alone." not in told
        # The other one is a version, whose branch has its own memory.
        await program.service.set_team(session.id, None)
        await program.service.select_turn(session.id, first.id)
        asked = len(server.chats)
        await talk(program, session.id, "four")
        last = next(str(chat.messages) for chat in server.chats[asked:])
        assert [word in last for word in ("one", "Alone.", "four")] == [True] * 3
        assert [word in last for word in ("First A.", "three")] == [False] * 2
