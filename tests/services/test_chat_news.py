"""What is worth telling, and what the chats are doing: from facts alone."""

from __future__ import annotations

from dataclasses import replace

import pytest

from gui.model.gate import Effect, ToolFacts
from gui.model.problem import Problem, ProblemKind
from gui.model.session import Session, TitleBy
from gui.model.turn import (
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
from gui.services.chat_news import ChatNews, News, NewsKind
from gui.services.chat_overview import ChatOverview, ChatState
from gui.services.service_facts import SessionChanged, SessionRemoved, TurnChanged

REFUSED = Problem(kind=ProblemKind.KEY_REFUSED, facts={"host": "example"})
CALL = ToolCallPart(
    source="a",
    call_id="c1",
    name="write",
    arguments="{}",
    state=ToolState.WAITING,
    facts=ToolFacts(tool_id="t", effect=Effect.WRITE),
)
ASKED = QuestionPart(source="a", request_id="q1", text="Which one?")


class Listener:
    """Fed with turns; the chats in `seen` are before the user's eyes."""

    def __init__(self) -> None:
        self.seen: set[str] = set()
        self.told: list[News] = []
        self.withdrawn: list[str] = []
        self.news = ChatNews(
            looking=self.seen.__contains__, tell=self.told.append, withdraw=self.withdrawn.append
        )

    def hear(self, turn: Turn) -> None:
        self.news.take(TurnChanged(turn=turn))

    def kinds(self) -> list[NewsKind]:
        return [news.kind for news in self.told]


def answer(*parts: Part, state: TurnState = TurnState.RUNNING, number: int = 1) -> Turn:
    return Turn(
        id=f"turn-{number}",
        session_id="chat",
        parent_id=None,
        role=Role.AGENT,
        state=state,
        created_at=0,
        parts=parts,
    )


def chat(number: int, **changes: object) -> Session:
    session = Session(
        id=f"chat-{number}",
        title=f"Chat {number}",
        title_by=TitleBy.WORDS,
        created_at=number,
        updated_at=number,
    )
    return replace(session, **changes)  # type: ignore[arg-type]


def test_an_answer_that_ends_unseen_is_told_once_with_its_own_text() -> None:
    listener = Listener()
    thought = ThoughtPart(source="a", text="a secret thought")
    told = TextPart(source="a", text="The answer.")
    listener.hear(answer(thought))
    done = answer(thought, replace(CALL, state=ToolState.DONE), told, state=TurnState.DONE)
    listener.hear(done)
    listener.hear(done)
    assert listener.told == [News(session_id="chat", kind=NewsKind.DONE, text="The answer.")]
    assert listener.news.pending


def test_a_failure_is_told_with_its_problem() -> None:
    listener = Listener()
    listener.hear(answer())
    listener.hear(replace(answer(state=TurnState.FAILED), problem=REFUSED))
    assert listener.told == [News(session_id="chat", kind=NewsKind.FAILED, problem=REFUSED)]


@pytest.mark.parametrize("part", [CALL, ASKED])
def test_waiting_for_the_user_is_told_once_and_taken_back_when_over(part: Part) -> None:
    listener = Listener()
    listener.hear(answer())
    for _ in range(3):
        listener.hear(answer(part))
    assert listener.kinds() == [NewsKind.NEEDS_YOU]
    listener.hear(answer())
    assert listener.withdrawn == ["chat"]
    listener.hear(answer(ASKED))
    assert listener.kinds() == [NewsKind.NEEDS_YOU] * 2, "another need is news again"


def test_what_the_user_sees_or_did_is_no_news() -> None:
    listener = Listener()
    listener.seen.add("chat")
    listener.hear(answer(CALL))
    listener.hear(answer(state=TurnState.DONE))
    listener.seen.clear()
    for number, state in ((2, TurnState.STOPPED), (3, TurnState.INTERRUPTED)):
        listener.hear(answer(number=number))
        listener.hear(answer(state=state, number=number))
    listener.hear(replace(answer(state=TurnState.DONE, number=4), role=Role.USER))
    listener.hear(answer(state=TurnState.DONE, number=5))  # read from the file, never running
    assert listener.told == []


def test_looking_at_the_chat_or_deleting_it_takes_the_news_back() -> None:
    listener = Listener()
    listener.hear(answer())
    listener.hear(answer(state=TurnState.DONE))
    listener.news.look("another")
    assert listener.withdrawn == []
    listener.news.look("chat")
    listener.news.look("chat")
    assert listener.withdrawn == ["chat"]
    assert not listener.news.pending
    listener.hear(answer(number=2))
    listener.hear(answer(number=2, state=TurnState.DONE))
    listener.news.take(SessionRemoved(session_id="chat"))
    assert listener.withdrawn == ["chat", "chat"]


def test_the_overview_knows_the_last_chats_and_their_states() -> None:
    overview = ChatOverview()
    overview.fill([chat(n) for n in range(12)])
    overview.take(SessionChanged(session=chat(3, archived=True), running=False))
    overview.take(SessionChanged(session=chat(20, title="", head_id=None), running=False))
    overview.take(SessionRemoved(session_id="chat-11"))
    recent = overview.recent(8)
    assert [session.id for session in recent] == [f"chat-{n}" for n in (10, 9, 8, 7, 6, 5, 4, 2)]
    assert {overview.state(session) for session in recent} == {ChatState.QUIET}
    failed = chat(5, head_state=TurnState.FAILED)
    overview.take(SessionChanged(session=failed, running=False))
    assert overview.state(failed) is ChatState.FAILED
    assert overview.foremost() is ChatState.QUIET
    overview.take(SessionChanged(session=failed, running=True))
    assert overview.state(failed) is overview.foremost() is ChatState.ANSWERING
    unread = chat(6, unread=True)
    overview.take(SessionChanged(session=unread, running=False))
    assert overview.state(unread) is overview.foremost() is ChatState.UNREAD
    overview.take(TurnChanged(turn=replace(answer(CALL), session_id="chat-5")))
    assert overview.state(failed) is overview.foremost() is ChatState.NEEDS_YOU
    overview.take(SessionChanged(session=failed, running=False))
    overview.take(SessionChanged(session=replace(unread, unread=False), running=False))
    assert overview.foremost() is ChatState.QUIET


def test_what_was_told_is_newer_than_the_list_that_comes_after_it() -> None:
    overview = ChatOverview()
    overview.take(SessionChanged(session=chat(1, title="New"), running=False))
    overview.take(SessionRemoved(session_id="chat-2"))
    overview.fill([chat(1, title="Old"), chat(2), chat(3)])
    assert [session.title for session in overview.recent(8)] == ["Chat 3", "New"]
