"""The gate of the running program: policies first, then the user, for as long as that takes."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic, TypeVar

from gui.model.gate import DecidedBy, Decision, Policy, Question, ToolCall
from gui.model.lane import session_of
from gui.model.turn import QuestionPart, ToolCallPart, Turn
from gui.services.policy_book import PolicyBook
from gui.services.run_rows import Word

DENIED = "The user does not allow this tool."
"""Reaches the model, so it is not translated."""

A = TypeVar("A", ToolCall, Question)
R = TypeVar("R", Decision, str)


@dataclass(frozen=True, kw_only=True, eq=False)
class _Waiting(Generic[A, R]):
    asked: A
    answer: asyncio.Future[R]


class UserGate:
    """Fits `Gate`. A word of the user reaches whoever waits for it, now or when it asks.

    Who asks goes by a lane, which is the id of the session but for answers that are compared.
    Words that were heard are kept until the turn tells what became of them: see `told`.
    """

    def __init__(self, policies: PolicyBook) -> None:
        self._policies = policies
        self._calls: list[_Waiting[ToolCall, Decision]] = []
        self._questions: list[_Waiting[Question, str]] = []
        self._words: dict[str, list[Word]] = {}  # by lane: said, and nobody has asked yet
        self.on_wait: Callable[[ToolCall | Question], None] = _ignore
        """Hears what somebody waits for from now on."""
        self._heard: dict[str, list[tuple[str, Word]]] = {}  # with the id that it was asked by

    def judge(self, call: ToolCall) -> Decision | None:
        policy, by = self._policies.rule(call)
        if policy is Policy.ALLOW or (policy is Policy.ASK_FOR_WRITES and call.read_only):
            return Decision(allowed=True, arguments=call.arguments, by=by)
        if policy is Policy.DENY:
            return Decision(allowed=False, arguments=call.arguments, reason=DENIED, by=by)
        return None

    async def decide(self, call: ToolCall) -> Decision:
        word = self._take_word(call)
        if word is not None:
            return _decision(word, call)
        future: asyncio.Future[Decision] = asyncio.get_running_loop().create_future()
        waiting = _Waiting(asked=call, answer=future)
        self._calls.append(waiting)
        self.on_wait(call)
        try:
            return await future
        finally:
            self._calls.remove(waiting)

    async def answer(self, question: Question) -> str:
        word = self._take_answer(question)
        if word is not None:
            return word.text
        future: asyncio.Future[str] = asyncio.get_running_loop().create_future()
        waiting = _Waiting(asked=question, answer=future)
        self._questions.append(waiting)
        self.on_wait(question)
        try:
            return await future
        finally:
            self._questions.remove(waiting)

    def say(self, lane: str, word: Word) -> None:
        if word.question:
            self._answer(lane, word)
        else:
            self._decide(lane, word)

    def judge_again(self, session_id: str) -> None:
        """A policy is another now: calls that wait may not have to any more."""
        for waiting in self._calls:
            if session_of(waiting.asked.session_id) == session_id and not waiting.answer.done():
                decision = self.judge(waiting.asked)
                if decision is not None:
                    waiting.answer.set_result(decision)

    def waits(self, lane: str, source: str, name: str) -> bool:
        """Whether somebody waits for a word under this id now."""
        key = (lane, source, name)
        calls = (waiting for waiting in self._calls if not waiting.answer.done())
        questions = (waiting for waiting in self._questions if not waiting.answer.done())
        return any(
            (w.asked.session_id, w.asked.source, w.asked.call_id) == key for w in calls
        ) or any((w.asked.session_id, w.asked.source, w.asked.request_id) == key for w in questions)

    def told(self, turn: Turn, *, lane: str) -> tuple[Word, ...]:
        """The words whose effects `turn` tells by now; they are returned once."""
        heard = self._heard.get(lane, [])
        done = [(name, word) for name, word in heard if _tells(turn, name, word)]
        self._heard[lane] = [pair for pair in heard if pair not in done]
        return tuple(word for _, word in done)

    def forget(self, lane: str) -> None:
        """The turn that these words were for has ended."""
        self._words.pop(lane, None)
        self._heard.pop(lane, None)

    def _decide(self, lane: str, word: Word) -> None:
        for waiting in self._calls:
            call = waiting.asked
            mine = (call.session_id, call.source, call.call_id) == (
                lane,
                word.source,
                word.id,
            )
            if mine and not waiting.answer.done():
                waiting.answer.set_result(_decision(word, call))
                self._note_heard(lane, word.id, word)
                return
        self._words.setdefault(lane, []).append(word)

    def _answer(self, lane: str, word: Word) -> None:
        for waiting in self._questions:
            asked = waiting.asked
            mine = asked.session_id == lane and is_answer(word, asked)
            if mine and not waiting.answer.done():
                waiting.answer.set_result(word.text)
                self._note_heard(lane, asked.request_id, word)
                return
        self._words.setdefault(lane, []).append(word)

    def _take_word(self, call: ToolCall) -> Word | None:
        """One about this very call: in another run, an id may stand for something else."""
        words = self._words.get(call.session_id, [])
        for word in words:
            if not word.question and (word.source, word.id) == (call.source, call.call_id):
                words.remove(word)
                self._note_heard(call.session_id, call.call_id, word)
                return word if is_about(word, call) else None
        return None

    def _take_answer(self, question: Question) -> Word | None:
        words = self._words.get(question.session_id, [])
        for word in words:
            if is_answer(word, question):
                words.remove(word)
                self._note_heard(question.session_id, question.request_id, word)
                return word
        return None

    def _note_heard(self, lane: str, name: str, word: Word) -> None:
        self._heard.setdefault(lane, []).append((name, word))


def _ignore(asked: ToolCall | Question) -> None:
    del asked


def same_arguments(one: str, other: str) -> bool:
    """Whether two texts are the same JSON; a model may leave them out where there are none."""
    if one == other:
        return True
    try:
        return bool(json.loads(one or "{}") == json.loads(other or "{}"))
    except ValueError:
        return False


def _decision(word: Word, call: ToolCall) -> Decision:
    return Decision(
        allowed=word.allowed,
        arguments=word.text or call.arguments,
        reason=word.reason,
        by=DecidedBy.USER,
    )


def is_about(word: Word, call: ToolCall | ToolCallPart) -> bool:
    """Whether the word is a decision about this very call, and not one with the same id."""
    mine = (word.source, word.id, word.name) == (call.source, call.call_id, call.name)
    return mine and not word.question and same_arguments(word.asked, call.arguments)


def is_answer(word: Word, question: Question | QuestionPart) -> bool:
    """The ids of questions are others in another run."""
    same = word.id == question.request_id or word.asked == question.text
    return same and word.question and word.source == question.source


def _tells(turn: Turn, name: str, word: Word) -> bool:
    for part in turn.parts:
        match part:
            case QuestionPart() if word.question and part.request_id == name:
                return part.answer is not None
            case ToolCallPart() if not word.question and part.call_id == name:
                if part.source == word.source and part.verdict is not None:
                    return True
            case _:
                pass
    return False
