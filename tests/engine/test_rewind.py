"""Rewinding a chat takes the memory of its agents back: the next request to the model proves it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from gui.model.turn import TurnState
from tests import model_behaviours as does
from tests.engine.test_shipped_teams import Program
from tests.engine.test_team_chats import idle, pair, spec_of, talk
from tests.model_servers import ModelServer


def _told(server: ModelServer, first: int, system: str) -> list[tuple[str, str]]:
    """Who said what in the first request from there on whose instructions begin with `system`."""
    for chat in server.chats[first:]:
        messages = chat.messages
        if messages[0]["role"] == "system" and str(messages[0]["content"]).startswith(system):
            return [(one["role"], _words(one["content"])) for one in messages[1:]]
    raise AssertionError("it was not asked")


def _words(content: Any) -> str:  # noqa: ANN401  # as the JSON has it
    if isinstance(content, str):
        return content
    return " ".join(part.get("text", "") for part in content)


async def test_after_a_rewind_an_assistant_is_sent_what_led_there_and_nothing_else(
    server: ModelServer, tmp_path: Path
) -> None:
    server.script(*map(does.text, ("A.", "B.", "C.", "D.", "E.", "F.")))
    server.script_for("Write a title for the conversation", does.text("Title"))
    async with Program(tmp_path, server) as program:
        session = await program.service.create()
        first = await talk(program, session.id, "one")
        await talk(program, session.id, "two")
        third = await talk(program, session.id, "three")
        await program.service.branches.rewind(session.id, first.id)
        asked = len(server.chats)
        answer = await talk(program, session.id, "instead")
        assert answer.state is TurnState.DONE
        assert _told(server, asked, "")[-3:] == [
            ("user", "one"), ("assistant", "A."), ("user", "instead"),
        ]  # fmt: skip
        assert len(_told(server, asked, "")) == 3
        # The other branch is as it was.
        await program.service.select_turn(session.id, third.id)
        asked = len(server.chats)
        await talk(program, session.id, "four")
        assert [words for _, words in _told(server, asked, "")] == [
            "one", "A.", "two", "B.", "three", "C.", "four",
        ]  # fmt: skip


async def test_a_rewind_counts_after_a_restart_and_for_edited_messages(
    server: ModelServer, tmp_path: Path
) -> None:
    server.script(*map(does.text, ("A.", "B.", "C.", "D.")))
    server.script_for("Write a title for the conversation", does.text("Title"))
    async with Program(tmp_path, server) as program:
        session = await program.service.create()
        first = await talk(program, session.id, "one")
        await talk(program, session.id, "two")
        await program.service.branches.rewind(session.id, first.id)
    async with Program(tmp_path, server) as program:
        asked = len(server.chats)
        await talk(program, session.id, "instead")
        assert [words for _, words in _told(server, asked, "")] == ["one", "A.", "instead"]
        said = (await program.service.open(session.id)).turns[-2]
        asked = len(server.chats)
        await program.service.branches.edit(session.id, said.id, "edited")
        await idle(program, session.id)
        assert [words for _, words in _told(server, asked, "")] == ["one", "A.", "edited"]


async def test_turns_without_a_state_of_their_own_are_told_again_up_to_there(
    server: ModelServer, tmp_path: Path
) -> None:
    server.script(*map(does.text, ("A.", "B.", "C.")))
    server.script_for("Write a title for the conversation", does.text("Title"))
    async with Program(tmp_path, server) as program:
        session = await program.service.create()
        first = await talk(program, session.id, "one")
        await talk(program, session.id, "two")
        await program.service.close_session(session.id)
        await program.store._submit(lambda c: c.execute("DELETE FROM turn_state").rowcount)
        await program.service.branches.rewind(session.id, first.id)
        asked = len(server.chats)
        await talk(program, session.id, "instead")
        assert [words for _, words in _told(server, asked, "")] == ["one", "A.", "instead"]


async def test_after_a_rewind_each_agent_of_a_team_is_sent_what_led_there_and_nothing_else(
    server: ModelServer, tmp_path: Path
) -> None:
    server.script_for("You are first.", *map(does.text, ("A1.", "A2.", "A3.", "A4.")))
    server.script_for("You are second.", *map(does.text, ("B1.", "B2.", "B3.", "B4.")))
    server.script_for("Write a title for the conversation", does.text("Title"))
    async with Program(tmp_path, server) as program:
        spec = program.library.save(spec_of(pair("first", "second")))
        session = await program.service.create()
        await program.service.set_team(session.id, spec.id)
        first = await talk(program, session.id, "one")
        await talk(program, session.id, "two")
        await talk(program, session.id, "three")
        await program.service.branches.rewind(session.id, first.id)
        asked = len(server.chats)
        answer = await talk(program, session.id, "instead")
        assert answer.state is TurnState.DONE
        for system, own in (("You are first.", ()), ("You are second.", ("A4.",))):
            told = str(_told(server, asked, system))
            for words in ("one", "A1.", "B1.", "instead", *own):
                assert words in told, (system, words)
            for words in ("two", "three", "A2.", "B2.", "A3.", "B3."):
                assert words not in told, (system, words)
