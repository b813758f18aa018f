"""A chat as Markdown: everything that was said is in it, and nothing breaks out of its place."""

from __future__ import annotations

from dataclasses import replace
from html import unescape

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from gui.model.markdown_closing import closing
from gui.model.turn import ImagePart, TextPart, ToolCallPart, ToolState
from gui.model.turn_retelling import DocumentWords
from gui.services.chat_branches import branch_of, chosen_turns
from gui.services.chat_markdown import fenced, markdown_pieces, plain
from gui.services.whole_chats import WholeChat
from tests.services.test_chat_file import UNHURRIED, a_chat, chats
from tests.turns import texts

PIECES = (
    "```\n", "~~~~\n", "<!--", "-->", "<pre>", "<div>", "<b>", "\n", "\n\n", "- ", "> ",
    "  ", "    ", "word", "# a\n", "1. ", "<?", "?>", "<!A", "---\n", "`",
)  # fmt: skip


def text_of(chat: WholeChat, *, pictures: bool = True) -> str:
    return "".join(markdown_pieces(chat, DocumentWords(), pictures=pictures))


def answered_with(*parts: TextPart | ToolCallPart | ImagePart) -> WholeChat:
    chat = a_chat()
    return replace(chat, turns=(chat.turns[0], replace(chat.turns[1], parts=parts)))


def test_a_chat_reads_as_a_conversation() -> None:
    call = ToolCallPart(
        source="a", call_id="1", name="read", arguments='{"path": "a.md"}', state=ToolState.DONE,
        result="# A\n```\ncode\n```",
    )  # fmt: skip
    text = text_of(answered_with(TextPart(source="a", text="**Hi**"), call))
    assert text.startswith("# Plans\n\n## You\n\n*2025-06-1")
    assert "\nHello\n" in text
    assert "\n**Hi**\n" in text
    assert "<summary>Tool: read</summary>" in text
    assert '```json\n{"path": "a.md"}\n```' in text
    assert "````\n# A\n```\ncode\n```\n````" in text


@pytest.mark.parametrize(
    "text",
    [
        "```py\nx = 1",
        "~~~~\n~~~",
        "a\n```\n\n- b",
        "<!-- a\n\nb",
        "a\n<pre>\n\nb",
        "<script>\nb",
        "<?php\n",
        "<![CDATA[\n",
        "<!DOCTYPE\n",
        "- a\n  ```\n  x",
        "> ```\n> x",
        "```\n<!-- \n```",
        "<!-- a --> b",
        "    <!-- code",
        "```\nx\n```\n<!--",
    ],
)
def test_what_is_left_open_in_an_answer_ends_with_it(text: str) -> None:
    """As it is in one that was stopped amid its code."""
    chat = answered_with(TextPart(source="a", text=text))
    follow = replace(chat.turns[0], id="c", parent_id="b")
    chat = replace(chat, session=replace(chat.session, head_id="c"), turns=(*chat.turns, follow))
    written = text_of(chat)
    assert text in written
    assert MarkdownIt("commonmark").render(written).count("<h2>") == 3


@given(st.lists(st.sampled_from(PIECES), max_size=8).map("".join))
def test_nothing_is_added_that_would_be_seen(text: str) -> None:
    parser = MarkdownIt("commonmark")
    before, after = parser.render(text), parser.render(text + closing(text))
    assert parser.render(text + closing(text) + "\n\n# End\n").endswith("<h1>End</h1>\n")
    if closing(text).strip() not in ("-->", "?>", "]]>", ">") and "</" not in closing(text):
        assert "".join(before.split()) == "".join(after.split())


def test_pictures_come_at_the_end_or_by_their_name() -> None:
    picture = ImagePart(source="a", digest="d", media_type="image/png", name="p.png", data=b"\x01")
    text = text_of(answered_with(picture))
    assert "![p.png][picture-1]" in text
    assert text.endswith("\n[picture-1]: <data:image/png;base64,AQ==>\n")
    assert "*Picture: p.png*" in text_of(answered_with(picture), pictures=False)


@given(chats())
@UNHURRIED
def test_every_chat_can_be_written(chat: WholeChat) -> None:
    text = text_of(chat)
    text.encode()
    for turn in branch_of(chat).turns:
        for part in turn.parts:
            if isinstance(part, TextPart):
                assert part.text.encode("utf-8", "replace").decode() in text


@given(texts)
def test_code_stays_in_its_fence(text: str) -> None:
    tokens = MarkdownIt("commonmark").parse(fenced(text, "json"))
    assert [token.type for token in tokens] == ["fence"]


@given(texts)
def test_a_plain_line_means_nothing_but_its_words(text: str) -> None:
    html = MarkdownIt("commonmark", {"html": True}).render(f"## {plain(text)}").strip()
    inner = html.removeprefix("<h2>").removesuffix("</h2>")
    assert "<" not in inner
    assert len(unescape(inner)) <= len(text) + 20


@given(chats())
@UNHURRIED
def test_a_branch_is_one_line_of_turns_that_ends_at_the_head(chat: WholeChat) -> None:
    branch = branch_of(chat)
    assert [turn.parent_id for turn in branch.turns] == [
        None,
        *(turn.id for turn in branch.turns[:-1]),
    ][: len(branch.turns)]
    assert branch.session.head_id == (branch.turns[-1].id if branch.turns else None)
    if chat.session.head_id:
        assert branch.session.head_id == chat.session.head_id
    assert branch_of(branch) == branch


@given(chats())
@UNHURRIED
def test_chosen_turns_hang_on_each_other_in_their_order(chat: WholeChat) -> None:
    ids = {turn.id for turn in chat.turns[::2]}
    chosen = chosen_turns(chat, ids)
    assert [turn.id for turn in chosen.turns] == [t.id for t in chat.turns if t.id in ids]
    known: set[str] = set()
    for turn in chosen.turns:
        assert turn.parent_id is None or turn.parent_id in known
        known.add(turn.id)
    everything = chosen_turns(chat, {turn.id for turn in chat.turns})
    assert everything.turns == chat.turns
