"""Exports of other programs: the same tree comes out, and nothing in them does harm."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gui.model.turn import (
    FilePart,
    ImagePart,
    NoticePart,
    Role,
    TextPart,
    ThoughtPart,
    ToolCallPart,
    ToolState,
    Turn,
)
from gui.services.foreign.export_reader import reader_for
from gui.services.foreign.foreign_chat import ForeignChat, Loss, Source
from gui.services.foreign.foreign_turns import digest_of, whole_chat
from gui.services.identifiers import Identifiers
from tests.services.foreign import exports
from tests.services.foreign.exports import PNG, Said, write_json, write_zip
from tests.services.foreign.reading import BUILDERS, NO_FILES, TALK, read, whole


@st.composite
def trees(draw: st.DrawFn) -> list[Said]:
    """Turns by turns of the user and of an assistant, with branches anywhere."""
    words = st.text(min_size=1, max_size=12).filter(str.strip)
    tree = [Said(None, True, draw(words))]
    for _ in range(draw(st.integers(0, 14))):
        parent = draw(st.one_of(st.none(), st.integers(0, len(tree) - 1)))
        tree.append(Said(parent, parent is None or not tree[parent].user, draw(words)))
    return tree


def branches(turns: Sequence[Turn]) -> set[tuple[tuple[Role, str], ...]]:
    """Every way from a beginning to a turn."""
    ways: dict[str | None, tuple[tuple[Role, str], ...]] = {None: ()}
    for turn in turns:
        ways[turn.id] = (*ways[turn.parent_id], (turn.role, turn.text))
    return set(ways.values())


def wanted(tree: Sequence[Said]) -> set[tuple[tuple[Role, str], ...]]:
    ways: dict[int | None, tuple[tuple[Role, str], ...]] = {None: ()}
    for place, said in enumerate(tree):
        role = Role.USER if said.user else Role.AGENT
        ways[place] = (*ways[said.parent], (role, said.text))
    return set(ways.values())


@pytest.mark.parametrize("build", BUILDERS)
@given(tree=trees())
def test_the_same_tree_comes_out(
    build: Callable[[Sequence[Said]], exports.Record], tree: list[Said]
) -> None:
    record = json.loads(json.dumps(build(tree)))
    reader = reader_for(record)
    assert reader is not None
    chat = reader(record)
    made = whole_chat(chat, NO_FILES, new_id=Identifiers().new, now=5)
    assert branches(made.turns) == wanted([*map(_stripped, tree)]) or branches(
        made.turns
    ) == wanted(tree)
    known: set[str] = set()
    for turn in made.turns:
        assert turn.parent_id is None or turn.parent_id in known
        known.add(turn.id)
    assert made.session.head_id in known
    assert [turn.id for turn in made.turns] == sorted(known)
    assert digest_of(chat) == digest_of(reader(record))


def _stripped(said: Said) -> Said:
    return Said(said.parent, said.user, said.text.strip("\n"))


def test_an_answer_of_chatgpt_is_one_turn_with_all_its_parts(tmp_path: Path) -> None:
    record = exports.chatgpt([Said(None, True, "Draw me"), Said(0, False, "Done.")])
    mapping = record["mapping"]
    assert isinstance(mapping, dict)
    chain: tuple[tuple[str, str, exports.Record, exports.Record], ...] = (
        ("t", "assistant", {"content_type": "thoughts", "thoughts": [
            {"summary": "Plan", "content": "A picture is wanted."}]}, {}),
        ("r", "assistant", {"content_type": "reasoning_recap", "content": "Thought for 8s"},
         {"metadata": {"finished_duration_sec": 8}}),
        ("c", "assistant", {"content_type": "code", "language": "json", "text": '{"n": 1}'},
         {"recipient": "dalle.text2im"}),
        ("o", "tool", {"content_type": "multimodal_text", "parts": [
            {"content_type": "image_asset_pointer", "asset_pointer": "sediment://file_00ab"}]},
         {"author": {"role": "tool", "name": "dalle.text2im"}}),
        ("p", "assistant", {"content_type": "code", "language": "unknown", "text": "print(1)"},
         {"recipient": "python"}),
        ("q", "tool", {"content_type": "execution_output", "text": "1"},
         {"author": {"role": "tool", "name": "python"}}),
    )  # fmt: skip
    names = ["0", *(name for name, *_ in chain), "1"]
    for place, (name, role, content, more) in enumerate(chain, start=1):
        message = exports.chatgpt_message(name, role, content, **more)
        mapping[name] = exports.chatgpt_node(name, names[place - 1], [names[place + 1]], message)
    mapping["0"]["children"], mapping["1"]["parent"] = ["t"], "q"
    path = write_zip(
        tmp_path / "export.zip", [record], {"dalle-generations/file_00ab-1234.webp": PNG}
    )
    question, answer = whole(path).turns
    assert (question.role, question.text) == (Role.USER, "Draw me")
    thought, recap, drawn, picture, code, text = answer.parts
    assert isinstance(thought, ThoughtPart)
    assert "A picture is wanted." in thought.text
    assert isinstance(recap, ThoughtPart)
    assert recap.seconds == 8
    assert isinstance(drawn, ToolCallPart)
    assert drawn.arguments == '{"n": 1}'
    assert isinstance(picture, ImagePart)
    assert picture.data == PNG
    assert (picture.media_type, picture.width, picture.height) == ("image/png", 2, 3)
    assert isinstance(code, ToolCallPart)
    assert (code.name, code.arguments, code.result) == ("python", '{"code":"print(1)"}', "1")
    assert isinstance(text, TextPart)
    assert text.text == "Done."
    assert (answer.agent, answer.model) == ("ChatGPT", "gpt-5")


def test_what_is_not_in_the_export_is_named_and_counted(tmp_path: Path) -> None:
    record = exports.chatgpt(TALK)
    mapping = record["mapping"]
    assert isinstance(mapping, dict)
    mapping["0"]["message"]["content"] = {
        "content_type": "multimodal_text",
        "parts": [
            "Look\ue200cite\ue202turn0\ue201",
            {"content_type": "image_asset_pointer", "asset_pointer": "file-service://file-lost"},
            {"content_type": "audio_asset_pointer"},
        ],
    }
    mapping["0"]["message"]["metadata"] = {
        "attachments": [{"id": "file-lost"}, {"id": "file-x", "name": "plan.pdf"}]
    }
    path = write_json(tmp_path / "conversations.json", [record])
    (chat,) = read(path)
    assert isinstance(chat, ForeignChat)
    assert chat.losses == {Loss.FILE: 2, Loss.SOUND: 1}
    first = whole(path).turns[0]
    assert first.text == "Look"
    assert [part.text for part in first.parts if isinstance(part, NoticePart)] == [
        "file-lost",
        "plan.pdf",
    ]
    (tmp_path / "file-lost-name.png").write_bytes(PNG)  # an export that was unpacked
    assert isinstance(whole(path).turns[0].parts[1], ImagePart)


def test_claude_s_thoughts_tools_and_attachments(tmp_path: Path) -> None:
    record = exports.claude(TALK)
    messages = record["chat_messages"]
    assert isinstance(messages, list)
    messages[0]["attachments"] = [{"file_name": "a.csv", "extracted_content": "x,y\n1,2"}]
    messages[0]["files"] = [{"file_name": "photo.jpg"}]
    messages[1]["content"] = [
        {
            "type": "thinking",
            "thinking": "Hm.",
            "start_timestamp": "2024-01-01T00:00:00Z",
            "stop_timestamp": "2024-01-01T00:00:02.500000Z",
        },
        {"type": "tool_use", "id": "t1", "name": "search", "input": {"q": "x"}},
        {"type": "tool_use", "id": "t2", "name": "search", "input": {"q": "y"}},
        {"type": "tool_result", "tool_use_id": "t1", "content": [{"type": "text", "text": "one"}]},
        {"type": "tool_result", "tool_use_id": "t2", "content": "two", "is_error": True},
        {"type": "text", "text": "So."},
    ]
    question, answer, _ = whole(write_json(tmp_path / "c.json", [record])).turns
    _, file, missing = question.parts
    assert isinstance(file, FilePart)
    assert (file.name, file.data) == ("a.csv", b"x,y\n1,2")
    assert isinstance(missing, NoticePart)
    assert missing.text == "photo.jpg"
    thought, first, second, text = answer.parts
    assert isinstance(thought, ThoughtPart)
    assert thought.seconds == 2.5
    assert isinstance(first, ToolCallPart)
    assert (first.result, first.state) == ("one", "done")
    assert isinstance(second, ToolCallPart)
    assert (second.result, second.state) == ("two", ToolState.FAILED)
    assert isinstance(text, TextPart)
    assert answer.text == "So."


def test_open_webui_s_folded_thoughts_calls_and_files(tmp_path: Path) -> None:
    record = exports.open_webui(
        [
            Said(None, True, "Sum?"),
            Said(
                0,
                False,
                '<details type="reasoning" done="true" duration="3">\n<summary>Thought</summary>\n'
                "&gt; Let me\n&gt; add\n</details>\n"
                '<details type="tool_calls" done="true" id="c" name="add" '
                'arguments="{&quot;a&quot;: 1}" result="&quot;3&quot;">\n'
                "<summary>Tool Executed</summary>\n</details>\nIt is 3.",
            ),
        ]
    )
    chat = record["chat"]
    assert isinstance(chat, dict)
    url = "data:image/png;base64," + exports.base64_of(PNG)
    chat["history"]["messages"]["m0"]["files"] = [
        {"type": "image", "url": url},
        {"type": "file", "name": "n.txt", "file": {"data": {"content": "notes"}}},
    ]
    question, answer = whole(write_json(tmp_path / "w.json", [record])).turns
    _, picture, file = question.parts
    assert isinstance(picture, ImagePart)
    assert picture.data == PNG
    assert isinstance(file, FilePart)
    assert file.data == b"notes"
    thought, call, text = answer.parts
    assert isinstance(thought, ThoughtPart)
    assert (thought.text, thought.seconds) == (
        "Let me\nadd",
        3,
    )
    assert isinstance(call, ToolCallPart)
    assert (call.name, call.arguments, call.result) == ("add", '{"a": 1}', '"3"')
    assert isinstance(text, TextPart)
    assert text.text == "It is 3."
    output = [
        {"type": "reasoning", "content": [{"type": "output_text", "text": "Hm"}], "duration": 1},
        {"type": "function_call", "call_id": "k", "name": "add", "arguments": "{}"},
        {"type": "function_call_output", "call_id": "k", "output": [{"text": "3"}]},
        {"type": "message", "content": [{"type": "output_text", "text": "Three."}]},
    ]
    chat["history"]["messages"]["m1"]["output"] = output
    answer = whole(write_json(tmp_path / "w.json", [record])).turns[1]
    assert [type(part) for part in answer.parts] == [ThoughtPart, ToolCallPart, TextPart]
    assert answer.text == "Three."


def test_librechat_s_parts(tmp_path: Path) -> None:
    record = exports.librechat(TALK)
    messages = record["messages"]
    assert isinstance(messages, list)
    messages[1]["content"] = [
        {"type": "think", "think": "Hm"},
        {"type": "tool_call", "tool_call": {"id": "1", "name": "f", "args": "{}", "output": "o"}},
        {"type": "text", "text": {"value": "Yes"}},
    ]
    answer = whole(write_json(tmp_path / "l.json", record)).turns[1]
    assert [type(part) for part in answer.parts] == [ThoughtPart, ToolCallPart, TextPart]
    assert answer.text == "Yes"
    assert answer.agent == "GPT-4"


def test_each_source_is_named(tmp_path: Path) -> None:
    for build, source in zip(BUILDERS[:4], Source, strict=False):
        (chat,) = read(write_json(tmp_path / "x.json", [build(TALK)]))
        assert isinstance(chat, ForeignChat)
        assert chat.source is source
        assert (chat.original_id, chat.title) == ("c1", "Trees")


@pytest.mark.parametrize("build", BUILDERS)
def test_nothing_of_a_whole_tree_counts_as_lost(
    tmp_path: Path, build: Callable[[Sequence[Said]], exports.Record]
) -> None:
    tree = (*TALK, Said(None, True, "Hello again"))
    (chat,) = read(write_json(tmp_path / "one.json", [build(tree)]))
    assert isinstance(chat, ForeignChat)
    assert not chat.losses
