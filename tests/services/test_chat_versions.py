"""Documents with all versions: every turn is told once, at the place where its version begins."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from markdown_it import MarkdownIt

from gui.model.turn import Role, TextPart, Turn
from gui.model.turn_retelling import DocumentWords
from gui.services.chat_branches import branch_of
from gui.services.chat_markdown import markdown_pieces
from gui.services.chat_versions import SectionBegins, SectionEnds, Told, told
from gui.services.whole_chats import WholeChat
from tests.services.test_chat_file import UNHURRIED, a_chat, chats


def tree(head: str, **parents: str) -> WholeChat:
    """Turns by their names, which they say too; "" is no parent."""
    chat = a_chat()
    turns = tuple(
        replace(
            chat.turns[0],
            id=name,
            parent_id=parent or None,
            role=Role.USER if name.startswith("q") else Role.AGENT,
            parts=(TextPart(source="", text=f"says {name}"),),
        )
        for name, parent in parents.items()
    )
    return replace(chat, session=replace(chat.session, head_id=head), turns=turns)


def outline(chat: WholeChat) -> str:
    """Turns by name and version, sections in brackets."""
    signs = []
    for item in told(chat, versions=True):
        match item:
            case Told(turn=turn, number=number, count=count):
                signs.append(turn.id if count == 1 else f"{turn.id}:{number}/{count}")
            case SectionBegins(number=number, count=count, later=later):
                signs.append(f"{'later' if later else 'other'}:{number}/{count}(")
            case SectionEnds():
                signs.append(")")
    return " ".join(signs)


def test_other_versions_follow_where_they_branch_off() -> None:
    chat = tree("a3", q1="", a1="q1", a2="q1", q2="a1", a3="q2", q3="a2", q4="a2")
    assert outline(chat) == "q1 a1:1/2 other:2/2( a2 q4:2/2 other:1/2( q3 ) ) q2 a3"
    assert [t.turn.id for t in told(chat, versions=False) if isinstance(t, Told)] == [
        "q1", "a1", "q2", "a3",
    ]  # fmt: skip


def test_a_first_message_may_have_versions_too() -> None:
    assert outline(tree("a2", q1="", a1="q1", q2="", a2="q2")) == "q2:2/2 other:1/2( q1 a1 ) a2"


def test_what_was_gone_back_from_is_told_after_the_head() -> None:
    assert outline(tree("a1", q1="", a1="q1", q2="a1", a2="q2")) == "q1 a1 later:1/1( q2 a2 )"


@given(chats())
@UNHURRIED
def test_every_turn_with_something_in_it_is_told_once(chat: WholeChat) -> None:
    items = list(told(chat, versions=True))
    found = [item.turn.id for item in items if isinstance(item, Told)]
    assert sorted(found) == [turn.id for turn in chat.turns if turn.parts]
    depth, main = 0, []
    for item in items:
        depth += isinstance(item, SectionBegins) - isinstance(item, SectionEnds)
        assert depth >= 0
        if isinstance(item, Told) and not depth:
            main.append(item.turn)
    assert depth == 0
    assert main == [turn for turn in branch_of(chat).turns if turn.parts]


def test_a_very_deep_chat_is_told() -> None:
    plain = a_chat().turns[0]
    turns: list[Turn] = []
    for number in range(3_000):
        parent = turns[-1].id if turns else None
        turns.append(replace(plain, id=f"{number:05}", parent_id=parent))
        turns.append(replace(plain, id=f"{number:05}x", parent_id=parent))
    chat = replace(a_chat(), turns=tuple(turns))
    assert sum(isinstance(item, Told) for item in told(chat, versions=True)) == 6_000
    assert "".join(markdown_pieces(chat, DocumentWords(), versions=True))


def test_in_markdown_other_versions_are_quoted_with_a_title() -> None:
    chat = tree("a2", q1="", a1="q1", a2="q1")
    lost = replace(chat.turns[1], parts=(TextPart(source="", text="```\r\nopen\n\n# code"),))
    chat = replace(chat, turns=(chat.turns[0], lost, chat.turns[2]))
    text = "".join(markdown_pieces(chat, DocumentWords(), versions=True))
    assert "\n## Assistant (version 2 of 2)\n" in text
    assert "\n> **Other version 1 of 2**\n" in text
    html = MarkdownIt().render(text)
    before, quoted = html.split("<blockquote>")
    assert "says a2" in before
    assert "<h3>Assistant</h3>" in quoted
    assert "<code>open\n\n# code\n</code></pre>\n</blockquote>" in quoted
    assert "version" not in "".join(markdown_pieces(chat, DocumentWords()))
