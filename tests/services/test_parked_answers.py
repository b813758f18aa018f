"""Answers that wait for the user outlive the program: closed, killed, or killed once more."""

from __future__ import annotations

import asyncio
import shutil
import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from gui.engine.scripted import (
    WRITES,
    Ask,
    Call,
    Crash,
    Fail,
    Hold,
    Script,
    ScriptedEngine,
    Step,
    spoken,
)
from gui.model.catching_up import has_caught_up
from gui.model.gate import Policy
from gui.model.turn import QuestionPart, Role, ToolCallPart, ToolState, Turn, TurnState
from gui.services.approvals import Choice
from gui.services.run_rows import Word
from gui.services.service_facts import SessionChanged, TurnChanged
from gui.services.session_service import Surroundings
from tests.services.house import LARGE, QUICK, REFUSED, House
from tests.waiting import until

ALLOWED = Choice(allowed=True)


def call(name: str) -> Call:
    arguments = f'{{"path": "{name}.txt"}}'
    return Call(call_id=name, arguments=arguments, result=lambda a: f"wrote {a}")


TWO_CALLS: list[Step] = [*spoken("First this"), call("c1"), call("c2"), *spoken("All done")]
ONE_QUESTION: list[Step] = [*spoken("Let me see"), Ask(text="Which one?"), *spoken("Thank you")]


def script(steps: list[Step]) -> Script:
    return lambda plan, message: steps


def house_in(folder: Path, steps: list[Step]) -> House:
    return House(folder, script(steps), surroundings=Surroundings())


def waits(house: House, session_id: str, name: str) -> bool:
    """For the call with that id, or the question in those words."""
    turn = house.service.approvals.running_turn(session_id)
    for part in turn.parts if turn is not None else ():
        if isinstance(part, ToolCallPart) and part.call_id == name and part.awaits_user:
            return True
        if isinstance(part, QuestionPart) and part.text == name and part.answer is None:
            return True
    return False


def calls_in(turn: Turn) -> dict[str, ToolState]:
    return {part.call_id: part.state for part in turn.parts if isinstance(part, ToolCallPart)}


def asked_at(turn: Turn) -> list[float]:
    return [part.asked_at for part in turn.parts if isinstance(part, ToolCallPart)]


async def decided_first(house: House) -> Turn:
    """A turn whose first call has run and whose second one waits, all of it in the file."""
    session = await house.begin("Write two files")
    await until(lambda: waits(house, session.id, "c1"))
    turn = await house.head(session.id)
    await house.service.approvals.decide(session.id, turn.id, "c1", ALLOWED)
    await until(lambda: waits(house, session.id, "c2"))
    await house.service.journal.write()
    return await house.head(session.id)


def copied(house: House, folder: Path) -> Path:
    """What another start would find if the program was killed now."""
    folder.mkdir()
    for file in house.path.parent.glob("parley.db*"):
        shutil.copy(file, folder / file.name)
    return folder


@pytest.mark.parametrize("killed", [False, True])
async def test_a_waiting_call_is_decided_after_the_next_start(tmp_path: Path, killed: bool) -> None:
    async with house_in(tmp_path / "one", TWO_CALLS) as house:
        turn = await decided_first(house)
        ran = house.engine.conversations[0].ran
        assert len(ran) == 1
        place = copied(house, tmp_path / "two") if killed else tmp_path / "one"
    async with house_in(place, TWO_CALLS) as again:
        session_id = turn.session_id
        assert again.service.is_running(session_id)
        assert again.service.needs_user(session_id)
        assert again.engine.conversations == []
        parked = await again.head(session_id)
        assert replace(parked, parts=()) == replace(turn, parts=())
        assert calls_in(parked) == {"c1": ToolState.DONE, "c2": ToolState.WAITING}
        await again.service.approvals.decide(session_id, turn.id, "c2", ALLOWED)
        await again.idle(session_id)
        head = await again.head(session_id)
        assert (head.id, head.state) == (turn.id, TurnState.DONE)
        assert calls_in(head) == {"c1": ToolState.DONE, "c2": ToolState.DONE}
        assert head.text.endswith("All done")
        assert asked_at(head) == asked_at(turn), "it waited since it was first asked"
        (conversation,) = again.engine.conversations
        assert conversation.ran == [("write_file", '{"path": "c2.txt"}')], "not c1 a second time"
        told = [f.turn for f in again.told(TurnChanged) if f.turn.id == turn.id]
        assert min(len(one.parts) for one in told) == len(parked.parts), "never less than before"
        assert await again.store.runs.records(turn.id) == ()


