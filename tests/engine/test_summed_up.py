"""Agents of AutoGen go on from a summary, before a server that insists on the order."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any, cast

import pytest

from gui.engine.autogen_engine import AutoGenEngine
from gui.engine.context_order import SUMMED_UP
from gui.model.endpoint import ModelRef
from gui.model.turn import CompactionPart, Role, Turn
from tests import model_behaviours as does
from tests.engine.talk import MODEL, endpoint_of, heard, plan_of
from tests.engine.talk import turn as said_turn
from tests.engine.teams import agent, component, team, team_plan
from tests.model_servers import ModelServer
from tests.services.house import House

SUMMARY = SUMMED_UP.format(text="In short.")


def summed(kept: int = 0) -> Turn:
    part = CompactionPart(source="", text="In short.", kept=kept)
    return replace(said_turn(Role.AGENT), parts=(part,))


PAIR = (said_turn(Role.USER, "asked"), said_turn(Role.AGENT, "answered"))


@pytest.mark.parametrize("kept", [(), PAIR, PAIR[1:], (*PAIR, *PAIR)])
async def test_the_assistant_is_told_the_summary_first(
    server: ModelServer, engine: AutoGenEngine, kept: tuple[Turn, ...]
) -> None:
    plan = plan_of(endpoint_of(server), replay=(summed(len(kept)), *kept))
    conversation = await engine.converse(plan)
    assert (await heard(conversation, "now")).problem is None
    state = await conversation.save_state()
    await conversation.close()
    (request,) = server.chats
    assert request.messages[1]["content"] == SUMMARY
    again = await engine.converse(plan_of(endpoint_of(server), state=state))
    assert (await heard(again, "and now")).problem is None
    await again.close()
    assert server.chats[1].messages[1]["content"] == SUMMARY


@pytest.mark.parametrize("kind", ["RoundRobinGroupChat", "Swarm", "alone"])
async def test_each_agent_of_a_team_is_told_it(
    server: ModelServer, engine: AutoGenEngine, kind: str
) -> None:
    cut = component("autogen_core.model_context.UnboundedChatCompletionContext")
    one, two = agent("one", model_context=cut), agent("two")
    made = one if kind == "alone" else team(kind, one, two, max_turns=2)
    conversation = await engine.converse(team_plan(server, made, replay=(summed(2), *PAIR)))
    assert (await heard(conversation, "now")).problem is None
    await conversation.close()
    for chat in server.chats:
        assert SUMMARY in str(chat.messages[1]["content"])
        assert "asked" in str(chat.messages)


async def test_from_the_request_to_the_next_answer(tmp_path: Path, engine: AutoGenEngine) -> None:
    any_engine: Any = cast("Any", engine)  # the house is made for the scripted one
    with ModelServer(strict=True) as server:
        async with House(tmp_path, engine=any_engine) as house:
            house.catalog.server = endpoint_of(server)
            house.catalog.default = ModelRef(endpoint_id="test", model=MODEL)
            session = await house.service.create()
            for question in ("one", "two", "three", "four"):
                await house.talk(session.id, question)
            server.script(does.text("In short."))
            proposal = await house.service.compaction.propose(session.id)
            assert proposal is not None
            assert proposal.text == "In short."
            assert [request.usage for request in proposal.requests] != [None]
            assert await house.service.compaction.accept(proposal, proposal.text)
            summary = await house.head(session.id)
            await house.talk(session.id, "five")
            sent = [str(message["content"]) for message in server.chats[-1].messages[1:]]
            assert sent[0] == SUMMARY
            assert [text for text in sent if text in ("one", "two", "three", "four", "five")] == [
                "three",
                "four",
                "five",
            ]
            await house.service.compaction.undo(session.id, summary.id)
            await house.talk(session.id, "instead")
            sent = [str(message["content"]) for message in server.chats[-1].messages]
            assert [text for text in sent if text in ("one", "two", "instead")] == [
                "one",
                "two",
                "instead",
            ]
