"""A long chat with needles in it, in a real window, and what is marked there."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from pathlib import Path

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QLabel,
    QTextEdit,
    QWidget,
)

from gui.model.session import Session, TitleBy
from gui.model.turn import (
    MemoryPart,
    Part,
    QuestionPart,
    Role,
    TextPart,
    ThoughtPart,
    ToolCallPart,
    ToolState,
    Turn,
    TurnState,
)
from gui.qt.text_pane import TextPane
from gui.services.session_rows import TurnChange
from gui.views.find_in_chat import FindInChat
from tests.views.open_window import Desk, open_desk
from tests.waiting import until

CONTROL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier

TURNS = 320
LONG = 40  # its text is a megabyte
FILLER = "Words that are not looked for. " * 12

TABLE = "| Name | What |\n| --- | --- |\n" + "".join(
    f"| row {n} | {'a needle' if n == 70 else 'hay'} {'wide ' * 30} |\n" for n in range(90)
)
CODE = (
    "```python\n"
    + "".join(f"hay_{n} = {n}\n" for n in range(400))
    + f"hay = '{'wide ' * 60}needle'\n```\n"
)
PARTS: dict[int, tuple[Part, ...]] = {
    11: (TextPart(source="a", text=f"{FILLER}\n\nA **nee**dle and a Needle, 针在这里."),),
    LONG - 1: (
        TextPart(
            source="a",
            text="\n\n".join(f"Paragraph {n}. {FILLER}" for n in range(2600))
            + "\n\nA needle at the end of a megabyte."
            + "\n\nAnd one more paragraph." * 50,
        ),
    ),
    101: (TextPart(source="a", text=f"{FILLER}\n\n{CODE}\n{FILLER}"),),
    151: (TextPart(source="a", text=f"{FILLER}\n\n{TABLE}\n{FILLER}"),),
    201: (
        ThoughtPart(source="a", text=f"{FILLER}\n\nThe needle is thought of.", seconds=3.0),
        TextPart(source="a", text=FILLER),
    ),
    221: (
        ToolCallPart(
            source="a",
            call_id="c",
            name="look",
            arguments='{"where": "haystack"}',
            result="hay\nhay\na needle\nhay",
            state=ToolState.DONE,
            seconds=1.0,
        ),
        TextPart(source="a", text=FILLER),
    ),
    241: (
        MemoryPart(source="a", memories=("hay", "the needle of yesterday")),
        TextPart(source="a", text=FILLER),
    ),
    261: (
        QuestionPart(source="a", request_id="q", text="Which needle?", answer="That one"),
        TextPart(source="a", text=FILLER),
    ),
}
"""The turns that hold something else than words to pass over, by their places."""

TOLD = [
    (11, "needle"),
    (11, "Needle"),
    (LONG - 1, "needle"),
    (60, "needle"),
    (101, "needle"),
    (151, "needle"),
    (201, "needle"),
    (221, "needle"),
    (241, "needle"),
    (261, ""),
]
"""The turns of all matches of "needle", and what is marked; "" where no text can be."""


def turns_of(session_id: str) -> tuple[Turn, ...]:
    made: list[Turn] = []
    for place in range(TURNS):
        plain = f"Turn {place} {'needle' if place == 60 else 'hay'}\n\n{FILLER}"
        made.append(
            Turn(
                id=f"t{place:04}",
                session_id=session_id,
                parent_id=made[-1].id if made else None,
                role=Role.AGENT if place % 2 else Role.USER,
                state=TurnState.DONE,
                created_at=1 + place,
                ended_at=1 + place,
                parts=PARTS.get(place, (TextPart(source="a", text=plain),)),
                agent="assistant" if place % 2 else "",
            )
        )
    return tuple(made)


@asynccontextmanager
async def open_chat(app: QApplication, folder: Path, *more: Turn) -> AsyncIterator[Desk]:
    """With `more` turns at the end."""
    async with open_desk(app, folder) as desk:
        made = (*turns_of("s"), *more)
        session = Session(
            id="s",
            title="A haystack",
            title_by=TitleBy.USER,
            created_at=1,
            updated_at=1,
            head_id=made[-1].id,
        )
        await desk.house.store.save([session], [TurnChange.since(None, turn) for turn in made])
        await desk.show("s")
        await until(lambda: desk.workspace.chat.transcript.is_settled)
        yield desk


def begin(desk: Desk, words: str = "") -> FindInChat:
    """Open the bar with Ctrl+F and type."""
    edit = desk.window.focusWidget()
    QTest.keyClick(edit, Qt.Key.Key_F, CONTROL)
    find = desk.workspace.finder.find
    assert find is not None
    assert find.is_open
    if words.isascii():
        QTest.keyClicks(find.bar.line.edit, words)
    else:
        find.bar.line.edit.insert(words)
    return find


async def counted(desk: Desk, words: str) -> FindInChat:
    """The same, and wait until all is counted and the first match is shown."""
    find = begin(desk, words)
    await until(lambda: " of " in count(desk) or count(desk) == "No matches")
    await until(lambda: find.reveal.arrived and desk.workspace.chat.transcript.is_settled)
    return find


def count(desk: Desk) -> str:
    label = desk.find(QLabel, "findCount")
    assert isinstance(label, QLabel)
    return label.text()


def strong(desk: Desk) -> list[tuple[TextPane, QTextCursor]]:
    """What has the strong ground."""
    color = desk.theme.theme.color("find_current")
    found = [(pane, mark) for pane, mark in marked(desk) if mark.format.background() == color]
    return [(pane, QTextCursor(mark.cursor)) for pane, mark in found]


def marked(desk: Desk) -> Iterator[tuple[TextPane, QTextEdit.ExtraSelection]]:
    for pane in desk.workspace.chat.transcript.findChildren(TextPane):
        for mark in pane.extraSelections():
            yield pane, mark


def place_of(desk: Desk, widget: QWidget) -> str:
    """The id of the turn that a widget belongs to."""
    for block in desk.workspace.chat.transcript.turn_blocks:
        if block.isAncestorOf(widget) and block.turn is not None:
            return block.turn.id
    return ""


def seen(desk: Desk, pane: TextPane, cursor: QTextCursor) -> bool:
    """Whether the marked words are within what can be seen, also sideways."""
    start = QTextCursor(cursor)
    start.setPosition(cursor.selectionStart())
    end = QTextCursor(cursor)
    end.setPosition(cursor.selectionEnd())
    area = pane.cursorRect(start).united(pane.cursorRect(end))
    widget: QWidget = pane.viewport()
    viewport = desk.workspace.chat.transcript.viewport.viewport()
    while widget is not viewport:
        if not widget.rect().contains(area):
            return False
        area = QRect(widget.mapToParent(area.topLeft()), area.size())
        parent = widget.parentWidget()
        assert parent is not None
        widget = parent
    return viewport.rect().contains(area)


async def expect(desk: Desk, find: FindInChat, number: int) -> None:
    """The match with this number is the marked one, and can be seen."""
    place, words = TOLD[number]
    await until(lambda: count(desk).endswith(f"{number + 1} of {len(TOLD)}"))
    if not words:
        await until(lambda: framed(desk) == f"t{place:04}")
        return
    await until(lambda: shown(desk) == [(f"t{place:04}", words, True)])
    await until(lambda: find.reveal.arrived and desk.workspace.chat.transcript.is_settled)
    assert shown(desk) == [(f"t{place:04}", words, True)]


def shown(desk: Desk) -> list[tuple[str, str, bool]]:
    """What is marked strongly: its turn, its words, whether they can be seen."""
    return [
        (place_of(desk, pane), cursor.selectedText(), seen(desk, pane, cursor))
        for pane, cursor in strong(desk)
    ]


def framed(desk: Desk) -> str:
    """The turn of what has a frame around it and can be seen."""
    viewport = desk.workspace.chat.transcript.viewport.viewport()
    for frame in viewport.findChildren(QWidget, "matchFrame"):
        place = QRect(frame.mapTo(viewport, QPoint(0, 0)), frame.size())
        if frame.isVisible() and viewport.rect().contains(place):
            return place_of(desk, frame)
    return ""


def framed_button(desk: Desk) -> str:
    parent = desk.find(QWidget, "matchFrame").parentWidget()
    assert parent is not None
    return parent.objectName()


def made_turn(turn_id: str, parent: str, role: Role, part: Part) -> Turn:
    return Turn(
        id=turn_id,
        session_id="s",
        parent_id=parent,
        role=role,
        state=TurnState.DONE,
        created_at=1_000,
        ended_at=1_000,
        parts=(part,),
    )