async def test_a_call_that_ran_beside_one_that_waited_is_asked_about_again(tmp_path: Path) -> None:
    async with house_in(tmp_path, TWO_CALLS) as house:
        turn = await decided_first(house)
        await house.store._submit(
            lambda c: c.execute("DELETE FROM run_record WHERE turn_id = ?", (turn.id,)).rowcount
        )
    async with house_in(tmp_path, TWO_CALLS) as again:
        decide = again.service.approvals.decide
        await decide(turn.session_id, turn.id, "c2", ALLOWED)
        await until(lambda: waits(again, turn.session_id, "c1"))
        await decide(turn.session_id, turn.id, "c1", ALLOWED)
        await again.idle(turn.session_id)
        head = await again.head(turn.session_id)
        assert calls_in(head) == {"c1": ToolState.DONE, "c2": ToolState.DONE}
        assert [name for name, _ in again.engine.conversations[0].ran] == ["write_file"] * 2


async def test_a_second_restart_while_it_waits_changes_nothing(tmp_path: Path) -> None:
    async with house_in(tmp_path, TWO_CALLS) as house:
        turn = await decided_first(house)
    for _ in range(2):
        async with house_in(tmp_path, TWO_CALLS) as again:
            assert waits(again, turn.session_id, "c2")
            assert not again.told(TurnChanged)
    async with house_in(tmp_path, TWO_CALLS) as last:
        await last.service.approvals.decide(
            turn.session_id, turn.id, "c2", Choice(allowed=False, reason="enough")
        )
        await last.idle(turn.session_id)
        assert calls_in(await last.head(turn.session_id))["c2"] is ToolState.DENIED


async def test_a_decision_made_just_before_a_crash_is_not_asked_again(tmp_path: Path) -> None:
    async with house_in(tmp_path / "one", TWO_CALLS) as house:
        turn = await decided_first(house)
        place = copied(house, tmp_path / "two")
    with closing(sqlite3.connect(place / "parley.db")) as file:
        assert file.execute("SELECT count(*) FROM run_record WHERE kind = 'word'").fetchone() == (
            0,
        )
    word = Word(
        number=1,
        source="assistant",
        id="c2",
        name="write_file",
        asked='{"path": "c2.txt"}',
        question=False,
        text='{"path": "mine.txt"}',
        at=5.0,
    )
    stale = replace(word, number=2, asked='{"path": "other.txt"}', text='{"path": "wrong.txt"}')
    keeper = house_in(place, TWO_CALLS)
    await keeper.store.open()
    await keeper.store.runs.keep(turn.id, stale)
    await keeper.store.runs.keep(turn.id, word)
    await keeper.store.close()
    async with house_in(place, TWO_CALLS) as again:
        await again.idle(turn.session_id)
        head = await again.head(turn.session_id)
        assert head.state is TurnState.DONE
        (conversation,) = again.engine.conversations
        assert conversation.ran == [("write_file", '{"path": "mine.txt"}')]


async def test_a_word_is_in_the_file_before_the_agents_hear_it(tmp_path: Path) -> None:
    async with house_in(tmp_path, TWO_CALLS) as house:
        turn = await decided_first(house)
        kept: list[int] = []
        keep = house.store.runs.keep

        def watched(turn_id: str, word: Word) -> asyncio.Future[None]:
            kept.append(len(house.engine.conversations[0].ran))
            return keep(turn_id, word)

        house.store.runs.keep = watched  # type: ignore[method-assign]
        await house.service.approvals.decide(turn.session_id, turn.id, "c2", ALLOWED)
        await house.idle(turn.session_id)
        assert kept == [1]
        assert len(house.engine.conversations[0].ran) == 2


@pytest.mark.parametrize("killed", [False, True])
async def test_a_question_is_answered_after_the_next_start(tmp_path: Path, killed: bool) -> None:
    async with house_in(tmp_path / "one", ONE_QUESTION) as house:
        session = await house.begin("Choose")
        await until(lambda: waits(house, session.id, "Which one?"))
        await house.service.journal.write()
        place = copied(house, tmp_path / "two") if killed else tmp_path / "one"
    async with house_in(place, ONE_QUESTION) as again:
        parked = await again.head(session.id)
        assert parked.awaits_user
        await again.answer(parked, "The left one")
        await again.idle(session.id)
        head = await again.head(session.id)
        assert (head.id, head.state) == (parked.id, TurnState.DONE)
        assert "You answered: The left one" in head.text
        assert len((await again.service.open(session.id)).turns) == 2, "no message of its own"


