"""A chat that another program has written goes on with an agent that knows what was said."""

from __future__ import annotations

import json

import pytest

from gui.engine.autogen_engine import AutoGenEngine
from gui.model.endpoint import Protocol
from gui.services.foreign.chatgpt import chatgpt_chat
from gui.services.foreign.foreign_turns import whole_chat
from gui.services.foreign.open_webui import open_webui_chat
from gui.services.identifiers import Identifiers
from tests import model_behaviours as does
from tests.engine.talk import PROTOCOLS, endpoint_of, heard, plan_of
from tests.model_servers import ModelServer
from tests.services.foreign import exports
from tests.services.foreign.exports import Said
from tests.services.foreign.reading import NO_FILES

TALK = (Said(None, True, "Hello"), Said(0, False, "Hi!"))


@pytest.mark.parametrize("protocol", PROTOCOLS)
async def test_what_was_said_is_sent_to_any_provider(
    server: ModelServer, engine: AutoGenEngine, protocol: Protocol
) -> None:
    record = exports.chatgpt(TALK)
    mapping = record["mapping"]
    assert isinstance(mapping, dict)
    call = exports.chatgpt_message(
        "c", "assistant", {"content_type": "code", "text": "1 + 1"}, recipient="python"
    )
    output = exports.chatgpt_message(
        "o",
        "tool",
        {"content_type": "execution_output", "text": "2"},
        author={"role": "tool", "name": "python"},
    )
    mapping["0"]["children"], mapping["1"]["parent"] = ["c"], "o"
    mapping["c"] = exports.chatgpt_node("c", "0", ["o"], call)
    mapping["o"] = exports.chatgpt_node("o", "c", ["1"], output)
    chats = (
        chatgpt_chat(json.loads(json.dumps(record))),
        open_webui_chat(json.loads(json.dumps(exports.open_webui(TALK)))),
    )
    for chat in chats:
        server.script(does.text("Yes."))
        replay = whole_chat(chat, NO_FILES, new_id=Identifiers().new, now=5).turns
        plan = plan_of(endpoint_of(server, protocol), replay=replay)
        conversation = await engine.converse(plan)
        assert (await heard(conversation, "Go on")).problem is None
        sent = json.dumps(server.chats[-1].messages)
        assert sent.index("Hello") < sent.index("Hi!") < sent.index("Go on")
        await conversation.close()
