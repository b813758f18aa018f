"""The user's words to agents that wait: decisions about calls, answers to questions."""

from __future__ import annotations

import itertools
import json
import logging
import time
from collections.abc import Callable
from dataclasses import dataclass

from gui.model.events import EngineEvent, QuestionAnswered, ToolDecided
from gui.model.gate import DecidedBy, Policy, Verdict
from gui.model.problem import StoreError
from gui.model.turn import QuestionPart, ToolCallPart, ToolState, Turn
from gui.services.clock import now_ms
from gui.services.policy_book import PolicyBook
from gui.services.run_rows import Word
from gui.services.stored_runs import StoredRuns
from gui.services.user_gate import UserGate, is_about, is_answer, same_arguments

_log = logging.getLogger(__name__)


_Key = tuple[str, str, str]
"""Turn, source, and id of a call or a question."""


@dataclass(frozen=True, kw_only=True)
class Choice:
    """What the user says to a call. `arguments` are JSON where the user has changed them.

    `remember`: let this tool pass in this chat from now on. `source` names the agent, where
    calls of several agents may have the same id.
    """

    allowed: bool
    arguments: str | None = None
    reason: str = ""
    remember: bool = False
    source: str = ""


class Approvals:
    """Each word is in the file before the agents hear it, and counts once.

    `running_turn` is the main answer that is being given in a session; `find` has any one by its
    turn, with its lane; `go_on` is told what a turn will say next, for one whose run does not go
    on by itself.
    """

    def __init__(self, gate: UserGate, policies: PolicyBook, runs: StoredRuns) -> None:
        self._gate = gate
        self._policies = policies
        self._runs = runs
        self._numbers = itertools.count(now_ms())
        self._saying: set[_Key] = set()
        self._said: set[_Key] = set()
        self.running_turn: Callable[[str], Turn | None] = _nobody
        self.go_on: Callable[[str, EngineEvent], None] = _ignore
        self.find: Callable[[str], tuple[Turn, str] | None] = _nobody_by_turn

    async def decide(self, session_id: str, turn_id: str, call_id: str, choice: Choice) -> None:
        """Raises ValueError for arguments that are no JSON object.

        LookupError: the call does not wait any more, or not at all.
        """
        turn = self._waiting_turn(session_id, turn_id)
        part = self._open_call(turn, call_id, choice.source)
        text = "" if choice.arguments is None else _checked(choice.arguments)
        word = Word(
            number=next(self._numbers),
            source=part.source,
            id=call_id,
            name=part.name,
            asked=part.arguments,
            question=False,
            allowed=choice.allowed,
            text="" if same_arguments(text, part.arguments) else text,
            reason=choice.reason,
            at=time.time(),
        )
        await self._say(turn, word, decided(word, part))
        if choice.remember and choice.allowed and part.facts is not None:
            await self.set_rule(session_id, part.facts.tool_id, Policy.ALLOW)

    async def set_rule(self, session_id: str, tool_id: str, policy: Policy | None) -> None:
        """What is to hold for a tool in this chat; None: as everywhere. Calls that wait hear it."""
        written = self._policies.set_in_chat(session_id, tool_id, policy)
        self._gate.judge_again(session_id)
        await written

    async def answer(self, session_id: str, turn_id: str, request_id: str, text: str) -> None:
        """LookupError: the question is answered already, or nobody asks it any more."""
        turn = self._waiting_turn(session_id, turn_id)
        for part in turn.parts:
            if isinstance(part, QuestionPart) and self._is_open(turn, part, request_id):
                word = Word(
                    number=next(self._numbers),
                    source=part.source,
                    id=request_id,
                    asked=part.text,
                    question=True,
                    text=text,
                    at=time.time(),
                )
                await self._say(turn, word, answered(word, request_id))
                return
        raise LookupError(f"no open question {request_id}")

    def take_up(self, turn: Turn, words: tuple[Word, ...]) -> None:
        """Words that the file has for a turn that waits: it goes on with them at once."""
        for part in turn.parts:
            match part:
                case ToolCallPart() if part.awaits_user:
                    word = next((w for w in words if is_about(w, part)), None)
                    event: EngineEvent | None = decided(word, part) if word else None
                case QuestionPart() if part.answer is None:
                    word = next((w for w in words if is_answer(w, part)), None)
                    event = answered(word, part.request_id) if word else None
                case _:
                    continue
            if word is not None and event is not None:
                found = self.find(turn.id)
                self._said.add((turn.id, word.source, word.id))
                self._gate.say(turn.session_id if found is None else found[1], word)
                self.go_on(turn.id, event)

    def forget(self, turn: Turn, *, lane: str) -> None:
        """The turn has ended."""
        self._gate.forget(lane)
        self._said = {key for key in self._said if key[0] != turn.id}

    async def _say(self, turn: Turn, word: Word, event: EngineEvent) -> None:
        key = (turn.id, word.source, word.id)
        self._saying.add(key)
        try:
            await self._runs.keep(turn.id, word)
        except StoreError as error:  # told elsewhere; the agents need not wait for the disk
            _log.warning("a word to %s is not in the file: %s", turn.id, error)
        finally:
            self._saying.discard(key)
        found = self.find(turn.id)
        if found is None:
            raise LookupError(f"turn {turn.id} has ended")
        self._said.add(key)
        self._gate.say(found[1], word)
        self.go_on(turn.id, event)

    def heard(self, turn: Turn, *, lane: str) -> tuple[Word, ...]:
        """Words that `turn` tells by now; an agent may ask under their ids again."""
        words = self._gate.told(turn, lane=lane)
        self._said -= {(turn.id, word.source, word.id) for word in words}
        return words

    def _waiting_turn(self, session_id: str, turn_id: str) -> Turn:
        found = self.find(turn_id)
        if found is None or found[0].session_id != session_id:
            raise LookupError(f"turn {turn_id} does not run")
        return found[0]

    def _open_call(self, turn: Turn, call_id: str, source: str) -> ToolCallPart:
        for part in turn.parts:
            if not isinstance(part, ToolCallPart) or not part.awaits_user:
                continue
            fits = part.call_id == call_id and source in ("", part.source)
            if fits and self._is_unsaid(turn, part.source, call_id):
                return part
        raise LookupError(f"no call {call_id} that waits")

    def _is_open(self, turn: Turn, part: QuestionPart, request_id: str) -> bool:
        unsaid = self._is_unsaid(turn, part.source, request_id)
        return part.request_id == request_id and part.answer is None and unsaid

    def _is_unsaid(self, turn: Turn, source: str, name: str) -> bool:
        """An agent that asks again, under an id of before, is to be answered again."""
        key = (turn.id, source, name)
        if key in self._saying:
            return False
        found = self.find(turn.id)
        lane = turn.session_id if found is None else found[1]
        return key not in self._said or self._gate.waits(lane, source, name)