async def test_a_question_is_answered_once(tmp_path: Path) -> None:
    async with house_in(tmp_path, ONE_QUESTION) as house:
        session = await house.begin("Choose")
        await until(lambda: waits(house, session.id, "Which one?"))
        turn = await house.head(session.id)
        await house.answer(turn, "The right one")
        with pytest.raises(LookupError):
            await house.answer(turn, "or not")
        await house.idle(session.id)
        assert "You answered: The right one" in (await house.head(session.id)).text


async def test_a_parked_answer_can_be_stopped(tmp_path: Path) -> None:
    async with house_in(tmp_path, TWO_CALLS) as house:
        turn = await decided_first(house)
    async with house_in(tmp_path, TWO_CALLS) as again:
        await again.service.stop(turn.session_id)
        head = await again.head(turn.session_id)
        assert (head.state, calls_in(head)["c2"]) == (TurnState.STOPPED, ToolState.CANCELLED)
        assert not again.told(SessionChanged)[-1].needs_user
        assert again.engine.conversations == []
    async with house_in(tmp_path, TWO_CALLS) as last:
        assert not last.service.is_running(turn.session_id)


async def test_what_cannot_be_resumed_fails_and_loses_nothing(tmp_path: Path) -> None:
    async with house_in(tmp_path, TWO_CALLS) as house:
        turn = await decided_first(house)
    async with house_in(tmp_path, TWO_CALLS) as again:
        again.engine.refusal = REFUSED
        await again.service.approvals.decide(turn.session_id, turn.id, "c2", ALLOWED)
        await again.idle(turn.session_id)
        head = await again.head(turn.session_id)
        assert (head.state, head.problem) == (TurnState.FAILED, REFUSED)
        assert head.text == "First this"
        assert calls_in(head) == {"c1": ToolState.DONE, "c2": ToolState.CANCELLED}


@pytest.mark.parametrize(
    "step", [Fail(problem=REFUSED), Crash(error=RuntimeError("boom"))], ids=["fails", "crashes"]
)
async def test_a_run_that_ends_on_the_way_there_keeps_what_was_stored(
    tmp_path: Path, step: Step
) -> None:
    async with house_in(tmp_path, TWO_CALLS) as house:
        turn = await decided_first(house)
    async with house_in(tmp_path, [*TWO_CALLS[:2], step]) as again:
        await again.service.approvals.decide(turn.session_id, turn.id, "c2", ALLOWED)
        await again.idle(turn.session_id)
        head = await again.head(turn.session_id)
        assert head.state is TurnState.FAILED
        assert head.text == "First this"
        assert set(calls_in(head)) == {"c1", "c2"}


async def test_closing_on_the_way_back_leaves_it_for_the_next_start(tmp_path: Path) -> None:
    never = asyncio.Event()
    async with house_in(tmp_path, TWO_CALLS) as house:
        turn = await decided_first(house)
    async with house_in(tmp_path, [Hold(gate=never, deaf=True), *TWO_CALLS]) as slow:
        await slow.service.approvals.decide(turn.session_id, turn.id, "c2", ALLOWED)
        await until(lambda: slow.engine.conversations)
        shown = await slow.head(turn.session_id)
        assert calls_in(shown)["c2"] is ToolState.RUNNING, "the decision shows at once"
        assert not slow.service.needs_user(turn.session_id)
    async with house_in(tmp_path, TWO_CALLS) as again:
        await again.idle(turn.session_id)
        head = await again.head(turn.session_id)
        assert calls_in(head) == {"c1": ToolState.DONE, "c2": ToolState.DONE}


async def test_a_run_that_takes_another_way_asks_anew(tmp_path: Path) -> None:
    async with house_in(tmp_path, TWO_CALLS) as house:
        turn = await decided_first(house)
    other = replace(call("c2"), arguments='{"path": "elsewhere.txt"}')
    async with house_in(tmp_path, [call("c1"), other, *spoken("Done")]) as again:
        decide = again.service.approvals.decide
        await decide(turn.session_id, turn.id, "c2", ALLOWED)
        await until(lambda: again.engine.conversations and waits(again, turn.session_id, "c2"))
        assert again.engine.conversations[0].ran == [], "it was allowed to do something else"


