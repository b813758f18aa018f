"""Files and pictures that go with a message reach the model, now and when it is told again."""

from __future__ import annotations

import base64
import hashlib
import io
import json
from dataclasses import replace

from autogen_core import Image
from autogen_core.model_context import UnboundedChatCompletionContext
from autogen_core.models import UserMessage
from PIL import Image as Pictures

from gui.engine.autogen_engine import AutoGenEngine
from gui.engine.file_text import LONGEST_TEXT
from gui.engine.saved_state import packed, unpacked
from gui.engine.sent_image import MOST_BYTES, SentImage, pack_memories, sent_image
from gui.model.endpoint import Abilities, Endpoint
from gui.model.events import FILES_CUT, FILES_UNREAD, PICTURES_UNSEEN, Noticed
from gui.model.file_kind import PDF_TYPE, TEXT_TYPE
from gui.model.picture_size import LONGEST_SENT
from gui.model.turn import FilePart, ImagePart, Role
from gui.services.endpoints import GUIDE
from tests import model_behaviours as does
from tests.engine.talk import endpoint_of, plan_of, turn
from tests.engine.tools.papers import pdf
from tests.model_servers import ModelServer


def picture() -> ImagePart:
    kept = io.BytesIO()
    Pictures.new("RGB", (8, 8), "red").save(kept, "PNG")
    data = kept.getvalue()
    digest = hashlib.sha256(data).hexdigest()
    return ImagePart(source="user", digest=digest, media_type="image/png", name="a.png", data=data)


NOTES = FilePart(
    source="user",
    digest="d",
    media_type=TEXT_TYPE,
    name="notes.txt",
    size=9,
    data="Milk, 你好".encode(),
)


def seeing(server: ModelServer) -> Endpoint:
    return replace(endpoint_of(server), abilities={"test-model": Abilities(vision=True)})


async def test_a_model_that_sees_is_sent_the_picture_and_the_file(
    server: ModelServer, engine: AutoGenEngine
) -> None:
    server.script(does.text("Red."), does.text("Milk."))
    conversation = await engine.converse(plan_of(seeing(server)))
    events = [e async for e in conversation.run("What is it?", enclosed=(NOTES, picture()))]
    assert not [event for event in events if isinstance(event, Noticed)]
    (sent,) = [m for m in server.chats[0].messages if m["role"] == "user"]
    kinds = [piece["type"] for piece in sent["content"]]
    assert kinds == ["text", "image_url"]
    assert "Milk, 你好" in sent["content"][0]["text"]
    await conversation.close()


async def test_what_was_sent_is_told_again_to_a_new_conversation(
    server: ModelServer, engine: AutoGenEngine
) -> None:
    server.script(does.text("Still red."))
    said = turn(Role.USER, "What is it?")
    said = replace(said, parts=(*said.parts, picture()))
    plan = replace(plan_of(seeing(server)), replay=(said, turn(Role.AGENT, "Red.")))
    conversation = await engine.converse(plan)
    async for _ in conversation.run("Sure?"):
        pass
    assert "image_url" in json.dumps(server.chats[0].messages[1])
    await conversation.close()


async def test_a_model_that_sees_nothing_is_told_the_words_and_the_user_that(
    server: ModelServer, engine: AutoGenEngine
) -> None:
    server.script(does.text("I cannot see it."))
    conversation = await engine.converse(plan_of(endpoint_of(server)))
    events = [e async for e in conversation.run("What is it?", enclosed=(picture(),))]
    assert PICTURES_UNSEEN in [e.kind for e in events if isinstance(e, Noticed)]
    assert "image_url" not in json.dumps(server.chats[0].messages)
    await conversation.close()


async def test_a_picture_needs_no_words(server: ModelServer, engine: AutoGenEngine) -> None:
    server.script(does.text("Red."), does.text("Still red."))
    conversation = await engine.converse(plan_of(seeing(server)))
    async for _ in conversation.run("", enclosed=(picture(),)):
        pass
    said = replace(turn(Role.USER, ""), parts=(picture(),))
    await conversation.close()
    plan = replace(plan_of(seeing(server)), replay=(said, turn(Role.AGENT, "Red.")))
    conversation = await engine.converse(plan)
    async for _ in conversation.run("Sure?"):
        pass
    for chat in server.chats:
        first = next(m for m in chat.messages if m["role"] == "user")
        assert [piece["type"] for piece in first["content"]] == ["image_url"]
    await conversation.close()


