"""Exports that are damaged, hostile or no exports at all, and transcripts in Markdown."""

from __future__ import annotations

import json
import random
import zipfile
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gui.model.problem import ChatFileError, ProblemKind
from gui.model.turn import (
    ImagePart,
)
from gui.services.foreign.export_reader import reader_for
from gui.services.foreign.foreign_chat import (
    BadChatError,
    Flaw,
    ForeignChat,
    Loss,
    SkippedChat,
)
from gui.services.foreign.foreign_turns import digest_of, whole_chat
from gui.services.foreign.recognition import FileIs, recognise
from gui.services.identifiers import Identifiers
from tests.services.foreign import exports
from tests.services.foreign.exports import PNG, write_json
from tests.services.foreign.reading import BUILDERS, NO_FILES, TALK, read, whole


@pytest.mark.parametrize(
    "text",
    [
        (
            "# Plans\n\n## You\n\n*2026-11-30 12:00*\n\nHello\n\n## Assistant\n\n"
            "*2026-11-30 12:01*\n\n"
            "Hi\n\n```md\n## You\n```\n"
        ),
        "# Plans\n\n## User\nHello\n\n## GPT-4o (12:03)\nHi\n\n```md\n## You\n```",
        "# Plans\n\n**You:** Hello\n\n**ChatGPT:** Hi\n\n```md\n**You:** x\n```",
        "# Plans\n\n**Human**:\n\nHello\n\n__Claude__\n\nHi\n\n```md\n## You\n```",
        "# Plans\n\n### 用户\n\nHello\n\n### 助手\n\nHi\n\n```md\n## You\n```\n",
    ],
)
def test_transcripts_in_markdown(tmp_path: Path, text: str) -> None:
    path = tmp_path / "notes.md"
    path.write_text(text, encoding="utf-8")
    assert recognise(path) is FileIs.EXPORT
    chat = whole(path)
    question, answer = chat.turns
    assert chat.session.title == "Plans"
    assert question.text == "Hello"
    assert answer.text.startswith("Hi\n\n```md")
    assert answer.text.endswith("```")


def test_agents_of_any_name_in_a_transcript_that_parley_wrote(tmp_path: Path) -> None:
    path = tmp_path / "notes.md"
    data = exports.base64_of(PNG)
    path.write_text(
        "# Plans\n\n## You\n\n*2026-11-30 12:00*\n\nGo\n\n![a\\_b][picture-1]\n\n"
        "## Researcher\n\n*2026-11-30 12:00*\n\n## Findings\n\nMuch.\n\n"
        "## Writer\n\n*2026-11-30 12:05*\n\nDone.\n\n"
        f"[picture-1]: <data:image/png;base64,{data}>\n",
        encoding="utf-8",
    )
    question, first, second = whole(path).turns
    picture = question.parts[1]
    assert isinstance(picture, ImagePart)
    assert (picture.name, picture.data) == ("a_b", PNG)
    assert (first.agent, first.text) == ("Researcher", "## Findings\n\nMuch.")
    assert (second.agent, second.text) == ("Writer", "Done.")
    assert second.created_at - first.created_at == 300_000


def test_bad_chats_are_skipped_and_named(tmp_path: Path) -> None:
    good = exports.chatgpt(TALK)
    bad: list[object] = [
        {**good, "mapping": {}, "title": "Empty"},
        {"title": "Other", "rows": []},
        "text",
        good,
    ]
    path = write_json(tmp_path / "conversations.json", [good, *bad])
    chats = read(path)
    assert [chat.flaw for chat in chats if isinstance(chat, SkippedChat)] == [
        Flaw.EMPTY,
        Flaw.NO_CHAT,
        Flaw.NO_CHAT,
    ]
    assert [getattr(chat, "title", None) for chat in chats] == [
        "Trees",
        "Empty",
        "Other",
        "",
        "Trees",
    ]
    path.write_text(path.read_text(encoding="utf-8")[:-200], encoding="utf-8")
    assert isinstance(read(path)[0], ForeignChat)
    last = read(path)[-1]
    assert isinstance(last, SkippedChat)
    assert last.flaw is Flaw.BROKEN