def decided(word: Word, part: ToolCallPart) -> ToolDecided:
    """What the turn will tell of a decision."""
    verdict = Verdict(
        allowed=word.allowed,
        by=DecidedBy.USER,
        at=word.at,
        reason=word.reason,
        asked=part.arguments if word.text else "",
    )
    return ToolDecided(
        call_id=word.id,
        state=ToolState.RUNNING if word.allowed else ToolState.DENIED,
        arguments=word.text or part.arguments,
        source=word.source,
        name=part.name,
        at=word.at,
        facts=part.facts,
        verdict=verdict,
    )


def answered(word: Word, request_id: str) -> QuestionAnswered:
    return QuestionAnswered(request_id=request_id, answer=word.text)


def _checked(arguments: str) -> str:
    try:
        read = json.loads(arguments)
    except ValueError as error:
        raise ValueError(f"The arguments are not JSON: {error}") from error
    if not isinstance(read, dict):
        raise ValueError("The arguments must be one JSON object, in braces.")  # noqa: TRY004 - a value
    return arguments


def _nobody(session_id: str) -> Turn | None:
    del session_id
    return None


def _nobody_by_turn(turn_id: str) -> tuple[Turn, str] | None:
    del turn_id
    return None


def _ignore(turn_id: str, event: EngineEvent) -> None:
    del turn_id, event