async def test_a_large_picture_is_sent_upright_and_smaller(
    server: ModelServer, engine: AutoGenEngine
) -> None:
    kept = io.BytesIO()
    wide = Pictures.effect_noise((4000, 2000), 90).convert("RGB")
    turned = Pictures.Exif()
    turned[0x0112] = 6  # to be shown turned by 90 degrees
    wide.save(kept, "JPEG", exif=turned)
    server.script(does.text("Grey."))
    conversation = await engine.converse(plan_of(seeing(server)))
    photo = replace(picture(), data=kept.getvalue(), media_type="image/jpeg")
    async for _ in conversation.run("What is it?", enclosed=(photo,)):
        pass
    (sent,) = [m for m in server.chats[0].messages if m["role"] == "user"]
    data = base64.b64decode(sent["content"][1]["image_url"]["url"].partition(",")[2])
    assert len(data) <= MOST_BYTES
    with Pictures.open(io.BytesIO(data)) as arrived:
        assert arrived.height == 2 * arrived.width
        assert arrived.height <= LONGEST_SENT
    await conversation.close()


def test_a_transparent_picture_is_sent_on_white() -> None:
    kept = io.BytesIO()
    drawn = Pictures.new("RGBA", (20, 10), (0, 0, 0, 0))
    drawn.putpixel((3, 3), (0, 0, 0, 255))
    drawn.save(kept, "PNG")
    sent = sent_image(kept.getvalue())
    with Pictures.open(io.BytesIO(base64.b64decode(sent.to_base64()))) as arrived:
        assert arrived.getpixel((0, 0)) == (255, 255, 255)
        assert arrived.getpixel((3, 3)) == (0, 0, 0)


def test_a_photo_is_packed_once_and_stays_so_in_the_memory_of_an_agent() -> None:
    kept = io.BytesIO()
    Pictures.effect_noise((1500, 1000), 40).convert("RGB").save(kept, "JPEG", quality=70)
    photo = sent_image(kept.getvalue())
    assert len(photo.to_base64()) < 3 * len(kept.getvalue())
    state = packed([UserMessage(content=["Look", photo], source="user")])
    assert len(state) < 1.2 * len(photo.to_base64())
    (again,) = unpacked(state)
    assert isinstance(again.content, list)
    words, picture = again.content
    assert words == "Look"
    assert isinstance(picture, Image)
    assert picture.to_base64() == photo.to_base64()
    assert packed([again]) == state


async def test_what_autogen_has_read_from_a_state_is_packed_once_too() -> None:
    plain = Image(Pictures.effect_noise((900, 900), 40))
    memory = UnboundedChatCompletionContext(
        initial_messages=[UserMessage(content=["Look", plain], source="user")]
    )
    await pack_memories([memory])
    (message,) = await memory.get_messages()
    assert isinstance(message.content, list)
    words, picture = message.content
    assert words == "Look"
    assert isinstance(picture, SentImage)
    assert len(picture.to_base64()) < len(plain.to_base64())


async def test_files_with_nothing_to_read_and_files_that_are_too_long_are_told_of(
    server: ModelServer, engine: AutoGenEngine
) -> None:
    server.script(does.text("I see."))
    scan = replace(NOTES, name="scan.pdf", media_type=PDF_TYPE, data=pdf(""))
    long = replace(NOTES, name="long.txt", data=b"x" * (LONGEST_TEXT + 7))
    conversation = await engine.converse(plan_of(seeing(server)))
    events = [e async for e in conversation.run("Read", enclosed=(scan, long, NOTES))]
    told = {e.kind: e.text for e in events if isinstance(e, Noticed)}
    assert told == {FILES_UNREAD: "scan.pdf", FILES_CUT: "long.txt"}
    words = json.dumps(server.chats[0].messages)
    assert "The last 7 characters are left out" in words
    assert "it may consist of pictures of pages" in words
    await conversation.close()


async def test_the_engine_knows_who_sees(server: ModelServer, engine: AutoGenEngine) -> None:
    assert await engine.sees(seeing(server), "test-model")
    assert await engine.sees(endpoint_of(server), "gpt-4o")
    assert not await engine.sees(endpoint_of(server), "test-model")
    assert not await engine.sees(GUIDE, "guide")
