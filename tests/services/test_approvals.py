"""Tool calls that ask the user: allowed, changed, denied, remembered, and let through unasked."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gui.engine.scripted import WRITES, Call, Script, Step, each_in_turn, spoken
from gui.model.gate import DecidedBy, Effect, Policy, ToolCall, ToolFacts, Verdict
from gui.model.turn import ToolCallPart, ToolState, Turn, TurnState
from gui.services.approvals import Choice
from gui.services.policy_book import PolicyBook
from gui.services.sections import MemorySections
from gui.services.service_facts import SessionChanged
from gui.services.session_service import Surroundings
from gui.services.session_store import SessionStore
from gui.services.user_gate import DENIED, UserGate, same_arguments
from tests.services.house import QUICK, House
from tests.waiting import until

ARGUMENTS = '{"path": "notes.txt"}'
ALLOWED = Choice(allowed=True)
TOOL = WRITES.tool_id


def calling(*calls: str) -> list[Step]:
    asked = [
        Call(call_id=name, arguments=ARGUMENTS, result=lambda a: f"wrote {a}") for name in calls
    ]
    return [*asked, *spoken("Done it")]


def writing(*calls: str) -> Script:
    return lambda plan, message: calling(*(calls or ("c1",)))


def asked(house: House, session_id: str, call_id: str = "c1") -> bool:
    turn = house.service.approvals.running_turn(session_id)
    parts = turn.parts if turn is not None else ()
    return any(
        isinstance(p, ToolCallPart) and p.call_id == call_id and p.awaits_user for p in parts
    )


async def waiting_turn(house: House, text: str = "Write it down") -> Turn:
    session = await house.begin(text)
    await until(lambda: asked(house, session.id))
    return await house.head(session.id)


def call_in(turn: Turn, call_id: str = "c1") -> ToolCallPart:
    return next(p for p in turn.parts if isinstance(p, ToolCallPart) and p.call_id == call_id)


async def test_a_call_waits_until_it_is_allowed(tmp_path: Path) -> None:
    async with House(tmp_path, writing(), surroundings=Surroundings()) as house:
        turn = await waiting_turn(house)
        assert house.service.needs_user(turn.session_id)
        assert house.service.is_running(turn.session_id)
        assert house.engine.conversations[0].ran == []
        assert house.told(SessionChanged)[-1].needs_user
        await house.service.approvals.decide(turn.session_id, turn.id, "c1", ALLOWED)
        await house.idle(turn.session_id)
        head = await house.head(turn.session_id)
        call = call_in(head)
        assert (head.state, call.state) == (TurnState.DONE, ToolState.DONE)
        assert call.result == f"wrote {ARGUMENTS}"
        assert 0 < call.asked_at <= call.started_at
        assert call.verdict is not None
        assert (call.verdict.allowed, call.verdict.by, call.verdict.asked) == (
            True,
            DecidedBy.USER,
            "",
        )
        assert not house.told(SessionChanged)[-1].needs_user
        assert house.engine.conversations[0].ran == [("write_file", ARGUMENTS)]
    async with House(tmp_path) as again:
        assert call_in(await again.head(turn.session_id)) == call


async def test_arguments_can_be_changed_and_what_was_asked_for_stays(tmp_path: Path) -> None:
    async with House(tmp_path, writing(), surroundings=Surroundings()) as house:
        turn = await waiting_turn(house)
        decide = house.service.approvals.decide
        for wrong in ("{", "[]", '"a"', ""):
            choice = Choice(allowed=True, arguments=wrong)
            with pytest.raises(ValueError, match=r"not JSON|one JSON object"):
                await decide(turn.session_id, turn.id, "c1", choice)
        assert asked(house, turn.session_id)
        changed = '{"path": "other.txt"}'
        await decide(turn.session_id, turn.id, "c1", Choice(allowed=True, arguments=changed))
        await house.idle(turn.session_id)
        call = call_in(await house.head(turn.session_id))
        assert call.arguments == changed
        assert call.verdict is not None
        assert call.verdict.asked == ARGUMENTS
        assert house.engine.conversations[0].ran == [("write_file", changed)]


async def test_a_denied_call_does_not_run_and_the_reason_reaches_the_model(
    tmp_path: Path,
) -> None:
    async with House(tmp_path, writing("c1", "c2"), surroundings=Surroundings()) as house:
        turn = await waiting_turn(house)
        decide = house.service.approvals.decide
        await decide(turn.session_id, turn.id, "c1", Choice(allowed=False, reason="not there"))
        await until(lambda: asked(house, turn.session_id, "c2"))
        await decide(turn.session_id, turn.id, "c2", Choice(allowed=False))
        await house.idle(turn.session_id)
        head = await house.head(turn.session_id)
        assert [call_in(head, name).state for name in ("c1", "c2")] == [ToolState.DENIED] * 2
        assert call_in(head).result == "The user did not allow this call. The reason: not there"
        assert call_in(head, "c2").result == "The user did not allow this call."
        assert house.engine.conversations[0].ran == []
        assert head.state is TurnState.DONE


async def test_a_decision_counts_once_and_only_for_what_waits(tmp_path: Path) -> None:
    async with House(tmp_path, writing(), surroundings=Surroundings()) as house:
        turn = await waiting_turn(house)
        approvals = house.service.approvals
        for wrong in (
            approvals.decide(turn.session_id, turn.id, "c9", ALLOWED),
            approvals.decide(turn.session_id, "another", "c1", ALLOWED),
            approvals.decide("another", turn.id, "c1", ALLOWED),
            approvals.decide(turn.session_id, turn.id, "c1", replace(ALLOWED, source="b")),
            approvals.answer(turn.session_id, turn.id, "c1", "yes"),
        ):
            with pytest.raises(LookupError):
                await wrong
        await approvals.decide(turn.session_id, turn.id, "c1", ALLOWED)
        with pytest.raises(LookupError):
            await approvals.decide(turn.session_id, turn.id, "c1", Choice(allowed=False))
        await house.idle(turn.session_id)
        assert call_in(await house.head(turn.session_id)).state is ToolState.DONE


async def test_what_is_remembered_holds_in_this_chat_only(tmp_path: Path) -> None:
    async with House(tmp_path, writing(), surroundings=Surroundings()) as house:
        turn = await waiting_turn(house)
        remember = replace(ALLOWED, remember=True)
        await house.service.approvals.decide(turn.session_id, turn.id, "c1", remember)
        await house.idle(turn.session_id)
        assert house.service.policies.in_chat(turn.session_id) == {TOOL: Policy.ALLOW}
        again = await house.talk(turn.session_id, "and again")
        verdict = call_in(again).verdict
        assert verdict is not None
        assert verdict.by is DecidedBy.CHAT
        copy = await house.service.shelf.duplicate(turn.session_id)
        assert (await house.talk(copy.id, "here too")).state is TurnState.DONE
        await waiting_turn(house)
    async with House(tmp_path, writing(), surroundings=Surroundings()) as later:
        assert (await later.talk(turn.session_id, "later")).state is TurnState.DONE
        assert (await later.talk(copy.id, "later")).state is TurnState.DONE


async def test_what_was_remembered_is_taken_back(tmp_path: Path) -> None:
    async with House(tmp_path, writing(), surroundings=Surroundings()) as house:
        turn = await waiting_turn(house)
        remember = replace(ALLOWED, remember=True)
        await house.service.approvals.decide(turn.session_id, turn.id, "c1", remember)
        await house.idle(turn.session_id)
        await house.service.approvals.set_rule(turn.session_id, TOOL, None)
        await house.service.send(turn.session_id, "and again")
        await until(lambda: asked(house, turn.session_id))


async def test_a_rule_for_a_chat_is_heard_by_the_call_that_waits(tmp_path: Path) -> None:
    async with House(tmp_path, writing(), surroundings=Surroundings()) as house:
        turn = await waiting_turn(house)
        await house.service.approvals.set_rule(turn.session_id, TOOL, Policy.DENY)
        await house.idle(turn.session_id)
        assert call_in(await house.head(turn.session_id)).state is ToolState.DENIED


async def test_a_policy_for_a_tool_holds_in_every_chat_unless_the_chat_has_its_own(
    tmp_path: Path,
) -> None:
    async with House(tmp_path, writing(), surroundings=Surroundings()) as house:
        house.service.policies.set(TOOL, Policy.DENY)
        session = await house.service.create()
        head = await house.talk(session.id, "one")
        assert (call_in(head).state, call_in(head).result) == (ToolState.DENIED, DENIED)
        await house.service.policies.set_in_chat(session.id, TOOL, Policy.ALLOW)
        assert call_in(await house.talk(session.id, "two")).state is ToolState.DONE
        await house.service.policies.set_in_chat(session.id, TOOL, None)
        house.service.policies.set(TOOL, None)
        assert house.service.policies.everywhere() == {}
        await house.service.send(session.id, "three")
        await until(lambda: asked(house, session.id))


async def test_a_stop_ends_an_answer_that_waits(tmp_path: Path) -> None:
    async with House(tmp_path, writing(), surroundings=Surroundings()) as house:
        turn = await waiting_turn(house)
        await house.service.stop(turn.session_id)
        head = await house.head(turn.session_id)
        assert (head.state, call_in(head).state) == (TurnState.STOPPED, ToolState.CANCELLED)
        assert not house.service.needs_user(turn.session_id)
        with pytest.raises(LookupError):
            await house.service.approvals.decide(turn.session_id, turn.id, "c1", ALLOWED)


async def test_a_message_is_queued_while_a_call_waits(tmp_path: Path) -> None:
    script = each_in_turn(calling("c1"), spoken("and then"))
    async with House(tmp_path, script, surroundings=Surroundings()) as house:
        turn = await waiting_turn(house)
        await house.service.send(turn.session_id, "one more thing")
        transcript = await house.service.open(turn.session_id)
        assert [message.text for message in transcript.queued] == ["one more thing"]
        await house.service.approvals.decide(turn.session_id, turn.id, "c1", ALLOWED)
        await until(lambda: len(house.engine.conversations[0].memory) == 4)


async def test_decisions_of_all_chats_are_found_newest_first(tmp_path: Path) -> None:
    async with House(tmp_path, writing("c1", "c2"), surroundings=Surroundings()) as house:
        house.service.policies.set(TOOL, Policy.ALLOW)
        first = await house.service.create()
        await house.talk(first.id, "one")
        house.service.policies.set(TOOL, Policy.DENY)
        second = await house.service.create()
        await house.talk(second.id, "two")
        found = await house.service.decisions(3)
        assert [(one.title, one.call.call_id) for one in found] == [
            ("two", "c2"),
            ("two", "c1"),
            ("one", "c2"),
        ]
        mine = await house.service.decisions_of(first.id, 3)
        assert [(one.title, one.call.call_id) for one in mine] == [("one", "c2"), ("one", "c1")]
        verdicts = [one.call.verdict for one in found]
        assert [isinstance(v, Verdict) and v.allowed for v in verdicts] == [False, False, True]
        plan = await house.store._submit(
            lambda c: c.execute(
                "EXPLAIN QUERY PLAN SELECT 1 FROM part WHERE kind = 'tool'"
                " AND instr(data, '\"allowed\"') > 0 ORDER BY turn_id DESC LIMIT 3"
            ).fetchall()
        )
        assert "part_decided" in str(plan)


effects = st.sampled_from(Effect)
policies = st.sampled_from(Policy)


@given(effects, st.none() | st.booleans(), policies, st.none() | policies, st.none() | policies)
def test_the_nearest_policy_counts_and_code_never_runs_here_by_default(
    effect: Effect,
    isolated: bool | None,
    default: Policy,
    everywhere: Policy | None,
    in_chat: Policy | None,
) -> None:
    book = PolicyBook(
        SessionStore(Path("unused")).policies, MemorySections(), default=lambda: default
    )
    book.set("tool", everywhere)
    if in_chat is not None:
        book._chats["s"] = {"tool": in_chat}
    facts = ToolFacts(tool_id="tool", effect=effect, isolated=isolated)
    call = ToolCall(session_id="s", source="a", call_id="c", name="n", arguments="{}", facts=facts)
    decision = UserGate(book).judge(call)
    named = in_chat or everywhere
    counts = named or default
    runs_here = effect is Effect.RUN and isolated is not True
    if counts is Policy.DENY:
        assert decision is not None
        assert not decision.allowed
    elif counts is Policy.ASK or (counts is Policy.ALLOW and named is None and runs_here):
        assert decision is None
    elif counts is Policy.ALLOW or effect is Effect.READ:
        assert decision is not None
        assert decision.allowed
        assert decision.arguments == "{}"
    else:
        assert decision is None


@given(st.dictionaries(st.text(), st.integers()))
def test_the_same_arguments_are_known_however_they_are_written(data: dict[str, int]) -> None:
    assert same_arguments(json.dumps(data, indent=3), json.dumps(dict(reversed(data.items()))))
    assert same_arguments("", "{}")
    assert not same_arguments('{"a": 1}', json.dumps({**data, "a": 2}))
    assert QUICK.default_policy() is Policy.ASK_FOR_WRITES
