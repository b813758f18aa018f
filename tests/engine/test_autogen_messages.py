"""AutoGen itself makes its messages of what Parley writes for it."""

from __future__ import annotations

import io
import json
from dataclasses import replace

from autogen_agentchat.agents import AssistantAgent
from autogen_agentchat.base import Response
from autogen_agentchat.messages import (
    BaseChatMessage,
    MessageFactory,
    MultiModalMessage,
    ToolCallRequestEvent,
)
from autogen_core import CancellationToken
from autogen_ext.models.replay import ReplayChatCompletionClient
from hypothesis import given
from PIL import Image

from gui.model.turn import ImagePart, Role, TextPart, ToolCallPart, ToolState, Turn
from gui.services.autogen_messages import message_pieces
from gui.services.chat_branches import branch_of
from gui.services.whole_chats import WholeChat
from tests.services.test_chat_file import UNHURRIED, a_chat, chats
from tests.services.test_chat_markdown import answered_with


def messages(chat: WholeChat) -> list[object]:
    factory = MessageFactory()
    return [factory.create(data) for data in json.loads("".join(message_pieces(chat)))]


def texts(turns: tuple[Turn, ...]) -> list[str]:
    return [part.text for turn in turns for part in turn.parts if isinstance(part, TextPart)]


@given(chats())
@UNHURRIED
def test_every_chat_is_loaded_by_autogen(chat: WholeChat) -> None:
    branch = branch_of(chat)
    said = [getattr(message, "content", None) for message in messages(chat)]
    for text in texts(branch.turns):
        assert text.encode("utf-8", "replace").decode() in said


def test_who_said_what_is_kept() -> None:
    loaded = messages(a_chat())
    assert [getattr(message, "source", "") for message in loaded] == ["user", "user"]
    assert [turn.role for turn in a_chat().turns] == [Role.USER, Role.AGENT]


def test_calls_and_pictures_come_as_autogen_has_them() -> None:
    buffer = io.BytesIO()
    Image.new("RGB", (2, 3)).save(buffer, "PNG")
    picture = ImagePart(
        source="a", digest="", media_type="image/png", name="p", data=buffer.getvalue()
    )
    call = ToolCallPart(
        source="a", call_id="1", name="add", arguments="{}", state=ToolState.DONE, result="3"
    )
    _, shown, asked, _ = messages(answered_with(picture, call))
    assert isinstance(shown, MultiModalMessage)
    assert isinstance(asked, ToolCallRequestEvent)
    assert asked.content[0].name == "add"


async def test_an_agent_takes_them_as_its_history() -> None:
    chat = answered_with(TextPart(source="planner", text="An answer"))
    follow = replace(
        chat.turns[0], id="c", parent_id="b", parts=(TextPart(source="user", text="?"),)
    )
    session = replace(chat.session, head_id="c")
    said = messages(replace(chat, session=session, turns=(*chat.turns, follow)))
    client = ReplayChatCompletionClient(["Fine."])
    agent = AssistantAgent("reader", client)
    history = [message for message in said if isinstance(message, BaseChatMessage)]
    answered = [each async for each in agent.on_messages_stream(history, CancellationToken())]
    assert isinstance(answered[-1], Response)
    assert answered[-1].chat_message.to_text() == "Fine."
    asked = client.create_calls[0]["messages"]
    assert [message.content for message in asked][1:] == ["Hello", "An answer", "?"]
    await client.close()