def test_circles_and_lost_parents_are_mended(tmp_path: Path) -> None:
    record = exports.chatgpt(TALK)
    mapping = record["mapping"]
    assert isinstance(mapping, dict)
    mapping["0"]["parent"] = "1"  # whose parent is 0
    mapping["2"]["parent"] = "nowhere"
    (chat,) = read(write_json(tmp_path / "conversations.json", [record]))
    assert isinstance(chat, ForeignChat)
    assert chat.losses == {Loss.LINK: 2}
    assert [message.parent_id for message in chat.messages] == [None, "0", "1"]


@given(data=st.data())
def test_whatever_stands_in_a_record_is_read_or_refused(data: st.DataObject) -> None:
    """No value of any kind in any place ends in another error."""
    build = data.draw(st.sampled_from(BUILDERS))
    record = json.loads(json.dumps(build(TALK)))
    junk = st.recursive(
        st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=5)),
        lambda inner: st.one_of(
            st.lists(inner, max_size=3), st.dictionaries(st.text(max_size=3), inner, max_size=3)
        ),
        max_leaves=5,
    )
    chaos = random.Random(data.draw(st.integers(0, 1 << 30)))
    for _ in range(data.draw(st.integers(1, 4))):
        _spoil(record, chaos, data.draw(junk))
    reader = reader_for(record)
    if reader is None:
        return
    with suppress(BadChatError):
        chat = reader(record)
        digest_of(chat)
        whole_chat(chat, NO_FILES, new_id=Identifiers().new, now=5)


def _spoil(value: object, chaos: random.Random, junk: object) -> None:
    """Put `junk` somewhere into `value`."""
    while True:
        keys = list(value) if isinstance(value, dict) else list(range(len(value)))  # type: ignore[arg-type]
        if not keys:
            return
        key = chaos.choice(keys)
        if chaos.random() < 0.3 or not isinstance(value[key], dict | list):  # type: ignore[index]
            value[key] = junk  # type: ignore[index]
            return
        value = value[key]  # type: ignore[index]


def test_zip_bombs_and_names_that_lead_out_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "bomb.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("conversations.json", b"[" + b" " * 120_000_000)
    with pytest.raises(ChatFileError) as caught:
        read(path)
    assert caught.value.problem.kind is ProblemKind.CHAT_FILE_TOO_LARGE
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("../conversations.json", "[]")
        archive.writestr("/etc/conversations.json", "[]")
    assert recognise(path) is FileIs.UNKNOWN
    path.write_bytes(path.read_bytes()[:40])
    with pytest.raises(ChatFileError) as caught:
        read(path)
    assert caught.value.problem.kind is ProblemKind.CHAT_FILE_DAMAGED


@pytest.mark.parametrize(
    ("content", "found"),
    [
        ('{"format": "parley-chat", "version": 1}', FileIs.PARLEY_CHAT),
        ('{"provider": "autogen_agentchat.agents.AssistantAgent"}', FileIs.COMPONENT),
        ('[{"provider": "x", "component_type": "team"}]', FileIs.COMPONENT),
        (json.dumps([exports.claude(TALK)]), FileIs.EXPORT),
        (json.dumps(exports.librechat(TALK)), FileIs.EXPORT),
        (json.dumps({"conversations": [exports.chatgpt(TALK)]}), FileIs.EXPORT),
        ("{}", FileIs.UNKNOWN),
        ("[1, 2", FileIs.UNKNOWN),
        ("\ufeff  []", FileIs.UNKNOWN),
        ("Just words", FileIs.UNKNOWN),
        ("", FileIs.UNKNOWN),
    ],
)
def test_a_file_is_known_by_what_is_in_it(tmp_path: Path, content: str, found: FileIs) -> None:
    path = tmp_path / "some.json"
    path.write_text(content, encoding="utf-8")
    assert recognise(path) is found