async def test_waiting_answers_are_not_idle(tmp_path: Path) -> None:
    now = [1000.0]
    options = replace(QUICK, monotonic=lambda: now[0])
    house = House(tmp_path, script(TWO_CALLS), options=options, surroundings=Surroundings())
    async with house:
        turn = await decided_first(house)
        now[0] += 24 * 3600
        await house.service.evict_idle()
        assert house.engine.conversations[0].closed == 0
        assert waits(house, turn.session_id, "c2")


async def test_an_answer_that_does_not_wait_is_interrupted_as_ever(tmp_path: Path) -> None:
    gate = asyncio.Event()
    steps: list[Step] = [call("c1"), Hold(gate=gate), *spoken("late")]
    async with house_in(tmp_path, steps) as house:
        session = await house.begin()
        await until(lambda: waits(house, session.id, "c1"))
        turn = await house.head(session.id)
        await house.service.approvals.decide(session.id, turn.id, "c1", ALLOWED)
        await until(lambda: house.engine.conversations[0].ran)
    async with house_in(tmp_path, steps) as again:
        assert (await again.head(session.id)).state is TurnState.INTERRUPTED
        assert not again.service.is_running(session.id)


async def test_it_goes_on_with_the_memory_from_before_and_the_chats_model(tmp_path: Path) -> None:
    async with House(tmp_path, surroundings=Surroundings()) as house:
        session = await house.service.create()
        await house.talk(session.id, "before")
        await house.service._seats.let_go(session.id)
        house.engine.script = script(TWO_CALLS)
        await house.service.send(session.id, "Write two files")
        await until(lambda: waits(house, session.id, "c1"))
    async with house_in(tmp_path, TWO_CALLS) as again:
        await again.service.shelf.set_model(session.id, LARGE)
        again.service.policies.set(WRITES.tool_id, Policy.ALLOW)
        turn = await again.head(session.id)
        await again.service.approvals.decide(session.id, turn.id, "c1", ALLOWED)
        await again.idle(session.id)
        (conversation,) = again.engine.conversations
        assert conversation.plan.model == "large"
        assert conversation.memory[:3] == [
            ("user", "before"),
            ("assistant", "You said: before"),
            ("user", "Write two files"),
        ]


async def test_a_parked_answer_of_a_deleted_chat_ends(tmp_path: Path) -> None:
    async with house_in(tmp_path, TWO_CALLS) as house:
        turn = await decided_first(house)
    with closing(sqlite3.connect(tmp_path / "parley.db")) as file:
        file.execute("UPDATE session SET deleted_at = 1000000000000000")
        file.commit()
    async with house_in(tmp_path, TWO_CALLS) as again:
        assert not again.service.is_running(turn.session_id)
        (stored,) = await again.store.turns(turn.id)
        assert stored.state is TurnState.INTERRUPTED


async def test_a_deaf_engine_cannot_hold_up_the_closing(tmp_path: Path) -> None:
    engine = ScriptedEngine(script(TWO_CALLS))
    house = House(tmp_path, engine=engine, surroundings=Surroundings())
    never = asyncio.Event()
    async with house:
        await decided_first(house)
        engine.conversations[0].hold_close = never
    assert engine.conversations[0].closed == 1
    never.set()


def test_only_what_was_waited_for_counts_as_having_come_there() -> None:
    waiting = ToolState.WAITING
    part = ToolCallPart(
        source="a", call_id="c1", name="n", arguments="{}", state=waiting, facts=WRITES
    )
    question = QuestionPart(source="a", request_id="r1", text="Which?")
    turn = Turn(
        id="t",
        session_id="s",
        parent_id="q",
        role=Role.AGENT,
        state=TurnState.RUNNING,
        created_at=1,
        parts=(part, question),
    )
    asked_again = replace(turn, parts=(replace(question, request_id="r2"), part))
    assert not has_caught_up(replace(turn, parts=()), turn)
    assert not has_caught_up(asked_again, turn)
    answered = replace(turn, parts=(replace(question, request_id="r2", answer="this"),))
    assert has_caught_up(answered, turn)
    elsewhere = replace(turn, parts=(replace(part, call_id="c9"),))
    assert not has_caught_up(elsewhere, turn), "a record may know the answer"
    assert has_caught_up(elsewhere, turn, [("a", "call c9")])
