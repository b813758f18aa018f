"""A long chat opens by its end; what the reader scrolls to is read then, and found everywhere."""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QLabel

from bench.long_chat import add_long_chat, long_chat
from gui.model.session import Session, TitleBy
from gui.model.turn import Part, Role, TextPart, ToolCallPart, Turn, TurnState
from gui.qt.task_scope import TaskScope
from gui.services.session_rows import TurnChange
from gui.services.transcript_rows import NEWEST
from gui.views.shown_chat import ShownChat, Taken
from gui.views.transcript.view import TranscriptView
from gui.views.turn_supply import TurnSupply
from tests.services.house import House
from tests.views.open_window import open_desk
from tests.waiting import until

Run = Callable[[Coroutine[Any, Any, None]], None]

TURNS = 1000


class Wishes(QObject):
    """A transcript as far as the supply knows it."""

    turns_wanted = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.put: list[tuple[str, ...]] = []

    def put_turns(self, turns: tuple[Turn, ...]) -> None:
        self.put.append(tuple(turn.id for turn in turns))


def shown_ids(transcript: TranscriptView) -> set[str]:
    return {block.turn.id for block in transcript.turn_blocks if block.turn is not None}


def fail(error: BaseException) -> None:
    raise error


def test_a_long_chat_is_shown_from_its_end_and_read_where_it_is_looked_at(
    run: Run, qapp: QApplication, tmp_path: Path
) -> None:
    async def work() -> None:
        async with open_desk(qapp, tmp_path) as desk:
            _, made = long_chat(TURNS)
            session = await add_long_chat(desk.house.store, TURNS)
            await desk.show(session.id)
            transcript = desk.workspace.chat.transcript
            await until(lambda: transcript.is_settled)
            assert made[-1].id in shown_ids(transcript)
            assert len(shown_ids(transcript)) <= NEWEST
            usage = desk.find(QLabel, "usageLabel")
            assert isinstance(usage, QLabel)
            assert usage.text() == "265k tokens"
            middle = made[TURNS // 2].id
            assert transcript.reveal_turn(middle)
            await until(lambda: middle in shown_ids(transcript))

    run(work())


def test_wishes_are_answered_newest_first_and_only_of_the_chat_that_is_shown(
    run: Run, qapp: QApplication, tmp_path: Path
) -> None:
    async def work() -> None:
        async with House(tmp_path) as house:
            session, made = long_chat(100)
            await add_long_chat(house.store, 100)
            other = await add_long_chat(house.store, 2, number=1)
            ids = tuple(turn.id for turn in made)
            wishes = Wishes()
            tasks = TaskScope(wishes, fail)
            shown = [session.id]
            TurnSupply(wishes, service=house.service, tasks=tasks, shown=lambda: shown[0])  # type: ignore[arg-type]
            wishes.turns_wanted.emit(ids[:60])
            wishes.turns_wanted.emit(ids[90:])
            await until(lambda: len(wishes.put) == 2)
            assert wishes.put == [ids[30:60] + ids[90:], ids[:30]]
            wishes.turns_wanted.emit(ids[60:70])
            shown[0] = other.id
            wishes.turns_wanted.emit((long_chat(2, number=1)[1][0].id,))
            await until(lambda: len(wishes.put) == 3)
            assert wishes.put[2] == (long_chat(2, number=1)[1][0].id,)
            tasks.close()

    run(work())


def turn(turn_id: str, parent: str | None, *parts: Part, role: Role = Role.AGENT) -> Turn:
    return Turn(
        id=turn_id,
        session_id="s",
        parent_id=parent,
        role=role,
        state=TurnState.DONE,
        created_at=1,
        parts=parts,
    )


def test_the_last_answer_is_copied_also_from_further_back(
    run: Run, qapp: QApplication, tmp_path: Path
) -> None:
    call = ToolCallPart(source="a", call_id="c", name="n", arguments="{}", result="r")
    said = TextPart(source="a", text="Long ago")

    async def work() -> None:
        async with open_desk(qapp, tmp_path) as desk:
            line = [turn("t000", None, said)]
            for number in range(1, 3 * NEWEST):
                line.append(turn(f"t{number:03}", line[-1].id, call))
            session = Session(
                id="s",
                title="T",
                title_by=TitleBy.USER,
                created_at=1,
                updated_at=1,
                head_id=line[-1].id,
            )
            await desk.house.store.save([session], [TurnChange.since(None, one) for one in line])
            await desk.show("s")
            assert desk.workspace.chat.last_answer() == ""
            assert desk.workspace.router.has_answer()
            desk.workspace.router.copy_answer()
            await until(lambda: QGuiApplication.clipboard().text() == "Long ago")

    run(work())


async def test_a_chat_that_grows_keeps_count_and_only_its_newest_turns(tmp_path: Path) -> None:
    async with House(tmp_path) as house:
        session, made = long_chat(100)
        await add_long_chat(house.store, 98)
        chat = ShownChat(await house.service.open(session.id), running=False)
        assert chat.tokens() == 49 * 530
        assert chat.take(made[98]) is Taken.ADDED
        assert chat.take(made[99]) is Taken.ADDED
        assert chat.take(made[99]) is Taken.CHANGED
        assert chat.take(made[3]) is Taken.CHANGED
        assert chat.take(turn("z", "nobody")) is Taken.ELSEWHERE
        assert chat.tokens() == 50 * 530
        assert [mark.id for mark in chat.marks] == [one.id for one in made]
        assert [one.id for one in chat.turns] == [one.id for one in made[-NEWEST:]]
        assert chat.last_answer() == made[99].text
