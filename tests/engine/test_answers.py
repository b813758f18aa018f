"""Good answers: text, thoughts, usage and memory, over each protocol."""

from __future__ import annotations

from dataclasses import replace

import pytest

from gui.engine.autogen_engine import INSTRUCTIONS, AutoGenEngine
from gui.model.endpoint import Protocol
from gui.model.events import Noticed, TextAppended, ThoughtAppended
from gui.model.turn import TextPart, ThoughtPart, Usage
from tests.engine.talk import PROTOCOLS, endpoint_of, heard, plan_of
from tests.model_behaviours import DEFAULT_TEXT, no_stream_options, text, thoughts
from tests.model_servers import ModelServer

each_protocol = pytest.mark.parametrize("protocol", PROTOCOLS)


@each_protocol
async def test_text_streams_and_settles(
    server: ModelServer, engine: AutoGenEngine, protocol: Protocol
) -> None:
    server.script(text(fragments=6, pause=0.02))
    conversation = await engine.converse(plan_of(endpoint_of(server, protocol)))
    answer = await heard(conversation, "hello")
    assert answer.problem is None
    assert answer.turn.parts == (TextPart(source="assistant", text=DEFAULT_TEXT),)
    assert len(answer.of(TextAppended)) > 1
    assert answer.turn.usage == Usage(prompt_tokens=11, completion_tokens=7)
    await conversation.close()


@each_protocol
async def test_the_agent_remembers_earlier_turns(
    server: ModelServer, engine: AutoGenEngine, protocol: Protocol
) -> None:
    server.script(text("One."), text("Two."), text("Three."))
    conversation = await engine.converse(plan_of(endpoint_of(server, protocol)))
    for message in ("first", "second", "third"):
        assert (await heard(conversation, message)).problem is None
    said = [(m["role"], m["content"]) for m in server.chats[-1].messages if m["role"] != "system"]
    assert said == [
        ("user", "first"),
        ("assistant", "One."),
        ("user", "second"),
        ("assistant", "Two."),
        ("user", "third"),
    ]
    await conversation.close()


@each_protocol
async def test_thoughts_are_told_apart_and_never_sent_back(
    server: ModelServer, engine: AutoGenEngine, protocol: Protocol
) -> None:
    server.script(thoughts("<b>Hm</b> & so…", "Yes."))
    conversation = await engine.converse(plan_of(endpoint_of(server, protocol)))
    answer = await heard(conversation, "is it?")
    thought, said = answer.turn.parts
    assert isinstance(thought, ThoughtPart)
    assert (thought.text, thought.open) == ("<b>Hm</b> & so…", False)
    assert said == TextPart(source="assistant", text="Yes.")
    await heard(conversation, "sure?")
    assert "Hm" not in str(server.chats[-1].body)
    assert b"Hm" not in await conversation.save_state()
    await conversation.close()


async def test_a_model_that_prints_its_thoughts(server: ModelServer, engine: AutoGenEngine) -> None:
    server.script(text("<think>\nHm.\n</think>\n\nYes: `<think>` is a tag.", fragments=30))
    conversation = await engine.converse(plan_of(endpoint_of(server)))
    answer = await heard(conversation, "is it?")
    assert answer.turn.text == "Yes: `<think>` is a tag."
    assert "".join(e.text for e in answer.events if isinstance(e, ThoughtAppended)).strip() == "Hm."
    await heard(conversation, "sure?")
    assert "Hm." not in str(server.chats[-1].body)
    await conversation.close()


async def test_two_thousand_fragments_arrive_whole(
    server: ModelServer, engine: AutoGenEngine
) -> None:
    reply = "".join(f"{i} 你好 \U0001f600\n" for i in range(700))
    server.script(text(reply, fragments=2000))
    conversation = await engine.converse(plan_of(endpoint_of(server)))
    answer = await heard(conversation, "go")
    assert answer.turn.text == reply
    assert "".join(e.text for e in answer.events if isinstance(e, TextAppended)) == reply
    assert len(answer.of(TextAppended)) < 500
    await conversation.close()


async def test_instructions_come_first(server: ModelServer, engine: AutoGenEngine) -> None:
    conversation = await engine.converse(plan_of(endpoint_of(server)))
    await heard(conversation, "hello")
    assert server.chats[0].messages[0] == {"role": "system", "content": INSTRUCTIONS}
    assert server.chats[0].body["stream_options"] == {"include_usage": True}
    await conversation.close()


async def test_a_refused_nicety_is_left_out_once_and_for_all(
    server: ModelServer, engine: AutoGenEngine
) -> None:
    server.script(no_stream_options(), text("Yes."))
    conversation = await engine.converse(plan_of(endpoint_of(server)))
    assert (await heard(conversation, "hello")).turn.text == "Yes."
    assert (await heard(conversation, "again")).problem is None
    asked = ["stream_options" in chat.body for chat in server.chats]
    assert asked == [True, False, False]
    await conversation.close()


@each_protocol
async def test_an_answer_at_its_length_limit_says_so(
    server: ModelServer, engine: AutoGenEngine, protocol: Protocol
) -> None:
    server.script(replace(text("Half of a"), finish="length"))
    conversation = await engine.converse(plan_of(endpoint_of(server, protocol)))
    answer = await heard(conversation, "go")
    assert answer.turn.text == "Half of a"
    told = [event.text for event in answer.events if isinstance(event, Noticed)]
    assert told in (["finish_reason: length"], ["finish_reason: max_tokens"])
    await conversation.close()


@each_protocol
async def test_a_reply_in_a_single_fragment(
    server: ModelServer, engine: AutoGenEngine, protocol: Protocol
) -> None:
    server.script(text("Yes.", fragments=1))
    conversation = await engine.converse(plan_of(endpoint_of(server, protocol)))
    assert (await heard(conversation, "hello")).turn.text == "Yes."
    await conversation.close()


@each_protocol
@pytest.mark.parametrize("pause", [0.005, 0.01, 0.016])
async def test_an_end_of_stream_that_comes_late_is_no_failure(
    server: ModelServer, engine: AutoGenEngine, protocol: Protocol, pause: float
) -> None:
    """SDKs read the rest of a body once more after its last event, while it is still open."""
    server.script(text("word " * 8, fragments=8, pause=pause))
    conversation = await engine.converse(plan_of(endpoint_of(server, protocol)))
    for _ in range(3):
        answer = await heard(conversation, "go")
        assert answer.problem is None
        assert answer.turn.text.split() == ["word"] * 8
    await conversation.close()
